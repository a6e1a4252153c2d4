//! Records of `newstag tag` read back, as far as results are made of them. Keys that are not known here are passed over.

use super::bad::Fault;
use super::batch::{Batch, Form, Record};
use super::parse::utf8;
use crate::date::PartialDate;
use crate::document::{Field, Source};
use crate::json::members_of_texts;
use crate::span::{OffsetUnit, UnitPlaces, units};
use crate::write::{Candidates, Meant, Named, Tagged, TaggedEntity, TaggedMention};
use serde::Deserialize;
use std::borrow::Cow;

/// A record as it was read, and its JSON.
#[derive(Debug)]
pub struct AnnotatedRecord<'a> {
    /// The record as it stands.
    pub json: &'a str,
    wire: Wire<'a>,
}

/// A string, borrowed where it holds no escapes.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Debug, Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    schema: Option<Text<'a>>,
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    source: Option<WireSource<'a>>,
    #[serde(borrow, default)]
    title: Option<Text<'a>>,
    #[serde(borrow, default)]
    date: Option<Text<'a>>,
    #[serde(borrow, default)]
    lang: Option<Text<'a>>,
    length: usize,
    #[serde(borrow, default)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    mentions: Vec<WireMention<'a>>,
    #[serde(borrow)]
    entities: Vec<WireEntity<'a>>,
    #[serde(borrow, default)]
    dictionary: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
struct WireSource<'a> {
    #[serde(borrow)]
    path: Text<'a>,
    record: u64,
}

#[derive(Debug, Deserialize)]
struct WireMention<'a> {
    field: WireField,
    start: usize,
    end: usize,
    #[serde(borrow)]
    text: Text<'a>,
    #[serde(borrow, default)]
    entity: Option<Text<'a>>,
    #[serde(borrow, default, rename = "type")]
    of_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    kind: Text<'a>,
    #[serde(borrow)]
    via: Text<'a>,
    score: f64,
    #[serde(borrow, default)]
    candidates: Vec<WireCandidate<'a>>,
    #[serde(default)]
    gloss_of: Option<usize>,
    #[serde(borrow, default)]
    holder: Option<Text<'a>>,
    #[serde(borrow, default)]
    status: Option<Text<'a>>,
    #[serde(default)]
    office: Option<usize>,
    #[serde(default)]
    conflict: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WireField {
    Title,
    Text,
}

#[derive(Debug, Deserialize)]
struct WireCandidate<'a> {
    #[serde(borrow)]
    entity: Text<'a>,
    score: f64,
}

#[derive(Debug, Deserialize)]
struct WireEntity<'a> {
    #[serde(borrow)]
    entity: Text<'a>,
    #[serde(borrow, rename = "type")]
    of_type: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow, default, deserialize_with = "members_of_texts")]
    names: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    mentions: Vec<usize>,
}

/// Reads one of the batch's records.
///
/// # Errors
///
/// [`Fault`] where it is broken, or no record of `newstag tag`.
pub fn annotated<'a>(batch: &'a Batch, record: &'a Record) -> Result<AnnotatedRecord<'a>, Fault> {
    if let Form::Broken(fault) = &record.form {
        return Err(fault.clone());
    }
    let json = utf8(batch.bytes(record), record)?;
    let wire: Wire<'a> = serde_json::from_str(json).map_err(|error| not_a_record(error.to_string()))?;
    if let Some(Text(schema)) = wire.schema.as_ref().filter(|schema| schema.0 != "newstag/1") {
        return Err(not_a_record(format!("the schema is \"{schema}\": expected \"newstag/1\"")));
    }
    Ok(AnnotatedRecord { json, wire })
}

fn not_a_record(message: String) -> Fault {
    Fault::NotAnnotated { message }
}

impl AnnotatedRecord<'_> {
    /// The document and what was found in it. Of a record without text, offsets stay as they are; of others, what they count is found out, and
    /// they become bytes.
    ///
    /// # Errors
    ///
    /// [`Fault`] where something in the record does not fit the rest of it.
    pub fn tagged(&self) -> Result<Tagged<'_>, Fault> {
        let wire = &self.wire;
        let text = wire.text.as_ref().map(|text| &*text.0);
        let (path, record) = wire.source.as_ref().map_or(("-", 0), |source| (&*source.path.0, source.record));
        let mut tagged = Tagged {
            id: &wire.id.0,
            source: Source { path, record },
            title: wire.title.as_ref().map(|title| &*title.0),
            date: wire.date.as_ref().map(|date| date_of(&date.0)).transpose()?,
            lang: wire.lang.as_ref().map(|lang| &*lang.0),
            text,
            length: wire.length,
            unit: OffsetUnit::default(),
            mentions: wire.mentions.iter().map(mention).collect(),
            entities: wire.entities.iter().map(|entity| self.entity(entity)).collect::<Result<_, _>>()?,
            dictionary: wire.dictionary.as_ref().map(|hash| &*hash.0),
        };
        if let Some(text) = text {
            count_in_bytes(&mut tagged, text)?;
        }
        Ok(tagged)
    }

    fn entity<'s>(&'s self, entity: &'s WireEntity<'_>) -> Result<TaggedEntity<'s>, Fault> {
        let named = Named { id: &entity.entity.0, of_type: &entity.of_type.0, name: &entity.name.0 };
        if let Some(place) = entity.mentions.iter().find(|place| **place >= self.wire.mentions.len()) {
            let mentions = self.wire.mentions.len();
            return Err(not_a_record(format!(
                "the entity \"{}\" names the mention {place}, but there are {mentions}, counting from 0",
                named.id
            )));
        }
        let names = entity.names.iter().map(|(lang, name)| (&**lang, &**name)).collect();
        Ok(TaggedEntity { named, names, mentions: &entity.mentions })
    }
}

fn date_of(date: &str) -> Result<PartialDate, Fault> {
    PartialDate::parse(date).map_err(|error| not_a_record(format!("the field \"date\" holds \"{date}\": {error}")))
}

fn mention<'w>(wire: &'w WireMention<'_>) -> TaggedMention<'w> {
    let entity = wire.entity.as_ref().map(|id| Named {
        id: &id.0,
        of_type: wire.of_type.as_ref().map_or("", |of_type| &of_type.0),
        name: wire.name.as_ref().map_or(&id.0, |name| &name.0),
    });
    TaggedMention {
        field: match wire.field {
            WireField::Title => Field::Title,
            WireField::Text => Field::Text,
        },
        start: wire.start,
        end: wire.end,
        text: &wire.text.0,
        entity: entity.map(Meant::from),
        kind: &wire.kind.0,
        via: &wire.via.0,
        score: wire.score,
        candidates: Candidates::Told(wire.candidates.iter().map(|one| (&*one.entity.0, one.score)).collect()),
        gloss_of: wire.gloss_of,
        holder: wire.holder.as_ref().map(|holder| &*holder.0),
        status: wire.status.as_ref().map(|status| &*status.0),
        office: wire.office,
        conflict: wire.conflict,
    }
}

/// Turns offsets into bytes: those of the first unit in which the length is the text's and every mention stands where it says.
fn count_in_bytes(tagged: &mut Tagged<'_>, text: &str) -> Result<(), Fault> {
    let all = [OffsetUnit::Char, OffsetUnit::Utf16, OffsetUnit::Byte];
    let mut fault = not_a_record(format!(
        "the length is {}, but the text has {} code points, {} UTF-16 units, {} bytes: is it the text that was tagged?",
        tagged.length,
        units(text, OffsetUnit::Char),
        units(text, OffsetUnit::Utf16),
        text.len()
    ));
    for unit in all.into_iter().filter(|unit| units(text, *unit) == tagged.length) {
        match starts(tagged, unit) {
            Ok(starts) => {
                for (mention, start) in tagged.mentions.iter_mut().zip(starts) {
                    (mention.start, mention.end) = (start, start + mention.text.len());
                }
                (tagged.length, tagged.unit) = (text.len(), OffsetUnit::Byte);
                return Ok(());
            }
            Err(misfit) => fault = misfit,
        }
    }
    Err(fault)
}

/// The bytes at which the mentions begin.
fn starts(tagged: &Tagged<'_>, unit: OffsetUnit) -> Result<Vec<usize>, Fault> {
    let [mut title, mut text] = [Field::Title, Field::Text].map(|field| UnitPlaces::new(tagged.field(field), unit));
    let mentions = tagged.mentions.iter().enumerate();
    let start = |(number, mention): (usize, &TaggedMention<'_>)| {
        let places = if mention.field == Field::Title { &mut title } else { &mut text };
        let start = places.byte(mention.start).filter(|&start| {
            tagged.field(mention.field)[start..].starts_with(mention.text)
                && Some(mention.end) == mention.start.checked_add(units(mention.text, unit))
        });
        start.filter(|_| !mention.text.is_empty()).ok_or_else(|| misfit(number, mention))
    };
    mentions.map(start).collect()
}

fn misfit(number: usize, mention: &TaggedMention<'_>) -> Fault {
    let TaggedMention { start, end, text, .. } = mention;
    let field = mention.field.as_str();
    not_a_record(format!(
        "mention {number} (counting from 0) is \"{text}\", but that is not what stands at {start}..{end} of the {field}"
    ))
}
