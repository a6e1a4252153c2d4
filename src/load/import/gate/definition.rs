//! A line of a `.def`: a list, and what its entries are.

/// What a line of a `.def` must look like.
pub(super) const EXPECTED: &str =
    "file.lst:majorType:minorType:language:annotationType, of which the first two must be there";

/// A list that a `.def` names. What the line leaves out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) list: String,
    pub(super) major: String,
    pub(super) minor: String,
    pub(super) language: String,
    pub(super) annotation: String,
}

impl Definition {
    /// Reads a line; none where it is not built like one.
    pub(super) fn of(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split(':').map(str::trim).collect();
        let part = |index: usize| parts.get(index).copied().unwrap_or_default().to_owned();
        let is_whole = (2..=5).contains(&parts.len()) && !parts[0].is_empty() && !parts[1].is_empty();
        is_whole.then(|| Self { list: part(0), major: part(1), minor: part(2), language: part(3), annotation: part(4) })
    }
}

/// The type of ours that a major type of GATE or an annotation of ANNIE stands for; any other word stays as it is.
pub(super) fn type_of(word: &str) -> &str {
    match word {
        "location" | "Location" => "place",
        "organization" | "Organization" => "organization",
        "person" | "person_full" | "Person" => "person",
        "jobtitle" | "JobTitle" => "title",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_be_left_out_behind_the_major_type() {
        let whole = Definition::of("city.lst:location:city:en:Location").expect("it is whole");
        assert_eq!((whole.list.as_str(), whole.major.as_str(), whole.minor.as_str()), ("city.lst", "location", "city"));
        assert_eq!((whole.language.as_str(), whole.annotation.as_str()), ("en", "Location"));
        let short = Definition::of("stop.lst:stop").expect("it is enough");
        assert_eq!((short.major.as_str(), short.minor.as_str()), ("stop", ""));
        let without_minor = Definition::of("a.lst:person_full::zh").expect("it is enough");
        assert_eq!((without_minor.minor.as_str(), without_minor.language.as_str()), ("", "zh"));
    }

    #[test]
    fn a_line_of_anything_else_is_none() {
        for line in ["city.lst", ":location", "city.lst:", "a:b:c:d:e:f"] {
            assert_eq!(Definition::of(line), None, "{line}");
        }
    }
}
