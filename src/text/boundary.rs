//! Where a match may begin and end.
//!
//! Letters, digits and marks of scripts that are written with spaces join, and a match may not begin or end between two that
//! join: `Uighur` is not in `Uighurs`. Han, kana, Thai, Lao, Khmer and Burmese join with nothing. `_` joins, other
//! punctuation does not.

use super::Folded;
use crate::character::{self, Fold, class};
use crate::span::{FoldedSpan, SourceSpan};
use std::ops::Range;

/// Whether a match begins and ends on boundaries.
///
/// The characters of the source decide, those without width passed over: `Hikvision™` ends at the sign, although `™` folds
/// to letters. Within a character that unfolds into several, the folded ones decide.
pub fn is_whole(source: &str, folded: &Folded<'_>, at: FoldedSpan, span: SourceSpan) -> bool {
    if folded.is_in_place() {
        return !join_in_ascii(source, span.start) && !join_in_ascii(source, span.end);
    }
    is_among_ideographs(source, span.range()) && is_among_ideographs(folded.text(), at.range())
        || begins_whole(source, folded, at, span) && ends_whole(source, folded, at, span)
}

/// Whether a match is whole by the signs, white space and edges of the text beside it, which join with nothing: mostly it is. It neither begins nor ends
/// within a unit of the folded text.
#[inline(always)]
pub fn is_set_off(source: &str, span: SourceSpan) -> bool {
    let sets_off = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !joins_in_ascii(*byte));
    let bytes = source.as_bytes();
    let before = (span.start as usize).checked_sub(1).and_then(|before| bytes.get(before));
    sets_off(before) && sets_off(bytes.get(span.end as usize))
}

/// Whether a stretch begins and ends with an ideograph of three bytes, which joins with nothing, whatever stands beside it.
fn is_among_ideographs(text: &str, at: Range<usize>) -> bool {
    // U+4000 to U+9FFF, by their first bytes.
    let is_first_byte = |byte: Option<&u8>| matches!(byte, Some(0xE4..=0xE9));
    let bytes = &text.as_bytes()[at];
    is_first_byte(bytes.first()) && is_first_byte(bytes.len().checked_sub(3).and_then(|last| bytes.get(last)))
}

/// Whether two characters join, in a text that is all ASCII.
fn join_in_ascii(source: &str, at: u32) -> bool {
    let bytes = source.as_bytes();
    let joins = |byte: Option<&u8>| byte.is_some_and(|byte| joins_in_ascii(*byte));
    joins((at as usize).checked_sub(1).and_then(|before| bytes.get(before))) && joins(bytes.get(at as usize))
}

fn joins_in_ascii(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn begins_whole(source: &str, folded: &Folded<'_>, at: FoldedSpan, span: SourceSpan) -> bool {
    let (before, after) = sides(source, folded, at.start, span.start);
    !join(before, after)
}

/// A match may also end before a Hangul letter, because particles follow names without a space.
fn ends_whole(source: &str, folded: &Folded<'_>, at: FoldedSpan, span: SourceSpan) -> bool {
    let (before, after) = sides(source, folded, at.end, span.end);
    !join(before, after) || first(after).is_some_and(|c| class(c).is_hangul())
}

/// The texts on both sides of a place: of the source, or within a unit of the folded text.
fn sides<'t>(source: &'t str, folded: &Folded<'t>, in_folded: u32, in_source: u32) -> (&'t str, &'t str) {
    if folded.is_inside_unit(in_folded) {
        folded.text().split_at(in_folded as usize)
    } else {
        source.split_at(in_source as usize)
    }
}

/// Whether the characters that meet here join. A mark joins where the character that it stands on joins.
fn join(before: &str, after: &str) -> bool {
    let base = before.chars().rev().find(|&c| is_visible(c) && !class(c).is_mark());
    let base_joins = base.is_some_and(|c| class(c).joins());
    base_joins && first(after).is_some_and(|c| class(c).is_mark() || class(c).joins())
}

fn first(after: &str) -> Option<char> {
    after.chars().find(|&c| is_visible(c))
}

fn is_visible(c: char) -> bool {
    character::fold(c) != Fold::Nothing
}
