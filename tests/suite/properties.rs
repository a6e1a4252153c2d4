//! The engine against the oracle, and what must hold for any text, on random worlds.
//!
//! `NEWSTAG_CASES` sets how many worlds each property sees, `NEWSTAG_SEED` which ones: without it always the same, so that a
//! failure stays until it is mended.

mod consistency;
mod generate;
mod mutate;
mod people;

use crate::cases::reproduction;
use crate::engine::{annotation, annotations_together, field, find, ids, tagger, torn};
use crate::oracle::characters::{simplified, traditional};
use crate::oracle::fold::WALL;
use crate::oracle::matching::{self, Found};
use crate::oracle::world::{Field, Overlap, World};
use consistency::{faults, place};
use generate::{chinese_world, large_world, noise, plain_world, world};
use newstag::mention::Via;
use newstag::span::{OffsetCounter, OffsetUnit};
use newstag::tagger::Scratch;
use newstag::text::fold;
use people::people;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};
use std::fmt::Debug;

const OVERLAPS: [Overlap; 2] = [Overlap::Longest, Overlap::All];

/// Runs a property on random values; of a failure, shows the smallest value and how to see it again.
fn holds<S: Strategy>(
    cases: u32,
    strategy: S,
    show: impl Fn(&S::Value) -> String,
    property: impl Fn(&S::Value) -> TestCaseResult,
) where
    S::Value: Debug,
{
    let seed = from_environment("NEWSTAG_SEED").unwrap_or(1);
    let cases = from_environment("NEWSTAG_CASES").map_or(cases, |cases| u32::try_from(cases).unwrap());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 50_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    match runner.run(&strategy, |value| property(&value)) {
        Ok(()) => {}
        Err(TestError::Fail(why, value)) => {
            panic!(
                "{why}\n\nNEWSTAG_SEED={seed} NEWSTAG_CASES={cases} shows it again. The smallest case:\n\n{}",
                show(&value)
            )
        }
        Err(TestError::Abort(why)) => panic!("the values could not be made: {why}"),
    }
}

fn from_environment(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {value:?}")))
}

/// Found spans with their texts, for a message that can be read.
fn shown(world: &World, found: &[Found]) -> String {
    let line = |found: &Found| {
        let slice = world.field(found.field).get(found.span.clone()).unwrap_or("(no character boundary)");
        format!("  {:?} {:?} {slice:?} {:?}", found.field, found.span, found.candidates)
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_engine_finds_what_the_oracle_finds() {
    holds(12_000, world(), reproduction, agrees);
}

#[test]
fn the_engine_finds_what_the_oracle_finds_among_many_names() {
    holds(400, large_world(), reproduction, agrees);
}

#[test]
fn the_engine_finds_what_the_oracle_finds_in_plain_text() {
    holds(1500, plain_world(), reproduction, agrees);
}

#[test]
fn the_engine_finds_what_the_oracle_finds_in_chinese_text() {
    holds(1000, chinese_world(), reproduction, agrees);
}

#[test]
fn what_is_tagged_together_is_found_as_alone() {
    holds(800, world(), reproduction, is_found_as_alone);
    holds(800, plain_world(), reproduction, is_found_as_alone);
}

fn is_found_as_alone(world: &World) -> TestCaseResult {
    let tagger = tagger(&world.entities, Overlap::All);
    let worlds = torn(world);
    for (world, together) in worlds.iter().zip(annotations_together(&tagger, &worlds)) {
        let alone = annotation(&tagger, world, &mut Scratch::default());
        prop_assert_eq!(together, alone, "{:?}", world.text);
    }
    Ok(())
}

fn agrees(world: &World) -> TestCaseResult {
    for overlap in OVERLAPS {
        let engine = find(&tagger(&world.entities, overlap), world, &mut Scratch::default());
        let oracle = matching::find(world, overlap);
        prop_assert!(
            engine == oracle,
            "{overlap:?}: the engine finds\n{}\nthe oracle\n{}",
            shown(world, &engine),
            shown(world, &oracle)
        );
    }
    Ok(())
}

#[test]
fn the_engine_folds_as_the_oracle_folds() {
    holds(
        4000,
        noise(),
        |text| format!("{text:?}"),
        |text| {
            prop_assert_eq!(fold(text), matching::normal(text).replace(WALL, "\n\n"));
            Ok(())
        },
    );
}

#[test]
fn the_engine_folds_any_character_as_the_oracle() {
    let mut differences = Vec::new();
    for text in ('\0'..=char::MAX).flat_map(|c| [format!("x{c}x"), format!("{c}"), format!("中{c}中")]) {
        if fold(&text) != matching::normal(&text) {
            differences.push(format!("{text:?}: {:?}, not {:?}", fold(&text), matching::normal(&text)));
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn folding_what_is_folded_changes_nothing() {
    holds(
        4000,
        noise(),
        |text| format!("{text:?}"),
        |text| {
            let once = fold(text);
            // `ё` with one more diaeresis leaves `е` with a diaeresis, which is `ё`: no writing of any language has it.
            prop_assume!(!(once.contains('е') && once.contains('\u{308}')));
            prop_assert_eq!(fold(&once), once);
            Ok(())
        },
    );
}

#[test]
fn arbitrary_text_is_folded_and_tagged_without_a_panic() {
    let strategy = (any::<String>(), any::<String>(), world());
    holds(
        2000,
        strategy,
        |value| format!("{value:?}"),
        |(title, text, world)| {
            let world = World { title: Some(title.clone()), text: text.clone(), ..world.clone() };
            for overlap in OVERLAPS {
                find(&tagger(&world.entities, overlap), &world, &mut Scratch::default());
            }
            fold(text);
            Ok(())
        },
    );
}

#[test]
fn offsets_in_all_units_lead_to_the_mention() {
    holds(2000, world(), reproduction, |world| {
        let found = annotation(&tagger(&world.entities, Overlap::All), world, &mut Scratch::default());
        for mention in &found.mentions {
            let text = world.field(field(mention));
            let span = mention.span.range();
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end) && !span.is_empty());
            let at = |unit, byte| OffsetCounter::new(text, unit).at(byte);
            let sliced = |unit| at(unit, span.start)..at(unit, span.end);
            let chars: Vec<char> = text.chars().collect();
            let units: Vec<u16> = text.encode_utf16().collect();
            prop_assert_eq!(&text[sliced(OffsetUnit::Byte)], &text[span.clone()]);
            prop_assert_eq!(chars[sliced(OffsetUnit::Char)].iter().collect::<String>(), &text[span.clone()]);
            prop_assert_eq!(String::from_utf16(&units[sliced(OffsetUnit::Utf16)]).unwrap(), &text[span]);
        }
        Ok(())
    });
}

#[test]
fn one_dictionary_serves_both_chinese_scripts() {
    holds(2000, world(), reproduction, |world| {
        let tagger = tagger(&world.entities, Overlap::Longest);
        let places = |world: &World| -> Vec<_> {
            let found = find(&tagger, world, &mut Scratch::default());
            let chars = |found: &Found, byte| world.field(found.field)[..byte].chars().count();
            let place = |found: &Found| (found.field, chars(found, found.span.start), chars(found, found.span.end));
            found.iter().map(|found| (place(found), found.candidates.clone())).collect()
        };
        for script in [simplified, traditional] {
            let other = World { title: world.title.as_deref().map(script), text: script(&world.text), ..world.clone() };
            prop_assert_eq!(places(world), places(&other));
        }
        Ok(())
    });
}

#[test]
fn what_a_scratch_held_before_does_not_matter() {
    holds(
        1000,
        (world(), world()),
        |(first, second)| reproduction(first) + &reproduction(second),
        |(first, second)| {
            for overlap in OVERLAPS {
                let [first_tagger, second_tagger] = [first, second].map(|world| tagger(&world.entities, overlap));
                let fresh = annotation(&second_tagger, second, &mut Scratch::default());
                let mut scratch = Scratch::default();
                annotation(&first_tagger, first, &mut scratch);
                let used = annotation(&second_tagger, second, &mut scratch);
                prop_assert_eq!(&used, &fresh);
            }
            Ok(())
        },
    );
}

#[test]
fn the_oracle_composes_as_the_standard_library_of_unicode() {
    use unicode_normalization::UnicodeNormalization;
    holds(
        4000,
        noise(),
        |text| format!("{text:?}"),
        |text| {
            let visible: String = crate::oracle::fold::visible(text).into_iter().map(|piece| piece.c).collect();
            prop_assert_eq!(crate::oracle::fold::compatible(text), visible.nfkc().collect::<String>());
            Ok(())
        },
    );
}

#[test]
fn what_an_annotation_says_hangs_together() {
    holds(3000, prop_oneof![people(), world()], reproduction, |world| {
        for overlap in OVERLAPS {
            let tagger = tagger(&world.entities, overlap);
            let found = annotation(&tagger, world, &mut Scratch::default());
            let faults = faults(world, tagger.dictionary(), &found, overlap);
            prop_assert!(faults.is_empty(), "{overlap:?}: {}", faults.join("\n"));
        }
        Ok(())
    });
}

#[test]
fn only_family_names_are_found_beyond_the_oracle() {
    holds(3000, people(), reproduction, |world| {
        let tagger = tagger(&world.entities, Overlap::All);
        let found = annotation(&tagger, world, &mut Scratch::default());
        let oracle = matching::find(world, Overlap::All);
        for mention in &found.mentions {
            let is_known = oracle.iter().any(|found| (found.field, found.span.clone()) == place(mention));
            prop_assert!(is_known || mention.via != Via::Name, "{mention:?}");
        }
        for known in &oracle {
            let same = found.mentions.iter().find(|mention| place(mention) == (known.field, known.span.clone()));
            let candidates = same.map(|mention| ids(tagger.dictionary(), &found, mention)).unwrap_or_default();
            prop_assert!(candidates.is_superset(&known.candidates), "{known:?} is {candidates:?}");
        }
        Ok(())
    });
}

#[test]
fn mentions_come_in_order() {
    holds(1000, world(), reproduction, |world| {
        for overlap in OVERLAPS {
            let found = find(&tagger(&world.entities, overlap), world, &mut Scratch::default());
            let key = |found: &Found| (found.field, found.span.start, std::cmp::Reverse(found.span.end));
            prop_assert!(found.is_sorted_by(|a, b| key(a) < key(b)));
            let is_title = |found: &&Found| found.field == Field::Title;
            prop_assert!(world.title.is_some() || !found.iter().any(|found| is_title(&found)));
        }
        Ok(())
    });
}
