//! What the fuzzer makes, and the world that comes of it.

use crate::oracle::matching::normal;
use crate::oracle::world::{Boundary, CasePolicy, Entity, Name, World};
use arbitrary::Arbitrary;

/// Letters of many scripts, with characters that fold, compose, unfold or vanish, and sometimes whole words.
const LETTERS: &[&str] = &[
    "a",
    "b",
    "s",
    "A",
    "B",
    "S",
    "é",
    "É",
    "e\u{301}",
    "ñ",
    "ß",
    "ẞ",
    "İ",
    "ı",
    "ﬁ",
    "ø",
    "ª",
    "K",
    "US",
    "Ab",
    "the",
    "劉",
    "刘",
    "鶴",
    "鹤",
    "發",
    "发",
    "髮",
    "后",
    "臺",
    "台",
    "鐘",
    "鍾",
    "中",
    "々",
    "〇",
    "𠀀",
    "カ",
    "ガ",
    "ｶ",
    "ﾞ",
    "ハ",
    "か",
    "\u{3099}",
    "ー",
    "가",
    "각",
    "\u{1100}\u{1161}",
    "가\u{11A8}",
    "ㄱ",
    "ﾡ",
    "е",
    "ё",
    "Ё",
    "й",
    "и\u{306}",
    "Ж",
    "α",
    "ά",
    "Σ",
    "ς",
    "ΐ",
    "\u{2126}",
    "Ａ",
    "ａ",
    "０",
    "㈱",
    "™",
    "½",
    "№",
    "Ⅷ",
    "㍿",
    "ก",
    "ั",
    "กำ",
    "ກ",
    "ក",
    "မ",
    "ب",
    "क",
    "ि",
    "Ա",
    "0",
    "1",
    "٣",
    "²",
    "🙂",
    "👩\u{200D}💻",
    "❤\u{FE0F}",
    "1\u{FE0F}\u{20E3}",
    "ﷺ",
];

/// What stands between letters.
const SIGNS: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u{2028}",
    "\u{3000}",
    "\u{A0}",
    "\n\n",
    "\r\n\r\n",
    "\n \n",
    "\u{2029}\u{200B}\n",
    "-",
    "‐",
    "–",
    "—",
    "−",
    "〜",
    "'",
    "’",
    "′",
    "\"",
    "“",
    "«",
    "「",
    ".",
    "·",
    "•",
    "・",
    "．",
    "_",
    "@",
    "#",
    "/",
    ",",
    "(",
    "（",
    "&",
    "+",
    "´",
    "\u{200B}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{200E}",
    "\u{301}",
    "\u{323}",
    "\u{308}",
    "\u{FE0F}",
    "\u{20DD}",
    "，",
    "。",
];

/// What stands between the words of a name.
const JOINERS: &[&str] = &[" ", "", "-", "'", ".", "·"];
const DATES: &[&str] = &["2018-12-31", "2019-01-01", "2019-10", "2019-10-09", "2020", "2020-02-29", "2021-12-31"];
/// Words that every world has, so that no plan is without names.
const WORDS: &[&str] = &["US", "劉鶴", "Ab"];
const KINDS: &[&str] = &["organization", "place", "group"];

// So many of each at most: the oracle tries every form at every place.
const MOST_WORDS: usize = 8;
const MOST_LETTERS: usize = 8;
const MOST_ENTITIES: usize = 8;
const MOST_NAMES: usize = 4;
const MOST_NAME_WORDS: usize = 6;
const MOST_STRETCHES: usize = 60;

/// A dictionary and a document.
#[derive(Arbitrary, Debug)]
pub(crate) struct Plan {
    words: Vec<Vec<u8>>,
    entities: Vec<EntityPlan>,
    title: Option<Vec<Stretch>>,
    text: Vec<Stretch>,
    date: Option<u8>,
}

#[derive(Arbitrary, Debug)]
struct EntityPlan {
    kind: u8,
    names: Vec<NamePlan>,
    context: Option<u8>,
}

#[derive(Arbitrary, Debug)]
struct NamePlan {
    words: Vec<(u8, u8)>,
    is_acronym: bool,
    case: Case,
    is_free: bool,
    from: Option<u8>,
    until: Option<u8>,
    usage: Usage,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Case {
    Auto,
    Exact,
    Any,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Usage {
    Always,
    AlwaysToo,
    AndAgain,
    NeedsContext,
    Block,
}

/// A stretch of a document.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Stretch {
    Name(u8, Writing),
    /// A name with a space on both sides.
    Alone(u8, Writing),
    Word(u8, Writing),
    Letter(u8),
    Sign(u8),
    Any(char),
}

/// How a name is written in the text.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Writing {
    AsItIs,
    Upper,
    Lower,
    /// All but the last character.
    Cut,
    /// With a sign behind its first character.
    Split(u8),
}

impl Plan {
    /// The world that comes of the plan.
    pub(crate) fn world(&self) -> World {
        let given = self.words.iter().take(MOST_WORDS).map(|word| letters(word));
        let words: Vec<String> = given.chain(WORDS.iter().map(|&word| word.to_owned())).collect();
        let plans = self.entities.iter().take(MOST_ENTITIES).zip(1..);
        let planned = plans.filter_map(|(plan, number)| plan.entity(number, &words));
        let entities: Vec<Entity> = planned.chain([Self::entity_that_all_have()]).collect();
        let names: Vec<&str> =
            entities.iter().flat_map(|entity| &entity.names).map(|name| name.text.as_str()).collect();
        let written = |stretches: &[Stretch]| {
            stretches.iter().take(MOST_STRETCHES).map(|stretch| stretch.text(&names, &words)).collect::<String>()
        };
        let (title, text) = (self.title.as_deref().map(written), written(&self.text));
        World { title, text, date: self.date.map(|date| pick(DATES, date)), entities }
    }

    fn entity_that_all_have() -> Entity {
        let name = |&text: &&str| Name { text: text.to_owned(), ..Name::default() };
        Entity {
            id: "entity/0".to_owned(),
            kind: KINDS[0].to_owned(),
            names: WORDS.iter().map(name).collect(),
            ..Entity::default()
        }
    }
}

impl EntityPlan {
    fn entity(&self, number: u32, words: &[String]) -> Option<Entity> {
        let names: Vec<Name> = self.names.iter().take(MOST_NAMES).filter_map(|plan| plan.name(words)).collect();
        let term = self.context.and_then(|term| at(words, term)).filter(|term| !normal(term).is_empty());
        (!names.is_empty()).then(|| Entity {
            id: format!("entity/{number}"),
            kind: pick(KINDS, self.kind),
            names,
            context: term.into_iter().cloned().collect(),
            ..Entity::default()
        })
    }
}

impl NamePlan {
    fn name(&self, words: &[String]) -> Option<Name> {
        let mut text = String::new();
        for &(word, joiner) in self.words.iter().take(MOST_NAME_WORDS) {
            if !text.is_empty() {
                text += &pick(JOINERS, joiner);
            }
            text += at(words, word)?;
        }
        (!normal(&text).is_empty()).then(|| Name {
            text,
            kind: self.is_acronym.then(|| "acronym".to_owned()),
            case: match self.case {
                Case::Auto => CasePolicy::Auto,
                Case::Exact => CasePolicy::Exact,
                Case::Any => CasePolicy::Any,
            },
            boundary: if self.is_free { Boundary::None } else { Boundary::Word },
            from: self.from.map(|date| pick(DATES, date)),
            until: self.until.map(|date| pick(DATES, date)),
            needs_context: matches!(self.usage, Usage::NeedsContext),
            block: matches!(self.usage, Usage::Block),
            ..Name::default()
        })
    }
}

impl Stretch {
    fn text(self, names: &[&str], words: &[String]) -> String {
        match self {
            Self::Name(name, writing) => at(names, name).map_or(String::new(), |name| writing.of(name)),
            Self::Alone(name, writing) => format!(" {} ", Self::Name(name, writing).text(names, words)),
            Self::Word(word, writing) => at(words, word).map_or(String::new(), |word| writing.of(word)),
            Self::Letter(letter) => pick(LETTERS, letter),
            Self::Sign(sign) => pick(SIGNS, sign),
            Self::Any(c) => c.to_string(),
        }
    }
}

impl Writing {
    fn of(self, name: &str) -> String {
        match self {
            Self::AsItIs => name.to_owned(),
            Self::Upper => name.to_uppercase(),
            Self::Lower => name.to_lowercase(),
            Self::Cut => name.chars().take(name.chars().count().saturating_sub(1)).collect(),
            Self::Split(sign) => {
                let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
                format!("{first}{}{rest}", pick(SIGNS, sign))
            }
        }
    }
}

fn letters(choices: &[u8]) -> String {
    choices.iter().take(MOST_LETTERS).map(|&letter| pick(LETTERS, letter)).collect()
}

fn pick(list: &[&str], choice: u8) -> String {
    list[usize::from(choice) % list.len()].to_owned()
}

fn at<T>(list: &[T], choice: u8) -> Option<&T> {
    list.get(usize::from(choice) % list.len().max(1))
}
