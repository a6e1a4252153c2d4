//! The arguments of all commands: declarations only.

use super::cat::CatArgs;
use super::convert::ConvertArgs;
use super::dict::DictArgs;
use super::diff::DiffArgs;
use super::eval::EvalArgs;
use super::files::Resume;
use super::format_args::TagFormatArgs;
use super::learn::LearnArgs;
use crate::date::{DateError, PartialDate};
use crate::dictionary::VariantRules;
use crate::mention::Score;
use crate::open::Limits;
use crate::pipeline::{DocumentLimits, OnError};
use crate::read::{Charset, FieldNames, Format, Shard};
use crate::span::OffsetUnit;
use crate::tagger::{Explain, Overlap};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  newstag tag article.txt
  newstag tag articles/ -o tagged.jsonl
  newstag tag --help
  newstag dict lookup 'U.S.'";

const TAG_EXAMPLES: &str = "\
Examples:
  An article, tagged with the dictionary that comes with the program:
      newstag tag article.txt
  All articles of a folder, with a dictionary of your own:
      newstag tag articles/ -d people.jsonl -o tagged.jsonl
  A dump whose fields have other names; bad records are kept to look at:
      newstag tag dump.jsonl.gz --id-field url --text-field body -o tagged.jsonl --quarantine bad.jsonl
  As a table, a row a mention; docs/output-formats.md describes all formats:
      newstag tag articles/ --format csv -o mentions.csv
  From another program:
      curl -s https://example.org/feed.jsonl | newstag tag > tagged.jsonl";

/// Finds the people, organizations, places and offices of a dictionary in news text.
#[derive(Debug, Parser)]
#[command(name = "newstag", version, before_help = EXAMPLES, max_term_width = 110, subcommand_required = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Tag documents: text, JSON, tables, Parquet, web pages and archives, agencies' formats in; annotated JSON Lines, Parquet, CSV or another format out
    Tag(Box<TagArgs>),
    Dict(DictArgs),
    Convert(Box<ConvertArgs>),
    Cat(CatArgs),
    Eval(Box<EvalArgs>),
    Diff(DiffArgs),
    Learn(LearnArgs),
    /// Print the JSON Schema of the records that tag writes
    Schema,
    /// Print the script that completes commands and options in your shell
    Completions(CompletionsArgs),
}

#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// Tag documents: text, JSON, tables, Parquet, web pages and archives, agencies' formats in; annotated JSON Lines, Parquet, CSV or another format out.
///
/// Results go to standard output or to the file of -o, all else to standard error. Exit status: 0 all done; 1 done, but some records were
/// skipped; 2 the call cannot be carried out; 130 or 143 a signal ended it, --resume goes on.
#[derive(Args, Debug)]
#[command(before_help = TAG_EXAMPLES)]
pub(super) struct TagArgs {
    /// Files, folders (walked in name order), or - for standard input; none: standard input
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    pub(super) tagging: TaggingArgs,

    #[command(flatten)]
    pub(super) output: OutputArgs,

    #[command(flatten)]
    pub(super) format: TagFormatArgs,

    /// Take the Ith of every N records only, so that N runs share the work; newstag cat joins what they write
    #[arg(long, value_name = "I/N", value_parser = shard, help_heading = "Run")]
    pub(super) shard: Option<Shard>,

    #[command(flatten)]
    pub(super) limits: DocumentLimitArgs,

    #[command(flatten)]
    pub(super) run: RunArgs,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArgs {
    /// The format of all inputs; auto: by the file's name (.txt .text .jsonl .ndjson .json .ninjs .csv .tsv .tab .parquet .html .htm .xhtml
    /// .warc .wet .xml .newsml .nitf; each but Parquet also with .gz .zst .bz2 or .xz; .zip for an archive of any of them), else by how it
    /// begins. In a folder, auto passes over files of other names
    #[arg(long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT", env = "NEWSTAG_INPUT_FORMAT")]
    pub(super) input_format: InputFormat,

    /// Follow symbolic links in folders, also out of them; a file that is reached twice is read once. Without it, they are passed over
    #[arg(long)]
    pub(super) follow_links: bool,

    #[command(flatten)]
    pub(super) fields: FieldArgs,

    /// The charset of plain text, tables and JSON, by its name on the web (utf-8, gb18030, big5, shift_jis, euc-kr, windows-1252 ...);
    /// auto: told by a byte order mark and by what the text looks like
    #[arg(long, value_name = "NAME", default_value = "auto", value_parser = str::parse::<Charset>, env = "NEWSTAG_CHARSET")]
    pub(super) charset: Charset,

    /// What stands between the cells of CSV, a character or the word tab; without it, told from the header
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter, env = "NEWSTAG_DELIMITER")]
    pub(super) delimiter: Option<u8>,

    /// The date of documents that carry none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) date: Option<PartialDate>,

    #[command(flatten)]
    pub(super) limits: InputLimitArgs,
}

#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub(super) struct InputLimitArgs {
    /// A longer record (a line, a JSON object, a text file) is bad
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=256), env = "NEWSTAG_MAX_RECORD_MIB")]
    pub(super) max_record_mib: u64,

    /// Compressed input that grows to N times its size, and beyond 64 MiB, is taken for a decompression bomb and read no further
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio, value_parser = clap::value_parser!(u64).range(1..), env = "NEWSTAG_MAX_EXPANSION")]
    max_expansion: u64,

    /// One compressed input is read no further than this
    #[arg(long, value_name = "N", default_value_t = Limits::default().bytes >> 30, value_parser = clap::value_parser!(u64).range(1..=1 << 30), env = "NEWSTAG_MAX_UNPACKED_GIB")]
    max_unpacked_gib: u64,
}

#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub(super) struct DocumentLimitArgs {
    /// A document with a longer text or title is bad; without it, they may be as long as --max-record-mib allows
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256), env = "NEWSTAG_MAX_TEXT_MIB")]
    max_text_mib: Option<u64>,

    /// A document with more mentions is bad
    #[arg(long, value_name = "N", default_value_t = DocumentLimits::default().mentions, env = "NEWSTAG_MAX_MENTIONS")]
    max_mentions: usize,

    /// A document that is not tagged by then is bad. Which documents meet this limit depends on the machine, as no other limit does
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds, env = "NEWSTAG_MAX_SECONDS")]
    max_seconds: Duration,
}

impl DocumentLimitArgs {
    /// How long a text may be, where a record may have so many bytes.
    pub(super) fn max_text_bytes(self, max_record_bytes: u64) -> u64 {
        self.max_text_mib.map_or(max_record_bytes, |limit| limit << 20)
    }
}

impl From<DocumentLimitArgs> for DocumentLimits {
    fn from(args: DocumentLimitArgs) -> Self {
        Self { mentions: args.max_mentions, time: args.max_seconds }
    }
}

#[derive(Args, Debug)]
pub(super) struct FieldArgs {
    /// The field (of JSON) or column (of a table) that holds the document's id; without one, the id is PATH#N
    #[arg(long, value_name = "NAME", default_value = "id", env = "NEWSTAG_ID_FIELD")]
    id_field: String,

    /// The field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text", env = "NEWSTAG_TEXT_FIELD")]
    text_field: String,

    /// The field that holds the headline
    #[arg(long, value_name = "NAME", default_value = "title", env = "NEWSTAG_TITLE_FIELD")]
    title_field: String,

    /// The field that holds the date of publication
    #[arg(long, value_name = "NAME", default_value = "date", env = "NEWSTAG_DATE_FIELD")]
    date_field: String,

    /// The field that holds the language, as a BCP 47 tag such as en or zh-Hant; without one, the language is guessed
    #[arg(long, value_name = "NAME", default_value = "lang", env = "NEWSTAG_LANG_FIELD")]
    lang_field: String,

    /// Other fields that go along into the output record, as "meta". In JSON and Parquet, A.B is the field B in the object A
    #[arg(long, value_name = "FIELD,FIELD...", value_delimiter = ',', env = "NEWSTAG_SELECT")]
    select: Vec<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Tagging")]
pub(super) struct TaggingArgs {
    /// A dictionary, a source or compiled by dict build; may be given several times. Without it: the one that comes with the program
    #[arg(short, long = "dict", value_name = "FILE", env = "NEWSTAG_DICT")]
    pub(super) dictionaries: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) variants: VariantArgs,

    /// Which of several matches over the same words are mentions
    #[arg(long, value_enum, default_value_t = OverlapArg::Longest, value_name = "CHOICE", env = "NEWSTAG_OVERLAP")]
    pub(super) overlap: OverlapArg,

    /// A mention whose best candidate has a lower score means nobody: its entity is null, its candidates stay. 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0", value_parser = score, env = "NEWSTAG_MIN_SCORE")]
    pub(super) min_score: Score,

    /// Which entities stand together, as newstag learn wrote it: of several that a name may mean, the one that stands with the others of the document
    /// elsewhere is the likelier
    #[arg(long, value_name = "FILE", env = "NEWSTAG_CO_MENTIONS")]
    pub(super) co_mentions: Option<PathBuf>,

    /// Give the candidates of every mention, and of each what makes its score: the features, how much there is of each, and what that adds
    #[arg(long)]
    explain: bool,
}

impl TaggingArgs {
    pub(super) fn explain(&self) -> Explain {
        if self.explain { Explain::Shares } else { Explain::Scores }
    }
}

#[derive(Args, Clone, Copy, Debug)]
pub(super) struct VariantArgs {
    /// Further written forms that are made from the names: none, all, or RULE,RULE... of title, order, article, ampersand, company,
    /// company-zh, dots, initials, given, regional, last-first. An entity's own "variants" wins; a compiled dictionary has those that it was
    /// built with
    #[arg(id = "variants", long = "variants", value_name = "RULES", default_value = "none", value_parser = variant_rules, env = "NEWSTAG_VARIANTS")]
    pub(super) rules: VariantRules,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Where results go, instead of standard output; the file, or the folder of some formats, is there only once it is complete. Compressed where the name
    /// ends in .gz or .zst
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// What start, end and length count
    #[arg(long, value_enum, default_value_t = OffsetsArg::Char, value_name = "UNIT", env = "NEWSTAG_OFFSETS")]
    pub(super) offsets: OffsetsArg,

    /// Carry the document's text in its record
    #[arg(long)]
    pub(super) include_text: bool,

    /// Where bad records go, as JSON Lines: where they came from, why they are bad, and the records themselves
    #[arg(long, value_name = "FILE")]
    pub(super) quarantine: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Run")]
pub(super) struct RunArgs {
    /// How many threads tag; default: one a core
    #[arg(long, value_name = "N", value_parser = threads, env = "NEWSTAG_THREADS")]
    pub(super) threads: Option<NonZeroUsize>,

    /// What a bad record does
    #[arg(long, value_enum, default_value_t = OnErrorArg::Skip, value_name = "ACTION", env = "NEWSTAG_ON_ERROR")]
    pub(super) on_error: OnErrorArg,

    /// Go on where an interrupted run with the same -o left off; where there is none, begin. The finished output is byte for byte that of a run
    /// that was not interrupted
    #[arg(long)]
    resume: bool,

    /// How much time there is between two notes, beside the output, of how far it is: what came behind the last is done again by --resume
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(0..=86_400), env = "NEWSTAG_CHECKPOINT_SECONDS")]
    checkpoint_seconds: u64,

    /// Whether progress is shown on standard error; auto: where that is a terminal
    #[arg(long, value_enum, default_value_t = ProgressArg::Auto, value_name = "WHEN", env = "NEWSTAG_PROGRESS")]
    pub(super) progress: ProgressArg,
}

impl RunArgs {
    pub(super) fn resume(&self) -> Resume {
        if self.resume { Resume::IfLeft } else { Resume::No }
    }

    pub(super) fn checkpoint_interval(&self) -> Duration {
        Duration::from_secs(self.checkpoint_seconds)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum InputFormat {
    /// By the file's name, else by how it begins
    Auto,
    /// Plain text: a file is a document
    Text,
    /// JSON Lines: an object a line
    Jsonl,
    /// JSON: an array of objects, or objects one behind the other
    Json,
    /// A table: a header, then a document a row, with commas or what else the header has between cells
    Csv,
    /// The same with tabs
    Tsv,
    /// Parquet: a document a row
    Parquet,
    /// Web pages: a file is a document, its main text the text
    Html,
    /// Web archives, WARC, WET and ARC: a captured page is a document
    Warc,
    /// NewsML-G2: an item is a document
    Newsml,
    /// NITF: an article is a document
    Nitf,
    /// ninjs, News in JSON: an item is a document
    Ninjs,
    /// What --quarantine wrote, mended since: each record is read as what it was
    Quarantine,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OverlapArg {
    /// The leftmost, of those the longest: in New York Times the newspaper
    Longest,
    /// Every one: in New York Times the newspaper and the city
    All,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OffsetsArg {
    /// Unicode code points, as Python counts
    Char,
    /// Bytes of UTF-8, as Rust and Go count
    Byte,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OnErrorArg {
    /// It is reported and passed over
    Skip,
    /// It ends the run with status 2
    Fail,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProgressArg {
    /// Where standard error is a terminal
    Auto,
    /// Wherever standard error goes
    Always,
    /// Not at all
    Never,
}

fn date(text: &str) -> Result<PartialDate, DateError> {
    PartialDate::parse(text)
}

fn score(text: &str) -> Result<Score, String> {
    let score = text.parse().ok().filter(|score: &f64| (0.0..=1.0).contains(score));
    score.map(Score::from_probability).ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let time = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.filter(|time| !time.is_zero())
        .ok_or_else(|| "expected a number of seconds above 0, such as 60 or 0.5".to_owned())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err("expected one ASCII character that is no quote and no line end, or the word tab".to_owned()),
    }
}

fn shard(text: &str) -> Result<Shard, String> {
    text.parse().map_err(|()| "expected I/N, the Ith of N parts, as 1/4, 2/4, 3/4, 4/4".to_owned())
}

fn variant_rules(text: &str) -> Result<VariantRules, String> {
    match text {
        "none" => Ok(VariantRules::NONE),
        "all" => Ok(VariantRules::ALL),
        _ => text.split(',').map(|rule| rule.trim().parse()).collect::<Result<_, _>>().map_err(|_| {
            format!("expected none, all, or some of {}, with commas between them", VariantRules::EXPECTED)
        }),
    }
}

/// Far more threads than cores are a slip of the hand.
const MOST_THREADS: usize = 1024;

pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let threads = text.parse().ok().filter(|threads: &NonZeroUsize| threads.get() <= MOST_THREADS);
    threads.ok_or_else(|| format!("expected a number from 1 to {MOST_THREADS}"))
}

impl From<FieldArgs> for FieldNames {
    fn from(args: FieldArgs) -> Self {
        let FieldArgs { id_field, text_field, title_field, date_field, lang_field, mut select } = args;
        let mut seen = HashSet::new();
        select.retain(|field| seen.insert(field.clone()));
        Self { id: id_field, text: text_field, title: title_field, date: date_field, lang: lang_field, select }
    }
}

impl From<InputLimitArgs> for Limits {
    fn from(args: InputLimitArgs) -> Self {
        Self { ratio: args.max_expansion, bytes: args.max_unpacked_gib << 30 }
    }
}

impl From<InputFormat> for Option<Format> {
    fn from(arg: InputFormat) -> Self {
        match arg {
            InputFormat::Auto => None,
            InputFormat::Text => Some(Format::Text),
            InputFormat::Jsonl => Some(Format::JsonLines),
            InputFormat::Json => Some(Format::Json),
            InputFormat::Csv => Some(Format::Csv),
            InputFormat::Tsv => Some(Format::Tsv),
            InputFormat::Parquet => Some(Format::Parquet),
            InputFormat::Html => Some(Format::Html),
            InputFormat::Warc => Some(Format::Warc),
            InputFormat::Newsml | InputFormat::Nitf => Some(Format::NewsXml),
            InputFormat::Ninjs => Some(Format::Ninjs),
            InputFormat::Quarantine => Some(Format::Quarantine),
        }
    }
}

impl From<OverlapArg> for Overlap {
    fn from(arg: OverlapArg) -> Self {
        match arg {
            OverlapArg::Longest => Self::Longest,
            OverlapArg::All => Self::All,
        }
    }
}

impl From<OffsetsArg> for OffsetUnit {
    fn from(arg: OffsetsArg) -> Self {
        match arg {
            OffsetsArg::Char => Self::Char,
            OffsetsArg::Byte => Self::Byte,
            OffsetsArg::Utf16 => Self::Utf16,
        }
    }
}

impl From<OnErrorArg> for OnError {
    fn from(arg: OnErrorArg) -> Self {
        match arg {
            OnErrorArg::Skip => Self::Skip,
            OnErrorArg::Fail => Self::Fail,
        }
    }
}
