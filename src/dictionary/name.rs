//! One written form of an entity, and the policies that go with it.

use super::{Extra, Made};
use crate::date::Validity;

/// One written form of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Name<S = Box<str>> {
    /// The form as it was written in the dictionary.
    pub text: S,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<S>,
    /// What sort of name it is.
    pub kind: NameKind,
    /// How its case counts.
    pub case: CasePolicy,
    /// Whether it must stand between boundaries.
    pub boundary: BoundaryPolicy,
    /// The documents' dates for which it counts; undated documents: always.
    pub validity: Validity,
    /// The part of a person's name that stands alone later in a text.
    pub family: Option<S>,
    /// How often this form means this entity, as a count; compared between the entities that share the form.
    pub weight: Option<f64>,
    /// Under which condition it counts.
    pub usage: Usage,
    /// Where it comes from, if it is a variant.
    pub made: Option<Made<S>>,
    /// Fields that the program does not use, carried along.
    pub extra: Vec<Extra<S>>,
}

impl Name {
    /// A name with nothing but its text.
    pub fn new(text: &str) -> Self {
        Self::of(text.into())
    }
}

impl<S> Name<S> {
    /// A name with nothing but its text, in whatever holds it.
    pub fn of(text: S) -> Self {
        Self {
            text,
            lang: None,
            kind: NameKind::default(),
            case: CasePolicy::default(),
            boundary: BoundaryPolicy::default(),
            validity: Validity::default(),
            family: None,
            weight: None,
            usage: Usage::default(),
            made: None,
            extra: Vec::new(),
        }
    }
}

impl<S: AsRef<str>> Name<S> {
    /// The same with texts of its own.
    pub fn to_boxed(&self) -> Name {
        let boxed = |text: &S| Box::from(text.as_ref());
        Name {
            text: boxed(&self.text),
            lang: self.lang.as_ref().map(boxed),
            kind: self.kind,
            case: self.case,
            boundary: self.boundary,
            validity: self.validity,
            family: self.family.as_ref().map(boxed),
            weight: self.weight,
            usage: self.usage,
            made: self.made.as_ref().map(Made::to_boxed),
            extra: self.extra.iter().map(Extra::to_boxed).collect(),
        }
    }
}

/// A word that is not one of those that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {expected}")]
pub struct UnknownWord {
    /// The words that the field takes.
    pub expected: &'static str,
}

/// Gives an enum of plain words its two conversions, so that a word stands in one place only. Words behind a semicolon are written, never read.
macro_rules! words {
    ($name:ident, $($variant:ident = $word:literal),+ $(; $written:ident = $only:literal)? $(,)?) => {
        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+ $(, Self::$written)?];

            /// The variant's place in [`ALL`](Self::ALL): what stands for it in a compiled dictionary.
            pub(super) fn code(self) -> u8 {
                self as u8
            }

            /// The variant of a code; the default for one that is none.
            pub(super) fn of_code(code: u8) -> Self {
                Self::ALL.get(usize::from(code)).copied().unwrap_or_default()
            }

            /// The word that stands for it in dictionaries and in the output.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                    $(, Self::$written => $only)?
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord { expected: words!(@list $($word),+) }),
                }
            }
        }
    };
    (@list $first:literal $(, $rest:literal)*) => { concat!($first $(, ", ", $rest)*) };
}

/// What sort of name a form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// The full official name: `People's Republic of China`.
    Official,
    /// The usual name: `China`.
    #[default]
    Name,
    /// Another name: `Mainland China`.
    Alias,
    /// An abbreviation read by its letters: `PRC`. Matches with and without dots.
    Acronym,
    /// A short form: `Hikvision`.
    Short,
    /// A name that is no longer used: `Peking`.
    Former,
    /// What its people or things are called: `Chinese`.
    Demonym,
    /// A title: `Chancellor`.
    Title,
    /// A form that a rule made from another name when the dictionary was compiled; no source declares it.
    Variant,
}

words!(
    NameKind,
    Official = "official",
    Name = "name",
    Alias = "alias",
    Acronym = "acronym",
    Short = "short",
    Former = "former",
    Demonym = "demonym",
    Title = "title";
    Variant = "variant",
);

/// How the case of a name counts, word by word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CasePolicy {
    /// As the name is written: `US` matches only all upper case, `Ross` needs its capital, `dioxin` matches any case.
    #[default]
    Auto,
    /// Every cased letter as written: `eBay` matches `eBay` alone.
    Exact,
    /// Any case: `Ross` matches `ross`.
    Any,
}

words!(CasePolicy, Auto = "auto", Exact = "exact", Any = "any");

/// Whether a name must stand between boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BoundaryPolicy {
    /// It must: `Uighur` is not in `Uighurs`.
    #[default]
    Word,
    /// It need not: `Uighur` is in `Uighurs`.
    None,
}

words!(BoundaryPolicy, Word = "word", None = "none");

/// Under which condition a name counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Usage {
    /// Wherever it stands.
    #[default]
    Always,
    /// Only where a context term or another name of the entity also stands in the document.
    NeedsContext,
    /// Never, whatever produces the form.
    Blocked,
}

words!(Usage, Always = "always", NeedsContext = "needs_context", Blocked = "block");
