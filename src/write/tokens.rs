//! A text in words and sentences, for formats that are made of them.
//!
//! Words are those of Unicode (UAX 29), with what is neither letter nor digit each for itself, white space left out. Where a mention
//! begins or ends within a word, the word is divided there, so that every mention is made of whole tokens.

use super::one_text::Span;
use super::piece::Losses;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A word, and whether white space follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The bytes of the text.
    pub(super) bytes: Range<usize>,
    /// What follows.
    pub(super) space: Space,
}

/// What follows a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// White space.
    Follows,
    /// The next token, or the end.
    None,
}

/// White space as Python knows it too: four control characters more than Unicode's.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// The words of a text, divided at the edges of mentions.
pub(super) fn tokens<'s, 'd: 's>(
    text: &str,
    mentions: impl Iterator<Item = &'s Span<'d>>,
    losses: &mut Losses,
) -> Vec<Token> {
    let mut edges: Vec<usize> = mentions.flat_map(|span| [span.bytes.start, span.bytes.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut edges = edges.into_iter().peekable();
    let mut tokens: Vec<Token> = Vec::new();
    for word in text.split_word_bound_indices().filter_map(bare) {
        while edges.next_if(|edge| *edge <= word.start).is_some() {}
        let mut from = word.start;
        while let Some(edge) = edges.next_if(|edge| *edge < word.end) {
            tokens.push(Token { bytes: from..edge, space: Space::None });
            from = edge;
        }
        losses.divided_words += u64::from(from > word.start);
        let space = if text[word.end..].starts_with(is_space) { Space::Follows } else { Space::None };
        tokens.push(Token { bytes: from..word.end, space });
    }
    tokens
}

/// A word without white space around it; none where there is nothing else. White space may have a combining mark.
fn bare((start, word): (usize, &str)) -> Option<Range<usize>> {
    let from = start + word.find(|c| !is_space(c))?;
    Some(from..start + word.trim_end_matches(is_space).len())
}

/// The places at which sentences begin, by Unicode (UAX 29); none lies within a mention.
pub(super) fn sentence_starts(text: &str, mentions: &[&Span<'_>]) -> Vec<usize> {
    let starts = text.split_sentence_bound_indices().map(|(start, _)| start);
    let mut mentions = mentions.iter().peekable();
    let is_free = |start: &usize| {
        while mentions.next_if(|span| span.bytes.end <= *start).is_some() {}
        mentions.peek().is_none_or(|span| *start <= span.bytes.start)
    };
    starts.filter(is_free).collect()
}

/// The tokens that a mention is made of.
pub(super) fn tokens_of(tokens: &[Token], span: &Range<usize>) -> Range<usize> {
    let first = tokens.partition_point(|token| token.bytes.end <= span.start);
    let behind = tokens.partition_point(|token| token.bytes.start < span.end);
    first..behind.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'t>(text: &'t str, edges: &[Range<usize>]) -> (Vec<&'t str>, u64) {
        let mention = crate::write::tagged::TaggedMention {
            field: crate::document::Field::Text,
            start: 0,
            end: 0,
            text: "",
            entity: None,
            kind: "name",
            via: "name",
            score: 1.0,
            candidates: crate::write::meant::Candidates::Told(Vec::new()),
            gloss_of: None,
            holder: None,
            status: None,
            office: None,
            conflict: None,
        };
        let spans: Vec<_> = edges.iter().map(|bytes| Span { bytes: bytes.clone(), mention: &mention }).collect();
        let mut losses = Losses::default();
        let tokens = tokens(text, spans.iter(), &mut losses);
        (tokens.iter().map(|token| &text[token.bytes.clone()]).collect(), losses.divided_words)
    }

    #[test]
    fn words_are_divided_where_a_mention_ends_only() {
        assert_eq!(words("Hikvision's 3.14 耿爽 🙂", &[]), (vec!["Hikvision's", "3.14", "耿", "爽", "🙂"], 0));
        assert_eq!(words("Hikvision's US-China", &[0..9, 12..14]).0, ["Hikvision", "'s", "US", "-", "China"]);
        assert_eq!(words("abcdef", &[1..3, 2..5, 1..5]), (vec!["a", "b", "c", "de", "f"], 1));
    }

    #[test]
    fn white_space_is_told_by_the_word_ahead_of_it() {
        let text = "a b\n\nc \u{301}.";
        let tokens = tokens(text, [].iter(), &mut Losses::default());
        let follows: Vec<_> = tokens.iter().map(|token| token.space == Space::Follows).collect();
        assert_eq!(follows, [true, true, true, false, false]);
        assert_eq!(&text[tokens[3].bytes.clone()], "\u{301}", "a mark is not white space, whatever it stands on");
        assert_eq!(tokens_of(&tokens, &(2..6)), 1..3);
    }
}
