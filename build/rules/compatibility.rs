//! Compatibility forms become ordinary ones (NFKC): full-width letters, ligatures, half-width kana, `㈱`.

use unicode_normalization::UnicodeNormalization;

pub(super) fn apply(_: &super::Data, c: char, out: &mut String) {
    out.extend(std::iter::once(c).nfkc());
}
