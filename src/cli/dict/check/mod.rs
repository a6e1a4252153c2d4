//! `newstag dict check`: all that is wrong with dictionaries, then what is risky, then what a corpus says of them.

mod choice;
mod corpus;
mod record;
mod show;
mod tell;

use super::{json, render};
use crate::check;
use crate::cli::Exit;
use crate::cli::args::{self, InputArgs};
use crate::load::{self, LoadError};
use choice::{Choice, Deny};
use clap::Args;
use record::Record;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use tell::Teller;

/// So many findings of each rule are told, unless all are asked for.
const SHOWN: usize = 10;

const EXAMPLES: &str = "\
Examples:
  All that is wrong with a dictionary, and what is risky:
      newstag dict check people.jsonl
  Dictionaries that will be used together are best checked together; one JSON object for each problem:
      newstag dict check people.jsonl offices.jsonl places.csv --json
  What a dictionary finds in your texts, and what it never finds:
      newstag dict check people.jsonl --corpus articles/
  In a pipeline that builds dictionaries: any warning fails, save those of one rule:
      newstag dict check people.jsonl --deny warnings --ignore shared-form";

/// Report what is wrong or risky in dictionaries
///
/// Errors must be mended before a dictionary can be used; warnings tell what does not do what you expect; notes tell what may not. Of each
/// rule the worst findings are told, and the others are counted; the last line
/// counts all. Exit status: 0 no errors; 1 errors, or what --deny names; 2 a dictionary or the corpus could not be read.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// Dictionaries, read together
    #[arg(value_name = "FILE", required_unless_present = "rules")]
    sources: Vec<PathBuf>,

    /// Tell all findings, not the worst of each rule
    #[arg(long)]
    all: bool,

    /// Write one JSON object a line for each finding, the last one with the counts
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    choice: Choice,

    /// What makes the exit status 1, besides errors
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,

    #[command(flatten)]
    corpus: CorpusArgs,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Corpus")]
struct CorpusArgs {
    /// Texts to tag with the dictionaries: a file, a folder, or - for standard input; may be given several times
    #[arg(long, value_name = "INPUT")]
    corpus: Vec<PathBuf>,

    /// How many threads tag; default: one a core
    #[arg(long, value_name = "N", value_parser = args::threads, env = "NEWSTAG_THREADS")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    input: InputArgs,
}

/// Checks dictionaries.
pub(super) fn run(args: CheckArgs) -> anyhow::Result<Exit> {
    let mut out = anstream::stdout().lock();
    if args.choice.rules {
        choice::list(&mut out)?;
        return Ok(Exit::Done);
    }
    let mut tally = Tally { out: &mut out, json: args.json, errors: 0, unreadable: false, told: Ok(()) };
    let loaded = load::load_reporting(&args.sources, &mut |error| tally.add(&error));
    let Tally { errors, unreadable, told, .. } = tally;
    told?;
    let limit = (!args.all && !args.json).then_some(SHOWN);
    let mut teller = Teller::new(&mut out, &loaded, args.json);
    check::dictionary(&loaded.dictionary, args.choice.of_dictionary(), limit, &mut teller);
    if !args.corpus.corpus.is_empty() {
        let survey = corpus::survey(args.corpus, &loaded.dictionary)?;
        check::corpus::report(&loaded.dictionary, &survey, args.choice.of_corpus(), limit, &mut teller);
    }
    let found = teller.close(errors)?;
    Ok(match (unreadable, errors) {
        (true, _) => Exit::Failed,
        (false, 0) if !args.deny.is_some_and(|deny| deny.names(found)) => Exit::Done,
        (false, _) => Exit::Skipped,
    })
}

/// Tells errors as they come, so that a file of millions of them needs no memory, and counts them.
struct Tally<W> {
    out: W,
    json: bool,
    errors: u64,
    unreadable: bool,
    /// Whether all of them could be told.
    told: io::Result<()>,
}

impl<W: Write> Tally<W> {
    fn add(&mut self, error: &LoadError) {
        self.errors += 1;
        self.unreadable |= error.fault.problem.is_unreadable();
        if self.told.is_ok() {
            self.told = self.tell(error);
        }
    }

    fn tell(&mut self, error: &LoadError) -> io::Result<()> {
        if self.json {
            json::write_line(&mut self.out, &Record::of_error(error))
        } else {
            writeln!(self.out, "{}\n", render(error))
        }
    }
}
