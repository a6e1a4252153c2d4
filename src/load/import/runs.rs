//! Records of one entity that stand one behind the other become one line.

use super::ImportError;
use super::draft::{Draft, Text};
use super::sink::Sink;
use crate::dictionary::EntityType;

/// A run of more names is written in pieces, so that memory stays bounded; they are one entity again once they are loaded.
const MAX_NAMES: usize = 2000;

/// The entity of the records that were read last.
#[derive(Default)]
pub(super) struct Runs {
    open: Option<(u64, Draft<'static>)>,
}

impl Runs {
    /// The entity with this id and type: that of the run, or a new one, once the run before has been written.
    ///
    /// # Errors
    ///
    /// Where the run before cannot be written.
    pub(super) fn entity(
        &mut self,
        sink: &mut Sink<'_>,
        line: u64,
        id: &str,
        kind: &str,
    ) -> Result<&mut Draft<'static>, ImportError> {
        let goes_on = |(_, open): &(u64, Draft<'static>)| {
            open.entity.id == id && open.entity.kind.as_str() == kind && open.entity.names.len() < MAX_NAMES
        };
        if !self.open.as_ref().is_some_and(goes_on) {
            self.finish(sink)?;
        }
        let (_, open) = self.open.get_or_insert_with(|| (line, owned(id, kind)));
        Ok(open)
    }

    /// Writes the last run.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        self.open.take().map_or(Ok(()), |(line, draft)| sink.entity(line, draft))
    }
}

/// An entity that outlives the record that it was found in.
pub(super) fn owned(id: &str, kind: &str) -> Draft<'static> {
    let mut draft = Draft::new(id.to_owned(), "");
    draft.entity.kind = owned_type(kind);
    draft
}

fn owned_type(word: &str) -> EntityType<Text<'static>> {
    match EntityType::<&str>::from_word(word) {
        EntityType::Person => EntityType::Person,
        EntityType::Organization => EntityType::Organization,
        EntityType::Place => EntityType::Place,
        EntityType::Office => EntityType::Office,
        EntityType::Other(word) => EntityType::Other(word.to_owned().into()),
    }
}
