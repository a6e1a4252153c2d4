//! The rules of `dict check`, each by the cases of its file in tests/cases/check/.
//!
//! ```toml
//! [[case]]
//! about = "one character"
//! dictionary = '{"id": "a", "type": "place", "names": ["中"]}'
//! corpus = '{"id": "1", "text": "中"}'                            # for the rules that ask one: documents, one a line
//! want = ['warning a names[0] "中": needs_context']               # all findings, in order
//! examples = ["1: in [Georgia]."]                                 # those of all findings, in order
//! ```
//!
//! A finding is `SEVERITY ENTITY FIELD "VALUE" COUNT`, as far as it has them, and behind a colon a piece of its message.

use newstag::check::{self, Counts, Example, Finding, Reporter, Rule, corpus};
use newstag::dictionary::Dictionary;
use newstag::load;
use newstag::read::{Inputs, ParseOptions, ReadOptions};
use newstag::tagger::Tagger;
use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    dictionary: String,
    corpus: Option<String>,
    want: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Default)]
struct Heard {
    findings: Vec<Finding>,
    counts: Counts,
}

impl Reporter for Heard {
    fn finding(&mut self, finding: &Finding) {
        self.findings.push(finding.clone());
    }

    fn counted(&mut self, _: &'static str, counts: Counts) {
        self.counts = counts;
    }
}

/// What one rule finds with the dictionary and, if there is one, the corpus of a case.
fn found(rule: &str, case: &Case, threads: usize) -> (Dictionary, Heard) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.jsonl");
    fs::write(&path, &case.dictionary).unwrap();
    let dictionary = load::load(&[path]).unwrap_or_else(|errors| panic!("{rule}: {}: {errors}", case.about));
    let mut heard = Heard::default();
    match &case.corpus {
        None => {
            let rules = Rule::ALL.iter().filter(|other| other.name == rule);
            check::dictionary(&dictionary, rules, Some(100), &mut heard);
        }
        Some(documents) => {
            let path = folder.path().join("corpus.jsonl");
            fs::write(&path, documents).unwrap();
            let survey = survey(&dictionary, &path, threads);
            let rules = corpus::Rule::ALL.iter().filter(|other| other.name == rule);
            corpus::report(&dictionary, &survey, rules, Some(100), &mut heard);
        }
    }
    (dictionary, heard)
}

fn survey(dictionary: &Dictionary, path: &Path, threads: usize) -> corpus::Survey {
    let tagger = Tagger::builder(Arc::new(dictionary.clone())).build().unwrap();
    let job = corpus::Job {
        tagger: &tagger,
        read: ReadOptions { max_record_bytes: 1 << 20, ..ReadOptions::default() },
        parse: ParseOptions::default(),
        threads: NonZeroUsize::new(threads).unwrap(),
    };
    corpus::survey(&Inputs::from_arguments(&[path.to_owned()]).unwrap(), &job)
}

/// A finding without its message.
fn head(dictionary: &Dictionary, finding: &Finding) -> String {
    let parts = [
        Some(finding.severity.as_str().to_owned()),
        finding.entity.map(|index| dictionary.entity(index).id().to_owned()),
        finding.field.clone(),
        finding.value.as_ref().map(|value| format!("{value:?}")),
        finding.count.map(|count| count.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn in_one_line(example: &Example) -> String {
    format!("{}: {}[{}]{}", example.document, example.before, example.text, example.after)
}

#[track_caller]
fn holds(rule: &str, case: &Case) {
    let (dictionary, heard) = found(rule, case, 1);
    let heads: Vec<String> = heard.findings.iter().map(|finding| head(&dictionary, finding)).collect();
    let shown: Vec<String> =
        heads.iter().zip(&heard.findings).map(|(head, finding)| format!("{head}: {}", finding.message)).collect();
    let shown = format!("{rule}: {}: found\n{}", case.about, shown.join("\n"));
    assert_eq!(heads.len(), case.want.len(), "{shown}");
    for ((head, finding), want) in heads.iter().zip(&heard.findings).zip(&case.want) {
        let piece = want.strip_prefix(head.as_str()).unwrap_or_else(|| panic!("{want:?} is not {head:?}; {shown}"));
        let piece = piece.strip_prefix(": ").unwrap_or(piece);
        assert!(finding.message.contains(piece), "{piece:?} should stand in the message; {shown}");
    }
    let examples: Vec<String> = heard.findings.iter().flat_map(|finding| &finding.examples).map(in_one_line).collect();
    if !case.examples.is_empty() {
        assert_eq!(examples, case.examples, "{shown}");
    }
    let count = heard.counts.warnings + heard.counts.notes;
    assert_eq!(count, heard.findings.len() as u64, "{shown}");
    if case.corpus.is_some() {
        assert_eq!(found(rule, case, 3).1.findings, heard.findings, "three threads find the same");
    }
}

#[test]
fn each_rule_finds_what_it_should_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    let mut tested = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let cases: Cases =
            toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{rule}: {e}"));
        cases.case.iter().for_each(|case| holds(&rule, case));
        assert!(cases.case.iter().any(|case| !case.want.is_empty()), "no case of {rule} finds anything");
        assert!(cases.case.iter().any(|case| case.want.is_empty()), "no case of {rule} finds nothing");
        tested.insert(rule);
    }
    let of_dictionary = Rule::ALL.iter().map(|rule| rule.name);
    let rules: BTreeSet<String> =
        of_dictionary.chain(corpus::Rule::ALL.iter().map(|rule| rule.name)).map(str::to_owned).collect();
    assert_eq!(tested, rules, "each rule has its file of cases");
}

/// Many documents in many batches: examples and counts do not depend on which thread had which.
#[test]
fn a_survey_does_not_depend_on_the_number_of_threads() {
    let document = |n: usize| format!("{{\"id\": \"{n}\", \"text\": \"{n} Georgia, an apple and Ann Lee {n}\"}}\n");
    let case = Case {
        about: "many documents".to_owned(),
        dictionary: concat!(
            "{\"id\": \"a\", \"type\": \"x\", \"names\": [\"Georgia\", \"apple\"]}\n",
            "{\"id\": \"b\", \"type\": \"x\", \"names\": [\"Georgia\", \"Ann Lee\", \"Bob Lee\"]}\n"
        )
        .to_owned(),
        corpus: Some((0..2000).map(document).collect()),
        want: Vec::new(),
        examples: Vec::new(),
    };
    for rule in corpus::Rule::ALL {
        let alone = found(rule.name, &case, 1).1.findings;
        assert!(!alone.is_empty(), "{rule:?}");
        assert_eq!(found(rule.name, &case, 4).1.findings, alone, "{rule:?}");
    }
    let doubtful = found("ambiguous-mention", &case, 4).1.findings.remove(0);
    let examples: Vec<&str> = doubtful.examples.iter().map(|example| example.document.as_str()).collect();
    assert_eq!((doubtful.count, examples), (Some(2000), vec!["0", "1", "2"]));
}
