//! `newstag cat`.

use super::dict::is_closed_pipe;
use super::exit::Exit;
use super::report::grouped;
use super::tell;
use crate::open;
use crate::pipeline::{ShardManifest, manifest_path};
use crate::write::{FORMATS, Output, Target};
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

/// The option that says what parts are.
const FORMAT: &str = "--format";

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

/// Joins parts; where nobody reads on, quietly no more of them.
pub(super) fn run(args: &CatArgs) -> anyhow::Result<Exit> {
    let done = join(args);
    done.or_else(|error| if is_closed_pipe(&error) { Ok(Exit::Done) } else { Err(error) })
}

fn join(args: &CatArgs) -> anyhow::Result<Exit> {
    let mut parts = args.parts.iter().map(|path| Part::open(path)).collect::<anyhow::Result<Vec<_>>>()?;
    parts.sort_by_key(|part| part.manifest.shard);
    check(&parts)?;
    let target = Target::from_argument(args.output.as_deref());
    if let Some(part) = args.parts.iter().find(|part| is_same(part, &target)) {
        bail!("{} is read and would be overwritten: write the documents to another file", part.display());
    }
    let mut output = Output::open(&target)?;
    write(&mut parts, &mut output)?;
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
fn write(parts: &mut [Part], output: &mut Output) -> anyhow::Result<()> {
    let turns = (0..parts.len()).cycle();
    let mut line = Vec::new();
    for (record, part) in (0..parts[0].manifest.records).zip(turns) {
        if !parts[part].bad.contains(&record) {
            parts[part].line(&mut line)?;
            output.write(&line)?;
        }
    }
    parts.iter_mut().try_for_each(Part::end)
}

/// The parts, in their order, are those of one run, and all of it.
fn check(parts: &[Part]) -> anyhow::Result<()> {
    let first = &parts[0];
    let of = first.manifest.of;
    for part in parts {
        ensure!(
            part.manifest.of == of,
            "{} is one of {of} parts, and {} one of {}",
            first.path.display(),
            part.path.display(),
            part.manifest.of
        );
        if let Some(what) = first.differs(part) {
            bail!("{} and {} are not parts of one run: {what}", first.path.display(), part.path.display());
        }
    }
    let is_twice = |pair: &&[Part]| pair[0].manifest.shard == pair[1].manifest.shard;
    if let Some([twice, ..]) = parts.windows(2).find(is_twice) {
        bail!("part {}/{of} is there twice: {} is one of the two", twice.manifest.shard, twice.path.display());
    }
    let is_there = |number: &u64| parts.iter().any(|part| part.manifest.shard == *number);
    if let Some(number) = (1..=of).find(|number| !is_there(number)) {
        bail!("part {number}/{of} is missing: expected all {of} files that --shard 1/{of} to {of}/{of} wrote");
    }
    Ok(())
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
        let format = manifest.run.options.get(FORMAT).map_or(FORMATS[0].name, String::as_str);
        ensure!(
            format == FORMATS[0].name,
            "{} is {format}, and parts are joined as {}: tag them so, and newstag convert makes {format} of the whole",
            path.display(),
            FORMATS[0].name
        );
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
