//! A table of any columns: options say what they hold.

mod columns;

use super::draft::{Draft, Text};
use super::input::Input;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{Name, NameKind};
use crate::load::checks;
use crate::load::error::{Fault, Problem, quoted};
use crate::load::numbered::utf8;
use crate::load::table::{Rows, cells, is_unclosed};
use ::csv::ByteRecord;
use columns::{Columns, NameColumn};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use xxhash_rust::xxh3::xxh3_64;

/// What the columns of a table hold.
#[derive(Clone, Debug)]
pub struct Options {
    /// The column with the id; none: the type and the name, as `person/Geng Shuang`.
    pub id: Option<String>,
    /// Put before every id of that column.
    pub id_prefix: String,
    /// Columns with names, as `COLUMN` or `LANG=COLUMN`; the first one that is filled is the entity's name.
    pub names: Vec<String>,
    /// Columns with aliases, written likewise.
    pub aliases: Vec<String>,
    /// Where the type is from.
    pub kind: TypeFrom,
    /// The language of names whose column tells none.
    pub lang: Option<String>,
    /// The column with that language.
    pub lang_column: Option<String>,
    /// The column with the family name.
    pub family: Option<String>,
    /// The column with the prior, 0 to 1.
    pub prior: Option<String>,
    /// Columns with context terms.
    pub context: Vec<String>,
    /// Collections, and the columns with the entity's identifiers in them.
    pub refs: Vec<(String, String)>,
    /// What parts several names, aliases, terms or identifiers in a cell; empty: nothing does.
    pub split: String,
    /// What parts cells; none: what stands most often in the header.
    pub delimiter: Option<u8>,
}

/// Where the type of an entity is from.
#[derive(Clone, Debug)]
pub enum TypeFrom {
    /// A column.
    Column(String),
    /// All have the same.
    Word(String),
}

/// Tables of any columns.
pub fn importer(options: &Options) -> Importer<'_> {
    Importer::new(Kind::Csv, Csv { options, types: HashMap::new() })
}

struct Csv<'o> {
    options: &'o Options,
    /// The type that each id was given first, both as hashes: an id of two types is an error in a dictionary. Empty where all have the same.
    types: HashMap<u64, u64>,
}

impl Reader for Csv<'_> {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let path = input.path().to_owned();
        let delimiter = self.options.delimiter.unwrap_or_else(|| likely_delimiter(input.head()));
        let mut rows = Rows::new(sink.begin(input), delimiter);
        let mut record = ByteRecord::new();
        let mut columns = None;
        loop {
            match rows.next(&mut record) {
                Ok(None) => return Ok(()),
                Ok(Some(line)) => match &columns {
                    None => columns = Some(Columns::of(&record, self.options, &path)?),
                    Some(columns) => self.row(&record, columns, line, sink)?,
                },
                Err(error) => {
                    sink.bad(rows.position(), Fault::whole(Problem::Read(error)));
                    return Ok(());
                }
            }
        }
    }
}

impl Csv<'_> {
    fn row(
        &mut self,
        record: &ByteRecord,
        columns: &Columns,
        line: u64,
        sink: &mut Sink<'_>,
    ) -> Result<(), ImportError> {
        sink.record();
        match row(record, columns)
            .and_then(|row| self.entity(&Row { cells: &row, columns, split: &self.options.split }))
        {
            Ok(draft) if draft.entity.names.is_empty() => {
                let field = Some(columns.name_of(columns.names[0].at).to_owned());
                sink.bad(line, Fault { field, value: None, problem: Problem::Missing { expected: "a name" } });
                Ok(())
            }
            Ok(draft) => match self.other_type(&draft) {
                None => sink.entity(line, draft),
                Some(fault) => {
                    sink.bad(line, fault);
                    Ok(())
                }
            },
            Err(fault) => {
                sink.bad(line, fault);
                Ok(())
            }
        }
    }

    fn entity<'r>(&self, row: &Row<'r, '_>) -> Result<Draft<'r>, Fault>
    where
        Self: 'r,
    {
        let options = self.options;
        let columns = row.columns;
        let kind = match (&options.kind, columns.kind) {
            (TypeFrom::Word(word), _) => word.as_str(),
            (TypeFrom::Column(_), at) => row.filled(at, checks::TYPE)?,
        };
        let mut names: Vec<Name<Text<'r>>> = Vec::new();
        let lang = row.cell(columns.lang).or(options.lang.as_deref());
        columns.names.iter().for_each(|column| row.names(column, lang, NameKind::Name, &mut names));
        columns.aliases.iter().for_each(|column| row.names(column, lang, NameKind::Alias, &mut names));
        let id: Text<'r> = match columns.id {
            Some(_) => format!("{}{}", options.id_prefix, row.filled(columns.id, checks::ID)?).into(),
            None => names.first().map_or("".into(), |name| format!("{kind}/{}", name.text).into()),
        };
        let mut draft = Draft::new(id, kind);
        if let (Some(first), Some(family)) = (names.first_mut(), row.cell(columns.family)) {
            first.family = Some(family.into());
        }
        names.into_iter().for_each(|name| draft.name(name));
        if let Some(prior) = row.cell(columns.prior) {
            draft.entity.prior = number(prior).map_err(|problem| row.fault(columns.prior, problem))?;
        }
        draft.entity.context = columns.context.iter().flat_map(|at| row.pieces(*at)).map(Text::from).collect();
        for (collection, at) in &columns.refs {
            row.pieces(*at).for_each(|id| draft.reference(collection.clone(), id));
        }
        Ok(draft)
    }

    /// What is wrong where the id was given another type before.
    fn other_type(&mut self, draft: &Draft<'_>) -> Option<Fault> {
        let TypeFrom::Column(column) = &self.options.kind else { return None };
        let hash = |text: &str| xxh3_64(text.as_bytes());
        let kind = hash(draft.entity.kind.as_str());
        match self.types.entry(hash(&draft.entity.id)) {
            Entry::Occupied(first) if *first.get() != kind => {
                let id = draft.entity.id.as_ref();
                let problem =
                    Problem::Expected { expected: format!("the type that the id {id} has in a row before").into() };
                Some(Fault { field: Some(column.clone()), value: Some(quoted(draft.entity.kind.as_str())), problem })
            }
            Entry::Occupied(_) => None,
            Entry::Vacant(place) => {
                place.insert(kind);
                None
            }
        }
    }
}

/// The cells of a row, or what is wrong with it.
fn row<'r>(record: &'r ByteRecord, columns: &Columns) -> Result<Vec<&'r str>, Fault> {
    if is_unclosed(record) {
        return Err(Fault::whole(Problem::UnclosedQuote));
    }
    if record.len() != columns.len() {
        return Err(Fault::whole(Problem::Ragged { found: record.len(), expected: columns.len() }));
    }
    let text = |(at, cell)| {
        utf8(cell).map_err(|problem| Fault { field: Some(columns.name_of(at).to_owned()), value: None, problem })
    };
    cells(record).enumerate().map(text).collect()
}

/// A row of text.
struct Row<'r, 'c> {
    cells: &'c [&'r str],
    columns: &'c Columns,
    split: &'c str,
}

impl<'r> Row<'r, '_> {
    /// A cell that is filled.
    fn cell(&self, at: Option<usize>) -> Option<&'r str> {
        at.map(|at| self.cells[at]).filter(|cell| !cell.is_empty())
    }

    fn filled(&self, at: Option<usize>, expected: &'static str) -> Result<&'r str, Fault> {
        self.cell(at).ok_or_else(|| self.fault(at, Problem::Empty { expected }))
    }

    fn fault(&self, at: Option<usize>, problem: Problem) -> Fault {
        let field = at.map(|at| self.columns.name_of(at).to_owned());
        Fault { field, value: self.cell(at).map(quoted), problem }
    }

    /// The pieces of a cell.
    fn pieces(&self, at: usize) -> impl Iterator<Item = &'r str> {
        let split = self.split;
        let mut rest = self.cell(Some(at));
        let pieces = std::iter::from_fn(move || {
            let (piece, behind) = match rest?.split_once(split).filter(|_| !split.is_empty()) {
                Some((piece, behind)) => (piece, Some(behind)),
                None => (rest?, None),
            };
            rest = behind;
            Some(piece.trim())
        });
        pieces.filter(|piece| !piece.is_empty())
    }

    fn names(&self, column: &NameColumn, lang: Option<&str>, kind: NameKind, names: &mut Vec<Name<Text<'r>>>) {
        let lang = column.lang.as_deref().or(lang).map(|lang| Text::from(lang.to_owned()));
        names.extend(self.pieces(column.at).map(|text| Name { lang: lang.clone(), kind, ..Name::of(text.into()) }));
    }
}

fn number(cell: &str) -> Result<crate::dictionary::Prior, Problem> {
    checks::prior(cell.parse().map_err(|_| Problem::NotANumber)?)
}

/// What stands most often in the first line.
fn likely_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    // Of equals the last is the most: a comma where nothing stands at all.
    *b"|;\t,".iter().max_by_key(|delimiter| bytecount::count(line, **delimiter)).unwrap_or(&b',')
}
