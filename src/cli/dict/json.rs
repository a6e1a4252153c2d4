//! What the commands have in common where they write JSON.

use crate::date::{PartialDate, Validity};
use crate::dictionary::Extra;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::io::{self, Write};

/// Writes a value as one line.
pub(in crate::cli) fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// The fields that a dictionary carries, as they were written.
pub(super) struct Carried<'d>(pub(super) Vec<Extra<&'d str>>);

impl Serialize for Carried<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: Result<Vec<_>, S::Error> = self
            .0
            .iter()
            .map(|extra| {
                Ok((extra.field, serde_json::from_str::<&RawValue>(extra.json).map_err(serde::ser::Error::custom)?))
            })
            .collect();
        serializer.collect_map(fields?)
    }
}

/// A date as a dictionary writes it.
fn date(date: &Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// The dates of a name or holder; null: open.
#[derive(Serialize)]
pub(super) struct Dates {
    from: Option<String>,
    until: Option<String>,
}

impl From<Validity> for Dates {
    fn from(validity: Validity) -> Self {
        Self { from: date(&validity.from), until: date(&validity.until) }
    }
}
