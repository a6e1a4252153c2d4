//! How results are written, whatever the format.

use super::RecordOptions;

/// How results are written. A format passes over what does not concern it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The unit of offsets, and whether the text is carried: for newstag's own formats, tables included. Other formats have units of their own.
    pub record: RecordOptions,
    /// What becomes of titles in formats that know one text only.
    pub titles: Titles,
    /// What becomes of cells that a spreadsheet would take for formulas.
    pub cells: Cells,
    /// Pairs that stand together in fewer documents are left out.
    pub least_pairs: u64,
    /// A row group of Parquet ends behind the document with which its columns take so many bytes.
    pub row_group_bytes: usize,
    /// What Label Studio's template calls its tags.
    pub from_name: String,
    /// What Label Studio's template calls its text.
    pub to_name: String,
    /// What makes an IRI of an entity's id, put ahead of it.
    pub entity_iri: String,
    /// What makes an IRI of a document's id, put ahead of it.
    pub document_iri: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            record: RecordOptions::default(),
            titles: Titles::default(),
            cells: Cells::default(),
            least_pairs: 1,
            row_group_bytes: 32 << 20,
            from_name: "label".to_owned(),
            to_name: "text".to_owned(),
            entity_iri: "urn:newstag:entity:".to_owned(),
            document_iri: "urn:newstag:document:".to_owned(),
        }
    }
}

/// What becomes of titles in formats that know one text only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Titles {
    /// They are left out, and mentions in them are counted: offsets stay those of the text.
    #[default]
    Leave,
    /// The title stands ahead of the text, with a blank line between the two.
    Ahead,
}

/// What becomes of cells of CSV that a spreadsheet would take for formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// They stand as they are: what is read back is what was written.
    #[default]
    Plain,
    /// An apostrophe is put ahead of those that begin with `=`, `+`, `-`, `@`, a tab or a line end.
    Safe,
}
