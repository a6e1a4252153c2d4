//! What speaks for a candidate, a feature at a time: a document where it does beside one where it does not.

use crate::cli_run::Place;

/// The score of the first mention of a text, and what a feature adds to the log-odds of its best candidate.
fn seen(feature: &str, dictionary: &str, text: &str) -> (f64, f64) {
    let place = Place::new();
    place.file("d.jsonl", dictionary);
    let ended = place.tag_stdin("-d d.jsonl --explain", text).status(0);
    let mention = &ended.records()[0]["mentions"][0];
    let share = mention["candidates"][0]["features"][feature]["share"].as_f64();
    (mention["score"].as_f64().unwrap_or_else(|| panic!("nothing found: {ended}")), share.unwrap_or_default())
}

/// Fails unless a feature raises the score of the first text and says nothing in the second.
fn raises(feature: &str, dictionary: &str, with: &str, without: &str) {
    let [(score, share), (other_score, other_share)] = [with, without].map(|text| seen(feature, dictionary, text));
    assert!(share > 0.0 && other_share == 0.0, "{feature} adds {share} in {with:?} and {other_share} in {without:?}");
    assert!(score > other_score, "{feature}: {score} in {with:?}, {other_score} in {without:?}");
}

/// Fails unless a feature lowers the score of the first text and says nothing in the second.
fn lowers(feature: &str, dictionaries: [&str; 2], with: &str, without: &str) {
    let (score, share) = seen(feature, dictionaries[0], with);
    let (other_score, other_share) = seen(feature, dictionaries[1], without);
    assert!(share < 0.0 && other_share == 0.0, "{feature} adds {share} in {with:?} and {other_share} in {without:?}");
    assert!(score < other_score, "{feature}: {score} in {with:?}, {other_score} in {without:?}");
}

#[test]
fn a_context_term_says_more_where_it_is_near() {
    let dictionary = r#"{"id": "a", "type": "place", "names": ["Paris"], "context": ["Seine"]}"#;
    let far = format!("In Paris. {}At the Seine.", "It rained. ".repeat(30));
    raises("context_near", dictionary, "In Paris, at the Seine.", &far);
}

#[test]
fn a_dateline_speaks_for_a_place_and_against_a_person() {
    let of = |kind: &str| format!(r#"{{"id": "a", "type": "{kind}", "names": ["Paris"]}}"#);
    raises("dateline", &of("place"), "PARIS (AFP) - Shares fell.", "PARIS shares (AFP) fell.");
    lowers(
        "dateline",
        [&of("person"); 2].map(String::as_str),
        "PARIS (AFP) - Shares fell.",
        "PARIS shares (AFP) fell.",
    );
}

#[test]
fn capitals_speak_against_a_name_that_is_not_written_so() {
    let of = |name: &str| format!(r#"{{"id": "a", "type": "organization", "names": ["{name}"]}}"#);
    let (in_small, in_capitals) = (of("Pemex"), of("PEMEX"));
    lowers("capitals", [&in_small, &in_capitals], "PEMEX rose.", "PEMEX rose.");
    lowers("capitals", [&in_small; 2].map(String::as_str), "PEMEX rose.", "Pemex rose.");
}

#[test]
fn small_letters_speak_against_a_name() {
    let orange = r#"{"id": "a", "type": "organization", "names": [{"text": "Orange", "case": "any"}]}"#;
    lowers("small_letters", [orange; 2], "He ate an orange.", "He joined Orange.");
}

#[test]
fn a_common_word_is_a_weaker_name_than_a_rare_one() {
    let dictionary = concat!(
        r#"{"id": "a", "type": "organization", "names": ["Apple"]}"#,
        "\n",
        r#"{"id": "h", "type": "organization", "names": ["Hikvision"]}"#
    );
    lowers("common_word", [dictionary; 2], "He left Apple.", "He left Hikvision.");
}

#[test]
fn a_country_that_others_of_the_document_share_decides() {
    let places =
        [("paris", "Paris", "FR"), ("paris-tx", "Paris", "US"), ("lyon", "Lyon", "FR"), ("dallas", "Dallas", "US")];
    let lines = places.map(|(id, name, country)| {
        format!(r#"{{"id": "{id}", "type": "place", "names": ["{name}"], "country": "{country}"}}"#)
    });
    let place = Place::new();
    place.file("d.jsonl", lines.join("\n"));
    let paris = |text: &str| {
        let ended = place.tag_stdin("-d d.jsonl --explain", text).status(0);
        let mention = &ended.records()[0]["mentions"][0];
        let shares = |at: usize| mention["candidates"][at]["features"]["shared_country"]["value"].as_f64();
        (mention["entity"].as_str().map(str::to_owned), shares(0), shares(1))
    };
    assert_eq!(paris("From Paris to Lyon."), (Some("paris".to_owned()), Some(1.0), None));
    assert_eq!(paris("From Paris to Dallas."), (Some("paris-tx".to_owned()), Some(1.0), None));
    assert_eq!(paris("From Paris to Lyon and Dallas."), (None, Some(1.0), Some(1.0)), "both are likelier");
    assert_eq!(paris("From Paris to Paris."), (None, None, None), "nobody stands there without doubt");
}
