//! Whether a text is plain English, told by its words.

/// Words that English news is full of, and that are hardly words of any other language: those of grammar, and those that tables of wire services
/// consist of. Short ones first.
const TELLING: [&str; 81] = [
    "if", "up", "but", "cts", "his", "how", "its", "mln", "now", "off", "out", "pct", "qtr", "she", "shr", "the",
    "two", "who", "you", "also", "been", "days", "dlrs", "from", "have", "into", "loss", "more", "mths", "nine",
    "only", "qtly", "revs", "said", "says", "shrs", "some", "than", "that", "them", "then", "they", "this", "week",
    "were", "what", "when", "with", "year", "after", "could", "first", "other", "price", "share", "since", "stock",
    "their", "there", "these", "three", "today", "until", "where", "which", "while", "world", "would", "years",
    "before", "during", "market", "months", "people", "shares", "should", "against", "because", "billion", "million",
    "quarter",
];

/// Words that English is as full of, each of which other languages have too.
const SHARED: [&str; 45] = [
    "an", "as", "at", "be", "by", "he", "is", "it", "no", "of", "on", "so", "to", "us", "vs", "we", "all", "and",
    "are", "avg", "can", "for", "had", "has", "net", "new", "not", "one", "per", "was", "last", "most", "note", "oper",
    "over", "will", "about", "prior", "sales", "under", "profit", "record", "between", "company", "through",
];

/// So many different words make a text English, where so many of them, or only so many, are telling ones.
const DIFFERENT_NEEDED: u32 = 4;
const TELLING_AMONG_THEM: u32 = 2;
const TELLING_NEEDED: u32 = 3;

/// They are one in so many words.
const WORD_IN: usize = 8;

/// A text with a greater share of bytes beyond ASCII, one in so many, is not plain: words in other letters are not looked at.
const OTHER_BYTE_IN: usize = 8;

/// Plain English prose is known by a look at its words. The statistics would mostly say the same, but take several times as long as everything
/// else that is done to a short article; and of a table of a wire service they say that it is French, or nothing.
pub(super) fn english(text: &str) -> Option<&'static str> {
    let found = Found::in_text(text);
    let others = text.len() - text.bytes().filter(u8::is_ascii).count();
    (found.are_english() && others * OTHER_BYTE_IN <= text.len()).then_some("en")
}

/// What stands in a text.
#[derive(Debug, Default)]
struct Found {
    words: usize,
    known: usize,
    /// A bit for each of [`TELLING`], then one for each of [`SHARED`].
    seen: u128,
}

impl Found {
    fn in_text(text: &str) -> Self {
        let (mut found, mut key, mut length) = (Self::default(), 0, 0);
        for byte in text.bytes().chain([b' ']) {
            let small = small(byte);
            if small.is_ascii_lowercase() {
                key = key << 8 | u64::from(small);
                length += 1;
            } else if length > 0 {
                found.add(key, length);
                (key, length) = (0, 0);
            }
        }
        found
    }

    /// A word by its key, which says all of a word that is no longer than the longest that is known.
    fn add(&mut self, key: u64, length: usize) {
        self.words += 1;
        if length > LONGEST {
            return;
        }
        if let Some(number) = known(key) {
            self.known += 1;
            self.seen |= 1 << number;
        }
    }

    fn are_english(&self) -> bool {
        let telling = (self.seen & ((1 << TELLING.len()) - 1)).count_ones();
        let different = self.seen.count_ones();
        let many = telling >= TELLING_NEEDED || telling >= TELLING_AMONG_THEM && different >= DIFFERENT_NEEDED;
        many && self.known * WORD_IN >= self.words
    }
}

/// The longest word has so many letters; a key has room for eight.
const LONGEST: usize = 7;

/// A letter of ASCII in lower case; nothing else becomes one.
const fn small(byte: u8) -> u8 {
    byte | 0x20
}

/// Which word a key is: its place in [`TELLING`], or behind these in [`SHARED`].
fn known(key: u64) -> Option<u8> {
    static SLOTS: [Slot; 512] = slots();
    let mut at = first_slot(key);
    while SLOTS[at].key != key {
        if SLOTS[at].key == 0 {
            return None;
        }
        at = next_slot(at);
    }
    Some(SLOTS[at].number)
}

/// A place in the table of known words, which is mostly empty.
#[derive(Clone, Copy)]
struct Slot {
    key: u64,
    number: u8,
}

/// The table, made by the compiler. A word whose place is taken stands in the next that is free.
const fn slots() -> [Slot; 512] {
    let mut slots = [Slot { key: 0, number: 0 }; 512];
    let mut number = 0;
    while (number as usize) < TELLING.len() + SHARED.len() {
        let key = key(word(number as usize).as_bytes());
        let mut at = first_slot(key);
        while slots[at].key != 0 {
            at = next_slot(at);
        }
        slots[at] = Slot { key, number };
        number += 1;
    }
    slots
}

const fn word(number: usize) -> &'static str {
    if number < TELLING.len() { TELLING[number] } else { SHARED[number - TELLING.len()] }
}

/// Nine bits of a product that depend on all of a key's.
const fn first_slot(key: u64) -> usize {
    let [.., low, high] = key.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
    (high as usize) << 1 | low as usize >> 7
}

const fn next_slot(at: usize) -> usize {
    (at + 1) % 512
}

/// A short word as a number.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | small(word[at]) as u64;
        at += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::super::statistical;
    use super::*;

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
    fn tables_and_headlines_are_english_too() {
        let table = "Shr loss 26 cts vs loss 12 cts\n    Net loss 289,649 vs loss 138,372\n    Revs 5,944,286 vs 5,902,074\n Reuter";
        let headline = "Seoul allies calm on nuclear shock\nSouth Korea's key allies play down a shock admission its scientists \
                        experimented to enrich uranium. They are not alone, says Seoul.";
        assert_eq!([table, headline].map(english), [Some("en"); 2]);
        assert_eq!(english("ENGELHARD SILVER PRICES - APR 7\n Base price   669.50  (660.50)"), None);
    }

    #[test]
    fn languages_that_share_words_with_english_are_not() {
        let texts = [
            "Det var under en tur at han for to dager siden kom over et hus, og alle som var med, så det.",
            "Het is de vraag of er in het net een fout was, en we per dag zo veel boeken als nu over hebben.",
            "Il a dit non au net record de la société ; on note que le profit per capita est au plus bas, vs 12 en mars.",
            "El presidente dijo que no es la hora de has sido, si no de he visto, y de los records de la sales force.",
        ];
        assert_eq!(texts.map(english), [None; 4]);
    }

    #[test]
    fn a_known_word_is_found_in_any_case() {
        for number in 0..TELLING.len() + SHARED.len() {
            let word = word(number);
            let keys = [word, &word.to_ascii_uppercase()].map(|word| key(word.as_bytes()));
            assert_eq!(keys.map(|key| known(key).map(usize::from)), [Some(number); 2], "{word}");
            assert!(word.len() <= LONGEST);
        }
        assert_eq!(["thee", "th", "x", "zebra"].map(|word| known(key(word.as_bytes()))), [None; 4]);
    }

    #[test]
    fn a_word_that_is_too_long_is_none() {
        let found = Found::in_text("aaaathe the");
        assert_eq!((found.words, found.known), (2, 1));
        let found = Found::in_text("xxxxxthe because, becauses");
        assert_eq!((found.words, found.known), (3, 1));
    }
}
