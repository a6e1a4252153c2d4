//! The JSON dump of Wikidata: an item a line, in one list or none.

mod classes;
mod item;
mod languages;
mod names;
mod references;
mod terms;
mod time;

pub use classes::Classes;
pub use languages::Languages;

use super::draft::Draft;
use super::input::Input;
use super::lines::each_line_of_bytes;
use super::offices::Offices;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{EntityType, Prior};
use crate::load::error::{Fault, Problem};
use classes::OFFICE;
use item::{Claims, Entity, Item, Rank, Statement, number};

/// What is taken of a dump.
#[derive(Clone, Debug)]
pub struct Options {
    /// Items of which classes, and their types.
    pub classes: Classes,
    /// Names in which languages.
    pub languages: Languages,
    /// Items with fewer links to Wikipedias and their sisters are passed over.
    pub min_sitelinks: u32,
    /// Collections, and the properties with the item's identifiers in them: `geonames`, `P1566`.
    pub refs: Vec<(String, String)>,
    /// Whether the offices that persons held are wanted.
    pub offices: bool,
}

/// Dumps of Wikidata.
pub fn importer(options: &Options) -> Importer<'_> {
    Importer::new(Kind::Wikidata, Wikidata { options, offices: Offices::default() })
}

struct Wikidata<'o> {
    options: &'o Options,
    offices: Offices,
}

impl Reader for Wikidata<'_> {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line_of_bytes(input, sink, |sink, line| match object(line.bytes) {
            b"" => Ok(()),
            json => {
                sink.record();
                self.line(json, line.number, sink)
            }
        })
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let unknown = self.offices.finish(sink, &id)?;
        if unknown > 0 {
            sink.note(format!(
                "{unknown} offices that persons held are left out, since their own items are not there, or stand ahead of the persons and \
                 are of no class with the type office: --classes names classes"
            ));
        }
        Ok(())
    }
}

/// A line without the brackets and commas of the list that it may stand in.
fn object(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"[").unwrap_or(line);
    let line = line.strip_suffix(b",").unwrap_or(line);
    let is_end = line == b"]";
    let line = if line.starts_with(b"{") { line.strip_suffix(b"]").unwrap_or(line) } else { line };
    if is_end { b"" } else { line.trim_ascii() }
}

/// What is taken of an item.
enum Found<'r> {
    /// An entity, with what is claimed of it.
    Entity { number: u32, draft: Draft<'r>, claims: Claims<'r> },
    /// An office, which waits for its holders; `is_wanted`: it is written even if nobody held it.
    Office { number: u32, draft: Draft<'r>, is_wanted: bool },
}

impl<'o> Wikidata<'o> {
    fn line(&mut self, json: &[u8], line: u64, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        match self.found(json) {
            Ok(None) => sink.pass_over(),
            Ok(Some(Found::Office { number, draft, is_wanted })) => self.offices.add(number, &draft, is_wanted),
            Ok(Some(Found::Entity { number, draft, claims })) => {
                let is_person = draft.entity.kind == EntityType::Person && !draft.entity.names.is_empty();
                sink.entity(Some(line), draft)?;
                if is_person && self.options.offices {
                    terms::keep(number, &claims, line, &mut self.offices, sink);
                }
            }
            Err(error) => sink.bad(line, Fault::whole(Problem::NotJson { reason: error.to_string() })),
        }
        Ok(())
    }

    /// What is taken of an item; none: it is not asked for, or no item.
    fn found<'r>(&self, json: &'r [u8]) -> serde_json::Result<Option<Found<'r>>>
    where
        'o: 'r,
    {
        let item: Item<'r> = serde_json::from_slice(json)?;
        // Properties and lexemes have ids of other letters.
        let Some(number) = number(&item.id) else { return Ok(None) };
        let kind = self.kind(&item.claims);
        let has_links = item.sitelinks.0 >= self.options.min_sitelinks;
        let is_office = kind.map_or_else(|| self.may_be_held(number, &item.claims), |kind| kind == OFFICE);
        let is_office = self.options.offices && is_office;
        let wanted = if is_office { Some(OFFICE) } else { kind.filter(|_| has_links) };
        let Some(wanted) = wanted else { return Ok(None) };
        let mut draft = draft(number, wanted, prior(item.sitelinks.0));
        let names = names::names(item.labels, item.aliases, &self.options.languages)?;
        names.into_iter().for_each(|name| draft.name(name));
        references::add(json, &self.options.refs, &mut draft)?;
        if is_office {
            return Ok(Some(Found::Office { number, draft, is_wanted: kind == Some(OFFICE) && has_links }));
        }
        Ok(Some(Found::Entity { number, draft, claims: item.claims }))
    }

    fn kind(&self, claims: &Claims<'_>) -> Option<&'o str> {
        self.first_known(&claims.classes)
    }

    /// Whether somebody held it, or it is a sort of position.
    fn may_be_held(&self, number: u32, claims: &Claims<'_>) -> bool {
        self.offices.knows(number) || self.first_known(&claims.superclasses) == Some(OFFICE)
    }

    /// The type of the first class that is taken. Where a class is preferred, the others do not count.
    fn first_known(&self, classes: &[Statement<'_, Entity<'_>>]) -> Option<&'o str> {
        let has = |rank: Rank| classes.iter().any(|class| class.rank == rank);
        let best = if has(Rank::Preferred) { Rank::Preferred } else { Rank::Normal };
        let best = classes.iter().filter(|class| class.rank == best);
        best.filter_map(|class| class.mainsnak.value()?.number()).find_map(|class| self.options.classes.kind(class))
    }
}

fn draft(number: u32, kind: &str, prior: Prior) -> Draft<'_> {
    let mut draft = Draft::new(id(number), kind);
    draft.reference("wikidata", format!("Q{number}"));
    draft.entity.prior = prior;
    draft
}

/// The id that an item has in a dictionary.
fn id(number: u32) -> String {
    format!("wikidata/Q{number}")
}

/// How likely an item is meant, from the number of pages about it: 0.167 with none, 0.5 with four, 0.942 with eighty.
fn prior(sitelinks: u32) -> Prior {
    let links = f64::from(sitelinks);
    let prior = (links + 1.0) / (links + 6.0);
    Prior::new((prior * 1000.0).round() / 1000.0).unwrap_or_default()
}
