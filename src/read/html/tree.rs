//! The tree of a page, within bounds.
//!
//! Some rules of the HTML parser walk up all open elements. Where these stand thousands deep in each other, a page of a megabyte takes minutes;
//! so the page is handed over piece by piece, and between two pieces it is looked how deep the tree has become.

use super::PageFault;
use dom_query::{Document, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// As deep as browsers go.
const DEEPEST: usize = 512;

/// An article has some hundreds, the longest pages of comments some ten thousand.
const MOST_NODES: usize = 250_000;

/// A page is parsed in pieces of so many bytes.
const PIECE: usize = 4 << 10;

/// The tree of a page.
pub(super) fn parse(page: &str) -> Result<Document, PageFault> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Document::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    for piece in Pieces(page) {
        parser.process(StrTendril::from(piece));
        check(&parser.tokenizer.sink.sink)?;
    }
    Ok(parser.finish())
}

fn check(tree: &Document) -> Result<(), PageFault> {
    // What is said of a page's faults is not used, and there may be one for each tag.
    tree.errors.borrow_mut().clear();
    if tree.tree.len() > MOST_NODES {
        return Err(PageFault::TooManyNodes { limit: MOST_NODES });
    }
    let too_deep = [Way::Last, Way::BesideTables].into_iter().any(|way| depth(tree.root(), way) > DEEPEST);
    if too_deep { Err(PageFault::TooDeep { limit: DEEPEST }) } else { Ok(()) }
}

/// How to come from an element to the one that was opened in it.
#[derive(Clone, Copy)]
enum Way {
    /// It is the last child.
    Last,
    /// It is the last child that is no table: what may not stand in a table is put before it.
    BesideTables,
}

fn depth(root: NodeRef<'_>, way: Way) -> usize {
    std::iter::successors(Some(root), |node| opened_in(node, way)).take(DEEPEST + 2).count()
}

fn opened_in<'a>(node: &NodeRef<'a>, way: Way) -> Option<NodeRef<'a>> {
    let last = node.last_child()?;
    match way {
        Way::BesideTables if last.has_name("table") => last.prev_sibling().or(Some(last)),
        _ => Some(last),
    }
}

/// A text in pieces of some length that end at characters.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = (PIECE..self.0.len()).find(|&at| self.0.is_char_boundary(at)).unwrap_or(self.0.len());
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        (!piece.is_empty()).then_some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(page: &str) -> PageFault {
        parse(page).err().expect("a fault")
    }

    #[test]
    fn what_stands_too_deep_is_refused() {
        for open in ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<span><i>"] {
            assert_eq!(fault(&open.repeat(100_000)), PageFault::TooDeep { limit: DEEPEST }, "{open}");
        }
        let beside_a_table = format!("<table>{}", "<div>".repeat(100_000));
        assert_eq!(fault(&beside_a_table), PageFault::TooDeep { limit: DEEPEST });
    }

    #[test]
    fn paragraphs_that_repeat_all_that_is_open_are_refused() {
        let fonts: String = (0..50_000).map(|n| format!("<font size={n}><p>")).collect();
        assert!(matches!(fault(&fonts), PageFault::TooDeep { .. } | PageFault::TooManyNodes { .. }));
        assert_eq!(fault(&"<font size=1><p>".repeat(100_000)), PageFault::TooManyNodes { limit: MOST_NODES });
    }

    #[test]
    fn too_many_elements_are_refused() {
        assert_eq!(fault(&"<br>".repeat(MOST_NODES + 1)), PageFault::TooManyNodes { limit: MOST_NODES });
    }

    #[test]
    fn pages_that_forget_to_close_are_read() {
        let page = "<p>one<li>two<td>three<br>四".repeat(5000);
        assert!(parse(&page).unwrap().text().ends_with("四"));
    }

    #[test]
    fn pieces_end_at_characters() {
        let text = "耿爽x".repeat(5000);
        assert_eq!(Pieces(&text).collect::<String>(), text);
        assert!(Pieces(&text).all(|piece| piece.len() < PIECE + 4));
    }
}
