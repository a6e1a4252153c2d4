//! A line of Solr's synonyms: forms that mean the same, or forms that lead to others.

/// What a line must look like.
pub(super) const EXPECTED: &str =
    "forms parted by commas, and at most one => between those that lead and those they lead to";

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// `a, b, c`: any of them means the same.
    Same(Vec<String>),
    /// `a, b => c, d`: the first lead to each of the second.
    Leads {
        /// Those ahead of the arrow.
        from: Vec<String>,
        /// Those behind it.
        to: Vec<String>,
    },
}

impl Rule {
    /// Reads a line that is no comment; none where a side has no form, or an arrow stands twice.
    pub(super) fn of(line: &str) -> Option<Self> {
        let sides: Vec<Vec<String>> = split(line, "=>").into_iter().map(forms).collect();
        let mut sides = sides.into_iter();
        match (sides.next(), sides.next(), sides.next()) {
            (Some(same), None, None) if !same.is_empty() => Some(Self::Same(same)),
            (Some(from), Some(to), None) if !from.is_empty() && !to.is_empty() => Some(Self::Leads { from, to }),
            _ => None,
        }
    }
}

/// The forms of a side: without white space around them and without escapes.
fn forms(side: &str) -> Vec<String> {
    split(side, ",").into_iter().map(|form| unescaped(form.trim())).filter(|form| !form.is_empty()).collect()
}

/// The pieces between separators that are not escaped with a backslash.
fn split<'l>(text: &'l str, separator: &str) -> Vec<&'l str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(separator) {
            pieces.push(&text[start..at]);
            at += separator.len();
            start = at;
        } else {
            let escaped = if c == '\\' { text[at + 1..].chars().next() } else { None };
            at += c.len_utf8() + escaped.map_or(0, char::len_utf8);
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A form without its backslashes; of two, one stays.
fn unescaped(form: &str) -> String {
    let mut letters = form.chars();
    let mut plain = String::with_capacity(form.len());
    while let Some(c) = letters.next() {
        plain.push(if c == '\\' { letters.next().unwrap_or(c) } else { c });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(forms: &[&str]) -> Vec<String> {
        forms.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_forms_and_arrows_are_told_apart() {
        assert_eq!(Rule::of("ipod, i-pod ,i pod"), Some(Rule::Same(owned(&["ipod", "i-pod", "i pod"]))));
        let leads = Rule::Leads { from: owned(&["i-pod", "i pod"]), to: owned(&["ipod"]) };
        assert_eq!(Rule::of("i-pod, i pod => ipod"), Some(leads));
    }

    #[test]
    fn a_backslash_takes_a_sign_as_it_is() {
        assert_eq!(Rule::of(r"Apple\, Inc., a\\b, c\=>d"), Some(Rule::Same(owned(&["Apple, Inc.", r"a\b", "c=>d"]))));
        assert_eq!(Rule::of(r"耐\，,x\"), Some(Rule::Same(owned(&["耐，", r"x\"]))));
    }

    #[test]
    fn a_side_without_forms_and_a_second_arrow_are_wrong() {
        for line in ["a =>", "=> a", " , ", "a => b => c"] {
            assert_eq!(Rule::of(line), None, "{line}");
        }
    }
}
