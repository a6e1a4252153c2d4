//! Which of Wikidata's languages are wanted, and what they are called in a dictionary.

use crate::load::import::wikimedia;

/// Languages in the order of wish.
#[derive(Clone, Debug)]
pub struct Languages(Vec<String>);

/// What becomes of the names in one of Wikidata's languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Its place in the order of wish.
    pub(super) rank: usize,
    /// Its tag; none for names of no language in particular.
    pub(super) tag: Option<String>,
}

impl Languages {
    /// The languages that somebody wishes for: `zh` stands for all of Chinese, `zh-hans` and `zh-hant` for all that is written so.
    pub fn new(wished: &[String]) -> Self {
        Self(
            wished
                .iter()
                .map(|language| language.trim().to_ascii_lowercase())
                .filter(|code| !code.is_empty())
                .collect(),
        )
    }

    /// What becomes of the names in a language; none: they are not wanted.
    pub(super) fn wanted(&self, code: &str) -> Option<Wanted> {
        if code == "mul" {
            return Some(Wanted { rank: self.0.len(), tag: None });
        }
        let tag = wikimedia::tag(code).into_owned();
        let is_chinese = code.starts_with("zh-");
        let is_meant = |wish: &String| wish == code || wish.eq_ignore_ascii_case(&tag) || (is_chinese && wish == "zh");
        let rank = self.0.iter().position(is_meant)?;
        Some(Wanted { rank, tag: Some(tag) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(wished: &str, code: &str) -> Option<(usize, Option<String>)> {
        let wished: Vec<String> = wished.split(',').map(str::to_owned).collect();
        Languages::new(&wished).wanted(code).map(|wanted| (wanted.rank, wanted.tag))
    }

    #[test]
    fn chinese_is_taken_by_how_it_is_written() {
        for (code, tag) in
            [("zh", "zh"), ("zh-cn", "zh-Hans"), ("zh-sg", "zh-Hans"), ("zh-hk", "zh-Hant"), ("zh-hant", "zh-Hant")]
        {
            assert_eq!(wanted("en,zh", code), Some((1, Some(tag.to_owned()))), "{code}");
        }
        assert_eq!(wanted("zh-Hant", "zh-tw"), Some((0, Some("zh-Hant".to_owned()))));
        assert_eq!(wanted("zh-hans", "zh-tw"), None);
        assert_eq!(wanted("zh-hk", "zh-tw"), None);
    }

    #[test]
    fn other_languages_are_taken_by_their_code() {
        assert_eq!(wanted("en", "en-gb"), None);
        assert_eq!(wanted("en-GB", "en-gb"), Some((0, Some("en-GB".to_owned()))));
        assert_eq!(wanted("sr-latn", "sr-el"), Some((0, Some("sr-Latn".to_owned()))));
        assert_eq!(wanted("de,en", "mul"), Some((2, None)));
        assert_eq!(wanted("de,en", "fr"), None);
    }
}
