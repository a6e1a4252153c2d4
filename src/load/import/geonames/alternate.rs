//! A row of the table of alternate names: a name in a language, or an identifier where a code stands for one.

use super::place::number;
use crate::date::{PartialDate, Validity};
use crate::dictionary::NameKind;
use crate::load::error::{Fault, Problem, quoted};

/// What a row must look like.
pub(super) const EXPECTED: &str =
    "the 8 or 10 columns of alternateNamesV2.txt: a number, the number of a place, a language, a name …";

/// A row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alternate<'l> {
    /// The place's number in GeoNames.
    pub(super) place: u32,
    pub(super) what: What<'l>,
    pub(super) text: &'l str,
    pub(super) kind: NameKind,
    pub(super) validity: Validity,
}

/// What the text of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What<'l> {
    /// A name, in a language where one is known.
    Name(Option<&'l str>),
    /// An identifier of the place in this collection.
    Identifier(&'static str),
    /// A link, a postal code, the sound of a name: nothing that is taken.
    Nothing,
}

impl<'l> Alternate<'l> {
    /// Reads a row.
    pub(super) fn of(line: &'l str) -> Result<Self, Fault> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() < 4 || cells.len() > 10 {
            let problem = Problem::Empty { expected: EXPECTED };
            return Err(Fault { field: None, value: Some(quoted(line)), problem });
        }
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        number::<u64>("alternateNameId", cells[0])?;
        let is = |index: usize| cell(index) == "1";
        Ok(Self {
            place: number("geonameid", cells[1])?,
            what: what(cells[2]),
            text: cells[3],
            kind: kind(cells[2], is(4), is(5), is(7)),
            validity: validity(cell(8), cell(9)),
        })
    }
}

/// What stands for the language of a name; some codes say that it is none.
fn what(code: &str) -> What<'_> {
    match code {
        "" | "abbr" => What::Name(None),
        "wkdt" => What::Identifier("wikidata"),
        "iata" => What::Identifier("iata"),
        "icao" => What::Identifier("icao"),
        "unlc" => What::Identifier("unlocode"),
        "link" | "post" | "faac" | "tcid" | "phon" | "piny" => What::Nothing,
        _ => What::Name(Some(code.split('_').next().unwrap_or(code))),
    }
}

fn kind(code: &str, is_preferred: bool, is_short: bool, is_historic: bool) -> NameKind {
    match (code, is_historic, is_short, is_preferred) {
        ("abbr", ..) => NameKind::Acronym,
        (_, true, ..) => NameKind::Former,
        (_, _, true, _) => NameKind::Short,
        (.., true) => NameKind::Name,
        _ => NameKind::Alias,
    }
}

/// The time of a name. The columns are written by hand: what is no date, or ends before it begins, is passed over.
fn validity(from: &str, until: &str) -> Validity {
    let validity = Validity { from: PartialDate::parse(from).ok(), until: PartialDate::parse(until).ok() };
    let is_backwards = crate::load::checks::from_after_until(&validity).is_some();
    if is_backwards { Validity::default() } else { validity }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_identifiers_and_the_rest_are_told_apart() {
        let what = |code: &str| Alternate::of(&format!("1\t2\t{code}\tX")).map(|row| format!("{:?}", row.what));
        assert_eq!(what("zh-Hant").expect("it is whole"), "Name(Some(\"zh-Hant\"))");
        assert_eq!(what("fr_1793").expect("it is whole"), "Name(Some(\"fr\"))");
        assert_eq!(what("wkdt").expect("it is whole"), "Identifier(\"wikidata\")");
        assert_eq!(what("link").expect("it is whole"), "Nothing");
    }

    #[test]
    fn marks_tell_what_sort_of_name_it_is() {
        let kind = |marks: &str| Alternate::of(&format!("1\t2\ten\tX\t{marks}")).expect("it is whole").kind;
        assert_eq!(kind("1\t\t\t\t\t"), NameKind::Name);
        assert_eq!(kind("1\t1\t\t"), NameKind::Short);
        assert_eq!(kind("\t\t1\t"), NameKind::Alias);
        assert_eq!(kind("1\t\t\t1\t1924\t1991-09"), NameKind::Former);
    }

    #[test]
    fn the_time_of_a_name_counts_where_it_is_one() {
        let time = |times: &str| {
            let line = format!("1\t2\tru\tЛенинград\t\t\t\t1\t{times}");
            let validity = Alternate::of(&line).expect("it is whole").validity;
            [validity.from, validity.until].map(|date| date.map(|date| date.to_string()).unwrap_or_default())
        };
        assert_eq!(time("1924\t1991-09"), ["1924", "1991-09"]);
        assert_eq!(time("long ago\t1991"), ["", "1991"]);
        assert_eq!(time("1991\t1924"), ["", ""]);
    }
}
