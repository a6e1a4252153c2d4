//! Parquet, where the program is built without it: it says so.

use super::bad::Fault;
use super::batch::Collector;
use super::halt::Halt;
use super::options::ReadOptions;
use std::fs::File;

/// Refuses a file.
pub(super) fn split(_: File, _: &ReadOptions, _: &mut Collector<'_>) -> Result<(), Halt> {
    Err(Halt::Broken(Fault::NoParquet))
}
