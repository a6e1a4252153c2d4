//! Folders of brat: `NAME.ann` with `T` lines for mentions and `N` lines for whom they mean, beside `NAME.txt`.

use super::error::{Fault, ReadError};
use super::{slashed, text_of};
use crate::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use crate::span::CodePoints;
use std::collections::HashMap;
use std::path::Path;

const MENTION: &str = "ID, TYPE START END and WORDS with tabs between the three, such as T1⇥person 0 13⇥Angela Merkel";
const REFERENCE: &str = "ID, Reference MENTION RESOURCE:ID and NAME with tabs between the three, such as N1⇥Reference T1 Wikidata:Q567⇥Angela Merkel";

/// Reads a file and the text beside it.
pub(super) fn document(path: &Path) -> Result<AnnotatedDocument, ReadError> {
    let text = path.with_extension("txt");
    let content = text_of(&text)?;
    let mut document =
        AnnotatedDocument { id: slashed(&text), text: Some(content.clone()), ..AnnotatedDocument::default() };
    let mut by_id = HashMap::new();
    let lines = text_of(path)?;
    for (line, number) in lines.lines().zip(1..) {
        add(line, &mut document, &mut by_id).map_err(|fault| ReadError::new(path, Some(number), fault))?;
    }
    let content = CodePoints::new(&content);
    document.marks.iter_mut().for_each(|mark| take_line_ends(mark, &content));
    Ok(document)
}

/// brat writes a line end within a mention as a space: words that are the text's but for that are its own.
fn take_line_ends(mark: &mut Mark, text: &CodePoints<'_>) {
    let found = text.slice(mark.place.start..mark.place.end);
    if let Some(found) = found.filter(|found| found.replace(['\r', '\n'], " ") == mark.text) {
        found.clone_into(&mut mark.text);
    }
}

/// Takes a line; relations, events, attributes and notes are passed over.
fn add<'l>(line: &'l str, document: &mut AnnotatedDocument, by_id: &mut HashMap<&'l str, usize>) -> Result<(), Fault> {
    match line.chars().next() {
        Some('T') => add_mention(line, document, by_id).ok_or_else(|| fault(line, MENTION)),
        Some('N') => refer(line, document, by_id).ok_or_else(|| fault(line, REFERENCE)),
        _ => Ok(()),
    }
}

fn fault(line: &str, expected: &'static str) -> Fault {
    Fault::Brat { line: line.to_owned(), expected }
}

/// A mention in pieces (`0 5;9 12`) cannot be judged.
fn add_mention<'l>(line: &'l str, document: &mut AnnotatedDocument, by_id: &mut HashMap<&'l str, usize>) -> Option<()> {
    let mut columns = line.splitn(3, '\t');
    let (id, place, words) = (columns.next()?, columns.next()?, columns.next()?);
    let (of_type, place) = place.split_once(' ')?;
    let (first, last) = (place.split([' ', ';']).next()?, place.split([' ', ';']).next_back()?);
    let span = Place::in_text(first.parse().ok()?, last.parse().ok()?);
    if place.contains(';') {
        document.unjudged.push(span);
        return Some(());
    }
    by_id.insert(id, document.marks.len());
    document.marks.push(Mark { of_type: Some(of_type.to_owned()), ..Mark::new(span, words) });
    Some(())
}

/// Of several references of a mention the first counts. That of a mention in pieces leads to nothing.
fn refer(line: &str, document: &mut AnnotatedDocument, by_id: &HashMap<&str, usize>) -> Option<()> {
    let mut words = line.split('\t').nth(1)?.split(' ');
    let (kind, mention, entity) = (words.next()?, words.next()?, words.next()?);
    if kind != "Reference" || entity.is_empty() {
        return None;
    }
    if let Some(mark) = by_id.get(mention).and_then(|&at| document.marks.get_mut(at))
        && mark.meaning == Meaning::Unknown
    {
        mark.meaning = Meaning::Entity(entity.to_owned());
    }
    Some(())
}
