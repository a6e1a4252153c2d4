//! Any bytes as records that are converted: see tests/suite/fuzzed/convert_any.rs.
#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/fuzzed/convert_any.rs"]
mod convert_any;
#[path = "../../tests/suite/scratch.rs"]
mod scratch;

fuzz_target!(|data: &[u8]| convert_any::check(data));
