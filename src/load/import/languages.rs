//! Which languages an import is to have.

/// The languages that are asked for; all, where none is named.
#[derive(Clone, Debug, Default)]
pub struct LanguageFilter {
    asked: Vec<String>,
}

impl LanguageFilter {
    /// These languages, as BCP 47 tags. `zh` includes `zh-Hant`, not the other way round.
    pub fn new(asked: Vec<String>) -> Self {
        Self { asked }
    }

    /// Whether a name in this language is asked for; one without a language always is.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::load::import::LanguageFilter;
    ///
    /// let chinese = LanguageFilter::new(vec!["zh".to_owned()]);
    /// assert!(chinese.include(Some("zh-Hant")) && chinese.include(None));
    /// assert!(!chinese.include(Some("en")));
    /// ```
    pub fn include(&self, lang: Option<&str>) -> bool {
        let Some(lang) = lang else { return true };
        self.asked.is_empty() || self.asked.iter().any(|asked| is_of(lang, asked))
    }
}

fn is_of(lang: &str, asked: &str) -> bool {
    let head = lang.get(..asked.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(asked))
        && matches!(lang.as_bytes().get(asked.len()), None | Some(b'-' | b'_'))
}
