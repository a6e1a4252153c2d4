//! Tables of entities: how often the documents name each, in all, on each day, or in each document.

use super::csv::{cell_of, table, write_table};
use super::{Each, Lines, date};
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Stream, Unwritable};
use crate::write::piece::Piece;
use crate::write::settings::{Cells, Settings};
use crate::write::sink::{Counted, Tally};
use crate::write::tagged::Tagged;
use std::borrow::Cow;
use std::io;

pub(in crate::write) const ENTITIES: Format = Format {
    name: "entities",
    meaning: "a table (CSV) of entities: mentions, documents, first and last date",
    needs: Needs::Mentions,
    layout: Layout::Tally(by_entity),
    render: Rendering::Own(|_| Box::new(Counting)),
};

pub(in crate::write) const BY_DAY: Format = Format {
    name: "entities-by-day",
    meaning: "a table (CSV) of entities and dates: mentions and documents",
    needs: Needs::Mentions,
    layout: Layout::Tally(by_day),
    render: Rendering::Own(|_| Box::new(Counting)),
};

pub(in crate::write) const BY_DOCUMENT: Format = Format {
    name: "entities-by-document",
    meaning: "a table (CSV) of documents and their entities: mentions",
    needs: Needs::Mentions,
    layout: Layout::Stream(Stream { head: |_| by_document_head(), between: "", tail: "" }),
    render: Rendering::Own(|settings| Box::new(Each(ByDocument { cells: settings.cells }))),
};

/// Says whom a document names, for those who count.
#[derive(Debug)]
pub(super) struct Counting;

impl Render for Counting {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        piece.counted.push(Counted::of(document));
        Ok(())
    }
}

fn number(number: u64) -> Cow<'static, str> {
    Cow::Owned(number.to_string())
}

fn by_entity(tally: &Tally, settings: &Settings, out: &mut dyn io::Write) -> io::Result<()> {
    let head = ["entity", "type", "name", "mentions", "documents", "first_date", "last_date"].map(Cow::Borrowed);
    let mut rows = tally.rows();
    rows.sort_by_key(|(entity, _)| std::cmp::Reverse(entity.mentions));
    let rows = rows.iter().map(|(entity, days)| {
        let mut dates = days.keys().flatten();
        let (first, last) = (dates.next(), dates.next_back());
        let date = |date: Option<&String>| Cow::Owned(date.cloned().unwrap_or_default());
        let documents = days.values().map(|count| count.documents).sum();
        [
            Cow::Borrowed(entity.id.as_str()),
            Cow::Borrowed(&entity.of_type),
            Cow::Borrowed(&entity.name),
            number(entity.mentions),
            number(documents),
            date(first),
            date(last.or(first)),
        ]
        .map(|cell| cell_of(cell, settings.cells))
    });
    write_table(b',', [head].into_iter().chain(rows), out)
}

fn by_day(tally: &Tally, settings: &Settings, out: &mut dyn io::Write) -> io::Result<()> {
    let head = ["entity", "type", "name", "date", "mentions", "documents"].map(Cow::Borrowed);
    let rows = tally.rows();
    let rows = rows.iter().flat_map(|(entity, days)| {
        days.iter().map(|(date, count)| {
            [
                Cow::Borrowed(entity.id.as_str()),
                Cow::Borrowed(entity.of_type.as_str()),
                Cow::Borrowed(entity.name.as_str()),
                Cow::Borrowed(date.as_deref().unwrap_or_default()),
                number(count.mentions),
                number(count.documents),
            ]
            .map(|cell| cell_of(cell, settings.cells))
        })
    });
    write_table(b',', [head].into_iter().chain(rows), out)
}

#[derive(Debug)]
struct ByDocument {
    cells: Cells,
}

fn by_document_head() -> Vec<u8> {
    table(b',', [["doc_id", "date", "entity", "type", "name", "mentions"].map(Cow::Borrowed)])
}

impl Lines for ByDocument {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let date = date(document).unwrap_or_default();
        let rows = document.entities.iter().map(|found| {
            [
                Cow::Borrowed(document.id),
                Cow::Borrowed(date.as_str()),
                Cow::Borrowed(found.named.id),
                Cow::Borrowed(found.named.of_type),
                Cow::Borrowed(found.named.name),
                number(found.mentions.len() as u64),
            ]
            .map(|cell| cell_of(cell, self.cells))
        });
        piece.bytes.extend(table(b',', rows));
    }
}
