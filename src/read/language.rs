//! The language of documents that do not say it.

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
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    east_asian(text).or_else(|| english(text)).or_else(|| statistical(text))
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

/// Words that English is full of, short ones first. Each alone stands in other languages too, but hardly several of them close together.
const ENGLISH_WORDS: [&str; 35] = [
    "as", "at", "by", "it", "of", "on", "to", "and", "but", "for", "had", "has", "his", "its", "the", "was", "who",
    "been", "from", "have", "said", "that", "they", "this", "were", "will", "with", "year", "about", "could", "their",
    "there", "which", "would", "should",
];

/// So many different ones of them, and one in so many words, make a text English.
const ENGLISH_WORDS_NEEDED: u32 = 4;
const ENGLISH_WORD_IN: usize = 8;

/// A text with a greater share of bytes beyond ASCII, one in so many, is not plain: words in other letters are not looked at.
const OTHER_BYTE_IN: usize = 8;

/// Plain English prose is known by a look at its words. The statistics would mostly say the same, but take several times as long as everything
/// else that is done to a short article.
fn english(text: &str) -> Option<&'static str> {
    let (mut words, mut english, mut seen) = (0, 0, 0_u64);
    for word in text.as_bytes().split(|byte| !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        if let Some(known) = english_word(word) {
            english += 1;
            seen |= 1 << known;
        }
    }
    let others = text.len() - text.bytes().filter(u8::is_ascii).count();
    let is_english = seen.count_ones() >= ENGLISH_WORDS_NEEDED && english * ENGLISH_WORD_IN >= words;
    (is_english && others * OTHER_BYTE_IN <= text.len()).then_some("en")
}

/// Which of [`ENGLISH_WORDS`] a word is, in whatever case.
fn english_word(word: &[u8]) -> Option<usize> {
    const KEYS: [u64; ENGLISH_WORDS.len()] = keys();
    if word.len() > LONGEST_ENGLISH_WORD {
        return None;
    }
    KEYS.binary_search(&key(word)).ok()
}

const LONGEST_ENGLISH_WORD: usize = 6;

const fn keys() -> [u64; ENGLISH_WORDS.len()] {
    let mut keys = [0; ENGLISH_WORDS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(ENGLISH_WORDS[at].as_bytes());
        at += 1;
    }
    keys
}

/// A short word as a number, in whatever case.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    key
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
    fn plain_english_needs_no_statistics() {
        let text = "The spokesman of the ministry told reporters on Wednesday that the government would take all measures, \
                    and that it would do so with the support of the companies that are on the list.";
        assert_eq!((english(text), statistical(text)), (Some("en"), Some("en")));
        let dutch = "De minister van Buitenlandse Zaken zei woensdag dat de regering alle maatregelen zal nemen die nodig zijn, \
                     of dat nu met of zonder steun van de bedrijven is die op de lijst van The New York Times staan.";
        assert_eq!((english(dutch), statistical(dutch)), (None, Some("nl")));
        let wire =
            "“Qtly div 8 cts,” the company said of its prior payment. It has 1.2 mln shares and will pay on March 3.";
        assert_eq!(english(wire), Some("en"));
    }

    #[test]
    fn some_english_words_do_not_make_a_text_english() {
        let quoting = "“The Wall Street Journal” schrieb, “the bill that was to be passed by the House” sei für die Regierung in Berlin ein \
                       Anlass, über die eigenen Maßnahmen im Handel und bei den Zöllen noch einmal nachzudenken. Der Sprecher des Ministeriums \
                       sagte am Mittwoch vor Journalisten, man werde alle nötigen Schritte gemeinsam mit Brüssel beraten und noch vor Ende des \
                       Jahres entscheiden, ob die Abgaben auf Stahl und Aluminium steigen.";
        assert_eq!(english(quoting), None);
        let russian = "Представитель министерства заявил: the minister said to the press that it was for them. Правительство примет меры.";
        assert_eq!(english(russian), None);
    }

    #[test]
    fn a_known_english_word_is_found_in_any_case() {
        for (number, word) in ENGLISH_WORDS.iter().enumerate() {
            let shouted = word.to_ascii_uppercase();
            assert_eq!([word.as_bytes(), shouted.as_bytes()].map(english_word), [Some(number); 2]);
            assert!(word.len() <= LONGEST_ENGLISH_WORD);
        }
        assert_eq!([&b"thee"[..], b"th", b"because", b"x"].map(english_word), [None; 4]);
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
