//! Writes the tables as Rust source: two stages, blocks of 128 characters, equal blocks once.

use crate::rules::{Folder, drops_marks};
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{GeneralCategory as Category, Script, WhiteSpace},
    script::ScriptWithExtensions,
};
use std::{collections::HashMap, fmt::Write, hash::Hash};
use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
    is_nfc_quick,
};

/// The codes of the fold table; `src/character.rs` reads them by these names.
const ITSELF: u32 = 0;
const VANISHES: u32 = 0xFFFF_FFFF;
const SPACE: u32 = 0xFFFF_FFFE;
const LINE_END: u32 = 0xFFFF_FFFD;
const UNFOLDS: u32 = 0x8000_0000;

/// The bits of the class table.
const JOINS: u8 = 1;
const HANGUL: u8 = 2;
const CJK: u8 = 4;
const ATTACHES: u8 = 8;
const DROPS_MARKS: u8 = 16;
const MARK: u8 = 32;

/// Scripts that are written without spaces: their characters join with nothing.
const UNSPACED: [Script; 8] = [
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
];

const BLOCK: usize = 128;

pub(crate) fn generate(folder: &Folder) -> String {
    let mut unfolded = Vec::new();
    let folds: Vec<u32> = code_points().map(|c| c.map_or(ITSELF, |c| fold_code(folder, c, &mut unfolded))).collect();
    let classes: Vec<u8> = code_points().map(|c| c.map_or(0, class)).collect();

    let mut source = String::new();
    for (name, code) in
        [("ITSELF", ITSELF), ("VANISHES", VANISHES), ("SPACE", SPACE), ("LINE_END", LINE_END), ("UNFOLDS", UNFOLDS)]
    {
        writeln!(source, "const {name}: u32 = {code:#X};").expect("a string takes all");
    }
    for (name, bit) in [
        ("JOINS", JOINS),
        ("HANGUL", HANGUL),
        ("CJK", CJK),
        ("ATTACHES", ATTACHES),
        ("DROPS_MARKS", DROPS_MARKS),
        ("MARK", MARK),
    ] {
        writeln!(source, "const {name}: u8 = {bit};").expect("a string takes all");
    }
    write_table(&mut source, "FOLD", "u32", &folds);
    write_table(&mut source, "CLASS", "u8", &classes);
    let plain = plain(&folds, &classes);
    writeln!(source, "pub(crate) const FILLS: u16 = {FILLS:#X};").expect("a string takes all");
    writeln!(source, "const NOT_PLAIN: u32 = {NOT_PLAIN:#X};").expect("a string takes all");
    writeln!(source, "static PLAIN: [u32; {}] = {plain:?};", plain.len()).expect("a string takes all");
    writeln!(source, "static UNFOLDED: [&str; {}] = {unfolded:?};", unfolded.len()).expect("a string takes all");
    source
}

/// What `PLAIN` says of a character that it knows nothing of: more than any number of lengths.
const NOT_PLAIN: u32 = 0x8000_0000;

/// A code that stands for nothing at all, of no length: a control character that is never asked for.
const FILLS: u32 = 0x80;

/// What the characters of the first plane fold to by themselves: ASCII signs, letters, single spaces and line ends to themselves; from typographic signs on
/// (kana, bopomofo, the ideographs of every day, full-width signs) those that become one character of three bytes, where both are letters of Han, kana or
/// bopomofo or signs, so that nothing joins and nothing attaches; or signs that become an ASCII sign. They are written as their bytes, the first lowest, and
/// how many they are above these.
fn plain(folds: &[u32], classes: &[u8]) -> Vec<u32> {
    let is_plain = |code: u32| matches!(classes[code as usize], 0 | CJK);
    let is_sign = |code: u32| classes[code as usize] == 0;
    let of_three_bytes = 0x800..=0xFFFF;
    let of_one_byte = 0x21..=0x7E;
    let becomes = |code: u32| match code {
        0x0A | 0x20..=0x7E => char::from_u32(code),
        0x2000..=0xFFFF => {
            let folded = if folds[code as usize] == ITSELF { code } else { folds[code as usize] };
            let is_letter = of_three_bytes.contains(&folded) && is_plain(code) && is_plain(folded);
            let is_ascii_sign = of_one_byte.contains(&folded) && is_sign(code) && is_sign(folded);
            char::from_u32(folded).filter(|_| is_letter || is_ascii_sign)
        }
        _ => None,
    };
    (0..=0xFFFF).map(|code| if code == FILLS { 0 } else { becomes(code).map_or(NOT_PLAIN, bytes_of) }).collect()
}

/// The bytes of a character, of which there are three at most, the first lowest; the highest byte is their number.
fn bytes_of(c: char) -> u32 {
    let mut bytes = [0; 4];
    let len = c.encode_utf8(&mut bytes).len();
    bytes[3] = u8::try_from(len).expect("it is one to three");
    u32::from_le_bytes(bytes)
}

fn code_points() -> impl Iterator<Item = Option<char>> {
    (0..=0x10FFFF).map(char::from_u32)
}

fn fold_code(folder: &Folder, c: char, unfolded: &mut Vec<String>) -> u32 {
    if vanishes(c) {
        return VANISHES;
    }
    if matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
        return LINE_END;
    }
    let folded = folder.fold(c);
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (Some(f), None) if is_space(f) => SPACE,
        (Some(f), None) if f == c => ITSELF,
        (Some(f), None) => u32::from(f),
        (Some(_), Some(_)) => {
            let index = unfolded.iter().position(|u| *u == folded).unwrap_or_else(|| {
                unfolded.push(folded);
                unfolded.len() - 1
            });
            UNFOLDS | u32::try_from(index).expect("some thousand characters unfold")
        }
        (None, _) => VANISHES,
    }
}

fn is_space(c: char) -> bool {
    CodePointSetData::new::<WhiteSpace>().contains(c)
}

/// Characters without width, and the marks of direction.
fn vanishes(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn class(c: char) -> u8 {
    let category = CodePointMapData::<Category>::new().get(c);
    let script = CodePointMapData::<Script>::new().get(c);
    // What marks do is decided by the ordinary form: `ℹ` is an `i`, and `ำ` begins with a mark.
    let ordinary: Vec<char> = std::iter::once(c).nfkc().collect();
    let is_mark = ordinary.first().is_some_and(|&c| is_combining_mark(c));
    let letter = ordinary.iter().rev().find(|&&c| !is_combining_mark(c));
    let is_letter = matches!(
        category,
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
            | Category::LetterNumber
    );
    let is_digit = category == Category::DecimalNumber;
    let cjk = [Script::Han, Script::Hiragana, Script::Katakana, Script::Bopomofo];

    let mut bits = 0;
    let mut set = |bit, condition: bool| bits |= if condition { bit } else { 0 };
    set(JOINS, c == '_' || (is_letter || is_digit) && is_written_with_spaces(c, script));
    set(HANGUL, is_letter && script == Script::Hangul);
    set(CJK, is_letter && is_of(c, script, &cjk));
    set(ATTACHES, attaches_to_previous(c));
    set(MARK, is_mark);
    set(DROPS_MARKS, letter.is_some_and(|&c| drops_marks(c)));
    bits
}

/// Whether a character belongs to a script that is written with spaces, or may.
fn is_written_with_spaces(c: char, script: Script) -> bool {
    match shared_by(c, script) {
        Some(scripts) => scripts.iter().any(|script| !UNSPACED.contains(script)),
        None => !UNSPACED.contains(&script),
    }
}

/// Whether a character belongs to one of the scripts, or may.
fn is_of(c: char, script: Script, scripts: &[Script]) -> bool {
    match shared_by(c, script) {
        Some(shared) => shared.iter().any(|script| scripts.contains(script)),
        None => scripts.contains(&script),
    }
}

/// The scripts that share a character which is of none by itself: Hiragana and Katakana for `ー`.
fn shared_by(c: char, script: Script) -> Option<Vec<Script>> {
    matches!(script, Script::Common | Script::Inherited)
        .then(|| ScriptWithExtensions::new().get_script_extensions_val(c).iter().collect())
}

/// Whether normalization may move or join this character to what stands before it.
fn attaches_to_previous(c: char) -> bool {
    let first = std::iter::once(c).nfkd().next().unwrap_or(c);
    canonical_combining_class(first) != 0 || is_nfc_quick(std::iter::once(first)) == IsNormalized::Maybe
}

fn write_table<T: Copy + Eq + Hash + std::fmt::Debug>(source: &mut String, name: &str, kind: &str, values: &[T]) {
    let mut blocks: Vec<&[T]> = Vec::new();
    let mut known = HashMap::new();
    let index: Vec<usize> = values
        .chunks(BLOCK)
        .map(|block| {
            *known.entry(block).or_insert_with(|| {
                blocks.push(block);
                blocks.len() - 1
            })
        })
        .collect();
    writeln!(source, "static {name}_INDEX: [u16; {}] = {index:?};", index.len()).expect("a string takes all");
    writeln!(source, "static {name}_BLOCKS: [[{kind}; {BLOCK}]; {}] = {blocks:?};", blocks.len())
        .expect("a string takes all");
}
