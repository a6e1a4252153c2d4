//! GeoNames: a table of places without a header, and beside it one of their names in other languages.
//!
//! Memory grows by four bytes for each place that is taken, and by eight for each that Wikidata has, where alternate names are read.

mod alternate;
mod items;
mod place;

use super::draft::Draft;
use super::input::Input;
use super::languages::LanguageFilter;
use super::lines::each_line;
use super::runs::Runs;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{Extra, Name, NameKind};
use alternate::{Alternate, What};
use items::Items;
use place::Place;
use std::path::PathBuf;

/// What an import of GeoNames takes.
#[derive(Clone, Debug, Default)]
pub struct GeonamesOptions {
    /// The feature classes that are taken (`P`, `A` …); all, where none is named.
    pub feature_classes: Vec<String>,
    /// Places with fewer people are passed over.
    pub min_population: u64,
    /// The languages that alternate names are taken in.
    pub languages: LanguageFilter,
    /// The table of alternate names. Where it is given, the names of the main table that lack a language are left out.
    pub alternate_names: Option<PathBuf>,
}

/// Reads GeoNames.
///
/// # Errors
///
/// [`ImportError`] where the table of alternate names cannot be read, or is another file.
pub fn importer(options: GeonamesOptions) -> Result<Importer<'static>, ImportError> {
    if let Some(path) = &options.alternate_names {
        check(&Input::open(path)?)?;
    }
    Ok(Importer::new(Kind::Geonames, Geonames { options, taken: Vec::new(), items: None }))
}

/// Refuses a table that is not the one of alternate names.
fn check(input: &Input) -> Result<(), ImportError> {
    let head = String::from_utf8_lossy(input.head());
    let first = head.lines().next().unwrap_or_default();
    match Alternate::of(first) {
        Ok(_) => Ok(()),
        Err(fault) => Err(ImportError::Options(format!("--alternate-names: {}:1: {fault}", input.path().display()))),
    }
}

/// Refuses the table of alternate names in the place of the main one.
fn refuse_alternates(input: &Input) -> Result<(), ImportError> {
    let head = String::from_utf8_lossy(input.head());
    let first = head.lines().next().unwrap_or_default();
    if Place::of(first).is_ok() || Alternate::of(first).is_err() {
        return Ok(());
    }
    Err(ImportError::Options(format!(
        "{} is the table of alternate names: expected one of places, such as cities15000.txt, and this one with --alternate-names",
        input.path().display()
    )))
}

struct Geonames {
    options: GeonamesOptions,
    /// The numbers of the places that were taken.
    taken: Vec<u32>,
    items: Option<Items>,
}

impl Reader for Geonames {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        refuse_alternates(&input)?;
        if self.items.is_none() {
            self.items =
                Some(self.options.alternate_names.as_deref().map_or_else(|| Ok(Items::default()), Items::read)?);
        }
        each_line(
            input,
            sink,
            |sink, number, line| if line.trim().is_empty() { Ok(()) } else { self.record(sink, number, line) },
        )
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let Some(path) = self.options.alternate_names.clone() else { return Ok(()) };
        self.taken.sort_unstable();
        let mut runs = Runs::default();
        each_line(Input::open(&path)?, sink, |sink, number, line| self.alternate(sink, &mut runs, number, line))?;
        runs.finish(sink)
    }
}

impl Geonames {
    fn record(&mut self, sink: &mut Sink<'_>, number: u64, line: &str) -> Result<(), ImportError> {
        sink.record();
        match Place::of(line) {
            Ok(place) if self.is_asked(&place) => self.place(sink, number, &place),
            Ok(_) => {
                sink.pass_over();
                Ok(())
            }
            Err(fault) => {
                sink.bad(number, fault);
                Ok(())
            }
        }
    }

    fn is_asked(&self, place: &Place<'_>) -> bool {
        let classes = &self.options.feature_classes;
        let is_of_class = classes.is_empty() || classes.iter().any(|asked| asked.eq_ignore_ascii_case(place.class));
        is_of_class && place.population >= self.options.min_population
    }

    fn place(&mut self, sink: &mut Sink<'_>, number: u64, place: &Place<'_>) -> Result<(), ImportError> {
        let mut draft = Draft::new(id(place.id), "place");
        draft.name(Name::of(place.name.into()));
        draft.name(Name { kind: NameKind::Alias, ..Name::of(place.ascii.into()) });
        if self.options.alternate_names.is_some() {
            self.taken.push(place.id);
        } else {
            let others = place.alternates.split(',').filter(|other| !other.is_empty());
            others.for_each(|other| draft.name(Name { kind: NameKind::Alias, ..Name::of(other.into()) }));
        }
        draft.entity.prior = place.prior();
        draft.reference("geonames", place.id.to_string());
        let items = self.items.iter().flat_map(|items| items.of(place.id));
        items.for_each(|(collection, item)| draft.reference(collection, item));
        for (field, value) in
            [("feature", format!("{}.{}", place.class, place.code)), ("country", place.country.to_owned())]
        {
            draft
                .entity
                .extra
                .push(Extra { field: field.into(), json: serde_json::Value::from(value).to_string().into() });
        }
        sink.entity(number, draft)
    }

    fn alternate(&self, sink: &mut Sink<'_>, runs: &mut Runs, number: u64, line: &str) -> Result<(), ImportError> {
        sink.record();
        let row = match Alternate::of(line) {
            Ok(row) => row,
            Err(fault) => {
                sink.bad(number, fault);
                return Ok(());
            }
        };
        let is_taken = self.taken.binary_search(&row.place).is_ok();
        match row.what {
            What::Name(lang) if is_taken && self.options.languages.include(lang) => {
                let entity = runs.entity(sink, number, &id(row.place), "place")?;
                let lang = lang.map(|lang| lang.to_owned().into());
                entity.name(Name {
                    lang,
                    kind: row.kind,
                    validity: row.validity,
                    ..Name::of(row.text.to_owned().into())
                });
            }
            _ => sink.pass_over(),
        }
        Ok(())
    }
}

fn id(place: u32) -> String {
    format!("geonames/{place}")
}
