//! Any bytes as an input of any format, compressed and in any charset, read, tagged and written: see tests/suite/fuzzed/read_any.rs.
#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/faulty.rs"]
mod faulty;
#[path = "../../tests/suite/fuzzed/read_any.rs"]
mod read_any;
#[path = "../../tests/suite/scratch.rs"]
mod scratch;
#[path = "../../tests/suite/whole.rs"]
mod whole;

fuzz_target!(|data: &[u8]| read_any::check(data));
