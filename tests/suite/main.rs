//! The integration tests, one binary.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

mod gold;
mod load;
mod readme;
