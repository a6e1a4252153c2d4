//! How far the reading of the inputs has come, so that another run can go on there; and which records this run takes.

use super::walk::ArchiveRecords;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};
use std::num::NonZeroU64;
use std::str::FromStr;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// A place between two records of the inputs: all records ahead of it are done with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// How many inputs were begun, the files of folders counted one by one. Those ahead of the last are done with.
    pub input: u64,
    /// The last of them: its path as given.
    pub path: Arc<str>,
    /// How many of its records are done with; those of an archive are the records of all its entries.
    pub record: u64,
    /// The hash of these records: other records would be another input.
    pub hash: u64,
    /// How many records are done with in all inputs.
    pub records: u64,
    /// What was passed over in web archives ahead of the last input.
    pub passed_over: ArchiveRecords,
}

/// One part of several that take all records between them: of every `of` records in input order, one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part, counting from 0.
    pub index: u64,
    /// How many parts there are.
    pub of: NonZeroU64,
}

impl FromStr for Shard {
    type Err = ();

    /// `I/N`, the `I`th of `N`, counting from 1.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, of) = text.split_once('/').ok_or(())?;
        let (number, of): (u64, NonZeroU64) = (number.parse().map_err(drop)?, of.parse().map_err(drop)?);
        match number.checked_sub(1) {
            Some(index) if index < of.get() => Ok(Self { index, of }),
            _ => Err(()),
        }
    }
}

impl Display for Shard {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.index + 1, self.of)
    }
}

impl Shard {
    /// Whether it takes a record; records count from 0 through all inputs.
    pub fn takes(self, record: u64) -> bool {
        record % self.of == self.index
    }
}

/// The inputs are not those of the run that is to be gone on with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Changed {
    /// An input ahead of the position is another one, or holds something else.
    #[error("the first {records} records of {path} are not what they were")]
    Records {
        /// Its path.
        path: Arc<str>,
        /// How many records were done with.
        records: u64,
    },
    /// Another input stands where the position is.
    #[error("where {before} was read, {now} stands now")]
    OtherInput {
        /// What stood there.
        before: Arc<str>,
        /// What stands there.
        now: Arc<str>,
    },
    /// There are fewer inputs.
    #[error("{before} is not there any more")]
    Gone {
        /// What was read.
        before: Arc<str>,
    },
}

/// Follows the reading, record by record.
pub(super) struct Track {
    at: Position,
    hasher: Xxh3,
    /// Where the run begins that goes on with another; none once it is reached.
    goal: Option<Position>,
    shard: Option<Shard>,
    pub(super) changed: Option<Changed>,
}

/// What is done with a record, or with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is this run's.
    Take,
    /// Another run has done it, or does it.
    PassOver,
    /// It is not what it was.
    Changed,
}

impl Track {
    pub(super) fn new(goal: Option<Position>, shard: Option<Shard>) -> Self {
        Self { at: Position::default(), hasher: Xxh3::new(), goal, shard, changed: None }
    }

    /// The next input is begun; `passed_over` is what was passed over ahead of it.
    pub(super) fn begin_input(&mut self, path: &str, passed_over: &mut ArchiveRecords) -> Turn {
        if self.goal.as_ref().is_some_and(|goal| self.at.input == goal.input) {
            return self.records_changed();
        }
        self.at.input += 1;
        self.at.record = 0;
        self.at.path = Arc::from(path);
        self.hasher.reset();
        match &self.goal {
            Some(goal) if self.at.input < goal.input => Turn::PassOver,
            Some(goal) if goal.path != self.at.path => {
                let (before, now) = (Arc::clone(&goal.path), Arc::clone(&self.at.path));
                self.differs(Changed::OtherInput { before, now })
            }
            Some(goal) => {
                passed_over.clone_from(&goal.passed_over);
                self.at.records = goal.records - goal.record;
                self.at.passed_over.clone_from(passed_over);
                self.compare()
            }
            None => {
                self.at.passed_over.clone_from(passed_over);
                Turn::Take
            }
        }
    }

    /// Whether the place where the run begins is in this input, further on.
    pub(super) fn is_within(&self) -> bool {
        self.goal.as_ref().is_some_and(|goal| goal.input == self.at.input)
    }

    /// A record has ended: what was kept of its bytes, and how many there were.
    pub(super) fn record(&mut self, bytes: &[u8], size: u64) -> Turn {
        self.hasher.update(&size.to_le_bytes());
        self.hasher.update(bytes);
        self.at.record += 1;
        self.at.records += 1;
        if self.goal.is_some() {
            return if self.compare() == Turn::Changed { Turn::Changed } else { Turn::PassOver };
        }
        let is_ours = self.shard.is_none_or(|shard| shard.takes(self.at.records - 1));
        if is_ours { Turn::Take } else { Turn::PassOver }
    }

    /// The number of the record that has just ended, counting from 0 through all inputs.
    pub(super) fn ordinal(&self) -> u64 {
        self.at.records.saturating_sub(1)
    }

    /// All inputs are read.
    pub(super) fn end(&mut self) -> Turn {
        match &self.goal {
            Some(goal) if self.at.input == goal.input => self.records_changed(),
            Some(goal) => {
                let before = Arc::clone(&goal.path);
                self.differs(Changed::Gone { before })
            }
            None => Turn::Take,
        }
    }

    /// The place behind the last record.
    pub(super) fn position(&self) -> Position {
        Position { hash: self.hasher.digest(), ..self.at.clone() }
    }

    /// Within the input where the run begins: whether its place is reached, and everything ahead of it is as it was.
    fn compare(&mut self) -> Turn {
        match &self.goal {
            Some(goal) if self.at.record < goal.record => Turn::PassOver,
            Some(goal) if goal.hash != self.hasher.digest() => self.records_changed(),
            _ => {
                self.goal = None;
                Turn::Take
            }
        }
    }

    fn records_changed(&mut self) -> Turn {
        let records = self.goal.as_ref().map_or(0, |goal| goal.record);
        let path = Arc::clone(&self.at.path);
        self.differs(Changed::Records { path, records })
    }

    fn differs(&mut self, changed: Changed) -> Turn {
        self.changed.get_or_insert(changed);
        Turn::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads inputs, each a path and its records; the records that are taken, or what has changed, and where the reading ends.
    fn read(
        inputs: &[(&str, &[&str])],
        goal: Option<Position>,
        shard: Option<Shard>,
    ) -> (Result<Vec<String>, String>, Position) {
        let (mut track, mut passed, mut taken) = (Track::new(goal, shard), ArchiveRecords::default(), Vec::new());
        for (path, records) in inputs {
            if track.begin_input(path, &mut passed) == Turn::PassOver && !track.is_within() {
                continue;
            }
            for record in records.iter().take_while(|_| track.changed.is_none()).collect::<Vec<_>>() {
                if track.record(record.as_bytes(), record.len() as u64) == Turn::Take {
                    taken.push(format!("{record}{}", track.ordinal()));
                }
            }
        }
        track.end();
        let position = track.position();
        (track.changed.map_or(Ok(taken), |changed| Err(changed.to_string())), position)
    }

    const INPUTS: [(&str, &[&str]); 3] = [("x", &["a", "b"]), ("y", &["c", "d", "e"]), ("z", &["f"])];

    /// The place behind so many records of an input, all inputs ahead of it included.
    fn behind(input: usize, records: usize) -> Position {
        let mut inputs = INPUTS[..=input].to_vec();
        inputs[input].1 = &INPUTS[input].1[..records];
        read(&inputs, None, None).1
    }

    #[test]
    fn what_is_ahead_of_the_place_is_passed_over() {
        let all = ["a0", "b1", "c2", "d3", "e4", "f5"];
        let (whole, end) = read(&INPUTS, None, None);
        assert_eq!(whole.unwrap(), all);
        for (input, (_, records)) in INPUTS.iter().enumerate() {
            for count in 0..=records.len() {
                let goal = behind(input, count);
                let (rest, position) = read(&INPUTS, Some(goal.clone()), None);
                assert_eq!(rest.unwrap(), all[usize::try_from(goal.records).unwrap()..], "behind {count} of {input}");
                assert_eq!(position, end);
            }
        }
    }

    #[test]
    fn what_is_another_input_is_told() {
        let goal = || Some(behind(1, 2));
        let told = |inputs: &[(&str, &[&str])]| read(inputs, goal(), None).0.unwrap_err();
        let records = "the first 2 records of y are not what they were";
        assert_eq!(told(&[("x", &["a", "b"]), ("y", &["c", "D", "e"])]), records);
        assert_eq!(told(&[("x", &["a", "b"]), ("y", &["c"])]), records);
        assert_eq!(told(&[("x", &["a", "b"]), ("y", &["c"]), ("z", &["f"])]), records);
        assert_eq!(told(&[("x", &["a", "b"]), ("w", &["c", "d"])]), "where y was read, w stands now");
        assert_eq!(told(&[("x", &["a", "b"])]), "y is not there any more");
    }

    #[test]
    fn parts_take_every_record_once() {
        let shard = |part: &str| Some(part.parse::<Shard>().unwrap());
        let parts = ["1/4", "2/4", "3/4", "4/4"].map(|part| read(&INPUTS, None, shard(part)).0.unwrap());
        assert_eq!(parts, [vec!["a0", "e4"], vec!["b1", "f5"], vec!["c2"], vec!["d3"]]);
        // Also where they go on: numbers count from the beginning.
        assert_eq!(read(&INPUTS, Some(behind(1, 1)), shard("1/4")).0.unwrap(), ["e4"]);
    }
}
