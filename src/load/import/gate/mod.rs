//! Gazetteers of GATE: a `.def` that names lists and says what their entries are, or a list alone.

mod definition;
mod entry;

use super::draft::Draft;
use super::input::Input;
use super::lines::{each_line, each_line_of_bytes};
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{Extra, Name, NameKind};
use crate::load::error::{Fault, Problem, quoted};
use crate::load::format;
use crate::load::numbered::utf8;
use definition::{Definition, type_of};
use encoding_rs::Encoding;
use entry::Entry;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What an import of a gazetteer takes.
#[derive(Clone, Debug, Default)]
pub struct GateOptions {
    /// The major types that are taken; all, where none is named.
    pub majors: Vec<String>,
    /// Major types and the types that they become, ahead of those that are known.
    pub types: Vec<(String, String)>,
    /// The type of a list that is read without a `.def`; none: what the file is called.
    pub kind: Option<String>,
    /// The language of lists of which the `.def` tells none.
    pub lang: Option<String>,
    /// What parts features; none: the first sign with `word=` behind it.
    pub separator: Option<char>,
    /// Features that hold another name of the entry.
    pub names: Vec<String>,
    /// The encoding of lines that are not UTF-8.
    pub encoding: Option<&'static Encoding>,
}

/// Reads gazetteers.
pub fn importer(options: GateOptions) -> Importer<'static> {
    Importer::new(Kind::Gate, Gate { options })
}

struct Gate {
    options: GateOptions,
}

impl Reader for Gate {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        if is_definition(&input) {
            let lists = self.lists(input, sink)?;
            lists.iter().try_for_each(|(path, list)| self.list(Input::open(path)?, list, sink))
        } else {
            let stem = format::stem(input.path());
            let list = Definition { major: self.options.kind.clone().unwrap_or(stem), ..Definition::default() };
            self.list(input, &list, sink)
        }
    }
}

impl Gate {
    /// The lists that a `.def` names and that are asked for. Those that cannot be read are reported.
    fn lists(&self, input: Input, sink: &mut Sink<'_>) -> Result<Vec<(PathBuf, Definition)>, ImportError> {
        let folder = input.path().parent().unwrap_or(Path::new("")).to_owned();
        let mut lists = Vec::new();
        each_line(input, sink, |sink, number, line| {
            match Definition::of(line) {
                _ if line.trim().is_empty() => {}
                Some(list) if self.is_asked(&list) => match Input::open(&folder.join(&list.list)) {
                    Ok(_) => lists.push((folder.join(&list.list), list)),
                    Err(ImportError::Open { reason, .. }) => {
                        sink.bad_field(number, "the list", &list.list, Problem::Open(reason))
                    }
                    Err(other) => sink.bad_field(
                        number,
                        "the list",
                        &list.list,
                        Problem::NotTaken { reason: other.to_string().into() },
                    ),
                },
                Some(_) => {}
                None => sink.bad(number, bad_line(line, definition::EXPECTED)),
            }
            Ok(())
        })?;
        Ok(lists)
    }

    fn is_asked(&self, list: &Definition) -> bool {
        self.options.majors.is_empty() || self.options.majors.contains(&list.major)
    }

    fn list(&self, input: Input, list: &Definition, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line_of_bytes(input, sink, |sink, line| {
            if line.bytes.trim_ascii().is_empty() {
                return Ok(());
            }
            sink.record();
            match self.text(line.bytes) {
                Ok(text) => self.entry(sink, line.number, &text, list),
                Err(problem) => {
                    sink.bad(
                        line.number,
                        Fault { field: None, value: Some(quoted(&String::from_utf8_lossy(line.bytes))), problem },
                    );
                    Ok(())
                }
            }
        })
    }

    /// A line as text, from the other encoding where it is not UTF-8.
    fn text<'l>(&self, line: &'l [u8]) -> Result<Cow<'l, str>, Problem> {
        utf8(line).map(Cow::Borrowed).or_else(|_| {
            let reason = "not UTF-8: --encoding says what such lines are, for instance windows-1252";
            let encoding = self.options.encoding.ok_or(Problem::NotTaken { reason: reason.into() })?;
            Ok(encoding.decode_without_bom_handling(line).0)
        })
    }

    fn entry(&self, sink: &mut Sink<'_>, number: u64, line: &str, list: &Definition) -> Result<(), ImportError> {
        let entry = Entry::of(line, self.options.separator);
        if entry.text.contains('\t') {
            sink.bad(number, bad_line(line, entry::EXPECTED));
            return Ok(());
        }
        let kind = self.type_of(list);
        let mut draft = Draft::new(id(&kind, &list.minor, entry.text), &kind);
        let lang = self.language(list);
        let name = |text, kind| Name { lang: lang.map(Cow::Borrowed), kind, ..Name::of(Cow::Borrowed(text)) };
        draft.name(name(entry.text, NameKind::Name));
        let names =
            entry.features.iter().filter(|(feature, _)| self.options.names.iter().any(|asked| asked == feature));
        names.for_each(|(_, text)| draft.name(name(text, NameKind::Alias)));
        carry(&mut draft, list, &entry);
        sink.entity(number, draft)
    }

    /// The type that the options tell of the major type, else that of ANNIE's annotation, else the one that the major type is known to be.
    fn type_of(&self, list: &Definition) -> String {
        let told = self.options.types.iter().find(|(major, _)| *major == list.major).map(|(_, kind)| kind.as_str());
        let annotated = Some(type_of(&list.annotation)).filter(|kind| *kind != list.annotation);
        told.or(annotated).unwrap_or(type_of(&list.major)).to_owned()
    }

    /// The language of a list, where it is told as a tag.
    fn language<'l>(&'l self, list: &'l Definition) -> Option<&'l str> {
        let is_tag = |word: &&str| matches!(word.split('-').next().map(str::len), Some(2 | 3)) && word.is_ascii();
        Some(list.language.as_str()).filter(is_tag).or(self.options.lang.as_deref())
    }
}

/// Whether a source is a `.def`: its name says so, or its first line names a list.
fn is_definition(input: &Input) -> bool {
    let name = format::plain_name(input.path()).to_ascii_lowercase();
    let head = String::from_utf8_lossy(input.head());
    let names_list =
        || Definition::of(head.lines().next().unwrap_or_default()).is_some_and(|first| first.list.ends_with(".lst"));
    name.ends_with(".def") || names_list()
}

fn id(kind: &str, minor: &str, text: &str) -> String {
    if minor.is_empty() { format!("gate/{kind}/{text}") } else { format!("gate/{kind}/{minor}/{text}") }
}

fn bad_line(line: &str, expected: &'static str) -> Fault {
    Fault { field: None, value: Some(quoted(line)), problem: Problem::Empty { expected } }
}

/// What the gazetteer says besides.
fn carry(draft: &mut Draft<'_>, list: &Definition, entry: &Entry<'_>) {
    let is_defined = !list.list.is_empty();
    let said = [("majorType", &list.major), ("minorType", &list.minor), ("annotationType", &list.annotation)];
    let said = said
        .into_iter()
        .filter(|(_, word)| is_defined && !word.is_empty())
        .map(|(field, word)| (field.to_owned(), Value::from(word.as_str())));
    let features = entry.features.iter().map(|&(feature, value)| (feature.to_owned(), Value::from(value)));
    let fields: Map<String, Value> = said.chain(features).collect();
    if !fields.is_empty() {
        draft.entity.extra.push(Extra { field: "gate".into(), json: Value::Object(fields).to_string().into() });
    }
}
