//! Which format a source is in.

use super::numbered::without_mark;
use crate::open;
use std::io::{self, BufRead};
use std::path::Path;

/// A format that dictionaries come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// One JSON object a line.
    JsonLines,
    /// A header, then one row a name.
    Table {
        /// What stands between cells.
        delimiter: u8,
    },
    /// One name a line and nothing else.
    Lines,
}

impl Format {
    /// The format that a file's name tells, or else its first character. None if neither does.
    pub(super) fn of(path: &Path, input: &mut impl BufRead) -> io::Result<Option<Self>> {
        match Self::by_name(path) {
            Some(format) => Ok(Some(format)),
            None => Self::by_start(input),
        }
    }

    fn by_name(path: &Path) -> Option<Self> {
        let name = plain_name(path);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => Some(Self::JsonLines),
            "csv" => Some(Self::Table { delimiter: b',' }),
            "tsv" | "tab" => Some(Self::Table { delimiter: b'\t' }),
            "txt" | "lst" => Some(Self::Lines),
            _ => None,
        }
    }

    /// A `[` also counts: what reads JSON Lines says what is wrong with an array.
    fn by_start(input: &mut impl BufRead) -> io::Result<Option<Self>> {
        let start = without_mark(input.fill_buf()?).trim_ascii_start();
        Ok(matches!(start.first(), Some(b'{' | b'#' | b'[')).then_some(Self::JsonLines))
    }
}

/// The type that the entities of a plain list have: the file's name without `.gz`, `.zst`, `.bz2` or `.xz` and without `.txt` or `.lst`.
pub(super) fn stem(path: &Path) -> String {
    let name = plain_name(path);
    without_ending(&name, &["txt", "lst"]).to_owned()
}

/// The file's name without the ending that tells how it is packed.
pub(super) fn plain_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    open::without_ending(&name).to_owned()
}

fn without_ending<'n>(name: &'n str, endings: &[&str]) -> &'n str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) => stem,
        _ => name,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn format(name: &str, start: &str) -> Option<Format> {
        Format::of(Path::new(name), &mut start.as_bytes()).unwrap()
    }

    #[test]
    fn the_name_tells() {
        for name in ["a.jsonl", "a.b.ndjson.gz", "A.JSON.ZST", "a.jsonl.xz", "a.json.bz2"] {
            assert_eq!(format(name, "x"), Some(Format::JsonLines), "{name}");
        }
        assert_eq!(format("a.csv", "x"), Some(Format::Table { delimiter: b',' }));
        assert_eq!(format("a.tab.zst", "x"), Some(Format::Table { delimiter: b'\t' }));
        assert_eq!(format("a.lst", "{"), Some(Format::Lines));
    }

    #[test]
    fn else_the_first_character_tells() {
        assert_eq!(format("a", "\u{FEFF}\n {\"id\""), Some(Format::JsonLines));
        assert_eq!(format("a.dat.gz", "# names"), Some(Format::JsonLines));
        assert_eq!(format("a.dat", "id,type,name"), None);
        assert_eq!(format("a.dat", ""), None);
    }

    #[test]
    fn the_type_of_a_plain_list_is_its_stem() {
        assert_eq!(stem(Path::new("lists/person.txt")), "person");
        assert_eq!(stem(Path::new("news.agency.LST.gz")), "news.agency");
        assert_eq!(stem(Path::new("person")), "person");
    }
}
