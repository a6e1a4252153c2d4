//! Who is named with which office, and whether the dictionary agrees.

use super::office::{gap, is_near};
use super::{Evidence, tenure};
use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType};
use crate::document::Document;
use crate::mention::{Agreement, BesideOffice, Mention, Tenure};

/// Notes of each person who is named with an office, and of each office what the words beside it say.
///
/// An office belongs to the person whose name follows it directly (`Commerce Secretary Ross`), else to the one whose name it follows (`Wilbur Ross, the
/// Commerce Secretary`), else to the one behind a comma.
#[inline(never)]
pub(super) fn connect(
    document: &Document<'_>,
    dictionary: &Dictionary,
    mentions: &mut [Mention],
    evidence: &impl Evidence,
) {
    for office in (0..mentions.len()).take_while(|_| !evidence.is_over()) {
        let Some(entity) = mentions[office].entity.map(|entity| dictionary.entity(entity)) else { continue };
        if entity.kind() != EntityType::Office {
            continue;
        }
        let text = document.field(mentions[office].field);
        let tenure = tenure::beside(text, &mentions[office].span.range(), |text| evidence.fold(text));
        mentions[office].tenure = tenure;
        if matches!(tenure, Tenure::Former | Tenure::Elect) {
            mentions[office].holder = None;
        }
        let Some(named) = named_with(document, dictionary, mentions, office, evidence) else { continue };
        let agreement = agreement(entity, mentions[named].entity, tenure, document.date);
        mentions[named].office = Some(BesideOffice { mention: office, agreement });
    }
}

/// The mention of the person who is named with an office.
fn named_with(
    document: &Document<'_>,
    dictionary: &Dictionary,
    mentions: &[Mention],
    office: usize,
    evidence: &impl Evidence,
) -> Option<usize> {
    let is_person = |at: &usize| {
        let entity = mentions.get(*at).and_then(|mention| mention.entity);
        entity.is_some_and(|entity| dictionary.entity(entity).kind() == EntityType::Person)
    };
    let behind = Some(office + 1).filter(is_person);
    let ahead = office.checked_sub(1).filter(is_person);
    let gap_behind = behind.and_then(|person| gap_of(document, &mentions[office], &mentions[person], evidence));
    let gap_ahead = ahead.and_then(|person| gap_of(document, &mentions[person], &mentions[office], evidence));
    let is_direct = |gap: &String| !gap.contains(',');
    match (gap_behind, gap_ahead) {
        (Some(gap), _) if is_direct(&gap) => behind,
        (_, Some(_)) => ahead,
        (Some(_), None) => behind,
        (None, None) => None,
    }
}

fn gap_of(document: &Document<'_>, left: &Mention, right: &Mention, evidence: &impl Evidence) -> Option<String> {
    let is_in_order = left.field == right.field && left.span.end <= right.span.start;
    let between = || &document.field(left.field)[left.span.range().end..right.span.range().start];
    is_in_order.then(between).filter(|between| is_near(between)).and_then(|between| gap(between, evidence))
}

/// Whether the dictionary says otherwise than the text. Lists of holders have gaps: only who is listed for the date speaks against somebody.
fn agreement(
    office: EntityRef<'_>,
    person: Option<EntityIndex>,
    tenure: Tenure,
    date: Option<PartialDate>,
) -> Agreement {
    let Some(date) = date else { return Agreement::Agrees };
    let mut on_date = office.holders().filter(|holder| holder.validity().covers(date)).peekable();
    let is_listed = on_date.peek().is_some();
    let holds = on_date.any(|holder| holder.entity() == person);
    let conflicts = match tenure {
        Tenure::Current => is_listed && !holds,
        Tenure::Acting => false,
        Tenure::Former | Tenure::Elect => holds,
    };
    if conflicts { Agreement::Conflict } else { Agreement::Agrees }
}
