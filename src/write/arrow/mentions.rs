//! The columns that a mention has, in either shape.

use super::columns::{Ends, Seldom, StringLayout, Strings, finished, int32, list_of, optional, required};
use crate::write::tagged::{Place, Tagged, TaggedMention};
use arrow_array::ArrayRef;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder};
use arrow_schema::{DataType, Field, Fields};

/// The columns of mentions.
#[derive(Debug)]
pub(super) struct Mentions {
    layout: StringLayout,
    field: Strings,
    start: Int32Builder,
    end: Int32Builder,
    text: Strings,
    entity: Strings,
    of_type: Strings,
    name: Strings,
    kind: Strings,
    via: Strings,
    score: Float64Builder,
    candidates: Ends,
    candidate: Strings,
    candidate_score: Float64Builder,
    gloss_of: Seldom<Int32Builder>,
    holder: Seldom<Strings>,
    status: Seldom<Strings>,
    office: Seldom<Int32Builder>,
    conflict: Seldom<BooleanBuilder>,
}

impl Mentions {
    pub(super) fn new(layout: StringLayout) -> Self {
        let strings = || Strings::new(layout);
        Self {
            layout,
            field: strings(),
            start: Int32Builder::default(),
            end: Int32Builder::default(),
            text: strings(),
            entity: strings(),
            of_type: strings(),
            name: strings(),
            kind: strings(),
            via: strings(),
            score: Float64Builder::default(),
            candidates: Ends::default(),
            candidate: strings(),
            candidate_score: Float64Builder::default(),
            gloss_of: Seldom::default(),
            holder: Seldom::of(strings()),
            status: Seldom::of(strings()),
            office: Seldom::default(),
            conflict: Seldom::default(),
        }
    }

    /// The columns in their order.
    pub(super) fn fields(layout: StringLayout) -> Vec<Field> {
        use DataType::{Boolean, Float64, Int32};
        let strings = || layout.data_type();
        vec![
            required("field", strings()),
            required("start", Int32),
            required("end", Int32),
            required("text", strings()),
            optional("entity", strings()),
            optional("type", strings()),
            optional("name", strings()),
            required("kind", strings()),
            required("via", strings()),
            required("score", Float64),
            required("candidates", list_of(candidate_fields(layout))),
            optional("gloss_of", Int32),
            optional("holder", strings()),
            optional("status", strings()),
            optional("office", Int32),
            optional("conflict", Boolean),
        ]
    }

    /// How many mentions there are.
    pub(super) fn len(&self) -> usize {
        self.start.len()
    }

    /// Adds a mention.
    pub(super) fn add(&mut self, mention: &TaggedMention<'_>, place: Place) {
        self.field.push(mention.field.as_str());
        self.start.append_value(int32(place.start));
        self.end.append_value(int32(place.end));
        self.text.push(mention.text);
        self.entity.push_option(mention.entity.map(|entity| entity.id));
        self.of_type.push_option(mention.entity.map(|entity| entity.of_type));
        self.name.push_option(mention.entity.map(|entity| entity.name));
        self.kind.push(mention.kind);
        self.via.push(mention.via);
        self.score.append_value(mention.score);
        self.candidates.push(mention.candidates.len());
        for (id, score) in &mention.candidates {
            self.candidate.push(id);
            self.candidate_score.append_value(*score);
        }
        self.gloss_of.push(mention.gloss_of.map(int32));
        self.holder.push(mention.holder);
        self.status.push(mention.status);
        self.office.push(mention.office.map(int32));
        self.conflict.push(mention.conflict);
    }

    /// The columns, in the order of [`fields`](Self::fields).
    pub(super) fn finish(&mut self) -> Vec<ArrayRef> {
        let candidates: Vec<ArrayRef> = vec![self.candidate.finish(), finished(&mut self.candidate_score)];
        let candidates = self.candidates.lists(candidate_fields(self.layout), candidates);
        vec![
            self.field.finish(),
            finished(&mut self.start),
            finished(&mut self.end),
            self.text.finish(),
            self.entity.finish(),
            self.of_type.finish(),
            self.name.finish(),
            self.kind.finish(),
            self.via.finish(),
            finished(&mut self.score),
            candidates,
            self.gloss_of.finish(),
            self.holder.finish(),
            self.status.finish(),
            self.office.finish(),
            self.conflict.finish(),
        ]
    }

    /// Roughly the bytes that the mentions of a document take.
    pub(super) fn bytes_of(document: &Tagged<'_>) -> usize {
        document.mentions.iter().map(bytes_of).sum()
    }
}

/// Numbers, offsets and the words of which there are few, a mention.
const FIXED: usize = 96;

fn bytes_of(mention: &TaggedMention<'_>) -> usize {
    let entity = mention.entity.map_or(0, |entity| entity.id.len() + entity.of_type.len() + entity.name.len());
    let candidates: usize = mention.candidates.iter().map(|(id, _)| id.len() + size_of::<f64>()).sum();
    FIXED + mention.text.len() + entity + candidates + mention.holder.map_or(0, str::len)
}

fn candidate_fields(layout: StringLayout) -> Fields {
    Fields::from(vec![required("entity", layout.data_type()), required("score", DataType::Float64)])
}
