//! Writes the weights of `data/linking/weights.tsv` for `src/link/feature.rs`.

use std::{fs, path::Path};

const FILE: &str = "data/linking/weights.tsv";

/// A Rust array of the names of the features and their weights, in the order of the file.
pub(crate) fn array(root: &Path) -> String {
    println!("cargo::rerun-if-changed={FILE}");
    let text = fs::read_to_string(root.join(FILE)).expect("the weights are part of the package");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<String> = lines.map(row).collect();
    format!("[{}]", rows.join(", "))
}

fn row(line: &str) -> String {
    let (feature, weight) = line.split_once('\t').expect("a feature, a tab, its weight");
    let weight: f64 = weight.parse().expect("a weight is a number");
    format!("({feature:?}, {weight:?})")
}
