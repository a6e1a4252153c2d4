//! What a gloss of a proper name says: another entry, nothing that makes a name, or a meaning.

use crate::dictionary::NameKind;

/// What a gloss says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gloss<'g> {
    /// The entry is another way to write or to call the one of this form, or these two: `see 烏魯木齊市|乌鲁木齐市[…]`.
    Same(&'g str, NameKind),
    /// The entry is short for the one of this form, or these two, and its meaning is told besides: `World Bank (abbr. for 世界銀行|…[…])`.
    Short(&'g str, &'g str),
    /// A family name, a given name, a saying or a remark: it makes no entity.
    Nothing,
    /// What the entry means.
    Meaning(&'g str),
}

/// How a gloss begins that leads to another entry, and what the entry is to that one.
const SAME: &[(&str, NameKind)] = &[
    ("see ", NameKind::Alias),
    ("variant of ", NameKind::Alias),
    ("old variant of ", NameKind::Former),
    ("Japanese variant of ", NameKind::Alias),
    ("erroneous variant of ", NameKind::Alias),
    ("abbr. for ", NameKind::Short),
    ("abbr. of ", NameKind::Short),
    ("old name for ", NameKind::Former),
    ("former name of ", NameKind::Former),
];

/// How a remark begins.
const REMARKS: &[&str] = &[
    "surname ",
    "two-character surname",
    "see also ",
    "CL:",
    "also ",
    "Taiwan pr. ",
    "pr. ",
    "used in ",
    "abbr. to ",
    "(often ",
    "lit. ",
    "fig. ",
];

/// What a gloss holds that is about names as such, or a saying.
const NO_ENTITY: &[&str] =
    &["surname", "(name)", "given name", "first name)", "personal name)", "(idiom)", "(proverb)", "(saying)"];

/// Words that English writes with a capital, and that name nothing that is told of.
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl<'g> Gloss<'g> {
    /// Reads a gloss.
    pub(super) fn of(gloss: &'g str) -> Self {
        if REMARKS.iter().any(|start| gloss.starts_with(start)) || NO_ENTITY.iter().any(|part| gloss.contains(part)) {
            return Self::Nothing;
        }
        if DAYS.contains(&gloss) {
            return Self::Nothing;
        }
        let same = SAME.iter().find_map(|&(start, kind)| Some((gloss.strip_prefix(start)?, kind)));
        match same.and_then(|(rest, kind)| Some((entry(rest)?, kind))) {
            Some((forms, kind)) => Self::Same(forms, kind),
            None => short(gloss).unwrap_or(Self::Meaning(gloss)),
        }
    }
}

/// A meaning with what it is short for behind it.
fn short(gloss: &str) -> Option<Gloss<'_>> {
    let (meaning, rest) = gloss.split_once("(abbr. for ").or_else(|| gloss.split_once(", abbr. for "))?;
    Some(Gloss::Short(entry(rest)?, meaning.trim_end()))
}

/// The form of the entry that a text names, or both forms: `Kurdistan Workers' Party 庫爾德工人黨|库尔德工人党[…]`. None where it names several.
fn entry(text: &str) -> Option<&str> {
    let start = text.find(|c: char| !c.is_ascii())?;
    let form = &text[start..];
    let end = form.find(|c: char| c.is_ascii() && c != '|').unwrap_or(form.len());
    let is_only = form[end..].is_ascii();
    (end > 0 && is_only).then(|| &form[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gloss_leads_to_another_entry_or_has_a_meaning() {
        assert_eq!(Gloss::of("see 銀川市|银川市[Yin2chuan1 Shi4]"), Gloss::Same("銀川市|银川市", NameKind::Alias));
        assert_eq!(
            Gloss::of("abbr. for Kurdistan Workers' Party 庫爾德工人黨|库尔德工人党[Ku4]"),
            Gloss::Same("庫爾德工人黨|库尔德工人党", NameKind::Short)
        );
        assert_eq!(Gloss::of("abbr. for Virgin Islands"), Gloss::Meaning("abbr. for Virgin Islands"));
        assert_eq!(
            Gloss::of("World Bank (abbr. for 世界銀行|世界银行[Shi4jie4])"),
            Gloss::Short("世界銀行|世界银行", "World Bank")
        );
        let both = "abbr. for Hong Kong 香港[Xiang1 gang3] and Shenzhen 深圳[Shen1 zhen4]";
        assert_eq!(Gloss::of(both), Gloss::Meaning(both));
        assert_eq!(Gloss::of("NATO"), Gloss::Meaning("NATO"));
    }

    #[test]
    fn names_as_such_and_sayings_make_no_entity() {
        for gloss in [
            "surname Gu",
            "Matilda (name)",
            "Cassandra (given name)",
            "when in Rome (idiom)",
            "Sunday",
            "Taiwan pr. [qi4]",
        ] {
            assert_eq!(Gloss::of(gloss), Gloss::Nothing, "{gloss}");
        }
    }
}
