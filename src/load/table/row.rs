//! The entity that a row of a table describes.

use super::columns::{Column, Columns};
use crate::date::PartialDate;
use crate::dictionary::{Entity, EntityType, Extra, Name, NameKind, UnknownWord, VariantRules};
use crate::load::checks;
use crate::load::error::{Fault, Problem, quoted};
use crate::load::gather::Place;
use csv::ByteRecord;
use std::str::FromStr;

/// What stands between the parts of a cell.
const SEPARATOR: char = '|';

/// A fault and the place of the cell that it is about.
type CellFault = (usize, Fault);

/// A row that is being read, and what is wrong with it.
pub(super) struct Row<'r> {
    cells: &'r [&'r str],
    columns: &'r Columns,
    faults: Vec<CellFault>,
}

impl<'r> Row<'r> {
    /// A row with as many cells as there are columns.
    pub(super) fn new(cells: &'r [&'r str], columns: &'r Columns) -> Self {
        Self { cells, columns, faults: Vec::new() }
    }

    /// Reads the row, or says all that is wrong with it.
    pub(super) fn entity(mut self) -> Result<Entity, Vec<CellFault>> {
        self.refuse_line_ends();
        let columns = self.columns;
        let id = self.required(columns.id, |cell| checks::filled(cell, checks::ID));
        let kind = self.required(columns.kind, |cell| checks::filled(cell, checks::TYPE));
        let form = self.required(columns.form, checks::form);
        let mut entity = Entity::new(id.unwrap_or_default(), EntityType::from_word(kind.unwrap_or_default()));
        let (name, aliases) = self.names(form.unwrap_or_default());
        entity.names = std::iter::once(name).chain(aliases).collect();
        for (index, column) in columns.iter() {
            match column {
                Column::Prior => entity.prior = self.number(index, checks::prior).unwrap_or_default(),
                Column::Variants => entity.variants = self.variants(index),
                Column::Context => entity.context = self.parts(index).into_iter().map(Box::from).collect(),
                Column::Carried => entity.extra.extend(self.carried(index)),
                _ => {}
            }
        }
        if self.faults.is_empty() { Ok(entity) } else { Err(self.faults) }
    }

    /// Yes, no, or rules one behind the other.
    fn variants(&mut self, index: usize) -> Option<VariantRules> {
        let cell = self.cell(index)?;
        if let Ok(truth) = checks::truth(cell) {
            return Some(checks::variants(truth));
        }
        let rules = cell.split(SEPARATOR).map(|rule| rule.trim().parse());
        let rules = rules.collect::<Result<VariantRules, _>>();
        rules.map_err(|unknown: UnknownWord| self.refuse(index, unknown.into())).ok()
    }

    /// The row's name and its aliases. What the row says of the name holds for the aliases too, except kind, family and weight.
    fn names(&mut self, form: &str) -> (Name, Vec<Name>) {
        let mut name = Name::new(form);
        let (mut needs_context, mut block) = (false, false);
        for (index, column) in self.columns.iter() {
            match column {
                Column::Lang => name.lang = self.cell(index).map(Box::from),
                Column::Case => name.case = self.word(index).unwrap_or_default(),
                Column::Boundary => name.boundary = self.word(index).unwrap_or_default(),
                Column::From => name.validity.from = self.date(index),
                Column::Until => name.validity.until = self.date(index),
                Column::NeedsContext => needs_context = self.read(index, checks::truth).unwrap_or_default(),
                Column::Block => block = self.read(index, checks::truth).unwrap_or_default(),
                _ => {}
            }
        }
        self.refuse_reversed(&name);
        name.usage = checks::usage(needs_context, block);
        let aliases = self.aliases(&name);
        self.only_the_name(&mut name);
        (name, aliases)
    }

    /// What holds for the row's name and not for its aliases.
    fn only_the_name(&mut self, name: &mut Name) {
        for (index, column) in self.columns.iter() {
            match column {
                Column::Kind => name.kind = self.word(index).unwrap_or_default(),
                Column::Family => name.family = self.read(index, checks::form).map(Box::from),
                Column::Weight => name.weight = self.number(index, checks::weight),
                _ => {}
            }
        }
    }

    fn aliases(&mut self, like: &Name) -> Vec<Name> {
        let Some(index) = self.columns.find(Column::Aliases) else { return Vec::new() };
        let forms = self.parts(index).into_iter();
        forms.map(|form| Name { text: form.into(), kind: NameKind::Alias, ..like.clone() }).collect()
    }

    fn refuse_reversed(&mut self, name: &Name) {
        if let Some(from) = checks::from_after_until(&name.validity)
            && let Some(index) = self.columns.find(Column::Until)
        {
            self.refuse(index, Problem::FromAfterUntil { from });
        }
    }

    /// A line end in a cell that means something comes from a quote that is not closed; in the user's own columns it may stand.
    fn refuse_line_ends(&mut self) {
        for (index, column) in self.columns.iter() {
            if column != Column::Carried && self.cells[index].contains(['\n', '\r']) {
                self.refuse(index, Problem::LineEndInCell);
            }
        }
    }

    /// A cell that says something.
    fn cell(&self, index: usize) -> Option<&'r str> {
        Some(self.cells[index]).filter(|cell| !cell.is_empty())
    }

    fn required<T>(&mut self, index: usize, read: impl Fn(&'r str) -> Result<T, Problem>) -> Option<T> {
        read(self.cells[index]).map_err(|problem| self.refuse(index, problem)).ok()
    }

    fn read<T>(&mut self, index: usize, read: impl Fn(&'r str) -> Result<T, Problem>) -> Option<T> {
        read(self.cell(index)?).map_err(|problem| self.refuse(index, problem)).ok()
    }

    fn word<T: FromStr<Err = UnknownWord>>(&mut self, index: usize) -> Option<T> {
        self.read(index, |cell| cell.parse().map_err(Problem::from))
    }

    fn date(&mut self, index: usize) -> Option<PartialDate> {
        self.read(index, |cell| PartialDate::parse(cell).map_err(Problem::from))
    }

    fn number<T>(&mut self, index: usize, check: fn(f64) -> Result<T, Problem>) -> Option<T> {
        self.read(index, |cell| check(cell.parse().map_err(|_| Problem::NotANumber)?))
    }

    /// The forms in a cell; empty ones are passed over.
    fn parts(&mut self, index: usize) -> Vec<&'r str> {
        let parts = self.cells[index].split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
        parts.filter_map(|part| checks::form(part).map_err(|problem| self.refuse(index, problem)).ok()).collect()
    }

    fn carried(&self, index: usize) -> Option<Extra> {
        let json = serde_json::Value::from(self.cell(index)?).to_string();
        Some(Extra { field: self.columns.name(index).into(), json: json.into() })
    }

    fn refuse(&mut self, index: usize, problem: Problem) {
        let field = Some(self.columns.name(index).to_owned());
        let value = Some(quoted(self.cells[index]));
        self.faults.push((index, Fault { field, value, problem }));
    }
}

/// A row as it is shown with an error: its cells, without the quotes that may stand around them in the file.
pub(super) struct Shown {
    line: u64,
    text: String,
    /// The byte behind each cell.
    ends: Vec<usize>,
}

impl Shown {
    pub(super) fn new(record: &ByteRecord, delimiter: u8, line: u64) -> Self {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(record.len());
        for (index, cell) in super::cells(record).enumerate() {
            if index > 0 {
                text.push(char::from(delimiter));
            }
            text.push_str(&String::from_utf8_lossy(cell));
            ends.push(text.len());
        }
        Self { line, text, ends }
    }

    /// The whole row.
    pub(super) fn whole(&self) -> Place<'_> {
        self.place(0..self.text.len())
    }

    /// The cell of a column.
    pub(super) fn cell(&self, index: usize) -> Place<'_> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] + 1 };
        self.place(start..self.ends[index])
    }

    fn place(&self, mark: std::ops::Range<usize>) -> Place<'_> {
        Place { line: self.line, text: &self.text, mark, is_verbatim: false }
    }
}
