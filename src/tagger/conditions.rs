//! What a match must meet by itself: its boundaries and its case.

use super::lexicon::{Form, Forms, Search};
use crate::dictionary::BoundaryPolicy;
use crate::matcher::{Buffers, FoldedText, PatternId, RawMatch};
use crate::span::{FoldedSpan, SourceSpan};
use crate::text::{Folded, boundary};

impl Search<'_> {
    /// Finds the matches of a text between edges.
    pub(super) fn find<'r>(
        &self,
        folded: &Folded<'_>,
        raw: &'r mut Vec<RawMatch>,
        buffers: &mut Buffers,
    ) -> &'r [RawMatch] {
        raw.clear();
        if !folded.text().is_empty() {
            self.matcher.find(FoldedText { text: folded.text(), seams: folded.seams() }, buffers, raw);
        }
        raw
    }

    /// Gives `found` whatever stands in a text by its boundaries and its case: of the matches between edges, and of the forms that may stand within words, for
    /// which there is a list.
    pub(super) fn check(
        &self,
        (source, folded): (&str, &Folded<'_>),
        (between_edges, within): (&[RawMatch], &mut Vec<RawMatch>),
        mut found: impl FnMut(SourceSpan, Form<'_>),
    ) {
        let &Self { anywhere, forms, .. } = self;
        within.clear();
        if !folded.is_in_place() || anywhere.may_stand_in_ascii() {
            anywhere.find(folded.text(), within);
        }
        let text = Text { forms, source, folded };
        let mut way_back = folded.way_back();
        let mut check_edges = |raw: &RawMatch, found: &mut _| {
            let span = way_back.source_span(raw.at);
            let is_whole = way_back.is_even() && boundary::is_set_off(source, span)
                || boundary::is_whole(source, folded, raw.at, span);
            text.check(Match { pattern: raw.pattern, at: raw.at, span, is_whole }, found);
        };
        if folded.is_in_place() {
            for &RawMatch { pattern, at } in between_edges {
                // Edges of such a text are boundaries.
                let span = SourceSpan { start: at.start, end: at.end };
                text.check(Match { pattern, at, span, is_whole: true }, &mut found);
            }
        } else {
            between_edges.iter().for_each(|raw| check_edges(raw, &mut found));
        }
        within.iter().for_each(|raw| check_edges(raw, &mut found));
    }
}

/// A text in which matches stand, and the forms that they are of.
#[derive(Clone, Copy, Debug)]
struct Text<'t> {
    forms: Forms<'t>,
    source: &'t str,
    folded: &'t Folded<'t>,
}

/// A match, its place in the source, and whether it has boundaries there.
#[derive(Clone, Copy, Debug)]
struct Match {
    pattern: PatternId,
    at: FoldedSpan,
    span: SourceSpan,
    is_whole: bool,
}

impl<'t> Text<'t> {
    /// Gives `found` those forms of a match whose conditions it meets.
    #[inline(always)]
    fn check(&self, seen: Match, found: &mut impl FnMut(SourceSpan, Form<'t>)) {
        // Most are found so.
        match self.forms.only(seen.pattern) {
            Some(form) if seen.is_whole && form.rule.allows_at_once(self.source, seen.span) => found(seen.span, form),
            _ => self.check_each(seen, found),
        }
    }

    /// The same, however many forms there are and whatever they ask for.
    #[inline(never)]
    fn check_each(&self, Match { pattern, at, span, is_whole }: Match, found: &mut impl FnMut(SourceSpan, Form<'t>)) {
        for form in self.forms.of(pattern) {
            let has_boundary = is_whole || form.rule.boundary() == BoundaryPolicy::None;
            if has_boundary && form.rule.allows(self.source, self.folded, (at, span)) {
                found(span, form);
            }
        }
    }
}
