//! Whatever a format counts, its spans hold the words of the mentions.

use super::*;
use serde_json::Value;

/// The words of the mentions in the texts, overlaps included.
const WORDS: [&str; 10] = [
    "Geng Shuang",
    "耿爽",
    "China",
    "New York Times",
    "New York",
    "US President",
    "Georgia",
    "Geng",
    "New\r\nYork",
    "China",
];

/// The spans of a text in code points, or in UTF-16 units.
fn chars(text: &str, start: &Value, end: &Value) -> String {
    let [start, end] = [start, end].map(|at| usize::try_from(at.as_u64().unwrap()).unwrap());
    text.chars().skip(start).take(end - start).collect()
}

fn utf16(text: &str, start: &Value, end: &Value) -> String {
    let [start, end] = [start, end].map(|at| usize::try_from(at.as_u64().unwrap()).unwrap());
    String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap()
}

#[track_caller]
fn holds_all_words(format: &str, found: &[String]) {
    assert_eq!(found[..WORDS.len()], WORDS, "{format}");
    assert_eq!(found[WORDS.len()..], ["Evil \"<img src=x onerror=alert(2)>\" & 'Co'", "China"], "{format}");
}

/// The texts and spans of a format of JSON Lines.
fn spans(lines: &str, spans: impl Fn(&Value) -> Vec<(Value, Value)>) -> Vec<String> {
    let documents = crate::cli_run::json_lines(lines);
    let of = |document: Value| {
        let text = document["text"].as_str().unwrap().to_owned();
        spans(&document).into_iter().map(move |(start, end)| chars(&text, &start, &end)).collect::<Vec<_>>()
    };
    documents.into_iter().flat_map(of).collect()
}

fn starts_and_ends(list: &Value) -> Vec<(Value, Value)> {
    list.as_array().unwrap().iter().map(|span| (span["start"].clone(), span["end"].clone())).collect()
}

#[test]
fn formats_of_lines_count_code_points_whatever_is_asked_for() {
    let place = place();
    for options in ["", "--offsets byte", "--offsets utf16"] {
        let of = |format| stream(&place, format, options);
        holds_all_words("spacy", &spans(&of("spacy"), |document| starts_and_ends(&document["spans"]["newstag"])));
        holds_all_words("prodigy", &spans(&of("prodigy"), |document| starts_and_ends(&document["spans"])));
        let labels = |document: &Value| {
            let labels = document["label"].as_array().unwrap().iter();
            labels.map(|label| (label[0].clone(), label[1].clone())).collect()
        };
        holds_all_words("doccano", &spans(&of("doccano"), labels));
        let flat = spans(&of("displacy"), |document| starts_and_ends(&document["ents"]));
        assert_eq!(flat.iter().filter(|words| *words == "New York").count(), 0, "it overlaps the newspaper");
        assert_eq!(flat.len(), WORDS.len() + 1);
    }
}

#[test]
fn tokens_are_the_words_that_mentions_are_made_of() {
    let place = place();
    for task in crate::cli_run::json_lines(&stream(&place, "prodigy", "")) {
        let (text, tokens) = (task["text"].as_str().unwrap(), task["tokens"].as_array().unwrap());
        for token in tokens {
            assert_eq!(chars(text, &token["start"], &token["end"]), token["text"].as_str().unwrap());
        }
        for span in task["spans"].as_array().unwrap() {
            let token = |key: &str| &tokens[usize::try_from(span[key].as_u64().unwrap()).unwrap()];
            assert_eq!(token("token_start")["start"], span["start"]);
            assert_eq!(token("token_end")["end"], span["end"], "token_end is the last token");
        }
    }
}

#[test]
fn label_studio_and_web_annotations_quote_what_they_point_at() {
    let place = place();
    let tasks: Value = serde_json::from_str(&stream(&place, "label-studio", "")).unwrap();
    let mut found = Vec::new();
    for task in tasks.as_array().unwrap() {
        for region in task["predictions"][0]["result"].as_array().unwrap() {
            let value = &region["value"];
            let words = chars(task["data"]["text"].as_str().unwrap(), &value["start"], &value["end"]);
            assert_eq!(value["text"].as_str().unwrap(), words);
            found.push(words);
        }
    }
    holds_all_words("label-studio", &found);
    let pages: Value = serde_json::from_str(&stream(&place, "webanno", "")).unwrap();
    let texts = crate::cli_run::json_lines(&place.text("in.jsonl"));
    let mut found = Vec::new();
    for (page, document) in pages.as_array().unwrap().iter().zip(texts) {
        for item in page["items"].as_array().unwrap() {
            let [position, quote] = [0, 1].map(|at| &item["target"]["selector"][at]);
            let words = chars(document["text"].as_str().unwrap(), &position["start"], &position["end"]);
            assert_eq!(quote["exact"].as_str().unwrap(), words);
            let around = [&quote["prefix"], &quote["exact"], &quote["suffix"]].map(|part| part.as_str().unwrap());
            assert!(document["text"].as_str().unwrap().contains(&around.concat()));
            found.push(words);
        }
    }
    holds_all_words("webanno", &found);
}

#[test]
fn a_cas_counts_utf_16() {
    let place = place();
    tag(&place, "--format cas -o cas").status(0);
    let mut found = Vec::new();
    for (name, bytes) in results(&place, "cas").into_iter().filter(|(name, _)| name.ends_with(".json")) {
        let cas: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let structures = cas["%FEATURE_STRUCTURES"].as_array().unwrap();
        let text = structures[0]["sofaString"].as_str().unwrap();
        let mentions = &structures[2..];
        found.extend(mentions.iter().map(|mention| utf16(text, &mention["begin"], &mention["end"])));
    }
    found.sort_unstable();
    let mut expected: Vec<_> = WORDS.iter().map(|words| (*words).to_owned()).collect();
    expected.extend(["Evil \"<img src=x onerror=alert(2)>\" & 'Co'".to_owned(), "China".to_owned()]);
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn titles_are_left_out_or_put_ahead() {
    let place = place();
    let ended = tag(&place, "--format doccano").status(0);
    let ended = ended.says("note: 2 mentions in titles were left out; --titles ahead puts titles ahead of the texts");
    let plain = String::from_utf8(ended.stdout).unwrap();
    let ended = tag(&place, "--format doccano --titles ahead").status(0).does_not_say("titles");
    let ahead = String::from_utf8(ended.stdout).unwrap();
    let labels = |document: &Value| {
        let labels = document["label"].as_array().unwrap().iter();
        labels.map(|label| (label[0].clone(), label[1].clone())).collect()
    };
    let (without, with) = (spans(&plain, labels), spans(&ahead, labels));
    assert_eq!(with[..2], ["China", "Geng Shuang"]);
    assert_eq!(with[2..], without);
    let first = &crate::cli_run::json_lines(&ahead)[0];
    assert!(first["text"].as_str().unwrap().starts_with("China: 🙂 Geng Shuang\n\n🙂 Geng Shuang ("));
}
