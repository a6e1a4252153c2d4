//! How forms of words open at their first pieces: with a short word, of which all is known, with another piece, or with two.

use super::batch::Batch;
use super::filter::Filter;
use super::hash::{ALONE, EIGHT, MORE, WORDS, opening_key, rough_key, second_key};
use super::masks::Masks;
use super::processor::{First, Firsts, Processor};
use super::short::{Begins, Said};
use super::steps::Step;
use super::words::{Following, Next, Odd, Passed, Piece, Scan};
use super::{Matcher, RawMatch};
use crate::prefetch::prefetch;
use crate::span::{FoldedSpan, offset};

/// What is found at first pieces, and the lists on the way to it.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Forms of one short word, for certain.
    pub(super) forms: Batch<RawMatch>,
    /// What is to be looked up.
    pub(super) steps: Batch<Step>,
    firsts: Firsts,
    /// Those of unknown first pieces that may be forms by themselves.
    alone: Batch<First>,
    /// Places that are looked at one by one.
    odd_places: Batch<u32>,
    /// Places and first pieces near which there is nothing but ASCII.
    even_places: Batch<u32>,
    even: Batch<First>,
    going_on: Batch<First>,
    filtered: Batch<First>,
    left: Batch<First>,
}

impl Openings {
    /// Empties it, and sees to it that there is room for what is found at so many places.
    #[inline(always)]
    pub(super) fn clear(&mut self, places: usize) {
        // A piece alone, and with another.
        self.steps.clear(2 * places);
    }
}

impl<'t> Matcher<'t> {
    /// Which keys of how forms open are those of forms that may begin so.
    #[inline(always)]
    fn openings_of(&self, begins: Begins) -> Filter<'t> {
        match begins {
            Begins::Capital => self.openings,
            Begins::Small => self.small_openings,
        }
    }
}

impl Scan<'_> {
    /// Finds how forms may open at some places: the forms of one short word, and steps of others. What is not all ASCII is added to `odd`.
    #[inline(always)]
    pub(super) fn open(
        &self,
        processor: impl Processor,
        masks: &Masks,
        places: &[u32],
        begins: Begins,
        openings: &mut Openings,
        odd: &mut Vec<Odd>,
    ) {
        let filter = self.matcher.openings_of(begins);
        openings.firsts.clear(places.len() + EIGHT);
        let Openings { firsts, forms, going_on, alone, even_places, odd_places, .. } = openings;
        forms.clear(places.len() + 1);
        // Processors write eight at a time.
        [going_on, alone].into_iter().for_each(|firsts| firsts.clear(places.len() + EIGHT));
        odd_places.clear(places.len() + EIGHT);
        let is_odd = |start: u32| masks.is_odd_near(start);
        let even = even_of(masks, places, is_odd, (even_places, odd_places));
        processor.add_firsts(self.bytes, masks, even, firsts);
        self.tell(processor, begins, openings);
        self.add_unknown(processor, filter, openings);
        self.look_at_odd(masks, filter, openings, odd);
        let Openings { going_on, even, filtered, left, steps, .. } = openings;
        let firsts = going_on.items();
        filtered.clear(firsts.len() + EIGHT);
        left.clear(firsts.len() + EIGHT);
        let even = even_of(masks, firsts, |first| masks.is_odd_near(first.end), (even, left));
        processor.filter_openings(self.bytes, even, filter, (filtered, left));
        filtered.items().iter().for_each(|first| self.follow_filtered(masks, *first, steps, odd));
        left.items().iter().for_each(|first| self.follow(masks, *first, filter, steps, odd));
    }

    /// Finds the forms that are a short word, and the short words that longer ones begin with. Of which nothing is known become others.
    #[inline(always)]
    fn tell(&self, processor: impl Processor, begins: Begins, openings: &mut Openings) {
        let Openings { firsts: Firsts { short, others }, forms, going_on, .. } = openings;
        let words = self.matcher.short_words;
        for first in short.items() {
            words.bucket(first.key).inspect(|bucket| prefetch(*bucket));
        }
        forms.fill(|forms| {
            going_on.fill(|going_on| {
                for &first in short.items() {
                    let Said { facts, is_known } = words.get(first.key, processor);
                    let (pattern, is_form) = facts.form(begins);
                    forms.offer(RawMatch { pattern, at: FoldedSpan { start: first.start, end: first.end } }, is_form);
                    going_on.offer(first, facts.is_longer(begins));
                    if !is_known {
                        others.offer(first.start, true);
                    }
                }
            });
        });
    }

    /// Looks at the first pieces of which nothing is known: may they be forms by themselves?
    #[inline(always)]
    fn add_unknown(&self, processor: impl Processor, filter: Filter<'_>, openings: &mut Openings) {
        let Openings { firsts, alone, going_on, odd_places, steps, .. } = openings;
        processor.add_unknown(self.bytes, firsts.others.items(), filter, ([alone, going_on], odd_places));
        alone.items().iter().for_each(|first| steps.offer(self.step(*first), true));
    }

    /// The same one by one. What goes on beyond ASCII is added to `odd`.
    #[inline(always)]
    fn look_at_odd(&self, masks: &Masks, filter: Filter<'_>, openings: &mut Openings, odd: &mut Vec<Odd>) {
        let Openings { odd_places, going_on, steps, .. } = openings;
        for &start in odd_places.items() {
            // A sign stands for itself.
            let len = masks.len_of_word(start as usize).max(1);
            let Some(piece) = self.whole(masks, Piece { blank: false, start, len: offset(len) }) else {
                odd.push(Odd::at(start));
                continue;
            };
            let key = rough_key(self.bytes, start as usize, piece.len as usize);
            let first = First { start, end: offset(piece.end()), key };
            if filter.may_hold(opening_key(key, ALONE)) {
                steps.offer(self.step(first), true);
            }
            going_on.offer(first, true);
        }
    }

    /// Makes a step of a first piece and the one behind it, if they may open a form.
    #[inline(always)]
    fn follow(&self, masks: &Masks, first: First, filter: Filter<'_>, steps: &mut Batch<Step>, odd: &mut Vec<Odd>) {
        match self.next(masks, first.end as usize) {
            Next::Piece(piece) => {
                let second = second_key(piece.blank, rough_key(self.bytes, piece.start as usize, piece.len as usize));
                if filter.may_hold(opening_key(first.key, second)) {
                    steps.offer(self.go_on(&Following { step: self.step(first), piece }), true);
                }
            }
            Next::Odd if filter.may_hold(opening_key(first.key, MORE)) => {
                odd.push(Odd { step: self.step(first), passed: Passed::First(first.key) });
            }
            Next::Odd | Next::Nothing => {}
        }
    }

    /// Makes a step of two pieces that may open a form; of a second one that is so long that it is not all ASCII, what is odd.
    #[inline(always)]
    fn follow_filtered(&self, masks: &Masks, first: First, steps: &mut Batch<Step>, odd: &mut Vec<Odd>) {
        let step = self.step(first);
        match self.next(masks, first.end as usize) {
            Next::Piece(piece) => steps.offer(self.go_on(&Following { step, piece }), true),
            Next::Odd => odd.push(Odd { step, passed: Passed::First(first.key) }),
            Next::Nothing => {}
        }
    }

    /// The step over a first piece.
    #[inline(always)]
    fn step(&self, first: First) -> Step {
        let First { start, end, .. } = first;
        let piece = Piece { blank: false, start, len: end - start };
        self.go_on(&Following { step: Step { start, end: start, hash: WORDS }, piece })
    }
}

/// Those of some items near which there is nothing but ASCII: all, or what is left when the others are taken apart.
#[inline(always)]
fn even_of<'i, T: Copy + Default>(
    masks: &Masks,
    items: &'i [T],
    is_odd: impl Fn(T) -> bool,
    (even, odd): (&'i mut Batch<T>, &mut Batch<T>),
) -> &'i [T] {
    if !masks.is_odd() {
        return items;
    }
    even.clear(items.len() + 1);
    for &item in items {
        let is_odd = is_odd(item);
        even.offer(item, !is_odd);
        odd.offer(item, is_odd);
    }
    even.items()
}
