//! Any bytes as records of `newstag tag` that are written in another format: what is no record is told, and all others are written.

use crate::scratch;
use newstag::pipeline::{self, Job, Observer, OnError, Sinks, Stop, Summary, Textless, Work};
use newstag::read::{BadRecord, Format, Inputs, ReadOptions};
use newstag::write::{FORMATS, Opening, Settings, Sink, Target};
use std::num::NonZeroUsize;

struct Deaf;

impl Observer for Deaf {
    fn bad_record(&mut self, _: &BadRecord) {}

    fn progress(&mut self, _: &Summary) {}
}

/// The first byte chooses the format.
pub(crate) fn check(data: &[u8]) {
    let [format, bytes @ ..] = data else { return };
    let job = Job {
        work: Work::Convert { textless: Textless::Keep },
        read: ReadOptions { format: Some(Format::JsonLines), max_record_bytes: 1 << 14, ..ReadOptions::default() },
        format: FORMATS[usize::from(*format) % FORMATS.len()],
        settings: Settings::default(),
        threads: NonZeroUsize::MIN,
        on_error: OnError::Skip,
        from: None,
        stop: Stop::default(),
    };
    let inputs = Inputs::from_arguments(&[scratch::file("in.jsonl", bytes)]).expect("the file is there");
    let out = scratch::place("out");
    let target = Target::Path(out.clone());
    let mut output =
        Sink::open(job.format, &job.settings, &target, Opening::Temporary, job.threads).expect("it can be written");
    let mut sinks = Sinks { output: &mut output, quarantine: None, checkpoints: None };
    let report = pipeline::run(inputs, &job, &mut sinks, &mut Deaf).expect("bad records are passed over");
    output.finish().expect("it can be written");
    scratch::remove(&out);
    assert!(
        report.written.summary.documents + report.written.summary.skipped > 0 || bytes.trim_ascii().is_empty(),
        "nothing was read"
    );
}
