//! The rules, each on the smallest dictionary that shows it.

use super::*;
use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Extra, Holder, Name, NameKind, Prior, Usage};

fn entity(id: &str, names: Vec<Name>) -> Entity {
    Entity { names, ..Entity::new(id, EntityType::Other("x".into())) }
}

fn carries(field: &str) -> Vec<Extra> {
    vec![Extra { field: field.into(), json: "1".into() }]
}

/// The warnings about a dictionary: code, field and message.
fn warnings(entities: Vec<Entity>) -> Vec<(&'static str, String)> {
    let mut builder = DictionaryBuilder::default();
    for entity in entities {
        builder.add(entity).expect("each id has one type");
    }
    let told = |warning: Warning| (warning.code, format!("{} {}", warning.field.unwrap_or_default(), warning.message));
    all(&builder.build()).into_iter().map(told).collect()
}

fn only(entities: Vec<Entity>) -> (&'static str, String) {
    let mut found = warnings(entities);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_sound_dictionary_gives_no_warning() {
    let names = ["刘鹤", "劉鶴", "Liu He"].map(|text| Name { lang: Some(text.into()), ..Name::new(text) });
    let us = vec![Name { kind: NameKind::Acronym, ..Name::new("US") }, Name::new("us")];
    let extra = carries("source");
    assert_eq!(warnings(vec![Entity { extra, ..entity("a", names.to_vec()) }, entity("b", us)]), []);
}

#[test]
fn a_blank_line_in_a_name() {
    let (code, message) = only(vec![entity("a", vec![Name::new("A\nB"), Name::new("A\n\nB")])]);
    assert_eq!(
        (code, message.as_str()),
        ("blank-line", "names[1] \"A\\n\\nB\" holds a blank line, so it never matches")
    );
}

#[test]
fn holders_who_are_not_there_and_those_of_no_office() {
    let holders = |id: &str| vec![Holder { entity: id.into(), validity: Default::default() }];
    let office =
        |id: &str| Entity { holders: holders(id), kind: EntityType::Office, ..entity("o", vec![Name::new("Oo")]) };
    let person = entity("p", vec![Name::new("Pp")]);
    assert_eq!(warnings(vec![office("p"), person.clone()]), []);
    assert_eq!(only(vec![office("q"), person]).1, "holders[0] no entity has the id q");
    let place = Entity { holders: holders("a"), kind: EntityType::Place, ..entity("a", vec![Name::new("Aa")]) };
    assert_eq!(only(vec![place]).0, "unknown-holder");
}

#[test]
fn the_same_name_twice() {
    let name = Name::new("Peking");
    let former = Name { kind: NameKind::Former, ..name.clone() };
    assert_eq!(
        only(vec![entity("a", vec![name.clone(), name.clone()])]).1,
        "names[1] \"Peking\" stands in names[0] too, word for word"
    );
    assert_eq!(
        only(vec![entity("a", vec![name.clone(), former])]).1,
        "names[1] \"Peking\" stands in names[0] too, with another kind"
    );
    let in_another_language = Name { lang: Some("de".into()), ..name.clone() };
    assert_eq!(warnings(vec![entity("a", vec![name, in_another_language])]), []);
}

#[test]
fn names_of_one_character() {
    assert_eq!(only(vec![entity("a", vec![Name::new("中")])]).0, "short-name");
    let held_back = Name { usage: Usage::NeedsContext, ..Name::new("X") };
    let never = Name { usage: Usage::Blocked, ..Name::new("Y") };
    assert_eq!(warnings(vec![entity("a", vec![held_back, never, Name::new("中国")])]), []);
}

#[test]
fn fields_that_look_like_others() {
    for (field, advice) in [
        ("priors", "did you mean prior?"),
        ("Context", "did you mean context?"),
        ("alias", "the forms of an entity stand in names"),
        ("boundary", "boundary belongs in an object in names"),
        ("holders[3].untill", "the field untill of a holder is carried along, but not used: did you mean until?"),
    ] {
        let (code, message) = only(vec![Entity { extra: carries(field), ..entity("a", vec![Name::new("A B")]) }]);
        assert_eq!(code, "unused-field");
        assert!(message.contains(advice), "{message}");
    }
    for (field, advice) in [
        ("bondary", "did you mean boundary?"),
        ("needsContext", "did you mean needs_context?"),
        ("famliy", "did you mean family?"),
        ("context", "context belongs to the entity, not to a name"),
    ] {
        let name = Name { extra: carries(field), ..Name::new("A B") };
        let (_, message) = only(vec![entity("a", vec![name])]);
        assert!(message.contains(advice), "{message}");
    }
}

#[test]
fn a_type_that_looks_like_another() {
    let organisation = Entity { kind: EntityType::from_word("organisation"), ..entity("a", vec![Name::new("A B")]) };
    let (code, message) = only(vec![organisation]);
    assert_eq!(code, "unusual-type");
    assert!(message.contains("did you mean organization?"), "{message}");
}

#[test]
fn a_prior_of_nothing() {
    let prior = Prior::new(0.0).expect("0 is a prior");
    assert_eq!(only(vec![Entity { prior, ..entity("a", vec![Name::new("A B")]) }]).0, "prior-zero");
}

#[test]
fn forms_of_several_entities() {
    let (code, message) = only(vec![
        entity("a", vec![Name::new("Georgia")]),
        entity("b", vec![Name::new("GEORGIA"), Name::new("georgia")]),
        entity("c", vec![Name::new("Tbilisi")]),
    ]);
    assert_eq!(code, "shared-form");
    assert_eq!(message, " 1 form is shared by several entities: \"Georgia\" (2)");
}

#[test]
fn of_many_shared_forms_the_worst_are_told() {
    let names = |count: usize| (0..count).map(|n| Name::new(&format!("name {n}"))).collect::<Vec<_>>();
    let (_, message) = only(vec![entity("a", names(12)), entity("b", names(11)), entity("c", names(1))]);
    assert!(message.starts_with(" 11 forms are shared by several entities, most of all \"name 0\" (3), "), "{message}");
    assert_eq!(message.matches(" (").count(), 10, "{message}");
}
