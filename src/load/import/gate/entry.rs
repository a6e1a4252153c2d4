//! A line of a list: an entry, and features behind a separator (`Armenia:ISO2=AM:ISO3=ARM`).

/// What a line must look like.
pub(super) const EXPECTED: &str = "an entry, with features as word=value behind a separator if it has any";

/// An entry with its features, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    pub(super) text: &'l str,
    pub(super) features: Vec<(&'l str, &'l str)>,
}

impl<'l> Entry<'l> {
    /// Reads a line. GATE is told the separator, not by the file; without one, it is the first sign with `word=` right behind it.
    pub(super) fn of(line: &'l str, separator: Option<char>) -> Self {
        let Some(separator) = separator.or_else(|| found_separator(line)) else {
            return Self { text: line.trim(), features: Vec::new() };
        };
        let mut parts = line.split(separator);
        let text = parts.next().unwrap_or_default().trim();
        let features = parts.filter_map(|part| part.split_once('=')).map(|(name, value)| (name.trim(), value.trim()));
        Self { text, features: features.filter(|(name, _)| !name.is_empty()).collect() }
    }
}

/// The first sign that parts a feature from what is ahead of it.
fn found_separator(line: &str) -> Option<char> {
    let is_separator =
        |c: char| c == '\t' || c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.' | '\'' | '=' | '(' | '"');
    line.char_indices()
        .find(|&(at, c)| at > 0 && is_separator(c) && is_feature(&line[at + c.len_utf8()..]))
        .map(|(_, c)| c)
}

/// Whether a text begins with `word=`.
fn is_feature(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.')).unwrap_or(text.len());
    end > 0 && text[end..].starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(line: &str) -> (&str, Vec<(&str, &str)>) {
        let entry = Entry::of(line, None);
        (entry.text, entry.features)
    }

    #[test]
    fn features_are_told_from_the_entry() {
        assert_eq!(
            entry("Armenia:ISO2=AM:name=The Republic of Armenia"),
            ("Armenia", vec![("ISO2", "AM"), ("name", "The Republic of Armenia")])
        );
        assert_eq!(entry("Criminal Records Bureau|abbrev=CRB"), ("Criminal Records Bureau", vec![("abbrev", "CRB")]));
        assert_eq!(entry("IBM\tcountry=US\tstock=IBM"), ("IBM", vec![("country", "US"), ("stock", "IBM")]));
        assert_eq!(entry("software company&id=12"), ("software company", vec![("id", "12")]));
    }

    #[test]
    fn signs_of_names_part_nothing() {
        for line in [
            "H&R Block",
            "UK Trade & Investment",
            "Yahoo!",
            "vice president of business / market planning",
            "a = b",
            ":x=y",
        ] {
            assert_eq!(entry(line), (line, vec![]));
        }
    }

    #[test]
    fn a_separator_that_was_told_is_the_only_one() {
        let entry = Entry::of("A|b=c$d=e|f", Some('$'));
        assert_eq!((entry.text, entry.features), ("A|b=c", vec![("d", "e|f")]));
    }
}
