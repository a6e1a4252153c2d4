//! What a scratch keeps of a dictionary from one document to the next changes no result.

use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
use newstag::document::{Document, Source};
use newstag::tagger::{Explain, Scratch, Tagger};
use std::sync::Arc;

const TEXTS: [&str; 4] = [
    "Jane Roe met Ann Poe. Roe said that Poe, of Roe County, was late.",
    "WASHINGTON (AP) - Denzel Washington left Washington. MAY WAS THERE. May came.",
    "Jane Roe (JR) and Poe spoke of George Washington.",
    "Ann Poe wrote to Hangzhou Hikvision Digital Technology Co; Hikvision did not answer.",
];

/// A tagger of entities of a type, one of each name.
fn tagger(names: &[&str], kind: &EntityType) -> Tagger {
    let mut builder = DictionaryBuilder::default();
    for name in names {
        let mut entity = Entity::new(name, kind.clone());
        entity.names = vec![Name::new(name), Name::new(&name.to_uppercase())];
        builder.add(entity).unwrap();
    }
    Tagger::builder(Arc::new(builder.build())).explain(Explain::Shares).build().unwrap()
}

fn taggers() -> [Tagger; 3] {
    let names = ["Jane Roe", "Ann Poe", "Washington", "May", "Hangzhou Hikvision Digital Technology Co"];
    let reversed: Vec<&str> = names.into_iter().rev().collect();
    [
        tagger(&names, &EntityType::Person),
        tagger(&reversed, &EntityType::Person),
        tagger(&names, &EntityType::Organization),
    ]
}

fn document(text: &str) -> Document<'_> {
    let source = Source { path: "-", record: 1 };
    Document { id: "1".into(), source, text: text.into(), ..Document::default() }
}

#[test]
fn one_scratch_serves_many_taggers() {
    let mut scratch = Scratch::default();
    // Dictionaries come and go, and may take the places of others in memory.
    for _ in 0..3 {
        for tagger in taggers() {
            for text in TEXTS.into_iter().chain(TEXTS) {
                let document = document(text);
                let fresh = format!("{:?}", tagger.tag(&document, &mut Scratch::default()));
                assert!(fresh.contains("Mention {"), "{text}");
                assert_eq!(format!("{:?}", tagger.tag(&document, &mut scratch)), fresh);
            }
        }
    }
}

#[test]
fn a_name_that_is_written_otherwise_is_judged_by_how_it_is_written() {
    const WRITTEN: [&str; 6] = ["Peña", "Pena", "PENA", "PEÑA", "Pen\u{303}a", "PEN\u{303}A"];
    for entities in [1, 2] {
        let mut builder = DictionaryBuilder::default();
        for number in 0..entities {
            let mut entity = Entity::new(&format!("p/{number}"), EntityType::Person);
            entity.names = vec![Name::new("Peña")];
            builder.add(entity).unwrap();
        }
        let tagger = Tagger::builder(Arc::new(builder.build())).build().unwrap();
        let (mut scratch, mut scores) = (Scratch::default(), Vec::new());
        for written in WRITTEN.into_iter().chain(WRITTEN.into_iter().rev()) {
            let text = format!("They met {written}, who left.");
            let fresh = tagger.tag(&document(&text), &mut Scratch::default()).clone();
            assert_eq!(*tagger.tag(&document(&text), &mut scratch), fresh, "{written}");
            scores.push(fresh.mentions[0].score);
        }
        // As the dictionary has it, with another letter, and all in capitals: each says something else.
        assert!(scores[0] > scores[1] && scores[1] != scores[2], "{scores:?}");
    }
}
