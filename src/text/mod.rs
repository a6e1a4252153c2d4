//! Text: when two writings are the same, where a name may begin and end, and which case it must have.
//!
//! Names and documents go through the same code here, so that the two sides cannot drift. The rules for single characters
//! stand in `build/rules/`, one file each, in one ordered list; they are applied once, when the crate is built.
//!
//! - [`fold_into`] folds a text and keeps the way back ([`Folded`]).
//! - [`boundary`] says whether a match may begin and end where it does.
//! - [`case`] says whether a match is written in the case that its name asks for.
//! - [`script`] tells scripts apart, and names written family name first.

pub mod boundary;
pub mod case;
mod characters;
mod fold;
mod folded;
pub mod script;

use characters::Fold;
pub use fold::{WALL, fold_into};
pub use folded::Folded;

/// A text folded by itself, white space at its ends taken off: how names, context terms and family names are compared.
///
/// # Examples
///
/// ```
/// use newstag::text::fold;
///
/// assert_eq!(fold("Enrique  PEÑA Nieto"), "enrique pena nieto");
/// assert_eq!(fold("劉鶴"), fold("刘鹤"));
/// assert_eq!(fold("\u{200B}"), "");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    fold_into(trimmed(text), &mut folded);
    folded.text().to_owned()
}

/// A name without white space and characters without width at its ends.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|c| matches!(characters::fold(c), Fold::Space | Fold::LineEnd | Fold::Nothing))
}
