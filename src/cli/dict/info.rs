//! `newstag dict info`.

use super::json;
use crate::cli::args::VariantArgs;
use crate::cli::{Exit, dictionary};
use crate::dictionary::{Dictionary, EntityType};
use crate::{image, tagger};
use clap::Args;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  The dictionary that comes with the program:
      newstag dict info
  Your own, as one JSON object:
      newstag dict info people.jsonl places.csv --json";

/// Count what is in a dictionary
///
/// Entities by type, names by language and kind, offices and their holders, and the fingerprint that stands in every record as
/// `dictionary`. Exit status: 0, or 2 where a dictionary cannot be read.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct InfoArgs {
    /// Dictionaries, read together; none: the one that comes with the program
    #[arg(value_name = "FILE")]
    sources: Vec<PathBuf>,

    #[command(flatten)]
    variants: VariantArgs,

    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

/// Counts what is in a dictionary.
pub(super) fn run(args: &InfoArgs) -> anyhow::Result<Exit> {
    let dictionary = dictionary::load(&args.sources, args.variants)?;
    let info = Info::of(&dictionary);
    let mut out = anstream::stdout().lock();
    if args.json {
        json::write_line(&mut out, &info)?
    } else {
        show(&info, &mut out)?
    }
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Info<'d> {
    entities: usize,
    names: usize,
    context_terms: usize,
    types: Vec<Count<'d>>,
    /// The languages of names; null for names without one.
    languages: Vec<Count<'d>>,
    kinds: Vec<Count<'d>>,
    /// The rules that made variants; one that two rules made counts for both.
    variants: Vec<Count<'d>>,
    offices: Offices,
    /// What is known of a compiled file; null for sources.
    compiled: Option<Compiled>,
    dictionary: &'d str,
}

/// A compiled file.
#[derive(Serialize)]
struct Compiled {
    /// The version of its format.
    format: u32,
    bytes: usize,
}

impl Compiled {
    fn of(dictionary: &Dictionary) -> Option<Self> {
        let bytes = dictionary.image().bytes().len();
        tagger::is_compiled(dictionary).then_some(Self { format: image::VERSION, bytes })
    }
}

#[derive(Serialize)]
struct Count<'d> {
    word: Option<&'d str>,
    count: usize,
}

#[derive(Serialize)]
struct Offices {
    entities: usize,
    with_holders: usize,
    holders: usize,
    /// Those of the holders that are entities of the dictionary.
    holders_known: usize,
}

impl<'d> Info<'d> {
    fn of(dictionary: &'d Dictionary) -> Self {
        let entities = || dictionary.entities();
        let names = || entities().flat_map(|entity| entity.names());
        let rules = names().filter_map(|name| name.made()).flat_map(|made| made.rules.iter());
        Self {
            entities: dictionary.len(),
            names: dictionary.names(),
            context_terms: dictionary.context_terms().len(),
            types: counted(entities().map(|entity| Some(entity.kind().word()))),
            languages: counted(names().map(|name| name.lang())),
            kinds: counted(names().map(|name| Some(name.kind().as_str()))),
            variants: counted(rules.map(|rule| Some(rule.as_str()))),
            offices: Offices::of(dictionary),
            compiled: Compiled::of(dictionary),
            dictionary: dictionary.fingerprint(),
        }
    }
}

impl Offices {
    fn of(dictionary: &Dictionary) -> Self {
        let offices = || dictionary.entities().filter(|entity| entity.kind() == EntityType::Office);
        let holders = || offices().flat_map(|office| office.holders());
        Self {
            entities: offices().count(),
            with_holders: offices().filter(|office| office.holders().len() > 0).count(),
            holders: holders().count(),
            holders_known: holders().filter(|holder| holder.entity().is_some()).count(),
        }
    }
}

/// How often each word comes, the most frequent first, then in order of the alphabet.
fn counted<'d>(words: impl Iterator<Item = Option<&'d str>>) -> Vec<Count<'d>> {
    let mut counts = HashMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut counts: Vec<Count<'_>> = counts.into_iter().map(|(word, count)| Count { word, count }).collect();
    counts.sort_unstable_by_key(|entry| (Reverse(entry.count), entry.word));
    counts
}

fn show(info: &Info<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "fingerprint    {}", info.dictionary)?;
    if let Some(Compiled { format, bytes }) = &info.compiled {
        writeln!(out, "compiled file  format version {format}, {bytes} bytes")?;
    }
    writeln!(out, "entities       {}", info.entities)?;
    writeln!(out, "names          {}", info.names)?;
    writeln!(out, "context terms  {}", info.context_terms)?;
    show_counts(out, "Entities by type", "", &info.types)?;
    show_counts(out, "Names by language", "none given", &info.languages)?;
    show_counts(out, "Names by kind", "", &info.kinds)?;
    if !info.variants.is_empty() {
        show_counts(out, "Variants by rule", "", &info.variants)?;
    }
    show_offices(out, &info.offices)
}

fn show_counts(out: &mut impl Write, title: &str, unnamed: &str, counts: &[Count<'_>]) -> io::Result<()> {
    writeln!(out, "\n{title}")?;
    counts.iter().try_for_each(|entry| writeln!(out, "{:>10}  {}", entry.count, entry.word.unwrap_or(unnamed)))
}

fn show_offices(out: &mut impl Write, offices: &Offices) -> io::Result<()> {
    writeln!(out, "\nOffices")?;
    writeln!(out, "{:>10}  offices, {} of them with holders", offices.entities, offices.with_holders)?;
    writeln!(out, "{:>10}  holders, {} of them in this dictionary", offices.holders, offices.holders_known)
}
