//! `newstag dict import gate`.

use super::values::pair;
use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::gate::{GateOptions, importer};
use clap::Args;
use encoding_rs::Encoding;

const EXAMPLES: &str = "\
Examples:
  All that a definition names; some lists are not UTF-8:
      newstag dict import gate lists.def --encoding windows-1252 -o gazetteer.jsonl
  Only what is a name, with abbreviations that stand as features (Crown Prosecution Service|abbrev=CPS):
      newstag dict import gate lists.def --major-types location,organization,person_full --name-feature abbrev -o gazetteer.jsonl
  A list alone:
      newstag dict import gate city.lst --type place --lang en -o cities.jsonl";

/// Gazetteers of GATE: a .def with the lists that it names, or .lst files alone
///
/// A .def says of each list what its entries are (file.lst:majorType:minorType:language:annotationType); its lists are looked for beside it, and one
/// that is not there is reported. Features behind an entry are carried.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct GateArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// Major types that are taken; without it, all, also words that are no names (days, titles)
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    major_types: Vec<String>,

    /// The type that a major type becomes, or with a word alone that of lists without a .def; repeatable. location is place, person_full person,
    /// jobtitle title; any other is taken as it is, and a list without a .def has the type that its file is called
    #[arg(long = "type", value_name = "[MAJOR=]TYPE")]
    types: Vec<String>,

    /// The language of lists of which the .def tells none, as a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,

    /// What parts features; without it, the first sign or tab that has word= behind it
    #[arg(long, value_name = "CHARACTER")]
    separator: Option<char>,

    /// A feature that holds another name of the entry; repeatable
    #[arg(long = "name-feature", value_name = "FEATURE")]
    names: Vec<String>,

    /// The encoding of lines that are not UTF-8, such as windows-1252 or gb18030; without it, they are bad
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
}

pub(super) fn run(args: &GateArgs) -> anyhow::Result<Exit> {
    let alone = args.types.iter().find(|word| !word.contains('='));
    let options = GateOptions {
        majors: args.major_types.clone(),
        types: args.types.iter().filter_map(|word| pair(word).ok()).collect(),
        kind: alone.cloned(),
        lang: args.lang.clone(),
        separator: args.separator,
        names: args.names.clone(),
        encoding: args.encoding,
    };
    carry_out(&args.common, importer(options))
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    let known = Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
    known.ok_or_else(|| {
        "expected an encoding in which ASCII stands as it is, such as windows-1252, gb18030, big5 or shift_jis"
            .to_owned()
    })
}
