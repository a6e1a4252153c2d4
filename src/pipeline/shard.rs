//! What a run that takes some of the records tells beside its results, so that all can be put together again.

use super::journal::RunIdentity;
use super::{Report, Written};
use crate::read::Shard;
use crate::write::with_ending;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What is put behind the name of results.
const MANIFEST: &str = ".shard";

/// What stands beside the results of one part of the records: JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardManifest {
    /// Which part, counting from 1.
    pub shard: u64,
    /// How many parts there are.
    pub of: u64,
    /// How many records there are in all inputs: the part has those of them whose number, counting from 0, leaves `shard` - 1 when it is divided by `of`.
    pub records: u64,
    /// How many documents the results have.
    pub documents: u64,
    /// Records of the part that were bad, by their numbers among those of all inputs, counting from 0.
    pub skipped: Vec<u64>,
    /// What run it was.
    pub run: RunIdentity,
}

/// Where it stands for results of that name.
pub fn manifest_path(results: &Path) -> PathBuf {
    with_ending(results, MANIFEST)
}

impl ShardManifest {
    /// That of a run that is complete.
    pub fn of(shard: Shard, report: &Report, run: RunIdentity) -> Self {
        let Written { summary, skipped, .. } = &report.written;
        Self {
            shard: shard.index + 1,
            of: shard.of.get(),
            records: report.records,
            documents: summary.documents,
            skipped: skipped.clone(),
            run,
        }
    }
}
