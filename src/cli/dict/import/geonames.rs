//! `newstag dict import geonames`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::LanguageFilter;
use crate::load::import::geonames::{GeonamesOptions, importer};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Cities of 15,000 people and more, with the names that the table has:
      newstag dict import geonames cities15000.txt -o cities.jsonl
  Countries, provinces and cities of the whole table, with names in English and Chinese and with Wikidata's identifiers:
      newstag dict import geonames allCountries.txt --feature-classes A,P --min-population 1000 --alternate-names alternateNamesV2.txt --languages en,zh -o places.jsonl";

/// A table of GeoNames (allCountries.txt, cities15000.txt, CN.txt …), unpacked from its .zip
///
/// Every row becomes a place. The more people it has, the higher its prior. Its other names come from the table itself, which does not tell their
/// language, or from alternateNamesV2.txt, which tells that and more.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct GeonamesArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// Feature classes that are taken, such as A (countries and what they consist of) and P (cities); without it, all
    #[arg(long, value_name = "LETTERS", value_delimiter = ',')]
    feature_classes: Vec<String>,

    /// Places with fewer people are passed over; of many that are no cities none are known
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    min_population: u64,

    /// alternateNamesV2.txt, read twice: names with their languages, instead of those without in the main table
    #[arg(long, value_name = "FILE")]
    alternate_names: Option<PathBuf>,

    /// LanguageFilter that alternate names are taken in, as BCP 47 tags; without it, all
    #[arg(long, value_name = "TAGS", value_delimiter = ',', requires = "alternate_names")]
    languages: Vec<String>,
}

pub(super) fn run(args: &GeonamesArgs) -> anyhow::Result<Exit> {
    let options = GeonamesOptions {
        feature_classes: args.feature_classes.clone(),
        min_population: args.min_population,
        languages: LanguageFilter::new(args.languages.clone()),
        alternate_names: args.alternate_names.clone(),
    };
    carry_out(&args.common, importer(options)?)
}
