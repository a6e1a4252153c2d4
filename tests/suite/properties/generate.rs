//! Random dictionaries and documents that are hard on purpose: few letters, many writings, names that overlap.

use super::mutate::Mutation;
use crate::oracle::matching::normal;
use crate::oracle::world::{Boundary, CasePolicy, Entity, Name, World};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const LATIN: &[&str] =
    &["a", "b", "s", "A", "B", "S", "é", "É", "e\u{301}", "ñ", "ß", "ẞ", "İ", "ı", "ﬁ", "ø", "ª", "K"];
const HAN: &[&str] =
    &["劉", "刘", "鶴", "鹤", "發", "发", "髮", "后", "後", "臺", "台", "鐘", "钟", "鍾", "中", "々", "〇", "𠀀"];
const KANA: &[&str] = &["カ", "ガ", "ｶ", "ﾞ", "ﾊ", "ﾟ", "ハ", "か", "が", "\u{3099}", "ー", "ｰ", "゛"];
const HANGUL: &[&str] = &["가", "각", "\u{1100}\u{1161}", "가\u{11A8}", "이", "ㄱ", "ﾡ"];
const CYRILLIC: &[&str] = &["е", "ё", "Ё", "й", "Й", "и", "и\u{306}", "Ж", "ж"];
const GREEK: &[&str] = &["α", "ά", "Σ", "σ", "ς", "ΐ", "Ω", "\u{2126}"];
const WIDE: &[&str] = &["Ａ", "ａ", "Ｂ", "０", "１", "㈱", "™", "½", "№", "Ⅷ", "㍿", "㎏"];
const OTHER: &[&str] = &["ก", "ั", "กำ", "ກ", "ក", "မ", "၁", "ب", "ל", "क", "ि", "Ա", "ა"];
const MARKS: &[&str] = &["\u{301}", "\u{323}", "\u{308}", "\u{303}", "\u{FE0F}", "\u{20DD}"];
const INVISIBLE: &[&str] = &["\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{200E}", "\u{2067}"];
const SPACES: &[&str] = &[" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u{2028}", "\u{85}", "\u{3000}", "\u{A0}", "´"];
const WALLS: &[&str] = &["\n\n", "\r\n\r\n", "\n \n", "\n\r", "\u{2029}\u{200B}\n"];
const HYPHENS: &[&str] = &["-", "‐", "‑", "–", "—", "−", "－", "゠", "〜", "\u{207B}"];
const QUOTES: &[&str] = &["'", "’", "‘", "′", "\"", "“", "«", "「", "』"];
const DOTS: &[&str] = &[".", "·", "•", "‧", "・", "･", "．"];
const SIGNS: &[&str] = &["_", "@", "#", "/", ",", "(", ")", "（", "）", "&", "+"];
const DIGITS: &[&str] = &["0", "1", "٣", "²"];
const EMOJI: &[&str] = &["🙂", "👩\u{200D}💻", "❤\u{FE0F}", "1\u{FE0F}\u{20E3}", "🇺🇸"];

/// Plain English letters and signs, as nearly all of a Western text.
const PLAIN_LETTERS: &[&str] = &["a", "b", "o", "s", "A", "B", "S", "us", "US", "Ab", "1", "20", "_", "'s"];
const PLAIN_SIGNS: &[&str] =
    &[" ", " ", " ", " ", " ", ", ", ". ", "-", "'", ".", "@", "#", "/", "\n", "\r\n", "\n\n", "  ", "\t"];

/// Chinese running text.
const CHINESE_SIGNS: &[&str] =
    &["，", "。", "、", "\n", "\n", "\r\n", "\n\n", " ", "\u{3000}", "“", "」", "（", "）", "·", "US", "1"];

/// Which characters a world is made of.
#[derive(Clone, Copy)]
enum Alphabet {
    Nasty,
    Plain,
    Chinese,
}

fn letters(alphabet: Alphabet) -> BoxedStrategy<&'static str> {
    match alphabet {
        Alphabet::Nasty => letter().boxed(),
        Alphabet::Plain => prop_oneof![60 => select(PLAIN_LETTERS), 1 => letter()].boxed(),
        Alphabet::Chinese => prop_oneof![60 => select(HAN), 1 => letter()].boxed(),
    }
}

fn signs(alphabet: Alphabet) -> BoxedStrategy<&'static str> {
    match alphabet {
        Alphabet::Nasty => sign().boxed(),
        Alphabet::Plain => prop_oneof![60 => select(PLAIN_SIGNS), 1 => sign()].boxed(),
        Alphabet::Chinese => prop_oneof![60 => select(CHINESE_SIGNS), 1 => sign()].boxed(),
    }
}

fn letter() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => select(LATIN),
        4 => select(HAN),
        2 => select(KANA),
        2 => select(HANGUL),
        1 => select(CYRILLIC),
        1 => select(GREEK),
        1 => select(WIDE),
        1 => select(OTHER),
        1 => select(DIGITS),
    ]
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => select(SPACES),
        1 => select(WALLS),
        2 => select(HYPHENS),
        1 => select(QUOTES),
        1 => select(DOTS),
        1 => select(SIGNS),
        1 => select(INVISIBLE),
        1 => select(MARKS),
        1 => select(EMOJI),
    ]
}

/// A text of letters and signs without any plan.
pub(super) fn noise() -> impl Strategy<Value = String> {
    vec(prop_oneof![3 => letter(), 2 => sign()], 0..20).prop_map(|atoms| atoms.concat())
}

/// A name of a dictionary, made of some of the world's words.
#[derive(Clone, Debug)]
struct NamePlan {
    words: Vec<(Index, &'static str)>,
    kind: Option<&'static str>,
    case: CasePolicy,
    boundary: Boundary,
    dates: (Option<&'static str>, Option<&'static str>),
    usage: Usage,
}

#[derive(Clone, Copy, Debug)]
enum Usage {
    Always,
    NeedsContext,
    Block,
}

#[derive(Clone, Debug)]
struct EntityPlan {
    kind: &'static str,
    names: Vec<NamePlan>,
    context: Option<Index>,
}

/// A stretch of a document.
#[derive(Clone, Debug)]
enum Stretch {
    Name(Index, Mutation),
    Word(Index, Mutation),
    Letter(&'static str),
    Sign(&'static str),
}

fn dates() -> impl Strategy<Value = Option<&'static str>> {
    option::weighted(0.15, select(&["2019", "2019-10", "2019-10-09", "2020-02-29", "2021"][..]))
}

/// How much there is of everything in a world, at most (exclusive).
#[derive(Clone, Copy)]
struct Size {
    alphabet: Alphabet,
    words: usize,
    letters: usize,
    entities: usize,
    name_words: usize,
    stretches: usize,
}

const SMALL: Size = Size { alphabet: Alphabet::Nasty, words: 5, letters: 4, entities: 5, name_words: 4, stretches: 12 };
const LARGE: Size = Size { words: 12, letters: 9, entities: 60, name_words: 9, stretches: 60, ..SMALL };
const PLAIN: Size =
    Size { alphabet: Alphabet::Plain, words: 9, letters: 6, entities: 12, name_words: 5, stretches: 90 };
const CHINESE: Size = Size { alphabet: Alphabet::Chinese, ..PLAIN };

fn name_plan(size: Size) -> impl Strategy<Value = NamePlan> {
    let joiner =
        prop_oneof![6 => Just(" "), 2 => Just(""), 1 => Just("-"), 1 => Just("'"), 1 => Just("."), 1 => Just("·")];
    let words = vec((any::<Index>(), joiner), 1..size.name_words);
    let kind = prop_oneof![6 => Just(None), 2 => Just(Some("acronym")), 1 => Just(Some("official"))];
    let case = prop_oneof![4 => Just(CasePolicy::Auto), 1 => Just(CasePolicy::Exact), 2 => Just(CasePolicy::Any)];
    let boundary = prop_oneof![4 => Just(Boundary::Word), 1 => Just(Boundary::None)];
    let usage = prop_oneof![8 => Just(Usage::Always), 1 => Just(Usage::NeedsContext), 1 => Just(Usage::Block)];
    (words, kind, case, boundary, (dates(), dates()), usage)
        .prop_map(|(words, kind, case, boundary, dates, usage)| NamePlan { words, kind, case, boundary, dates, usage })
}

fn entity_plan(size: Size) -> impl Strategy<Value = EntityPlan> {
    let kind = select(&["organization", "place", "group"][..]);
    (kind, vec(name_plan(size), 1..4), option::weighted(0.3, any::<Index>()))
        .prop_map(|(kind, names, context)| EntityPlan { kind, names, context })
}

fn stretches(alphabet: Alphabet, most: usize) -> impl Strategy<Value = Vec<Stretch>> {
    let stretch = prop_oneof![
        4 => (any::<Index>(), Mutation::any()).prop_map(|(index, mutation)| Stretch::Name(index, mutation)),
        2 => (any::<Index>(), Mutation::any()).prop_map(|(index, mutation)| Stretch::Word(index, mutation)),
        1 => letters(alphabet).prop_map(Stretch::Letter),
        5 => signs(alphabet).prop_map(Stretch::Sign),
    ];
    vec(stretch, 0..most)
}

/// A dictionary and a document in which many of its names stand, in some writing or other.
pub(super) fn world() -> impl Strategy<Value = World> {
    world_of(SMALL)
}

/// The same with long names, many of them, and a longer text.
pub(super) fn large_world() -> impl Strategy<Value = World> {
    world_of(LARGE)
}

/// Plain English, long enough to fill blocks of bytes, and very little else.
pub(super) fn plain_world() -> impl Strategy<Value = World> {
    world_of(PLAIN)
}

/// The same in Chinese.
pub(super) fn chinese_world() -> impl Strategy<Value = World> {
    world_of(CHINESE)
}

fn world_of(size: Size) -> impl Strategy<Value = World> {
    let words = vec(vec(letters(size.alphabet), 1..size.letters).prop_map(|letters| letters.concat()), 1..size.words);
    let entities = vec(entity_plan(size), 1..size.entities);
    let title = option::weighted(0.3, stretches(size.alphabet, 5));
    (words, entities, title, stretches(size.alphabet, size.stretches), option::weighted(0.7, day()))
        .prop_map(|(words, entities, title, text, date)| built(&words, &entities, title.as_deref(), &text, date))
}

fn day() -> impl Strategy<Value = &'static str> {
    select(&["2018-12-31", "2019-01-01", "2019-10-09", "2019-10", "2020-02-29", "2020", "2021-12-31"][..])
}

fn built(
    words: &[String],
    plans: &[EntityPlan],
    title: Option<&[Stretch]>,
    text: &[Stretch],
    date: Option<&'static str>,
) -> World {
    let entities: Vec<Entity> =
        plans.iter().zip(1..).filter_map(|(plan, number)| entity(words, plan, number)).collect();
    let names: Vec<&Name> = entities.iter().flat_map(|entity| &entity.names).collect();
    let written = |stretches: &[Stretch]| stretches.iter().map(|stretch| written(stretch, words, &names)).collect();
    World { title: title.map(written), text: written(text), date: date.map(str::to_owned), entities: entities.clone() }
}

fn entity(words: &[String], plan: &EntityPlan, number: u32) -> Option<Entity> {
    let names: Vec<Name> = plan.names.iter().map(|plan| name(words, plan)).filter(is_name).collect();
    (!names.is_empty()).then(|| Entity {
        id: format!("{}/{number}", plan.kind),
        kind: plan.kind.to_owned(),
        names,
        context: plan
            .context
            .iter()
            .map(|index| index.get(words).clone())
            .filter(|term| !normal(term).is_empty())
            .collect(),
        ..Entity::default()
    })
}

fn is_name(name: &Name) -> bool {
    !normal(&name.text).is_empty()
}

fn name(words: &[String], plan: &NamePlan) -> Name {
    let mut text = String::new();
    for (i, (index, joiner)) in plan.words.iter().enumerate() {
        text.push_str(if i == 0 { "" } else { joiner });
        text.push_str(index.get::<String>(words));
    }
    Name {
        text,
        kind: plan.kind.map(str::to_owned),
        case: plan.case,
        boundary: plan.boundary,
        from: plan.dates.0.map(str::to_owned),
        until: plan.dates.1.map(str::to_owned),
        needs_context: matches!(plan.usage, Usage::NeedsContext),
        block: matches!(plan.usage, Usage::Block),
        ..Name::default()
    }
}

fn written(stretch: &Stretch, words: &[String], names: &[&Name]) -> String {
    match stretch {
        Stretch::Name(index, mutation) if !names.is_empty() => mutation.of(&index.get(names).text),
        Stretch::Name(index, mutation) | Stretch::Word(index, mutation) => mutation.of(index.get::<String>(words)),
        Stretch::Letter(atom) | Stretch::Sign(atom) => (*atom).to_owned(),
    }
}
