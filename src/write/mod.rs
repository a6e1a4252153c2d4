//! Results out: the record of a document, bad records, entities of a dictionary, and the files that they go to.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "arrow")]
pub mod arrow;
mod at_hand;
mod entity;
mod format;
mod formats;
mod json;
mod meant;
mod one_text;
mod output;
mod piece;
mod quarantine;
mod record;
mod rendered;
mod rewrite;
mod settings;
mod sink;
mod tagged;
mod tokens;

pub use entity::write_entity;
pub use format::{FORMATS, Format, Layout, Needs, Render, Rendering, Stream, Unwritable};
pub use meant::{Candidates, Meant, Named};
pub use output::{Kept, Opening, Output, OutputError, Safe, SafeFile, Target, locked, partial_path, with_ending};
#[cfg(feature = "arrow")]
pub use piece::Rows;
pub use piece::{DocumentFiles, Losses, Piece};
pub use quarantine::write_bad_record;
pub use record::{RecordOptions, RecordWriter, SCHEMA};
pub use rewrite::rewrite;
pub use settings::{Cells, Settings, Titles};
pub use sink::{Counted, CountedEntity, Entry, Folder, Graph, Index, Leftover, Node, Pair, Sink, Tally, spool_path};
pub use tagged::{NamedEntities, Place, Tagged, TaggedEntity, TaggedMention};
