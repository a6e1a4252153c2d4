//! Makes the tables of `src/text/` when the crate is built: what each character folds to, and what class it is of; and the list of common words
//! of `src/common.rs`, and the weights of linking.
//!
//! The rules stand in `rules/`, one file each, in the order of [`rules::RULES`]. Running them here means that the program
//! carries neither the libraries nor the data that they ask, only two small tables.
#![allow(clippy::disallowed_methods)]

mod rules;
mod tables;
mod weights;
mod words;

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let folder = rules::Folder::new();
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR for build scripts");
    let write =
        |name: &str, bytes: &[u8]| fs::write(Path::new(&out).join(name), bytes).expect("the build folder is writable");
    write("characters.rs", tables::generate(&folder).as_bytes());
    write("linking-weights.rs", weights::array(Path::new(&root)).as_bytes());
    for (name, words) in [
        ("common-words", words::common(&folder, Path::new(&root))),
        ("person-names", words::persons(&folder, Path::new(&root))),
    ] {
        write(&format!("{name}.table"), &words::table(&words));
        write(&format!("{name}.txt"), words::lines(&words).as_bytes());
    }
}
