//! Which matches survive: those that need context and have it, then the choice among overlapping ones.

mod choice;
mod context;

pub use choice::{Overlap, choose};
pub use context::{Support, keep_supported};
