//! Any text, folded: see tests/suite/fuzzed/fold_any.rs.
#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/fuzzed/fold_any.rs"]
mod fold_any;
#[path = "../../tests/suite/oracle/mod.rs"]
#[allow(dead_code)]
mod oracle;

fuzz_target!(|data: &[u8]| fold_any::check(data));
