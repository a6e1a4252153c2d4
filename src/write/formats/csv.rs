//! CSV and TSV: a row a mention, as spreadsheets, pandas and R take it.

use super::{Each, Lines, date};
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Stream};
use crate::write::piece::Piece;
use crate::write::settings::{Cells, Settings};
use crate::write::tagged::{Place, Tagged, TaggedMention};
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io;

pub(in crate::write) const CSV: Format = Format {
    name: "csv",
    meaning: "comma-separated values: a row a mention",
    needs: Needs::Mentions,
    layout: Layout::Stream(Stream { head: |_| head(b','), between: "", tail: "" }),
    render: Rendering::Own(|settings| rows(b',', settings)),
};

pub(in crate::write) const TSV: Format = Format {
    name: "tsv",
    meaning: "tab-separated values: a row a mention",
    needs: Needs::Mentions,
    layout: Layout::Stream(Stream { head: |_| head(b'\t'), between: "", tail: "" }),
    render: Rendering::Own(|settings| rows(b'\t', settings)),
};

/// The columns: those of the long table, candidates in one cell as `id=score|id=score`.
const COLUMNS: [&str; 23] = [
    "doc_id",
    "mention",
    "field",
    "start",
    "end",
    "text",
    "entity",
    "type",
    "name",
    "kind",
    "via",
    "score",
    "candidates",
    "gloss_of",
    "holder",
    "status",
    "office",
    "conflict",
    "title",
    "date",
    "lang",
    "path",
    "record",
];

/// Values with a character between them.
#[derive(Debug)]
struct Separated {
    separator: u8,
    settings: Settings,
}

fn head(separator: u8) -> Vec<u8> {
    table(separator, [COLUMNS.map(Cow::Borrowed)])
}

fn rows(separator: u8, settings: &Settings) -> Box<dyn Render> {
    Box::new(Each(Separated { separator, settings: settings.clone() }))
}

impl Lines for Separated {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let mentions = document.mentions.iter().zip(document.places(self.settings.record.offsets)).enumerate();
        let rows = mentions.map(|(number, (mention, place))| {
            row(document, number, mention, place).map(|cell| cell_of(cell, self.settings.cells))
        });
        piece.bytes.extend(table(self.separator, rows));
    }
}

fn row<'d>(
    document: &Tagged<'d>,
    number: usize,
    mention: &TaggedMention<'d>,
    place: Place,
) -> [Cow<'d, str>; COLUMNS.len()] {
    let text = |text: Option<&'d str>| Cow::Borrowed(text.unwrap_or_default());
    let named = mention.named();
    let number_of = |number: usize| Cow::Owned(number.to_string());
    [
        Cow::Borrowed(document.id),
        number_of(number),
        Cow::Borrowed(mention.field.as_str()),
        number_of(place.start),
        number_of(place.end),
        Cow::Borrowed(mention.text),
        text(named.map(|entity| entity.id)),
        text(named.map(|entity| entity.of_type)),
        text(named.map(|entity| entity.name)),
        Cow::Borrowed(mention.kind),
        Cow::Borrowed(mention.via),
        Cow::Owned(mention.score.to_string()),
        Cow::Owned(candidates(mention)),
        Cow::Owned(mention.gloss_of.map_or_else(String::new, |place| place.to_string())),
        text(mention.holder),
        text(mention.status),
        Cow::Owned(mention.office.map_or_else(String::new, |place| place.to_string())),
        text(mention.conflict.map(|conflict| if conflict { "true" } else { "false" })),
        text(document.title),
        Cow::Owned(date(document).unwrap_or_default()),
        text(document.lang),
        Cow::Borrowed(document.source.path),
        Cow::Owned(document.source.record.to_string()),
    ]
}

fn candidates(mention: &TaggedMention<'_>) -> String {
    let candidates = mention.candidates.iter().map(|(id, score)| format!("{id}={score}"));
    candidates.collect::<Vec<_>>().join("|")
}

/// What spreadsheets run as a formula where a cell begins with it: OWASP's list ("CSV Injection"), the NUL that its verification standard adds
/// (ASVS 1.2.10), a line end, and the wide forms of the signs, which spreadsheets of East Asia take for the same.
const FORMULAS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\0', '\n', '＝', '＋', '－', '＠'];

/// A cell of text. Numbers that are the program's own are no formulas, and stay.
pub(super) fn cell_of(cell: Cow<'_, str>, cells: Cells) -> Cow<'_, str> {
    if cells == Cells::Safe && cell.starts_with(FORMULAS) { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// Rows as bytes, quoted where they must be.
pub(super) fn table<'c, const N: usize>(separator: u8, rows: impl IntoIterator<Item = [Cow<'c, str>; N]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_table(separator, rows, &mut bytes).expect("a vector takes all bytes");
    bytes
}

/// The same, written row by row.
pub(super) fn write_table<'c, const N: usize>(
    separator: u8,
    rows: impl IntoIterator<Item = [Cow<'c, str>; N]>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    let mut writer =
        builder.delimiter(separator).terminator(Terminator::Any(b'\n')).has_headers(false).from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell.as_bytes()))?;
    }
    writer.flush()
}
