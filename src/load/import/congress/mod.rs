//! The YAML of congress-legislators: members of Congress, presidents, vice presidents.

mod legislator;
mod posts;
mod records;
mod states;

use super::draft::{Draft, Text};
use super::input::Input;
use super::offices::{Numbers, Offices};
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Name, NameKind};
use crate::load::checks::from_after_until;
use crate::load::error::{Fault, Problem, quoted};
use legislator::{Legislator, OtherName, Term};
use posts::Post;
use records::Records;
use std::collections::HashMap;

/// The files of congress-legislators.
pub fn importer() -> Importer<'static> {
    Importer::new(Kind::Congress, Congress::default())
}

#[derive(Default)]
struct Congress {
    numbers: Numbers,
    offices: Offices,
}

/// Times in office by office, in order of first mention.
type Times = Vec<(Post, Vec<Validity>)>;

impl Reader for Congress {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        for record in Records::new(sink.begin(input)) {
            sink.record();
            let read = record.yaml.map_err(Fault::whole).and_then(|yaml| legislator(&yaml));
            match read.and_then(|legislator| Ok((draft(&legislator)?, times(&legislator.terms)?))) {
                Ok((draft, times)) => {
                    self.hold(&draft.entity.id, &times);
                    sink.entity(record.line, draft)?;
                }
                Err(fault) => sink.bad(record.line, fault),
            }
        }
        Ok(())
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        self.offices.finish(sink, &|number| self.numbers.id(number).to_owned())?;
        Ok(())
    }
}

impl Congress {
    fn hold(&mut self, person: &str, times: &Times) {
        for (post, times) in times {
            let (Some(office), Some(person)) = (self.numbers.of(&post.id), self.numbers.of(person)) else { return };
            if !self.offices.knows(office) {
                self.offices.add(office, &office_draft(post), true);
            }
            times.iter().for_each(|time| self.offices.hold(office, person, *time));
        }
    }
}

fn office_draft(post: &Post) -> Draft<'_> {
    let mut draft = Draft::new(post.id.as_str(), "office");
    for name in &post.names {
        draft.name(english(name.clone(), NameKind::Name));
    }
    draft
}

fn legislator(yaml: &str) -> Result<Legislator, Fault> {
    let mut list: Vec<Legislator> = serde_saphyr::from_str(yaml).map_err(|error| {
        // What follows the first line shows the place in the item, whose lines are counted from its own beginning.
        let reason = error.to_string();
        let reason = reason.lines().next().unwrap_or_default();
        Fault::whole(Problem::NotTaken { reason: format!("not a legislator: {reason}").into() })
    })?;
    let expected = "a legislator with id, name and terms";
    list.pop().ok_or(Fault::whole(Problem::Missing { expected }))
}

fn english(text: String, kind: NameKind) -> Name<Text<'static>> {
    Name { lang: Some("en".into()), kind, ..Name::of(text.into()) }
}

/// The person.
fn draft(legislator: &Legislator) -> Result<Draft<'static>, Fault> {
    let ids = &legislator.id;
    let own = ids.bioguide.clone().or(ids.govtrack.map(|number| format!("govtrack-{number}")));
    let own = own.ok_or(Fault {
        field: Some("id".to_owned()),
        value: None,
        problem: Problem::Missing { expected: "an identifier: bioguide or govtrack" },
    })?;
    let mut draft = Draft::new(format!("congress/{own}"), "person");
    for (at, text) in names(legislator).into_iter().enumerate() {
        let kind = if at == 0 { NameKind::Name } else { NameKind::Alias };
        let family = text.contains(&legislator.name.last).then(|| legislator.name.last.clone().into());
        draft.name(Name { family, ..english(text, kind) });
    }
    for other in &legislator.other_names {
        former(other, legislator)?.into_iter().for_each(|name| draft.name(name));
    }
    let govtrack = ids.govtrack.map(|number| number.to_string());
    for (collection, id) in [("bioguide", &ids.bioguide), ("wikidata", &ids.wikidata), ("govtrack", &govtrack)] {
        id.iter().for_each(|id| draft.reference(collection, id.clone()));
    }
    Ok(draft)
}

/// How a person is called: officially, by the first name, by the nickname, with what stands in the middle, with what stands behind.
fn names(legislator: &Legislator) -> Vec<String> {
    let name = &legislator.name;
    let last = &name.last;
    let with = |first: &str| format!("{first} {last}");
    let middle = name.middle.as_ref().map(|middle| with(&format!("{} {middle}", name.first)));
    // An initial and a family name may be anybody: where there is more, more is asked for.
    let is_initial = name.first.trim_end_matches('.').chars().count() == 1;
    let plain = Some(with(&name.first)).filter(|_| !is_initial || middle.is_none());
    let suffix = name.suffix.as_ref().map(|suffix| format!("{} {suffix}", with(&name.first)));
    let nickname = name.nickname.as_deref().map(with);
    [name.official_full.clone(), plain, nickname, middle, suffix].into_iter().flatten().collect()
}

/// A name of other times; none where the family name was the same.
fn former(other: &OtherName, legislator: &Legislator) -> Result<Option<Name<Text<'static>>>, Fault> {
    let Some(last) = &other.last else { return Ok(None) };
    let first = other.first.as_ref().unwrap_or(&legislator.name.first);
    let date = |field, text: &Option<String>| text.as_deref().map(|text| date(field, text)).transpose();
    let validity =
        Validity { from: date("other_names.start", &other.start)?, until: date("other_names.end", &other.end)? };
    let name = english(format!("{first} {last}"), NameKind::Former);
    Ok(Some(Name { validity, family: Some(last.clone().into()), ..name }))
}

fn date(field: &str, text: &str) -> Result<PartialDate, Fault> {
    PartialDate::parse(text).map_err(|error| Fault {
        field: Some(field.to_owned()),
        value: Some(quoted(text)),
        problem: error.into(),
    })
}

/// When a person held which offices; terms with no break of more than some days are one time.
fn times(terms: &[Term]) -> Result<Times, Fault> {
    let mut times = Times::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for term in terms {
        let validity = validity(term)?;
        let Some(post) = Post::of(term)? else { continue };
        let at = *places.entry(post.id.clone()).or_insert(times.len());
        match times.get_mut(at) {
            None => times.push((post, vec![validity])),
            Some((_, times)) => add(validity, times),
        }
    }
    Ok(times)
}

fn validity(term: &Term) -> Result<Validity, Fault> {
    let validity =
        Validity { from: Some(date("terms.start", &term.start)?), until: Some(date("terms.end", &term.end)?) };
    match from_after_until(&validity) {
        None => Ok(validity),
        Some(from) => Err(Fault {
            field: Some("terms.end".to_owned()),
            value: Some(quoted(&term.end)),
            problem: Problem::FromAfterUntil { from },
        }),
    }
}

fn add(next: Validity, times: &mut Vec<Validity>) {
    match times.last_mut() {
        Some(last) if follows(*last, next) => last.until = next.until,
        _ => times.push(next),
    }
}

/// A Congress meets some days after the third of January, on which the terms of the one before it end, and terms are dated by that.
const DAYS_BETWEEN_TERMS: i32 = 7;

/// Whether a time begins where another ends, but for some days.
fn follows(last: Validity, next: Validity) -> bool {
    let days = last.until.zip(next.from).and_then(|(until, from)| until.last_day().until(from.first_day()).ok());
    days.is_some_and(|days| days.get_days() <= DAYS_BETWEEN_TERMS)
}
