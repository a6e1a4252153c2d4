//! The text of a body: its paragraphs, with a blank line between two, whether they are NITF or XHTML.

use super::xml::{Element, Node};

/// Elements that are paragraphs of their own.
const PARAGRAPHS: &[&str] = &[
    "p",
    "hl1",
    "hl2",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "block",
    "blockquote",
    "bq",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "dl",
    "table",
    "pre",
    "body.content",
    "credit",
    "datasource",
    "fn",
    "note",
    "abstract",
];

/// Elements that are lines of their own.
const LINES: &[&str] = &["li", "tr", "dt", "dd", "br", "hr"];

/// Elements whose text is none of the article's: what belongs to pictures, and what is no text.
const LEFT_OUT: &[&str] =
    &["media", "script", "style", "head", "tobject", "docdata", "figure", "object", "video", "audio"];

/// The text of an element, block by block.
pub(super) fn text(body: &Element) -> String {
    let mut blocks = Blocks::default();
    blocks.add(body);
    blocks.text.truncate(blocks.text.trim_end().len());
    blocks.text
}

/// What stands between what was written and what comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Blocks {
    text: String,
    gap: Gap,
}

impl Blocks {
    fn add(&mut self, element: &Element) {
        let name = element.name.as_str();
        if LEFT_OUT.contains(&name) {
            return;
        }
        let gap = match () {
            () if PARAGRAPHS.contains(&name) => Gap::Paragraph,
            () if LINES.contains(&name) => Gap::Line,
            () if name == "td" || name == "th" => Gap::Space,
            () => Gap::None,
        };
        self.gap = self.gap.max(gap);
        for node in &element.nodes {
            match node {
                Node::Element(element) => self.add(element),
                Node::Text(text) => self.words(text),
            }
        }
        self.gap = self.gap.max(gap);
    }

    /// Adds text, runs of white space made one space.
    fn words(&mut self, text: &str) {
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if !bare.is_empty() {
                self.close_gap();
                self.text.push_str(bare);
            }
            if bare.len() < word.len() {
                self.gap = self.gap.max(Gap::Space);
            }
        }
    }

    fn close_gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::news::xml::parse;

    #[test]
    fn blocks_become_paragraphs_and_lines() {
        let body = "<body.content><media><media-caption>no</media-caption></media>\n <p>One <em>and</em>\n   <person>two</person>.</p>
            <p>耿<b>爽</b></p><p> </p><ul><li>a</li><li>b</li></ul>c<br/>d<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table></body.content>";
        assert_eq!(text(&parse(body).unwrap()), "One and two.\n\n耿爽\n\na\nb\n\nc\nd\n\n1 2\n3");
    }
}
