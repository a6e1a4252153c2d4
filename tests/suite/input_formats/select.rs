//! Other fields that go along: `--select`.

use crate::cli_run::Place;

#[track_caller]
fn metas(place: &Place, arguments: &str) -> Vec<String> {
    let ended = place.tag(arguments).status(0);
    let lines = str::from_utf8(&ended.stdout).unwrap().lines();
    lines
        .map(|line| line.split_once(",\"meta\":").unwrap().1.split_once(",\"length\":").unwrap().0.to_owned())
        .collect()
}

#[test]
fn json_goes_along_as_it_was() {
    let place = Place::new();
    place.file("in.jsonl", "{\"text\": \"China\", \"n\": 1.50, \"o\": {\"tags\": [\"a\", {\"b\": \"c\\u0041\"}]}, \"s\": \"é\"}\n{\"text\": \"\"}\n");
    assert_eq!(
        metas(&place, "in.jsonl --select n,o.tags --select s"),
        [r#"{"n":1.50,"o.tags":["a",{"b":"c\u0041"}],"s":"é"}"#, r#"{"n":null,"o.tags":null,"s":null}"#]
    );
    place.file("pretty.json", "[\n  {\n    \"text\": \"\",\n    \"o\": {\n      \"a b\": [ 1,\n 2 ]\n    }\n  }\n]");
    assert_eq!(metas(&place, "pretty.json --select o,o.a,text"), [r#"{"o":{"a b":[1,2]},"o.a":null,"text":""}"#]);
}

#[test]
fn cells_go_along_as_strings() {
    let place = Place::new();
    place.file("in.csv", "id,text,n,a.b\n1,China,007,\"x\n\"\"y\"\"\"\n2,,,\n");
    assert_eq!(
        metas(&place, "in.csv --select n,a.b,none,n"),
        ["{\"n\":\"007\",\"a.b\":\"x\\n\\\"y\\\"\",\"none\":null}", "{\"n\":\"\",\"a.b\":\"\",\"none\":null}"]
    );
}

#[test]
fn text_has_no_fields() {
    let place = Place::new();
    place.file("in.txt", "China");
    assert_eq!(metas(&place, "in.txt --select a"), [r#"{"a":null}"#]);
    let ended = place.tag("in.txt").status(0);
    assert!(ended.records()[0].get("meta").is_none(), "only where it was asked for\n{ended}");
}
