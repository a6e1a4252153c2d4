//! Any bytes as annotated documents: see tests/suite/fuzzed/gold_any.rs.
#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/fuzzed/gold_any.rs"]
mod gold_any;
#[path = "../../tests/suite/scratch.rs"]
mod scratch;

fuzz_target!(|data: &[u8]| gold_any::check(data));
