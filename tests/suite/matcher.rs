//! The matcher by itself, against a search of every stretch between two edges.

use newstag::matcher::{Anywhere, Buffers, FoldedText, Matcher, PatternId, Patterns, PatternsBuilder, Place, edges};
use newstag::text::{FoldBuffer, fold, fold_into, fold_text};
use proptest::prelude::*;
use std::collections::HashMap;

/// What is found of some forms in a text: start, end and form, in the folded text, which may be folded in place.
fn found_in(forms: &[(&str, Place)], text: FoldedText<'_>) -> Vec<(u32, u32, u32)> {
    let mut builder = PatternsBuilder::default();
    for (form, place) in forms {
        builder.add(form.as_bytes(), *place, &[]).unwrap();
    }
    let records = builder.finish();
    let patterns = Patterns::new(&records);
    let numbers: HashMap<PatternId, u32> = patterns.ids().zip(0..).collect();
    let tables = Matcher::compile(patterns);
    let ids = tables.anywhere.as_chunks::<4>().0.iter().map(|id| PatternId(u32::from_le_bytes(*id))).collect();
    let matcher = Matcher::new(patterns, tables.bytes());
    let mut ways = matcher.find_in_each_way(text, &mut Buffers::default());
    ways.iter_mut().for_each(|raw| raw.sort_by_key(|raw| (raw.at.start, raw.at.end, raw.pattern)));
    let mut raw = ways.pop().expect("the plain way goes everywhere");
    for way in ways {
        assert_eq!(way, raw, "what the processor can do must not matter");
    }
    Anywhere::new(patterns, ids).unwrap().find(text.text, &mut raw);
    let mut all: Vec<_> = raw.into_iter().map(|raw| (raw.at.start, raw.at.end, numbers[&raw.pattern])).collect();
    all.sort_unstable();
    all
}

fn found(forms: &[&str], text: &str) -> Vec<(u32, u32, u32)> {
    let forms: Vec<_> = forms.iter().map(|form| (*form, Place::BetweenEdges)).collect();
    let mut buffer = FoldBuffer::default();
    let folded = fold_into(text, &mut buffer);
    found_in(&forms, FoldedText { text: folded.text(), seams: folded.seams() })
}

#[test]
fn names_are_found_between_edges_only() {
    let forms = ["york", "york road", "us", "bts", "北京", "京"];
    assert_eq!(found(&forms, "York Roadside"), [(0, 4, 0)]);
    assert_eq!(found(&forms, "York Road's"), [(0, 4, 0), (0, 9, 1)]);
    assert_eq!(found(&forms, "bus us-us"), [(4, 6, 2), (7, 9, 2)]);
    assert_eq!(found(&forms, "BTS가"), [(0, 3, 3)]);
    assert_eq!(found(&forms, "在北京"), [(3, 9, 4), (6, 9, 5)]);
}

#[test]
fn a_form_may_run_over_a_seam_or_end_at_it() {
    assert_eq!(found(&["h2o", "h"], "H₂O"), [(0, 1, 1), (0, 3, 0)]);
    assert_eq!(found(&["hikvision"], "Hikvision™"), [(0, 9, 0)]);
}

#[test]
fn a_form_that_may_stand_anywhere_stands_within_words() {
    let text = FoldedText { text: "Uighurs", seams: &[] };
    assert_eq!(
        found_in(&[("uighur", Place::Anywhere), ("uighurs", Place::BetweenEdges)], text),
        [(0, 6, 0), (0, 7, 1)]
    );
}

#[test]
fn a_form_at_capitals_is_not_looked_for_elsewhere() {
    let text = FoldedText { text: "ross Ross rOSS", seams: &[] };
    assert_eq!(found_in(&[("ross", Place::AtCapitals)], text), [(5, 9, 0)]);
}

#[test]
fn a_text_in_place_has_its_white_space_as_it_came() {
    let text = FoldedText { text: "New\r\n\t York, New\n\nYork", seams: &[] };
    assert_eq!(found_in(&[("new york", Place::BetweenEdges)], text), [(0, 11, 0)]);
}

#[test]
fn letters_may_have_white_space_between_them_as_it_came() {
    let padding = "，".repeat(50);
    for (between, is_found) in
        [(" ", true), ("\t", true), ("\n", true), ("\r\n \t", true), ("\n\n", false), ("", false)]
    {
        let text = format!("{padding}中{between}国{padding}");
        let found = found_in(&[("中 国", Place::BetweenEdges)], FoldedText { text: &text, seams: &[] });
        assert_eq!(!found.is_empty(), is_found, "{between:?}");
    }
}

#[test]
fn a_form_whose_second_character_is_a_letter_of_ascii_is_found_where_no_other_is_there() {
    assert_eq!(found(&["中a"], "，中A，"), [(1, 5, 0)]);
    assert_eq!(found(&["中a"], &format!("{0}中A{0}", "，".repeat(50))).len(), 1);
}

#[test]
fn a_text_of_nothing_but_seams_is_gone_through() {
    let mut buffer = FoldBuffer::default();
    let text = "a™".repeat(20_000);
    let folded = fold_into(&text, &mut buffer);
    let text = FoldedText { text: folded.text(), seams: folded.seams() };
    assert_eq!(found_in(&[("atm", Place::BetweenEdges)], text).len(), 20_000);
}

/// Forms of each length around what the table holds, around a piece and around a block.
#[test]
fn long_forms_are_found() {
    for unit in ["耿", "a", "b ", "c.", "ж"] {
        for len in (1..9).chain(60..72).chain(125..131) {
            let form = unit.repeat(len).trim_end().to_owned();
            let text = format!("x, {form}, {form} 耿");
            assert!(found(&[&form], &text).len() >= 2, "{form}");
            check(&[form], FoldedText { text: &text, seams: &[] }).unwrap();
        }
    }
}

/// Words are asked many at a time where nothing but ASCII is near: forms at every distance from what is not, some of which end there.
#[test]
fn forms_are_found_near_other_characters_and_far_from_them() {
    let (long, many) = ("z".repeat(70), "abc ".repeat(8) + &"Abc ".repeat(8));
    let forms = ["abc", "abc defgh", "defgh", "ross", "abc ж", "qr", "abc 耿", &long, "defghtm"].map(str::to_owned);
    let odd = [format!("abc {long}ж"), format!("{long}ж"), format!("defgh {long} 耿")];
    let forms: Vec<String> = forms.into_iter().chain(odd).collect();
    let mut buffer = FoldBuffer::default();
    for other in ["£", "ж", "耿", "™", "\u{301}", &format!("{long}ж"), &format!("{long} 耿")] {
        for distance in 1..140 {
            let pad = "y".repeat(distance);
            for text in [
                format!("Ross abc defgh {pad}{other} qr{other} abc defgh ROSS"),
                format!("abc {other} Abc {other} abc{other} {pad} ross abc {other}"),
                format!("{pad} Defgh {other} Abc Defgh {pad} {other}"),
            ] {
                let text = format!("{many}{text} {many}");
                let folded = fold_text(&text, &mut buffer);
                check(&forms, FoldedText { text: folded.text(), seams: folded.seams() }).unwrap();
            }
        }
    }
}

/// What stands between two edges of a folded text is found if and only if it is one of the forms.
fn check(forms: &[String], folded: FoldedText<'_>) -> Result<(), TestCaseError> {
    let edges = edges(folded.text, folded.seams);
    let mut expected = Vec::new();
    for begin in edges.iter().filter(|edge| edge.begins) {
        for end in edges.iter().filter(|edge| edge.ends && edge.at > begin.at) {
            let between = folded.text[begin.at as usize..end.at as usize].to_ascii_lowercase();
            expected
                .extend((0..).zip(forms).filter(|(_, form)| **form == between).map(|(id, _)| (begin.at, end.at, id)));
        }
    }
    expected.sort_unstable();
    let places: Vec<_> = forms.iter().map(|form| (form.as_str(), Place::BetweenEdges)).collect();
    let mut found = found_in(&places, folded);
    // Whether a place beyond ASCII is an edge is asked of the source later: the matcher may find more there.
    found.retain(|(start, ..)| edges.iter().any(|edge| edge.at == *start && edge.begins));
    found.retain(|(_, end, _)| edges.iter().any(|edge| edge.at == *end && edge.ends));
    prop_assert_eq!(found, expected);
    Ok(())
}

fn forms(names: &[String]) -> Vec<String> {
    let mut forms: Vec<String> = names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Words of lengths around those that are told apart in one step.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "B",
        "b0",
        "ab_",
        "Abcdefg",
        "abcdefgh",
        "abcdefghi",
        "ABCDEFGHIJKLMNO",
        "abcdefghijklmnop",
        "Abcdefghijklmnopq",
        "abcdefghijklmnopqrstuvwxyz",
        "9",
    ])
}

/// What stands between words.
fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", " ", " ", ". ", "-", ", ", "'", " ("])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_form_between_edges_is_found(
        names in prop::collection::vec("[ab Bø中國ß½가ー-]{1,6}", 1..12),
        text in "[ab Aø中國ß½가™ー\u{308}.-]{0,24}",
    ) {
        let mut buffer = FoldBuffer::default();
        let folded = fold_into(&text, &mut buffer);
        check(&forms(&names), FoldedText { text: folded.text(), seams: folded.seams() })?;
    }

    #[test]
    fn every_form_is_found_in_long_ascii(
        names in prop::collection::vec("[abA][ab .'-]{0,8}", 1..12),
        text in "[abAB .'-]{0,200}",
    ) {
        let text = text.replace("  ", " ");
        if !text.contains("  ") {
            let mut buffer = FoldBuffer::default();
            let folded = fold_text(&text, &mut buffer);
            check(&forms(&names), FoldedText { text: folded.text(), seams: folded.seams() })?;
        }
    }

    #[test]
    fn words_are_found_many_at_a_time(
        names in prop::collection::vec(prop::collection::vec((word(), gap()), 1..4), 1..12),
        text in prop::collection::vec((word(), gap()), 0..150),
        ends_with_word: bool,
    ) {
        let written = |words: &[(&str, &str)]| words.iter().flat_map(|(word, behind)| [*word, *behind]).collect::<String>();
        let names: Vec<String> = names.iter().map(|words| written(words)).collect();
        let text = written(&text);
        let text = if ends_with_word { text.trim_end() } else { &text };
        check(&forms(&names), FoldedText { text, seams: &[] })?;
        // Only that all ways find the same: what white space stands for is not known to the check.
        found(&names.iter().map(String::as_str).collect::<Vec<_>>(), &text.replace(' ', "\n").replace("-", " \n\n"));
    }
    #[test]
    fn characters_are_found_many_at_a_time(
        names in prop::collection::vec("[中国北國京耿G8é𠮷、 ー가]{1,5}", 1..24),
        text in "[中国北国京耿中国北京京耿中国aG8é𠮷,。 \nー가™]{0,120}",
    ) {
        let mut buffer = FoldBuffer::default();
        let folded = fold_into(&text, &mut buffer);
        check(&forms(&names), FoldedText { text: folded.text(), seams: folded.seams() })?;
        // Only that all ways find the same: what white space stands for is not known to the check.
        let folded = fold_text(&text, &mut buffer);
        let forms = forms(&names);
        let forms: Vec<_> = forms.iter().map(|form| (form.as_str(), Place::BetweenEdges)).collect();
        found_in(&forms, FoldedText { text: folded.text(), seams: folded.seams() });
    }
}
