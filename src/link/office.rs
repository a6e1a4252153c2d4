//! Offices: who held one on a day, and what an office beside a name says of the name.

use super::known::Sort;
use super::{Evidence, Found, Sighting, tenure};
use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType, HolderRef};
use crate::hit::Hit;
use crate::mention::Tenure;

/// Who held an office on a date, by place in its list of holders.
///
/// On the day of a hand-over both did by the list, and the one who came counts. None where nobody is known, and where several
/// held it side by side.
pub fn holder_on(office: EntityRef<'_>, date: PartialDate) -> Option<usize> {
    let held = || office.holders().enumerate().filter(|(_, holder)| holder.validity().covers(date));
    let leaves_today =
        |holder: &HolderRef<'_>| holder.validity().until.is_some_and(|until| until.last_day() == date.last_day());
    only(held()).or_else(|| only(held().filter(|(_, holder)| !leaves_today(holder))))
}

/// The place of the one holder among `held`; one person listed twice is one.
fn only<'d>(held: impl Iterator<Item = (usize, HolderRef<'d>)>) -> Option<usize> {
    let mut held = held.peekable();
    let (place, first) = held.next()?;
    held.all(|(_, holder)| holder.id() == first.id()).then_some(place)
}

/// Whether what stands between an office and a name is short enough to be white space and a comma.
pub(super) fn is_near(between: &str) -> bool {
    const WIDEST_GAP: usize = 32;
    between.len() <= WIDEST_GAP
}

/// What stands between an office and a name that belong together, folded; an article may: `Wilbur Ross, the Commerce Secretary`.
pub(super) fn gap(between: &str, evidence: &impl Evidence) -> Option<String> {
    const GAPS: [&str; 5] = ["", " ", ",", ", ", ", the "];
    evidence.between(between).filter(|gap| GAPS.contains(&gap.as_str()))
}

/// Notes for each mention the persons among its candidates who held an office that stands right beside it.
#[inline(never)]
pub(super) fn connect(found: &Found<'_>, sightings: &mut [Sighting], evidence: &impl Evidence) {
    let Found { document, dictionary, hits, known, .. } = *found;
    let is_office = |sighting: &Sighting| known[sighting.hits.clone()].iter().any(|known| known.sort == Sort::Office);
    for right in (1..sightings.len()).take_while(|_| !evidence.is_over()) {
        let left = right - 1;
        if !is_office(&sightings[left]) && !is_office(&sightings[right]) {
            continue;
        }
        let (first, second) = (hits[sightings[left].hits.start], hits[sightings[right].hits.start]);
        if first.field != second.field || first.span.end > second.span.start {
            continue;
        }
        let between = &document.field(first.field)[first.span.range().end..second.span.range().start];
        if !is_near(between) || gap(between, evidence).is_none() {
            continue;
        }
        for (office, person) in [(left, right), (right, left)] {
            let offices = &hits[sightings[office].hits.clone()];
            let text = document.field(offices[0].field);
            let tenure = tenure::beside(text, &offices[0].span.range(), |text| evidence.fold(text));
            let candidates = hits[sightings[person].hits.clone()].iter().map(|hit| hit.entity);
            let held = |entity: &EntityIndex| has_held(document.date, tenure, dictionary, offices, *entity);
            sightings[person].spoken_for().by_office.extend(candidates.filter(held));
        }
    }
}

/// Whether an entity held one of the offices that a mention may mean: on the date, before it or after it, as the text says; ever where the document has
/// no date.
fn has_held(
    date: Option<PartialDate>,
    tenure: Tenure,
    dictionary: &Dictionary,
    offices: &[Hit],
    entity: EntityIndex,
) -> bool {
    let fits = |holder: &HolderRef<'_>| match (date, tenure) {
        (None, _) => true,
        (Some(date), Tenure::Current | Tenure::Acting) => holder.validity().covers(date),
        (Some(date), Tenure::Former) => holder.validity().from.is_none_or(|from| from.first_day() <= date.last_day()),
        (Some(date), Tenure::Elect) => holder.validity().from.is_some_and(|from| from.last_day() >= date.first_day()),
    };
    offices
        .iter()
        .map(|hit| dictionary.entity(hit.entity))
        .filter(|entity| entity.kind() == EntityType::Office)
        .flat_map(|office| office.holders())
        .any(|holder| holder.entity() == Some(entity) && fits(&holder))
}
