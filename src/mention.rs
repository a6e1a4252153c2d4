//! What the tagger finds in a document.

use crate::dictionary::{EntityIndex, NameKind};
use crate::document::Field;
use crate::span::SourceSpan;

/// All that was found in one document.
#[derive(Clone, Debug, Default)]
pub struct Annotation {
    /// In order of field (title first), start, then longer first.
    pub mentions: Vec<Mention>,
    /// The entities that are meant, in order of their first mention.
    pub entities: Vec<FoundEntity>,
    lists: Lists,
}

/// What mentions, candidates and entities list, so that none of them takes memory of its own.
#[derive(Clone, Debug, Default)]
struct Lists {
    candidates: Vec<Candidate>,
    shares: Vec<Share>,
    mentions: Vec<usize>,
}

/// A part of one of an annotation's lists.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listed {
    start: usize,
    end: usize,
}

impl Listed {
    fn of<T>(self, all: &[T]) -> &[T] {
        &all[self.start..self.end]
    }
}

impl Annotation {
    /// All that may be meant by a mention, best first; empty where there is but one and it is chosen, unless reasons are asked for.
    ///
    /// # Panics
    ///
    /// It may if the mention is another annotation's, as [`Self::shares`] and [`Self::mentions_of`] may for theirs: what they are asked for stands here only.
    pub fn candidates(&self, mention: &Mention) -> &[Candidate] {
        mention.candidates.of(&self.lists.candidates)
    }

    /// What makes the score of a candidate; empty where that was not asked for.
    pub fn shares(&self, candidate: &Candidate) -> &[Share] {
        candidate.shares.of(&self.lists.shares)
    }

    /// Where an entity is meant: places in [`Annotation::mentions`], rising.
    pub fn mentions_of(&self, entity: &FoundEntity) -> &[usize] {
        entity.mentions.of(&self.lists.mentions)
    }

    /// Lists the mentions of the entities: of each the place of an entity, and its own. They rise.
    pub(crate) fn list_mentions(&mut self, meant: &[(usize, usize)]) {
        let Self { entities, lists: Lists { mentions, .. }, .. } = self;
        meant.iter().for_each(|(entity, _)| entities[*entity].mentions.end += 1);
        let mut start = 0;
        for found in entities {
            let count = std::mem::replace(&mut found.mentions, Listed { start, end: start }).end;
            start += count;
        }
        mentions.resize(meant.len(), 0);
        for &(entity, mention) in meant {
            let end = &mut self.entities[entity].mentions.end;
            mentions[*end] = mention;
            *end += 1;
        }
    }

    /// Forgets what is listed.
    pub(crate) fn clear_lists(&mut self) {
        let Lists { candidates, shares, mentions } = &mut self.lists;
        candidates.clear();
        shares.clear();
        mentions.clear();
    }

    /// Lists candidates, each with what makes its score.
    pub(crate) fn list_candidates<'c>(
        &mut self,
        all: impl Iterator<Item = (EntityIndex, Score, &'c [Share])>,
    ) -> Listed {
        let Lists { candidates, shares, .. } = &mut self.lists;
        let start = candidates.len();
        candidates.extend(all.map(|(entity, score, makes)| {
            let start = shares.len();
            shares.extend_from_slice(makes);
            Candidate { entity, score, shares: Listed { start, end: shares.len() } }
        }));
        Listed { start, end: candidates.len() }
    }
}

/// Whether they tell the same, wherever it is listed.
impl PartialEq for Annotation {
    fn eq(&self, other: &Self) -> bool {
        let is_candidate = |(one, same): (&Candidate, &Candidate)| {
            (one.entity, one.score, self.shares(one)) == (same.entity, same.score, other.shares(same))
        };
        let is_mention = |(one, same): (&Mention, &Mention)| {
            let (candidates, others) = (self.candidates(one), other.candidates(same));
            one.told() == same.told()
                && candidates.len() == others.len()
                && candidates.iter().zip(others).all(is_candidate)
        };
        let is_entity = |(one, same): (&FoundEntity, &FoundEntity)| {
            (one.entity, self.mentions_of(one)) == (same.entity, other.mentions_of(same))
        };
        self.mentions.len() == other.mentions.len()
            && self.entities.len() == other.entities.len()
            && self.mentions.iter().zip(&other.mentions).all(is_mention)
            && self.entities.iter().zip(&other.entities).all(is_entity)
    }
}

/// A span of a document that some name matched.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// The part of the document that it stands in.
    pub field: Field,
    /// Where it stands there, in bytes of the field as given.
    pub span: SourceSpan,
    /// Who is meant: the best candidate, or none where no candidate is better than the others or the form more likely means nobody.
    pub entity: Option<EntityIndex>,
    /// The kind of the name that matched; of the best candidate, where there are several.
    pub kind: NameKind,
    /// What made the span a mention.
    pub via: Via,
    /// How sure the link is; where nobody is chosen, the score of the best candidates.
    pub score: Score,
    /// All that may be meant: [`Annotation::candidates`].
    pub(crate) candidates: Listed,
    /// The mention (by its place in [`Annotation::mentions`]) that this one glosses.
    pub gloss_of: Option<usize>,
    /// For an office: who held it on the document's date, by the place in the office's list of holders.
    pub holder: Option<usize>,
    /// For an office: what the words beside it say of whoever is named with it.
    pub tenure: Tenure,
    /// For a person: the office that stands beside the name.
    pub office: Option<BesideOffice>,
}

impl Mention {
    /// All that it tells but its candidates.
    fn told(&self) -> impl PartialEq + use<> {
        let Self { field, span, entity, kind, via, score, candidates: _, gloss_of, holder, tenure, office } = *self;
        ((field, span, entity, kind, via, score), (gloss_of, holder, tenure, office))
    }
}

/// What the words beside an office say of whoever is named with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tenure {
    /// Nothing: holds it.
    #[default]
    Current,
    /// `former`, `ex-`, `前`: held it before.
    Former,
    /// `acting`, `interim`, `代理`: does its work without being its holder.
    Acting,
    /// `-elect`, `-designate`, `候任`: will hold it.
    Elect,
}

impl Tenure {
    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Former => "former",
            Self::Acting => "acting",
            Self::Elect => "elect",
        }
    }
}

/// The office with which a person is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BesideOffice {
    /// The mention of the office, by its place in [`Annotation::mentions`].
    pub mention: usize,
    /// Whether the office's list of holders and the document's date say otherwise.
    pub agreement: Agreement,
}

/// Whether a text and the dictionary agree on who holds an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They do, or the dictionary does not tell.
    Agrees,
    /// By the dictionary, somebody else held it on the document's date; or, of a former or a coming holder, this person held it then.
    Conflict,
}

/// What made a span a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// A name of the dictionary.
    Name,
    /// A name in another script, in parentheses behind a mention of the same entity: `Geng Shuang (耿爽)`.
    Gloss,
    /// A part of a name of an entity that the document names in full: a family name, an acronym.
    Partial,
}

impl Via {
    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Gloss => "gloss",
            Self::Partial => "partial",
        }
    }
}

/// An entity that a mention may mean.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Who.
    pub entity: EntityIndex,
    /// How sure.
    pub score: Score,
    /// What makes the score: [`Annotation::shares`].
    shares: Listed,
}

/// What one feature adds to the log-odds of a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The feature, as it is called in the output.
    pub feature: &'static str,
    /// How much of it there is; of most features 0 or 1.
    pub value: f64,
    /// What that adds: the value times the feature's weight.
    pub log_odds: f64,
}

/// How sure a link is, 0 to 1, in thousandths: whole numbers compare and print alike on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u16);

impl Score {
    /// The nearest thousandth of a probability; what lies outside 0..1 becomes the nearer end.
    pub fn from_probability(p: f64) -> Self {
        let exact = p.clamp(0.0, 1.0) * 1000.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1000 by the clamp")]
        let whole = exact as u16;
        // By hand, since `round` is a call of a library, and every mention has a score.
        Self(whole + u16::from(exact - f64::from(whole) >= 0.5))
    }

    /// The score in thousandths, 0 to 1000.
    pub fn thousandths(self) -> u16 {
        self.0
    }

    /// The score as a number from 0 to 1.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// An entity that is meant somewhere in a document.
#[derive(Clone, Copy, Debug)]
pub struct FoundEntity {
    /// Who.
    pub entity: EntityIndex,
    /// Where: [`Annotation::mentions_of`].
    mentions: Listed,
}

impl FoundEntity {
    /// An entity whose mentions are not listed yet.
    pub(crate) fn new(entity: EntityIndex) -> Self {
        Self { entity, mentions: Listed::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mention of two, told among other things that are listed.
    fn annotation(others: usize, score: f64, feature: &'static str, meant: &[(usize, usize)]) -> Annotation {
        let mut annotation = Annotation::default();
        let share = |feature| [Share { feature, value: 1.0, log_odds: 2.0 }];
        for _ in 0..others {
            annotation.list_candidates([(EntityIndex(9), Score::default(), share("other").as_slice())].into_iter());
        }
        let two = [(EntityIndex(0), score), (EntityIndex(1), 0.1)];
        let shares = share(feature);
        let told = two.map(|(entity, score)| (entity, Score::from_probability(score), shares.as_slice()));
        let candidates = annotation.list_candidates(told.into_iter());
        let mention = Mention {
            field: Field::Text,
            span: SourceSpan { start: 0, end: 4 },
            entity: Some(EntityIndex(0)),
            kind: NameKind::Name,
            via: Via::Name,
            score: Score::from_probability(0.9),
            candidates,
            gloss_of: None,
            holder: None,
            tenure: Tenure::Current,
            office: None,
        };
        annotation.mentions = vec![mention; 2];
        annotation.entities = vec![FoundEntity::new(EntityIndex(0)), FoundEntity::new(EntityIndex(1))];
        annotation.list_mentions(meant);
        annotation
    }

    #[test]
    fn what_is_told_is_compared_and_not_where_it_is_listed() {
        let one = annotation(0, 0.9, "name", &[(0, 0), (1, 1)]);
        assert_eq!(one, annotation(3, 0.9, "name", &[(0, 0), (1, 1)]));
        assert_ne!(one, annotation(0, 0.8, "name", &[(0, 0), (1, 1)]));
        assert_ne!(one, annotation(0, 0.9, "alias", &[(0, 0), (1, 1)]));
        assert_ne!(one, annotation(0, 0.9, "name", &[(1, 0), (0, 1)]));
        let others: [fn(&mut Annotation); 4] = [
            |other| other.mentions[1].span.end = 5,
            |other| other.mentions[0].candidates = Listed::default(),
            |other| other.mentions.truncate(1),
            |other| other.entities.truncate(1),
        ];
        for change in others {
            let mut other = one.clone();
            change(&mut other);
            assert_ne!(one, other);
        }
    }

    #[test]
    fn mentions_are_listed_by_entity() {
        let found = annotation(1, 0.9, "name", &[(1, 0), (0, 1), (1, 2), (0, 3), (1, 5)]);
        let listed: Vec<_> = found.entities.iter().map(|entity| found.mentions_of(entity)).collect();
        assert_eq!(listed, [&[1, 3][..], &[0, 2, 5]]);
    }
}
