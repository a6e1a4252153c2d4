//! Progress on standard error.

use super::args::ProgressArg;
use super::report::grouped;
use super::tell;
use crate::pipeline::Summary;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// On a terminal, progress is brought up to date so often …
const ON_TERMINAL: Duration = Duration::from_millis(100);

/// … and a line is written so often into anything else.
const IN_LOG: Duration = Duration::from_secs(5);

/// Shows how far a run has come.
#[derive(Debug)]
pub(super) struct Progress {
    style: Style,
    start: Instant,
    shown: Instant,
}

#[derive(Debug)]
enum Style {
    Nothing,
    Bar(ProgressBar),
    Lines,
}

impl Progress {
    /// Starts showing.
    pub(super) fn new(when: ProgressArg) -> Self {
        let now = Instant::now();
        Self { style: Style::new(when, io::stderr().is_terminal()), start: now, shown: now }
    }

    /// Brings what is shown up to date, if it is old.
    pub(super) fn update(&mut self, summary: &Summary) {
        self.update_with(|time| line(summary, time));
    }

    /// The same with a line of one's own, made of the time that has passed.
    pub(super) fn update_with(&mut self, line: impl FnOnce(Duration) -> String) {
        let interval = match self.style {
            Style::Nothing => return,
            Style::Bar(_) => ON_TERMINAL,
            Style::Lines => IN_LOG,
        };
        let now = Instant::now();
        if now - self.shown < interval {
            return;
        }
        self.shown = now;
        let line = line(now - self.start);
        match &self.style {
            Style::Nothing => {}
            Style::Bar(bar) => bar.set_message(line),
            Style::Lines => tell(line),
        }
    }

    /// Tells the user something without disturbing what is shown.
    pub(super) fn tell(&self, message: impl Display) {
        match &self.style {
            Style::Bar(bar) => bar.suspend(|| tell(message)),
            Style::Nothing | Style::Lines => tell(message),
        }
    }
}

/// Takes what is shown away.
impl Drop for Progress {
    fn drop(&mut self) {
        if let Style::Bar(bar) = &self.style {
            bar.finish_and_clear();
        }
    }
}

impl Style {
    fn new(when: ProgressArg, terminal: bool) -> Self {
        match (when, terminal) {
            (ProgressArg::Never, _) | (ProgressArg::Auto, false) => Self::Nothing,
            (ProgressArg::Always, false) => Self::Lines,
            (ProgressArg::Auto | ProgressArg::Always, true) => Self::Bar(bar()),
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::default_spinner());
    bar.enable_steady_tick(ON_TERMINAL);
    bar
}

fn line(summary: &Summary, time: Duration) -> String {
    let megabytes = summary.bytes / 1_000_000;
    let a_second = u128::from(summary.bytes) / time.as_micros().max(1);
    let documents = grouped(summary.documents);
    let (skipped, megabytes) = (grouped(summary.skipped), grouped(megabytes));
    format!("{documents} documents, {skipped} skipped, {megabytes} MB, {a_second} MB a second")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_bytes_over_time() {
        let summary = Summary { documents: 12_345, bytes: 84_000_000, ..Summary::default() };
        let line = line(&summary, Duration::from_secs(4));
        assert_eq!(line, "12,345 documents, 0 skipped, 84 MB, 21 MB a second");
    }
}
