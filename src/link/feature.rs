//! What may speak for a candidate, and how much it does: the features of the model, whose weights are data.

use crate::mention::Share;

/// Something that may speak for or against a candidate. Its value, mostly 0 or 1, times its weight is its share of the candidate's log-odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// A whole name matched.
    Name,
    /// The name is an `alias`, an `acronym` or a `demonym`.
    Alias,
    /// It is of another kind: `short`, `former`, `title`, `variant`.
    OtherName,
    /// It is the entity's first name, by which it is known.
    FirstName,
    /// The log-odds of the entity's prior.
    Prior,
    /// How far the prior's log-odds lie below the highest among the candidates'.
    PriorBehind,
    /// How often the form means this entity against the candidate that it means most often: the logarithm of their weights' ratio.
    Frequency,
    /// The form is exactly the dictionary's: case, accents and script.
    WrittenAlike,
    /// The form is one word.
    OneWord,
    /// That word is one of the commonest of its language.
    CommonWord,
    /// The form has no capital letter, and its script has them.
    SmallLetters,
    /// The form is all in capitals, and the dictionary's is not.
    Capitals,
    /// A context term stands in the document; each of the first three counts.
    ContextTerm,
    /// A context term stands near.
    ContextNear,
    /// A context term is also one of an entity that stands in the document without doubt; each of the first three counts.
    SharedContext,
    /// An entity that stands in the document without doubt belongs to the same country.
    SharedCountry,
    /// How much more often than by chance the entity stands in one document with one that stands in this without doubt: a logarithm.
    CoMention,
    /// The entity, and no other, is named by a longer name elsewhere in the document.
    NamedInFull,
    /// A gloss speaks for the entity.
    Gloss,
    /// An office that the entity held stands beside the name.
    Office,
    /// The form is a part of a name by which the document names the entity; kind, prior, frequency, writing and context do not count then.
    Part,
    /// The part is a given name.
    GivenName,
    /// A title stands beside the name: 1 for a person, -1 for a place or an organization.
    Title,
    /// The same title stands beside the entity's full name, and beside no other's that has this part.
    SameTitle,
    /// Of the entities that have this part, this one was named in full last, not long before.
    NamedBefore,
    /// The name stands where a news text says where it was written: 1 for a place, -1 for anything else.
    Dateline,
}

/// The features of `data/linking/weights.tsv` with their weights.
const WEIGHTS: [(&str, f64); 26] = include!(concat!(env!("OUT_DIR"), "/linking-weights.rs"));

impl Feature {
    /// Its name in the output and in the file of weights.
    pub(super) fn as_str(self) -> &'static str {
        WEIGHTS[self as usize].0
    }

    fn weight(self) -> f64 {
        WEIGHTS[self as usize].1
    }
}

/// The log-odds of a candidate, added up from its features.
#[derive(Clone, Debug, Default)]
pub(super) struct LogOdds {
    sum: f64,
    /// What each feature adds, where that was asked for.
    shares: Option<Vec<Share>>,
}

impl LogOdds {
    /// None yet.
    pub(super) fn new(explain: Explain) -> Self {
        Self { sum: 0.0, shares: matches!(explain, Explain::Shares).then(Vec::new) }
    }

    /// All together.
    pub(super) fn sum(&self) -> f64 {
        self.sum
    }

    /// Adds a feature of a value; one that is 0 says nothing.
    #[inline]
    pub(super) fn add(&mut self, feature: Feature, value: f64) {
        self.add_all([(feature, value)]);
    }

    /// Adds some, one after the other.
    #[inline]
    pub(super) fn add_all<const N: usize>(&mut self, features: [(Feature, f64); N]) {
        self.sum = features.iter().fold(self.sum, |sum, (feature, value)| sum + value * feature.weight());
        if self.shares.is_some() {
            for (feature, value) in features.into_iter().filter(|(_, value)| *value != 0.0) {
                self.tell(feature.as_str(), value, value * feature.weight());
            }
        }
    }

    /// Lowers the sum to what a doubtful mention has at most.
    pub(super) fn doubt(&mut self, most: f64) {
        let lowered = (most - self.sum).min(0.0);
        self.sum += lowered;
        if lowered < 0.0 {
            self.tell("doubt", 1.0, lowered);
        }
    }

    // Out of the way of the sum, which is all that is asked for mostly.
    #[cold]
    #[inline(never)]
    fn tell(&mut self, feature: &'static str, value: f64, log_odds: f64) {
        self.shares.iter_mut().for_each(|shares| shares.push(Share { feature, value, log_odds }));
    }

    /// What each feature adds; nothing where it was not asked for.
    pub(super) fn shares(&self) -> &[Share] {
        self.shares.as_deref().unwrap_or_default()
    }
}

/// Whether reasons are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// Only scores.
    #[default]
    Scores,
    /// Also what each feature adds.
    Shares,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Feature; WEIGHTS.len()] = [
        Feature::Name,
        Feature::Alias,
        Feature::OtherName,
        Feature::FirstName,
        Feature::Prior,
        Feature::PriorBehind,
        Feature::Frequency,
        Feature::WrittenAlike,
        Feature::OneWord,
        Feature::CommonWord,
        Feature::SmallLetters,
        Feature::Capitals,
        Feature::ContextTerm,
        Feature::ContextNear,
        Feature::SharedContext,
        Feature::SharedCountry,
        Feature::CoMention,
        Feature::NamedInFull,
        Feature::Gloss,
        Feature::Office,
        Feature::Part,
        Feature::GivenName,
        Feature::Title,
        Feature::SameTitle,
        Feature::NamedBefore,
        Feature::Dateline,
    ];

    /// `OtherName` as `other_name`.
    fn in_small_letters(feature: Feature) -> String {
        let name = format!("{feature:?}");
        let letters = name.chars().flat_map(|c| if c.is_uppercase() { vec!['_', c] } else { vec![c] });
        letters.collect::<String>().trim_start_matches('_').to_lowercase()
    }

    #[test]
    fn each_line_of_the_weights_is_its_features() {
        assert_eq!(ALL.map(in_small_letters), ALL.map(|feature| feature.as_str().to_owned()));
        let hand = include_str!("../../data/linking/hand.tsv").lines().filter(|line| !line.starts_with('#'));
        let hand: Vec<_> = hand.filter_map(|line| line.split_once('\t')).map(|(feature, _)| feature).collect();
        assert_eq!(hand, ALL.map(Feature::as_str));
    }
}
