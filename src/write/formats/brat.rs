//! brat: a folder with `NAME.txt`, the text, and `NAME.ann`, a line a mention and one for whom it means.

use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Unwritable};
use crate::write::one_text::OneText;
use crate::write::piece::{DocumentFiles, Piece};
use crate::write::settings::Titles;
use crate::write::sink::{Folder, Index};
use crate::write::tagged::{Place, Tagged};
use std::collections::BTreeSet;

pub(in crate::write) const BRAT: Format = Format {
    name: "brat",
    meaning: "brat: a folder with a .txt and an .ann for each document",
    needs: Needs::Text,
    layout: Layout::Folder(Folder { index: INDEX, beside: configuration }),
    render: Rendering::Own(|settings| Box::new(Brat(settings.titles))),
};

/// Which document became which files; brat passes it over.
pub(super) const INDEX: Index = Index {
    name: "documents.tsv",
    head: "file\tid\n",
    row: |entry| format!("{}\t{}\n", entry.name, one_line(entry.id)),
    tail: "",
};

#[derive(Debug)]
struct Brat(Titles);

impl Render for Brat {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        let one = OneText::of(document, self.0, &mut piece.losses);
        let mut annotations = String::new();
        for (number, (span, place)) in (1..).zip(one.spans.iter().zip(one.places(OffsetUnit::Char))) {
            let label = label(span.label());
            let (offsets, words) = pieces(&one.text[span.bytes.clone()], place);
            annotations += &format!("T{number}\t{label} {offsets}\t{words}\n");
            if let Some(entity) = span.mention.named() {
                let id = one_line(entity.id);
                annotations += &format!("N{number}\tReference T{number} newstag:{id}\t{}\n", one_line(entity.name));
            }
            piece.labels.insert(label);
        }
        piece.files.push(DocumentFiles {
            id: document.id.to_owned(),
            title: document.title.map(str::to_owned),
            files: vec![(".txt", one.text.into_owned().into_bytes()), (".ann", annotations.into_bytes())],
        });
        Ok(())
    }
}

/// A span and its words as brat has them. A line end within a mention divides it into pieces, since brat marks no line ends.
fn pieces(words: &str, place: Place) -> (String, String) {
    let mut start = place.start;
    let (mut offsets, mut lines) = (Vec::new(), Vec::new());
    for line in words.split(['\r', '\n']) {
        let len = line.chars().count();
        if len > 0 {
            offsets.push(format!("{start} {}", start + len));
            lines.push(one_line(line));
        }
        start += len + 1;
    }
    (offsets.join(";"), lines.join(" "))
}

/// A label as brat takes it: letters, digits, `-` and `_`.
fn label(label: &str) -> String {
    label.replace(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')), "_")
}

/// Text for one cell: tabs and line ends are spaces.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}

/// What brat needs to know of the labels.
fn configuration(labels: &BTreeSet<String>) -> Vec<(&'static str, String)> {
    let labels: String = labels.iter().map(|label| format!("{label}\n")).collect();
    let overlaps = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>";
    let types = format!("[entities]\n{labels}\n[relations]\n{overlaps}\n\n[events]\n\n[attributes]\n");
    vec![("annotation.conf", types)]
}
