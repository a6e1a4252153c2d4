//! Tagging against the oracle: whatever the fuzzer makes of a dictionary and a text, both must find the same; and in pieces of the text that are tagged
//! together what is found in each alone.
//!
//! The input is a plan, not text: bytes choose among pieces that are hard on purpose, and stretches of the text are mostly names of the
//! dictionary, in some writing or other. Persons are left out, whose family names the oracle does not look for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newstag::tagger::Scratch;

#[path = "../../tests/suite/engine.rs"]
#[allow(dead_code)]
mod engine;
#[path = "../../tests/suite/oracle/mod.rs"]
#[allow(dead_code)]
mod oracle;
mod plan;

use oracle::matching;
use oracle::world::{Overlap, World};
use plan::Plan;

fuzz_target!(|plan: Plan| {
    let world = plan.world();
    let mut scratch = Scratch::default();
    for overlap in [Overlap::Longest, Overlap::All] {
        let found = engine::find(&engine::tagger(&world.entities, overlap), &world, &mut scratch);
        let expected = matching::find(&world, overlap);
        assert!(found == expected, "{overlap:?}\n{}\nfound {found:#?}\nexpected {expected:#?}", shown(&world));
    }
    let tagger = engine::tagger(&world.entities, Overlap::All);
    let worlds = engine::torn(&world);
    for (piece, together) in worlds.iter().zip(engine::annotations_together(&tagger, &worlds)) {
        let alone = engine::annotation(&tagger, piece, &mut scratch);
        assert!(together == alone, "{}\ntogether {together:#?}\nalone {alone:#?}", shown(piece));
    }
});

/// A world so that a case of tests/cases/matching can be made of it.
fn shown(world: &World) -> String {
    let line = |entity| serde_json::to_string(entity).expect("an entity of the oracle is JSON");
    let lines: Vec<String> = world.entities.iter().map(line).collect();
    format!("{}\ntitle {:?}\ntext {:?}\ndate {:?}", lines.join("\n"), world.title, world.text, world.date)
}
