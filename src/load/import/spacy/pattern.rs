//! A pattern as a name: a phrase, or tokens of which each is one word.

use crate::dictionary::CasePolicy;
use serde_json::{Map, Value};

/// A name, and how its case counts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) text: String,
    pub(super) case: CasePolicy,
}

/// How a token's word counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// `ORTH`, `TEXT`: every letter as written.
    Exact,
    /// `LOWER`: any case.
    Any,
}

impl Pattern {
    /// Reads a pattern; `phrases` says how the case of phrases counts. What cannot be a name is told in words.
    pub(super) fn of(pattern: &Value, phrases: CasePolicy) -> Result<Self, String> {
        match pattern {
            Value::String(text) => Ok(Self { text: text.clone(), case: phrases }),
            Value::Array(tokens) if !tokens.is_empty() => of_tokens(tokens),
            _ => Err("a text, or a list of at least one token".to_owned()),
        }
    }
}

fn of_tokens(tokens: &[Value]) -> Result<Pattern, String> {
    let words: Vec<(&str, Letters)> =
        tokens.iter().enumerate().map(|(index, token)| word(index + 1, token)).collect::<Result<_, _>>()?;
    let case = case(&words)
        .ok_or("ORTH or TEXT for all tokens with letters, or LOWER for all of them: a name's case counts in one way")?;
    Ok(Pattern { text: joined(words.iter().map(|(word, _)| *word)), case })
}

/// The word of a token.
fn word(number: usize, token: &Value) -> Result<(&str, Letters), String> {
    let fields =
        token.as_object().ok_or_else(|| format!("token {number} to be an object such as {{\"LOWER\": \"word\"}}"))?;
    let (key, value) = only(fields)
        .ok_or_else(|| format!("token {number} to have one key, ORTH, TEXT or LOWER, not {}", keys(fields)))?;
    let letters = match key.to_ascii_uppercase().as_str() {
        "ORTH" | "TEXT" => Letters::Exact,
        "LOWER" => Letters::Any,
        _ => {
            return Err(format!(
                "token {number} to be told by ORTH, TEXT or LOWER, not by {key}: only plain words can be names"
            ));
        }
    };
    let word = value.as_str().ok_or_else(|| {
        format!("the {key} of token {number} to be a text, not {value}: only plain words can be names")
    })?;
    if letters == Letters::Any && word.chars().any(char::is_uppercase) {
        return Err(format!("the LOWER of token {number} in small letters, not \"{word}\": spaCy never matches it"));
    }
    Ok((word, letters))
}

fn only(fields: &Map<String, Value>) -> Option<(&String, &Value)> {
    let mut all = fields.iter();
    all.next().filter(|_| all.next().is_none())
}

fn keys(fields: &Map<String, Value>) -> String {
    if fields.is_empty() {
        "none".to_owned()
    } else {
        fields.keys().map(String::as_str).collect::<Vec<_>>().join(" and ")
    }
}

/// How the case of the whole counts; none where the tokens contradict each other. Those without letters say nothing.
fn case(words: &[(&str, Letters)]) -> Option<CasePolicy> {
    let mut counting = words
        .iter()
        .filter(|(word, _)| word.chars().any(|c| c.is_lowercase() || c.is_uppercase()))
        .map(|&(_, letters)| letters);
    let first = counting.next().unwrap_or(Letters::Any);
    let case = if first == Letters::Exact { CasePolicy::Exact } else { CasePolicy::Any };
    counting.all(|letters| letters == first).then_some(case)
}

/// The tokens as one writes them: a space between them, save around what spaCy parts from the word that it stands at.
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut text = String::new();
    let mut is_glued = true;
    for word in words {
        let glues_back = matches!(
            word,
            "," | "." | ":" | ";" | "!" | "?" | ")" | "]" | "%" | "'s" | "’s" | "'" | "’" | "-" | "–" | "/"
        );
        if !is_glued && !glues_back && !meets_directly(&text, word) {
            text.push(' ');
        }
        text.push_str(word);
        is_glued = matches!(word, "(" | "[" | "$" | "#" | "-" | "–" | "/");
    }
    text
}

/// Whether two words meet without a space, as those of Chinese and Japanese do.
fn meets_directly(text: &str, word: &str) -> bool {
    let is_cjk = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    text.chars().next_back().is_some_and(is_cjk) && word.chars().next().is_some_and(is_cjk)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pattern(json: &str) -> Result<(String, CasePolicy), String> {
        Pattern::of(&serde_json::from_str(json).unwrap(), CasePolicy::Exact).map(|pattern| (pattern.text, pattern.case))
    }

    #[test]
    fn phrases_and_plain_words_are_names() {
        assert_eq!(pattern(r#""San Francisco""#), Ok(("San Francisco".to_owned(), CasePolicy::Exact)));
        let lower = r#"[{"LOWER": "san"}, {"LOWER": "francisco"}]"#;
        assert_eq!(pattern(lower), Ok(("san francisco".to_owned(), CasePolicy::Any)));
        assert_eq!(
            pattern(r#"[{"ORTH": "Apple"}, {"TEXT": "Inc."}]"#),
            Ok(("Apple Inc.".to_owned(), CasePolicy::Exact))
        );
        assert_eq!(pattern(r#"[{"LOWER": "title"}, {"ORTH": "9"}]"#), Ok(("title 9".to_owned(), CasePolicy::Any)));
    }

    #[test]
    fn signs_stand_where_one_writes_them() {
        let text = |words: &[&str]| joined(words.iter().copied());
        assert_eq!(text(&["Moody", "'s", "Corp.", ",", "New", "York"]), "Moody's Corp., New York");
        assert_eq!(text(&["Rolls", "-", "Royce", "(", "UK", ")"]), "Rolls-Royce (UK)");
        assert_eq!(text(&["Johnson", "&", "Johnson"]), "Johnson & Johnson");
        assert_eq!(text(&["中国", "外交部"]), "中国外交部");
    }

    #[test]
    fn what_is_no_plain_word_is_told() {
        let told = |json: &str| pattern(json).unwrap_err();
        assert_eq!(
            told(r#"[{"LOWER": "bank"}, {"POS": "PROPN"}]"#),
            "token 2 to be told by ORTH, TEXT or LOWER, not by POS: only plain words can be names"
        );
        assert_eq!(
            told(r#"[{"LOWER": "bank", "OP": "?"}]"#),
            "token 1 to have one key, ORTH, TEXT or LOWER, not LOWER and OP"
        );
        assert_eq!(
            told(r#"[{"LOWER": {"IN": ["a"]}}]"#),
            "the LOWER of token 1 to be a text, not {\"IN\":[\"a\"]}: only plain words can be names"
        );
        assert_eq!(
            told(r#"[{"LOWER": "Bank"}]"#),
            "the LOWER of token 1 in small letters, not \"Bank\": spaCy never matches it"
        );
        assert_eq!(told(r#"[{}]"#), "token 1 to have one key, ORTH, TEXT or LOWER, not none");
        assert!(
            told(r#"[{"LOWER": "bank"}, {"ORTH": "One"}]"#).starts_with("ORTH or TEXT for all tokens with letters")
        );
        assert_eq!(told("[]"), "a text, or a list of at least one token");
    }
}
