//! Names beside which nothing stands that could say who is meant, told at a glance: `in China said`, `China's`.

use super::word::{self, CAPITAL, DIGIT, DOT, SMALL};

/// Whether what stands directly behind a span is surely none of what linking looks for there: the next word of a longer name, a title, a parenthesis, whatever is
/// beyond ASCII.
pub(super) fn is_bare_behind(text: &str, end: usize) -> bool {
    match &text.as_bytes()[end..] {
        [] | [b' '] => true,
        [b' ', next, ..] => next.is_ascii_graphic() && !next.is_ascii_uppercase() && *next != b'(',
        [sign, ..] => sign.is_ascii_graphic() && !matches!(sign, b'(' | b')'),
    }
}

/// Whether what stands directly ahead of a span is surely none of what linking looks for there: the word before in a longer name, a title, the beginning of a line,
/// whatever is beyond ASCII.
pub(super) fn is_bare_ahead(text: &str, start: usize) -> bool {
    match &text.as_bytes()[..start] {
        [word @ .., b' '] if word.last().is_some_and(|last| word::has(*last, WORD)) => follows_small_word(word),
        [.., sign, b' '] | [.., sign] => sign.is_ascii_graphic(),
        [] => false,
    }
}

/// Of what a word before a name may be made, if nothing else joins it to what stands ahead.
const WORD: u8 = CAPITAL | SMALL | DIGIT | DOT;

/// Whether the last word of a text begins with no capital, however much before it were taken for part of the word.
fn follows_small_word(text: &[u8]) -> bool {
    let start = text.iter().rposition(|byte| !word::has(*byte, WORD));
    let is_apart = start.is_none_or(|at| matches!(text[at], b' ' | b'\n' | b'\r' | b'\t' | b'(' | b'"' | b'\'' | b'/'));
    is_apart && !text[start.map_or(0, |at| at + 1)].is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::super::neighbours::Neighbours;
    use super::super::{dateline, institution, joined, title};
    use super::*;
    use std::ops::Range;

    /// Whether nothing that is looked for beside a span is there.
    fn says_nothing(text: &str, span: Range<usize>) -> bool {
        let (start, end) = (span.start, span.end);
        let behind = text[end..].trim_start();
        !(joined::is_joined(text, &span)
            || Neighbours::of(text, span).are_there()
            || title::beside(text, start, end, str::to_lowercase).is_some()
            || dateline::is_place(text, start, end)
            || institution::end(text, end, str::to_lowercase).is_some()
            || behind.starts_with(['(', '（']))
    }

    #[test]
    fn most_names_stand_bare() {
        for bare in ["in Ross, he", "of Ross", "a b-c (Ross's", "said: \"Ross and", "4. Ross went", "it.\" - Ross, who"]
        {
            let start = bare.find("Ross").expect("it is in the text");
            assert!(is_bare_ahead(bare, start) && is_bare_behind(bare, start + 4), "{bare}");
        }
    }

    #[test]
    fn beside_a_bare_name_nothing_is_found() {
        const PIECES: [&str; 26] = [
            " ", " ", " ", ".", ",", "-", "(", ")", "\"", "'", "\n", "&", "·", "\u{A0}", "（", "总统", "Mr", "mr",
            "Inc", "John", "of", "Vice", "J.", "ex", "O", "3",
        ];
        let (mut random, mut bare) = (1_u64, (0, 0));
        let mut piece = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            PIECES[usize::try_from(random >> 33).expect("31 bits") % PIECES.len()]
        };
        for _ in 0..20_000 {
            let ahead: String = (0..4).map(|_| piece()).collect();
            let text = format!("{ahead}Ross{}", (0..4).map(|_| piece()).collect::<String>());
            let (start, end) = (ahead.len(), ahead.len() + 4);
            if is_bare_ahead(&text, start) {
                bare.0 += 1;
                assert!(says_nothing(&text[..end], start..end), "{text:?}");
            }
            if is_bare_behind(&text, end) {
                bare.1 += 1;
                assert!(says_nothing(&format!("({}", &text[start..]), 1..5), "{text:?}");
            }
        }
        assert!(bare.0 > 1000 && bare.1 > 1000, "{bare:?}");
    }
}
