//! Names of firms and institutions that begin with a place: `Orlando International Airport`, `Nissan Motor (UK) Ltd`.

use super::word::{self, Shapes};

/// Ends of names of firms, folded.
const FIRMS: [&str; 14] = [
    "ag",
    "co",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "limited",
    "llc",
    "ltd",
    "nv",
    "plc",
    "pty",
    "sa",
];

/// Ends of names of institutions, folded.
const INSTITUTIONS: [&str; 12] = [
    "airlines",
    "airport",
    "airways",
    "bancorp",
    "college",
    "exchange",
    "hospital",
    "museum",
    "securities",
    "stadium",
    "telecom",
    "university",
];

static ENDS: Shapes = Shapes::of(&FIRMS).and(&INSTITUTIONS);

/// Where the name of a firm or of an institution ends that goes on behind a place in a text, if one does: at most so many words with capitals behind,
/// with no other sign than a parenthesis that closes.
#[inline(never)]
pub(super) fn end(text: &str, place_end: usize, fold: impl Fn(&str) -> String) -> Option<usize> {
    const MOST_WORDS_OF_FIRMS: usize = 4;
    const MOST_WORDS_OF_INSTITUTIONS: usize = 2;
    // Behind most names no word stands that is worth a look.
    if !matches!(text.as_bytes().get(place_end), Some(b' ' | b')')) {
        return None;
    }
    let mut at = place_end + usize::from(text[place_end..].starts_with(") "));
    for count in 1..=MOST_WORDS_OF_FIRMS {
        // Behind nearly no name a capital stands.
        let word = word::first(text[at..].strip_prefix(' ').filter(|next| next.starts_with(char::is_uppercase))?);
        let name = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        at += 1 + name.len();
        let is_end = |folded: &str| {
            FIRMS.contains(&folded) || count <= MOST_WORDS_OF_INSTITUTIONS && INSTITUTIONS.contains(&folded)
        };
        if ENDS.may_have(name) && word::ask(name, &fold, is_end) {
            return Some(at);
        }
        if name.len() < word.len() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name<'t>(text: &'t str, place: &str) -> Option<&'t str> {
        let start = text.find(place).expect("it is in the text");
        end(text, start + place.len(), str::to_lowercase).map(|end| &text[start..end])
    }

    #[test]
    fn firms_and_institutions_go_on_behind_a_place() {
        assert_eq!(name("at Orlando International Airport.", "Orlando"), Some("Orlando International Airport"));
        assert_eq!(name("Nissan Motor (UK) Ltd said", "UK"), Some("UK) Ltd"));
        assert_eq!(name("Montana Tunnels Mining Co, said", "Montana"), Some("Montana Tunnels Mining Co"));
        for none in
            ["in Japan on Monday", "in Japan, Fanuc Corp", "Japan. Fanuc Corp", "Japan Approves a Corp", "Japan"]
        {
            assert_eq!(name(none, "Japan"), None, "{none}");
        }
    }
}
