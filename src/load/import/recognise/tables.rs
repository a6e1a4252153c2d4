//! Formats of columns.

use super::{Beginning, Recognised};
use crate::load::import::Kind;

/// `18<tab>P<tab>u<tab>Angela+Merkel`.
pub(super) fn jrc_names(beginning: &Beginning<'_>) -> Option<Recognised> {
    let cells: Vec<&str> = beginning.lines().find(|line| !line.starts_with('#'))?.split('\t').collect();
    let [id, kind, language, ..] = cells.as_slice() else { return None };
    let is_one = cells.len() == 4
        && id.bytes().all(|byte| byte.is_ascii_digit())
        && ["P", "O", "T", "E", "U", "p"].contains(kind)
        && (1..=5).contains(&language.len());
    is_one.then_some(Recognised::Surely(Kind::JrcNames))
}

/// By its header, or by a first row with an item of Wikidata ahead and a type of three letters behind.
pub(super) fn paranames(beginning: &Beginning<'_>) -> Option<Recognised> {
    let cells: Vec<&str> = beginning.lines().next()?.split('\t').map(str::trim).collect();
    let (first, last) = (*cells.first()?, *cells.last()?);
    let is_header = first == "wikidata_id" && cells.contains(&"label") && cells.contains(&"language");
    let is_item = first.strip_prefix('Q').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let is_row =
        cells.len() >= 4 && is_item && last.split([',', '-']).all(|kind| ["PER", "LOC", "ORG"].contains(&kind));
    (is_header || is_row).then_some(Recognised::Surely(Kind::Paranames))
}

/// Nineteen columns, a number in the first and a place on the globe in the fifth and sixth; or the table of alternate names that belongs to it.
pub(super) fn geonames(beginning: &Beginning<'_>) -> Option<Recognised> {
    let cells: Vec<&str> = beginning.lines().next()?.split('\t').collect();
    let number = |at: usize| cells.get(at).is_some_and(|cell: &&str| cell.parse::<f64>().is_ok());
    let is_mark = |at: usize| cells.get(at).is_some_and(|cell| matches!(*cell, "" | "1"));
    let is_main = cells.len() == 19 && number(0) && number(4) && number(5);
    let is_alternate = matches!(cells.len(), 8 | 10) && number(0) && number(1) && (4..8).all(is_mark);
    (is_main || is_alternate).then_some(Recognised::Surely(Kind::Geonames))
}

/// A table, by its name.
pub(super) fn named_csv(beginning: &Beginning<'_>) -> Option<Recognised> {
    let is_one = [".csv", ".tsv", ".tab"].iter().any(|ending| beginning.name.ends_with(ending));
    is_one.then_some(Recognised::Likely(Kind::Csv))
}

/// A table, by its looks.
pub(super) fn looks(beginning: &Beginning<'_>) -> Option<Recognised> {
    is_table(beginning).then_some(Recognised::Perhaps(Kind::Csv))
}

/// Whether the first two lines have as many cells.
pub(super) fn is_table(beginning: &Beginning<'_>) -> bool {
    let mut lines = beginning.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    ['\t', ',', ';', '|'].into_iter().any(|delimiter| {
        let cells = cells(first, delimiter);
        cells > 1 && cells == self::cells(second, delimiter)
    })
}

/// The cells of a line; what stands in quotes does not part them.
fn cells(line: &str, delimiter: char) -> usize {
    let unquoted = line.split('"').step_by(2);
    1 + unquoted.map(|piece| piece.matches(delimiter).count()).sum::<usize>()
}
