//! What another Chinese-speaking region says: `新西兰` on the mainland is `紐西蘭` in Taiwan, `新西兰总理` `紐西蘭總理`.
//!
//! OpenCC's tables of phrases say so. What differs in traditional and simplified characters alone is one by folding already. The tables are of words
//! and were not made for names: within `喀布尔` they find `布尔`, a type of programming languages. So the phrase is to be the whole name, or its
//! beginning with a word behind it that countries have; and no person is called by a table.

use crate::dictionary::EntityType;
use crate::variants::Form;
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::LazyLock;

/// To Taiwan and to the mainland. Made when they are first asked for: most dictionaries never do.
static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
    [Table::of(BuiltinConfig::S2twp, BuiltinConfig::S2tw), Table::of(BuiltinConfig::Tw2sp, BuiltinConfig::Tw2s)]
});

/// The way to a region.
struct Table {
    with_phrases: OpenCC,
    /// The same for characters alone.
    by_character: OpenCC,
}

/// How names go on behind that of a country, in traditional characters.
const BEHIND: [&str; 38] = [
    "共和",
    "王國",
    "公國",
    "聯邦",
    "聯合",
    "聯盟",
    "人民",
    "民主",
    "伊斯蘭",
    "合眾",
    "多民族",
    "國",
    "元",
    "鎊",
    "盾",
    "法郎",
    "披索",
    "比索",
    "先令",
    "第納爾",
    "群島",
    "政府",
    "總統",
    "總理",
    "外交",
    "內閣",
    "央行",
    "中央",
    "儲備",
    "銀行",
    "航空",
    "大學",
    "警察",
    "大使",
    "駐",
    "人",
    "語",
    "新利昂",
];

/// Beginnings that may be something else: Georgia is a state of the US as well.
const SEVERAL: [&str; 2] = ["喬治亞", "乔治亚"];

/// Shorter phrases are mostly everyday words (`智能`, `信息`), unless the name is that of a place.
const SHORTEST: usize = 3;

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    let characters: Vec<char> = form.text.chars().collect();
    if *kind == EntityType::Person || characters.len() < 2 || !characters.iter().all(|c| is_han(*c)) {
        return;
    }
    let shortest = if *kind == EntityType::Place { 2 } else { SHORTEST };
    let told = TABLES.iter().find_map(|table| table.converted(&characters, shortest));
    out.extend(told.map(|text| form.rewritten(text)));
}

impl Table {
    fn of(with_phrases: BuiltinConfig, by_character: BuiltinConfig) -> Self {
        let table = |config| OpenCC::from_config(config).expect("the tables are built into the crate");
        Self { with_phrases: table(with_phrases), by_character: table(by_character) }
    }

    /// The name as the region says it, if that is certain.
    fn converted(&self, name: &[char], shortest: usize) -> Option<String> {
        let whole = self.changed(name)?;
        let end = (2..=name.len()).find(|&end| self.changed(&name[..end]).is_some())?;
        let (phrase, rest) = name.split_at(end);
        let is_one_phrase = (1..end).all(|start| self.changed(&phrase[start..]).is_none());
        (end >= shortest && is_one_phrase && may_stand_behind(phrase, rest)).then_some(whole)
    }

    /// What becomes of characters, if a phrase makes the difference.
    fn changed(&self, characters: &[char]) -> Option<String> {
        let text: String = characters.iter().collect();
        let converted = self.with_phrases.convert(&text);
        (converted != self.by_character.convert(&text)).then_some(converted)
    }
}

/// Whether a name may go on so behind a phrase.
fn may_stand_behind(phrase: &[char], rest: &[char]) -> bool {
    let phrase: String = phrase.iter().collect();
    let rest = TABLES[0].by_character.convert(&rest.iter().collect::<String>());
    let is_known = || BEHIND.iter().any(|word| rest.starts_with(word));
    rest.is_empty() || is_known() && !SEVERAL.contains(&phrase.as_str())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}')
}
