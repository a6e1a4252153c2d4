//! The columns that a mention has, in either shape.

use super::columns::{Ends, Seldom, StringLayout, Strings, finished, int32, list_of, optional, required};
use super::repeated::{Entities, Ids, Words};
use crate::write::meant::Candidates;
use crate::write::tagged::{Place, Tagged, TaggedMention};
use arrow_array::ArrayRef;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder};
use arrow_schema::{DataType, Field, Fields};

/// The columns of mentions.
#[derive(Debug)]
pub(super) struct Mentions {
    layout: StringLayout,
    field: Words,
    start: Int32Builder,
    end: Int32Builder,
    text: Strings,
    entities: Entities,
    kind: Words,
    via: Words,
    score: Float64Builder,
    candidates: Ends,
    candidate: Ids,
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
        let words = || Words::new(layout);
        Self {
            layout,
            field: words(),
            start: Int32Builder::default(),
            end: Int32Builder::default(),
            text: strings(),
            entities: Entities::new(layout),
            kind: words(),
            via: words(),
            score: Float64Builder::default(),
            candidates: Ends::default(),
            candidate: Ids::new(layout),
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

    /// Adds a mention of the document that was looked up last: all of them, in their order.
    pub(super) fn add(&mut self, mention: &TaggedMention<'_>, place: Place) {
        self.field.push(mention.field.as_str());
        self.start.append_value(int32(place.start));
        self.end.append_value(int32(place.end));
        self.text.push(mention.text);
        self.kind.push(mention.kind);
        self.via.push(mention.via);
        self.score.append_value(mention.score);
        self.candidates.push(mention.candidates.len());
        match &mention.candidates {
            Candidates::Told(told) => told.iter().for_each(|(_, score)| self.candidate_score.append_value(*score)),
            Candidates::Found(found, _) => {
                found.iter().for_each(|one| self.candidate_score.append_value(one.score.probability()));
            }
        }
        self.gloss_of.push(mention.gloss_of.map(int32));
        self.holder.push(mention.holder);
        self.status.push(mention.status);
        self.office.push(mention.office.map(int32));
        self.conflict.push(mention.conflict);
    }

    /// The columns, in the order of [`fields`](Self::fields).
    pub(super) fn finish(&mut self) -> Vec<ArrayRef> {
        self.forget();
        let [entity, of_type, name] = self.entities.finish();
        let candidates: Vec<ArrayRef> = vec![self.candidate.finish(), finished(&mut self.candidate_score)];
        let candidates = self.candidates.lists(candidate_fields(self.layout), candidates);
        vec![
            self.field.finish(),
            finished(&mut self.start),
            finished(&mut self.end),
            self.text.finish(),
            entity,
            of_type,
            name,
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

    /// Looks up who is meant in a document that is to be added next, and says roughly how many bytes its mentions take.
    pub(super) fn look_up(&mut self, document: &Tagged<'_>) -> usize {
        self.forget();
        self.entities.serve(document.dictionary);
        self.candidate.serve(document.dictionary);
        document.mentions.iter().map(|mention| self.look_up_mention(mention)).sum()
    }

    fn look_up_mention(&mut self, mention: &TaggedMention<'_>) -> usize {
        let Self { entities, candidate, .. } = self;
        let meant = entities.push(mention.entity);
        let candidates: usize = match &mention.candidates {
            Candidates::Told(told) => told.iter().map(|(id, _)| candidate.push(None, || id)).sum(),
            Candidates::Found(found, dictionary) => {
                let id = |entity| dictionary.entity(entity).id();
                found.iter().map(|one| candidate.push(Some(one.entity), || id(one.entity))).sum()
            }
        };
        let scores = mention.candidates.len() * size_of::<f64>();
        FIXED + mention.text.len() + meant + candidates + scores + mention.holder.map_or(0, str::len)
    }

    /// Forgets what was looked up of a document that was not added.
    fn forget(&mut self) {
        self.entities.truncate(self.start.len());
        self.candidate.truncate(self.candidate_score.len());
    }
}

/// Numbers, offsets and the words of which there are few, a mention.
const FIXED: usize = 96;

fn candidate_fields(layout: StringLayout) -> Fields {
    Fields::from(vec![required("entity", layout.data_type()), required("score", DataType::Float64)])
}
