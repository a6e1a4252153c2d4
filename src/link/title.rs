//! Titles beside a name: `Mr Ross`, `President Ford`, `刘先生`, `总统拜登`. They say that the name is a person's.

use super::word::{self, Shapes};

/// Titles that stand ahead of a name with a capital, folded, without dots.
#[rustfmt::skip]
const AHEAD: [&str; 86] = [
    "adm", "admiral", "ambassador", "archbishop", "ayatollah", "baron", "baroness", "bishop", "brig", "capt", "captain", "cardinal", "chairman",
    "chairwoman", "chancellor", "cmdr", "coach", "col", "colonel", "commander", "commissioner", "congressman", "congresswoman", "count", "countess",
    "cpl", "crown", "dame", "det", "detective", "dr", "duchess", "duke", "emir", "emperor", "empress", "father", "gen", "general", "gov", "governor",
    "imam", "judge", "justice", "king", "lady", "lieutenant", "lord", "lt", "maj", "major", "mayor", "minister", "miss", "mr", "mrs", "ms", "mullah",
    "officer", "pastor", "pope", "premier", "president", "prince", "princess", "prof", "professor", "queen", "rabbi", "rep", "representative", "rev",
    "reverend", "saint", "sec", "secretary", "sen", "senator", "sgt", "sheik", "sheikh", "sheriff", "sir", "sister", "spokesman", "sultan",
];

static SHAPES: Shapes = Shapes::of(&AHEAD);

/// Titles in Chinese, folded, that stand behind a name and most of them also ahead of it. A longer one comes ahead of those that it begins with.
#[rustfmt::skip]
const CHINESE: [&str; 66] = [
    "先生", "女士", "小姐", "夫人", "太太", "主席", "总統", "总书記", "总理", "首相", "书記", "部長", "外長", "防長", "財長", "国务卿", "省長", "市長", "州長", "区長", "县長", "厅長",
    "侷長", "司長", "处長", "院長", "校長", "会長", "社長", "行長", "董事長", "总裁", "总經理", "經理", "主任", "委员長", "委员", "議長", "議员", "参議员", "众議员", "发言人", "大使",
    "特使", "公使", "領事", "将军", "上将", "中将", "少将", "司令", "法官", "检察官", "律师", "敎授", "博士", "医生", "敎練", "祕书長", "总乾事", "国王", "女王", "亲王", "王子",
    "公主", "敎皇",
];

/// What may stand between a name and a title behind it: `刘副总理`, `刘前部长`.
const PREFIXES: [char; 3] = ['副', '前', '原'];

/// A title, as it stands in the lists.
pub type Title = &'static str;

/// All titles, as they stand in the lists.
pub fn all() -> impl Iterator<Item = Title> {
    AHEAD.into_iter().chain(CHINESE)
}

/// The title that stands directly beside a span, if one does.
///
/// `fold` folds a text as names are folded.
pub fn beside(text: &str, start: usize, end: usize, fold: impl Fn(&str) -> String) -> Option<Title> {
    english(&text[..start], &fold).or_else(|| behind(text, end, &fold)).or_else(|| ahead(text, start, &fold))
}

/// The title that stands directly behind a span, if one does.
pub(super) fn behind(text: &str, end: usize, fold: impl Fn(&str) -> String) -> Option<Title> {
    // None of them is ASCII, as what stands behind nearly every name is.
    let is_ascii = text.as_bytes().get(end).is_none_or(u8::is_ascii);
    if is_ascii { None } else { chinese_behind(&text[end..], fold) }
}

/// Whether a folded word is a title that stands ahead of names.
pub(super) fn is_ahead(word: &str) -> bool {
    AHEAD.binary_search(&word).is_ok()
}

fn english(ahead: &str, fold: impl Fn(&str) -> String) -> Option<Title> {
    let ahead = ahead.strip_suffix(' ').or_else(|| ahead.strip_suffix('\u{A0}'))?;
    // All of them are ASCII, so that bytes are enough.
    let dotted = word::ending(ahead, word::CAPITAL | word::SMALL | word::DIGIT | word::DOT);
    if !dotted.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let word = dotted.trim_end_matches('.');
    let before = &ahead[..ahead.len() - dotted.len()];
    if !SHAPES.may_have(word) || before.ends_with(char::is_alphanumeric) {
        return None;
    }
    word::ask(word, fold, |folded| AHEAD.binary_search(&folded).ok()).map(|at| AHEAD[at])
}

/// Han text, of which a few characters are looked at.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

const LONGEST_CHINESE: usize = 4;

#[inline(never)]
fn chinese_behind(behind: &str, fold: impl Fn(&str) -> String) -> Option<Title> {
    let next: String = behind.chars().take(LONGEST_CHINESE).take_while(|&c| is_han(c)).collect();
    if next.is_empty() {
        return None;
    }
    let folded = fold(&next);
    let rest = folded.strip_prefix(PREFIXES).unwrap_or(&folded);
    CHINESE.into_iter().find(|title| rest.starts_with(title))
}

fn ahead(text: &str, start: usize, fold: impl Fn(&str) -> String) -> Option<Title> {
    let is_ascii = text.as_bytes()[..start].last().is_none_or(u8::is_ascii);
    if is_ascii { None } else { chinese_ahead(&text[..start], fold) }
}

#[inline(never)]
fn chinese_ahead(ahead: &str, fold: impl Fn(&str) -> String) -> Option<Title> {
    let mut last: Vec<char> = ahead.chars().rev().take(LONGEST_CHINESE).take_while(|&c| is_han(c)).collect();
    if last.is_empty() {
        return None;
    }
    last.reverse();
    let folded = fold(&String::from_iter(last));
    CHINESE.into_iter().find(|title| folded.ends_with(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, name: &str) -> Option<Title> {
        let start = text.find(name).expect("it is in the text");
        beside(text, start, start + name.len(), str::to_lowercase)
    }

    #[test]
    fn the_list_of_titles_is_sorted() {
        assert!(AHEAD.is_sorted());
    }

    #[test]
    fn titles_stand_beside_names() {
        assert_eq!(of("said Mr. Ross", "Ross"), Some("mr"));
        assert_eq!(of("Vice President Ford", "Ford"), Some("president"));
        assert_eq!(of("a president Ford", "Ford"), None);
        assert_eq!(of("刘副总理说", "刘"), Some("总理"));
        assert_eq!(of("日本首相安倍说", "安倍"), Some("首相"));
        assert_eq!(of("安倍说首相", "安倍"), None);
    }
}
