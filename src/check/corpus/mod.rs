//! What a dictionary finds in a corpus: names that never stand in it, mentions that may mean several, words that are taken for names.
//!
//! [`survey`] tags the corpus and counts; [`Rule::ALL`] lists what is then told of the counts, one file each in `rules/`; [`report`] tells it.

mod context;
mod firsts;
mod rules;
mod run;
mod survey;

pub use rules::Rule;
pub use run::{Job, survey};
pub use survey::{Skipped, Survey};

use super::Reporter;
use super::findings::Findings;
use crate::dictionary::Dictionary;

/// Tells what some rules find in a survey that was made with the dictionary; `limit` is how many findings of each are
/// told. Without a limit all of them are.
pub fn report<'r>(
    dictionary: &Dictionary,
    survey: &Survey,
    rules: impl IntoIterator<Item = &'r Rule>,
    limit: Option<usize>,
    reporter: &mut dyn Reporter,
) {
    for rule in rules {
        let mut found = Findings::of(rule.name, limit, &mut *reporter);
        (rule.find)(dictionary, survey, &mut found);
        found.finish();
    }
}
