//! Engines take turns, so that what else the machine does meets all of them.

use anyhow::Result;
use std::time::Instant;

/// Something that finds names in texts.
pub(super) trait Engine {
    /// Goes through all texts once and counts the pairs of a span and a name that stands there.
    fn scan(&self) -> u64;
}

/// An engine that is ready, and how long it took to make it so.
pub(super) struct Built<'e> {
    engine: Box<dyn Engine + 'e>,
    seconds: f64,
}

/// What was measured of an engine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub(super) found: u64,
    /// The best time of all rounds.
    pub(super) seconds: f64,
    pub(super) seconds_to_build: f64,
}

/// Makes an engine.
pub(super) fn built<'e>(make: impl FnOnce() -> Result<Box<dyn Engine + 'e>>) -> Result<Built<'e>> {
    let start = Instant::now();
    let engine = make()?;
    Ok(Built { engine, seconds: start.elapsed().as_secs_f64() })
}

/// Lets the engines take turns.
pub(super) fn take(engines: &[Built<'_>], rounds: usize) -> Vec<Measured> {
    let unknown = |built: &Built<'_>| Measured { found: 0, seconds: f64::INFINITY, seconds_to_build: built.seconds };
    let mut all: Vec<Measured> = engines.iter().map(unknown).collect();
    for _ in 0..rounds.max(1) {
        for (built, measured) in engines.iter().zip(&mut all) {
            let start = Instant::now();
            measured.found = built.engine.scan();
            measured.seconds = measured.seconds.min(start.elapsed().as_secs_f64());
        }
    }
    all
}
