//! Text: when two writings are the same, where a name may begin and end, and which case it must have.
//!
//! Names and documents go through the same code here, so that the two sides cannot drift. The rules for single characters
//! stand in `build/rules/`, one file each, in one ordered list; they are applied once, when the crate is built.
//!
//! - [`fold_text`] folds a text and keeps the way back ([`Folded`]).
//! - [`boundary`] says whether a match may begin and end where it does.
//! - [`case`] says whether a match is written in the case that its name asks for.
//! - [`script`] tells scripts apart, and names written family name first.

pub mod boundary;
pub mod case;
mod fold;
mod folded;
mod plain;
pub mod script;

pub use fold::{WALL, fold_into, fold_text};
pub use folded::{FoldBuffer, Folded, WayBack};

use crate::span::FoldedSpan;

/// A text folded by itself, white space at its ends taken off: how names, context terms and family names are compared.
///
/// # Examples
///
/// ```
/// use newstag::text::fold;
///
/// assert_eq!(fold("Enrique  PEÑA Nieto"), "enrique pena nieto");
/// assert_eq!(fold("劉鶴"), fold("刘鹤"));
/// assert_eq!(fold("\u{200B}"), "");
/// ```
pub fn fold(text: &str) -> String {
    if is_plain(text) {
        return text.trim_matches(' ').to_ascii_lowercase();
    }
    let mut buffer = FoldBuffer::default();
    let (folded, whole) = fold_name(text, &mut buffer);
    folded.text()[whole.range()].to_ascii_lowercase()
}

/// What stands between two places of a text, folded, white space at its ends included; none if a wall is there.
pub fn fold_between(text: &str) -> Option<String> {
    if is_plain(text) {
        return Some(text.to_ascii_lowercase());
    }
    let mut buffer = FoldBuffer::default();
    // White space is written once something follows it.
    let ended = format!("{text}.");
    let folded = fold_into(&ended, &mut buffer).text();
    let between = folded.strip_suffix('.')?;
    (!between.contains(WALL)).then(|| between.to_ascii_lowercase())
}

/// Whether a text is ASCII letters, digits and signs with single spaces between, which fold to themselves in small letters: as most words and names are.
fn is_plain(text: &str) -> bool {
    let mut before = b'.';
    text.bytes().all(|byte| {
        let is_plain = byte.is_ascii_graphic() || byte == b' ' && before != b' ';
        before = byte;
        is_plain
    })
}

/// A folded name, and where in it the name stands: white space at its ends is none of it.
fn fold_name<'b>(name: &'b str, buffer: &'b mut FoldBuffer) -> (Folded<'b>, FoldedSpan) {
    let folded = fold_into(name, buffer);
    let text = folded.text();
    let start = text.len() - text.trim_start_matches([' ', '\n']).len();
    let end = text.trim_end_matches([' ', '\n']).len();
    (folded, FoldedSpan::new(start, end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{SourceSpan, offset};

    /// What the short way gives, by the long one.
    fn folded_at_length(text: &str) -> (String, Option<String>) {
        let mut buffer = FoldBuffer::default();
        let (folded, whole) = fold_name(text, &mut buffer);
        let name = folded.text()[whole.range()].to_ascii_lowercase();
        let between = fold_into(&format!("{text}."), &mut buffer).text().to_ascii_lowercase();
        (name, between.strip_suffix('.').filter(|between| !between.contains(WALL)).map(str::to_owned))
    }

    #[test]
    fn plain_text_folds_as_any_other() {
        let signs: String = (0..128u8).map(char::from).filter(|c| !c.is_ascii_control()).collect();
        for text in [&signs, "", " ", "  ", " A B ", "A  B", "A\nB", "A\n\nB", "\u{E9} A", " Wilbur ROSS's, "] {
            assert_eq!((fold(text), fold_between(text)), folded_at_length(text), "{text:?}");
        }
    }

    /// Spans of one to three characters, from the first on, from the last on, and here and there.
    fn a_way_back_may_be_gone_in_any_order(folded: &Folded<'_>) {
        let ends: Vec<usize> = folded.text().char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let starts: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).collect();
        let spans = |at: usize| (at..ends.len().min(at + 3)).map(move |last| (at, last));
        let spans = (0..starts.len()).flat_map(spans).map(|(at, last)| FoldedSpan::new(starts[at], ends[last]));
        let spans: Vec<FoldedSpan> = spans.collect();
        let here_and_there = (0..spans.len()).map(|at| at * 7919 % spans.len());
        let mut way_back = folded.way_back();
        for at in (0..spans.len()).chain((0..spans.len()).rev()).chain(here_and_there) {
            assert_eq!(way_back.source_span(spans[at]), folded.source_span(spans[at]));
            let [begins_within, ends_within] = [spans[at].start, spans[at].end].map(|at| folded.is_inside_unit(at));
            assert!(!(way_back.is_even() && (begins_within || ends_within)), "{:?}", spans[at]);
        }
    }

    /// What is seen to be whole at a glance is so by all rules too.
    fn what_is_set_off_is_whole(source: &str, folded: &Folded<'_>) -> usize {
        let starts: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
        let mut way_back = folded.way_back();
        let mut set_off = 0;
        for window in (1..5).flat_map(|len| starts.windows(len + 1)) {
            let at = FoldedSpan::new(window[0], window[window.len() - 1]);
            let span = way_back.source_span(at);
            if way_back.is_even() && boundary::is_set_off(source, span) {
                set_off += 1;
                assert!(boundary::is_whole(source, folded, at, span), "{:?}", &source[span.range()]);
            }
        }
        set_off
    }

    #[test]
    fn signs_and_white_space_set_off_what_stands_between_them() {
        let ascii: String = (0..128u8).map(char::from).flat_map(|c| [c, 'a', c, '\u{301}', '名']).collect();
        for text in [ascii, "“Ross” ™Ross™ Ross_ Ross\u{200B}s (㈱) ﬁn e\u{301}t. 中 _ 1ⅳ2".to_owned()] {
            let mut buffer = FoldBuffer::default();
            assert_ne!(what_is_set_off_is_whole(&text, &fold_text(&text, &mut buffer)), 0);
        }
    }

    /// Signs become shorter, line ends between letters vanish: each character still stands where it stood.
    #[test]
    fn every_character_has_a_way_back() {
        let sentence = "劉鶴，在北京“說”\n\u{3000}\u{3000}“：\n副總\n理。\n\u{3000}か\u{3099}、G8 中\u{3000}？\n\n\u{3000}\u{3000}—…É，\u{300}好\n\u{3000}";
        for text in [sentence.to_owned(), sentence.repeat(9), "劉鶴，".repeat(99), "，".repeat(200) + "\u{302A}"] {
            let mut buffer = FoldBuffer::default();
            let folded = fold_text(&text, &mut buffer);
            let mut last = SourceSpan { start: 0, end: 0 };
            for (at, c) in folded.text().char_indices() {
                let span = FoldedSpan { start: offset(at), end: offset(at + c.len_utf8()) };
                let source = folded.source_span(span);
                // `…` is three of them.
                assert!(source == last || source.start >= last.end, "{c} of {text:?}");
                last = source;
                let own = &text[source.range()];
                let is_own = c.is_whitespace() && own.trim().is_empty() || fold(own).contains(&fold(&c.to_string()));
                assert!(is_own, "{own} {c}");
            }
            assert_eq!(text[last.end as usize..].trim(), "");
            a_way_back_may_be_gone_in_any_order(&folded);
        }
    }
}
