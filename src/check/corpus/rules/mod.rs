//! What is told of a survey, one file each.

mod ambiguous_mention;
mod frequent_form;
mod never_seen;
mod seen_as_word;

use super::Survey;
use crate::check::findings::Findings;
use crate::dictionary::Dictionary;

/// A rule that a survey is asked by.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The word for it.
    pub name: &'static str,
    /// What it finds.
    pub about: &'static str,
    pub(super) find: fn(&Dictionary, &Survey, &mut Findings<'_>),
}

impl Rule {
    /// All rules, in the order in which their findings are told.
    pub const ALL: &[Self] = &[
        Self {
            name: "seen-as-word",
            about: "common words of the corpus that were taken for names",
            find: seen_as_word::find,
        },
        Self {
            name: "ambiguous-mention",
            about: "forms of the corpus that may mean several entities, the most doubtful first",
            find: ambiguous_mention::find,
        },
        Self { name: "frequent-form", about: "forms by how often they were found", find: frequent_form::find },
        Self { name: "never-seen", about: "names that stand nowhere in the corpus", find: never_seen::find },
    ];
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
