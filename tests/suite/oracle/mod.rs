//! A slow, plain second implementation of docs/matching.md, sections 1 to 3: folding, the conditions on a match, and the choice.
//!
//! It shares no code with the program. Who is meant (sections 4 to 9) is left to the cases of `tests/cases/matching/`: parts of names and middle initials
//! (`partial.toml`, `organizations.toml`), glosses, offices, the score (`linking.toml`), words beside a name (`neighbours.toml`) and weak forms (`weak.toml`). So
//! the oracle says nothing of a case that expects a mention `via partial`; of the others it says the spans and candidates, not whom of them linking chooses.
//! Random worlds are compared by what must hold whoever is meant (`tests/suite/properties/consistency.rs`).

pub(crate) mod characters;
pub(crate) mod fold;
pub(crate) mod matching;
pub(crate) mod world;

#[cfg(test)]
mod tests;
