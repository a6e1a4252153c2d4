//! The dictionaries that ship with the program.

/// Their files, each with its text.
pub(super) const FILES: &[(&str, &str)] = &[];
