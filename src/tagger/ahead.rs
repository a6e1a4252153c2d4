//! Texts that are searched together: many short ones cost less so than each by itself.
//!
//! Folded texts are copied one behind the other, blank lines between them, over which no form runs; what is found is dealt out to them again. Those that
//! are all ASCII are searched apart from the others, which take the search a slower way.

use crate::document::{Document, Field};
use crate::matcher::{Buffers, FoldedText, Matcher, RawMatch};
use crate::span::{FoldedSpan, offset};
use crate::text::{FoldBuffer, Folded};

/// Longer texts, in bytes, are searched by themselves.
const LONGEST: usize = 1 << 15;

/// Where so many bytes are joined, further texts are searched by themselves: whoever groups documents may not have counted all that they hold.
const MOST: usize = 1 << 20;

/// Each text begins at a multiple of this, so that the place of a match says which text it is in.
const STEP: usize = 64;

/// What stands between two texts: the first two line ends are a blank line.
const APART: &str = match str::from_utf8(&[b'\n'; STEP + 1]) {
    Ok(apart) => apart,
    Err(_) => "",
};

/// What was found ahead in some texts, and the memory for it.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// What was given; none of those that are left to whoever needs them.
    texts: Vec<Option<Text>>,
    ascii: Joined,
    others: Joined,
    /// What texts were folded into.
    folded: Vec<FoldBuffer>,
    /// So many of these are in use.
    used: usize,
    /// The matches in the order of the texts, each text's behind those of the one before.
    dealt: Vec<RawMatch>,
    /// Where those of each text end among all.
    ends: Vec<usize>,
    buffers: Buffers,
}

/// A text that is searched together with others.
#[derive(Clone, Copy, Debug)]
struct Text {
    /// Where it begins in the joined one.
    start: u32,
    /// What it was folded into, by its number; none where it folds to itself.
    folded: Option<usize>,
}

/// Texts one behind the other.
#[derive(Debug, Default)]
struct Joined {
    text: String,
    seams: Vec<u32>,
    /// The number of the text that each step is of.
    of_step: Vec<u32>,
    raw: Vec<RawMatch>,
}

/// What was found ahead in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct SeenText<'a> {
    pub(super) found: &'a [RawMatch],
    folded: Option<&'a FoldBuffer>,
}

impl<'a> SeenText<'a> {
    /// The text as it was folded.
    pub(super) fn folded(self, source: &'a str) -> Folded<'a> {
        self.folded.map_or_else(|| Folded::in_place(source), |folded| folded.folded(source))
    }
}

/// The fields of a document whose texts are given, in this order.
pub(super) const FIELDS: [Field; 2] = [Field::Title, Field::Text];

impl Joined {
    fn clear(&mut self) {
        self.text.clear();
        self.seams.clear();
        self.of_step.clear();
    }

    /// Adds a text, and says where it begins.
    fn add(&mut self, number: u32, folded: &Folded<'_>) -> u32 {
        let start = offset(self.text.len());
        self.text.push_str(folded.text());
        self.seams.extend(folded.seams().iter().map(|seam| start + seam));
        let len = self.text.len();
        self.text.push_str(&APART[..(len + 2).next_multiple_of(STEP) - len]);
        self.of_step.resize(self.text.len() / STEP, number);
        start
    }

    fn search(&mut self, matcher: &Matcher<'_>, buffers: &mut Buffers) {
        self.raw.clear();
        if !self.text.is_empty() {
            matcher.find(FoldedText { text: &self.text, seams: &self.seams }, buffers, &mut self.raw);
        }
    }

    /// The matches, each with the number of its text.
    fn found(&self) -> impl Iterator<Item = (usize, RawMatch)> {
        self.raw.iter().map(|raw| (self.of_step[raw.at.start as usize / STEP] as usize, *raw))
    }
}

impl Ahead {
    /// Forgets all texts.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.ascii.clear();
        self.others.clear();
        self.used = 0;
    }

    /// Adds a text, whose number is that of those before it.
    pub(super) fn add(&mut self, text: &str, fold: impl for<'t> FnOnce(&'t str, &'t mut FoldBuffer) -> Folded<'t>) {
        let number = offset(self.texts.len());
        let is_full = self.ascii.text.len().max(self.others.text.len()) > MOST;
        if text.is_empty() || text.len() > LONGEST || is_full {
            return self.texts.push(None);
        }
        if self.used == self.folded.len() {
            self.folded.push(FoldBuffer::default());
        }
        let folded = fold(text, &mut self.folded[self.used]);
        let is_ascii = folded.is_in_place() || folded.seams().is_empty() && folded.text().is_ascii();
        let joined = if is_ascii { &mut self.ascii } else { &mut self.others };
        let start = joined.add(number, &folded);
        let folded = (!folded.is_in_place()).then_some(self.used);
        self.used += usize::from(folded.is_some());
        self.texts.push(Some(Text { start, folded }));
    }

    /// Searches all that were added.
    pub(super) fn search(&mut self, matcher: &Matcher<'_>) {
        self.ascii.search(matcher, &mut self.buffers);
        self.others.search(matcher, &mut self.buffers);
        self.deal();
    }

    /// Brings the matches into the order of the texts, each with its place in its own.
    fn deal(&mut self) {
        let Self { texts, ascii, others, dealt, ends, .. } = self;
        ends.clear();
        ends.resize(texts.len(), 0);
        let found = || ascii.found().chain(others.found());
        found().for_each(|(number, _)| ends[number] += 1);
        // So many stand before those of each text; once these are dealt, where they end.
        let mut before = 0;
        for count in ends.iter_mut() {
            before += std::mem::replace(count, before);
        }
        // What is behind them is of earlier texts.
        if dealt.len() < before {
            dealt.resize(before, RawMatch::default());
        }
        for (number, raw) in found() {
            let start = texts[number].map_or(0, |text| text.start);
            let at = FoldedSpan { start: raw.at.start - start, end: raw.at.end - start };
            dealt[ends[number]] = RawMatch { at, ..raw };
            ends[number] += 1;
        }
    }

    /// What was found in a text; nothing where it was not searched.
    pub(super) fn text(&self, number: usize) -> Option<SeenText<'_>> {
        let text = self.texts.get(number).copied().flatten()?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let folded = text.folded.map(|folded| &self.folded[folded]);
        Some(SeenText { found: self.dealt.get(start..self.ends[number])?, folded })
    }

    /// What was found in the fields that were searched of a document, by its number among those whose [`FIELDS`] were given.
    pub(super) fn fields(&self, document: usize) -> impl Iterator<Item = (Field, SeenText<'_>)> {
        FIELDS
            .into_iter()
            .enumerate()
            .filter_map(move |(at, field)| Some((field, self.text(FIELDS.len() * document + at)?)))
    }

    /// Whether all fields of a document were searched, by its number.
    pub(super) fn has(&self, number: usize, document: &Document<'_>) -> bool {
        let is_empty = |field| document.field(field).is_empty();
        self.fields(number).count() + FIELDS.into_iter().filter(|field| is_empty(*field)).count() == FIELDS.len()
    }

    /// A field of a document as it was folded; of one that was not searched, which is empty, as it is.
    pub(super) fn folded<'a>(&'a self, number: usize, document: &'a Document<'_>, field: Field) -> Folded<'a> {
        let source = document.field(field);
        let seen = self.fields(number).find(|(of, _)| *of == field);
        seen.map_or_else(|| Folded::in_place(source), |(_, seen)| seen.folded(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_text;

    #[test]
    fn what_is_too_much_is_left() {
        let (mut ahead, text) = (Ahead::default(), "a".repeat(LONGEST));
        (0..1000).for_each(|_| ahead.add(&text, fold_text));
        assert!(ahead.ascii.text.len() <= MOST + LONGEST + 2 * STEP);
        assert!(ahead.texts[0].is_some() && ahead.texts[999].is_none() && ahead.texts.len() == 1000);
    }

    #[test]
    fn a_text_begins_behind_a_blank_line_and_on_a_step() {
        for len in (STEP - 3)..=(STEP + 3) {
            let mut ahead = Ahead::default();
            for text in ["", &"a".repeat(len), "“é”", "b", &"c".repeat(LONGEST + 1), "中"] {
                ahead.add(text, fold_text);
            }
            let starts: Vec<Option<usize>> =
                ahead.texts.iter().map(|text| text.map(|text| text.start as usize)).collect();
            let [None, Some(0), Some(second), Some(third), None, Some(0)] = starts[..] else { panic!("{starts:?}") };
            let Joined { text, of_step, .. } = &ahead.ascii;
            assert_eq!((second % STEP, third % STEP, text.len() % STEP), (0, 0, 0));
            assert!(text[len..second].starts_with("\n\n") && text[second..].starts_with("\"e\"\n\n"));
            assert_eq!([0, second - 1, second, third - 1, third].map(|at| of_step[at / STEP]), [1, 1, 2, 2, 3]);
            assert!(ahead.others.text.starts_with("中\n\n") && ahead.others.of_step == [5]);
        }
    }
}
