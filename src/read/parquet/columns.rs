//! The columns of a file that are read, and whether they hold what they should.

use crate::read::bad::Fault;
use crate::read::object::FieldNames;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Where the parts of a document stand in what is read.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) names: FieldNames,
    /// The places in the file of the columns that are read, rising.
    roots: Vec<usize>,
    pub(super) text: usize,
    pub(super) id: Option<usize>,
    pub(super) title: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) lang: Option<usize>,
}

/// What may stand in a column.
type Allows = fn(&DataType) -> bool;

impl Columns {
    /// Finds the columns of a file.
    pub(super) fn find(schema: &Schema, names: &FieldNames) -> Result<Self, Fault> {
        let of = |name: &str| schema.fields().iter().position(|field| field.name() == name);
        let check = |name: &str, expected: &'static str, allows: Allows| match of(name).map(|at| schema.field(at)) {
            Some(field) if !allows(field.data_type()) => Err(wrong(field, expected)),
            _ => Ok(()),
        };
        let Some(text) = of(&names.text) else { return Err(no_text(schema, names)) };
        check(&names.text, "strings", is_text)?;
        check(&names.title, "strings", is_text_or_null)?;
        check(&names.lang, "strings", is_text_or_null)?;
        check(&names.id, "strings or whole numbers", |kind| is_text_or_null(kind) || kind.is_integer())?;
        check(&names.date, "dates, timestamps, strings or whole numbers", is_date)?;
        let selected = names.select.iter().filter_map(|path| root_of(schema, path));
        let parts = names.parts().into_iter().filter_map(|(_, name)| of(name));
        let mut roots: Vec<usize> = parts.chain(selected).collect();
        roots.sort_unstable();
        roots.dedup();
        let place = |root: usize| roots.partition_point(|read| *read < root);
        let found = |name: &str| of(name).map(place);
        let (id, title) = (found(&names.id), found(&names.title));
        let (date, lang) = (found(&names.date), found(&names.lang));
        Ok(Self { names: names.clone(), text: place(text), id, title, date, lang, roots })
    }

    /// The places of the columns that are read.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> {
        self.roots.iter().copied()
    }

    /// The file's types, with strings as views: those point into the file's pages instead of being copied, and a string that stands
    /// once in a dictionary of the file stands once in memory.
    pub(super) fn as_views(&self, schema: &SchemaRef) -> SchemaRef {
        let view = |field: &Arc<Field>| match field.data_type() {
            DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
            DataType::Binary => Arc::new(field.as_ref().clone().with_data_type(DataType::BinaryView)),
            _ => Arc::clone(field),
        };
        Arc::new(Schema::new(schema.fields().iter().map(view).collect::<Vec<_>>()))
    }
}

/// The place of the column that a selected field is, or lies in.
fn root_of(schema: &Schema, path: &str) -> Option<usize> {
    let at = |name: &str| schema.fields().iter().position(|field| field.name() == name);
    at(path).or_else(|| path.match_indices('.').find_map(|(dot, _)| at(&path[..dot])))
}

/// Strings, and bytes too: older writers do not say that theirs are text.
fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::Binary)
}

/// A column that is null in every row may have no type.
fn is_text_or_null(kind: &DataType) -> bool {
    is_text(kind) || *kind == DataType::Null
}

fn is_date(kind: &DataType) -> bool {
    let is_time = matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _));
    is_time || is_text_or_null(kind) || kind.is_integer()
}

fn wrong(field: &Field, expected: &'static str) -> Fault {
    Fault::ColumnType { column: field.name().clone(), expected, found: field.data_type().to_string() }
}

fn no_text(schema: &Schema, names: &FieldNames) -> Fault {
    const SHOWN: usize = 12;
    let mut columns: Vec<String> =
        schema.fields().iter().take(SHOWN).map(|field| format!("{:?}", field.name())).collect();
    if schema.fields().len() > SHOWN {
        columns.push("…".to_owned());
    }
    let present = format!("the columns of the file are {}", columns.join(", "));
    Fault::NoText { field: names.text.clone(), present }
}
