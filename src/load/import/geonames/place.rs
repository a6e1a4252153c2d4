//! A row of the main table of GeoNames.

use crate::dictionary::Prior;
use crate::load::error::{Fault, Problem, quoted};

/// The columns of the table, of which those that are read have names below.
const COLUMNS: usize = 19;

/// A place, as far as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'l> {
    /// The number in GeoNames.
    pub(super) id: u32,
    pub(super) name: &'l str,
    pub(super) ascii: &'l str,
    /// Other names, parted by commas.
    pub(super) alternates: &'l str,
    /// `P` for cities, `A` for countries and what they consist of …
    pub(super) class: &'l str,
    pub(super) code: &'l str,
    pub(super) country: &'l str,
    pub(super) population: u64,
}

impl<'l> Place<'l> {
    /// Reads a row.
    pub(super) fn of(line: &'l str) -> Result<Self, Fault> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() != COLUMNS {
            let problem = Problem::Ragged { found: cells.len(), expected: COLUMNS };
            return Err(Fault { field: None, value: None, problem });
        }
        Ok(Self {
            id: number("geonameid", cells[0])?,
            name: cells[1],
            ascii: cells[2],
            alternates: cells[3],
            class: cells[6],
            code: cells[7],
            country: cells[8],
            population: if cells[14].is_empty() { 0 } else { number("population", cells[14])? },
        })
    }

    /// How likely the place is meant: 0.1 for one of which no population is known, and 0.09 more for each power of ten of it, so that
    /// a village of 1,000 has 0.37, a city of a million 0.64 and China 0.92.
    pub(super) fn prior(&self) -> Prior {
        const UNKNOWN: f64 = 0.1;
        const A_POWER: f64 = 0.09;
        // Where a count of people is that large, the digits that are lost do not matter.
        #[allow(clippy::cast_precision_loss)]
        let power = (self.population as f64 + 1.0).log10();
        let prior = ((UNKNOWN + A_POWER * power) * 1000.0).round() / 1000.0;
        Prior::new(prior.min(1.0)).unwrap_or_default()
    }
}

/// A cell that holds a whole number.
pub(super) fn number<N: std::str::FromStr>(field: &str, cell: &str) -> Result<N, Fault> {
    cell.parse().map_err(|_| Fault {
        field: Some(field.to_owned()),
        value: Some(quoted(cell)),
        problem: Problem::NotANumber,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, population: &str) -> String {
        format!(
            "{id}\tBeijing\tBeijing\tPeking,北京\t39.9\t116.4\tP\tPPLC\tCN\t\t22\t\t\t\t{population}\t\t49\tAsia/Shanghai\t2023-01-01"
        )
    }

    #[test]
    fn the_columns_that_matter_are_read() {
        let line = row("1816670", "18960744");
        let place = Place::of(&line).expect("it is whole");
        assert_eq!((place.id, place.name, place.alternates), (1_816_670, "Beijing", "Peking,北京"));
        assert_eq!((place.class, place.code, place.country, place.population), ("P", "PPLC", "CN", 18_960_744));
    }

    #[test]
    fn more_people_make_a_place_likelier() {
        let prior = |population: &str| Place::of(&row("1", population)).expect("it is whole").prior().value();
        assert_eq!([prior(""), prior("0"), prior("999"), prior("1000000")], [0.1, 0.1, 0.37, 0.64]);
        assert!(prior("18446744073709551615") <= 1.0);
    }

    #[test]
    fn a_bad_cell_is_told_with_its_column() {
        let told = |line: &str| Place::of(line).expect_err("it is bad").to_string();
        assert_eq!(told("1\tBeijing"), "2 cells in this row; expected 19, as many as the header has");
        assert_eq!(told(&row("x", "1")), "geonameid is \"x\": expected a number");
        assert_eq!(told(&row("1", "-5")), "population is \"-5\": expected a number");
    }
}
