//! The language of documents that do not say it.

mod english;

use english::english;
use whatlang::Lang;

/// So many characters are looked at.
const CHARACTERS: usize = 600;

/// A Han character or kana says about as much as two letters of an alphabet.
const LETTERS_A_CHARACTER: usize = 2;

/// Above this share of kana among Han characters and kana a text is Japanese: a Japanese brand in a Chinese text stays below.
const KANA_OF_TEN: usize = 1;

/// The language of a text as a BCP 47 tag of two letters; none where it cannot be told reliably.
///
/// # Examples
///
/// ```
/// assert_eq!(newstag::read::language("外交部发言人耿爽九日在北京主持例行记者会。"), Some("zh"));
/// assert_eq!(newstag::read::language("1234"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let text = beginning(text);
    east_asian(text).or_else(|| english(text)).or_else(|| statistical(text))
}

/// The first characters; where they are all ASCII, they need not be counted.
fn beginning(text: &str) -> &str {
    match text.get(..CHARACTERS) {
        Some(text) if text.is_ascii() => text,
        _ => text.char_indices().nth(CHARACTERS).map_or(text, |(end, _)| &text[..end]),
    }
}

fn east_asian(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return None;
    }
    let (mut han, mut kana, mut other) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' => kana += 1,
            '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
                han += 1;
            }
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    let both = han + kana;
    let rules = both * LETTERS_A_CHARACTER > other && both > 0;
    rules.then_some(if kana * 10 > both * KANA_OF_TEN { "ja" } else { "zh" })
}

fn statistical(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    Some(tag(info.lang()))
}

/// The tag of two letters that ISO 639-1 gives a language.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_tell_japanese_from_chinese() {
        assert_eq!(language("耿爽"), Some("zh"));
        assert_eq!(language("中國外交部發言人耿爽九日在北京表示，中方堅決反對，優の良品。"), Some("zh"));
        assert_eq!(language("中国外務省の耿爽報道官は9日の記者会見で述べた。"), Some("ja"));
    }

    #[test]
    fn glosses_do_not_make_a_text_chinese() {
        let text = "Geng Shuang (耿爽), a spokesman for the ministry, told reporters on Wednesday that Liu He (劉鶴) would travel.";
        assert_eq!(language(text), Some("en"));
        assert_eq!(language("台積電 TSMC 與 NVIDIA 宣布在高雄合作建立新的研發中心，總投資額達百億元"), Some("zh"));
    }

    #[test]
    fn other_languages_are_told_by_statistics() {
        let german = "Der Sprecher des Außenministeriums erklärte am Mittwoch vor Journalisten, die Regierung werde alle nötigen Maßnahmen ergreifen.";
        let russian =
            "Представитель министерства заявил в среду журналистам, что правительство примет все необходимые меры.";
        assert_eq!((language(german), language(russian)), (Some("de"), Some("ru")));
    }

    #[test]
    fn what_cannot_be_told_is_left_open() {
        assert_eq!(language(""), None);
        assert_eq!(language("2019-10-09 :-)"), None);
        assert_eq!(language("ok"), None);
    }

    #[test]
    fn every_language_has_a_tag_of_two_letters() {
        for lang in Lang::all() {
            assert_eq!(tag(*lang).len(), 2, "{lang:?}");
        }
    }
}
