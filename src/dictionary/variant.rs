//! Variants: further written forms of an entity, made from its names by rules when a dictionary is compiled.

use super::UnknownWord;
use std::str::FromStr;

/// A rule that makes variants. docs/dictionary-format.md says what each of them does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantRule {
    /// Titles around a person's name are not part of it: `Dr. Jane Roe` gives `Jane Roe`.
    Title,
    /// The usual order of a person's name: `Trump, Donald` gives `Donald Trump`, `Xi Jinping` gives `Jinping Xi`.
    Order,
    /// `the` before an organization: `The Boeing Company` gives `Boeing Company`.
    Article,
    /// `&` and `and`.
    Ampersand,
    /// Legal forms of companies, dropped or exchanged: `Foo Bar, Inc.` gives `Foo Bar` and `Foo Bar Incorporated`.
    Company,
    /// The same in Chinese: `华为技术有限公司` gives `华为技术`.
    CompanyZh,
    /// Dots of abbreviations within a name: `US Congress` gives `U.S. Congress`.
    Dots,
    /// Middle names and initials: `Donald John Trump` gives `Donald J. Trump`.
    Initials,
    /// Hyphen, space or nothing within a given name: `Tsai Ing-wen` gives `Tsai Ingwen`.
    Given,
    /// What another Chinese-speaking region says: `新西兰` gives `紐西蘭`.
    Regional,
    /// The family name ahead, as lists have it: `Donald Trump` gives `Trump, Donald`.
    LastFirst,
}

/// All rules in the order in which they apply, which is that of their bits in [`VariantRules`], each with its word.
const WORDS: [(VariantRule, &str); 11] = [
    (VariantRule::Title, "title"),
    (VariantRule::Order, "order"),
    (VariantRule::Article, "article"),
    (VariantRule::Ampersand, "ampersand"),
    (VariantRule::Company, "company"),
    (VariantRule::CompanyZh, "company-zh"),
    (VariantRule::Dots, "dots"),
    (VariantRule::Initials, "initials"),
    (VariantRule::Given, "given"),
    (VariantRule::Regional, "regional"),
    (VariantRule::LastFirst, "last-first"),
];

impl VariantRule {
    /// All of them, in the order in which they apply.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|(rule, _)| *rule)
    }

    /// The word that stands for it in options, dictionaries and output.
    pub fn as_str(self) -> &'static str {
        WORDS[self as usize].1
    }
}

impl FromStr for VariantRule {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let known = WORDS.iter().find(|(_, known)| *known == word);
        known.map(|(rule, _)| *rule).ok_or(UnknownWord { expected: VariantRules::EXPECTED })
    }
}

/// Some of the rules that make variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariantRules(u16);

impl VariantRules {
    /// No rule.
    pub const NONE: Self = Self(0);
    /// Every rule.
    pub const ALL: Self = Self((1 << WORDS.len()) - 1);

    /// The words of all rules, for messages.
    pub const EXPECTED: &'static str =
        "title, order, article, ampersand, company, company-zh, dots, initials, given, regional, last-first";

    /// These and one more.
    pub fn with(self, rule: VariantRule) -> Self {
        Self(self.0 | 1 << rule as u16)
    }

    /// Whether a rule is one of them.
    pub fn has(self, rule: VariantRule) -> bool {
        self.0 & 1 << rule as u16 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Them, in the order in which they apply.
    pub fn iter(self) -> impl Iterator<Item = VariantRule> {
        VariantRule::all().filter(move |rule| self.has(*rule))
    }

    /// Their words with `between` between them.
    pub fn in_words(self, between: &str) -> String {
        self.iter().map(VariantRule::as_str).collect::<Vec<_>>().join(between)
    }

    /// What stands for them in a compiled dictionary.
    pub(super) fn bits(self) -> u16 {
        self.0
    }

    /// The rules of some bits; those of rules that do not exist are passed over.
    pub(super) fn of_bits(bits: u16) -> Self {
        Self(bits & Self::ALL.0)
    }
}

impl FromIterator<VariantRule> for VariantRules {
    fn from_iter<I: IntoIterator<Item = VariantRule>>(rules: I) -> Self {
        rules.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Where a variant comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made<S = Box<str>> {
    /// The rules that made it, one after the other.
    pub rules: VariantRules,
    /// The name that it was made from, as it was written in the dictionary.
    pub from: S,
}

impl<S: AsRef<str>> Made<S> {
    /// The same with a text of its own.
    pub(super) fn to_boxed(&self) -> Made {
        Made { rules: self.rules, from: self.from.as_ref().into() }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_bit_and_its_word() {
        for (at, rule) in VariantRule::all().enumerate() {
            assert_eq!(rule as usize, at);
            assert_eq!(rule.as_str().parse::<VariantRule>().unwrap(), rule);
            assert_eq!(VariantRules::NONE.with(rule).bits(), 1 << at);
        }
        assert_eq!(VariantRules::ALL.in_words(", "), VariantRules::EXPECTED);
        assert_eq!(VariantRules::of_bits(u16::MAX), VariantRules::ALL);
        assert_eq!(VariantRule::all().collect::<VariantRules>(), VariantRules::ALL);
        assert!("all".parse::<VariantRule>().is_err());
    }
}
