//! What is counted in a corpus. Memory grows with the dictionary's forms, not with the corpus.

use super::context::example;
use super::firsts::{Firsts, Place};
use crate::check::Example;
use crate::common::{CommonWord, WordLanguage, common_word};
use crate::dictionary::EntityIndex;
use crate::document::Document;
use crate::mention::{Annotation, Candidate, Mention, Via};
use crate::read::{BadRecord, PassedOver};
use crate::tagger::fold;
use std::collections::{HashMap, HashSet};

/// So many examples are kept of each sort and form …
const EXAMPLES: usize = 3;

/// … and so many records that were skipped are named.
const SKIPPED: usize = 10;

/// So many of the candidates of a form are kept.
const CANDIDATES: usize = 4;

/// What a dictionary found in a corpus.
#[derive(Debug, Default)]
pub struct Survey {
    /// Documents that were tagged.
    pub documents: u64,
    /// Records that were bad and were passed over.
    pub skipped: u64,
    /// Mentions in all documents.
    pub mentions: u64,
    /// Bytes of all records.
    pub bytes: u64,
    /// The entities that some mention means.
    pub entities: HashSet<EntityIndex>,
    /// What was not even read.
    pub passed_over: PassedOver,
    pub(super) first_skipped: Firsts<Skipped, SKIPPED>,
    /// By folded form.
    pub(super) forms: HashMap<Box<str>, SeenForm>,
    /// For each name of the dictionary, by its number, whether it stands somewhere.
    pub(super) names_seen: Vec<bool>,
}

/// A record that was bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it was read, as given, with `/` between the parts.
    pub path: String,
    /// The number of the record in it, counting from 1.
    pub record: u64,
    /// Why it is bad.
    pub reason: String,
}

/// What was seen of one form.
#[derive(Debug, Default)]
pub(super) struct SeenForm {
    pub(super) mentions: u64,
    /// How it is written, and who was meant or likeliest, where it stands first.
    pub(super) first: Firsts<(Box<str>, Option<EntityIndex>), 1>,
    /// Mentions that several entities may mean.
    pub(super) shared: u64,
    /// Those of them that are linked to nobody.
    pub(super) unlinked: u64,
    /// The sum of what each of them lacks to be sure, in thousandths: so many thousand links are wrong, if the scores are right.
    pub(super) doubt: u64,
    pub(super) doubtful: Firsts<(Example, Vec<EntityIndex>), EXAMPLES>,
    /// The common word that the form is.
    pub(super) word: Option<CommonWord>,
    /// Mentions that are written as the word is written within a sentence.
    pub(super) as_word: u64,
    pub(super) examples_as_word: Firsts<Example, EXAMPLES>,
}

impl Survey {
    /// The first records that were bad, in the corpus's order.
    pub fn first_skipped(&self) -> impl Iterator<Item = &Skipped> {
        self.first_skipped.iter()
    }

    /// Takes in a document with what was found in it.
    pub(super) fn add(&mut self, place: (u64, usize), document: &Document<'_>, found: &Annotation) {
        self.documents += 1;
        self.mentions += found.mentions.len() as u64;
        self.entities.extend(found.entities.iter().map(|found| found.entity));
        for (at, mention) in found.mentions.iter().enumerate() {
            // A family name is no form of the dictionary.
            if mention.via != Via::Partial {
                self.add_mention((place.0, place.1, at), document, mention, found.candidates(mention));
            }
        }
    }

    /// Takes in a record that is none.
    pub(super) fn skip(&mut self, place: (u64, usize), bad: &BadRecord) {
        self.skipped += 1;
        let skipped =
            || Skipped { path: bad.origin.path.to_string(), record: bad.origin.number, reason: bad.fault.to_string() };
        self.first_skipped.add((place.0, place.1, 0), skipped);
    }

    fn add_mention(&mut self, place: Place, document: &Document<'_>, mention: &Mention, candidates: &[Candidate]) {
        let field = document.field(mention.field);
        let text = &field[mention.span.range()];
        let folded = fold(text);
        let form = match self.forms.get_mut(folded.as_str()) {
            Some(form) => form,
            None => {
                let word = common_word(&folded);
                self.forms.entry(folded.into()).or_insert(SeenForm { word, ..SeenForm::default() })
            }
        };
        form.add(place, (mention, candidates), text, || example(&document.id, field, mention.span));
    }

    /// Takes in what another thread counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.skipped += other.skipped;
        self.mentions += other.mentions;
        self.bytes += other.bytes;
        self.entities.extend(other.entities);
        self.first_skipped.merge(other.first_skipped);
        for (text, form) in other.forms {
            self.forms.entry(text).or_default().merge(form);
        }
    }
}

impl SeenForm {
    fn add(
        &mut self,
        place: Place,
        (mention, candidates): (&Mention, &[Candidate]),
        text: &str,
        example: impl Fn() -> Example,
    ) {
        self.mentions += 1;
        let likeliest = || mention.entity.or(candidates.first().map(|candidate| candidate.entity));
        self.first.add(place, || (text.into(), likeliest()));
        if !candidates.is_empty() {
            self.shared += 1;
            self.unlinked += u64::from(mention.entity.is_none());
            self.doubt += 1000 - u64::from(mention.score.thousandths());
            let entities = || candidates.iter().take(CANDIDATES).map(|candidate| candidate.entity).collect();
            self.doubtful.add(place, || (example(), entities()));
        }
        if self.word.is_some_and(|word| is_written_as(word, text)) {
            self.as_word += 1;
            self.examples_as_word.add(place, example);
        }
    }

    /// How it is written where it stands first.
    pub(super) fn written(&self) -> &str {
        self.first.iter().next().map_or("", |(text, _)| text)
    }

    /// Who was meant there, or is the likeliest.
    pub(super) fn meant(&self) -> Option<EntityIndex> {
        self.first.iter().next().and_then(|(_, entity)| *entity)
    }

    fn merge(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.first.merge(other.first);
        self.shared += other.shared;
        self.unlinked += other.unlinked;
        self.doubt += other.doubt;
        self.doubtful.merge(other.doubtful);
        self.word = other.word;
        self.as_word += other.as_word;
        self.examples_as_word.merge(other.examples_as_word);
    }
}

fn is_written_as(word: CommonWord, text: &str) -> bool {
    match word.language {
        WordLanguage::English => text.chars().all(|c| !c.is_uppercase()),
        WordLanguage::Chinese => true,
    }
}
