//! Where the readers of all formats hand in what they found: entities and faults.

use super::Loaded;
use super::error::{Fault, LoadError, Origin, Problem, quoted};
use super::excerpt::Excerpt;
use super::numbered::{NumberedLine, NumberedLines};
use super::origins::Origins;
use crate::dictionary::{DictionaryBuilder, Entity};
use std::io::BufRead;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;

/// Gathers entities from all sources and passes on what is wrong as soon as it is found.
pub(super) struct Gatherer<'r> {
    builder: DictionaryBuilder,
    origins: Origins,
    report: &'r mut dyn FnMut(LoadError),
}

impl<'r> Gatherer<'r> {
    pub(super) fn new(report: &'r mut dyn FnMut(LoadError)) -> Self {
        Self { builder: DictionaryBuilder::default(), origins: Origins::default(), report }
    }

    /// What a reader of one source hands its findings to.
    pub(super) fn source(&mut self, path: &Path) -> Source<'_, 'r> {
        let path: Arc<Path> = path.into();
        self.origins.begin(path.clone());
        Source { gatherer: self, path }
    }

    /// What was gathered.
    pub(super) fn finish(self) -> Loaded {
        Loaded { dictionary: self.builder.build(), origins: self.origins }
    }
}

/// One source that is being read.
pub(super) struct Source<'g, 'r> {
    gatherer: &'g mut Gatherer<'r>,
    path: Arc<Path>,
}

/// A place in a line.
pub(super) struct Place<'l> {
    pub(super) line: u64,
    /// The line as it is shown.
    pub(super) text: &'l str,
    /// The bytes of `text` that are meant.
    pub(super) mark: Range<usize>,
    /// Whether `text` is the line as it stands in the file, so that columns can be counted.
    pub(super) is_verbatim: bool,
}

impl Place<'_> {
    /// The character of the line, from 1.
    fn column(&self) -> Option<usize> {
        let before = self.text.as_bytes().get(..self.mark.start)?;
        self.is_verbatim.then(|| bytecount::num_chars(before) + 1)
    }
}

impl Source<'_, '_> {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes in an entity; `place` is that of its type.
    pub(super) fn add<S: AsRef<str>>(&mut self, entity: Entity<S>, place: &Place<'_>) {
        if let Err(fault) = self.gather(entity, Some(place.line)) {
            self.refuse(place, fault);
        }
    }

    /// Takes in an entity of a source that has no lines.
    pub(super) fn add_whole<S: AsRef<str>>(&mut self, entity: Entity<S>) {
        if let Err(fault) = self.gather(entity, None) {
            let origin = self.origin(None);
            (self.gatherer.report)(LoadError { origin, column: None, fault, excerpt: None });
        }
    }

    fn gather<S: AsRef<str>>(&mut self, entity: Entity<S>, line: Option<u64>) -> Result<(), Fault> {
        if self.gatherer.builder.is_full() {
            return Err(Fault::whole(Problem::TooMuch { limit: DictionaryBuilder::MOST_BYTES }));
        }
        self.gatherer.origins.note(entity.id.as_ref(), line);
        let Err(error) = self.gatherer.builder.add(entity) else { return Ok(()) };
        let first = self.gatherer.origins.of(&error.id).unwrap_or(self.origin(None));
        let problem = Problem::OtherType { id: error.id, first: error.first, place: first };
        Err(Fault { field: Some("type".to_owned()), value: Some(quoted(&error.second)), problem })
    }

    /// Reports a fault in a line.
    pub(super) fn refuse(&mut self, place: &Place<'_>, fault: Fault) {
        let origin = self.origin(Some(place.line));
        let excerpt = Some(Excerpt::around(place.text, place.mark.clone()));
        (self.gatherer.report)(LoadError { origin, column: place.column(), fault, excerpt });
    }

    /// Reports a problem of the whole file, or of a line that cannot be shown.
    pub(super) fn refuse_file(&mut self, line: Option<u64>, problem: Problem) {
        let fault = Fault::whole(problem);
        let origin = self.origin(line);
        (self.gatherer.report)(LoadError { origin, column: None, fault, excerpt: None });
    }

    fn origin(&self, line: Option<u64>) -> Origin {
        Origin { path: self.path.clone(), line }
    }

    /// Calls `take` with every line that is text, its number ahead, until it breaks off.
    pub(super) fn each_line(
        &mut self,
        input: impl BufRead,
        mut take: impl FnMut(&mut Self, u64, &str) -> ControlFlow<()>,
    ) {
        let mut lines = NumberedLines::new(input);
        loop {
            let line = match lines.read() {
                Ok(Some(line)) => line,
                Ok(None) => return,
                Err(error) => return self.refuse_file(Some(lines.number()), Problem::Read(error)),
            };
            let next = match line.text() {
                Ok(text) => take(self, line.number, text),
                Err(problem) => self.refuse_bytes(&line, problem),
            };
            if next.is_break() {
                return;
            }
        }
    }

    /// Reports a line that is no text. Behind one that is too long nothing tells where the next begins.
    fn refuse_bytes(&mut self, line: &NumberedLine<'_>, problem: Problem) -> ControlFlow<()> {
        let Problem::NotUtf8 { byte } = problem else {
            self.refuse_file(Some(line.number), problem);
            return ControlFlow::Break(());
        };
        let text = String::from_utf8_lossy(line.bytes);
        let mark = byte - 1..byte - 1 + char::REPLACEMENT_CHARACTER.len_utf8();
        self.refuse(&Place { line: line.number, text: &text, mark, is_verbatim: true }, Fault::whole(problem));
        ControlFlow::Continue(())
    }
}
