//! What a page says of itself in JSON-LD, in the words of schema.org.

use serde_json::Value;

/// The parts of an article's description that are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleLd {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
}

/// The first description of an article in a script; the lists and graphs that descriptions stand in are looked through.
pub(super) fn article(script: &str) -> Option<ArticleLd> {
    let text = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("-->");
    find(&serde_json::from_str(text.trim_end_matches("//]]>")).ok()?)
}

fn find(value: &Value) -> Option<ArticleLd> {
    match value {
        Value::Array(items) => items.iter().find_map(find),
        Value::Object(item) if is_article(&value["@type"]) => {
            let text = |key: &str| item.get(key).and_then(text_of);
            Some(ArticleLd {
                headline: text("headline"),
                published: text("datePublished"),
                language: text("inLanguage"),
            })
        }
        Value::Object(item) => {
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| item.get(*key)).find_map(find)
        }
        _ => None,
    }
}

/// `NewsArticle` and the other articles of schema.org, and what is published like one.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report",
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// A text, the first of several, or the code of a language that is described.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(items) => items.first().and_then(text_of),
        Value::Object(item) => item.get("alternateName").and_then(text_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(script: &str) -> Option<[Option<String>; 3]> {
        article(script).map(|article| [article.headline, article.published, article.language])
    }

    #[test]
    fn articles_are_found_wherever_they_stand() {
        let item =
            r#"{"@type": "NewsArticle", "headline": " One ", "datePublished": "2019-10-09", "inLanguage": "en"}"#;
        for script in [
            item.to_owned(),
            format!("[{{\"@type\": \"Organization\"}}, {item}]"),
            format!(r#"{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite"}}, {item}]}}"#),
            format!(r#"{{"@type": "WebPage", "mainEntity": {item}}}"#),
            format!("<!--\n{item}\n-->"),
        ] {
            let expected = ["One", "2019-10-09", "en"].map(|text| Some(text.to_owned()));
            assert_eq!(told(&script), Some(expected), "{script}");
        }
    }

    #[test]
    fn what_is_no_article_says_nothing() {
        for script in ["", "{", "7", r#"{"@type": "Recipe", "headline": "x"}"#, r#"{"headline": "x"}"#] {
            assert_eq!(told(script), None, "{script}");
        }
        let odd = r#"{"@type": ["Thing", "BlogPosting"], "headline": ["a", "b"], "datePublished": 7, "inLanguage": {"@type": "Language", "alternateName": "zh"}}"#;
        assert_eq!(told(odd), Some([Some("a".to_owned()), None, Some("zh".to_owned())]));
    }
}
