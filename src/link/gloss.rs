//! Glosses: a form in another script in parentheses right behind a mention of the same entity.

use super::{Evidence, Sighting};
use crate::dictionary::EntityIndex;
use crate::document::Document;
use crate::hit::Hit;
use std::ops::Range;

/// How far behind its opening a parenthesis may close, in characters: a list of names fits, a paragraph does not.
const LONGEST_PARENTHESIS: usize = 200;

/// A parenthesis opens at most so many characters behind a name: white space, a line end and an indentation.
const WIDEST_GAP: usize = 16;

/// Connects each gloss with the mention that it stands behind.
///
/// `Geng Shuang (耿爽)`, `漢字（Name）`; more may stand in the parentheses: `Taiwan Semiconductor Manufacturing Co (TSMC, 台積電)`.
pub(super) fn connect(document: &Document<'_>, hits: &[Hit], sightings: &mut [Sighting], evidence: &impl Evidence) {
    for named in (0..sightings.len()).take_while(|_| !evidence.is_over()) {
        if sightings[named].is_bare_behind {
            continue;
        }
        let (field, span) = (sightings[named].field, sightings[named].span.range());
        let text = document.field(field);
        let Some(inside) = parenthesis_behind(text, span.end, evidence) else { continue };
        for gloss in named + 1..sightings.len() {
            let other = sightings[gloss].span.range();
            if sightings[gloss].field != field || other.start >= inside.end {
                break;
            }
            let lies_inside = inside.start <= other.start && other.end <= inside.end;
            let is_free = sightings[gloss].gloss_of().is_none();
            if lies_inside && is_free && evidence.in_other_script(&text[span.clone()], &text[other]) {
                join(hits, sightings, named, gloss);
            }
        }
    }
}

/// Notes the gloss, if both may mean the same entity.
fn join(hits: &[Hit], sightings: &mut [Sighting], named: usize, gloss: usize) {
    let shared: Vec<EntityIndex> = hits[sightings[named].hits.clone()]
        .iter()
        .map(|hit| hit.entity)
        .filter(|&entity| hits[sightings[gloss].hits.clone()].iter().any(|hit| hit.entity == entity))
        .collect();
    if !shared.is_empty() {
        sightings[gloss].spoken_for().gloss_of = Some(named);
        for side in [gloss, named] {
            sightings[side].spoken_for().by_gloss.extend(&shared);
        }
    }
}

/// What stands between parentheses, half- or full-width, that open right behind `end`. White space may be between, also line ends, but
/// no wall, neither before nor within.
fn parenthesis_behind(text: &str, end: usize, evidence: &impl Evidence) -> Option<Range<usize>> {
    if may_open_behind(&text.as_bytes()[end..]) { parenthesis(text, end, evidence) } else { None }
}

#[inline(never)]
fn parenthesis(text: &str, end: usize, evidence: &impl Evidence) -> Option<Range<usize>> {
    let place_of = |from: usize, most: usize, stops: &[char]| {
        text[from..].char_indices().take(most).find(|(_, c)| stops.contains(c)).map(|(at, c)| (from + at, c))
    };
    let (opening, bracket) = place_of(end, WIDEST_GAP, &['(', '（'])?;
    let start = opening + bracket.len_utf8();
    let (closing, bracket) = place_of(start, LONGEST_PARENTHESIS, &['(', ')', '（', '）'])?;
    let is_behind = evidence.between(&text[end..opening]).is_some_and(|gap| gap.trim_start().is_empty());
    let is_closed = matches!(bracket, ')' | '）') && evidence.between(&text[start..closing]).is_some();
    (is_behind && is_closed).then_some(start..closing)
}

/// Whether the next thing but white space may be a parenthesis: behind nearly every name an ASCII letter or sign stands, which
/// neither is one nor vanishes in folding.
fn may_open_behind(bytes: &[u8]) -> bool {
    let next = bytes.iter().take(WIDEST_GAP).find(|byte| !byte.is_ascii_whitespace());
    next.is_some_and(|&byte| byte == b'(' || !byte.is_ascii_graphic())
}
