//! What Unicode and OpenCC say of one character, asked at run time. The program has tables of its own making; nothing is shared.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use icu_casemap::CaseMapper;
use icu_properties::props::{Dash, GeneralCategory as Category, GeneralCategoryGroup as Group, Script};
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, CodePointSetData};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The scripts whose characters join with nothing.
const UNSPACED: &[Script] = &[
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
];

const CJK: &[Script] = &[Script::Han, Script::Hiragana, Script::Katakana, Script::Bopomofo];

fn category(c: char) -> Category {
    CodePointMapData::<Category>::new().get(c)
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

fn is_of(c: char, scripts: &[Script]) -> bool {
    scripts.iter().any(|script| ScriptWithExtensions::new().has_script(c, *script))
}

/// Whether a character has no width and is not there at all.
pub(crate) fn vanishes(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A letter: general category L or Nl.
pub(crate) fn is_letter(c: char) -> bool {
    Group::Letter.contains(category(c)) || category(c) == Category::LetterNumber
}

/// A mark: general category M.
pub(crate) fn is_mark(c: char) -> bool {
    Group::Mark.contains(category(c))
}

/// A mark, or what NFKC makes one of, such as a half-width voiced mark.
pub(crate) fn is_mark_in_effect(c: char) -> bool {
    std::iter::once(c).nfkc().all(is_mark)
}

/// A letter whose marks are dropped.
pub(crate) fn is_latin_or_greek(c: char) -> bool {
    is_letter(c) && [Script::Latin, Script::Greek].contains(&script(c))
}

/// A letter that a line end may stand before or behind without being a space.
pub(crate) fn is_cjk_letter(c: char) -> bool {
    is_letter(c) && is_of(c, CJK)
}

/// A Hangul letter, whole or in parts.
pub(crate) fn is_hangul_letter(c: char) -> bool {
    is_letter(c) && script(c) == Script::Hangul
}

/// Whether a character that is no mark holds on to its neighbours.
pub(crate) fn joins(c: char) -> bool {
    c == '_' || (is_letter(c) || category(c) == Category::DecimalNumber) && is_of_a_spaced_script(c)
}

fn is_of_a_spaced_script(c: char) -> bool {
    let shared = ScriptWithExtensions::new().get_script_extensions_val(c);
    match script(c) {
        Script::Common | Script::Inherited => shared.iter().any(|script| !UNSPACED.contains(&script)),
        script => !UNSPACED.contains(&script),
    }
}

/// Whether a character belongs to the one ahead of it: it has a combining class, or is the second part of a composed character.
pub(crate) fn attaches(c: char) -> bool {
    canonical_combining_class(c) != 0 || SECOND_PARTS.contains(&c)
}

static SECOND_PARTS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let composed = ('\0'..=char::MAX).filter(|c| is_nfc(c.encode_utf8(&mut [0; 4])));
    composed.filter_map(|c| std::iter::once(c).nfd().skip(1).last()).collect()
});

/// Any hyphen or dash.
pub(crate) fn is_dash(c: char) -> bool {
    CodePointSetData::new::<Dash>().contains(c)
}

/// The case of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Upper,
    Lower,
    None,
}

/// The case of a letter; what is no letter has none.
pub(crate) fn case(c: char) -> Case {
    match category(c) {
        Category::TitlecaseLetter => Case::Upper,
        _ if is_letter(c) && c.is_uppercase() => Case::Upper,
        _ if is_letter(c) && c.is_lowercase() => Case::Lower,
        _ => Case::None,
    }
}

/// The full case folding of a character.
pub(crate) fn fold_case(c: char) -> Vec<char> {
    CaseMapper::new().fold_string(c.encode_utf8(&mut [0; 4])).chars().collect()
}

/// The punctuation that a character is taken for.
pub(crate) fn fold_punctuation(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '·' | '•' | '‧' | '・' => '·',
        dash if is_dash(dash) => '-',
        other => other,
    }
}

/// The character that stands for all Chinese ones which OpenCC's tables connect: the lowest of them.
pub(crate) fn fold_han(c: char) -> char {
    HAN_CLASSES.get(&c).copied().unwrap_or(c)
}

/// The simplified character of a traditional one, and so on for all in a text.
pub(crate) fn simplified(text: &str) -> String {
    text.chars().map(|c| asked(&SIMPLIFY, c)).collect()
}

/// The traditional character of a simplified one, and so on for all in a text.
pub(crate) fn traditional(text: &str) -> String {
    text.chars().map(|c| asked(&COMPLICATE, c)).collect()
}

static SIMPLIFY: LazyLock<OpenCC> = LazyLock::new(|| open(BuiltinConfig::T2s));
static COMPLICATE: LazyLock<OpenCC> = LazyLock::new(|| open(BuiltinConfig::S2t));
static HAN_CLASSES: LazyLock<BTreeMap<char, char>> = LazyLock::new(han_classes);

fn open(config: BuiltinConfig) -> OpenCC {
    OpenCC::from_config(config).expect("the tables are part of the library")
}

fn asked(table: &OpenCC, c: char) -> char {
    let answer: Vec<char> = table.convert(c.encode_utf8(&mut [0; 4])).chars().collect();
    if let [one] = answer[..] { one } else { c }
}

fn han_classes() -> BTreeMap<char, char> {
    let mut neighbours: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for c in ('\u{2E80}'..=char::MAX).filter(|c| script(*c) == Script::Han) {
        for other in [asked(&SIMPLIFY, c), asked(&COMPLICATE, c)] {
            neighbours.entry(c).or_default().insert(other);
            neighbours.entry(other).or_default().insert(c);
        }
    }
    neighbours.keys().map(|c| (*c, *reachable(*c, &neighbours).first().expect("a character reaches itself"))).collect()
}

fn reachable(from: char, neighbours: &BTreeMap<char, BTreeSet<char>>) -> BTreeSet<char> {
    let mut reached = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(c) = next.pop() {
        next.extend(neighbours[&c].iter().filter(|other| reached.insert(**other)));
    }
    reached
}
