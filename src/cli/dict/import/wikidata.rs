//! `newstag dict import wikidata`.

use super::{CommonArgs, carry_out, reference};
use crate::cli::Exit;
use crate::load::import::wikidata::{Classes, Languages, Options, importer};
use anyhow::Context;
use clap::Args;
use std::fs;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Persons with an article in at least ten languages, and the offices that they held:
      newstag dict import wikidata latest-all.json.bz2 --min-sitelinks 10 -o people.jsonl
  Items of the classes in a list, each with a type of yours, names in three languages, and their GeoNames ids:
      newstag dict import wikidata latest-all.json.gz --classes classes.txt --languages en,zh,de --ref geonames=P1566 -o world.jsonl
  Where classes.txt has a class on each line, its subclasses likewise:
      Q5 person
      Q6256 place";

/// A Wikidata JSON dump: persons, or the classes that you list
///
/// Labels and aliases become names, the number of sitelinks the prior, P31 the type. The offices that persons held (P39 with P580 and P582)
/// become entities with holders; they are written last. docs/dictionary-import.md tells the rules.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct WikidataArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// A file with the classes (values of P31) that are taken, one on each line: Q5 person. Without it: human beings and positions
    #[arg(long, value_name = "FILE")]
    classes: Option<PathBuf>,

    /// The type of instances of classes that have none in the list
    #[arg(long, value_name = "WORD", requires = "classes")]
    type_value: Option<String>,

    /// The languages of names, in the order of wish; zh is all of Chinese, zh-hans and zh-hant what is written so
    #[arg(long, value_name = "LANG,…", value_delimiter = ',', default_value = "en,zh")]
    languages: Vec<String>,

    /// Pass items over that have fewer sitelinks
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_sitelinks: u32,

    /// A property with identifiers in another collection, such as geonames=P1566; repeatable
    #[arg(long = "ref", value_name = "COLLECTION=PROPERTY", value_parser = reference)]
    refs: Vec<(String, String)>,

    /// Leave out which offices persons held
    #[arg(long)]
    no_offices: bool,
}

pub(super) fn run(args: &WikidataArgs) -> anyhow::Result<Exit> {
    let options = Options {
        classes: args.classes()?,
        languages: Languages::new(&args.languages),
        min_sitelinks: args.min_sitelinks,
        refs: args.refs.clone(),
        offices: !args.no_offices,
    };
    carry_out(&args.common, importer(&options))
}

impl WikidataArgs {
    fn classes(&self) -> anyhow::Result<Classes> {
        let Some(path) = &self.classes else { return Ok(Classes::built_in()) };
        let list =
            fs::read_to_string(path).with_context(|| format!("cannot read the classes in {}", path.display()))?;
        Ok(Classes::read(&list, path, self.type_value.as_deref())?)
    }
}
