//! Any bytes as a dictionary that is loaded or imported: see tests/suite/fuzzed/dictionary_any.rs.
#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/fuzzed/dictionary_any.rs"]
mod dictionary_any;
#[path = "../../tests/suite/scratch.rs"]
mod scratch;

fuzz_target!(|data: &[u8]| dictionary_any::check(data));
