//! The options of formats, declarations only: `tag` and `convert` have them in common.

use crate::write::{Cells, FORMATS, Format, RecordOptions, Settings, Titles};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// A format by its name.
pub(super) fn format() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.meaning));
    PossibleValuesParser::new(names).map(|name| Format::of_name(&name).unwrap_or(FORMATS[0]))
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Format")]
pub(super) struct TagFormatArgs {
    /// The format of results
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = format(), env = "NEWSTAG_FORMAT")]
    pub(super) format: &'static Format,

    #[command(flatten)]
    pub(super) options: FormatOptions,
}

#[derive(Args, Debug)]
pub(super) struct FormatOptions {
    /// What becomes of titles in formats with one text a document
    #[arg(long, value_enum, default_value_t = TitlesArg::Leave, value_name = "WHAT")]
    titles: TitlesArg,

    /// Cells of csv and tsv that a spreadsheet would take for formulas
    #[arg(long, value_enum, default_value_t = CellsArg::Plain, value_name = "HOW")]
    cells: CellsArg,

    /// Pairs in fewer documents are left out of cooccurrence, gexf and graphml
    #[arg(long, default_value_t = 1, value_name = "N")]
    min_documents: u64,

    /// parquet, parquet-long: a row group ends where its columns take so much memory; readers take row groups side by side
    #[arg(long, default_value_t = 32, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    row_group_mib: u16,

    /// label-studio: the name of the tag for labels in your template
    #[arg(long, default_value = "label", value_name = "NAME")]
    from_name: String,

    /// label-studio: the name of the text in your template
    #[arg(long, default_value = "text", value_name = "NAME")]
    to_name: String,

    /// What stands ahead of an entity's id in displacy, webanno, nif and cas, to make it an IRI; an id that is one stays
    #[arg(long, default_value = "urn:newstag:entity:", value_name = "IRI")]
    entity_iri: String,

    /// What stands ahead of a document's id in webanno and nif, to make it an IRI
    #[arg(long, default_value = "urn:newstag:document:", value_name = "IRI")]
    document_iri: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TitlesArg {
    /// They are left out, and mentions in them counted: offsets are those of the text
    Leave,
    /// The title and a blank line stand ahead of the text
    Ahead,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CellsArg {
    /// As they are
    Plain,
    /// With an apostrophe ahead
    Safe,
}

impl FormatOptions {
    /// How results are written.
    pub(super) fn settings(self, record: RecordOptions) -> Settings {
        Settings {
            record,
            titles: match self.titles {
                TitlesArg::Leave => Titles::Leave,
                TitlesArg::Ahead => Titles::Ahead,
            },
            cells: match self.cells {
                CellsArg::Plain => Cells::Plain,
                CellsArg::Safe => Cells::Safe,
            },
            least_pairs: self.min_documents,
            row_group_bytes: usize::from(self.row_group_mib) << 20,
            from_name: self.from_name,
            to_name: self.to_name,
            entity_iri: self.entity_iri,
            document_iri: self.document_iri,
        }
    }
}
