//! `newstag cat`.

use super::exit::Exit;
use super::report::grouped;
use super::tell;
use crate::open;
use crate::pipeline::{ShardManifest, manifest_path};
use crate::write::{Output, Target};
use anyhow::{Context, bail, ensure};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  Two machines share the work, and one puts it together:
      newstag tag dump.jsonl --shard 1/2 -o part1.jsonl
      newstag tag dump.jsonl --shard 2/2 -o part2.jsonl
      newstag cat part1.jsonl part2.jsonl -o tagged.jsonl";

/// The options in which parts of one run differ.
const OF_A_PART: &[&str] = &["--shard", "--quarantine"];

/// Join what newstag tag --shard wrote
///
/// The result is byte for byte what one run without --shard would have written: all documents, in the order of the input. Each part is JSON Lines, and the
/// file PART.shard stands beside it. A part that is missing, is there twice, was cut, or comes from another run is an error.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CatArgs {
    /// All parts, in any order
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,

    /// Where the documents go, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A part of the documents.
struct Part {
    path: PathBuf,
    manifest: ShardManifest,
    lines: Box<dyn BufRead + Send>,
    read: u64,
    bad: BTreeSet<u64>,
}

/// Joins parts.
pub(super) fn run(args: &CatArgs) -> anyhow::Result<Exit> {
    let mut parts = args.parts.iter().map(|path| Part::open(path)).collect::<anyhow::Result<Vec<_>>>()?;
    parts.sort_by_key(|part| part.manifest.shard);
    check(&parts)?;
    let target = Target::from_argument(args.output.as_deref());
    if let Some(part) = args.parts.iter().find(|part| is_same(part, &target)) {
        bail!("{} is read and would be overwritten: write the documents to another file", part.display());
    }
    let mut output = Output::open(&target)?;
    match join(&mut parts, &mut output)? {
        Exit::Done => {}
        ended => return Ok(ended),
    }
    parts.iter_mut().try_for_each(Part::end)?;
    output.finish()?;
    let documents = parts.iter().map(|part| part.manifest.documents).sum();
    let skipped: u64 = parts.iter().map(|part| part.bad.len() as u64).sum();
    tell(format_args!("{} documents of {} parts, {} skipped", grouped(documents), parts.len(), grouped(skipped)));
    Ok(if skipped == 0 { Exit::Done } else { Exit::Skipped })
}

fn is_same(part: &Path, target: &Target) -> bool {
    let Target::Path(target) = target else { return false };
    part.canonicalize().is_ok_and(|part| target.canonicalize().is_ok_and(|target| part == target))
}

/// Takes the documents in the order of their records.
fn join(parts: &mut [Part], output: &mut Output) -> anyhow::Result<Exit> {
    let (records, count) = (parts[0].manifest.records, parts.len() as u64);
    let mut line = Vec::new();
    let mut next = 0;
    for record in 0..records {
        let part = &mut parts[next];
        next = (next + 1) % usize::try_from(count)?;
        if part.bad.contains(&record) {
            continue;
        }
        part.line(&mut line)?;
        match output.write(&line) {
            Err(error) if error.is_closed_pipe() => return Ok(Exit::Skipped),
            written => written?,
        }
    }
    Ok(Exit::Done)
}

/// The parts are those of one run, and all of it.
fn check(parts: &[Part]) -> anyhow::Result<()> {
    let first = &parts[0];
    for part in parts {
        ensure!(
            part.manifest.of == first.manifest.of,
            "{} is one of {} parts, and {} one of {}",
            first.path.display(),
            first.manifest.of,
            part.path.display(),
            part.manifest.of
        );
        if let Some(what) = first.differs(part) {
            bail!("{} and {} are not parts of one run: {what}", first.path.display(), part.path.display());
        }
    }
    for (number, part) in (1..=first.manifest.of).zip(parts.iter().map(Some).chain(std::iter::repeat(None))) {
        let of = first.manifest.of;
        match part {
            Some(part) if part.manifest.shard == number => {}
            Some(part) if part.manifest.shard < number => {
                bail!("part {}/{of} is there twice: {} is one of the two", part.manifest.shard, part.path.display())
            }
            _ => bail!("part {number}/{of} is missing: expected all {of} files that --shard 1/{of} to {of}/{of} wrote"),
        }
    }
    match parts.get(usize::try_from(first.manifest.of)?) {
        Some(part) => {
            bail!(
                "part {}/{} is there twice: {} is one of the two",
                part.manifest.shard,
                part.manifest.of,
                part.path.display()
            )
        }
        None => Ok(()),
    }
}

impl Part {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let beside = manifest_path(path);
        let manifest = fs::read(&beside).with_context(|| {
            format!(
                "{} is no part that newstag tag --shard wrote to a file: cannot read {}",
                path.display(),
                beside.display()
            )
        })?;
        let manifest: ShardManifest = serde_json::from_slice(&manifest)
            .with_context(|| format!("{} does not say what part {} is", beside.display(), path.display()))?;
        let lines = open::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let bad = manifest.skipped.iter().copied().collect();
        Ok(Self { path: path.to_owned(), manifest, lines, read: 0, bad })
    }

    /// In what the runs differed.
    fn differs(&self, other: &Self) -> Option<&'static str> {
        let (one, two) = (&self.manifest.run, &other.manifest.run);
        let options = |part: &Self| {
            let mut options = part.manifest.run.options.clone();
            options.retain(|name, _| !OF_A_PART.contains(&name.as_str()));
            options
        };
        let differences = [
            (one.newstag != two.newstag, "they were written by two versions of newstag"),
            (one.dictionary != two.dictionary, "their dictionaries differ"),
            (options(self) != options(other), "their options differ"),
            (self.manifest.records != other.manifest.records, "their inputs differ"),
            (self.sizes() != other.sizes(), "their inputs differ"),
        ];
        differences.into_iter().find(|(differ, _)| *differ).map(|(_, what)| what)
    }

    /// What was read: paths and times differ from machine to machine.
    fn sizes(&self) -> Vec<(u64, u64)> {
        self.manifest.run.inputs.iter().map(|input| (input.files, input.bytes)).collect()
    }

    fn line(&mut self, line: &mut Vec<u8>) -> anyhow::Result<()> {
        line.clear();
        self.lines.read_until(b'\n', line).with_context(|| format!("cannot read {}", self.path.display()))?;
        let documents = self.manifest.documents;
        ensure!(
            line.last() == Some(&b'\n'),
            "{} has {} documents, expected {documents}: was it cut?",
            self.path.display(),
            self.read
        );
        self.read += 1;
        Ok(())
    }

    /// Nothing may stand behind the last document.
    fn end(&mut self) -> anyhow::Result<()> {
        let documents = self.manifest.documents;
        let left = self.lines.fill_buf().with_context(|| format!("cannot read {}", self.path.display()))?;
        ensure!(
            left.is_empty() && self.read == documents,
            "{} has more than its {documents} documents: was it written to?",
            self.path.display()
        );
        Ok(())
    }
}
