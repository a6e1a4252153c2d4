//! What the columns of a table mean.

use crate::load::error::{Fault, Problem};

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Type,
    Name,
    Aliases,
    Context,
    Lang,
    Kind,
    Case,
    Boundary,
    From,
    Until,
    Family,
    Weight,
    NeedsContext,
    Block,
    Prior,
    Variants,
    /// A column of the user's own.
    Carried,
}

impl Column {
    fn of(name: &str) -> Self {
        match name {
            "id" => Self::Id,
            "type" => Self::Type,
            "name" => Self::Name,
            "aliases" => Self::Aliases,
            "context" => Self::Context,
            "lang" => Self::Lang,
            "kind" => Self::Kind,
            "case" => Self::Case,
            "boundary" => Self::Boundary,
            "from" => Self::From,
            "until" => Self::Until,
            "family" => Self::Family,
            "weight" => Self::Weight,
            "needs_context" => Self::NeedsContext,
            "block" => Self::Block,
            "prior" => Self::Prior,
            "variants" => Self::Variants,
            _ => Self::Carried,
        }
    }
}

/// The columns of a table, in order.
pub(super) struct Columns {
    columns: Vec<(Box<str>, Column)>,
    /// The place of `id`.
    pub(super) id: usize,
    /// The place of `type`.
    pub(super) kind: usize,
    /// The place of `name`.
    pub(super) form: usize,
}

impl Columns {
    /// Reads a header. Upper and lower case are the same in the names of columns that have a meaning.
    pub(super) fn of<'h>(header: impl Iterator<Item = &'h [u8]>) -> Result<Self, Fault> {
        let columns: Vec<(Box<str>, Column)> = header.enumerate().map(column).collect();
        for (index, (name, _)) in columns.iter().enumerate() {
            if columns[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(fault(name, Problem::GivenTwice));
            }
        }
        let find = |name: &str, wanted: Column| {
            let place = columns.iter().position(|&(_, column)| column == wanted);
            place.ok_or_else(|| fault(name, Problem::MissingColumn))
        };
        let (id, kind, form) = (find("id", Column::Id)?, find("type", Column::Type)?, find("name", Column::Name)?);
        Ok(Self { columns, id, kind, form })
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// The name of the column at a place.
    pub(super) fn name(&self, index: usize) -> &str {
        &self.columns[index].0
    }

    /// The columns with their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, Column)> {
        self.columns.iter().map(|&(_, column)| column).enumerate()
    }

    /// The place of a column that need not be there.
    pub(super) fn find(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|&(_, column)| column == wanted)
    }
}

fn column((index, name): (usize, &[u8])) -> (Box<str>, Column) {
    let name = String::from_utf8_lossy(name);
    let meaning = Column::of(&name.to_ascii_lowercase());
    let name = match meaning {
        Column::Carried if name.is_empty() => format!("column {}", index + 1),
        Column::Carried => name.into_owned(),
        _ => name.to_ascii_lowercase(),
    };
    (name.into(), meaning)
}

fn fault(column: &str, problem: Problem) -> Fault {
    Fault { field: Some(column.to_owned()), value: None, problem }
}
