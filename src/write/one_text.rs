//! A document as formats take it that know one text only.

use super::piece::Losses;
use super::settings::Titles;
use super::tagged::{Place, Tagged, TaggedMention, cheapest};
use crate::document::Field;
use crate::span::{OffsetCounter, OffsetUnit, units};
use std::borrow::Cow;
use std::ops::Range;

/// What stands between a title and the text.
const BETWEEN: &str = "\n\n";

/// The label of a mention whose entity is not decided.
pub(super) const UNDECIDED: &str = "undecided";

/// One text and the mentions in it.
#[derive(Debug)]
pub(super) struct OneText<'d> {
    /// The text.
    pub(super) text: Cow<'d, str>,
    /// The mentions, by where they begin, then longer first.
    pub(super) spans: Vec<Span<'d>>,
}

/// A mention of [`OneText`].
#[derive(Clone, Debug)]
pub(super) struct Span<'d> {
    /// The bytes of the text.
    pub(super) bytes: Range<usize>,
    /// What the mention says; its place counts in its field.
    pub(super) mention: &'d TaggedMention<'d>,
}

impl Span<'_> {
    /// The type of the entity, or that there is none.
    pub(super) fn label(&self) -> &str {
        self.mention.named().map_or(UNDECIDED, |entity| entity.of_type)
    }

    /// The id of the entity, or nothing.
    pub(super) fn id(&self) -> &str {
        self.mention.named().map_or("", |entity| entity.id)
    }
}

impl<'d> OneText<'d> {
    /// A document whose text is known.
    pub(super) fn of(document: &'d Tagged<'_>, titles: Titles, losses: &mut Losses) -> Self {
        let text = document.field(Field::Text);
        let title = document.title.filter(|_| titles == Titles::Ahead);
        let ahead = title.map_or(0, |title| title.len() + BETWEEN.len());
        let mut spans = Vec::with_capacity(document.mentions.len());
        for mention in &document.mentions {
            let shift = match (mention.field, title) {
                (Field::Text, _) => ahead,
                (Field::Title, Some(_)) => 0,
                (Field::Title, None) => {
                    losses.in_titles += 1;
                    continue;
                }
            };
            spans.push(Span { bytes: mention.start + shift..mention.end + shift, mention });
        }
        let text = title.map_or(Cow::Borrowed(text), |title| Cow::Owned(format!("{title}{BETWEEN}{text}")));
        Self { text, spans }
    }

    /// Turns bytes of the text into another unit.
    pub(super) fn counter(&self, unit: OffsetUnit) -> OffsetCounter<'_> {
        OffsetCounter::new(&self.text, cheapest(&self.text, unit))
    }

    /// Where the mentions stand, in a unit.
    pub(super) fn places(&self, unit: OffsetUnit) -> impl Iterator<Item = Place> + Clone {
        let mut starts = self.counter(unit);
        self.spans.iter().map(move |span| {
            let start = starts.at(span.bytes.start);
            Place { start, end: start + units(&self.text[span.bytes.clone()], unit) }
        })
    }

    /// The mentions of which none overlaps another: the leftmost, of those the longest. The others are counted as lost.
    pub(super) fn flat(&self, losses: &mut Losses) -> Vec<&Span<'d>> {
        let mut end = 0;
        let chosen = self.spans.iter().filter(|span| {
            let is_free = span.bytes.start >= end;
            if is_free {
                end = span.bytes.end;
            }
            is_free
        });
        let chosen: Vec<_> = chosen.collect();
        losses.overlapping += (self.spans.len() - chosen.len()) as u64;
        chosen
    }
}
