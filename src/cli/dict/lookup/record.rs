//! What was found, as JSON.

use super::find::{Found, Match, Relation};
use super::reasons::{Reason, Reasons};
use crate::cli::dict::json::{Carried, Dates};
use crate::dictionary::{HolderRef, Made, Usage, VariantRule};
use crate::tagger::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// The output of `dict lookup --json`; what is not known is null.
#[derive(Serialize)]
pub(super) struct Record<'f> {
    name: &'f str,
    folded: String,
    entities: Vec<EntityRecord<'f>>,
}

#[derive(Serialize)]
struct EntityRecord<'f> {
    entity: &'f str,
    r#type: &'f str,
    /// The entity's first name.
    name: &'f str,
    prior: f64,
    context: Vec<&'f str>,
    holders: Vec<HolderRecord<'f>>,
    matches: Vec<MatchRecord<'f>>,
    /// With `--explain`: how sure the entity is where a document holds nothing but the form; null where the form alone does not mean it.
    #[serde(skip_serializing_if = "Option::is_none")]
    alone: Option<Option<AloneRecord>>,
    /// The other fields of the entity, as they were written.
    carried: Carried<'f>,
}

#[derive(Serialize)]
struct AloneRecord {
    score: f64,
    /// What each feature adds to the log-odds.
    features: BTreeMap<&'static str, f64>,
}

impl AloneRecord {
    fn of(reason: &Reason) -> Self {
        let features = reason.shares.iter().map(|share| (share.feature, share.log_odds)).collect();
        Self { score: reason.score.probability(), features }
    }
}

#[derive(Serialize)]
struct HolderRecord<'f> {
    entity: &'f str,
    #[serde(flatten)]
    dates: Dates,
}

#[derive(Serialize)]
struct MatchRecord<'f> {
    text: &'f str,
    /// `same`, `dots` or `family`.
    relation: &'static str,
    /// Whether the form as typed meets the case that is asked for.
    passes_as_typed: bool,
    lang: Option<&'f str>,
    kind: &'static str,
    case: &'static str,
    boundary: &'static str,
    #[serde(flatten)]
    dates: Dates,
    family: Option<&'f str>,
    weight: Option<f64>,
    needs_context: bool,
    /// Where a variant comes from; null for other names.
    made: Option<MadeRecord<'f>>,
    /// Whether the entity blocks the form, by this name or by another.
    block: bool,
    carried: Carried<'f>,
}

/// The rules that made a variant, one after the other, and the name that they made it from.
#[derive(Serialize)]
struct MadeRecord<'f> {
    rules: Vec<&'static str>,
    from: &'f str,
}

impl<'f> MadeRecord<'f> {
    fn of(made: Made<&'f str>) -> Self {
        Self { rules: made.rules.iter().map(VariantRule::as_str).collect(), from: made.from }
    }
}

impl<'f> Record<'f> {
    pub(super) fn of(name: &'f str, found: &'f [Found<'f>], reasons: Option<&Reasons>) -> Self {
        let entities = found.iter().map(|found| EntityRecord::of(found, reasons)).collect();
        Self { name, folded: fold(name), entities }
    }
}

impl<'f> EntityRecord<'f> {
    fn of(found: &'f Found<'f>, reasons: Option<&Reasons>) -> Self {
        let entity = found.entity;
        Self {
            entity: entity.id(),
            r#type: entity.kind().word(),
            name: entity.first_name(),
            prior: entity.prior().value(),
            context: entity.context().collect(),
            holders: entity.holders().map(HolderRecord::of).collect(),
            matches: found.matches.iter().map(MatchRecord::of).collect(),
            alone: reasons.map(|reasons| reasons.of_entity(entity.index()).map(AloneRecord::of)),
            carried: Carried(entity.extra().collect()),
        }
    }
}

impl<'f> HolderRecord<'f> {
    fn of(holder: HolderRef<'f>) -> Self {
        Self { entity: holder.id(), dates: holder.validity().into() }
    }
}

impl<'f> MatchRecord<'f> {
    fn of(found: &Match<'f>) -> Self {
        let name = found.name;
        Self {
            text: name.text(),
            relation: relation(found.relation),
            passes_as_typed: found.passes_as_typed,
            lang: name.lang(),
            kind: name.kind().as_str(),
            case: name.case().as_str(),
            boundary: name.boundary().as_str(),
            dates: name.validity().into(),
            family: name.family(),
            weight: name.weight(),
            needs_context: name.usage() == Usage::NeedsContext,
            made: name.made().map(MadeRecord::of),
            block: found.is_blocked,
            carried: Carried(name.extra().collect()),
        }
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "same",
        Relation::Dots => "dots",
        Relation::Family => "family",
    }
}
