//! What one thread has for itself.

use super::{Job, Textless, Work};
use crate::document::Document;
use crate::mention::Annotation;
use crate::read::Fault;
use crate::tagger::Scratch;
use crate::write::{
    self, Format, NamedEntities, Needs, Piece, RecordOptions, RecordWriter, Render, Rendering, Tagged, Unwritable,
};

/// What one thread has for itself.
#[derive(Debug)]
pub(super) struct Desk<'j> {
    pub(super) scratch: Scratch,
    pub(super) writing: Writing<'j>,
    /// Memory for the next output, from one that is written.
    pub(super) spare: Vec<u8>,
}

impl<'j> Desk<'j> {
    pub(super) fn new(job: &Job<'j>) -> Self {
        Self { scratch: Scratch::default(), writing: Writing::new(job), spare: Vec::new() }
    }

    /// A batch is done: what was gathered goes into its piece.
    pub(super) fn finish(&mut self, piece: &mut Piece) {
        if let Writing::Tagged(render, _) | Writing::Converted(render) = &mut self.writing {
            render.finish(piece);
        }
    }
}

/// How results are written.
#[derive(Debug)]
pub(super) enum Writing<'j> {
    /// As records, straight from what the tagger found.
    Record(Box<RecordWriter<'j>>),
    /// As the records that they are already.
    Rewrite(RecordOptions),
    /// In another format, from what the tagger found.
    Tagged(Box<dyn Render>, NamedEntities<'j>),
    /// In another format, from records.
    Converted(Box<dyn Render>),
}

impl<'j> Writing<'j> {
    fn new(job: &Job<'j>) -> Self {
        let options = job.settings.record;
        match (job.format.render, &job.work) {
            (Rendering::Own(render), Work::Tag { tagger, .. }) => {
                Self::Tagged(render(&job.settings), NamedEntities::new(tagger.dictionary()))
            }
            (Rendering::Own(render), Work::Convert { .. }) => Self::Converted(render(&job.settings)),
            (Rendering::Record, Work::Tag { tagger, .. }) => {
                Self::Record(Box::new(RecordWriter::new(tagger.dictionary(), options)))
            }
            (Rendering::Record, Work::Convert { .. }) => Self::Rewrite(options),
        }
    }

    /// Adds a document and what the tagger found in it.
    pub(super) fn tagged(
        &mut self,
        document: &Document<'_>,
        annotation: &Annotation,
        piece: &mut Piece,
    ) -> Result<(), Fault> {
        match self {
            Self::Record(records) => records.write(document, annotation, &mut piece.bytes),
            Self::Tagged(render, entities) => {
                render.document(&Tagged::among(document, annotation, entities), piece).map_err(unwritable)?;
            }
            Self::Rewrite(_) | Self::Converted(_) => unreachable!("what is tagged is no record yet"),
        }
        Ok(())
    }

    /// Adds a record that was read back.
    pub(super) fn annotated(
        &mut self,
        json: &str,
        document: &Tagged<'_>,
        (format, textless): (&Format, Textless),
        piece: &mut Piece,
    ) -> Result<(), Fault> {
        match (document.text, format.needs, textless) {
            (None, Needs::Text, _) => return Err(Fault::TextNeeded { format: format.name }),
            (None, _, Textless::Refuse) => return Err(Fault::UnitNeedsText),
            _ => {}
        }
        match self {
            Self::Rewrite(options) => write::rewrite(json, document, *options, &mut piece.bytes)
                .map_err(|error| Fault::NotAnnotated { message: error.to_string() }),
            Self::Converted(render) => render.document(document, piece).map_err(unwritable),
            Self::Record(_) | Self::Tagged(..) => unreachable!("records are rewritten"),
        }
    }
}

fn unwritable(error: Unwritable) -> Fault {
    Fault::Unwritable { reason: error.to_string() }
}
