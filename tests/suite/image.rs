//! Compiled dictionaries: everything comes back, the same sources give the same bytes, and broken files are refused.

use crate::image_world::{dictionary, entities, file, open, record, walk, with, without_lexicon};
use newstag::dictionary::{CasePolicy, Dictionary, DictionaryBuilder, Entity, EntityIndex, EntityType, Name};
use newstag::image::{Image, ImageBuilder, ImageError, MAGIC, Section, VERSION};
use newstag::matcher::{PatternId, Patterns};
use newstag::tagger::compile;
use proptest::prelude::*;
use std::sync::Arc;

#[test]
fn everything_comes_back() {
    let made = dictionary(entities());
    let read = Dictionary::of(Arc::new(open(&file()).unwrap()));
    for dictionary in [&made, &read] {
        let all: Vec<Entity> = dictionary.entities().map(|entity| entity.to_entity().to_boxed()).collect();
        assert_eq!(all, entities());
        let holders: Vec<_> = dictionary.entity(EntityIndex(0)).holders().map(|holder| holder.entity()).collect();
        assert_eq!(holders, [Some(EntityIndex(1)), None]);
    }
    for entity in entities() {
        let found = read.find(&entity.id).unwrap();
        assert_eq!(read.entity(found).id(), entity.id.as_ref());
    }
    assert_eq!(read.find("person/b"), None);
    assert_eq!(read.fingerprint(), made.fingerprint());
    assert_eq!(record(&read), record(&made));
    assert!(record(&read).contains("\"holder\":\"nobody\""), "{}", record(&read));
}

#[test]
fn a_compiled_dictionary_is_as_good_as_its_source() {
    let read = Dictionary::of(Arc::new(open(&file()).unwrap()));
    let mut builder = DictionaryBuilder::default();
    for entity in read.entities() {
        builder.add(entity.to_entity()).unwrap();
    }
    let again = builder.build();
    assert_eq!(again.fingerprint(), read.fingerprint());
    assert!(compile(&again).unwrap().bytes() == file(), "compiled from the compiled file it is another one");
    assert!(compile(&read).unwrap().bytes() == file(), "a compiled dictionary is compiled to another one");
}

/// Enough for several batches of the lexicon and several chunks of the file.
fn many() -> Dictionary {
    let entity = |n: u32| {
        let text = format!("Name {} of {}", n % 9000, n % 7);
        let case = if n.is_multiple_of(3) { CasePolicy::Exact } else { CasePolicy::Auto };
        let names = vec![Name { case, ..Name::new(&text) }, Name::new(&format!("{text} Z{n}"))];
        Entity {
            names,
            context: vec![format!("term {}", n % 50).into()],
            ..Entity::new(&format!("id/{n}"), EntityType::Place)
        }
    };
    dictionary((0..20_000).map(entity).collect())
}

#[test]
fn the_same_sources_give_the_same_bytes_on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| compile(&many()).unwrap().bytes().to_vec())
    };
    let alone = on(1);
    assert!(alone.len() > 2 << 20, "{} bytes are too few for several chunks", alone.len());
    assert!(on(4) == alone, "four threads write another file than one");
    let read = Dictionary::of(Arc::new(open(&alone).unwrap()));
    assert_eq!(read.find("id/12345"), Some(EntityIndex(12_345)));
    let mut altered = alone;
    let last = altered.len() - 1;
    altered[last] ^= 1;
    assert!(matches!(open(&altered), Err(ImageError::Body { .. })), "padding is covered too");
}

#[test]
fn files_that_are_cut_are_refused() {
    let file = file();
    assert_eq!(open(&[]).unwrap_err(), ImageError::Empty);
    for length in 1..file.len() {
        let error = open(&file[..length]).unwrap_err();
        assert!(matches!(error, ImageError::Cut { found, .. } if found == length as u64), "{length}: {error}");
    }
    let longer = [file.as_slice(), b"\n"].concat();
    assert_eq!(open(&longer).unwrap_err(), ImageError::Longer { more: 1 });
}

#[test]
fn files_in_which_a_bit_is_altered_are_refused() {
    let file = file();
    for at in 0..file.len() {
        let mut altered = file.clone();
        altered[at] ^= 1 << (at % 8);
        let error = open(&altered).unwrap_err();
        match (at, &error) {
            (0..8, ImageError::Foreign) | (8..12, ImageError::Version { .. }) => {}
            (12.., ImageError::Head | ImageError::Body { .. }) => {}
            // The number of sections tells how long the head is.
            (12..24, ImageError::Cut { .. }) => {}
            _ => panic!("byte {at}: {error}"),
        }
    }
}

#[test]
fn other_versions_and_other_files_are_refused() {
    let mut file = file();
    file[8] = 99;
    assert_eq!(open(&file).unwrap_err(), ImageError::Version { found: 99, expected: VERSION });
    assert_eq!(open(b"{\"id\": 1}").unwrap_err(), ImageError::Foreign);
    assert!(!Image::is_begun_by(b"{\"id\": 1}") && !Image::is_begun_by(b""));
    assert!(Image::is_begun_by(&MAGIC) && Image::is_begun_by(&MAGIC[..3]));
}

#[test]
fn sections_that_are_not_there_or_full_of_ones_do_no_harm() {
    for &section in Section::ALL {
        for bytes in [vec![], vec![0], vec![0xFF; 640], vec![0; 640], vec![4; 641]] {
            walk(with(vec![(section, bytes)]));
        }
    }
    walk(ImageBuilder::new([7; 16]).build());
}

fn numbers(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    numbers.flat_map(u32::to_le_bytes).collect()
}

#[test]
fn entities_of_a_broken_file_have_no_more_names_than_there_are() {
    const MANY: u32 = 1 << 18;
    let ends = numbers((0..MANY).map(|at| if at % 2 == 0 { 0 } else { MANY }));
    let zeros = || vec![0; 4 * MANY as usize];
    let sections = [(Section::Ids, zeros()), (Section::NameTexts, zeros()), (Section::NameEnds, ends)];
    let dictionary = Dictionary::of(Arc::new(with(sections.to_vec())));
    assert_eq!((dictionary.len(), dictionary.names()), (MANY as usize, MANY as usize));
    let counted: usize = dictionary.entities().map(|entity| entity.names().len()).sum();
    assert!(counted <= dictionary.names(), "{counted} names are to be gone through");
}

#[test]
fn forms_of_a_broken_file_that_lie_over_each_other_are_not_all_looked_for() {
    const MANY: u32 = 1 << 10;
    // Each number is a record whose text is all that stands behind it.
    let records = numbers((1..=MANY).map(|at| ((MANY - at) * 4) << 2));
    let ids = || (0..MANY).chain(std::iter::repeat_n(1, MANY as usize));
    let patterns = Patterns::new(&records);
    let looked_for: usize = patterns.apart(ids().map(PatternId)).map(|id| patterns.text(id).len()).sum();
    assert_eq!(looked_for, records.len() - 4, "of forms that are the whole text there is room for one");
    walk(with(vec![(Section::Patterns, records.clone()), (Section::Anywhere, numbers(ids()))]));
}

fn nonsense() -> impl Strategy<Value = Vec<(Section, Vec<u8>)>> {
    let small = prop_oneof![0..8u8, any::<u8>(), Just(0), Just(0xFF)];
    let section = (proptest::sample::select(Section::ALL), proptest::collection::vec(small, 0..300));
    proptest::collection::vec(section, 1..6)
}

/// The sound sections with some bytes altered: most of what is read is then followed further than in plain nonsense.
fn slightly_altered() -> impl Strategy<Value = Vec<(Section, Vec<u8>)>> {
    let place = (proptest::sample::select(Section::ALL), any::<proptest::sample::Index>(), any::<u8>());
    proptest::collection::vec(place, 1..8).prop_map(|places| {
        let sound = open(&file()).unwrap();
        let altered = |(section, at, byte): (Section, proptest::sample::Index, u8)| {
            let mut bytes = sound.section(section).to_vec();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            (section, bytes)
        };
        places.into_iter().map(altered).collect()
    })
}

/// How many random files are tried; `NEWSTAG_CASES` tries more.
fn cases() -> u32 {
    std::env::var("NEWSTAG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nonsense_with_right_checksums_does_no_harm(sections in nonsense()) {
        walk(with(sections));
    }

    #[test]
    fn sections_that_are_slightly_altered_do_no_harm(sections in slightly_altered()) {
        walk(with(sections));
    }

    #[test]
    fn a_lexicon_is_made_of_nonsense_too(sections in nonsense(), altered in slightly_altered()) {
        for sections in [sections, altered] {
            walk(without_lexicon(&with(sections)));
        }
    }

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0..2usize) {
        let start = if head == 0 { MAGIC.to_vec() } else { file()[..100].to_vec() };
        let _ = open(&[start, bytes].concat());
    }
}
