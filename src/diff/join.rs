//! Documents of two sides by their ids, in memory that does not grow with the sides.
//!
//! Two outputs of one input come in one order, and then each document waits for the other side's next only. Where the ids run
//! apart, up to a fixed number of documents of each side wait; the oldest of more is taken to stand on one side alone. Should its
//! id turn up on the other side later, that is an error: the answer would be wrong.

use crate::annotated::AnnotatedDocument;
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{Hash, Hasher};

/// So many ids of documents that stand on one side alone are remembered, eight bytes each.
const REMEMBERED: usize = 16 << 20;

/// A document of both sides, or of one alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Joined {
    /// Of both.
    Both(Box<AnnotatedDocument>, Box<AnnotatedDocument>),
    /// Of the first alone.
    Before(Box<AnnotatedDocument>),
    /// Of the second alone.
    After(Box<AnnotatedDocument>),
}

/// Why documents cannot be joined.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooFarApart {
    /// An id stands on both sides, further apart than documents wait.
    #[error(
        "the document {id} stands in both, but more than {window} documents apart: expected both in the same order \
         (--window sets how many documents wait for each other)"
    )]
    SeenTooLate {
        /// The id.
        id: String,
        /// How many documents wait.
        window: usize,
    },
    /// More documents stand on one side alone than can be remembered.
    #[error("more than {} documents stand in one of the two alone: expected outputs of one input", REMEMBERED)]
    NothingInCommon,
}

/// Joins the documents of two sides.
#[derive(Debug)]
pub struct Joiner<B, A> {
    before: B,
    after: A,
    waiting: [Waiting; 2],
    window: usize,
    ready: VecDeque<Joined>,
    out_of_step: bool,
}

impl<B, A, E> Joiner<B, A>
where
    B: Iterator<Item = Result<AnnotatedDocument, E>>,
    A: Iterator<Item = Result<AnnotatedDocument, E>>,
    E: From<TooFarApart>,
{
    /// At most `window` documents of each side wait.
    pub fn new(before: B, after: A, window: usize) -> Self {
        let waiting = [Waiting::default(), Waiting::default()];
        Self { before, after, waiting, window, ready: VecDeque::new(), out_of_step: false }
    }

    /// Whether a document of both sides came in another order, or behind one that stands on one side alone.
    pub fn is_out_of_step(&self) -> bool {
        self.out_of_step
    }

    /// Reads one document of each side; false where neither has any.
    fn step(&mut self) -> Result<bool, E> {
        let before = self.before.next().transpose()?;
        let after = self.after.next().transpose()?;
        let has_read = before.is_some() || after.is_some();
        if let Some(document) = before {
            self.take(document, Side::Before)?;
        }
        if let Some(document) = after {
            self.take(document, Side::After)?;
        }
        Ok(has_read)
    }

    fn take(&mut self, document: AnnotatedDocument, side: Side) -> Result<(), TooFarApart> {
        let [before, after] = &mut self.waiting;
        let (own, other) = if side == Side::Before { (before, after) } else { (after, before) };
        if let Some(found) = other.remove(&document.id) {
            self.out_of_step |= own.len() + other.len() > 0;
            self.ready.push_back(match side {
                Side::Before => Joined::Both(Box::new(document), found),
                Side::After => Joined::Both(found, Box::new(document)),
            });
            return Ok(());
        }
        if other.gone.contains(&hash(&document.id)) {
            return Err(TooFarApart::SeenTooLate { id: document.id, window: self.window });
        }
        own.push(document);
        if own.len() > self.window {
            let oldest = own.let_go()?;
            self.ready.extend(oldest.map(|document| side.alone(document)));
        }
        Ok(())
    }

    /// What still waits when both sides have ended.
    fn rest(&mut self) -> Option<Joined> {
        let [before, after] = &mut self.waiting;
        let before = before.pop().map(Joined::Before);
        before.or_else(|| after.pop().map(Joined::After))
    }
}

impl<B, A, E> Iterator for Joiner<B, A>
where
    B: Iterator<Item = Result<AnnotatedDocument, E>>,
    A: Iterator<Item = Result<AnnotatedDocument, E>>,
    E: From<TooFarApart>,
{
    type Item = Result<Joined, E>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(joined) = self.ready.pop_front() {
                return Some(Ok(joined));
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) => return self.rest().map(Ok),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    fn alone(self, document: Box<AnnotatedDocument>) -> Joined {
        match self {
            Self::Before => Joined::Before(document),
            Self::After => Joined::After(document),
        }
    }
}

/// Documents of one side that the other has not shown yet.
#[derive(Debug, Default)]
struct Waiting {
    /// In order; those that were found leave a gap.
    documents: VecDeque<Option<Box<AnnotatedDocument>>>,
    /// The number of the first of them, counting all that ever waited.
    first: usize,
    by_id: HashMap<String, VecDeque<usize>>,
    /// The hashes of the ids that no longer wait and were not found.
    gone: HashSet<u64>,
}

impl Waiting {
    fn len(&self) -> usize {
        self.documents.len()
    }

    fn push(&mut self, document: AnnotatedDocument) {
        let number = self.first + self.documents.len();
        self.by_id.entry(document.id.clone()).or_default().push_back(number);
        self.documents.push_back(Some(Box::new(document)));
    }

    /// The first document of this id.
    fn remove(&mut self, id: &str) -> Option<Box<AnnotatedDocument>> {
        let numbers = self.by_id.get_mut(id)?;
        let number = numbers.pop_front()?;
        if numbers.is_empty() {
            self.by_id.remove(id);
        }
        let found = self.documents.get_mut(number - self.first)?.take()?;
        self.drop_gaps();
        Some(found)
    }

    /// The document that has waited longest.
    fn pop(&mut self) -> Option<Box<AnnotatedDocument>> {
        let oldest = self.documents.front_mut()?.take()?;
        self.drop_gaps();
        let numbers = self.by_id.get_mut(&oldest.id)?;
        numbers.pop_front();
        if numbers.is_empty() {
            self.by_id.remove(&oldest.id);
        }
        Some(oldest)
    }

    fn let_go(&mut self) -> Result<Option<Box<AnnotatedDocument>>, TooFarApart> {
        let oldest = self.pop();
        self.gone.extend(oldest.iter().map(|document| hash(&document.id)));
        if self.gone.len() > REMEMBERED { Err(TooFarApart::NothingInCommon) } else { Ok(oldest) }
    }

    /// The front is a document that waits.
    fn drop_gaps(&mut self) {
        while self.documents.front().is_some_and(Option::is_none) {
            self.documents.pop_front();
            self.first += 1;
        }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(ids: &str) -> impl Iterator<Item = Result<AnnotatedDocument, TooFarApart>> {
        let document = |id: &str| AnnotatedDocument { id: id.to_owned(), ..AnnotatedDocument::default() };
        ids.split_whitespace().map(|id| Ok(document(id))).collect::<Vec<_>>().into_iter()
    }

    /// What is joined, as `=id`, `<id`, `>id`, and whether it was out of step.
    fn joined(before: &str, after: &str, window: usize) -> Result<(String, bool), TooFarApart> {
        let mut joiner = Joiner::new(side(before), side(after), window);
        let mut words = Vec::new();
        for joined in joiner.by_ref() {
            words.push(match joined? {
                Joined::Both(before, after) => {
                    assert_eq!(before.id, after.id);
                    format!("={}", before.id)
                }
                Joined::Before(document) => format!("<{}", document.id),
                Joined::After(document) => format!(">{}", document.id),
            });
        }
        Ok((words.join(" "), joiner.is_out_of_step()))
    }

    fn answer(words: &str, out_of_step: bool) -> Result<(String, bool), TooFarApart> {
        Ok((words.to_owned(), out_of_step))
    }

    #[test]
    fn one_order_needs_no_window() {
        assert_eq!(joined("a b c", "a b c", 1), answer("=a =b =c", false));
        assert_eq!(joined("a a b", "a a b", 1), answer("=a =a =b", false));
        assert_eq!(joined("", "", 1), answer("", false));
    }

    #[test]
    fn what_stands_on_one_side_alone_is_told() {
        assert_eq!(joined("a b c d", "a c d", 2), answer("=a =c =d <b", true));
        assert_eq!(joined("a", "a b c", 2), answer("=a >b >c", false));
        assert_eq!(joined("a a", "a", 2), answer("=a <a", false));
        assert_eq!(joined("a b", "b a", 2), answer("=b =a", true));
    }

    #[test]
    fn a_side_that_is_missing_many_does_not_fill_memory() {
        assert_eq!(joined("1 2 3 4 5 6 7 8 x", "x", 3), answer("<1 <2 <3 <4 <5 =x <6 <7 <8", true));
    }

    #[test]
    fn an_id_that_comes_too_late_is_refused() {
        let error = joined("1 2 3 4 5", "6 7 8 9 1", 2).expect_err("1 no longer waits");
        assert_eq!(error, TooFarApart::SeenTooLate { id: "1".to_owned(), window: 2 });
    }
}
