//! Tables: CSV, TSV and their like. A header names the columns, then a row is a document.
//!
//! Rows are cut here by quotes, delimiters and line ends, without looking into cells; the csv crate's parser then reads the cells of each.

mod cut;
mod header;
mod row;

pub(super) use cut::{check_row, split};
pub use header::TableHeader;
pub(super) use header::is_header;
pub(super) use row::document;
