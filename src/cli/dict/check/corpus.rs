//! The corpus that dictionaries are tried on.

use super::CorpusArgs;
use crate::check::corpus::{self, Job, Survey};
use crate::cli::{job, report, tag, tell};
use crate::dictionary::Dictionary;
use crate::pipeline::Summary;
use crate::read::Inputs;
use crate::tagger::Tagger;
use std::sync::Arc;
use std::time::Instant;

/// Tags the corpus; what was skipped and how much there was is told on standard error.
pub(super) fn survey(args: CorpusArgs, dictionary: &Dictionary) -> anyhow::Result<Survey> {
    let start = Instant::now();
    let inputs = Inputs::from_arguments(&args.corpus)?;
    let (read, parse) = tag::reading(args.input, Vec::new())?;
    let tagger = Tagger::builder(Arc::new(dictionary.clone())).build()?;
    let threads = args.threads.unwrap_or_else(job::cores);
    let mut survey = corpus::survey(&inputs, &Job { tagger: &tagger, read, parse, threads });
    for skipped in survey.first_skipped() {
        tell(format_args!("{} record {}: {}", skipped.path, skipped.record, skipped.reason));
    }
    report::passed_over(&survey.passed_over).for_each(tell);
    tell(report::summary(&summary(&mut survey), start.elapsed()));
    Ok(survey)
}

fn summary(survey: &mut Survey) -> Summary {
    Summary {
        documents: survey.documents,
        skipped: survey.skipped,
        mentions: survey.mentions,
        entities: std::mem::take(&mut survey.entities),
        bytes: survey.bytes,
    }
}
