//! Steps: stretches of a text that may begin a form, looked up many at a time.

use super::batch::Batch;
use super::processor::Processor;
use super::table::Node;
use super::{Matcher, RawMatch};
use crate::prefetch::prefetch;
use crate::span::FoldedSpan;
use zerocopy::{FromBytes, IntoBytes};

/// A stretch of text whose hash may be that of the beginning of a form.
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes)]
#[repr(C)]
pub(super) struct Step {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) hash: u64,
}

/// The beginning of a form, and how it goes on: the bits of its node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reached {
    pub(super) step: Step,
    pub(super) next: u64,
}

/// Looks all steps up: `matched` has what may be forms then, `reached` what a form may go on behind.
///
/// Side by side, so that the waits for memory overlap; and without branches, which would go wrong as often as not.
#[inline(always)]
pub(super) fn look_up(
    matcher: &Matcher<'_>,
    processor: impl Processor,
    steps: &[Step],
    reached: &mut Batch<Reached>,
    matched: &mut Batch<RawMatch>,
) {
    reached.clear(steps.len() + 1);
    look_up_each(matcher, processor, steps, matched, |step, node| {
        reached.offer(Reached { step, next: node.next }, node.next != 0);
    });
}

/// Looks all steps up that are whole forms, if anything: none goes on.
#[inline(always)]
pub(super) fn look_up_whole(
    matcher: &Matcher<'_>,
    processor: impl Processor,
    steps: &[Step],
    matched: &mut Batch<RawMatch>,
) {
    look_up_each(matcher, processor, steps, matched, |_, _| ());
}

#[inline(always)]
fn look_up_each(
    matcher: &Matcher<'_>,
    processor: impl Processor,
    steps: &[Step],
    matched: &mut Batch<RawMatch>,
    mut found: impl FnMut(Step, Node),
) {
    let Matcher { table, patterns, .. } = *matcher;
    matched.clear(steps.len() + 1);
    for step in steps {
        table.bucket(step.hash).inspect(|bucket| prefetch(*bucket));
    }
    for &step in steps {
        let look = table.look(step.hash, processor);
        let node = if look.goes_on { table.find(step.hash) } else { look.node };
        let at = FoldedSpan { start: step.start, end: step.end };
        matched.offer(RawMatch { pattern: node.pattern(), at }, node.is_whole());
        found(step, node);
        patterns.lines(node.pattern()).into_iter().flatten().for_each(prefetch);
    }
}
