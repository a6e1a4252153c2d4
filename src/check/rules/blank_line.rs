//! Names that hold a blank line: no match goes over one.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::{Checked, names};
use crate::tagger::fold;

/// What a blank line becomes when text is folded; a single line end becomes a space.
const BLANK_LINE: char = '\n';

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        let has_blank_line = has_line_end(named.name.text()) && fold(named.name.text()).contains(BLANK_LINE);
        if has_blank_line {
            found.warn(|| {
                Told::name(&named, "this name holds a blank line, so it never matches: write it on one line".to_owned())
            });
        }
    }
}

/// Most names have none and need not be folded.
fn has_line_end(text: &str) -> bool {
    text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
