//! The arguments of `newstag eval`.

use crate::cli::args::VariantArgs;
use crate::eval::{By, Rule, Undecided};
use crate::gold::Format;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  What newstag tag found, against annotations by hand:
      newstag tag articles/ -o tagged.jsonl
      newstag eval --gold annotated/ --pred tagged.jsonl
  Gold that has its own texts, and types of other names:
      newstag eval --gold testa.conll --write-texts testa.jsonl
      newstag tag testa.jsonl -d names.jsonl -o tagged.jsonl
      newstag eval --gold testa.conll --pred tagged.jsonl --by type --map PER=person --map ORG=organization --map LOC=place
  Why mentions were missed, with ten examples of each kind of error:
      newstag eval --gold annotated/ --pred tagged.jsonl -d names.jsonl --examples 10";

/// Compare predictions with annotations by hand: precision, recall, F1, and what is wrong
///
/// Both sides are annotated documents in any of the formats; docs/evaluation.md describes them, how documents and annotations are joined, and each
/// kind of error. Exit status: 0 all done; 1 done, but documents of gold have no predictions; 2 the call cannot be carried out.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(in crate::cli) struct EvalArgs {
    /// The annotations by hand: a file, a folder, or - for standard input
    #[arg(long, value_name = "G")]
    pub(super) gold: PathBuf,

    /// The predictions: what newstag tag wrote (with offsets in code points, its default), or any format of gold
    #[arg(long, value_name = "P", required_unless_present = "write_texts")]
    pub(super) pred: Option<PathBuf>,

    /// The format of gold; without it, told from names and from how the input begins
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) gold_format: Option<FormatArg>,

    /// The format of the predictions; without it, told like that of gold
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) pred_format: Option<FormatArg>,

    /// Write the texts of gold as JSON Lines, to be tagged, and compare nothing
    #[arg(long, value_name = "FILE", conflicts_with = "pred")]
    pub(super) write_texts: Option<PathBuf>,

    /// What a prediction must agree in with gold, beside the span
    #[arg(long, value_enum, default_value_t = ByArg::Entity, value_name = "WHAT")]
    pub(super) by: ByArg,

    /// Count only these annotations of gold, and all predictions. May be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) only: Vec<OnlyArg>,

    /// What becomes of mentions for which nobody is chosen
    #[arg(long, value_enum, default_value_t = UndecidedArg::Ignore, value_name = "ACTION")]
    pub(super) undecided: UndecidedArg,

    /// Write the type FROM as TO, on both sides; FROM= leaves mentions of this type out. May be given several times
    #[arg(long, value_name = "FROM=TO")]
    pub(super) map: Vec<Rule>,

    /// Write ids that begin with FROM with TO instead, on both sides; the first that fits. May be given several times
    #[arg(long, value_name = "FROM=TO")]
    pub(super) ids: Vec<Rule>,

    /// Write the entities of the dictionary by their "refs" of this name, such as wikidata, on both sides
    #[arg(long, value_name = "NAME")]
    pub(super) refs: Option<String>,

    /// The dictionary of the predictions, which tells why mentions were missed; may be given several times
    #[arg(short, long = "dict", value_name = "FILE")]
    pub(super) dictionaries: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) variants: VariantArgs,

    /// The dictionary that comes with the program, in place of -d
    #[arg(long, conflicts_with = "dictionaries")]
    pub(super) default_dict: bool,

    /// So many examples of each kind of error
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) examples: usize,

    /// So many entities in the table of entities; --json has all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) top: usize,

    /// Also tell whether scores mean what they say: predictions by score, and the share of them that is right
    #[arg(long)]
    pub(super) reliability: bool,

    /// Write one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ByArg {
    /// The entity that is meant
    Entity,
    /// Its type
    Type,
    /// Nothing
    Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OnlyArg {
    /// Those with a capital (or a letter of a script without case) that are no pronouns
    Names,
    /// Those of entities that the dictionary has
    Known,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum UndecidedArg {
    /// They are not counted, nor are predictions on such mentions of gold
    Ignore,
    /// Nobody is an answer of its own, right where both sides give it
    Count,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum FormatArg {
    /// What newstag tag writes
    Newstag,
    /// JSON Lines with "entities" of "start", "end", "type", "kb_id"
    Entities,
    /// JSON Lines of ELEVANT: "labels" of "span" and "entity_id"
    Elevant,
    /// Text with [words](entity), as in .gold files
    Marked,
    /// Tokens and tags in columns, as of CoNLL-2003
    Columns,
    /// .ann beside .txt
    Brat,
}

impl From<ByArg> for By {
    fn from(arg: ByArg) -> Self {
        match arg {
            ByArg::Entity => Self::Entity,
            ByArg::Type => Self::Type,
            ByArg::Span => Self::Span,
        }
    }
}

impl From<UndecidedArg> for Undecided {
    fn from(arg: UndecidedArg) -> Self {
        match arg {
            UndecidedArg::Ignore => Self::Ignore,
            UndecidedArg::Count => Self::Count,
        }
    }
}

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Newstag => Self::Newstag,
            FormatArg::Entities => Self::Entities,
            FormatArg::Elevant => Self::Elevant,
            FormatArg::Marked => Self::Marked,
            FormatArg::Columns => Self::Columns,
            FormatArg::Brat => Self::Brat,
        }
    }
}
