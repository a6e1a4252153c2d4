//! Offices and who held them, kept until all has been read: an office's names stand in one record, its holders in others.

use super::ImportError;
use super::draft::{Draft, Text};
use super::sink::Sink;
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Name, Prior, Usage};
use std::collections::{HashMap, HashSet};

/// Who held which office when, in sixteen bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    office: u32,
    /// 0: since ever.
    from: u32,
    /// 0: until further notice.
    until: u32,
    person: u32,
}

/// What an office is called.
struct Office {
    /// Its names and identifiers, packed into one text.
    packed: Box<str>,
    prior: Prior,
    /// Whether it is written even if nobody held it.
    is_wanted: bool,
}

/// All offices of an import. They and those who held them are known by numbers.
#[derive(Default)]
pub(super) struct Offices {
    held: Vec<Held>,
    /// Those that somebody held, to know them where their own record comes later.
    known: HashSet<u32>,
    offices: HashMap<u32, Office>,
}

impl Offices {
    /// Whether somebody held it, as far as is known.
    pub(super) fn knows(&self, office: u32) -> bool {
        self.known.contains(&office)
    }

    /// Keeps the names and identifiers of an office.
    pub(super) fn add(&mut self, office: u32, draft: &Draft<'_>, is_wanted: bool) {
        self.offices.insert(office, Office { packed: packed(draft), prior: draft.entity.prior, is_wanted });
    }

    /// Keeps who held an office; the time must be in order.
    pub(super) fn hold(&mut self, office: u32, person: u32, validity: Validity) {
        let bits = |date: Option<PartialDate>| date.map_or(0, PartialDate::to_bits);
        self.known.insert(office);
        self.held.push(Held { office, from: bits(validity.from), until: bits(validity.until), person });
    }

    /// Hands all offices in, in order of their numbers, holders in order of time; `id` tells the id of a number. Gives the number of those that
    /// were held, but whose own record is not there.
    pub(super) fn finish(&mut self, sink: &mut Sink<'_>, id: &dyn Fn(u32) -> String) -> Result<usize, ImportError> {
        self.held.sort_unstable();
        self.held.dedup();
        let mut offices: Vec<(u32, Office)> = self.offices.drain().collect();
        offices.sort_unstable_by_key(|(office, _)| *office);
        for (number, office) in &offices {
            let first = self.held.partition_point(|held| held.office < *number);
            let behind = self.held.partition_point(|held| held.office <= *number);
            let held = &self.held[first..behind];
            if office.is_wanted || !held.is_empty() {
                // It stands in no line alone.
                sink.entity(None, office.draft(id(*number), held, id))?;
            }
        }
        let is_there = |office: &&u32| offices.binary_search_by_key(*office, |(number, _)| *number).is_ok();
        Ok(self.known.len() - self.known.iter().filter(is_there).count())
    }
}

impl Office {
    fn draft(&self, own_id: String, held: &[Held], id: &dyn Fn(u32) -> String) -> Draft<'_> {
        let mut draft = Draft::new(own_id, "office");
        draft.entity.prior = self.prior;
        unpack(&self.packed, &mut draft);
        let date = PartialDate::from_bits;
        for held in held {
            draft.holder(id(held.person), Validity { from: date(held.from), until: date(held.until) });
        }
        draft
    }
}

/// What stands between the fields of a name or identifier; names do not hold it.
const BETWEEN_FIELDS: char = '\u{1F}';
/// What stands between names and identifiers.
const BETWEEN_PARTS: char = '\u{1E}';
const REFERENCE: &str = "ref";
const NEEDS_CONTEXT: &str = "?";

/// Names as language, kind, use and text; identifiers as a word that is no kind, nothing, collection and identifier.
fn packed(draft: &Draft<'_>) -> Box<str> {
    let names = draft.entity.names.iter().map(|name| {
        let usage = if name.usage == Usage::NeedsContext { NEEDS_CONTEXT } else { "" };
        part([name.kind.as_str(), usage, name.lang.as_deref().unwrap_or_default(), &name.text])
    });
    let references = draft.references().map(|(collection, id)| part([REFERENCE, "", collection, id]));
    names.chain(references).collect::<Vec<_>>().join(&BETWEEN_PARTS.to_string()).into()
}

fn part(fields: [&str; 4]) -> String {
    fields.map(|field| field.replace([BETWEEN_FIELDS, BETWEEN_PARTS], " ")).join(&BETWEEN_FIELDS.to_string())
}

fn unpack<'p>(packed: &'p str, draft: &mut Draft<'p>) {
    for part in packed.split(BETWEEN_PARTS) {
        let fields: Vec<&str> = part.split(BETWEEN_FIELDS).collect();
        match fields.as_slice() {
            [REFERENCE, _, collection, id] => draft.reference(*collection, *id),
            [kind, usage, lang, text] => draft.name(Name {
                kind: kind.parse().unwrap_or_default(),
                usage: if *usage == NEEDS_CONTEXT { Usage::NeedsContext } else { Usage::Always },
                lang: Some(*lang).filter(|lang| !lang.is_empty()).map(Text::from),
                ..Name::of(Text::from(*text))
            }),
            _ => {}
        }
    }
}

/// Numbers for ids that are texts.
#[derive(Default)]
pub(super) struct Numbers {
    ids: Vec<Box<str>>,
    by_id: HashMap<Box<str>, u32>,
}

impl Numbers {
    /// The number of an id, a new one where it has none yet; none where all four thousand millions are given.
    pub(super) fn of(&mut self, id: &str) -> Option<u32> {
        if let Some(number) = self.by_id.get(id) {
            return Some(*number);
        }
        let number = u32::try_from(self.ids.len()).ok()?;
        self.ids.push(id.into());
        self.by_id.insert(id.into(), number);
        Some(number)
    }

    /// The id of a number that was given.
    pub(super) fn id(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|number| self.ids.get(number)).map_or("", |id| id)
    }
}
