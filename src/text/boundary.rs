//! Where a match may begin and end.
//!
//! Letters, digits and marks of scripts that are written with spaces join, and a match may not begin or end between two that
//! join: `Uighur` is not in `Uighurs`. Han, kana, Thai, Lao, Khmer and Burmese join with nothing. `_` joins, other
//! punctuation does not.

use super::Folded;
use super::characters::{self, Fold, class};
use crate::span::{FoldedSpan, SourceSpan};

/// Whether a match begins and ends on boundaries.
///
/// The characters of the source decide, those without width passed over: `Hikvision™` ends at the sign, although `™` folds
/// to letters. Within a character that unfolds into several, the folded ones decide.
pub fn is_whole(source: &str, folded: &Folded, at: FoldedSpan, span: SourceSpan) -> bool {
    begins_whole(source, folded, at, span) && ends_whole(source, folded, at, span)
}

fn begins_whole(source: &str, folded: &Folded, at: FoldedSpan, span: SourceSpan) -> bool {
    let (before, after) = if folded.is_inside_unit(at.start) {
        around(folded.text(), at.start)
    } else {
        around_visible(source, span.start)
    };
    !joins(before, after)
}

/// A match may also end before a Hangul letter, because particles follow names without a space.
fn ends_whole(source: &str, folded: &Folded, at: FoldedSpan, span: SourceSpan) -> bool {
    let (before, after) =
        if folded.is_inside_unit(at.end) { around(folded.text(), at.end) } else { around_visible(source, span.end) };
    !joins(before, after) || after.is_some_and(|c| class(c).is_hangul())
}

fn joins(before: Option<char>, after: Option<char>) -> bool {
    before.zip(after).is_some_and(|(before, after)| class(before).joins() && class(after).joins())
}

fn around(text: &str, at: u32) -> (Option<char>, Option<char>) {
    let (before, after) = text.split_at(at as usize);
    (before.chars().next_back(), after.chars().next())
}

/// The characters on both sides of a place, those without width passed over.
fn around_visible(text: &str, at: u32) -> (Option<char>, Option<char>) {
    let (before, after) = text.split_at(at as usize);
    let visible = |c: &char| characters::fold(*c) != Fold::Nothing;
    (before.chars().rev().find(visible), after.chars().find(visible))
}
