//! Which columns a table's result has, known before the first row is tagged.

use super::input::{Columns, is_text};
use crate::errors;
use arrow_array::{ArrayRef, StringArray, StringViewArray};
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use newstag::write::RecordOptions;
use newstag::write::arrow::{Shape, StringLayout, TableBuilder};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use std::sync::Arc;

/// What stands beside what was found: where a record was read is nothing that a table knows.
const OF_FILES: [&str; 3] = ["source", "path", "record"];

/// What a kept column of the table may say in the result's place.
const OF_DOCUMENTS: [&str; 5] = ["doc_id", "id", "title", "date", "lang"];

/// The row of the table that a mention stands in.
pub(super) const ROW: &str = "row";

/// Why a document could not be tagged.
pub(super) const ERROR: &str = "error";

/// What Python asks for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Request {
    text: String,
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    lang: Option<String>,
    shape: String,
    /// The columns of the table that the result has too.
    keep: Vec<String>,
    /// `column` or `raise`.
    errors: String,
    /// The column that says why a row holds no document.
    reason: Option<String>,
}

impl Request {
    /// Whether a row that cannot be tagged is an exception.
    pub(super) fn raises(&self) -> bool {
        self.errors == "raise"
    }
}

/// What cannot be done with a table.
pub(super) enum PlanError {
    Missing { part: &'static str, column: String, there: String },
    NotText { column: String, of: DataType },
    Word { option: &'static str, word: String, expected: &'static str },
    Taken { column: String },
}

impl PlanError {
    pub(super) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Missing { part: "keep", column, there } => {
                PyValueError::new_err(format!("keep: the table has no column {column:?}, only {there}"))
            }
            Self::Missing { part, column, there } => {
                let reason = format!("the table has no column {column:?}, only {there}; {part}= names another");
                errors::document(py, part, reason)
            }
            Self::NotText { column, of } => {
                PyTypeError::new_err(format!("text: the column {column:?} holds {of}, and expected is text"))
            }
            Self::Word { option, word, expected } => errors::unknown_word(option, &word, expected),
            Self::Taken { column } => PyValueError::new_err(format!(
                "keep: the result has a column {column:?} of its own: rename the table's, or do not keep it"
            )),
        }
    }
}

/// Which columns the result has.
pub(super) struct Plan {
    shape: Shape,
    options: RecordOptions,
    layout: StringLayout,
    columns: Columns,
    /// The places of the kept columns in the table.
    kept: Vec<usize>,
    /// The places of the columns that the library makes and the result has.
    made: Vec<usize>,
    made_schema: SchemaRef,
    schema: SchemaRef,
}

impl Plan {
    pub(super) fn of(table: &Schema, request: &Request, options: RecordOptions) -> Result<Self, PlanError> {
        let shape = shape_of(&request.shape)?;
        let columns = columns(table, request)?;
        word("errors", &request.errors, &["column", "raise"], "column, raise")?;
        let kept = request.keep.iter().map(|name| place(table, "keep", name)).collect::<Result<Vec<_>, _>>()?;
        let layout = layout_of(shape, table.field(columns.text).data_type());
        let made_schema = all_optional(&TableBuilder::with_layout(shape, options, layout).schema());
        let is_left_out = |name: &str| {
            OF_FILES.contains(&name)
                || is_id(shape, name) && columns.id.is_none()
                || OF_DOCUMENTS.contains(&name) && kept.iter().any(|&at| table.field(at).name() == name)
        };
        let made = (0..made_schema.fields().len()).filter(|&at| !is_left_out(made_schema.field(at).name())).collect();
        let mut plan =
            Self { shape, options, layout, columns, kept, made, made_schema, schema: Arc::new(Schema::empty()) };
        plan.schema = Arc::new(Schema::new(plan.fields(table)?));
        Ok(plan)
    }

    /// First what is kept, then what was found.
    fn fields(&self, table: &Schema) -> Result<Vec<FieldRef>, PlanError> {
        let kept = self.kept.iter().map(|&at| table.fields()[at].clone());
        let row = (self.shape == Shape::Long).then(|| Arc::new(Field::new(ROW, DataType::Int64, false)));
        let made = self.made.iter().map(|&at| self.made_schema.fields()[at].clone());
        let error = Arc::new(Field::new(ERROR, self.layout.data_type(), true));
        let fields: Vec<FieldRef> = kept.chain(row).chain(made).chain([error]).collect();
        let is_taken = |at: usize| fields[..at].iter().any(|field| field.name() == fields[at].name());
        match (0..fields.len()).find(|&at| is_taken(at)) {
            Some(at) => Err(PlanError::Taken { column: fields[at].name().clone() }),
            None => Ok(fields),
        }
    }

    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    /// A table for what is found.
    pub(super) fn table(&self) -> TableBuilder {
        TableBuilder::with_layout(self.shape, self.options, self.layout)
    }

    /// A column of strings as the result has them.
    pub(super) fn strings(&self, strings: impl IntoIterator<Item = Option<String>>) -> ArrayRef {
        match self.layout {
            StringLayout::Offsets => Arc::new(StringArray::from_iter(strings)),
            StringLayout::Views => Arc::new(StringViewArray::from_iter(strings)),
        }
    }

    pub(super) fn columns(&self) -> Columns {
        self.columns
    }

    pub(super) fn kept(&self) -> &[usize] {
        &self.kept
    }

    pub(super) fn made(&self) -> &[usize] {
        &self.made
    }

    /// What the library makes, null where a document could not be tagged.
    pub(super) fn made_schema(&self) -> &SchemaRef {
        &self.made_schema
    }

    pub(super) fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// Whether a column of the library is the id of the document.
    pub(super) fn is_id(&self, name: &str) -> bool {
        is_id(self.shape, name)
    }
}

fn is_id(shape: Shape, name: &str) -> bool {
    match shape {
        Shape::Long => name == "doc_id",
        Shape::Nested => name == "id",
    }
}

/// Whoever has views takes views, and need not convert them; but Spark has none, which is who asks for rows that are nested.
fn layout_of(shape: Shape, text: &DataType) -> StringLayout {
    match (shape, text) {
        (Shape::Long, DataType::Utf8View | DataType::BinaryView) => StringLayout::Views,
        _ => StringLayout::Offsets,
    }
}

fn all_optional(schema: &Schema) -> SchemaRef {
    let optional = |field: &FieldRef| field.as_ref().clone().with_nullable(true);
    Arc::new(Schema::new(schema.fields().iter().map(optional).collect::<Vec<_>>()))
}

fn columns(table: &Schema, request: &Request) -> Result<Columns, PlanError> {
    let text = place(table, "text", &request.text)?;
    let of = table.field(text).data_type();
    if !is_text(of) {
        return Err(PlanError::NotText { column: request.text.clone(), of: of.clone() });
    }
    Ok(Columns {
        text,
        id: part(table, "id", request.id.as_deref())?,
        title: part(table, "title", request.title.as_deref())?,
        date: part(table, "date", request.date.as_deref())?,
        lang: part(table, "lang", request.lang.as_deref())?,
        reason: request.reason.as_deref().map(|name| place(table, "reason", name)).transpose()?,
    })
}

/// The column of a part that need not be there: one that is named must be, one of the usual name may be, and the empty name is none.
fn part(table: &Schema, part: &'static str, named: Option<&str>) -> Result<Option<usize>, PlanError> {
    match named {
        Some("") => Ok(None),
        Some(name) => place(table, part, name).map(Some),
        None => Ok(table.index_of(part).ok()),
    }
}

fn place(table: &Schema, part: &'static str, column: &str) -> Result<usize, PlanError> {
    table.index_of(column).map_err(|_| {
        let there: Vec<_> = table.fields().iter().map(|field| format!("{:?}", field.name())).collect();
        PlanError::Missing { part, column: column.to_owned(), there: there.join(", ") }
    })
}

fn shape_of(given: &str) -> Result<Shape, PlanError> {
    word("shape", given, &["long", "nested"], "long, nested")?;
    Ok(if given == "long" { Shape::Long } else { Shape::Nested })
}

fn word(option: &'static str, given: &str, known: &[&str], expected: &'static str) -> Result<(), PlanError> {
    if known.contains(&given) {
        return Ok(());
    }
    Err(PlanError::Word { option, word: given.to_owned(), expected })
}
