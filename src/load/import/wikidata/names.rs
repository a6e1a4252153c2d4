//! The names of an item, in the languages that are wanted.

use super::item::Value;
use super::languages::{Languages, Wanted};
use crate::dictionary::{Name, NameKind};
use crate::load::import::draft::Text;
use crate::load::import::json::{JsonText, Pairs};
use serde_json::value::RawValue;

/// A name and where it comes in order.
struct Ranked<'a> {
    place: (bool, usize),
    name: Name<Text<'a>>,
}

/// All names: labels first, then aliases, both in the order of wish.
pub(super) fn names<'a>(
    labels: Option<&'a RawValue>,
    aliases: Option<&'a RawValue>,
    languages: &Languages,
) -> serde_json::Result<Vec<Name<Text<'a>>>> {
    let mut ranked = Vec::new();
    each_language(labels, languages, |raw, wanted| {
        let label: Value<'a> = serde_json::from_str(raw)?;
        ranked.push(Ranked::new(label, NameKind::Name, &wanted));
        Ok(())
    })?;
    each_language(aliases, languages, |raw, wanted| {
        let aliases: Vec<Value<'a>> = serde_json::from_str(raw)?;
        ranked.extend(aliases.into_iter().map(|alias| Ranked::new(alias, NameKind::Alias, &wanted)));
        Ok(())
    })?;
    ranked.sort_by_key(|ranked| ranked.place);
    let mut names: Vec<_> = ranked.into_iter().map(|ranked| ranked.name).collect();
    join_scripts(&mut names);
    Ok(names)
}

impl<'a> Ranked<'a> {
    fn new(value: Value<'a>, kind: NameKind, wanted: &Wanted) -> Self {
        let lang = wanted.tag.clone().map(Text::from);
        Self { place: (kind == NameKind::Alias, wanted.rank), name: Name { lang, kind, ..Name::of(value.value) } }
    }
}

fn each_language<'a>(
    by_language: Option<&'a RawValue>,
    languages: &Languages,
    mut take: impl FnMut(&'a str, Wanted) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    let Some(by_language) = by_language else { return Ok(()) };
    let pairs: Pairs<JsonText<'a>, &'a RawValue> = serde_json::from_str(by_language.get())?;
    let wanted = pairs.0.into_iter().filter_map(|(code, raw)| Some((raw, languages.wanted(&code.0)?)));
    wanted.into_iter().try_for_each(|(raw, wanted)| take(raw.get(), wanted))
}

const BOTH: &str = "zh";
const SIMPLIFIED: &str = "zh-Hans";
const TRADITIONAL: &str = "zh-Hant";

/// A Chinese name that is written the same in both scripts stands once, as `zh`; one that is known of one script is not told a second
/// time as Chinese of no script in particular.
fn join_scripts(names: &mut Vec<Name<Text<'_>>>) {
    let has = |names: &[Name<Text<'_>>], text: &str, tag: &str| {
        names.iter().any(|name| name.lang.as_deref() == Some(tag) && name.text == text)
    };
    for at in 0..names.len() {
        let tag = names[at].lang.as_deref();
        let other = match tag {
            Some(SIMPLIFIED) => TRADITIONAL,
            Some(TRADITIONAL) => SIMPLIFIED,
            _ => continue,
        };
        if has(names, &names[at].text, other) {
            let text = names[at].text.clone();
            let both = names.iter_mut().filter(|name| name.text == text && is_of_a_script(name));
            both.for_each(|name| name.lang = Some(BOTH.into()));
        }
    }
    let known: Vec<Text<'_>> = names.iter().filter(|name| is_of_a_script(name)).map(|name| name.text.clone()).collect();
    names.retain(|name| name.lang.as_deref() != Some(BOTH) || !known.contains(&name.text));
}

fn is_of_a_script(name: &Name<Text<'_>>) -> bool {
    matches!(name.lang.as_deref(), Some(SIMPLIFIED | TRADITIONAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_stands_once_where_both_scripts_write_it_so() {
        let name = |(lang, text): &(&'static str, &'static str)| Name {
            lang: Some((*lang).into()),
            ..Name::of((*text).into())
        };
        let given = [
            ("zh", "北京"),
            ("zh-Hans", "北京"),
            ("zh-Hant", "北京"),
            ("zh", "刘鹤"),
            ("zh-Hans", "刘鹤"),
            ("zh-Hant", "劉鶴"),
            ("en", "北京"),
        ];
        let mut names: Vec<Name<Text<'_>>> = given.iter().map(name).collect();
        join_scripts(&mut names);
        let got: Vec<_> = names.iter().map(|name| (name.lang.as_deref().unwrap(), name.text.as_ref())).collect();
        let expected =
            [("zh", "北京"), ("zh", "北京"), ("zh", "北京"), ("zh-Hans", "刘鹤"), ("zh-Hant", "劉鶴"), ("en", "北京")];
        assert_eq!(got, expected, "what stands twice the draft leaves out");
    }
}
