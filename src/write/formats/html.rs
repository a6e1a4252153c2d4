//! HTML: a folder with a page a document, mentions highlighted, and a list of the pages. Nothing is fetched, no script runs.

use super::date;
use crate::document::Field;
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Unwritable};
use crate::write::one_text::UNDECIDED;
use crate::write::piece::{DocumentFiles, Piece};
use crate::write::sink::{Folder, Index};
use crate::write::tagged::{Tagged, TaggedMention};
use quick_xml::escape::escape;

pub(in crate::write) const HTML: Format = Format {
    name: "html",
    meaning: "HTML: a folder with a highlighted page for each document",
    needs: Needs::Text,
    layout: Layout::Folder(Folder { index: INDEX, beside: |_| vec![("newstag.css", STYLE.to_owned())] }),
    render: Rendering::Own(|_| Box::new(Html)),
};

const INDEX: Index = Index {
    name: "index.html",
    head: concat!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Documents</title>\n",
        "<link rel=\"stylesheet\" href=\"newstag.css\">\n</head>\n<body>\n<h1>Documents</h1>\n<ul>\n"
    ),
    row: |entry| {
        let title = entry.title.filter(|title| !title.trim().is_empty()).unwrap_or(entry.id);
        format!("<li><a href=\"./{}.html\">{}</a></li>\n", in_url(entry.name), escaped(title))
    },
    tail: "</ul>\n</body>\n</html>\n",
};

const STYLE: &str = "\
body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.6 Georgia, serif; color: #222; background: #fff; }
.text { white-space: pre-wrap; overflow-wrap: break-word; }
mark { padding: .1em .15em; border-radius: .2em; color: inherit; background: #e4e4e4; }
mark.person { background: #cfe3ff; }
mark.organization { background: #ffe0b8; }
mark.place { background: #d2f0cf; }
mark.office { background: #ead6f7; }
mark.undecided { background: none; outline: 1px dashed #999; }
mark mark { outline: 1px solid #888; }
dl { font: .85em/1.5 sans-serif; color: #555; }
dt { float: left; clear: left; width: 6em; }
table { font: .85em/1.5 sans-serif; border-collapse: collapse; }
td, th { padding: .1em 1em .1em 0; text-align: left; }
";

#[derive(Debug)]
struct Html;

impl Render for Html {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        let files = vec![(".html", page(document).into_bytes())];
        let (id, title) = (document.id.to_owned(), document.title.map(str::to_owned));
        piece.files.push(DocumentFiles { id, title, files });
        Ok(())
    }
}

fn page(document: &Tagged<'_>) -> String {
    let lang = document.lang.unwrap_or_default();
    let title = document.title.filter(|title| !title.is_empty());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <link rel=\"stylesheet\" href=\"newstag.css\">\n</head>\n<body>\n",
        escaped(lang),
        escaped(title.unwrap_or(document.id))
    );
    if title.is_some() {
        page += &format!("<h1>{}</h1>\n", highlighted(document, Field::Title));
    }
    page += &format!("<dl><dt>document</dt><dd>{}</dd>", escaped(document.id));
    if let Some(date) = date(document) {
        page += &format!("<dt>date</dt><dd>{date}</dd>");
    }
    page += &format!("</dl>\n<div class=\"text\">{}</div>\n", highlighted(document, Field::Text));
    page + &entities(document) + "</body>\n</html>\n"
}

fn entities(document: &Tagged<'_>) -> String {
    if document.entities.is_empty() {
        return String::new();
    }
    let rows = document.entities.iter().map(|found| {
        let [name, of_type, id] = [found.named.name, found.named.of_type, found.named.id].map(escaped);
        let mentions = found.mentions.len();
        format!("<tr><td>{name}</td><td>{of_type}</td><td>{id}</td><td>{mentions}</td></tr>\n")
    });
    let head = "<tr><th>name</th><th>type</th><th>entity</th><th>mentions</th></tr>\n";
    format!("<table>\n{head}{}</table>\n", rows.collect::<String>())
}

/// The text of a field with its mentions marked. Where they overlap, each stretch is within all that cover it.
fn highlighted(document: &Tagged<'_>, field: Field) -> String {
    let text = document.field(field);
    let mentions: Vec<_> = document.mentions.iter().filter(|mention| mention.field == field).collect();
    let mut edges: Vec<usize> = mentions.iter().flat_map(|mention| [mention.start, mention.end]).collect();
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut html = String::with_capacity(text.len() * 2);
    let (mut open, mut next): (Vec<&TaggedMention<'_>>, usize) = (Vec::new(), 0);
    for stretch in edges.windows(2) {
        let [from, until] = [stretch[0], stretch[1]];
        open.retain(|mention| mention.end > from);
        while let Some(mention) = mentions.get(next).filter(|mention| mention.start <= from) {
            open.push(mention);
            next += 1;
        }
        open.iter().for_each(|mention| html.push_str(&tag(mention)));
        html.push_str(&escaped(&text[from..until]));
        html.push_str(&"</mark>".repeat(open.len()));
    }
    html
}

fn tag(mention: &TaggedMention<'_>) -> String {
    let Some(entity) = mention.named() else {
        let candidates: Vec<_> = mention.candidates.iter().map(|(id, score)| format!("{id} {score}")).collect();
        return format!("<mark class=\"{UNDECIDED}\" title=\"{}\">", escaped(&candidates.join(", ")));
    };
    let meaning = format!("{} ({}, {}) {}", entity.name, entity.of_type, entity.id, mention.score);
    format!("<mark class=\"{}\" title=\"{}\">", class(entity.of_type), escaped(&meaning))
}

/// A type as a class: one word of letters, digits and hyphens.
fn class(of_type: &str) -> String {
    of_type.replace(|c: char| !(c.is_ascii_alphanumeric() || c == '-'), "-")
}

/// Text for HTML, also within quotes.
fn escaped(text: &str) -> String {
    escape(text).into_owned()
}

/// A file's name as a part of an URL, also within quotes.
fn in_url(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    name.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
