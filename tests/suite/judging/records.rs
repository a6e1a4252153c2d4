//! Annotated documents as cases write them, and the records that `newstag tag` would have written.

use crate::cli_run::Place;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A document. A mention is `words -> entity`, perhaps with `@2` behind the words for their second occurrence, `title: ` ahead of them,
/// and `key=value` behind the entity (`-` for nobody); of its type, what stands ahead of the `/` of its id is taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Doc {
    id: String,
    title: Option<String>,
    text: String,
    mentions: Vec<String>,
    /// The record carries no text.
    #[serde(default)]
    bare: bool,
}

impl Doc {
    fn record(&self) -> Value {
        let mentions: Vec<Value> = self.mentions.iter().map(|line| self.mention(line)).collect();
        let mut record = json!({
            "schema": "newstag/1", "id": self.id, "source": {"path": "in.jsonl", "record": 1}, "title": self.title,
            "date": null, "lang": null, "length": self.text.chars().count(), "mentions": mentions, "entities": [],
            "dictionary": "xxh3:0",
        });
        if !self.bare {
            record["text"] = json!(self.text);
        }
        record
    }

    fn mention(&self, line: &str) -> Value {
        let (words, said) = line.split_once(" -> ").unwrap_or_else(|| panic!("no ` -> ` in {line}"));
        let (field, words, content) = match words.strip_prefix("title: ") {
            Some(words) => ("title", words, self.title.as_deref().unwrap()),
            None => ("text", words, self.text.as_str()),
        };
        let (words, number) = words.split_once('@').map_or((words, 1), |(words, n)| (words, n.parse().unwrap()));
        let (at, _) = content.match_indices(words).nth(number - 1).unwrap_or_else(|| panic!("{words} is not there"));
        let start = content[..at].chars().count();
        let mut said = said.split(' ');
        let entity = said.next().filter(|entity| *entity != "-");
        let mut mention = json!({
            "field": field, "start": start, "end": start + words.chars().count(), "text": words, "entity": entity,
            "type": entity.map(|entity| entity.split('/').next().unwrap()), "name": null, "kind": "name", "via": "name",
            "score": 0.9,
        });
        for pair in said {
            let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("no = in {line}"));
            let is_known = ["type", "kind", "via", "score", "holder", "start", "end", "text"].contains(&key);
            assert!(is_known, "{key} in {line} is no key");
            mention[key] = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
        }
        mention
    }
}

/// Records as JSON Lines.
pub(super) fn json_lines(docs: &[Doc]) -> String {
    docs.iter().map(|doc| format!("{}\n", doc.record())).collect()
}

/// Writes the files of a case.
pub(super) fn write(place: &Place, files: &BTreeMap<String, String>) {
    files.iter().for_each(|(name, content)| place.file(name, content));
}

/// The cases of a folder of tests/cases/, each with the name of its file.
pub(super) fn cases<C: for<'d> Deserialize<'d>>(folder: &str) -> Vec<(String, C)> {
    #[derive(Deserialize)]
    struct File<C> {
        case: Vec<C>,
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of_file = |path: std::path::PathBuf| {
        let file: File<C> = toml::from_str(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        file.case.into_iter().map(move |case| (stem.clone(), case)).collect::<Vec<_>>()
    };
    paths.into_iter().flat_map(of_file).collect()
}
