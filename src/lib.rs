//! Finds the people, organizations, places and offices of a dictionary in news text, in any of their written forms and
//! scripts, decides who is meant, and writes annotated JSON.
//!
//! A newcomer needs a handful of types:
//!
//! - [`dictionary::Dictionary`]: the entities and their names, read by [`load`];
//! - [`document::Document`]: one article;
//! - [`tagger::Tagger`]: made once from a dictionary, shared by threads; a [`tagger::Scratch`] for each of them;
//! - [`mention::Annotation`]: what it found;
//! - [`write::RecordWriter`]: the JSON that becomes of it.
//!
//! ARCHITECTURE.md tells how the modules hang together; docs/matching.md what a match is.

// Nouns: plain data.
pub mod allowance;
pub mod annotated;
mod character;
pub mod co_mentions;
pub mod common;
pub mod date;
pub mod dictionary;
pub mod document;
pub mod hit;
pub mod image;
mod instructions;
mod kept;
pub mod mention;
pub mod person_names;
mod prefetch;
pub mod span;

// Stages: each imports nouns, never another stage.
pub mod link;
pub mod matcher;
pub mod resolve;
pub mod rules;
pub mod text;
pub mod variants;

// Where the stages meet.
pub mod tagger;

// Beside the tagger: they judge what it has found.
pub mod diff;
pub mod eval;

// Edges: they touch the world.
pub mod check;
pub mod cli;
pub mod gold;
mod json;
pub mod load;
pub mod open;
pub mod pipeline;
pub mod read;
pub mod write;
