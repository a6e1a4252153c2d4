//! Forms compared with a text byte by byte: ASCII capitals are small letters, any white space but a blank line is a space.

use crate::span::FoldedSpan;
use memchr::{memchr_iter, memchr2_iter};

/// Every place where one form stands in a folded text, edges or not. At capitals only, if that is asked for and the form begins with an ASCII letter.
pub fn occurrences<'t>(form: &'t str, at_capitals: bool, text: &'t str) -> impl Iterator<Item = FoldedSpan> + 't {
    let first = form.as_bytes().first().copied().unwrap_or_default();
    let (capital, bytes) = (first.to_ascii_uppercase(), text.as_bytes());
    let only_capitals = memchr_iter(capital, if at_capitals { bytes } else { &[] });
    let all = memchr2_iter(first, capital, if at_capitals { &[] } else { bytes });
    only_capitals.chain(all).filter_map(move |start| {
        let len = len_of_form(&bytes[start..], form.as_bytes())?;
        Some(FoldedSpan::new(start, start + len))
    })
}

/// Whether a stretch of text is a form.
pub(super) fn is_form(stretch: &[u8], form: &[u8]) -> bool {
    stretch == form
        || (stretch.len() == form.len() && stretch.eq_ignore_ascii_case(form))
        || len_of_form(stretch, form) == Some(stretch.len())
}

/// The length of what a text begins with, if that is the form.
fn len_of_form(text: &[u8], form: &[u8]) -> Option<usize> {
    let mut at = 0;
    for &expected in form {
        if expected == b' ' {
            let behind = skip_blank(text, at)?;
            if behind == at {
                return None;
            }
            at = behind;
        } else if text.get(at)?.eq_ignore_ascii_case(&expected) {
            at += 1;
        } else {
            return None;
        }
    }
    Some(at)
}

/// Where white space ends; none if it holds a blank line, which no form crosses.
pub(super) fn skip_blank(text: &[u8], from: usize) -> Option<usize> {
    let mut line_ends = 0;
    let mut at = from;
    while let Some(&byte) = text.get(at).filter(|byte| matches!(byte, b' ' | b'\t'..=b'\r')) {
        let is_second_half = byte == b'\n' && at > from && text[at - 1] == b'\r';
        line_ends += u32::from(matches!(byte, b'\n' | b'\r') && !is_second_half);
        at += 1;
    }
    (line_ends < 2).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_a_space_but_for_a_blank_line() {
        let found = |text| occurrences("van der", false, text).map(|at| &text[at.range()]).collect::<Vec<_>>();
        assert_eq!(found("Van \t\r\n der, vander, VAN DER"), ["Van \t\r\n der", "VAN DER"]);
        assert_eq!(found("van\n\nder"), Vec::<&str>::new());
        assert_eq!(occurrences("ross", true, "ross Ross").map(|at| at.start).collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn a_stretch_is_a_form_or_not() {
        assert!(is_form(b"New\n York", b"new york"));
        assert!(!is_form(b"New York ", b"new york"));
        assert!(!is_form(b"NewYork", b"new york"));
    }
}
