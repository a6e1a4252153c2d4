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
    "dictionaries/cities.jsonl",
    "dictionaries/companies-us.jsonl",
    "dictionaries/companies-world.jsonl",
    "dictionaries/companies.jsonl",
    "dictionaries/groups.jsonl",
    "dictionaries/laws-and-events.jsonl",
    "dictionaries/media.jsonl",
    "dictionaries/offices.jsonl",
    "dictionaries/organizations.jsonl",
    "dictionaries/people.jsonl",
    "dictionaries/peoples.jsonl",
    "dictionaries/places.jsonl",
    "dictionaries/taiwan-hong-kong.jsonl",
    "dictionaries/territories.jsonl",
    "dictionaries/us-agencies.jsonl",
    "dictionaries/us-congress.jsonl",
    "dictionaries/us-government.jsonl",
    "dictionaries/works.jsonl",
    "dictionaries/world-bodies.jsonl",
    "dictionaries/world-leaders.jsonl",
];
