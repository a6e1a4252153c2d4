//! What a rule finds.

use super::names::Named;
use crate::common::{CommonWord, Commonness};
use crate::dictionary::{EntityIndex, EntityRef};

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The dictionary does not do what its author expects.
    Warning,
    /// The dictionary may do what its author expects, and may not: worth a look.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// How bad it is that a name is a Chinese word. Longer words hardly mean a second thing, and do not arise across the border of two others.
pub(super) fn of_chinese_word(word: CommonWord, folded: &str) -> Severity {
    let is_short = folded.chars().nth(2).is_none();
    if is_short && word.commonness < Commonness::Known { Severity::Warning } else { Severity::Note }
}

/// Something that may not do what its author expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The entity that it is about, if it is about one.
    pub entity: Option<EntityIndex>,
    /// The field of the entity, such as `names[1]`.
    pub field: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// What it means, and how to mend it.
    pub message: String,
    /// How often it was found in a corpus; none where no corpus was asked.
    pub count: Option<u64>,
    /// Where, the first places of the corpus.
    pub examples: Vec<Example>,
}

/// A place of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// The id of the document.
    pub document: String,
    /// What stands ahead of the mention, cut at a word where there are any.
    pub before: String,
    /// The mention.
    pub text: String,
    /// What stands behind it.
    pub after: String,
}

/// What a rule says of one place; which rule it is and how bad it finds it stand elsewhere.
pub(super) struct Told {
    entity: Option<EntityIndex>,
    field: Option<String>,
    value: Option<String>,
    message: String,
    count: Option<u64>,
    examples: Vec<Example>,
}

impl Told {
    /// Something about a whole entity.
    pub(super) fn entity(entity: EntityRef<'_>, message: String) -> Self {
        Self { entity: Some(entity.index()), ..Self::nowhere(message) }
    }

    /// Something about a field of an entity.
    pub(super) fn field(entity: EntityRef<'_>, field: String, value: &str, message: String) -> Self {
        Self { field: Some(field), value: Some(value.to_owned()), ..Self::entity(entity, message) }
    }

    /// Something about a name.
    pub(super) fn name(named: &Named<'_>, message: String) -> Self {
        Self::field(named.entity, format!("names[{}]", named.at), named.name.text(), message)
    }

    /// Something about a form in a corpus, and who was meant by it.
    pub(super) fn form(form: &str, entity: Option<EntityIndex>, message: String) -> Self {
        Self { entity, value: Some(form.to_owned()), ..Self::nowhere(message) }
    }

    /// The same with what a corpus says of it.
    pub(super) fn seen(self, count: u64, examples: Vec<Example>) -> Self {
        Self { count: Some(count), examples, ..self }
    }

    fn nowhere(message: String) -> Self {
        Self { entity: None, field: None, value: None, message, count: None, examples: Vec::new() }
    }

    /// The finding that a rule makes of it.
    pub(super) fn by(self, rule: &'static str, severity: Severity) -> Finding {
        let Self { entity, field, value, message, count, examples } = self;
        Finding { rule, severity, entity, field, value, message, count, examples }
    }
}
