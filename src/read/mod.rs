//! Documents in: files, folders and standard input, one format a file.
//!
//! Reading has two halves. The first, [`read_all`], runs on one thread: it walks the inputs, decompresses, and cuts the
//! bytes into [`Record`]s, without looking at what a record says. The second, [`parse`], runs in the workers: it makes a
//! [`Document`](crate::document::Document) of a record.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod annotated;
mod bad;
mod batch;
mod date;
mod format;
mod inputs;
mod json;
mod jsonl;
mod language;
mod object;
mod parse;
mod plain;
mod source;
mod text;
mod walk;

pub use annotated::{AnnotatedRecord, annotated};
pub use bad::{BadRecord, Fault};
pub use batch::{Batch, Form, Origin, Record, Stopped};
pub use date::{DocumentDateError, document_date};
pub use format::Format;
pub use inputs::{Input, InputError, Inputs};
pub use language::language;
pub use object::{FieldNames, SameFieldTwice};
pub use parse::{ParseOptions, parse};
pub use source::{ReadOptions, read_all};
pub use walk::{Passed, PassedOver};
