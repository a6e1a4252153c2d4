//! What is wrong with annotated documents is told with file, record, value and what was expected; nothing is counted then.

use crate::cli_run::{Ended, Place};

const GOLD: &str =
    r#"{"id": "a", "text": "耿爽 met Ross.", "entities": [{"start": 0, "end": 2, "type": "PER", "kb_id": "Q1"}]}"#;

/// Compares `pred` with the gold above.
fn eval(pred: &str) -> Ended {
    let place = Place::new();
    place.file("g.jsonl", GOLD);
    place.file("p.jsonl", pred);
    let ended = Ended::of(place.command("eval --gold g.jsonl --pred p.jsonl"));
    if !ended.stderr.is_empty() {
        assert!(ended.stderr.starts_with("newstag: "), "{ended}");
    }
    ended
}

fn record(mention: &str, length: usize) -> String {
    format!(r#"{{"schema": "newstag/1", "id": "a", "title": null, "length": {length}, "mentions": [{mention}]}}"#)
}

#[test]
fn offsets_that_do_not_fit_are_told() {
    let mention = |start: usize, end: usize| {
        format!(r#"{{"field": "text", "start": {start}, "end": {end}, "text": "Ross", "entity": null}}"#)
    };
    eval(&record(&mention(7, 11), 12)).status(0);
    eval(&record(&mention(11, 15), 16)).status(2).says(
        "in the document a: p.jsonl: annotation 0 (counting from 0) is \"Ross\", but 11..15 of the text is no span that lies in it: expected \
         offsets in Unicode code points (the record counts bytes: newstag tag --offsets char counts code points)\n",
    );
    eval(&record(&mention(6, 10), 12))
        .status(2)
        .says("is \"Ross\", but at 6..10 of the text stands \" Ros\": expected offsets");
    eval(&record(&mention(9, 3), 12))
        .status(2)
        .says("p.jsonl:1: annotation 0 (counting from 0) is \"Ross\", but 9..3 of the text is no span");
    eval(&record(&mention(9, 9), 12)).status(2).says("9..9 of the text is no span");
}

#[test]
fn records_that_are_none_are_told() {
    let place = Place::new();
    place.file("g.jsonl", format!("{GOLD}\n\n{}", r#"{"id": "b", "entities": []}"#));
    let ended = Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl")).status(2);
    ended.says("newstag: g.jsonl:3: not JSON of this format (entities): missing field `text`");
    eval("{\"id\": \"a\"}").status(2).says("p.jsonl: the record has neither \"mentions\" (newstag tag) nor");
    eval("{\"id\": \"a\", \"mentions\": [}").status(2).says("p.jsonl:1: not JSON of this format (newstag tag): ");
    eval("{\"schema\": \"newstag/9\", \"id\": \"a\", \"mentions\": []}")
        .status(2)
        .says("the schema is \"newstag/9\": expected \"newstag/1\"");
    eval("a b c").status(2).says("p.jsonl: cannot tell what format this is: expected JSON Lines of newstag tag");
    eval(&format!("{GOLD}\n{GOLD}")).status(2).says("p.jsonl: the document a stands there twice: expected each once");
    let other = GOLD.replace("\"a\"", "\"b\"");
    eval(&other).status(2).says("p.jsonl: none of its documents is in gold: gold has a, here are documents such as b");
    let other = GOLD.replace("met", "saw");
    eval(&other).status(2).says("the text of the document a is not that of gold: they differ from character 3 on");
    place.file("g.jsonl", format!("{GOLD}\n{GOLD}"));
    let ended = Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl")).status(2);
    ended.says("newstag: g.jsonl: the id a stands there twice: expected each document once\n");
    place.file("bare.jsonl", record("", 12));
    place.file("longer.jsonl", record("", 16));
    let ended = Ended::of(place.command("eval --gold bare.jsonl --pred longer.jsonl")).status(2);
    ended.says("longer.jsonl: the text of the document a is 16 long, and that of gold 12: expected one text");
    eval("").status(2).says("none of its documents is in gold: gold has a, here are no documents at all");
}

#[test]
fn files_that_are_not_right_are_told() {
    let place = Place::new();
    place.file("g.jsonl", GOLD);
    place.file("tag.conll", "-DOCSTART- O\n\nRoss B-PER\nsaid X\n");
    place.file("one.conll", "Ross\n");
    place.file("x.gold", "[Ross] said");
    place.file("brat/a.txt", "Ross said");
    place.file("brat/a.ann", "T1\tperson 0 4\tRoss\nN1\tReference T1\n");
    place.file("off/a.txt", "Ross said");
    place.file("off/a.ann", "T1\tperson 5 9\tRoss\n");
    place.file("lone/a.ann", "");
    place.file("empty/a.md", "");
    let cases = [
        ("no.jsonl", "newstag: no.jsonl: cannot open it: No such file"),
        (
            "tag.conll",
            "newstag: tag.conll:4: the tag is \"X\": expected O, or B-, I-, E-, S- and a type, such as B-PER\n",
        ),
        (
            "one.conll",
            "newstag: one.conll:1: \"Ross\" is a single column: expected a token and, in the last column, its tag\n",
        ),
        ("x.gold", "newstag: x.gold: \"[Ross] said\" is no markup: expected [words](entity) or [words](entity kind)\n"),
        (
            "brat",
            "newstag: brat/a.ann:2: \"N1\\tReference T1\" is no annotation of brat: expected ID, Reference MENTION RESOURCE:ID",
        ),
        (
            "off",
            "newstag: off/a.ann: annotation 0 (counting from 0) is \"Ross\", but at 5..9 of the text stands \"said\"",
        ),
        ("lone", "newstag: lone/a.txt: cannot open it: "),
        (
            "empty",
            "newstag: empty: the folder holds no annotated files: expected .ann beside .txt (brat), .gold, or .conll\n",
        ),
    ];
    for (gold, message) in cases {
        Ended::of(place.command(&format!("eval --gold {gold} --pred g.jsonl"))).status(2).says(message);
    }
    Ended::of(place.command("eval --gold g.jsonl")).status(2).says("--pred <P>");
    Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl --map PER"))
        .status(2)
        .says("expected FROM=TO, such as PER=person");
    Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl --refs x"))
        .status(2)
        .says("--refs takes ids from a dictionary");
    Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl --refs x -d dict.jsonl"))
        .status(2)
        .says("has \"refs\" with \"x\"");
    Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl --only known"))
        .status(2)
        .says("--only known asks what a dictionary has");
    Ended::of(place.command("eval --gold g.jsonl --pred g.jsonl --only known -d dict.jsonl"))
        .status(2)
        .says("--only leaves none to be compared");
    Ended::of(place.command("eval --gold g.jsonl --write-texts g.jsonl")).status(2).says("would be overwritten");
    Ended::of(place.command("diff g.jsonl no.jsonl")).status(2).says("newstag: no.jsonl: cannot open it: ");
    Ended::of(place.command("diff - -")).status(2).says("standard input can be one of the two only");
    Ended::of(place.command("diff g.jsonl g.jsonl --score 2")).status(2).says("expected a number from 0 to 1");
}
