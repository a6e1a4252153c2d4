//! The language codes of Wikipedia and Wikidata as BCP 47 tags.

use std::borrow::Cow;

/// Codes that are no tags, or say by a region what is a script.
const OTHERS: &[(&str, &str)] = &[
    ("zh-cn", "zh-Hans"),
    ("zh-sg", "zh-Hans"),
    ("zh-my", "zh-Hans"),
    ("zh-tw", "zh-Hant"),
    ("zh-hk", "zh-Hant"),
    ("zh-mo", "zh-Hant"),
    ("zh-yue", "yue"),
    ("zh-classical", "lzh"),
    ("zh-min-nan", "nan"),
    ("sr-ec", "sr-Cyrl"),
    ("sr-el", "sr-Latn"),
    ("als", "gsw"),
    ("bat-smg", "sgs"),
    ("fiu-vro", "vro"),
    ("roa-rup", "rup"),
    ("simple", "en"),
    ("no", "nb"),
];

/// The tag that a code stands for.
///
/// Any other code is one but for its capitals: `kk-cyrl` is `kk-Cyrl`, `pt-br` is `pt-BR`.
pub(super) fn tag(code: &str) -> Cow<'_, str> {
    let code_in_small = code.to_ascii_lowercase();
    match OTHERS.iter().find(|(other, _)| *other == code_in_small) {
        Some((_, tag)) => (*tag).into(),
        None if !code.contains('-') => code.into(),
        None => capitalized(&code_in_small).into(),
    }
}

/// A tag of small letters with the capitals that tags are written with.
fn capitalized(code: &str) -> String {
    let mut parts = code.split('-');
    let mut tag = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 if part.is_ascii() => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..]);
            }
            _ => tag.push_str(part),
        }
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_tags() {
        let pairs = [
            ("en", "en"),
            ("zh-cn", "zh-Hans"),
            ("zh-HK", "zh-Hant"),
            ("zh-hant", "zh-Hant"),
            ("kk-cyrl", "kk-Cyrl"),
            ("pt-br", "pt-BR"),
        ];
        for (code, expected) in pairs {
            assert_eq!(tag(code), expected);
        }
        assert_eq!(tag("be-tarask"), "be-tarask");
        assert_eq!(tag("x-é12"), "x-é12");
    }
}
