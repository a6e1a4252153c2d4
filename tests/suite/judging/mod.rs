//! `newstag eval` and `newstag diff`: cases as data, bad input, and what must hold for any annotations.

mod bad_input;
mod diff;
mod eval;
mod properties;
mod records;
