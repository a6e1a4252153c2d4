//! Results out: the record of a document, bad records, entities of a dictionary, and the files that they go to.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "arrow")]
pub mod arrow;
mod entity;
mod json;
mod output;
mod quarantine;
mod record;
mod rendered;
mod tagged;

pub use entity::write_entity;
pub use output::{Output, OutputError, Target};
pub use quarantine::write_bad_record;
pub use record::{RecordOptions, RecordWriter};
pub use tagged::{Named, Place, Tagged, TaggedEntity, TaggedMention};
