//! Where importers hand in what they found: entities, and records that are bad.

use super::draft::{Draft, Text};
use super::input::{ByteCount, Input};
use super::{ImportError, Summary};
use crate::dictionary::{Entity, Holder};
use crate::load::checks;
use crate::load::error::{Fault, LoadError, Origin, Problem, quoted};
use crate::write::{OutputError, write_entity};
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

/// Progress is told every so many records.
const RECORDS_A_TELLING: u64 = 256;

/// What becomes of an import, as it goes on.
pub trait Receiver {
    /// Takes a line of the dictionary, its end included.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    fn line(&mut self, line: &[u8]) -> Result<(), OutputError>;

    /// Is told of a record, or a part of one, that is bad.
    fn bad_record(&mut self, bad: &LoadError);

    /// Is told what else the user should know.
    fn note(&mut self, note: &str);

    /// Is told how far the import has come.
    fn progress(&mut self, summary: &Summary);
}

/// What an importer hands its findings to.
pub(super) struct Sink<'r> {
    receiver: &'r mut dyn Receiver,
    /// What the user says of where the facts come from.
    source: Option<&'r str>,
    /// What is said where neither the user nor the record does.
    default_source: &'r str,
    path: Arc<Path>,
    bytes: ByteCount,
    line: Vec<u8>,
    summary: Summary,
}

impl<'r> Sink<'r> {
    /// A sink that has been given nothing yet. `source` says of each entity where its facts come from, `default_source` of those whose record
    /// does not.
    pub(super) fn new(receiver: &'r mut dyn Receiver, source: Option<&'r str>, default_source: &'r str) -> Self {
        Self {
            receiver,
            source,
            default_source,
            path: Arc::from(Path::new("-")),
            bytes: ByteCount::default(),
            line: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// Begins with a source: from now on faults are told of it. Gives its bytes.
    pub(super) fn begin(&mut self, input: Input) -> impl BufRead + use<> {
        self.path = input.path().into();
        input.counted(&self.bytes)
    }

    /// Counts a record that has been read, whatever becomes of it.
    pub(super) fn record(&mut self) {
        self.summary.records += 1;
        self.summary.bytes = self.bytes.get();
        if self.summary.records.is_multiple_of(RECORDS_A_TELLING) {
            self.receiver.progress(&self.summary);
        }
    }

    /// Counts a record that is well but not asked for.
    pub(super) fn pass_over(&mut self) {
        self.summary.passed_over += 1;
    }

    /// Reports that a record, which begins in this line (where it is in one), is bad.
    pub(super) fn bad(&mut self, line: impl Into<Option<u64>>, fault: Fault) {
        self.summary.bad += 1;
        let origin = Origin { path: self.path.clone(), line: line.into() };
        self.receiver.bad_record(&LoadError { origin, column: None, fault, excerpt: None });
    }

    /// Reports a bad field of a record.
    pub(super) fn bad_field(&mut self, line: impl Into<Option<u64>>, field: &str, value: &str, problem: Problem) {
        self.bad(line, Fault { field: Some(field.to_owned()), value: Some(quoted(value)), problem });
    }

    /// Tells the user something that is no fault.
    pub(super) fn note(&mut self, note: impl AsRef<str>) {
        self.receiver.note(note.as_ref());
    }

    /// Takes in an entity of the record that begins in this line. Names of which nothing is left when they are folded are left out; an
    /// entity without a name counts as passed over.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn entity(&mut self, line: impl Into<Option<u64>>, draft: Draft<'_>) -> Result<(), ImportError> {
        let line = line.into();
        let mut entity = draft.finish(self.source, self.default_source);
        if let Err(problem) = checks::filled(&entity.id, checks::ID) {
            self.bad_field(line, "id", &entity.id, problem);
            return Ok(());
        }
        self.drop_unusable(line, &mut entity);
        if entity.names.is_empty() {
            self.pass_over();
            return Ok(());
        }
        self.summary.entities += 1;
        self.summary.names += entity.names.len() as u64;
        self.line.clear();
        write_entity(&entity, &mut self.line);
        Ok(self.receiver.line(&self.line)?)
    }

    fn drop_unusable(&mut self, line: Option<u64>, entity: &mut Entity<Text<'_>>) {
        entity.names.retain(|name| checks::form(&name.text).is_ok());
        entity.context.retain(|term| checks::form(term).is_ok());
        for name in &mut entity.names {
            name.family = name.family.take().filter(|family| checks::form(family).is_ok());
        }
        entity.holders.retain(|holder| self.is_in_order(line, holder));
    }

    fn is_in_order(&mut self, line: Option<u64>, holder: &Holder<Text<'_>>) -> bool {
        let Some((from, until)) = checks::from_after_until(&holder.validity).zip(holder.validity.until) else {
            return true;
        };
        let field = format!("the end of {}'s time in office", holder.entity);
        self.bad_field(line, &field, &until.to_string(), Problem::FromAfterUntil { from });
        false
    }

    /// What was done in all.
    pub(super) fn finish(mut self) -> Summary {
        self.summary.bytes = self.bytes.get();
        self.summary
    }
}
