//! Folding, step by step over the whole text, each step a pass of its own.

use super::characters::{fold_case, fold_han, fold_punctuation, is_cjk_letter, is_latin_or_greek, is_mark, vanishes};
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical, decompose_compatible};

/// What stands for a run of white space with a blank line in it.
pub(crate) const WALL: char = '\n';

/// A character and the bytes of the source that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) c: char,
    pub(crate) source: Range<usize>,
}

/// Folds a text.
pub(crate) fn fold(text: &str) -> Vec<Piece> {
    let mut pieces = visible(text);
    for step in [decomposed, reordered, composed, bared, case_folded, bared, unmarked, mapped, spaced] {
        pieces = step(pieces);
    }
    pieces
}

/// The folded characters alone.
pub(crate) fn folded_text(text: &str) -> String {
    fold(text).into_iter().map(|piece| piece.c).collect()
}

/// The text after the first two steps only.
pub(crate) fn compatible(text: &str) -> String {
    composed(reordered(decomposed(visible(text)))).into_iter().map(|piece| piece.c).collect()
}

/// The characters that have a width, as they stand in the text.
pub(crate) fn visible(text: &str) -> Vec<Piece> {
    let all = text.char_indices().map(|(at, c)| Piece { c, source: at..at + c.len_utf8() });
    all.filter(|piece| !vanishes(piece.c)).collect()
}

fn decomposed(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        decompose_compatible(piece.c, |c| out.push(Piece { c, source: piece.source.clone() }));
    }
    out
}

fn reordered(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let class = |piece: &Piece| canonical_combining_class(piece.c);
    for run in pieces.chunk_by_mut(|a, b| class(a) != 0 && class(b) != 0) {
        run.sort_by_key(class);
    }
    pieces
}

/// Composition as The Unicode Standard has it (3.11, D117): with the last starter, unless something between is in the way.
fn composed(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut starter: Option<usize> = None;
    for piece in pieces {
        let class = canonical_combining_class(piece.c);
        if let Some(at) = starter {
            let last = canonical_combining_class(out[out.len() - 1].c);
            let reaches = at + 1 == out.len() || (last != 0 && last < class);
            if let Some(c) = compose(out[at].c, piece.c).filter(|_| reaches) {
                out[at] = Piece { c, source: hull(&out[at].source, &piece.source) };
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        out.push(piece);
    }
    out
}

fn case_folded(pieces: Vec<Piece>) -> Vec<Piece> {
    let folded = |piece: Piece| fold_case(piece.c).into_iter().map(move |c| Piece { c, source: piece.source.clone() });
    pieces.into_iter().flat_map(folded).collect()
}

/// Drops the marks behind Latin and Greek letters.
fn bared(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(letter) if is_mark(piece.c) && is_latin_or_greek(letter.c) => {
                letter.source = hull(&letter.source, &piece.source);
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Takes the marks out of Latin and Greek letters and makes `е` of `ё`.
fn unmarked(pieces: Vec<Piece>) -> Vec<Piece> {
    let letter = |c: char| match base(c) {
        base if is_latin_or_greek(base) => base,
        _ if c == 'ё' => 'е',
        _ => c,
    };
    pieces.into_iter().map(|piece| Piece { c: letter(piece.c), source: piece.source }).collect()
}

fn base(c: char) -> char {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    parts[0]
}

fn mapped(pieces: Vec<Piece>) -> Vec<Piece> {
    let map = |piece: Piece| Piece { c: fold_punctuation(fold_han(piece.c)), source: piece.source };
    pieces.into_iter().map(map).collect()
}

fn spaced(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_space = |piece: &Piece| piece.c.is_whitespace();
    let runs: Vec<&[Piece]> = pieces.chunk_by(|a, b| is_space(a) == is_space(b)).collect();
    let mut out = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        if !is_space(&run[0]) {
            out.extend_from_slice(run);
            continue;
        }
        let ahead = i.checked_sub(1).and_then(|i| runs[i].last());
        let behind = runs.get(i + 1).map(|run| &run[0]);
        let between_cjk = [ahead, behind].iter().all(|side| side.is_some_and(|piece| is_cjk_letter(piece.c)));
        let c = match line_ends(run) {
            1 if between_cjk => continue,
            0 | 1 => ' ',
            _ => WALL,
        };
        out.push(Piece { c, source: run_source(run, &pieces) });
    }
    out
}

/// Where a run of white space comes from: not from a character like `´` that unfolds into a space and more, unless from it alone.
fn run_source(run: &[Piece], all: &[Piece]) -> Range<usize> {
    let sources = run.iter().map(|piece| piece.source.clone());
    let is_shared = |source: &Range<usize>| all.iter().any(|piece| !piece.c.is_whitespace() && piece.source == *source);
    let own = sources.clone().filter(|source| !is_shared(source)).reduce(|a, b| hull(&a, &b));
    own.or_else(|| sources.reduce(|a, b| hull(&a, &b))).expect("a run is not empty")
}

fn line_ends(run: &[Piece]) -> usize {
    let text: String = run.iter().map(|piece| piece.c).collect();
    let is_end = |c| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.replace("\r\n", "\n").chars().filter(|c| is_end(*c)).count()
}

pub(crate) fn hull(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}
