//! The oracle on the examples of docs/matching.md.

use super::fold::{WALL, fold, folded_text};

fn folds(text: &str, folded: &str) {
    assert_eq!(folded_text(text), folded, "{text:?}");
}

#[test]
fn compatibility_forms_become_ordinary_ones() {
    folds("ＵＳＢ", "usb");
    folds("ﬁ", "fi");
    folds("ｶﾞ", "ガ");
    folds("㈱", "(株)");
    folds("\u{1112}\u{1161}\u{11ab}", "한");
}

#[test]
fn case_and_the_marks_of_latin_and_greek_letters_are_folded() {
    folds("Peña", "pena");
    folds("Pen\u{303}a", "pena");
    folds("Pen\u{200B}\u{303}a", "pena");
    folds("ß", "ss");
    folds("İstanbul", "istanbul");
    folds("Άγκυρα", "αγκυρα");
    folds("Ёлкин", "елкин");
    folds("Й", "й");
    folds("и\u{306}", "й");
    folds("и\u{301}", "и\u{301}");
}

#[test]
fn both_chinese_scripts_are_one() {
    for (a, b) in [("劉鶴", "刘鹤"), ("錢鍾書", "钱锺书"), ("錢鍾書", "钱钟书"), ("頭髮", "头发"), ("皇后", "皇後")]
    {
        assert_eq!(folded_text(a), folded_text(b));
    }
    assert_ne!(folded_text("中"), folded_text("国"));
}

#[test]
fn punctuation_is_one_of_a_kind() {
    folds("‘’‚‛′'", "''''''");
    folds("“”„‟«»「」『』", "\"\"\"\"\"\"\"\"\"\"");
    folds("a‐b‑c–d—e−f", "a-b-c-d-e-f");
    folds("·•‧・･", "·····");
}

#[test]
fn white_space_becomes_a_space_a_wall_or_nothing() {
    folds("a \u{A0}\u{3000}\tb", "a b");
    folds("a\nb", "a b");
    folds("a\r\nb", "a b");
    assert_eq!(folded_text("a\n \nb"), format!("a{WALL}b"));
    assert_eq!(folded_text("a\n\u{200B}\nb"), format!("a{WALL}b"));
    folds("耿\n爽", "耿爽");
    folds("耿 \r\n\u{3000}爽", "耿爽");
    folds("耿 爽", "耿 爽");
    assert_eq!(folded_text("耿\n\n爽"), format!("耿{WALL}爽"));
    folds("ス\nー", "スー");
    folds("耿\nA", "耿 a");
}

#[test]
fn folded_characters_lead_back() {
    let sources =
        |text: &str| -> Vec<String> { fold(text).into_iter().map(|piece| text[piece.source].to_owned()).collect() };
    assert_eq!(sources("㈱"), ["㈱", "㈱", "㈱"]);
    assert_eq!(sources("n\u{200B}\u{303}o"), ["n\u{200B}\u{303}", "o"]);
    assert_eq!(sources("e\u{323}\u{301}"), ["e\u{323}\u{301}"]);
    assert_eq!(sources("耿\n爽"), ["耿", "爽"]);
    assert_eq!(sources("a \u{200B}\n b"), ["a", " \u{200B}\n ", "b"]);
}
