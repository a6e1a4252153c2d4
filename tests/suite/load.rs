//! Loading dictionary sources: what is read, how it is merged, and how faults are told.

use newstag::dictionary::{Dictionary, Entity, Name, NameKind, Usage};
use newstag::load::{self, LoadError, Problem};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    about: String,
    file: String,
    text: String,
    errors: Vec<String>,
}

/// A folder with one source in it.
struct Source {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Source {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        Self { folder, path }
    }

    fn load(&self) -> Dictionary {
        load::load(std::slice::from_ref(&self.path)).unwrap_or_else(|errors| panic!("{errors}"))
    }

    fn errors(&self) -> Vec<LoadError> {
        let mut errors = Vec::new();
        load::load_reporting(std::slice::from_ref(&self.path), &mut |error| errors.push(error));
        errors
    }

    fn messages(&self) -> Vec<String> {
        let folder = format!("{}{}", self.folder.path().display(), std::path::MAIN_SEPARATOR);
        self.errors().iter().map(|error| error.to_string().replace(&folder, "")).collect()
    }
}

fn texts(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.text.as_ref()).collect()
}

fn find(dictionary: &Dictionary, id: &str) -> Entity {
    dictionary.entity(dictionary.find(id).unwrap_or_else(|| panic!("{id} should be there"))).to_entity().to_boxed()
}

#[test]
fn faults_are_told_with_place_field_value_and_expectation() {
    let cases: Cases = toml::from_str(include_str!("../cases/load-errors.toml")).unwrap();
    for case in cases.case {
        let found = Source::new(&case.file, case.text.as_bytes()).messages();
        assert_eq!(found, case.errors, "{}", case.about);
    }
}

#[test]
fn every_field_of_json_lines_arrives() {
    let line = r#"{"id": "office/x", "type": "office", "names": ["X", {"text": "Y", "lang": "zh-Hant", "kind": "former", "case": "exact",
        "boundary": "none", "from": "2003-05", "until": "2004", "family": "Z", "weight": 2.5, "needs_context": true, "note": [1]}],
        "prior": 0.25, "context": ["c"], "holders": [{"entity": "p", "from": "2017-02-28", "note": 1}], "refs": {"wikidata": "Q1"}, "source": null}"#;
    let dictionary = Source::new("a.jsonl", line.replace('\n', " ").as_bytes()).load();
    let entity = find(&dictionary, "office/x");
    assert_eq!(entity.kind.as_str(), "office");
    assert_eq!(entity.names[0], Name::new("X"));
    let name = &entity.names[1];
    assert_eq!((name.text.as_ref(), name.lang.as_deref(), name.kind.as_str()), ("Y", Some("zh-Hant"), "former"));
    assert_eq!((name.case.as_str(), name.boundary.as_str()), ("exact", "none"));
    assert_eq!(name.validity.from.unwrap().to_string(), "2003-05");
    assert_eq!(name.validity.until.unwrap().to_string(), "2004");
    assert_eq!((name.family.as_deref(), name.weight, name.usage), (Some("Z"), Some(2.5), Usage::NeedsContext));
    assert_eq!((name.extra[0].field.as_ref(), name.extra[0].json.as_ref()), ("note", "[1]"));
    assert!((entity.prior.value() - 0.25).abs() < 1e-9);
    assert_eq!(entity.context, ["c".into()]);
    assert_eq!(entity.holders[0].entity.as_ref(), "p");
    assert_eq!(entity.holders[0].validity.from.unwrap().to_string(), "2017-02-28");
    assert_eq!(entity.extra.len(), 2, "null is as good as absent");
    assert_eq!((entity.extra[1].field.as_ref(), entity.extra[1].json.as_ref()), ("holders[0].note", "1"));
    assert_eq!((entity.extra[0].field.as_ref(), entity.extra[0].json.as_ref()), ("refs", r#"{"wikidata": "Q1"}"#));
}

#[test]
fn what_is_blocked_needs_no_context_besides() {
    let names = r#"[{"text": "A", "block": true, "needs_context": true}, {"text": "B", "block": false}]"#;
    let line = format!(r#"{{"id": "a", "type": "x", "names": {names}}}"#);
    let dictionary = Source::new("a.jsonl", line.as_bytes()).load();
    let usages: Vec<Usage> = find(&dictionary, "a").names.iter().map(|name| name.usage).collect();
    assert_eq!(usages, [Usage::Blocked, Usage::Always]);
}

#[test]
fn comments_blank_lines_a_byte_order_mark_and_escapes_do_not_matter() {
    let text =
        "\u{FEFF}# a\r\n\r\n  \t\n{\"\\u0069d\": \"\\u0061\", \"type\": \"x\", \"names\": [\"\\u8010 \\\"A\\\"\"]}\r\n";
    let dictionary = Source::new("a.jsonl", text.as_bytes()).load();
    assert_eq!(texts(&find(&dictionary, "a").names), ["耐 \"A\""]);
}

#[test]
fn lines_of_one_id_become_one_entity_over_all_sources() {
    let json = Source::new("a.jsonl", "{\"id\": \"person/x\", \"type\": \"person\", \"names\": [\"X\"]}".as_bytes());
    let table = Source::new("b.csv", b"id,type,name\nperson/x,person,X\nperson/x,person,Y\nplace/z,place,Z\n");
    let dictionary = load::load(&[json.path.clone(), table.path.clone()]).unwrap();
    assert_eq!(texts(&find(&dictionary, "person/x").names), ["X", "Y"]);
    assert_eq!(dictionary.entities().len(), 2);
}

#[test]
fn an_entity_with_a_fault_is_left_out_and_the_others_are_read() {
    let source = Source::new("a.txt", b"");
    let text = "{\"id\": \"a\", \"type\": \"x\", \"names\": [\"A\"]}\n{}\n{\"id\": \"b\", \"type\": \"x\", \"names\": [\"B\"]}";
    let path = source.folder.path().join("a.jsonl");
    fs::write(&path, text).unwrap();
    let mut errors = 0;
    let loaded = load::load_reporting(std::slice::from_ref(&path), &mut |_| errors += 1);
    assert_eq!((loaded.dictionary.entities().len(), errors), (2, 3));
    let origin = loaded.origins.of("b").unwrap();
    assert_eq!((origin.path.as_ref(), origin.line), (path.as_path(), Some(3)));
}

#[test]
fn a_table_gives_a_name_and_its_aliases() {
    let text = "\u{FEFF}ID, Type ,name,aliases,context,lang,kind,needs_context,family,weight,prior,Wikidata\n\
        p,person,\"Liu, He\",\"He Liu| 刘鹤 ||\",trade|\"\"talks\"\",en,official,Yes,Liu,3,0.75,Q1\n\
        q,person,Q,,,,,,,,,\n";
    let dictionary = Source::new("people.csv", text.as_bytes()).load();
    let entity = find(&dictionary, "p");
    assert_eq!(texts(&entity.names), ["Liu, He", "He Liu", "刘鹤"]);
    let kinds: Vec<NameKind> = entity.names.iter().map(|name| name.kind).collect();
    assert_eq!(kinds, [NameKind::Official, NameKind::Alias, NameKind::Alias]);
    assert!(entity.names.iter().all(|name| name.usage == Usage::NeedsContext && name.lang.as_deref() == Some("en")));
    assert_eq!((entity.names[0].family.as_deref(), entity.names[0].weight), (Some("Liu"), Some(3.0)));
    assert_eq!((entity.names[1].family.as_deref(), entity.names[1].weight), (None, None));
    assert_eq!(entity.context, ["trade".into(), "\"\"talks\"\"".into()]);
    assert!((entity.prior.value() - 0.75).abs() < 1e-9);
    assert_eq!((entity.extra[0].field.as_ref(), entity.extra[0].json.as_ref()), ("Wikidata", "\"Q1\""));
    let empty = find(&dictionary, "q");
    assert_eq!(empty.names, [Name::new("Q")]);
    assert!(empty.extra.is_empty());
}

#[test]
fn tabs_part_cells_and_quotes_may_stand_around_them() {
    let text = "id\ttype\tname\n1\tplace\t\"A \"\"B\"\"\tC\"\n2\tplace\tA, B\n";
    let dictionary = Source::new("a.tsv", text.as_bytes()).load();
    assert_eq!(texts(&find(&dictionary, "1").names), ["A \"B\"\tC"]);
    assert_eq!(texts(&find(&dictionary, "2").names), ["A, B"]);
}

#[test]
fn a_plain_list_gives_one_entity_a_line_of_the_type_in_its_name() {
    let dictionary = Source::new("news agency.txt", "\u{FEFF}Reuters\r\n\n  新华社 \n#MeToo".as_bytes()).load();
    let entities: Vec<(&str, &str)> = dictionary.entities().map(|entity| (entity.id(), entity.kind().word())).collect();
    assert_eq!(entities, [("Reuters", "news agency"), ("新华社", "news agency"), ("#MeToo", "news agency")]);
    assert_eq!(texts(&dictionary.entities().nth(1).unwrap().to_entity().to_boxed().names), ["新华社"]);
}

#[test]
fn packed_sources_are_read_as_they_are() {
    let text = b"Reuters\nXinhua\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text).unwrap();
    let zstd = zstd::encode_all(text.as_slice(), 3).unwrap();
    for (name, bytes) in [("agency.txt.gz", gzip.finish().unwrap()), ("agency.lst.zst", zstd)] {
        let dictionary = Source::new(name, &bytes).load();
        assert_eq!(dictionary.entities().len(), 2, "{name}");
        assert_eq!(dictionary.entities().next().unwrap().kind().word(), "agency", "{name}");
    }
}

#[test]
fn a_packed_source_that_was_cut_is_refused() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all("Reuters\n".repeat(1000).as_bytes()).unwrap();
    let mut bytes = gzip.finish().unwrap();
    bytes.truncate(bytes.len() - 9);
    let errors = Source::new("agency.txt.gz", &bytes).errors();
    assert!(
        matches!(errors[..], [LoadError { fault: load::Fault { problem: Problem::Read(_), .. }, .. }]),
        "{errors:?}"
    );
}

#[test]
fn bytes_that_are_no_text_are_told_and_the_next_line_is_read() {
    let source = Source::new("a.txt", b"Ann\nB\xE9b\xE9\nCid\n");
    assert_eq!(source.messages(), ["a.txt:2:2: not UTF-8 from byte 2 on: save the file as UTF-8"]);
    assert_eq!(source.errors()[0].excerpt.as_ref().unwrap().text, "B\u{FFFD}b\u{FFFD}");

    let source = Source::new("a.csv", b"id,type,name\na,x,B\xE9b\n");
    assert_eq!(source.messages(), ["a.csv:2: name: not UTF-8 from byte 2 on: save the file as UTF-8"]);
}

#[test]
fn a_folder_and_a_missing_file_are_refused() {
    let source = Source::new("a.txt", b"");
    let folder = load::load(&[source.folder.path().to_owned()]).unwrap_err();
    assert!(folder.to_string().contains("this is a folder: name the files in it"), "{folder}");
    let missing = load::load(&[source.folder.path().join("b.txt")]).unwrap_err();
    assert!(missing.to_string().contains("b.txt: cannot open the file: "), "{missing}");
    assert!(missing.first()[0].fault.problem.is_unreadable());
}

#[test]
fn the_line_is_shown_with_the_place_marked() {
    let line = r#"{"id": "a", "type": "x", "names": ["A"], "prior": "high"}"#;
    let errors = Source::new("a.jsonl", line.as_bytes()).errors();
    let excerpt = errors[0].excerpt.as_ref().unwrap();
    assert_eq!((excerpt.text.as_str(), &excerpt.text[excerpt.mark.clone()]), (line, "\"high\""));

    let errors = Source::new("a.csv", b"id,type,name,prior,note\na,x,A,\"high\",n\n").errors();
    let excerpt = errors[0].excerpt.as_ref().unwrap();
    assert_eq!((excerpt.text.as_str(), &excerpt.text[excerpt.mark.clone()]), ("a,x,A,high,n", "high"));
}

#[test]
fn the_first_twenty_faults_are_shown_and_the_others_counted() {
    let source = Source::new("a.jsonl", "x\n".repeat(25).as_bytes());
    let errors = load::load(std::slice::from_ref(&source.path)).unwrap_err();
    assert_eq!((errors.first().len(), errors.count()), (20, 25));
    assert_eq!(errors.to_string().lines().last(), Some("… and 5 more; newstag dict check lists all of them"));
}

#[test]
fn the_embedded_dictionary_loads() {
    let dictionary = load::embedded().unwrap();
    assert!(dictionary.fingerprint().starts_with("xxh3:"));
}

#[test]
fn an_unnamed_source_of_json_lines_is_known_by_its_first_character() {
    let text = b"\n  {\"id\": \"a\", \"type\": \"x\", \"names\": [\"A\"]}";
    assert_eq!(Source::new("dictionary", text).load().entities().len(), 1);
}
