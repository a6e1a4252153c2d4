//! The columns that a mention has, in either shape.

use super::columns::{Ends, Seldom, int32, list_of, optional, required};
use crate::write::tagged::{Place, Tagged, TaggedMention};
use arrow_array::ArrayRef;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder, StringBuilder};
use arrow_schema::{DataType, Field, Fields};

/// The columns of mentions.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    field: StringBuilder,
    start: Int32Builder,
    end: Int32Builder,
    text: StringBuilder,
    entity: StringBuilder,
    of_type: StringBuilder,
    name: StringBuilder,
    kind: StringBuilder,
    via: StringBuilder,
    score: Float64Builder,
    candidates: Ends,
    candidate: StringBuilder,
    candidate_score: Float64Builder,
    gloss_of: Seldom<Int32Builder>,
    holder: Seldom<StringBuilder>,
    status: Seldom<StringBuilder>,
    office: Seldom<Int32Builder>,
    conflict: Seldom<BooleanBuilder>,
}

impl Mentions {
    /// The columns in their order.
    pub(super) fn fields() -> Vec<Field> {
        use DataType::{Boolean, Float64, Int32, Utf8};
        vec![
            required("field", Utf8),
            required("start", Int32),
            required("end", Int32),
            required("text", Utf8),
            optional("entity", Utf8),
            optional("type", Utf8),
            optional("name", Utf8),
            required("kind", Utf8),
            required("via", Utf8),
            required("score", Float64),
            required("candidates", list_of(candidate_fields())),
            optional("gloss_of", Int32),
            optional("holder", Utf8),
            optional("status", Utf8),
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
        self.field.append_value(mention.field.as_str());
        self.start.append_value(int32(place.start));
        self.end.append_value(int32(place.end));
        self.text.append_value(mention.text);
        self.entity.append_option(mention.entity.map(|entity| entity.id));
        self.of_type.append_option(mention.entity.map(|entity| entity.of_type));
        self.name.append_option(mention.entity.map(|entity| entity.name));
        self.kind.append_value(mention.kind);
        self.via.append_value(mention.via);
        self.score.append_value(mention.score);
        self.candidates.push(mention.candidates.len());
        for (id, score) in &mention.candidates {
            self.candidate.append_value(id);
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
        let candidates: Vec<ArrayRef> = vec![finished(&mut self.candidate), finished(&mut self.candidate_score)];
        let candidates = self.candidates.lists(candidate_fields(), candidates);
        vec![
            finished(&mut self.field),
            finished(&mut self.start),
            finished(&mut self.end),
            finished(&mut self.text),
            finished(&mut self.entity),
            finished(&mut self.of_type),
            finished(&mut self.name),
            finished(&mut self.kind),
            finished(&mut self.via),
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

fn candidate_fields() -> Fields {
    Fields::from(vec![required("entity", DataType::Utf8), required("score", DataType::Float64)])
}

/// What a builder has gathered; it is empty then.
pub(super) fn finished(builder: &mut impl ArrayBuilder) -> ArrayRef {
    builder.finish()
}
