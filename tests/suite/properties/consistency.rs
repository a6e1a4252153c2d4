//! What must hold within any annotation, whoever is meant.

use crate::engine::field;
use crate::oracle::world::{Field, Overlap, World};
use newstag::date::PartialDate;
use newstag::dictionary::{Dictionary, EntityIndex, EntityType};
use newstag::mention::{Annotation, Mention, Via};

/// What does not hang together in an annotation; nothing if all does.
pub(super) fn faults(world: &World, dictionary: &Dictionary, found: &Annotation, overlap: Overlap) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, mention) in found.mentions.iter().enumerate() {
        let mut check = |holds: bool, what: &str| {
            if !holds {
                let surface = world.field(field(mention)).get(mention.span.range()).unwrap_or("?");
                faults.push(format!("mention {at} ({surface}): {what}: {mention:?}"));
            }
        };
        check(world.field(field(mention)).get(mention.span.range()).is_some(), "the span is on character boundaries");
        check(candidates_are_ranked(found, mention), "candidates are several, different and best first");
        check(choice_follows_the_scores(found, mention), "the best candidate is chosen, or nobody where two are equal");
        check(holder_held(world, dictionary, mention), "a holder held the chosen office on the document's date");
        check(gloss_is_in_parentheses(world, found, at), "a gloss stands in parentheses behind what it glosses");
        check(
            partial_is_named_in_full(dictionary, found, mention),
            "a part of a name is that of an entity named elsewhere",
        );
    }
    if entities_of(found)
        != found.entities.iter().map(|one| (one.entity, found.mentions_of(one).to_vec())).collect::<Vec<_>>()
    {
        faults.push(format!("the entities are not those of the mentions: {:?}", found.entities));
    }
    if overlap == Overlap::Longest {
        faults.extend(overlaps(found));
    }
    faults
}

fn candidates_are_ranked(found: &Annotation, mention: &Mention) -> bool {
    let candidates = found.candidates(mention);
    let differ = candidates.iter().all(|one| candidates.iter().filter(|other| other.entity == one.entity).count() == 1);
    (candidates.len() != 1 || mention.entity.is_none()) && differ && candidates.is_sorted_by(|a, b| a.score >= b.score)
}

fn choice_follows_the_scores(found: &Annotation, mention: &Mention) -> bool {
    match found.candidates(mention) {
        [best, second, ..] => {
            let is_better = best.score > second.score;
            mention.score == best.score
                && (mention.entity == is_better.then_some(best.entity)
                    || mention.entity.is_none() && is_doubtful(mention))
        }
        _ => mention.entity.is_some() || is_doubtful(mention),
    }
}

/// Whether a score is so low that nobody may be chosen (docs/matching.md 7).
fn is_doubtful(mention: &Mention) -> bool {
    mention.score.thousandths() <= 76
}

fn holder_held(world: &World, dictionary: &Dictionary, mention: &Mention) -> bool {
    let Some(holder) = mention.holder else { return true };
    let Some(office) = mention.entity.map(|index| dictionary.entity(index)) else { return false };
    let date = world.date.as_deref().map(|date| PartialDate::parse(date).unwrap());
    office.kind() == EntityType::Office
        && date.is_some_and(|date| office.holders().nth(holder).unwrap().validity().covers(date))
}

fn gloss_is_in_parentheses(world: &World, found: &Annotation, at: usize) -> bool {
    let mention = &found.mentions[at];
    let Some(of) = mention.gloss_of else { return mention.via != Via::Gloss };
    let glossed = &found.mentions[of];
    let text = world.field(field(mention));
    let Some(between) = text.get(glossed.span.range().end..mention.span.range().start) else { return false };
    let inside = between.trim_start();
    mention.via == Via::Gloss
        && glossed.field == mention.field
        && inside.starts_with(['(', '（'])
        && !inside.contains([')', '）'])
}

fn partial_is_named_in_full(dictionary: &Dictionary, found: &Annotation, mention: &Mention) -> bool {
    let may_mean = |mention: &Mention, index: EntityIndex| {
        mention.entity == Some(index) || found.candidates(mention).iter().any(|candidate| candidate.entity == index)
    };
    let is_named = |index: EntityIndex| {
        found
            .mentions
            .iter()
            .any(|other| other.via != Via::Partial && !std::ptr::eq(other, mention) && may_mean(other, index))
    };
    mention.via != Via::Partial || dictionary.iter().any(|(index, _)| may_mean(mention, index) && is_named(index))
}

fn entities_of(found: &Annotation) -> Vec<(EntityIndex, Vec<usize>)> {
    let mut entities: Vec<(EntityIndex, Vec<usize>)> = Vec::new();
    for (at, mention) in found.mentions.iter().enumerate() {
        let Some(index) = mention.entity else { continue };
        match entities.iter_mut().find(|(entity, _)| *entity == index) {
            Some((_, mentions)) => mentions.push(at),
            None => entities.push((index, vec![at])),
        }
    }
    entities
}

fn overlaps(found: &Annotation) -> Vec<String> {
    let pairs = found.mentions.windows(2).filter(|pair| pair[0].field == pair[1].field);
    pairs.filter(|pair| pair[0].span.overlaps(pair[1].span)).map(|pair| format!("two overlap: {pair:?}")).collect()
}

/// The field and span of a mention.
pub(super) fn place(mention: &Mention) -> (Field, std::ops::Range<usize>) {
    (field(mention), mention.span.range())
}
