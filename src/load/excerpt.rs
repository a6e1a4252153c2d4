//! The piece of a line that is shown with an error.

use std::ops::Range;

/// A line of a source, or the piece of it around the place that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text; `…` at an end where the line goes on.
    pub text: String,
    /// The bytes of `text` that are meant.
    pub mark: Range<usize>,
}

impl Excerpt {
    /// A line is shown whole up to this many characters.
    pub const MAX_CHARS: usize = 200;

    /// So much of what stands before the mark is shown where the line is cut.
    const CHARS_BEFORE: usize = 60;

    /// Cuts `line` around the bytes `mark`, which are first moved outwards to whole characters within the line.
    pub fn around(line: &str, mark: Range<usize>) -> Self {
        let mark = whole_characters(line, mark);
        if line.chars().nth(Self::MAX_CHARS).is_none() {
            return Self { text: line.to_owned(), mark };
        }
        let start = back(line, mark.start, Self::CHARS_BEFORE);
        let end = forth(line, start, Self::MAX_CHARS);
        let start = if end == line.len() { back(line, end, Self::MAX_CHARS) } else { start };
        let before = if start > 0 { "…" } else { "" };
        let after = if end < line.len() { "…" } else { "" };
        let shift = |at: usize| at.clamp(start, end) - start + before.len();
        Self { mark: shift(mark.start)..shift(mark.end), text: format!("{before}{}{after}", &line[start..end]) }
    }
}

fn whole_characters(line: &str, mark: Range<usize>) -> Range<usize> {
    let floor = |at: usize| (0..=at.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let ceil = |at: usize| (at..line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
    let start = floor(mark.start);
    start..ceil(mark.end).max(start)
}

/// The byte `count` characters before `at`.
fn back(line: &str, at: usize, count: usize) -> usize {
    line[..at].char_indices().rev().take(count).last().map_or(at, |(start, _)| start)
}

/// The byte `count` characters behind `at`.
fn forth(line: &str, at: usize, count: usize) -> usize {
    line[at..].char_indices().nth(count).map_or(line.len(), |(offset, _)| at + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(excerpt: &Excerpt) -> &str {
        &excerpt.text[excerpt.mark.clone()]
    }

    #[test]
    fn a_short_line_stays_whole() {
        let excerpt = Excerpt::around("id,耿爽", 3..6);
        assert_eq!((excerpt.text.as_str(), marked(&excerpt)), ("id,耿爽", "耿"));
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_of_the_mark() {
        let line = format!("{}<here>{}", "爽".repeat(500), "x".repeat(500));
        let excerpt = Excerpt::around(&line, 1500..1506);
        assert_eq!(marked(&excerpt), "<here>");
        assert_eq!(excerpt.text.chars().count(), Excerpt::MAX_CHARS + 2);
        assert!(excerpt.text.starts_with("…爽") && excerpt.text.ends_with("x…"));
    }

    #[test]
    fn near_the_end_of_a_long_line_more_is_shown_before_the_mark() {
        let line = format!("{}<here>", "x".repeat(500));
        let excerpt = Excerpt::around(&line, 500..506);
        assert_eq!(marked(&excerpt), "<here>");
        assert_eq!(excerpt.text, format!("…{}<here>", "x".repeat(Excerpt::MAX_CHARS - 6)));
    }

    #[test]
    fn a_mark_beyond_the_line_or_inside_a_character_is_moved() {
        assert_eq!(Excerpt::around("ab", 7..9).mark, 2..2);
        assert_eq!(Excerpt::around("爽", 1..2).mark, 0..3);
    }
}
