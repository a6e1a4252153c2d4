//! Which format a file has, told from its beginning: one test a format, in one ordered list.

mod json;
mod plain;
mod tables;

use super::Kind;
use std::path::Path;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// A format of somebody else's, by a mark of its own.
    Surely(Kind),
    /// A format of somebody else's, by its name or by what is rare elsewhere.
    Likely(Kind),
    /// A format of somebody else's, by nothing but its looks: another format without a mark may look the same.
    Perhaps(Kind),
    /// A dictionary of our own.
    Dictionary,
}

/// The beginning of a file.
pub(super) struct Beginning<'h> {
    /// The file's name in small letters, without the ending that tells how it is packed.
    pub(super) name: &'h str,
    /// The text, up to the last whole character that was read.
    pub(super) text: &'h str,
}

impl<'h> Beginning<'h> {
    /// The lines that are whole or at least begun, none of them blank.
    fn lines(&self) -> impl Iterator<Item = &'h str> {
        self.text.lines().filter(|line| !line.trim().is_empty())
    }
}

/// A test: what the file is, where the test can tell.
type Test = fn(&Beginning<'_>) -> Option<Recognised>;

/// The tests in the order in which they are asked: marks first, then names, looks last.
const TESTS: &[Test] = &[
    json::test,
    plain::skos,
    plain::congress,
    plain::cedict,
    tables::jrc_names,
    tables::paranames,
    tables::geonames,
    plain::gate,
    tables::named_csv,
    plain::named_gate,
    plain::solr,
    tables::looks,
];

/// What the file is that begins so; none where nothing tells.
pub(super) fn recognise(path: &Path, head: &[u8]) -> Option<Recognised> {
    let name = crate::load::format::plain_name(path).to_ascii_lowercase();
    let valid = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let beginning = Beginning { name: &name, text: valid };
    TESTS.iter().find_map(|test| test(&beginning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever a file begins with, no test trips over it.
        #[test]
        fn any_beginning_is_looked_at(head in "([\\[{}:,\"\\\\#\t\n =>|/-]|id|label|lst|skos|北|\\PC){0,60}") {
            let _ = recognise(Path::new("x"), head.as_bytes());
        }
    }

    #[track_caller]
    fn is(name: &str, head: &str, expected: Option<Recognised>) {
        assert_eq!(recognise(Path::new(name), head.as_bytes()), expected, "{name}: {head}");
    }

    #[test]
    fn marks_tell() {
        let heads = [
            ("[\n{\"type\":\"item\",\"id\":\"Q42\",\"labels\":{\"en\":", Kind::Wikidata),
            ("{\"id\":\"Q1\",\"claims\":{}},\n", Kind::Wikidata),
            (
                "{\"id\":\"x\",\"caption\":\"{\\\"\",\"schema\":\"Person\",\"properties\":{\"name\":[",
                Kind::OpenSanctions,
            ),
            ("{\"label\": \"ORG\", \"pattern\": \"Apple\"}\n", Kind::Spacy),
            ("---\n# comment\n- id:\n    bioguide: C000127\n  name:\n", Kind::Congress),
            ("- terms:\n  - type: sen\n", Kind::Congress),
            ("# CC-CEDICT\n# Community maintained\n", Kind::Cedict),
            ("北京 北京 [Bei3 jing1] /Beijing, capital/\n", Kind::Cedict),
            ("18\tP\tu\tAngela+Merkel\n", Kind::JrcNames),
            ("wikidata_id\teng\tlabel\tlanguage\ttype\n", Kind::Paranames),
            ("Q42\tDouglas Adams\t道格拉斯\tzh\tPER\n", Kind::Paranames),
            ("<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">", Kind::Skos),
            ("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", Kind::Skos),
            ("<http://a/b> <http://www.w3.org/2004/02/skos/core#prefLabel> \"x\"@en .\n", Kind::Skos),
            ("city.lst:location:city\ncountry.lst:location\n", Kind::Gate),
        ];
        for (head, kind) in heads {
            is("file", head, Some(Recognised::Surely(kind)));
        }
        let geonames = "1816670\tBeijing\tBeijing\tPeking,北京\t39.9075\t116.39723\tP\tPPLC\tCN\t\t22\t\t\t\t18960744\t\t49\tAsia/Shanghai\t2023-01-01\n";
        is("CN.txt", geonames, Some(Recognised::Surely(Kind::Geonames)));
    }

    #[test]
    fn looks_and_names_tell_less() {
        is("x", "NATO, North Atlantic Treaty Organization => NATO\n", Some(Recognised::Likely(Kind::Solr)));
        is("city.lst.gz", "London\nParis\n", Some(Recognised::Likely(Kind::Gate)));
        is("x.tsv", "name\nA\n", Some(Recognised::Likely(Kind::Csv)));
        is("x.csv", "rule,to\na => b,c\n", Some(Recognised::Likely(Kind::Csv)));
        is("x", "id,name\n1,\"A, B\"\n", Some(Recognised::Perhaps(Kind::Csv)));
        is("x.lst", "id\tname\n1\tA, B\n", Some(Recognised::Perhaps(Kind::Csv)));
        is("x", "London\nParis\n", None);
        is("x", "{\"a\": 1}\n", None);
        is("x", "", None);
    }

    #[test]
    fn our_own_dictionary_is_known() {
        is("x", "# ours\n\n{\"id\": \"a\", \"type\": \"person\", \"names\": [\"A\"]}\n", Some(Recognised::Dictionary));
        is("x", "{\"type\": \"person\", \"names\": [\"labels\"], \"id\": \"a\"}\n", Some(Recognised::Dictionary));
    }

    #[test]
    fn a_cut_character_at_the_end_does_not_matter() {
        let head = "北京 北京 [Bei3 jing1] /Beijing/\n北".as_bytes();
        let cut = &head[..head.len() - 1];
        assert_eq!(recognise(Path::new("x"), cut), Some(Recognised::Surely(Kind::Cedict)));
    }
}
