//! ParaNames: the names that Wikidata's items have in hundreds of languages, one a row of a table.

use super::input::Input;
use super::languages::LanguageFilter;
use super::runs::Runs;
use super::sink::Sink;
use super::wikimedia;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::Name;
use crate::load::error::{Fault, Problem, quoted};
use crate::load::numbered::utf8;
use crate::load::table::{Rows, cells, is_unclosed};
use csv::ByteRecord;

/// The columns in the order in which they are published, for a piece of the table without its header.
const COLUMNS: [&str; 5] = ["wikidata_id", "eng", "label", "language", "type"];

/// What an import of ParaNames takes.
#[derive(Clone, Debug, Default)]
pub struct ParanamesOptions {
    /// The languages that names are taken in.
    pub languages: LanguageFilter,
    /// The types that are taken, as ParaNames writes them (`PER`, `LOC`, `ORG`); all, where none is named.
    pub types: Vec<String>,
}

/// Reads ParaNames.
pub fn importer(options: ParanamesOptions) -> Importer<'static> {
    Importer::new(Kind::Paranames, Paranames { options, runs: Runs::default() })
}

struct Paranames {
    options: ParanamesOptions,
    runs: Runs,
}

impl Reader for Paranames {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let mut rows = Rows::new(sink.begin(input), b'\t');
        let mut record = ByteRecord::new();
        let mut places = [0, 1, 2, 3, 4];
        loop {
            let line = match rows.next(&mut record) {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    sink.bad(rows.position(), Fault::whole(Problem::Read(error)));
                    break;
                }
            };
            // Pieces of the table that were put one behind the other have several.
            match header(&record) {
                Some(header) => places = header,
                None => self.record(sink, line, &record, places)?,
            }
        }
        self.runs.finish(sink)
    }
}

impl Paranames {
    fn record(
        &mut self,
        sink: &mut Sink<'_>,
        line: u64,
        record: &ByteRecord,
        places: [usize; 5],
    ) -> Result<(), ImportError> {
        sink.record();
        match row(record, places) {
            Ok(row) => self.row(sink, line, row),
            Err(fault) => {
                sink.bad(line, fault);
                Ok(())
            }
        }
    }

    fn row(
        &mut self,
        sink: &mut Sink<'_>,
        line: u64,
        [id, english, label, language, kind]: [&str; 5],
    ) -> Result<(), ImportError> {
        let Some(word) = type_of(kind) else {
            sink.bad_field(line, "type", kind, Problem::Empty { expected: "PER, LOC or ORG" });
            return Ok(());
        };
        if !is_item(id) {
            sink.bad_field(line, "wikidata_id", id, Problem::Empty { expected: "an item of Wikidata, such as Q567" });
            return Ok(());
        }
        let lang = wikimedia::tag(language);
        let is_asked =
            self.options.types.is_empty() || self.options.types.iter().any(|asked| asked.eq_ignore_ascii_case(kind));
        if !is_asked || !self.options.languages.include(Some(&lang)) {
            sink.pass_over();
            return Ok(());
        }
        let entity = self.runs.entity(sink, line, &format!("paranames/{word}/{id}"), word)?;
        entity.reference("wikidata", id.to_owned());
        if entity.entity.names.is_empty() && !english.is_empty() && self.options.languages.include(Some("en")) {
            entity.name(Name { lang: Some("en".into()), ..Name::of(english.to_owned().into()) });
        }
        entity.name(Name { lang: Some(lang.into_owned().into()), ..Name::of(label.to_owned().into()) });
        Ok(())
    }
}

/// The places of the columns, where a row is the header.
fn header(record: &ByteRecord) -> Option<[usize; 5]> {
    let mut places = [0; 5];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = cells(record).position(|cell| cell == name.as_bytes())?;
    }
    Some(places)
}

/// The cells of a row in the order of [`COLUMNS`].
fn row(record: &ByteRecord, places: [usize; 5]) -> Result<[&str; 5], Fault> {
    if is_unclosed(record) {
        return Err(Fault::whole(Problem::UnclosedQuote));
    }
    let cells: Vec<&[u8]> = cells(record).collect();
    let mut row = [""; 5];
    for ((text, place), name) in row.iter_mut().zip(places).zip(COLUMNS) {
        let cell = cells
            .get(place)
            .ok_or_else(|| Fault::whole(Problem::Ragged { found: cells.len(), expected: COLUMNS.len() }))?;
        *text = utf8(cell).map_err(|problem| Fault {
            field: Some(name.to_owned()),
            value: Some(quoted(&String::from_utf8_lossy(cell))),
            problem,
        })?;
    }
    Ok(row)
}

fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn type_of(kind: &str) -> Option<&'static str> {
    match kind {
        "PER" => Some("person"),
        "LOC" => Some("place"),
        "ORG" => Some("organization"),
        _ => None,
    }
}
