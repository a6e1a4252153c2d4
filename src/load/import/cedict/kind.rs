//! The type of what a meaning tells, where it is certain.

use super::english::head;
use crate::dictionary::EntityType;

/// The type of what a meaning does not tell for certain.
pub(super) const UNKNOWN: &str = "name";

/// Last words of names of organizations.
const ORGANIZATIONS: &[&str] = &[
    "University",
    "College",
    "Academy",
    "Institute",
    "Party",
    "Bank",
    "Corporation",
    "Company",
    "Ministry",
    "Committee",
    "Commission",
    "Association",
    "Organization",
    "Organisation",
    "Airlines",
    "Airways",
    "Council",
    "Federation",
    "Agency",
    "Congress",
    "Parliament",
    "Court",
    "Union",
    "Group",
];

/// What organizations are called in a description.
const ORGANIZATION_NOUNS: &[&str] =
    &["airline", "company", "conglomerate", "corporation", "manufacturer", "university", "bank"];

/// Last words of names of places.
const PLACES: &[&str] = &[
    "County",
    "District",
    "Township",
    "Province",
    "Prefecture",
    "City",
    "River",
    "Lake",
    "Island",
    "Islands",
    "Sea",
    "Ocean",
    "Desert",
    "Peninsula",
    "Strait",
    "Mountains",
    "Bay",
    "Gulf",
    "Plateau",
    "Municipality",
    "Banner",
];

/// What places are called in a description or behind their name.
const PLACE_NOUNS: &[&str] = &[
    "county",
    "district",
    "township",
    "town",
    "city",
    "banner",
    "prefecture",
    "province",
    "subdistrict",
    "river",
    "lake",
    "island",
    "islands",
    "village",
    "state",
    "capital",
    "commandery",
    "mountains",
    "peninsula",
    "desert",
    "archipelago",
    "region",
    "country",
];

/// What may stand behind such a noun where it says what the entry itself is.
const BEHIND_PLACE_NOUNS: &[&str] = &["in", "of", "on", "near", "at", ""];

/// What persons are called in a description.
const PERSON_NOUNS: &[&str] = &[
    "politician",
    "writer",
    "poet",
    "novelist",
    "painter",
    "actor",
    "actress",
    "singer",
    "philosopher",
    "mathematician",
    "physicist",
    "chemist",
    "composer",
    "director",
    "general",
    "president",
    "leader",
    "player",
    "author",
    "scientist",
    "historian",
    "businessman",
    "businesswoman",
    "entrepreneur",
    "economist",
    "journalist",
    "diplomat",
    "emperor",
    "king",
    "queen",
    "statesman",
    "revolutionary",
    "activist",
    "astronaut",
    "artist",
    "athlete",
    "scholar",
    "minister",
    "premier",
    "architect",
    "explorer",
    "inventor",
    "engineer",
    "missionary",
    "calligrapher",
    "dramatist",
    "playwright",
    "astronomer",
    "physician",
    "biologist",
    "geologist",
    "linguist",
    "monk",
    "warlord",
    "marshal",
    "psychologist",
    "pianist",
    "violinist",
    "filmmaker",
    "footballer",
    "academic",
    "cosmonaut",
    "banker",
    "publisher",
    "educator",
    "surgeon",
    "producer",
    "screenwriter",
    "sculptor",
    "chancellor",
    "musician",
    "swimmer",
    "gymnast",
    "star",
    "comedian",
    "essayist",
    "critic",
    "officer",
    "commander",
    "dictator",
    "lawyer",
    "theologian",
    "pope",
];

/// What a meaning is about.
pub(super) fn of(meaning: &str) -> EntityType {
    let head = head(meaning);
    let described = described(meaning, head);
    // `Jinan University in Guangdong Province` is no province.
    let (name, _) = head.split_once(" in ").unwrap_or((head, ""));
    if is_person(described) {
        EntityType::Person
    } else if ends_with(name, ORGANIZATIONS) || says(described, ORGANIZATION_NOUNS, &[""]) {
        EntityType::Organization
    } else if ends_with(name, PLACES)
        || says(head, PLACE_NOUNS, BEHIND_PLACE_NOUNS)
        || says(described, PLACE_NOUNS, BEHIND_PLACE_NOUNS)
    {
        EntityType::Place
    } else {
        EntityType::Other(UNKNOWN.into())
    }
}

/// What stands behind the head and explains it.
pub(super) fn described<'m>(meaning: &'m str, head: &str) -> &'m str {
    meaning.find(head).map_or("", |start| &meaning[start + head.len()..])
}

/// Dates of a life in parentheses, then what sort of person it was: ` (1942-), PRC petroleum engineer and politician`.
fn is_person(described: &str) -> bool {
    let Some((dates, rest)) = described.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return false;
    };
    let is_life = dates.contains(['-', '–']) && dates.chars().any(|c| c.is_ascii_digit());
    is_life && words(rest).any(|word| PERSON_NOUNS.contains(&word.to_lowercase().as_str()))
}

/// Whether the first words of a text say what something is, with one of `behind` next (the empty one: a comma, a parenthesis or the end).
fn says(text: &str, nouns: &[&str], behind: &[&str]) -> bool {
    const FIRST: usize = 5;
    let first = text.trim_start_matches([' ', ',', '(']);
    let end = first.find([',', '(', ')', ';']).unwrap_or(first.len());
    let words: Vec<&str> = first[..end].split_whitespace().collect();
    (0..words.len().min(FIRST))
        .any(|at| nouns.contains(&words[at]) && behind.contains(words.get(at + 1).unwrap_or(&"")))
}

fn ends_with(head: &str, words: &[&str]) -> bool {
    let (ahead, last) = head.rsplit_once(' ').unwrap_or(("", head));
    !ahead.is_empty() && words.contains(&last)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_types_are_told() {
        for (meaning, expected) in [
            ("Zhou Yongkang (1942-), PRC petroleum engineer and politician", "person"),
            ("Chen Zaidao (1909-1993), general in the People's Liberation Army", "person"),
            ("Cathay Pacific, Hong Kong-based airline", "organization"),
            ("Jinan University in Guangdong Province, with 4 campuses", "organization"),
            ("Renshou County in Meishan 眉山市[Mei2 shan1 Shi4], Sichuan", "place"),
            ("Lionel Messi (1987-), Argentine footballer", "person"),
            ("Kurdistan Workers' Party (PKK)", "organization"),
            ("Guangze county in Nanping 南平[Nan2 ping2] Fujian", "place"),
            ("Jiamusi, prefecture-level city in Heilongjiang Province", "place"),
            ("Cairo, capital of Egypt", "place"),
            ("Kiel (German city)", "place"),
            ("Georgia, US state", "place"),
        ] {
            assert_eq!(of(meaning).as_str(), expected, "{meaning}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_open() {
        for meaning in [
            "Roman Empire (27 BC-476 AD)",
            "Sojourner (Martian land rover)",
            "Sahara",
            "Central Academy of Drama",
            "Beijing opera",
            "Shanghai city government seal",
        ] {
            assert_eq!(of(meaning).as_str(), UNKNOWN, "{meaning}");
        }
    }
}
