//! Folding a text: the driver that applies the character tables, joins what normalization joins, and settles white space.

use super::folded::{FoldBuffer, Folded};
use crate::character::{self, Fold, class};
use unicode_normalization::UnicodeNormalization;

/// What stands for a blank line in folded text. No name holds one.
pub const WALL: &str = "\n\n";

/// So many bytes of plain text are looked at in one go.
const BLOCK: usize = 32;

/// Folds a text; where it is all ASCII it stays where it is, else it is copied into the buffer.
///
/// # Panics
///
/// If `source` is longer than [`crate::span::MAX_TEXT_BYTES`].
pub fn fold_text<'t>(source: &'t str, buffer: &'t mut FoldBuffer) -> Folded<'t> {
    if source.is_ascii() && source.len() <= crate::span::MAX_TEXT_BYTES {
        Folded::in_place(source)
    } else {
        fold_into(source, buffer)
    }
}

/// Folds a text into a buffer in any case: white space is as a name has it then, too.
///
/// # Panics
///
/// If `source` is longer than [`crate::span::MAX_TEXT_BYTES`].
pub fn fold_into<'b>(source: &str, buffer: &'b mut FoldBuffer) -> Folded<'b> {
    assert!(source.len() <= crate::span::MAX_TEXT_BYTES, "the readers refuse texts of this length");
    let out = &mut *buffer;
    out.clear();
    let mut folder = Folder { source, out, space: None };
    let mut at = 0;
    while at < source.len() {
        at = folder.step(at);
    }
    buffer.folded()
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
}

impl Folder<'_, '_> {
    /// Folds what stands at `at` and returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        let after_plain = self.plain_run(at);
        let after_run = self.cjk_run(after_plain);
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

    /// Folds Han characters and kana that become one character of the same length, up to whatever else there is.
    ///
    /// The last one is left where something may attach to it.
    fn cjk_run(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut last = None;
        for c in self.source[at..].chars() {
            let (class, fold) = (class(c), character::fold(c));
            // What has no width may stand before something that attaches.
            if class.attaches() || fold == Fold::Nothing {
                return end;
            }
            if let Some(folded) = last.take() {
                end = self.push_cjk(end, folded);
            }
            match fold {
                Fold::One(folded) if class.is_plain_cjk() && folded.len_utf8() == c.len_utf8() => last = Some(folded),
                _ => return end,
            }
        }
        last.map_or(end, |folded| self.push_cjk(end, folded))
    }

    fn push_cjk(&mut self, at: usize, folded: char) -> usize {
        self.flush_space(folded);
        self.out.push_linear(at, folded);
        at + folded.len_utf8()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.source.get(at..).and_then(|rest| rest.chars().next())
    }

    /// Where the unit ends whose first character ends at `end`: behind what attaches to that character, and behind the
    /// marks that it drops. Characters without width between them belong to the unit, behind them they do not.
    fn end_of_unit(&self, end: usize, drops_marks: bool) -> usize {
        let mut unit = end;
        let mut at = end;
        while let Some(c) = self.char_at(at) {
            at += c.len_utf8();
            if class(c).attaches() || (drops_marks && class(c).is_mark()) {
                unit = at;
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
        let becomes = match space.line_ends {
            0 => " ",
            1 if self.out.last().is_some_and(|c| class(c).is_cjk()) && class(next).is_cjk() => return,
            1 => " ",
            _ => WALL,
        };
        if space.end - space.start == 1 {
            self.out.push_char(space.start, ' ', ' ');
        } else {
            self.out.push_unit(space.start, &self.source[space.start..space.end], becomes);
        }
    }
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
