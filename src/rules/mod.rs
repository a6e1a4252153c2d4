//! Rules over plain text that need no dictionary, one a file.

pub mod dateline;
