//! The matcher by itself, against a search of every stretch between two edges.

use newstag::matcher::{Matcher, Pattern, Place};
use newstag::text::{Folded, edges_into, edges_of_name, fold, fold_into};
use proptest::prelude::*;

fn pattern(text: &str) -> Pattern {
    Pattern { text: text.to_owned(), place: Place::BetweenEdges(edges_of_name(text)) }
}

fn found(patterns: Vec<Pattern>, text: &str) -> Vec<(u32, u32, u32)> {
    let mut folded = Folded::default();
    fold_into(text, &mut folded);
    let mut edges = Vec::new();
    edges_into(&folded, &mut edges);
    let matcher = Matcher::new(patterns).unwrap();
    let mut all = Vec::new();
    matcher.find(folded.text(), &edges, |raw| {
        all.push((raw.at.start, raw.at.end, raw.pattern.0));
    });
    all.sort_unstable();
    all
}

#[test]
fn names_are_found_between_edges_only() {
    let patterns = || ["york", "york road", "us", "bts", "北京", "京"].map(pattern).to_vec();
    assert_eq!(found(patterns(), "York Roadside"), [(0, 4, 0)]);
    assert_eq!(found(patterns(), "York Road's"), [(0, 4, 0), (0, 9, 1)]);
    assert_eq!(found(patterns(), "bus us-us"), [(4, 6, 2), (7, 9, 2)]);
    assert_eq!(found(patterns(), "BTS가"), [(0, 3, 3)]);
    assert_eq!(found(patterns(), "在北京"), [(3, 9, 4), (6, 9, 5)]);
}

#[test]
fn a_form_may_run_over_a_seam_or_end_at_it() {
    assert_eq!(found(["h2o", "h"].map(pattern).to_vec(), "H₂O"), [(0, 1, 1), (0, 3, 0)]);
    assert_eq!(found(vec![pattern("hikvision")], "Hikvision™"), [(0, 9, 0)]);
}

#[test]
fn a_form_that_may_stand_anywhere_stands_within_words() {
    let patterns = vec![Pattern { text: "uighur".to_owned(), place: Place::Anywhere }, pattern("uighur")];
    assert_eq!(found(patterns, "Uighurs"), [(0, 6, 0)]);
}

proptest! {
    /// What stands between two edges is found if and only if it is one of the forms.
    #[test]
    fn every_form_between_edges_is_found(names in prop::collection::vec("[ab 中ß½가-]{1,5}", 1..8), text in "[ab 中ß½가™-]{0,24}") {
        let mut names: Vec<String> = names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        let mut folded = Folded::default();
        fold_into(&text, &mut folded);
        let mut edges = Vec::new();
        edges_into(&folded, &mut edges);
        let mut expected = Vec::new();
        for begin in edges.iter().filter(|edge| edge.begins) {
            for end in edges.iter().filter(|edge| edge.ends && edge.at > begin.at) {
                let between = &folded.text()[begin.at as usize..end.at as usize];
                expected.extend((0..).zip(&names).filter(|(_, name)| *name == between).map(|(id, _)| (begin.at, end.at, id)));
            }
        }
        expected.sort_unstable();
        prop_assert_eq!(found(names.iter().map(|name| pattern(name)).collect(), &text), expected);
    }
}
