//! The rules, one file each.

mod all_blocked;
mod blank_line;
mod case_only;
mod common_word;
mod doubled_entity;
mod family_elsewhere;
mod holder_type;
mod missing_language;
mod missing_weight;
mod odd_date;
mod odd_prior;
mod odd_weight;
mod office_gap;
mod office_overlap;
mod repeated_form;
mod shared_form;
mod short_name;
mod similar_id;
mod unknown_holder;
mod unmet_context;
mod unnamed_term;
mod unused_field;
mod unusual_type;

use super::Checked;
use super::findings::Findings;

/// A rule that a dictionary is asked by.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The word for it.
    pub name: &'static str,
    /// What it finds.
    pub about: &'static str,
    pub(super) find: fn(&Checked<'_>, &mut Findings<'_>),
}

impl Rule {
    /// All rules, in the order in which their findings are told.
    pub const ALL: &[Self] = &[
        Self { name: "blank-line", about: "names that hold a blank line and so never match", find: blank_line::find },
        Self { name: "all-blocked", about: "entities all of whose names are blocked", find: all_blocked::find },
        Self {
            name: "unmet-context",
            about: "names that need a context which nothing can give",
            find: unmet_context::find,
        },
        Self {
            name: "family-elsewhere",
            about: "family names that are no part of the name",
            find: family_elsewhere::find,
        },
        Self { name: "short-name", about: "names of one character, or of two letters", find: short_name::find },
        Self {
            name: "common-word",
            about: "names that are common words of English or Chinese",
            find: common_word::find,
        },
        Self { name: "shared-form", about: "forms that several entities share", find: shared_form::find },
        Self { name: "doubled-entity", about: "same name and type under several ids", find: doubled_entity::find },
        Self {
            name: "similar-id",
            about: "ids that only differ in case or in how they are written",
            find: similar_id::find,
        },
        Self {
            name: "repeated-form",
            about: "one form twice in an entity, with contradicting fields",
            find: repeated_form::find,
        },
        Self {
            name: "case-only",
            about: "names that another one of the entity makes useless, since only case differs",
            find: case_only::find,
        },
        Self {
            name: "unknown-holder",
            about: "holders of offices that no dictionary knows",
            find: unknown_holder::find,
        },
        Self {
            name: "holder-type",
            about: "holders of what is no office, and holders who are no persons",
            find: holder_type::find,
        },
        Self {
            name: "office-overlap",
            about: "two holders at a time in an office for one",
            find: office_overlap::find,
        },
        Self { name: "office-gap", about: "times for which an office has no holder", find: office_gap::find },
        Self {
            name: "unnamed-term",
            about: "terms of office for which the office has no name",
            find: unnamed_term::find,
        },
        Self { name: "odd-date", about: "dates that look like slips", find: odd_date::find },
        Self { name: "odd-prior", about: "priors that say always or never", find: odd_prior::find },
        Self { name: "odd-weight", about: "weights that are no counts", find: odd_weight::find },
        Self {
            name: "missing-weight",
            about: "shared forms with a weight for some of their entities only",
            find: missing_weight::find,
        },
        Self {
            name: "missing-language",
            about: "entities with an English and no Chinese name, or the other way",
            find: missing_language::find,
        },
        Self { name: "unused-field", about: "fields that look like misspelt ones", find: unused_field::find },
        Self { name: "unusual-type", about: "types that look like misspelt ones", find: unusual_type::find },
    ];
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
