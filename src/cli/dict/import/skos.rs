//! `newstag dict import skos`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::LanguageFilter;
use crate::load::import::skos::{Order, SkosOptions, importer};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import skos countries.ttl --type place --languages en,zh -o countries.jsonl
  A large file, without holding its labels in memory:
      LC_ALL=C sort vocabulary.nt | newstag dict import skos - --sorted --type topic -o topics.jsonl";

/// The concepts of a SKOS vocabulary (Turtle, N-Triples, RDF in XML)
///
/// prefLabel becomes a name, altLabel and hiddenLabel aliases, notation and exactMatch refs; the id is the concept's IRI. Labels are held in memory
/// until the end, since the triples of a concept may stand anywhere, unless the file is sorted. Labels in SKOS-XL are not read.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct SkosArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// The type of all entities: person, organization, place, office or any word
    #[arg(long = "type", value_name = "TYPE", default_value = "concept")]
    kind: String,

    /// LanguageFilter that labels are taken in, as BCP 47 tags; those without a language always are. Without it, all
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    languages: Vec<String>,

    /// What completes references that are not whole
    #[arg(long, value_name = "IRI")]
    base: Option<String>,

    /// The triples are sorted by subject: one concept is held at a time
    #[arg(long)]
    sorted: bool,
}

pub(super) fn run(args: &SkosArgs) -> anyhow::Result<Exit> {
    let options = SkosOptions {
        kind: args.kind.clone(),
        languages: LanguageFilter::new(args.languages.clone()),
        base: args.base.clone(),
        order: if args.sorted { Order::Sorted } else { Order::Any },
    };
    carry_out(&args.common, importer(options))
}
