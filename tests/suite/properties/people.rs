//! Random documents about persons and offices: full names, family names, glosses, titles ahead and behind.

use crate::oracle::world::{Entity, Holder, Name, World};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const GIVEN: &[&str] = &["Wilbur", "Sarah", "Bernie", "José", "Анна", "Xi"];
const FAMILY: &[&str] = &["Ross", "Sanders", "Peña", "Иванова", "Jinping", "von der Leyen"];
const HAN: &[&str] = &["罗斯", "桑德斯", "習近平", "刘鹤", "로스"];
const OFFICES: &[&str] = &["President", "US President", "总统", "Press Secretary"];
const PLACES: &[&str] = &["Ross", "Ross Sea", "Sanders", "桑德", "US"];
const SIGNS: &[&str] = &[" ", " ", " ", ", ", " (", "(", ")", "（", "）", ". ", "\n", "\n\n", "-", "'s ", "the ", "说"];
const DAYS: &[&str] = &["2016-12-31", "2017-01-20", "2019-10-09", "2021"];

/// A world of persons, offices and places with names in common.
pub(super) fn people() -> impl Strategy<Value = World> {
    let persons = vec(person(), 1..5);
    let offices = vec((select(OFFICES), vec((any::<Index>(), day(), day()), 0..3)), 0..3);
    let places = vec((select(PLACES), prior()), 0..3);
    (persons, offices, places, option::weighted(0.4, pieces(5)), pieces(16), day())
        .prop_map(|(persons, offices, places, title, text, date)| built(persons, &offices, places, title, &text, date))
}

/// A stretch of a document: a sign, or one of the words above, or a name of the dictionary.
#[derive(Clone, Debug)]
enum Piece {
    Word(&'static str),
    Name(Index),
    /// A person by two of her names, one in parentheses.
    Glossed(Index, Index, Index),
}

fn pieces(most: usize) -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        4 => any::<Index>().prop_map(Piece::Name),
        2 => any::<[Index; 3]>().prop_map(|[person, ahead, inside]| Piece::Glossed(person, ahead, inside)),
        2 => select(FAMILY).prop_map(Piece::Word),
        1 => select(HAN).prop_map(Piece::Word),
        1 => select(OFFICES).prop_map(Piece::Word),
        6 => select(SIGNS).prop_map(Piece::Word),
    ];
    vec(piece, 0..most)
}

fn day() -> impl Strategy<Value = Option<String>> {
    option::of(select(DAYS).prop_map(str::to_owned))
}

fn prior() -> impl Strategy<Value = Option<f64>> {
    option::of(select(&[0.1, 0.5, 0.9][..]))
}

fn person() -> impl Strategy<Value = Entity> {
    let family = prop_oneof![3 => Just(false), 1 => Just(true)];
    (select(GIVEN), select(FAMILY), family, option::of(select(HAN)), prior(), prop::bool::weighted(0.1)).prop_map(
        |(given, family, is_given, han, prior, is_blocked)| {
            let full = Name {
                text: format!("{given} {family}"),
                family: is_given.then(|| family.to_owned()),
                ..Name::default()
            };
            let blocked = Name { text: family.to_owned(), block: true, ..Name::default() };
            let han = han.map(|text| Name { text: text.to_owned(), ..Name::default() });
            let names = [full].into_iter().chain(han).chain(is_blocked.then_some(blocked)).collect();
            Entity { kind: "person".to_owned(), names, prior, ..Entity::default() }
        },
    )
}

type Term = (Index, Option<String>, Option<String>);

fn built(
    persons: Vec<Entity>,
    offices: &[(&str, Vec<Term>)],
    places: Vec<(&str, Option<f64>)>,
    title: Option<Vec<Piece>>,
    text: &[Piece],
    date: Option<String>,
) -> World {
    let id = |kind: &str, number: usize| format!("{kind}/{number}");
    let count = persons.len();
    let mut entities: Vec<Entity> = persons;
    for (number, person) in entities.iter_mut().enumerate() {
        person.id = id("person", number);
    }
    for (number, (name, terms)) in offices.iter().enumerate() {
        let holder = |(index, from, until): &Term| Holder {
            entity: id("person", index.index(count)),
            from: from.clone(),
            until: until.clone(),
        };
        entities.push(Entity { holders: terms.iter().map(holder).collect(), ..named("office", number, name) });
    }
    for (number, (name, prior)) in places.into_iter().enumerate() {
        entities.push(Entity { prior, ..named("place", number, name) });
    }
    let written = |pieces: &[Piece]| pieces.iter().map(|piece| written(piece, &entities)).collect();
    World { title: title.map(|pieces| written(&pieces)), text: written(text), date, entities: entities.clone() }
}

fn named(kind: &str, number: usize, name: &str) -> Entity {
    let names = vec![Name { text: name.to_owned(), ..Name::default() }];
    Entity { id: format!("{kind}/{number}"), kind: kind.to_owned(), names, ..Entity::default() }
}

fn written(piece: &Piece, entities: &[Entity]) -> String {
    let name = |entity: &Entity, index: &Index| index.get(&entity.names).text.clone();
    match piece {
        Piece::Word(word) => (*word).to_owned(),
        Piece::Name(index) => name(index.get(entities), index),
        Piece::Glossed(person, ahead, inside) => {
            let person = person.get(entities);
            let (ahead, inside) = (name(person, ahead), name(person, inside));
            let last = ahead.rsplit(' ').next().unwrap_or(&ahead);
            let ahead = if inside.len() % 2 == 0 { &ahead } else { last };
            format!("{ahead} ({inside})")
        }
    }
}
