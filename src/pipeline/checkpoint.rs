//! Checkpoints: how far a run has come, with results that are safe on the disk, so that another run can go on there.

use super::Summary;
use super::writer::{Sinks, Written};
use crate::dictionary::EntityIndex;
use crate::read::Position;
use crate::write::{Kept, Losses, OutputError, Safe};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A place in the inputs, and what the results up to there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Everything ahead of it is done.
    pub position: Position,
    /// What was done, less the entities.
    pub counts: Counts,
    /// What the format could not say.
    pub losses: Losses,
    /// The entities that were met, by their places in the dictionary; those that were told before left out.
    pub entities: Vec<u32>,
    /// [`Written::skipped`], less those that were told before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<u64>,
    /// The results.
    pub output: Kept,
    /// The bad records, where they go to a file.
    pub quarantine: Option<Kept>,
}

/// What a run has done, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Documents that were tagged.
    pub documents: u64,
    /// Records that were bad.
    pub skipped: u64,
    /// Mentions in all documents.
    pub mentions: u64,
    /// Bytes of all records.
    pub bytes: u64,
}

/// Takes the checkpoints of a run down.
pub trait Checkpoints: Send {
    /// How much time there is between two.
    fn every(&self) -> Duration;

    /// Takes one down, so that it outlives the process and the machine.
    ///
    /// # Errors
    ///
    /// [`OutputError`] where that cannot be done.
    fn note(&mut self, checkpoint: &Checkpoint) -> Result<(), OutputError>;
}

/// Where a run stood between two batches: results become safe later than they are made.
#[derive(Debug)]
struct Mark {
    position: Position,
    counts: Counts,
    losses: Losses,
    skipped: usize,
    output: u64,
    quarantine: u64,
}

/// The places where a run may be gone on with.
#[derive(Debug)]
pub(super) struct Marks {
    /// The last that was noted, and those since.
    passed: VecDeque<Mark>,
    last: Instant,
    noted: bool,
    /// What became safe and is not yet noted.
    safe: Safe,
    quarantine: Safe,
    entities: Vec<u32>,
    /// How many of the skipped records were noted.
    skipped: usize,
}

impl Checkpoint {
    /// This one, which was noted behind another.
    #[must_use]
    pub fn behind(self, before: Self) -> Self {
        let mut entities = before.entities;
        entities.extend(self.entities);
        let mut skipped = before.skipped;
        skipped.extend(self.skipped);
        let kept = |now: Kept, before: Kept| Kept { safe: now.safe.behind(before.safe), ..now };
        let quarantine = match (self.quarantine, before.quarantine) {
            (Some(now), Some(before)) => Some(kept(now, before)),
            (now, _) => now,
        };
        Self { entities, skipped, output: kept(self.output, before.output), quarantine, ..self }
    }

    /// What was written.
    pub fn written(self) -> Written {
        Written { summary: self.summary(), losses: self.losses, skipped: self.skipped }
    }

    /// What was done.
    pub fn summary(&self) -> Summary {
        let Counts { documents, skipped, mentions, bytes } = self.counts;
        let entities = self.entities.iter().map(|&place| EntityIndex(place)).collect();
        Summary { documents, skipped, mentions, entities, bytes }
    }
}

impl Counts {
    fn of(summary: &Summary) -> Self {
        let Summary { documents, skipped, mentions, bytes, .. } = *summary;
        Self { documents, skipped, mentions, bytes }
    }
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            passed: VecDeque::new(),
            last: Instant::now(),
            noted: false,
            safe: Safe::default(),
            quarantine: Safe::default(),
            entities: Vec::new(),
            skipped: 0,
        }
    }
}

impl Marks {
    /// Those of a run that goes on with another.
    pub(super) fn behind(written: &Written) -> Self {
        Self { skipped: written.skipped.len(), ..Self::default() }
    }

    /// Entities were met for the first time.
    pub(super) fn met(&mut self, entities: impl Iterator<Item = EntityIndex>) {
        self.entities.extend(entities.map(|entity| entity.0));
    }

    /// A batch was written; `position` is behind it.
    pub(super) fn passed(
        &mut self,
        position: Position,
        written: &Written,
        sinks: &mut Sinks<'_>,
    ) -> Result<(), OutputError> {
        let Some(every) = sinks.checkpoints.as_ref().map(|checkpoints| checkpoints.every()) else { return Ok(()) };
        self.passed.push_back(Mark {
            position,
            counts: Counts::of(&written.summary),
            losses: written.losses,
            skipped: written.skipped.len(),
            output: sinks.output.taken(),
            quarantine: sinks.quarantine.as_ref().map_or(0, |quarantine| quarantine.taken()),
        });
        if self.last.elapsed() < every {
            return Ok(());
        }
        self.note(written, sinks)?;
        self.last = Instant::now();
        Ok(())
    }

    /// The run ends; `early` where it is to be gone on with. A run that was over before its first checkpoint needs none, where its results can be made
    /// once more.
    pub(super) fn end(&mut self, written: &Written, sinks: &mut Sinks<'_>, early: bool) -> Result<(), OutputError> {
        if early || self.noted || sinks.output.is_made_once() { self.note(written, sinks) } else { Ok(()) }
    }

    fn note(&mut self, written: &Written, sinks: &mut Sinks<'_>) -> Result<(), OutputError> {
        let Some(checkpoints) = &mut sinks.checkpoints else { return Ok(()) };
        let Some(safe) = sinks.output.sync()? else { return Ok(()) };
        self.safe = safe.behind(std::mem::take(&mut self.safe));
        let quarantine = match &mut sinks.quarantine {
            Some(quarantine) => quarantine.sync()?,
            None => None,
        };
        let keeps_bad = quarantine.is_some();
        self.quarantine = quarantine.unwrap_or_default();
        let is_safe =
            |mark: &&Mark| mark.output <= self.safe.taken && (!keeps_bad || mark.quarantine <= self.quarantine.taken);
        let safe_marks = self.passed.iter().take_while(is_safe).count();
        let Some(last) = safe_marks.checked_sub(1) else { return Ok(()) };
        self.passed.drain(..last);
        let Some(mark) = self.passed.front() else { return Ok(()) };
        checkpoints.note(&Checkpoint {
            position: mark.position.clone(),
            counts: mark.counts,
            losses: mark.losses,
            entities: std::mem::take(&mut self.entities),
            skipped: written.skipped.get(self.skipped..mark.skipped).unwrap_or_default().to_vec(),
            output: Kept { safe: std::mem::take(&mut self.safe), taken: mark.output },
            quarantine: keeps_bad.then(|| Kept { safe: std::mem::take(&mut self.quarantine), taken: mark.quarantine }),
        })?;
        self.noted = true;
        self.skipped = self.skipped.max(mark.skipped);
        sinks.output.keep();
        if let Some(quarantine) = &mut sinks.quarantine {
            quarantine.keep();
        }
        Ok(())
    }
}
