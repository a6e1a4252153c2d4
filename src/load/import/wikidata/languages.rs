//! Which of Wikidata's languages are wanted, and what they are called in a dictionary.

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
        let tag = tag(code);
        let is_chinese = code.starts_with("zh-");
        let is_meant = |wish: &String| wish == code || wish.eq_ignore_ascii_case(&tag) || (is_chinese && wish == "zh");
        let rank = self.0.iter().position(is_meant)?;
        Some(Wanted { rank, tag: Some(tag) })
    }
}

/// The BCP 47 tag of a code of Wikidata's.
fn tag(code: &str) -> String {
    match code {
        "zh-cn" | "zh-sg" | "zh-my" | "zh-hans" => "zh-Hans".to_owned(),
        "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant" => "zh-Hant".to_owned(),
        "simple" => "en".to_owned(),
        "no" => "nb".to_owned(),
        "sr-ec" => "sr-Cyrl".to_owned(),
        "sr-el" => "sr-Latn".to_owned(),
        _ => code.split('-').enumerate().map(|(at, part)| subtag(at, part)).collect::<Vec<_>>().join("-"),
    }
}

/// Regions are written in capitals, scripts with one.
fn subtag(at: usize, part: &str) -> String {
    match (at, part.len()) {
        (1.., 2) => part.to_ascii_uppercase(),
        (1.., 4) if part.is_ascii() => format!("{}{}", part[..1].to_ascii_uppercase(), &part[1..]),
        _ => part.to_owned(),
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
