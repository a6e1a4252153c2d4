//! Parquet: a row a document, or a row a mention.

use crate::write::arrow::{Shape, TableBuilder, TooLarge};
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Unwritable};
use crate::write::piece::{Piece, Rows};
use crate::write::settings::Settings;
use crate::write::tagged::Tagged;

pub(in crate::write) const PARQUET: Format = Format {
    name: "parquet",
    meaning: "Parquet: a row a document, with lists of mentions and entities",
    needs: Needs::Mentions,
    layout: Layout::Parquet(Shape::Nested),
    render: Rendering::Own(|settings| Parquet::boxed(Shape::Nested, settings)),
};

pub(in crate::write) const PARQUET_LONG: Format = Format {
    name: "parquet-long",
    meaning: "Parquet: a row a mention",
    needs: Needs::Mentions,
    layout: Layout::Parquet(Shape::Long),
    render: Rendering::Own(|settings| Parquet::boxed(Shape::Long, settings)),
};

/// Builds the columns of the documents of a piece.
#[derive(Debug)]
struct Parquet {
    table: TableBuilder,
    /// How many rows each document has, and roughly how many bytes they take.
    documents: Vec<(usize, usize)>,
}

impl Parquet {
    fn boxed(shape: Shape, settings: &Settings) -> Box<dyn Render> {
        Box::new(Self { table: TableBuilder::new(shape, settings.record), documents: Vec::new() })
    }

    fn add(&mut self, document: &Tagged<'_>) -> Result<(), TooLarge> {
        let rows = self.table.rows();
        let bytes = self.table.add(document)?;
        self.documents.push((self.table.rows() - rows, bytes));
        Ok(())
    }
}

impl Render for Parquet {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        if self.add(document).is_ok() {
            return Ok(());
        }
        // There is more room in an empty table.
        self.finish(piece);
        self.add(document).map_err(|error| Unwritable(error.to_string()))
    }

    fn finish(&mut self, piece: &mut Piece) {
        if !self.documents.is_empty() {
            let documents = std::mem::take(&mut self.documents);
            piece.rows.push(Rows { batch: self.table.finish(), documents });
        }
    }
}
