//! Variants: cases as data, what must hold of any dictionary, and the options as a user has them.

use crate::cli_run::{Ended, Place};
use newstag::dictionary::{Dictionary, DictionaryBuilder, Entity, EntityIndex, EntityType, Name, Usage, VariantRules};
use newstag::load;
use newstag::tagger::{compile, fold, with_variants};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One entity and all its variants, each as `TEXT <- RULES <- NAME`; NAME may be left out where it is the first name.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    entity: String,
    /// Lines of other entities, which take names.
    #[serde(default)]
    others: String,
    /// What `--variants` says.
    #[serde(default = "all")]
    rules: String,
    want: Vec<String>,
}

fn all() -> String {
    "all".to_owned()
}

fn rules(words: &str) -> VariantRules {
    match words {
        "none" => VariantRules::NONE,
        "all" => VariantRules::ALL,
        _ => words.split(',').map(|word| word.parse().unwrap()).collect(),
    }
}

fn read(lines: &str) -> Dictionary {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.jsonl");
    std::fs::write(&path, lines).unwrap();
    load::load(&[path]).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The variants of the first entity, as a case writes them.
fn found(dictionary: &Dictionary) -> Vec<String> {
    let entity = dictionary.entity(EntityIndex(0));
    let first = entity.first_name();
    let line = |name: newstag::dictionary::NameRef<'_>| {
        let made = name.made()?;
        let from = if made.from == first { String::new() } else { format!(" <- {}", made.from) };
        Some(format!("{} <- {}{from}", name.text(), made.rules.in_words(", ")))
    };
    entity.names().filter_map(line).collect()
}

fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/variants");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of_file = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.case.into_iter().map(move |case| (stem.clone(), case)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_file).collect()
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    for (file, case) in cases() {
        let dictionary = read(&format!("{}\n{}", case.entity, case.others));
        let found = found(&with_variants(dictionary, rules(&case.rules)).unwrap());
        if found != case.want {
            failures.push(format!("{file}: {}\n  want {:#?}\n  got  {found:#?}", case.about, case.want));
        }
    }
    assert!(failures.is_empty(), "{} of the cases do not hold:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_rule_has_a_file_of_cases_that_makes_something() {
    let made = |rule: &str| cases().iter().any(|(file, case)| file == rule && !case.want.is_empty());
    let without: Vec<&str> = VariantRules::EXPECTED.split(", ").filter(|rule| !made(rule)).collect();
    assert!(without.is_empty(), "no cases make anything by {without:?}");
}

const WORDS: &[&str] = &[
    "Donald",
    "John",
    "J.",
    "D.J.",
    "Roe",
    "Foo",
    "Ing-wen",
    "Tsai",
    "The",
    "Bank",
    "of",
    "&",
    "and",
    "Inc.",
    "Corp",
    "Co.,",
    "Ltd",
    "Dr.",
    "US",
    "U.S.",
    "St.",
    "Roe,",
    "von",
    "Jr.",
    "MP",
    "Moon",
    "Jae",
    "In",
    "新西兰",
    "总理",
    "某某技术",
    "有限公司",
];

const KINDS: &[&str] = &["person", "organization", "place", "office", "ship"];

fn names() -> impl Strategy<Value = Vec<Name>> {
    let text = prop::collection::vec(select(WORDS), 1..5).prop_map(|words| {
        let is_chinese = words[0].starts_with(|c: char| !c.is_ascii());
        words.join(if is_chinese { "" } else { " " })
    });
    let usage = select(&[Usage::Always, Usage::Always, Usage::Always, Usage::NeedsContext, Usage::Blocked]);
    let family = prop::option::weighted(0.2, select(WORDS));
    let name = (text, usage, family).prop_map(|(text, usage, family)| {
        let family = family.map(Box::from);
        Name { usage, family, ..Name::new(&text) }
    });
    prop::collection::vec(name, 1..4)
}

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let told = prop::option::weighted(0.2, select(&[VariantRules::NONE, VariantRules::ALL]));
    let entity = (select(KINDS), names(), told);
    prop::collection::vec(entity, 1..6).prop_map(|entities| {
        let entity = |(at, (kind, names, variants)): (usize, (&str, Vec<Name>, _))| Entity {
            names,
            variants,
            ..Entity::new(&format!("id/{at}"), EntityType::from_word(kind))
        };
        entities.into_iter().enumerate().map(entity).collect()
    })
}

fn dictionary(entities: &[Entity]) -> Dictionary {
    let mut builder = DictionaryBuilder::default();
    for entity in entities {
        builder.add(entity.clone()).unwrap();
    }
    builder.build()
}

/// The names of each entity that are no variants, and those that are.
fn parted(dictionary: &Dictionary) -> BTreeMap<String, [Vec<Name>; 2]> {
    let of_entity = |entity: newstag::dictionary::EntityRef<'_>| {
        let names = entity.names().map(|name| name.to_name().to_boxed());
        let (real, made) = names.partition(|name: &Name| name.made.is_none());
        (entity.id().to_owned(), [real, made])
    };
    dictionary.entities().map(of_entity).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn variants_keep_out_of_the_way_of_names(entities in entities()) {
        let source = dictionary(&entities);
        let with = with_variants(source.clone(), VariantRules::ALL).unwrap();
        let before = parted(&source);
        for (id, [real, made]) in parted(&with) {
            prop_assert_eq!(&real, &before[&id][0], "the names stay as they were");
            let own: BTreeSet<String> = real.iter().map(|name| fold(&name.text)).collect();
            for variant in made {
                let folded = fold(&variant.text);
                let from = variant.made.as_ref().unwrap();
                let is_of_another = before.iter().any(|(other, [names, _])| {
                    *other != id && names.iter().any(|name| name.usage != Usage::Blocked && fold(&name.text) == folded)
                });
                prop_assert!(!is_of_another, "{} is a name of another entity", variant.text);
                prop_assert!(!own.contains(&folded), "{} is there already, or blocked", variant.text);
                prop_assert!(folded.chars().filter(|c| c.is_alphanumeric()).count() > 1, "{} is too short", variant.text);
                prop_assert!(newstag::common::common_word(&folded).is_none(), "{} is a common word", variant.text);
                prop_assert!(real.iter().any(|name| name.text == from.from && name.usage != Usage::Blocked));
            }
        }
    }

    #[test]
    fn twice_is_once_and_order_does_not_matter(entities in entities()) {
        let once = with_variants(dictionary(&entities), VariantRules::ALL).unwrap();
        let twice = with_variants(once.clone(), VariantRules::ALL).unwrap();
        let [once_compiled, twice_compiled] = [&once, &twice].map(|dictionary| compile(dictionary).unwrap());
        prop_assert!(once_compiled.bytes() == twice_compiled.bytes());
        let reversed: Vec<Entity> = entities.iter().rev().cloned().collect();
        let reversed = with_variants(dictionary(&reversed), VariantRules::ALL).unwrap();
        prop_assert_eq!(parted(&reversed), parted(&once));
    }
}

#[test]
fn threads_do_not_matter_and_none_changes_nothing() {
    let entity = |n: u32| {
        let names = vec![Name::new(&format!("Foo{n} Bar, Inc.")), Name::new(&format!("Jane Ann Roe{}", n % 900))];
        Entity {
            names,
            ..Entity::new(&format!("id/{n}"), EntityType::from_word(["organization", "person"][n as usize % 2]))
        }
    };
    let source = dictionary(&(0..10_000).map(entity).collect::<Vec<_>>());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| with_variants(source.clone(), VariantRules::ALL).unwrap())
    };
    let (alone, four) = (on(1), on(4));
    assert!(alone.names() > source.names() * 2, "{} names", alone.names());
    assert_eq!(alone.image().bytes(), four.image().bytes());
    let none = with_variants(source.clone(), VariantRules::NONE).unwrap();
    assert_eq!(none.image().bytes(), source.image().bytes());
}

const COMPANIES: &str = r#"
{"id": "organization/foo", "type": "organization", "names": [{"text": "Foo Bar, Inc.", "lang": "en", "from": "2001"}]}
{"id": "person/roe", "type": "person", "names": ["Jane Q. Roe"], "context": ["lawyer"]}
"#;

fn place(lines: &str) -> Place {
    let place = Place::new();
    place.file("d.jsonl", lines);
    place.file("in.txt", "Foo Bar hired Jane Roe. J. Q. Roe and Roe agreed.");
    place
}

fn call(place: &Place, arguments: &str) -> Ended {
    Ended::of(place.command(arguments))
}

#[test]
fn variants_are_found_where_they_are_asked_for() {
    let place = place(COMPANIES);
    let texts = |arguments: &str| -> Vec<String> {
        let record = call(&place, arguments).status(0).records().remove(0);
        let mentions = record["mentions"].as_array().unwrap().clone();
        mentions
            .iter()
            .map(|mention| format!("{} {}", mention["text"].as_str().unwrap(), mention["kind"].as_str().unwrap()))
            .collect()
    };
    assert!(texts("tag in.txt -d d.jsonl").is_empty());
    let all = ["Foo Bar variant", "Jane Roe variant", "J. Q. Roe variant", "Roe variant"];
    assert_eq!(texts("tag in.txt -d d.jsonl --variants all"), all);
    assert_eq!(texts("tag in.txt -d d.jsonl --variants company"), all[..1]);
    call(&place, "dict build d.jsonl --variants all -o d.dict").status(0);
    assert_eq!(texts("tag in.txt -d d.dict"), all);
    let tagged = |arguments: &str| call(&place, arguments).status(0).stdout;
    assert_eq!(tagged("tag in.txt -d d.dict"), tagged("tag in.txt -d d.jsonl --variants all"));
    place.file("alone.txt", "J. Q. Roe came.");
    assert!(texts("tag alone.txt -d d.dict").is_empty(), "initials alone need context");
}

#[test]
fn a_variant_of_a_compiled_file_yields_to_a_name_that_comes_later() {
    let place = place(COMPANIES);
    call(&place, "dict build d.jsonl --variants all -o d.dict").status(0);
    place.file("other.jsonl", r#"{"id": "place/foo-bar", "type": "place", "names": ["Foo Bar"]}"#);
    let record = call(&place, "tag in.txt -d d.dict -d other.jsonl").status(0).records().remove(0);
    assert_eq!(record["mentions"][0]["entity"], "place/foo-bar");
    assert_eq!(record["mentions"][1]["entity"], "person/roe", "the others stay");
    place.file("never.jsonl", r#"{"id": "person/roe", "type": "person", "names": ["Jane Q. Roe"], "variants": false}"#);
    let record = call(&place, "tag in.txt -d d.dict -d never.jsonl").status(0).records().remove(0);
    assert_eq!(record["mentions"].as_array().unwrap().len(), 1, "{record}");
}

#[test]
fn an_entity_decides_for_itself() {
    let told = |variants: &str| COMPANIES.replace(r#""context""#, &format!(r#""variants": {variants}, "context""#));
    let count = |lines: &str, option: &str| {
        let info =
            call(&place(lines), &format!("dict info d.jsonl --variants {option} --json")).status(0).records().remove(0);
        let rules = info["variants"].as_array().unwrap().clone();
        rules.iter().map(|rule| rule["word"].as_str().unwrap().to_owned()).collect::<BTreeSet<String>>()
    };
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<String>>();
    assert_eq!(count(COMPANIES, "none"), set(&[]));
    assert_eq!(count(COMPANIES, "all"), set(&["company", "initials", "last-first"]));
    assert_eq!(count(&told("false"), "all"), set(&["company"]));
    assert_eq!(count(&told("true"), "none"), set(&["initials", "last-first"]));
    assert_eq!(count(&told(r#"["last-first"]"#), "company"), set(&["company", "last-first"]));
    let place = place("");
    place.file(
        "t.csv",
        "id,type,name,variants\na,organization,\"Foo Bar, Inc.\",company|dots\nb,organization,\"Baz Bar, Inc.\",no\n",
    );
    let info = call(&place, "dict info t.csv --variants dots --json").status(0).records().remove(0);
    assert_eq!(info["names"], 2 + 4, "{info}");
}

fn lookup(place: &Place, name: &str, more: &str) -> Ended {
    let mut command = place.command(&format!("dict lookup -d d.dict {more}"));
    command.arg(name);
    Ended::of(command).status(0)
}

#[test]
fn lookup_tells_where_a_variant_comes_from() {
    let place = place(COMPANIES);
    call(&place, "dict build d.jsonl --variants all -o d.dict").status(0);
    let shown = lookup(&place, "Foo Bar", "");
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("by its name \"Foo Bar\" (variant, en)"), "{shown}");
    assert!(text.contains("made from \"Foo Bar, Inc.\" by the variant rule company"), "{shown}");
    assert!(text.contains("counts only in documents dated from 2001"), "{shown}");
    let found = lookup(&place, "Roe, Jane", "--json").records().remove(0);
    let made = &found["entities"][0]["matches"][0]["made"];
    assert_eq!(*made, serde_json::json!({"rules": ["initials", "last-first"], "from": "Jane Q. Roe"}), "{found}");
    let found = lookup(&place, "Jane Q. Roe", "--json").records().remove(0);
    assert_eq!(found["entities"][0]["matches"][0]["made"], serde_json::Value::Null, "{found}");
    let info = call(&place, "dict info d.dict").status(0);
    assert!(String::from_utf8_lossy(&info.stdout).contains("\nVariants by rule\n"), "{info}");
}

#[test]
fn rules_that_do_not_exist_are_refused() {
    let place = place(COMPANIES);
    let bad = call(&place, "tag in.txt -d d.jsonl --variants companies").status(2);
    bad.says("expected none, all, or some of title, order, article");
    call(&place, "dict build d.jsonl --variants all,none -o x").status(2).says("expected none, all, or some of");
}
