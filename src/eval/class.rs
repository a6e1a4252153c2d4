//! What kind of error it is. docs/evaluation.md has the classes in the words for users; each error is in the first that holds.

use super::align::Fit;
use super::label::{By, Label};
use super::select::Judged;
use crate::annotated::{AnnotatedDocument, Mark};

/// A kind of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorClass {
    /// The spans overlap, but are not the same.
    Boundary,
    /// A nationality or people: `Chinese`.
    Demonym,
    /// A place was predicted where gold means its government, team or other body.
    Metonymy,
    /// A part of a name: the family name alone.
    PartialName,
    /// The same span with something of another type.
    Type,
    /// The same span with another entity of the same type.
    WrongEntity,
    /// One side has no answer where the other has one.
    Undecided,
    /// The words stand there without a capital.
    LowerCase,
    /// The dictionary has the form, yet nothing was found.
    InDictionary,
    /// The dictionary does not have it.
    NotInDictionary,
    /// Nothing was found, and no dictionary was given to tell why.
    Missed,
    /// Gold has nothing there.
    Spurious,
}

impl ErrorClass {
    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::Demonym => "demonym",
            Self::Metonymy => "metonymy",
            Self::PartialName => "partial name",
            Self::Type => "type",
            Self::WrongEntity => "wrong entity",
            Self::Undecided => "undecided",
            Self::LowerCase => "lower case",
            Self::InDictionary => "missed though in the dictionary",
            Self::NotInDictionary => "not in the dictionary",
            Self::Missed => "missed",
            Self::Spurious => "spurious",
        }
    }
}

/// What a dictionary knows of gold.
pub trait Lexicon {
    /// Whether it has an entity with this id.
    fn has_entity(&self, id: &str) -> bool;

    /// Whether it has a form for what a label says: for this entity, for something of this type, for anything.
    fn has_form(&self, form: &str, label: Label<'_>) -> bool;

    /// Whether a form is a demonym of an entity.
    fn is_demonym(&self, form: &str, entity: &str) -> bool;
}

/// What must be known of a document to tell the class of an error in it.
pub(super) struct Surroundings<'d> {
    pub(super) gold: &'d AnnotatedDocument,
    pub(super) lexicon: Option<&'d dyn Lexicon>,
    /// Predictions for which nobody is chosen.
    pub(super) abstained: &'d [&'d Mark],
}

impl Surroundings<'_> {
    /// The class of a prediction that meets gold, but is not right.
    pub(super) fn of_meeting(&self, gold: &Judged<'_>, predicted: &Judged<'_>, fit: Fit) -> ErrorClass {
        let types = (gold.mark.of_type.as_deref(), predicted.mark.of_type.as_deref());
        if fit != Fit::Span {
            ErrorClass::Boundary
        } else if gold.label == Label::Undecided || predicted.label == Label::Undecided {
            ErrorClass::Undecided
        } else if is_demonym(predicted.mark) || self.is_demonym(gold.mark) {
            ErrorClass::Demonym
        } else if types == (Some("organization"), Some("place")) {
            ErrorClass::Metonymy
        } else if predicted.mark.via.as_deref() == Some("partial") || self.is_partial(gold.mark) {
            ErrorClass::PartialName
        } else if types.0.is_some() && types.1.is_some() && types.0 != types.1 {
            ErrorClass::Type
        } else {
            ErrorClass::WrongEntity
        }
    }

    /// The class of gold that meets no prediction.
    pub(super) fn of_missed(&self, gold: &Judged<'_>) -> ErrorClass {
        let unknown = |lexicon: &dyn Lexicon| matches!(gold.label, Label::Entity(id) if !lexicon.has_entity(id));
        if self.lexicon.is_some_and(unknown) {
            ErrorClass::NotInDictionary
        } else if self.abstained.iter().any(|mark| mark.place == gold.mark.place) {
            ErrorClass::Undecided
        } else if is_lower_case(&gold.mark.text) {
            ErrorClass::LowerCase
        } else if self.is_demonym(gold.mark) {
            ErrorClass::Demonym
        } else if self.is_partial(gold.mark) {
            ErrorClass::PartialName
        } else {
            match self.lexicon.map(|lexicon| lexicon.has_form(&gold.mark.text, gold.label)) {
                None => ErrorClass::Missed,
                Some(true) => ErrorClass::InDictionary,
                Some(false) => ErrorClass::NotInDictionary,
            }
        }
    }

    fn is_demonym(&self, gold: &Mark) -> bool {
        let known =
            |lexicon: &dyn Lexicon| gold.meaning.entity().is_some_and(|entity| lexicon.is_demonym(&gold.text, entity));
        is_demonym(gold) || self.lexicon.is_some_and(known)
    }

    /// Whether gold says so, or names the same entity (without ids, something of the same type) more fully in this document.
    fn is_partial(&self, gold: &Mark) -> bool {
        let same = |other: &Mark| match (Label::of(gold, By::Entity), Label::of(other, By::Entity)) {
            (None, None) => gold.of_type.is_some() && gold.of_type == other.of_type,
            (Some(one), Some(other)) => one == other && one != Label::Undecided,
            _ => false,
        };
        let says_more = |other: &Mark| same(other) && is_part(&gold.text, &other.text);
        gold.kind.as_deref() == Some("partial") || self.gold.marks.iter().any(says_more)
    }
}

/// The class of a prediction that meets no gold.
pub(super) fn of_spurious(predicted: &Judged<'_>) -> ErrorClass {
    if is_lower_case(&predicted.mark.text) {
        ErrorClass::LowerCase
    } else if is_demonym(predicted.mark) {
        ErrorClass::Demonym
    } else if predicted.mark.via.as_deref() == Some("partial") {
        ErrorClass::PartialName
    } else {
        ErrorClass::Spurious
    }
}

fn is_demonym(mark: &Mark) -> bool {
    mark.kind.as_deref() == Some("demonym")
}

/// Whether there are letters that have case, and all of them are small.
fn is_lower_case(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)
}

/// Whether `part` stands in the longer `whole` as whole words; in scripts without spaces, anywhere.
fn is_part(part: &str, whole: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_written_without_spaces(c));
    !part.is_empty()
        && part.len() < whole.len()
        && whole
            .match_indices(part)
            .any(|(at, _)| !joins(whole[..at].chars().next_back()) && !joins(whole[at + part.len()..].chars().next()))
}

/// Han and kana; Thai and the like do not stand in gold that anybody has measured with yet.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_whole_words() {
        assert!(is_part("Ross", "Wilbur Ross") && is_part("習", "習近平") && is_part("al-Maliki", "Nouri al-Maliki"));
        assert!(!is_part("Ross", "Ross") && !is_part("Ross", "Diana Rossini") && !is_part("", "Ross"));
    }

    #[test]
    fn letters_without_case_are_not_small() {
        assert!(is_lower_case("may 1") && !is_lower_case("May") && !is_lower_case("中国") && !is_lower_case("2019"));
    }
}
