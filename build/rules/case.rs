//! Full Unicode case folding: `ß` becomes `ss`, `İ` becomes `i` and a dot above.

use icu_casemap::CaseMapper;

pub(super) fn apply(_: &super::Data, c: char, out: &mut String) {
    out.push_str(&CaseMapper::new().fold_string(c.encode_utf8(&mut [0; 4])));
}
