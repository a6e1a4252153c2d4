//! Plain text: one name a line, which is also the id. The file's name tells the type.

use super::error::{Fault, Problem, quoted};
use super::gather::{Place, Source};
use super::{checks, format};
use crate::dictionary::{Entity, EntityType, Name};
use std::io::BufRead;
use std::ops::ControlFlow;

/// Reads a plain list of names.
pub(super) fn read(input: impl BufRead, source: &mut Source<'_, '_>) {
    let stem = format::stem(source.path());
    if stem.is_empty() {
        return source
            .refuse_file(None, Problem::Empty { expected: "a file name that tells the type, such as person.txt" });
    }
    let kind = EntityType::from_word(&stem);
    source.each_line(input, |source, number, line| {
        let text = line.trim();
        if text.is_empty() {
            return ControlFlow::Continue(());
        }
        let start = line.len() - line.trim_start().len();
        let place = Place { line: number, text: line, mark: start..start + text.len(), is_verbatim: true };
        match checks::form(text) {
            Ok(name) => source.add(Entity { names: vec![Name::new(name)], ..Entity::new(name, kind.clone()) }, &place),
            Err(problem) => {
                let value = Some(quoted(text));
                source.refuse(&place, Fault { field: Some("name".to_owned()), value, problem });
            }
        }
        ControlFlow::Continue(())
    });
}
