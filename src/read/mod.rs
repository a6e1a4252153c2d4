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
mod charset;
mod cut;
mod date;
mod declared;
mod decode;
mod format;
mod halt;
mod html;
mod inputs;
mod json;
mod jsonl;
mod language;
mod markup;
mod nesting;
mod news;
mod object;
mod options;
#[cfg_attr(not(feature = "parquet"), path = "parquet/absent.rs")]
mod parquet;
mod parse;
mod patient;
mod plain;
mod position;
mod quarantine;
mod select;
mod source;
mod state;
mod table;
mod text;
mod walk;
mod warc;
mod zip;

pub use annotated::{AnnotatedRecord, annotated};
pub use bad::{BadRecord, Fault};
pub use batch::{Batch, Form, Origin, Record, Stopped};
pub use charset::{Charset, UnknownCharset};
pub use date::{DocumentDateError, document_date};
pub use format::Format;
pub use html::PageFault;
pub use inputs::{Input, InputError, Inputs};
pub use language::language;
pub use news::NewsFault;
pub use object::{FieldNames, SameFieldTwice};
pub use options::ReadOptions;
#[cfg(feature = "parquet")]
pub use parquet::ParquetRow;
pub use parse::{ParseOptions, parse};
pub use position::{Changed, Position, Shard};
pub use quarantine::QuarantineFault;
pub use source::{AllRead, Ended, read_all, read_stream, read_while};
pub use state::InputState;
pub use table::TableHeader;
pub use walk::{ArchiveRecords, Links, Passed, PassedOver};
pub use warc::{ArchiveFault, ChunkProblem, WrongEnd};
