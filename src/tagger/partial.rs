//! What may stand alone where a document names an entity in full: a family name, an acronym, the head of an organization's name.

mod han;

use crate::dictionary::{CasePolicy, EntityRef, EntityType, NameKind, NameRef};
use crate::hit::Part;
use crate::person_names::{is_family_name, is_given_name};
use crate::text::{case::CaseRule, fold, script};
use std::sync::OnceLock;

/// A part of a name, ready to be looked for.
#[derive(Debug)]
pub(super) struct Partial {
    pub(super) folded: String,
    pub(super) sort: Sort,
    /// As it is written in the name.
    text: String,
    case: CasePolicy,
    /// Found out where the part stands alone, which few do.
    rule: OnceLock<Option<CaseRule>>,
}

/// What a part is of its name, and so what it asks of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A family name: a place of that name is a candidate beside the person. Other parts give way to whole names.
    Family,
    /// A family name of one or two Han characters that the dictionary does not tell: only a title beside it tells `刘` of `刘副总理` from a word.
    FamilyWithTitle,
    /// A given name that few have: `Muqtada`.
    GivenName,
    /// A given name that many have: `Queen Elizabeth`, but not `Elizabeth`.
    GivenNameWithTitle,
    /// An acronym, or what tells an organization from others.
    Other,
}

impl Sort {
    pub(super) fn part(self) -> Part {
        match self {
            Self::GivenName | Self::GivenNameWithTitle => Part::GivenName,
            Self::Family | Self::FamilyWithTitle | Self::Other => Part::Partial,
        }
    }

    pub(super) fn needs_title(self) -> bool {
        matches!(self, Self::FamilyWithTitle | Self::GivenNameWithTitle)
    }
}

/// The parts of a full name that may stand alone. `head` is how much of the name is another entity's, as `Detroit` in `Detroit Pistons`.
pub(super) fn of(entity: EntityRef<'_>, name: NameRef<'_>, head: impl FnOnce(&str) -> usize) -> Vec<Partial> {
    if matches!(name.kind(), NameKind::Title | NameKind::Demonym | NameKind::Acronym) {
        return Vec::new();
    }
    // A variant is read as the name that it was made from: `Roe, Jane` as `Jane Roe`.
    let text = super::origin(name);
    let other = |parts: Vec<String>| parts.into_iter().map(|part| (part, Sort::Other)).collect();
    let (names, acronyms) = match entity.kind() {
        EntityType::Person => (person(name), Vec::new()),
        EntityType::Organization => (other(organization(text, || head(name.text()))), acronyms(text)),
        EntityType::Place | EntityType::Office => (Vec::new(), Vec::new()),
        EntityType::Other(word) if may_be_persons(word) && may_be_person(text) => (person(name), Vec::new()),
        EntityType::Other(_) => (Vec::new(), acronyms(text)),
    };
    let names = names.into_iter().map(|(part, sort)| Partial::new(part, name.case(), sort));
    // Acronyms are written in capitals, whatever the case of the name may be.
    let acronyms = acronyms.into_iter().map(|part| Partial::new(part, CasePolicy::Auto, Sort::Other));
    names.chain(acronyms).filter(|part| !part.folded.is_empty()).collect()
}

/// The parts of a person's name.
fn person(name: NameRef<'_>) -> Vec<(String, Sort)> {
    let text = super::origin(name);
    let western = script::western_family_name(text);
    let told = name.family();
    let family = told.map_or_else(|| family(text, western), |family| vec![family.to_owned()]);
    let parts = if told.is_none() { han::parts(text) } else { Vec::new() };
    let family = family.into_iter().map(|family| (family, Sort::Family));
    family.chain(parts).chain(given_name(text, western)).collect()
}

/// The given name of a person with a Western name: one that few have may stand alone, others behind a title.
fn given_name(text: &str, western: Option<&str>) -> Option<(String, Sort)> {
    const SHORTEST: usize = 4;
    let (first, rest) = text.split_once(' ')?;
    let is_ahead = western.is_some() || arabic(rest).is_some();
    let is_name = first.chars().count() >= SHORTEST && first.chars().all(char::is_alphabetic);
    if !is_ahead || !is_name {
        return None;
    }
    let folded = fold(first);
    let is_rare = !is_given_name(&folded) && !is_family_name(&folded) && crate::common::common_word(&folded).is_none();
    let sort = if is_rare { Sort::GivenName } else { Sort::GivenNameWithTitle };
    Some((first.to_owned(), sort))
}

/// An acronym that a text gives behind the name of an entity, if it can be one of that name: an organization is also known by letters of another
/// language (`Chinese Nationalist Party (KMT)`), but a dateline names the agency (`LITTLE ROCK (AP)`).
pub(super) fn introduced(entity: EntityRef<'_>, name: &str, acronym: &str) -> Option<Partial> {
    const AGENCIES: [&str; 8] = ["AFP", "ANI", "ANSA", "AP", "CNA", "DPA", "PTI", "UPI"];
    let mut letters = name.chars().flat_map(char::to_uppercase);
    let is_of_name = acronym.chars().all(|wanted| letters.any(|letter| letter == wanted));
    // Behind one word stands rather a country: `Juventus (ITA)`.
    let has_words = name.contains(' ');
    let may_differ = entity.kind() == EntityType::Organization && has_words && !AGENCIES.contains(&acronym);
    let is_person = entity.kind() == EntityType::Person;
    let part = Partial::new(acronym.to_owned(), CasePolicy::Auto, Sort::Other);
    // It may be the whole of a name too.
    let _ = part.rule.set((!part.is_blocked(entity)).then(|| CaseRule::of(acronym, part.case)));
    ((is_of_name || may_differ) && !is_person).then_some(part)
}

impl Partial {
    fn new(text: String, case: CasePolicy, sort: Sort) -> Self {
        Self { folded: fold(&text), sort, text, case, rule: OnceLock::new() }
    }

    /// Whether it stands only where a capital does, as far as its first letter tells.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.case != CasePolicy::Any && self.text.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// The case in which it must stand; none where it is no part of the name but all of it, or blocked for the entity.
    pub(super) fn rule(&self, entity: EntityRef<'_>, name: NameRef<'_>) -> Option<&CaseRule> {
        let may_stand = || self.folded != fold(name.text()) && !self.is_blocked(entity);
        self.rule.get_or_init(|| may_stand().then(|| CaseRule::of(&self.text, self.case))).as_ref()
    }

    /// Whether the entity never goes by it.
    fn is_blocked(&self, entity: EntityRef<'_>) -> bool {
        entity.blocked_names().any(|name| fold(name.text()) == self.folded)
    }
}

/// The family names of a person's name, if the dictionary does not tell: the last word, with the particles ahead of it and without.
fn family(text: &str, western: Option<&str>) -> Vec<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if let Some((article, rest)) = words.last().and_then(|last| arabic(last)).filter(|_| words.len() > 1) {
        return vec![format!("{article}-{rest}"), rest.to_owned()];
    }
    let Some(last) = western else { return Vec::new() };
    words.truncate(words.iter().rposition(|word| word.starts_with(last)).unwrap_or_default());
    let first_particle = words.iter().skip(1).rposition(|word| !is_particle(word)).map_or(1, |at| at + 2);
    let particles = words.get(first_particle..).unwrap_or_default();
    let with_particles = (!particles.is_empty()).then(|| format!("{} {last}", particles.join(" ")));
    with_particles.into_iter().chain([last.to_owned()]).collect()
}

/// The article, in small letters, and the rest of a family name that begins with an Arabic article: `al-Sisi`, `Al-Sadr`.
fn arabic(word: &str) -> Option<(String, &str)> {
    const ARTICLES: [&str; 12] = ["al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "es", "et"];
    let (article, rest) = word.split_once('-')?;
    let article = article.to_lowercase();
    (ARTICLES.contains(&article.as_str()) && rest.starts_with(char::is_uppercase)).then_some((article, rest))
}

/// Whether a word may stand ahead of a family name as part of it: `van der` in `Alexander van der Bellen`.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 28] = [
        "af", "al", "av", "bin", "bint", "da", "das", "de", "dei", "del", "dela", "della", "den", "der", "di", "dos",
        "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "vom", "zu", "zur",
    ];
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Whether entities of a type of the dictionary's own may be persons: `politicians` are, but a `group` or a `work` says that it is none.
pub(super) fn may_be_persons(word: &str) -> bool {
    const OTHERS: [&str; 18] = [
        "brand",
        "company",
        "concept",
        "event",
        "fac",
        "gpe",
        "group",
        "language",
        "law",
        "loc",
        "location",
        "norp",
        "org",
        "organisation",
        "product",
        "team",
        "term",
        "work",
    ];
    !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Whether a name of an entity of which only an unknown word says what it is looks like that of a person: `Mal Moore`, not `Nobel Prize`.
pub(super) fn may_be_person(name: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, .., last] = words[..] else { return false };
    let is_named = |word: &&str| word.starts_with(char::is_uppercase) || is_particle(word) || arabic(word).is_some();
    let begins_as_person = || is_given_name(&fold(first)) && (is_family_name(&fold(last)) || !is_common(last));
    let ends_as_person = || is_family_name(&fold(last)) && crate::common::common_word(&fold(first)).is_none();
    words.len() <= MOST_WORDS && words.iter().all(is_named) && (begins_as_person() || ends_as_person())
}

/// The parts of an organization's name.
fn organization(name: &str, head: impl FnOnce() -> usize) -> Vec<String> {
    let without_article = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).map(str::to_owned);
    let distinctive = || {
        let is_ahead = |(ahead, rest): &(&str, &str)| is_place_like(ahead) && rest.starts_with(' ');
        let (ahead, rest) = name.split_at_checked(head()).filter(is_ahead).unwrap_or(("", name));
        distinctive(ahead, rest)
    };
    // Where the last word tells nothing, nobody need look for a shorter name at the beginning.
    let may_be_told = name.contains(char::is_whitespace) && Told::of(name).words.last().is_some_and(|last| tells(last));
    let distinctive = may_be_told.then(distinctive).flatten();
    without_article.into_iter().chain(distinctive).collect()
}

/// Whether what a name begins with may say where the organization is, rather than what it is called.
fn is_place_like(ahead: &str) -> bool {
    const SHORTEST: usize = 3;
    ahead.len() >= SHORTEST && ahead.starts_with(char::is_uppercase)
}

/// The initials of a name of three words and more, with the end of a company's name and without: `TSMC`, `IBM`.
fn acronyms(name: &str) -> Vec<String> {
    let without_end = name.rsplit_once(' ').and_then(|(rest, last)| initials(rest).filter(|_| is_designator(last)));
    initials(name).into_iter().chain(without_end).collect()
}

fn initials(name: &str) -> Option<String> {
    const FEWEST: usize = 3;
    const MOST: usize = 6;
    // What is shorter is most names.
    if name.is_ascii() && name.bytes().filter(|byte| matches!(byte, b'\t'..=b'\r' | b' ' | b'-')).count() + 1 < FEWEST {
        return None;
    }
    let words = name.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let mut initials = String::new();
    for word in words {
        let first = word.chars().next()?;
        if first.is_ascii_uppercase() {
            initials.push(first);
        } else if !is_small_word(word) {
            return None;
        }
    }
    (FEWEST..=MOST).contains(&initials.len()).then_some(initials)
}

fn is_small_word(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "on" | "in" | "to" | "de" | "la" | "&")
}

/// Ends of company names.
const DESIGNATORS: [&str; 22] = [
    "co",
    "corp",
    "corporation",
    "inc",
    "ltd",
    "limited",
    "plc",
    "llc",
    "company",
    "group",
    "holdings",
    "ag",
    "sa",
    "se",
    "nv",
    "gmbh",
    "spa",
    "oyj",
    "ab",
    "asa",
    "kk",
    "bhd",
];

fn is_designator(word: &str) -> bool {
    let is_one = |bare: &str| DESIGNATORS.iter().any(|end| end.eq_ignore_ascii_case(bare));
    let is_end = |folded: &str| is_one(folded.trim_matches(['.', ',']));
    if word.is_ascii() { is_end(word.trim()) } else { is_end(&fold(word)) }
}

/// What tells an organization from others, where the rest of its name says only where it is and of what sort: `Hikvision` of `Hangzhou Hikvision
/// Digital Technology Co`, `Pistons` of `Detroit Pistons`.
fn distinctive(ahead: &str, rest: &str) -> Option<String> {
    const MOST_WORDS: usize = 2;
    let Told { words, is_company } = Told::of(rest);
    let begins = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_told = begins && words.len() <= MOST_WORDS && (is_company || !ahead.is_empty());
    let last = words.last().filter(|_| is_told)?;
    let is_repeated = ahead.contains(last);
    (tells(last) && !is_repeated).then(|| words.join(" ").trim_end_matches(',').to_owned())
}

/// The words of an organization's name, less those at the end of a company's that only say what it is.
struct Told<'n> {
    words: Vec<&'n str>,
    is_company: bool,
}

impl<'n> Told<'n> {
    fn of(name: &'n str) -> Self {
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let is_company = words.last().is_some_and(|word| is_designator(word));
        if is_company {
            while words.last().is_some_and(|word| is_designator(word) || is_common(word)) {
                words.pop();
            }
        }
        Self { words, is_company }
    }
}

/// Whether a word at the end of what is left of a name may tell an organization from others.
fn tells(word: &str) -> bool {
    const SHORTEST: usize = 4;
    word.chars().filter(char::is_ascii_alphabetic).count() >= SHORTEST && !is_common(word)
}

/// Whether a word is so common that it names nobody by itself.
fn is_common(word: &str) -> bool {
    use crate::common::{Commonness, common_word};
    common_word(&fold(word)).is_some_and(|word| word.commonness <= Commonness::Common)
}
