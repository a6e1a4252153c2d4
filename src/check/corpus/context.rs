//! A mention with what stands around it.

use crate::check::Example;
use crate::span::SourceSpan;

/// So many characters are shown on each side.
const CHARACTERS: usize = 40;

/// The example that a mention gives; line ends in it become spaces.
pub(super) fn example(document: &str, text: &str, span: SourceSpan) -> Example {
    let range = span.range();
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let start = before.char_indices().rev().nth(CHARACTERS - 1).map_or(0, |(start, _)| start);
    let end = after.char_indices().nth(CHARACTERS).map_or(after.len(), |(end, _)| end);
    Example {
        document: document.to_owned(),
        before: on_one_line(&before[start..]),
        text: on_one_line(&text[range]),
        after: on_one_line(&after[..end]),
    }
}

fn on_one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_characters_on_each_side() {
        let text = format!("{}A\nB{}", "甲".repeat(50), "乙".repeat(3));
        let found = example("d", &text, SourceSpan { start: 150, end: 153 });
        assert_eq!(
            (found.before.as_str(), found.text.as_str(), found.after.as_str()),
            ("甲".repeat(40).as_str(), "A B", "乙乙乙")
        );
    }
}
