//! The shipped corpus against its annotations by hand, through the real program with the embedded dictionary.
//!
//! `cargo test --test suite gold -- --nocapture` prints precision and recall, and what differs.

use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// One mention: field, start and end in code points, entity (`-` where nobody is chosen).
type Key = (String, usize, usize, String);

/// A document as somebody annotated it, or as the program did.
#[derive(Debug, Default)]
struct Annotated {
    text: String,
    /// The mentions with what was said of each: its surface, and its kind.
    mentions: BTreeMap<Key, (String, String)>,
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads `[surface](entity)` and `[surface](entity kind)`; what is left is the text.
fn read_marked(field: &str, marked: &str, into: &mut Annotated) -> String {
    let markup = Regex::new(r"\[([^\[\]]+)\]\(([^() ]+)(?: ([a-z]+))?\)").expect("the pattern is fixed");
    let mut plain = String::new();
    let mut from = 0;
    for found in markup.captures_iter(marked) {
        let whole = found.get(0).expect("group 0 is the match");
        plain.push_str(&marked[from..whole.start()]);
        let start = plain.chars().count();
        plain.push_str(&found[1]);
        let kind = found.get(3).map_or("name", |kind| kind.as_str());
        let key = (field.to_owned(), start, plain.chars().count(), found[2].to_owned());
        into.mentions.insert(key, (found[1].to_owned(), kind.to_owned()));
        from = whole.end();
    }
    plain.push_str(&marked[from..]);
    assert!(!plain.contains(['[', ']']), "a bracket is left over in: {plain}");
    plain
}

fn read_gold(path: &Path) -> Annotated {
    let content = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut gold = Annotated::default();
    let body = match content.strip_prefix("title: ") {
        None => content.as_str(),
        Some(rest) => {
            let (title, body) = rest.split_once("\n\n").expect("an empty line ends the title");
            read_marked("title", title, &mut gold);
            body.strip_suffix('\n').expect("the file ends with a line end")
        }
    };
    gold.text = read_marked("text", body, &mut gold);
    gold
}

fn gold() -> BTreeMap<String, Annotated> {
    let folder = repository().join("corpus/gold");
    let paths = fs::read_dir(&folder).expect("corpus/gold is there").map(|entry| entry.expect("readable").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "gold"))
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), read_gold(&path)))
        .collect()
}

/// What the program finds in corpus/, by the name that the gold file of each document has.
fn predicted() -> BTreeMap<String, Annotated> {
    let output = assert_cmd::Command::cargo_bin("newstag")
        .expect("the program is built")
        .current_dir(repository())
        .args(["tag", "corpus", "--include-text"])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let records = String::from_utf8(output.stdout).expect("UTF-8");
    records.lines().map(|line| read_record(&serde_json::from_str(line).expect("JSON"))).collect()
}

fn read_record(record: &Value) -> (String, Annotated) {
    let string = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let number = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("fits");
    let id = string(&record["id"]);
    let name = id.strip_prefix("corpus/").and_then(|id| id.strip_suffix(".txt")).unwrap_or(&id).to_owned();
    let mentions = record["mentions"].as_array().expect("a list").iter().map(|mention| {
        let key =
            (string(&mention["field"]), number(&mention["start"]), number(&mention["end"]), string(&mention["entity"]));
        let kind = match mention["via"].as_str() {
            Some("name") => string(&mention["kind"]),
            _ => string(&mention["via"]),
        };
        (key, (string(&mention["text"]), kind))
    });
    (name, Annotated { text: string(&record["text"]), mentions: mentions.collect() })
}

#[test]
fn every_article_is_annotated_and_every_annotation_is_of_its_article() {
    let (gold, predicted) = (gold(), predicted());
    assert!(gold.len() >= 30, "{} articles are fewer than the corpus promises", gold.len());
    assert_eq!(gold.keys().collect::<Vec<_>>(), predicted.keys().collect::<Vec<_>>());
    for (name, article) in &gold {
        assert_eq!(
            article.text, predicted[name].text,
            "the text of corpus/gold/{name}.gold is not that of the article"
        );
    }
}

#[test]
fn precision_and_recall_of_the_embedded_dictionary() {
    let (gold, predicted) = (gold(), predicted());
    let (mut right, mut found, mut wanted, mut same_kind) = (0, 0, 0, 0);
    for (name, article) in &gold {
        let keys = |article: &Annotated| article.mentions.keys().cloned().collect::<BTreeSet<Key>>();
        let (gold_keys, found_keys) = (keys(article), keys(&predicted[name]));
        for key in gold_keys.difference(&found_keys) {
            println!("{name}: missed {} at {} {}..{} ({})", key.3, key.0, key.1, key.2, article.mentions[key].0);
        }
        for key in found_keys.difference(&gold_keys) {
            println!("{name}: wrong {} at {} {}..{} ({})", key.3, key.0, key.1, key.2, predicted[name].mentions[key].0);
        }
        let both: Vec<&Key> = gold_keys.intersection(&found_keys).collect();
        same_kind += both.iter().filter(|key| article.mentions[**key].1 == predicted[name].mentions[**key].1).count();
        right += both.len();
        found += found_keys.len();
        wanted += gold_keys.len();
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, found), share(right, wanted));
    println!(
        "corpus: {} articles, {wanted} mentions annotated, {found} found, {right} with the right span and entity: \
         precision {precision:.1}, recall {recall:.1}, F1 {:.1}; kind agrees in {:.1}",
        gold.len(),
        2.0 * precision * recall / (precision + recall),
        share(same_kind, right),
    );
    assert!(precision >= 95.0, "precision {precision:.1}");
    assert!(recall >= 95.0, "recall {recall:.1}");
}
