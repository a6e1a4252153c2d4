//! The dictionaries that ship, as files: how much is in them, and that their page says so.

use newstag::dictionary::{VariantRule, VariantRules};
use newstag::load;
use newstag::tagger::{compile, with_variants};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What counts of an entity, over all the lines that have its id.
#[derive(Debug, Default)]
struct Entity {
    english: bool,
    chinese: bool,
    dated_holders: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries")
}

/// The entities of each file, by the name of the file.
fn files() -> BTreeMap<String, Vec<Value>> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| {
            let lines = fs::read_to_string(&path).unwrap();
            let entities = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), entities)
        })
        .collect()
}

fn id(entity: &Value) -> &str {
    entity["id"].as_str().unwrap()
}

fn has_name_in(entity: &Value, language: &str) -> bool {
    let names = entity["names"].as_array().unwrap();
    names.iter().any(|name| name["lang"].as_str().is_some_and(|lang| lang.split('-').next() == Some(language)))
}

#[test]
fn they_hold_what_the_readme_of_the_project_promises() {
    let mut entities: BTreeMap<String, Entity> = BTreeMap::new();
    for line in files().values().flatten() {
        let entity = entities.entry(id(line).to_owned()).or_default();
        entity.english |= has_name_in(line, "en");
        entity.chinese |= has_name_in(line, "zh");
        let holders = line["holders"].as_array().into_iter().flatten();
        entity.dated_holders |= holders.into_iter().any(|holder| holder["from"].is_string());
    }
    let count = |condition: fn(&Entity) -> bool| entities.values().filter(|entity| condition(entity)).count();
    assert!(entities.len() >= 10_000, "{} entities", entities.len());
    let both = count(|entity| entity.english && entity.chinese);
    assert!(both >= 8_000, "{both} entities with an English and a Chinese name");
    let offices = count(|entity| entity.dated_holders);
    assert!(offices >= 800, "{offices} offices with dated holders");
}

#[test]
fn each_file_is_sorted_and_its_ids_say_the_type() {
    for (file, entities) in files() {
        let ids: Vec<&str> = entities.iter().map(id).collect();
        assert!(ids.is_sorted(), "{file} is not sorted by id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{file} has an id twice");
        for entity in &entities {
            let kind = id(entity).split('/').next();
            assert_eq!(kind, entity["type"].as_str(), "{file}: {}", id(entity));
            assert!(entity["source"].is_string(), "{file}: {} has no source", id(entity));
        }
    }
}

#[test]
fn their_page_has_a_row_for_each_file_with_the_number_of_its_entities() {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    for (file, entities) in files() {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{file}` |")));
        let row = row.unwrap_or_else(|| panic!("dictionaries/README.md has no row for {file}"));
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert_eq!(cells[3], entities.len().to_string(), "dictionaries/README.md on {file}");
    }
}

/// The rules of variants that `dictionaries/make/compiled` asks for.
fn variants() -> VariantRules {
    let script = fs::read_to_string(folder().join("make/compiled")).unwrap();
    let (_, behind) = script.split_once("--variants ").expect("the script says which variants are made");
    let rules = behind.split_whitespace().next().unwrap().split(',');
    rules.map(|rule| rule.parse::<VariantRule>().unwrap()).collect()
}

#[test]
fn the_program_holds_what_they_compile_to() {
    let mut paths: Vec<PathBuf> = files().keys().map(|file| folder().join(file)).collect();
    paths.sort();
    let sources = with_variants(load::load(&paths).unwrap(), variants()).unwrap();
    let compiled = compile(&sources).unwrap();
    let embedded = fs::read(folder().join("newstag.dict")).unwrap();
    assert!(compiled.bytes() == embedded, "the dictionaries have changed: run dictionaries/make/compiled");
    assert_eq!(load::embedded().unwrap().fingerprint(), sources.fingerprint());
}
