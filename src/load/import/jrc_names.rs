//! JRC-Names: an entity's id, its type, a language and a name on each line, parted by tabs, with `+` for the spaces of the name.

use super::draft::Text;
use super::input::Input;
use super::languages::LanguageFilter;
use super::lines::each_line;
use super::runs::Runs;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{Name, NameKind};
use crate::load::error::{Fault, Problem, quoted};

const EXPECTED: &str = "an id, a type, a language and a name, parted by tabs, such as 18, P, u, Angela+Merkel";

/// The id of names that belong to no entity yet.
const NOBODY: &str = "0";

/// The language of names that are written so everywhere.
const EVERYWHERE: &str = "u";

/// Reads JRC-Names.
pub fn importer(languages: LanguageFilter) -> Importer<'static> {
    Importer::new(Kind::JrcNames, JrcNames { languages, runs: Runs::default() })
}

struct JrcNames {
    languages: LanguageFilter,
    runs: Runs,
}

impl Reader for JrcNames {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line(
            input,
            sink,
            |sink, number, line| if is_record(line) { self.record(sink, number, line) } else { Ok(()) },
        )?;
        self.runs.finish(sink)
    }
}

impl JrcNames {
    fn record(&mut self, sink: &mut Sink<'_>, number: u64, line: &str) -> Result<(), ImportError> {
        sink.record();
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [id, code, language, name] = cells.as_slice() else {
            sink.bad(
                number,
                Fault { field: None, value: Some(quoted(line)), problem: Problem::Empty { expected: EXPECTED } },
            );
            return Ok(());
        };
        let Some(kind) = type_of(code) else {
            sink.bad_field(number, "the type", code, Problem::Empty { expected: "P, O, T, E or U" });
            return Ok(());
        };
        let lang = (*language != EVERYWHERE).then_some(*language);
        if *id == NOBODY || !self.languages.include(lang) {
            sink.pass_over();
            return Ok(());
        }
        let entity = self.runs.entity(sink, number, &format!("jrc-names/{id}"), kind)?;
        entity.reference("jrc-names", (*id).to_owned());
        let kind = if entity.entity.names.is_empty() { NameKind::Name } else { NameKind::Alias };
        let text: Text<'_> = name.replace('+', " ").into();
        entity.name(Name { lang: lang.map(|lang| lang.to_owned().into()), kind, ..Name::of(text) });
        Ok(())
    }
}

fn is_record(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

/// The type that a letter stands for.
fn type_of(code: &str) -> Option<&'static str> {
    match code {
        "P" | "p" => Some("person"),
        "O" => Some("organization"),
        "T" => Some("place"),
        "E" => Some("event"),
        "U" => Some("name"),
        _ => None,
    }
}
