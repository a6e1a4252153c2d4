//! JSON Lines: one entity a line.

mod entity;
mod fast;
mod json;

use super::error::{Fault, Problem};
use super::gather::{Place, Source};
use json::Marked;
use std::io::BufRead;
use std::ops::{ControlFlow, Range};

/// Reads a source of JSON Lines.
pub(super) fn read(input: impl BufRead, source: &mut Source<'_, '_>) {
    let mut is_first = true;
    source.each_line(input, |source, number, line| {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            return ControlFlow::Continue(());
        }
        if let Some(problem) = std::mem::take(&mut is_first).then(|| other_json(content)).flatten() {
            let start = line.len() - line.trim_start().len();
            source.refuse(&place(number, line, start..start + 1), Fault::whole(problem));
            return ControlFlow::Break(());
        }
        read_line(source, number, line);
        ControlFlow::Continue(())
    });
}

/// Whether the first line shows that the whole file is JSON, but not JSON Lines: one sentence then says more than one a line.
fn other_json(first: &str) -> Option<Problem> {
    match first {
        "{" => Some(Problem::Unfinished),
        _ => first.starts_with('[').then_some(Problem::JsonArray),
    }
}

fn read_line(source: &mut Source<'_, '_>, number: u64, line: &str) {
    if let Some((entity, type_at)) = fast::parse(line) {
        return source.add(entity, &place(number, line, type_at));
    }
    match entity::parse(line) {
        Ok(found) => source.add(found.entity, &place(number, line, found.type_at)),
        Err(faults) => {
            for Marked { fault, mark } in faults {
                source.refuse(&place(number, line, mark), fault);
            }
        }
    }
}

fn place(line: u64, text: &str, mark: Range<usize>) -> Place<'_> {
    Place { line, text, mark, is_verbatim: true }
}
