//! A slow, plain second implementation of docs/matching.md, sections 1 to 3: folding, the conditions on a match, and the choice.
//!
//! It shares no code with the program. Family names, glosses and scores (sections 4 to 7) are left to the cases.

pub(crate) mod characters;
pub(crate) mod fold;
pub(crate) mod matching;
pub(crate) mod world;

#[cfg(test)]
mod tests;
