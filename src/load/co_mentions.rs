//! Statistics of co-mentions, as `newstag learn` writes them: JSON Lines.

use crate::co_mentions::CoMentions;
use crate::dictionary::Dictionary;
use crate::open;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// One line of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum CoMentionLine<'l> {
    /// Two entities stand together in so many documents.
    Pair {
        /// Their ids.
        #[serde(borrow)]
        pair: [Cow<'l, str>; 2],
        /// How many.
        documents: u64,
    },
    /// An entity stands in so many documents.
    Entity {
        /// Its id.
        #[serde(borrow)]
        entity: Cow<'l, str>,
        /// How many.
        documents: u64,
    },
    /// So many documents were seen; the first line.
    Corpus {
        /// How many.
        documents: u64,
    },
}

/// Why statistics cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CoMentionsError {
    /// The file cannot be opened, or not read to its end.
    #[error("{}: cannot read it: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A line is not as it should be.
    #[error(
        "{}:{line}: not a line of co-mentions as newstag learn writes them: expected {{\"documents\": N}} first, then {{\"entity\": ID, \"documents\": N}} and \
         {{\"pair\": [ID, ID], \"documents\": N}}, N from 1",
        path.display()
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

/// Reads the statistics of a file, of the entities that a dictionary has.
///
/// # Errors
///
/// [`CoMentionsError`], which names the file and the line.
pub fn co_mentions(path: &Path, dictionary: &Dictionary) -> Result<CoMentions, CoMentionsError> {
    let unreadable = |reason| CoMentionsError::Read { path: path.to_owned(), reason };
    let mut seen: Option<CoMentions> = None;
    for (at, line) in open::open(path).map_err(unreadable)?.lines().enumerate() {
        let line = line.map_err(unreadable)?;
        let parsed = serde_json::from_str(&line).ok();
        let added = parsed.and_then(|parsed| add(&mut seen, parsed, dictionary));
        added.ok_or_else(|| CoMentionsError::Line { path: path.to_owned(), line: at + 1 })?;
    }
    seen.ok_or_else(|| CoMentionsError::Line { path: path.to_owned(), line: 1 })
}

/// Adds a line; none where it may not stand there.
fn add(seen: &mut Option<CoMentions>, line: CoMentionLine<'_>, dictionary: &Dictionary) -> Option<()> {
    match (line, seen) {
        (CoMentionLine::Corpus { documents: 1.. }, Some(_)) => return None,
        (CoMentionLine::Corpus { documents: documents @ 1.. }, seen) => *seen = Some(CoMentions::of_corpus(documents)),
        (CoMentionLine::Entity { entity, documents: documents @ 1.. }, Some(seen)) => {
            if let Some(entity) = dictionary.find(&entity) {
                seen.add_entity(entity, documents);
            }
        }
        (CoMentionLine::Pair { pair: [one, other], documents: documents @ 1.. }, Some(seen)) => {
            if let Some((one, other)) = dictionary.find(&one).zip(dictionary.find(&other)) {
                seen.add_pair(one, other, documents);
            }
        }
        _ => return None,
    }
    Some(())
}
