//! Folding a text: the driver that applies the character tables, joins what normalization joins, and settles white space.

use super::folded::{FoldBuffer, Folded};
use super::plain::{self, LETTER};
use crate::character::{self, Fold, Plain, class};
use unicode_normalization::UnicodeNormalization;

/// What stands for a blank line in folded text. No name holds one.
pub const WALL: &str = "\n\n";

/// So many bytes of plain text are looked at in one go.
const BLOCK: usize = 32;

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhiteSpace {
    /// A run of it becomes a space, or a wall: as names are compared.
    Joined,
    /// ASCII stays as it came, which spares looking at it; whoever reads the text takes a run of it for one space, or for a wall.
    Kept,
}

/// Folds a text that is to be searched; where it is all ASCII it stays where it is, else it is copied into the buffer. White space is as it came, but that
/// which vanishes between two CJK characters.
///
/// # Panics
///
/// If `source` is longer than [`crate::span::MAX_TEXT_BYTES`].
pub fn fold_text<'t>(source: &'t str, buffer: &'t mut FoldBuffer) -> Folded<'t> {
    if source.is_ascii() && source.len() <= crate::span::MAX_TEXT_BYTES {
        Folded::in_place(source)
    } else {
        fold_with(source, buffer, WhiteSpace::Kept)
    }
}

/// Folds a text into a buffer in any case, each run of white space to one space or a wall.
///
/// # Panics
///
/// If `source` is longer than [`crate::span::MAX_TEXT_BYTES`].
pub fn fold_into<'b>(source: &'b str, buffer: &'b mut FoldBuffer) -> Folded<'b> {
    fold_with(source, buffer, WhiteSpace::Joined)
}

fn fold_with<'b>(source: &'b str, buffer: &'b mut FoldBuffer, white_space: WhiteSpace) -> Folded<'b> {
    assert!(source.len() <= crate::span::MAX_TEXT_BYTES, "the readers refuse texts of this length");
    let out = &mut *buffer;
    out.clear();
    let mut folder = Folder { source, out, space: None, white_space };
    let mut at = 0;
    while at < source.len() {
        at = folder.step(at);
    }
    buffer.folded(source)
}

/// A run of white space that is not written yet: what it becomes depends on what follows.
#[derive(Clone, Copy)]
struct Space {
    start: usize,
    end: usize,
    line_ends: usize,
}

struct Folder<'s, 'o> {
    source: &'s str,
    out: &'o mut FoldBuffer,
    space: Option<Space>,
    white_space: WhiteSpace,
}

impl Folder<'_, '_> {
    /// Folds what stands at `at` and returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        let after_ascii = match self.white_space {
            WhiteSpace::Joined => self.plain_run(at),
            WhiteSpace::Kept => self.ascii_run(at),
        };
        let after_run = self.cjk_run(after_ascii);
        if after_run > at {
            return after_run;
        }
        let Some(c) = self.char_at(at) else { return self.source.len() };
        let end = at + c.len_utf8();
        match character::fold(c) {
            Fold::Nothing => return end,
            Fold::Space => {
                self.extend_space(at, end, 0);
                return end;
            }
            Fold::LineEnd => {
                let end = if c == '\r' && self.char_at(end) == Some('\n') { end + 1 } else { end };
                self.extend_space(at, end, 1);
                return end;
            }
            Fold::One(_) | Fold::Several(_) => {}
        }
        let unit = self.end_of_unit(end, class(c).drops_marks());
        if unit == end {
            self.emit_char(at, c);
        } else {
            self.emit_unit(at, unit, &self.fold_together(at, unit));
        }
        unit
    }

    /// Folds ASCII letters, digits and punctuation, with the spaces and line ends that stand alone between them, up to whatever
    /// else there is.
    ///
    /// The last one before a character that is not ASCII is left: a mark may follow it.
    fn plain_run(&mut self, at: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..];
        let mut len = plain_len(bytes);
        if bytes.get(len).is_some_and(|b| !b.is_ascii()) {
            len = len.saturating_sub(1);
        }
        // White space at the end may go on.
        len -= usize::from(len > 0 && is_plain_space(bytes[len - 1]));
        if len > 0 {
            let run = &self.source[at..at + len];
            self.flush_space(run.chars().next().unwrap_or(' '));
            self.out.push_plain(at, run);
        }
        at + len
    }

    /// Folds ASCII as it is, up to whatever else there is, but for the last one before that where a mark may follow it. White space behind a CJK character
    /// may vanish, and a carriage return may be half of a line end: they are left. Other white space stays, as no mark stands on it.
    fn ascii_run(&mut self, at: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..];
        let Some(first) = bytes.first().filter(|byte| byte.is_ascii()) else { return at };
        let is_behind_cjk = || self.space.is_some() || self.out.last().is_some_and(|c| class(c).is_cjk());
        if matches!(first, b'\t'..=b'\r' | b' ') && is_behind_cjk() {
            return at;
        }
        let mut len = ascii_len(bytes);
        if len > 0 && bytes.get(len).is_some_and(|byte| !byte.is_ascii()) {
            let last = bytes[len - 1];
            let is_certain = is_plain_space(last) || last.is_ascii_graphic() && self.is_bare(at + len);
            len -= usize::from(!is_certain);
        }
        if len > 0 {
            self.flush_space(char::from(*first));
            self.out.push_ascii(at, &self.source[at..at + len]);
        }
        at + len
    }

    /// Folds letters of Han, kana and bopomofo, the signs between them, a little ASCII and white space, up to whatever else there is.
    ///
    /// The last one is left where something may attach to it.
    fn cjk_run(&mut self, at: usize) -> usize {
        let mut at = at;
        loop {
            let behind = self.plain_characters(at);
            if behind == at {
                return at;
            }
            at = self.plain_space(behind);
        }
    }

    /// Folds plain characters, see [`super::plain`]; not always all there are.
    fn plain_characters(&mut self, at: usize) -> usize {
        let characters = &self.source.as_bytes()[at..];
        let first = plain_at(characters);
        // Of scripts of which no character is plain, many need not be looked at each time.
        let may_be_plain = !first.is_none() || self.space.is_none() && characters.first().is_some_and(u8::is_ascii);
        if !may_be_plain {
            return at;
        }
        if self.space.is_some() {
            self.flush_space(first.character().unwrap_or(' '));
        }
        let space = match self.white_space {
            WhiteSpace::Joined => plain::Space::IsLeft,
            WhiteSpace::Kept => plain::Space::Stays { at_start: self.out.last().is_some_and(|c| !class(c).is_cjk()) },
        };
        let end = at + self.out.push_plain_characters(at, characters, space);
        if end == at || self.is_bare(end) {
            return end;
        }
        let last = if self.source.as_bytes()[end - 1].is_ascii() { 1 } else { LETTER };
        self.out.drop_character(last);
        end - last
    }

    /// Folds white space between two plain characters; what else there is of it is settled one by one.
    #[inline(always)]
    fn plain_space(&mut self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        let (mut end, mut line_ends) = (at, 0);
        loop {
            match bytes[end..] {
                [b'\n', ..] => {
                    end += 1;
                    line_ends += 1;
                }
                [b' ', ..] => end += 1,
                [0xE3, 0x80, 0x80, ..] => end += LETTER,
                _ => break,
            }
        }
        if end == at {
            return at;
        }
        let next = plain_at(&bytes[end..]);
        let is_ascii = bytes.get(end).is_some_and(u8::is_ascii_graphic);
        if next.is_none() && !is_ascii {
            return at;
        }
        let becomes = match line_ends {
            0 => " ",
            1 if !is_ascii && self.out.last().is_some_and(|c| class(c).is_cjk()) => {
                // With what attaches to it, the one behind may become something else.
                if !self.is_bare(end + LETTER) {
                    return at;
                }
                // It vanishes between two letters.
                if next.character().is_some_and(|c| class(c).is_cjk()) {
                    return end;
                }
                self.line_end()
            }
            1 => self.line_end(),
            _ => WALL,
        };
        self.out.push_space(at, &self.source[at..end], becomes);
        end
    }

    /// What a line end becomes that does not vanish.
    fn line_end(&self) -> &'static str {
        match self.white_space {
            WhiteSpace::Joined => " ",
            WhiteSpace::Kept => "\n",
        }
    }

    /// Whether nothing at a place can attach to what stands before it.
    #[inline(always)]
    fn is_bare(&self, at: usize) -> bool {
        let bytes = &self.source.as_bytes()[at..];
        bytes.first().is_none_or(u8::is_ascii) || !plain_at(bytes).is_none() || self.is_other_bare(at)
    }

    fn is_other_bare(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| {
            // What has no width may stand before something that attaches.
            !class(c).attaches() && !class(c).is_mark() && character::fold(c) != Fold::Nothing
        })
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.source.get(at..).and_then(|rest| rest.chars().next())
    }

    /// Where the unit ends whose first character ends at `end`: behind what attaches to that character, and behind the
    /// marks that it drops. Characters without width between them belong to the unit, behind them they do not.
    fn end_of_unit(&self, end: usize, drops_marks: bool) -> usize {
        let mut unit = end;
        let mut at = end;
        let mut drops_marks = drops_marks;
        while let Some(c) = self.char_at(at) {
            at += c.len_utf8();
            if class(c).attaches() || (drops_marks && class(c).is_mark()) {
                unit = at;
                // What stands behind a Hangul vowel stands on that.
                drops_marks &= class(c).is_mark();
            } else if character::fold(c) != Fold::Nothing {
                break;
            }
        }
        unit
    }

    /// What a character and those that attach to it become: composed first, then folded, marks dropped where they are.
    fn fold_together(&self, start: usize, end: usize) -> String {
        let visible = self.source[start..end].chars().filter(|&c| character::fold(c) != Fold::Nothing);
        let mut folded = String::new();
        let mut drops_marks = false;
        for c in visible.nfkc() {
            if class(c).is_mark() && drops_marks {
                continue;
            }
            drops_marks = class(c).drops_marks();
            match character::fold(c) {
                Fold::One(f) => folded.push(f),
                Fold::Several(f) => folded.push_str(f),
                Fold::Space | Fold::LineEnd => folded.push(' '),
                Fold::Nothing => {}
            }
        }
        folded
    }

    /// One character by itself.
    fn emit_char(&mut self, at: usize, c: char) {
        match character::fold(c) {
            Fold::One(f) => {
                self.flush_space(f);
                self.out.push_char(at, c, f);
            }
            Fold::Several(f) => self.emit_unit(at, at + c.len_utf8(), f),
            Fold::Space | Fold::LineEnd | Fold::Nothing => {}
        }
    }

    /// Source characters that belong together whole, and what they become.
    fn emit_unit(&mut self, start: usize, end: usize, folded: &str) {
        let mut folded = folded;
        if self.space.is_some() {
            // White space that comes out of a character continues the run before it.
            folded = folded.trim_start_matches(' ');
        }
        let Some(first) = folded.chars().next() else { return };
        self.flush_space(first);
        self.out.push_unit(start, &self.source[start..end], folded);
    }

    fn extend_space(&mut self, start: usize, end: usize, line_ends: usize) {
        let space = self.space.get_or_insert(Space { start, end, line_ends: 0 });
        space.end = end;
        space.line_ends += line_ends;
    }

    /// Writes what the white space before `next` becomes.
    fn flush_space(&mut self, next: char) {
        let Some(space) = self.space.take() else { return };
        let becomes = match (space.line_ends, self.white_space) {
            (0, _) => " ",
            (1, _) if self.out.last().is_some_and(|c| class(c).is_cjk()) && class(next).is_cjk() => return,
            // In a text that keeps it more of the run may stand before it, as it came.
            (1, _) => self.line_end(),
            _ => WALL,
        };
        self.out.push_unit(space.start, &self.source[space.start..space.end], becomes);
    }
}

/// What [`character::plain`] says of the character that some bytes begin with.
fn plain_at(bytes: &[u8]) -> Plain {
    character::plain(bytes.first_chunk().copied().unwrap_or_default())
}

/// How many bytes from the start on are ASCII, up to a carriage return.
fn ascii_len(bytes: &[u8]) -> usize {
    let is_other = |byte: u8| !byte.is_ascii() | (byte == b'\r');
    let mut len = 0;
    // Without short cuts, so that the compiler takes many bytes at a time.
    while let Some(block) = bytes.get(len..len + BLOCK)
        && !block.iter().fold(false, |any, &byte| any | is_other(byte))
    {
        len += BLOCK;
    }
    bytes[len..].iter().position(|&byte| is_other(byte)).map_or(bytes.len(), |place| len + place)
}

/// How many bytes from the start on are ASCII letters, digits and punctuation, and spaces and line ends of which no two stand
/// together; none if the first is white space.
fn plain_len(bytes: &[u8]) -> usize {
    if !bytes.first().is_some_and(u8::is_ascii_graphic) {
        return 0;
    }
    // Without short cuts, so that the compiler takes many bytes at a time.
    let is_plain = |before: u8, byte: u8| byte.is_ascii_graphic() | (is_plain_space(byte) & !is_plain_space(before));
    let mut len = 0;
    while let Some(block) = bytes.get(len + 1..len + 1 + BLOCK) {
        let before = &bytes[len..len + BLOCK];
        if !block.iter().zip(before).fold(true, |all, (&byte, &before)| all & is_plain(before, byte)) {
            break;
        }
        len += BLOCK;
    }
    let pair = bytes[len..].windows(2).position(|pair| !is_plain(pair[0], pair[1]));
    pair.map_or(bytes.len(), |pair| len + pair + 1)
}

fn is_plain_space(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\n')
}
