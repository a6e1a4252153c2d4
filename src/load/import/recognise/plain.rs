//! Formats of plain text, known by their first lines.

use super::{Beginning, Recognised, tables};
use crate::load::import::Kind;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// RDF in any of its forms; a vocabulary names SKOS early, and what is RDF at all is read by no other importer.
pub(super) fn skos(beginning: &Beginning<'_>) -> Option<Recognised> {
    let first = beginning.lines().find(|line| !line.starts_with('#'))?.trim_start().to_ascii_lowercase();
    let rdf =
        ["@prefix", "@base", "prefix ", "base "].iter().any(|word| first.starts_with(word) && first.contains('<'))
            || (first.starts_with("<http") && first.contains("> <http"))
            || beginning.text.contains("<rdf:RDF");
    (rdf || beginning.text.contains(SKOS)).then_some(Recognised::Surely(Kind::Skos))
}

/// A YAML list whose first item begins with what legislators have.
pub(super) fn congress(beginning: &Beginning<'_>) -> Option<Recognised> {
    let mut lines = beginning.lines().filter(|line| !line.starts_with('#') && line.trim_end() != "---");
    let (key, _) = lines.next()?.strip_prefix("- ")?.split_once(':')?;
    let is_legislator = ["terms:", "bioguide:"].iter().any(|word| beginning.text.contains(word));
    let is_one = ["id", "name", "bio", "terms"].contains(&key.trim()) && is_legislator;
    is_one.then_some(Recognised::Surely(Kind::Congress))
}

/// The head of CC-CEDICT, or a line of it.
pub(super) fn cedict(beginning: &Beginning<'_>) -> Option<Recognised> {
    let is_head = beginning.text.starts_with("# CC-CEDICT");
    let is_entry = |line: &str| {
        let pieces = line.split_once(" [").and_then(|(words, rest)| Some((words, rest.split_once("] /")?)));
        pieces.is_some_and(|(words, (_, glosses))| words.split(' ').count() == 2 && glosses.trim_end().ends_with('/'))
    };
    let first = beginning.lines().find(|line| !line.starts_with('#'));
    (is_head || first.is_some_and(is_entry)).then_some(Recognised::Surely(Kind::Cedict))
}

/// A definition, which names lists.
pub(super) fn gate(beginning: &Beginning<'_>) -> Option<Recognised> {
    let (list, _) = beginning.lines().next()?.split_once(':')?;
    list.trim().ends_with(".lst").then_some(Recognised::Surely(Kind::Gate))
}

/// A list is known by its name alone.
pub(super) fn named_gate(beginning: &Beginning<'_>) -> Option<Recognised> {
    let is_one = [".lst", ".def"].iter().any(|ending| beginning.name.ends_with(ending));
    (is_one && !tables::is_table(beginning)).then_some(Recognised::Likely(Kind::Gate))
}

/// Rules with an arrow.
pub(super) fn solr(beginning: &Beginning<'_>) -> Option<Recognised> {
    let mut rules = beginning.lines().filter(|line| !line.starts_with('#')).take(20);
    rules.any(|line| line.contains("=>")).then_some(Recognised::Likely(Kind::Solr))
}
