//! What a page says of itself: headline, date, language, each by the first of a list of ways to say it.

use super::json_ld::{self, ArticleLd};
use crate::date::PartialDate;
use crate::read::document_date;
use dom_query::{Document, NodeRef};

/// The keys of `<meta>` (`property`, `name` or `itemprop`) that hold the headline, best first.
const TITLE_KEYS: &[&str] = &["og:title", "headline", "parsely-title", "twitter:title", "dc.title", "dcterms.title"];

/// Those that hold the day of publication, best first.
const DATE_KEYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "pubdate",
    "pubtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "weibo:article:create_at",
    "og:release_date",
];

/// Those that hold the language, behind what `<html>` says.
const LANGUAGE_KEYS: &[&str] = &["content-language", "language", "dc.language", "dcterms.language", "og:locale"];

/// What a page says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) lang: Option<String>,
}

impl Metadata {
    /// What a page says of itself. Its `<title>` is left out: what of it is the site's name is for the search for the main text.
    pub(super) fn of(page: &Document) -> Self {
        let said = Said::of(page);
        let ld = said.article.as_ref();
        let title =
            ld.and_then(|ld| ld.headline.clone()).or_else(|| said.first(TITLE_KEYS, |text| Some(text.to_owned())));
        let date = ld.and_then(|ld| day(ld.published.as_deref()?));
        let lang = said.root_language.as_deref().and_then(tag).or_else(|| tag(ld?.language.as_deref()?));
        Self {
            title,
            date: date.or_else(|| said.first(DATE_KEYS, day)).or_else(|| said.time.best()),
            lang: lang.or_else(|| said.first(LANGUAGE_KEYS, tag)),
        }
    }
}

/// All places of a page where something may be said, gathered in one pass.
#[derive(Debug, Default)]
struct Said {
    article: Option<ArticleLd>,
    root_language: Option<String>,
    /// Key, in small letters, and content.
    metas: Vec<(String, String)>,
    time: Times,
}

/// What `<time>` elements say.
#[derive(Debug, Default)]
struct Times {
    published: Option<PartialDate>,
    any: Option<PartialDate>,
}

impl Times {
    fn best(&self) -> Option<PartialDate> {
        self.published.or(self.any)
    }
}

impl Said {
    fn of(page: &Document) -> Self {
        let mut said = Self::default();
        page.root().descendants_it().for_each(|node| said.look(&node));
        said
    }

    fn look(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref().map(|name| name.local.clone()) else { return };
        match &*name {
            "html" => {
                self.root_language = node.attr("lang").or_else(|| node.attr("xml:lang")).map(|lang| lang.to_string())
            }
            "meta" => self.meta(node),
            "script" if self.article.is_none() && attribute(node, "type").contains("ld+json") => {
                self.article = json_ld::article(&node.text());
            }
            "time" => self.time(node),
            _ => {}
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let content = attribute(node, "content");
        let keys = ["property", "name", "itemprop", "http-equiv"].map(|key| attribute(node, key));
        for key in keys.iter().filter(|key| !key.is_empty() && !content.trim().is_empty()) {
            self.metas.push((key.to_ascii_lowercase(), content.trim().to_owned()));
        }
    }

    fn time(&mut self, node: &NodeRef<'_>) {
        let Some(date) = day(&attribute(node, "datetime")) else { return };
        if node.has_attr("pubdate") || attribute(node, "itemprop").eq_ignore_ascii_case("datePublished") {
            self.time.published.get_or_insert(date);
        }
        self.time.any.get_or_insert(date);
    }

    fn first<T>(&self, keys: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let of_key = |key: &&str| self.metas.iter().filter(|(is, _)| is == key).find_map(|(_, content)| read(content));
        keys.iter().find_map(of_key)
    }
}

fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    node.attr(name).map(|value| value.to_string()).unwrap_or_default()
}

/// The day that a text tells, in whatever form; a text that is no date says nothing.
fn day(text: &str) -> Option<PartialDate> {
    document_date(text).ok().flatten()
}

/// A language tag as BCP 47 writes it: `en_US` is `en-US`. What is none says nothing.
fn tag(text: &str) -> Option<String> {
    let tag = text.split([',', ';', '.', '@']).next()?.trim().replace('_', "-");
    let (first, rest) = tag.split_once('-').unwrap_or((&tag, ""));
    let letters = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let parts = rest.is_empty()
        || rest
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (letters && parts).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(page: &str) -> [Option<String>; 3] {
        let Metadata { title, date, lang } = Metadata::of(&Document::from(page));
        [title, date.map(|date| date.to_string()), lang]
    }

    #[track_caller]
    fn check(page: &str, expected: [&str; 3]) {
        assert_eq!(said(page), expected.map(|text| (!text.is_empty()).then(|| text.to_owned())), "{page}");
    }

    #[test]
    fn every_way_of_saying_it_is_read() {
        check("<html lang=en-GB><meta property='og:title' content=' One '>", ["One", "", "en-GB"]);
        check(
            "<meta name='Twitter:Title' content='Two'><meta property='og:locale' content='zh_TW'>",
            ["Two", "", "zh-TW"],
        );
        check("<meta property='article:published_time' content='2019-10-09T08:30:00+08:00'>", ["", "2019-10-09", ""]);
        check("<meta name=pubdate content='yesterday'><meta name=date content='2003-05-12'>", ["", "2003-05-12", ""]);
        check("<meta itemprop=datePublished content=2019-10-09>", ["", "2019-10-09", ""]);
        check("<time datetime=2019-10-10>x</time><time datetime=2019-10-09 pubdate>y</time>", ["", "2019-10-09", ""]);
        check("<time datetime='an hour ago'>x</time><time datetime=2019-10-10>y</time>", ["", "2019-10-10", ""]);
        check("<meta http-equiv=Content-Language content='en, fr'>", ["", "", "en"]);
        check("<html xml:lang=zh-Hant>", ["", "", "zh-Hant"]);
        check("<html lang='not a language'><title>Site</title>", ["", "", ""]);
    }

    #[test]
    fn what_is_said_in_json_ld_comes_first() {
        let page = r#"<meta property="og:title" content="Two"><script type="application/ld+json">{"@type": "NewsArticle",
            "headline": "One", "datePublished": "2019-10-09", "inLanguage": "en-US"}</script><time datetime="2020-01-01">"#;
        check(page, ["One", "2019-10-09", "en-US"]);
    }
}
