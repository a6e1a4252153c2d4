//! Texts that are searched together: many short ones cost less so than each by itself.
//!
//! Plain texts are copied one behind the other, blank lines between them, over which no form runs; what is found is dealt out to them again.

use crate::matcher::{Buffers, FoldedText, Matcher, RawMatch};
use crate::span::{FoldedSpan, offset};

/// Longer texts, in bytes, are searched by themselves.
const LONGEST: usize = 1 << 15;

/// Each text begins at a multiple of this, so that the place of a match says which text it is in.
const STEP: usize = 64;

/// What stands between two texts: the first two line ends are a blank line.
const APART: &str = match str::from_utf8(&[b'\n'; STEP + 1]) {
    Ok(apart) => apart,
    Err(_) => "",
};

/// What was found ahead in some texts, and the memory for it.
#[derive(Debug, Default)]
pub struct Ahead {
    joined: String,
    /// The number of the text that each step of the joined one is of.
    of_step: Vec<u32>,
    /// Where each text begins in the joined one; none of those that are left to whoever needs them.
    starts: Vec<Option<u32>>,
    raw: Vec<RawMatch>,
    /// The matches in the order of the texts.
    dealt: Vec<RawMatch>,
    /// Where those of each text end among all.
    ends: Vec<usize>,
    buffers: Buffers,
}

/// What was found ahead in the fields of a document, the title first; nothing of those that were not searched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen<'a>(pub(super) [Option<&'a [RawMatch]>; 2]);

/// So many bytes are best searched together: more would not stay near the processor.
const GROUP: usize = 1 << 16;

/// What is best looked at together, by how many bytes each has: groups of some 64 KiB, or of one item that is larger.
pub fn groups<T>(items: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let mut before = 0;
    items.chunk_by(move |item, next| {
        before += bytes(item);
        let has_room = before.saturating_add(bytes(next)) <= GROUP;
        before = if has_room { before } else { 0 };
        has_room
    })
}

impl Ahead {
    /// Forgets all texts.
    pub(super) fn clear(&mut self) {
        self.joined.clear();
        self.of_step.clear();
        self.starts.clear();
    }

    /// Adds a text, whose number is that of those before it. One that does not fold to itself is left to whoever needs it.
    pub(super) fn add(&mut self, text: &str, folds_to_itself: impl FnOnce(&str) -> bool) {
        let joins = !text.is_empty() && text.len() <= LONGEST && folds_to_itself(text);
        let (number, start) = (offset(self.starts.len()), offset(self.joined.len()));
        self.starts.push(joins.then_some(start));
        if joins {
            self.joined.push_str(text);
            let len = self.joined.len();
            self.joined.push_str(&APART[..(len + 2).next_multiple_of(STEP) - len]);
            self.of_step.resize(self.joined.len() / STEP, number);
        }
    }

    /// Searches all that were added.
    pub(super) fn search(&mut self, matcher: &Matcher<'_>) {
        self.raw.clear();
        if !self.joined.is_empty() {
            matcher.find(FoldedText { text: &self.joined, seams: &[] }, &mut self.buffers, &mut self.raw);
        }
        self.deal();
    }

    /// Brings the matches into the order of the texts, each with its place in its own.
    fn deal(&mut self) {
        let Self { of_step, starts, raw, dealt, ends, .. } = self;
        let number = |raw: &RawMatch| of_step[raw.at.start as usize / STEP] as usize;
        ends.clear();
        ends.resize(starts.len(), 0);
        raw.iter().for_each(|raw| ends[number(raw)] += 1);
        // So many stand before those of each text; once these are dealt, where they end.
        let mut before = 0;
        for count in ends.iter_mut() {
            before += std::mem::replace(count, before);
        }
        dealt.clear();
        dealt.resize(raw.len(), RawMatch::default());
        for raw in raw.iter() {
            let number = number(raw);
            let (start, place) = (starts[number].unwrap_or_default(), &mut ends[number]);
            let at = FoldedSpan { start: raw.at.start - start, end: raw.at.end - start };
            dealt[*place] = RawMatch { at, ..*raw };
            *place += 1;
        }
    }

    /// What was found in a text; nothing where it was not searched.
    pub(super) fn found(&self, text: usize) -> Option<&[RawMatch]> {
        self.starts.get(text).copied().flatten()?;
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.dealt.get(start..self.ends[text])
    }

    /// What was found in the fields of a document that was looked at, by its number among them, counting from 0.
    pub fn seen(&self, document: usize) -> Seen<'_> {
        Seen([2 * document, 2 * document + 1].map(|text| self.found(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_small_or_one() {
        let lens = [GROUP / 2, GROUP / 2, 1, GROUP + 1, 0, GROUP, 7];
        let groups: Vec<&[usize]> = groups(&lens, |len| *len).collect();
        assert_eq!(groups, [&lens[..2], &lens[2..3], &lens[3..4], &lens[4..6], &lens[6..]]);
    }

    #[test]
    fn a_text_begins_behind_a_blank_line_and_on_a_step() {
        for len in (STEP - 3)..=(STEP + 3) {
            let mut ahead = Ahead::default();
            for text in ["", &"a".repeat(len), "é", "b", &"c".repeat(LONGEST + 1)] {
                ahead.add(text, str::is_ascii);
            }
            let start = ahead.starts[3].expect("it is plain") as usize;
            assert_eq!((start % STEP, ahead.joined.len() % STEP), (0, 0));
            assert!(ahead.joined[len..start].starts_with("\n\n") && ahead.joined[start..].starts_with("b\n\n"));
            assert_eq!([0, 2, 4].map(|number| ahead.starts[number]), [None; 3]);
            assert_eq!((ahead.of_step[start / STEP], ahead.of_step[start / STEP - 1]), (3, 1));
        }
    }
}
