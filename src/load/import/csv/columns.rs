//! Which column holds what, once the header is known.

use super::{Options, TypeFrom};
use crate::load::import::ImportError;
use crate::load::table::cells;
use csv::ByteRecord;
use std::path::Path;

/// A column that holds names.
pub(super) struct NameColumn {
    pub(super) at: usize,
    /// The language that its option tells.
    pub(super) lang: Option<String>,
}

/// The columns that options name, as their places in a row.
pub(super) struct Columns {
    header: Vec<String>,
    pub(super) id: Option<usize>,
    /// At least one.
    pub(super) names: Vec<NameColumn>,
    pub(super) aliases: Vec<NameColumn>,
    pub(super) kind: Option<usize>,
    pub(super) lang: Option<usize>,
    pub(super) family: Option<usize>,
    pub(super) prior: Option<usize>,
    pub(super) context: Vec<usize>,
    pub(super) refs: Vec<(String, usize)>,
}

impl Columns {
    /// Finds the columns in a header.
    pub(super) fn of(header: &ByteRecord, options: &Options, path: &Path) -> Result<Self, ImportError> {
        let header: Vec<String> = cells(header).map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let find = Finder { header: &header, path };
        let kind = match &options.kind {
            TypeFrom::Column(column) => Some(find.column("--type", column)?),
            TypeFrom::Word(_) => None,
        };
        let reference = |(to, column): &(String, String)| Ok((to.clone(), find.column("--ref", column)?));
        Ok(Self {
            id: find.maybe("--id", options.id.as_deref())?,
            names: find.names("--name", &options.names)?,
            aliases: find.names("--alias", &options.aliases)?,
            kind,
            lang: find.maybe("--lang-column", options.lang_column.as_deref())?,
            family: find.maybe("--family", options.family.as_deref())?,
            prior: find.maybe("--prior", options.prior.as_deref())?,
            context: options.context.iter().map(|column| find.column("--context", column)).collect::<Result<_, _>>()?,
            refs: options.refs.iter().map(reference).collect::<Result<_, ImportError>>()?,
            header,
        })
    }

    /// How many cells a row has.
    pub(super) fn len(&self) -> usize {
        self.header.len()
    }

    /// What the header calls a column.
    pub(super) fn name_of(&self, at: usize) -> &str {
        &self.header[at]
    }
}

struct Finder<'h> {
    header: &'h [String],
    path: &'h Path,
}

impl Finder<'_> {
    fn place(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell == column)
    }

    fn column(&self, option: &'static str, column: &str) -> Result<usize, ImportError> {
        self.place(column).ok_or_else(|| ImportError::NoColumn {
            path: self.path.to_owned(),
            column: column.to_owned(),
            option,
            columns: self.header.to_vec(),
        })
    }

    fn maybe(&self, option: &'static str, column: Option<&str>) -> Result<Option<usize>, ImportError> {
        column.map(|column| self.column(option, column)).transpose()
    }

    /// `LANG=COLUMN`, or a column alone, be there a `=` in its name or not.
    fn names(&self, option: &'static str, columns: &[String]) -> Result<Vec<NameColumn>, ImportError> {
        let found = columns.iter().map(|column| match (self.place(column), column.split_once('=')) {
            (None, Some((lang, column))) => {
                Ok(NameColumn { at: self.column(option, column)?, lang: Some(lang.to_owned()) })
            }
            _ => Ok(NameColumn { at: self.column(option, column)?, lang: None }),
        });
        found.collect()
    }
}
