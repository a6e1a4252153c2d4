//! The dictionaries that ship with the program.

/// Gives each file of `dictionaries/` with its text.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../", $name)))),+]
    };
}

/// Their files, each with its text.
pub(super) const FILES: &[(&str, &str)] = files![
    "dictionaries/china.jsonl",
    "dictionaries/companies.jsonl",
    "dictionaries/groups.jsonl",
    "dictionaries/offices.jsonl",
    "dictionaries/organizations.jsonl",
    "dictionaries/people.jsonl",
    "dictionaries/places.jsonl",
    "dictionaries/taiwan-hong-kong.jsonl",
    "dictionaries/works.jsonl",
    "dictionaries/world-leaders.jsonl",
];
