//! `newstag dict import csv`.

use super::{CommonArgs, carry_out, reference};
use crate::cli::Exit;
use crate::load::import::csv::{Options, TypeFrom, importer};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  A spreadsheet of companies, saved as CSV; all have the same type:
      newstag dict import csv companies.csv --id Ticker --name Company --alias 'Also known as' --type-value organization -o companies.jsonl
  Names in two languages, several aliases in a cell, identifiers in another collection:
      newstag dict import csv people.tsv.gz --name en=name --name zh=中文名 --alias aka --split ';' --type kind --ref wikidata=qid -o people.jsonl";

/// A table of any columns (CSV, TSV): options say what they hold
///
/// The first row is the header. Cells are quoted as spreadsheets do, also over line ends. A row with more or fewer cells than the header, or
/// without a name, is bad.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CsvArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// The column with the id; without it, the id is the type and the name, as person/Geng Shuang
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,

    /// Put before every id, such as customers/
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, requires = "id")]
    id_prefix: String,

    /// A column with names; repeatable, the first one that is filled is what the entity is called. With LANG= before it, its language
    #[arg(long = "name", value_name = "[LANG=]COLUMN", required = true)]
    names: Vec<String>,

    /// A column with aliases; repeatable
    #[arg(long = "alias", value_name = "[LANG=]COLUMN")]
    aliases: Vec<String>,

    /// The column with the type: person, organization, place, office or any word
    #[arg(long = "type", value_name = "COLUMN", required_unless_present = "type_value", conflicts_with = "type_value")]
    type_column: Option<String>,

    /// The type of all entities
    #[arg(long, value_name = "WORD", value_parser = word)]
    type_value: Option<String>,

    /// The language of names whose column tells none, as a BCP 47 tag such as en or zh-Hant
    #[arg(long, value_name = "LANG", conflicts_with = "lang_column")]
    lang: Option<String>,

    /// The column with that language
    #[arg(long, value_name = "COLUMN")]
    lang_column: Option<String>,

    /// The column with the part of a person's name that stands alone later in a text
    #[arg(long, value_name = "COLUMN")]
    family: Option<String>,

    /// The column with the prior, 0 to 1: how likely the entity is meant before anything is read
    #[arg(long, value_name = "COLUMN")]
    prior: Option<String>,

    /// A column with terms whose presence in a document speaks for the entity; repeatable
    #[arg(long, value_name = "COLUMN")]
    context: Vec<String>,

    /// A column with identifiers in another collection, such as wikidata=QID; repeatable
    #[arg(long = "ref", value_name = "COLLECTION=COLUMN", value_parser = reference)]
    refs: Vec<(String, String)>,

    /// What parts several names, terms or identifiers in one cell; empty: nothing does
    #[arg(long, value_name = "TEXT", default_value = "|")]
    split: String,

    /// What parts cells, a character or the word tab; without it, what stands most often in the header
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
}

pub(super) fn run(args: &CsvArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer(&args.options()))
}

impl CsvArgs {
    fn options(&self) -> Options {
        let word = || TypeFrom::Word(self.type_value.clone().unwrap_or_default());
        Options {
            id: self.id.clone(),
            id_prefix: self.id_prefix.clone(),
            names: self.names.clone(),
            aliases: self.aliases.clone(),
            kind: self.type_column.clone().map_or_else(word, TypeFrom::Column),
            lang: self.lang.clone(),
            lang_column: self.lang_column.clone(),
            family: self.family.clone(),
            prior: self.prior.clone(),
            context: self.context.clone(),
            refs: self.refs.clone(),
            split: self.split.clone(),
            delimiter: self.delimiter,
        }
    }
}

fn word(text: &str) -> Result<String, String> {
    let word = text.trim();
    if word.is_empty() {
        Err("expected person, organization, place, office or a word of your own".to_owned())
    } else {
        Ok(word.to_owned())
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
        _ => Err("expected one character such as , or ; or the word tab".to_owned()),
    }
}
