//! FollowTheMoney entities, one a line, as OpenSanctions exports them.

use super::draft::{Draft, Text};
use super::input::Input;
use super::json::{JsonText, Pairs};
use super::lines::each_line;
use super::offices::{Numbers, Offices};
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Name, NameKind, Usage};
use crate::load::checks::from_after_until;
use crate::load::error::{Fault, Problem, quoted};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Which schemata are entities, and of which type. Others have no names of their own (sanctions, addresses, who owns what).
const TYPES: &[(&str, &str)] = &[
    ("Person", "person"),
    ("Organization", "organization"),
    ("Company", "organization"),
    ("PublicBody", "organization"),
    ("LegalEntity", "organization"),
    ("Vessel", "vessel"),
    ("Airplane", "aircraft"),
];

/// Posts, and who held them.
const POSITION: &str = "Position";
const OCCUPANCY: &str = "Occupancy";

/// The properties with names, in the order in which the names stand.
const NAMES: &[(&str, NameKind, Usage)] = &[
    ("name", NameKind::Name, Usage::Always),
    ("alias", NameKind::Alias, Usage::Always),
    ("previousName", NameKind::Former, Usage::Always),
    ("abbreviation", NameKind::Acronym, Usage::Always),
    ("weakAlias", NameKind::Alias, Usage::NeedsContext),
];

/// The properties with identifiers, and what their collections are called in `refs`.
const REFERENCES: &[(&str, &str)] = &[
    ("wikidataId", "wikidata"),
    ("leiCode", "lei"),
    ("registrationNumber", "registration"),
    ("innCode", "inn"),
    ("ogrnCode", "ogrn"),
    ("uscCode", "usc"),
    ("swiftBic", "swift"),
    ("dunsCode", "duns"),
    ("permId", "permid"),
    ("cikCode", "cik"),
    ("ticker", "ticker"),
    ("imoNumber", "imo"),
];

/// FollowTheMoney entities.
pub fn importer() -> Importer<'static> {
    Importer::new(Kind::OpenSanctions, OpenSanctions::default())
}

#[derive(Default)]
struct OpenSanctions {
    numbers: Numbers,
    offices: Offices,
}

/// A line.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    schema: Cow<'a, str>,
    #[serde(borrow)]
    properties: Pairs<JsonText<'a>, &'a RawValue>,
    /// What the entity is called, mostly one of its names.
    #[serde(borrow, default)]
    caption: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    datasets: Vec<JsonText<'a>>,
}

impl Reader for OpenSanctions {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line(input, sink, |sink, number, text| {
            if text.trim().is_empty() {
                return Ok(());
            }
            sink.record();
            match serde_json::from_str::<Line<'_>>(text) {
                Ok(line) => self.line(&line, number, sink),
                Err(error) => {
                    sink.bad(number, Fault::whole(Problem::NotJson { reason: error.to_string() }));
                    Ok(())
                }
            }
        })
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let unknown = self.offices.finish(sink, &|number| self.numbers.id(number).to_owned())?;
        if unknown > 0 {
            sink.note(format!(
                "{unknown} positions that persons held are left out, since the file does not describe them"
            ));
        }
        Ok(())
    }
}

impl OpenSanctions {
    fn line(&mut self, line: &Line<'_>, number: u64, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let kind = TYPES.iter().find(|(schema, _)| *schema == line.schema).map(|(_, kind)| *kind);
        let done = match (kind, line.schema.as_ref()) {
            (Some(kind), _) => line.draft(kind).map(|draft| sink.entity(number, draft)),
            (None, POSITION) => line.draft("office").map(|draft| self.position(&draft)).map(Ok),
            (None, OCCUPANCY) => line.occupancy().map(|occupancy| self.occupancy(occupancy, sink)).map(Ok),
            (None, _) => {
                sink.pass_over();
                Ok(Ok(()))
            }
        };
        done.unwrap_or_else(|fault| {
            sink.bad(number, fault);
            Ok(())
        })
    }

    fn position(&mut self, draft: &Draft<'_>) {
        if let Some(number) = self.numbers.of(&draft.entity.id) {
            self.offices.add(number, draft, true);
        }
    }

    /// Somebody who held something at no time that is told would hold it for ever.
    fn occupancy(&mut self, occupancy: Option<Occupancy>, sink: &mut Sink<'_>) {
        let Some(Occupancy { post, holder, validity }) = occupancy else { return sink.pass_over() };
        if let (Some(post), Some(holder)) = (self.numbers.of(&post), self.numbers.of(&holder)) {
            self.offices.hold(post, holder, validity);
        }
    }
}

/// Who held which position when.
struct Occupancy {
    post: String,
    holder: String,
    validity: Validity,
}

impl<'a> Line<'a> {
    /// The values of a property.
    fn values(&self, property: &str) -> Result<Vec<Cow<'a, str>>, Fault> {
        let Some((_, raw)) = self.properties.0.iter().find(|(key, _)| key.0 == property) else { return Ok(Vec::new()) };
        let values: Vec<JsonText<'a>> = serde_json::from_str(raw.get()).map_err(|_| Fault {
            field: Some(format!("properties.{property}")),
            value: Some(crate::load::error::visible(raw.get())),
            problem: Problem::Expected { expected: "a list of texts".into() },
        })?;
        Ok(values.into_iter().map(|value| value.0).collect())
    }

    fn draft(&self, kind: &'static str) -> Result<Draft<'a>, Fault> {
        let mut draft = Draft::new(id(&self.id), kind);
        let families = if kind == "person" { self.values("lastName")? } else { Vec::new() };
        for (property, kind, usage) in NAMES {
            let mut values = self.values(property)?;
            // The caption comes first among them, since it is what the entity is called elsewhere.
            values.sort_by_key(|value| Some(value) != self.caption.as_ref());
            for text in values {
                let family = family(&text, &families);
                draft.name(Name { kind: *kind, usage: *usage, family, ..Name::of(text) });
            }
        }
        // Items of Wikidata keep their ids.
        if self
            .id
            .strip_prefix('Q')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()))
        {
            draft.reference("wikidata", self.id.clone());
        }
        for (property, collection) in REFERENCES {
            self.values(property)?.into_iter().for_each(|id| draft.reference(*collection, id));
        }
        draft.reference("opensanctions", self.id.clone());
        if !self.datasets.is_empty() {
            let datasets: Vec<&str> = self.datasets.iter().map(|dataset| dataset.0.as_ref()).collect();
            draft.source(format!("OpenSanctions: {}", datasets.join(", ")));
        }
        Ok(draft)
    }

    /// Who held which position; none where no time is told.
    fn occupancy(&self) -> Result<Option<Occupancy>, Fault> {
        let validity = Validity { from: self.date("startDate")?, until: self.date("endDate")? };
        if let Some((from, until)) = from_after_until(&validity).zip(validity.until) {
            let value = Some(quoted(&until.to_string()));
            return Err(Fault {
                field: Some("properties.endDate".into()),
                value,
                problem: Problem::FromAfterUntil { from },
            });
        }
        let is_dated = validity.from.is_some() || validity.until.is_some();
        let one = |property: &'static str, expected: &'static str| {
            let first = self.values(property)?.into_iter().next();
            let field = Some(format!("properties.{property}"));
            first.map(|value| id(&value)).ok_or(Fault { field, value: None, problem: Problem::Missing { expected } })
        };
        let (post, holder) = (one("post", "the id of a position")?, one("holder", "the id of a person")?);
        Ok(is_dated.then_some(Occupancy { post, holder, validity }))
    }

    /// The first of several dates, without a time of day.
    fn date(&self, property: &str) -> Result<Option<PartialDate>, Fault> {
        let Some(text) = self.values(property)?.into_iter().min() else { return Ok(None) };
        let day = text.split('T').next().unwrap_or_default();
        PartialDate::parse(day).map(Some).map_err(|error| Fault {
            field: Some(format!("properties.{property}")),
            value: Some(quoted(&text)),
            problem: error.into(),
        })
    }
}

/// The id that an entity has in a dictionary.
fn id(id: &str) -> String {
    format!("opensanctions/{id}")
}

/// The family name that a name begins with; that it ends with one goes without saying.
fn family<'a>(name: &str, families: &[Cow<'a, str>]) -> Option<Text<'a>> {
    let begins = |family: &&Cow<'a, str>| name.strip_prefix(family.as_ref()).is_some_and(|rest| rest.starts_with(' '));
    families.iter().filter(begins).max_by_key(|family| family.len()).cloned()
}
