//! Other names for types, other beginnings for ids, so that two sides speak of the same things alike.

use crate::annotated::{AnnotatedDocument, Mark, Meaning};
use std::str::FromStr;

/// What is written for what, as `FROM=TO`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    from: String,
    to: String,
}

/// A rule without its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected FROM=TO, such as PER=person")]
pub struct RuleError;

impl FromStr for Rule {
    type Err = RuleError;

    /// The last `=` is the sign, since ids may be addresses that hold one.
    fn from_str(text: &str) -> Result<Self, RuleError> {
        let (from, to) = text.rsplit_once('=').filter(|(from, _)| !from.is_empty()).ok_or(RuleError)?;
        Ok(Self { from: from.to_owned(), to: to.to_owned() })
    }
}

/// The renamings of one call; they hold for both sides.
#[derive(Clone, Debug, Default)]
pub struct Renaming {
    /// Whole types: `PER=person`. To nothing: mentions of this type are left out.
    pub types: Vec<Rule>,
    /// Beginnings of ids: `http://www.wikidata.org/entity/=` takes it away. The first that fits is applied.
    pub ids: Vec<Rule>,
}

impl Renaming {
    /// Renames all that a document says.
    pub fn apply(&self, document: &mut AnnotatedDocument) {
        let AnnotatedDocument { marks, unjudged, .. } = document;
        marks.iter_mut().for_each(|mark| self.rename(mark));
        let (stay, go) = std::mem::take(marks).into_iter().partition(|mark| mark.of_type.as_deref() != Some(""));
        *marks = stay;
        unjudged.extend(Vec::into_iter(go).map(|mark: Mark| mark.place));
    }

    fn rename(&self, mark: &mut Mark) {
        if let Some(of_type) = &mut mark.of_type
            && let Some(rule) = self.types.iter().find(|rule| rule.from == *of_type)
        {
            of_type.clone_from(&rule.to);
        }
        if let Meaning::Entity(id) = &mut mark.meaning {
            *id = self.id(id);
        }
    }

    /// An id as both sides are to write it.
    pub fn id(&self, id: &str) -> String {
        let renamed = self.ids.iter().find_map(|rule| Some(format!("{}{}", rule.to, id.strip_prefix(&rule.from)?)));
        renamed.unwrap_or_else(|| id.to_owned())
    }

    /// A type as both sides are to write it.
    pub fn of_type<'t>(&'t self, of_type: &'t str) -> &'t str {
        self.types.iter().find(|rule| rule.from == of_type).map_or(of_type, |rule| &rule.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_fits_is_applied_once() {
        let rules = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("a rule")).collect();
        let renaming = Renaming { types: Vec::new(), ids: rules(&["http://x/?id==wd:", "wd:=", "Q=wikidata:Q"]) };
        assert_eq!(renaming.id("http://x/?id=Q5"), "wd:Q5");
        assert_eq!((renaming.id("wd:Q5"), renaming.id("Q5")), ("Q5".to_owned(), "wikidata:Q5".to_owned()));
        assert_eq!(renaming.id("person/q"), "person/q");
        assert_eq!(("PER".parse::<Rule>(), "=x".parse::<Rule>()), (Err(RuleError), Err(RuleError)));
    }
}
