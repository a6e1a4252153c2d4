//! Which other forms a name has: the text of a name in, further texts out.
//!
//! Rules know spelling, nothing else: whether a form may be used beside the other names of a dictionary is decided by those who ask
//! (`tagger/variants`). Each rule is certain by itself or makes nothing.

mod given_names;
mod person;
mod rules;

pub use given_names::is_given_name;

use crate::dictionary::{EntityType, Usage, VariantRules};
use rules::RULES;

/// A name that rules look at, or a form that the rules ahead made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// How it is written.
    pub text: String,
    /// The family name in it, if it is a person's full name.
    pub family: Option<String>,
    /// The rules that made it, none for the name itself.
    pub rules: VariantRules,
    /// [`Usage::NeedsContext`] where the form is right and may be many others' too.
    pub usage: Usage,
}

impl Form {
    /// The same person or thing, written otherwise.
    fn rewritten(&self, text: String) -> Self {
        Self { text, ..self.clone() }
    }
}

/// More forms than this are not made of one name: what comes later in the list of rules is rarer.
const MOST: usize = 24;

/// The forms of a name that these rules make, one after the other: what one makes, those behind it take as well.
pub fn of(name: Form, kind: &EntityType<&str>, rules: VariantRules) -> Vec<Form> {
    let mut forms = vec![name];
    for (rule, apply) in RULES.iter().filter(|(rule, _)| rules.has(*rule)) {
        let mut made = Vec::new();
        forms.iter().for_each(|form| apply(kind, form, &mut made));
        for form in made {
            if forms.len() <= MOST && forms.iter().all(|known| known.text != form.text) {
                forms.push(Form { rules: form.rules.with(*rule), ..form });
            }
        }
    }
    forms.split_off(1)
}
