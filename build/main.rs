//! Makes the tables of `src/text/` when the crate is built: what each character folds to, and what class it is of.
//!
//! The rules stand in `rules/`, one file each, in the order of [`rules::RULES`]. Running them here means that the program
//! carries neither the libraries nor the data that they ask, only two small tables.
#![allow(clippy::disallowed_methods)]

mod rules;
mod tables;

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let folder = rules::Folder::new();
    let source = tables::generate(&folder);
    fs::write(Path::new(&out).join("characters.rs"), source).expect("the build folder is writable");
}
