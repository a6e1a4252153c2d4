//! Who stands together with whom in a document: a table, or a graph for Gephi and others.

use super::csv::{cell_of, write_table};
use super::entities::Counting;
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Unwritable};
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use crate::write::sink::{Graph, Node, Pair};
use crate::write::tagged::Tagged;
use quick_xml::escape::escape;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

pub(in crate::write) const COOCCURRENCE: Format = Format {
    name: "cooccurrence",
    meaning: "a table (CSV) of entities that documents name together: documents, PMI",
    needs: Needs::Mentions,
    layout: Layout::Graph(pairs),
    render: Rendering::Own(|_| Box::new(Pairing)),
};

pub(in crate::write) const GEXF: Format = Format {
    name: "gexf",
    meaning: "the same as a graph for Gephi",
    needs: Needs::Mentions,
    layout: Layout::Graph(gexf),
    render: Rendering::Own(|_| Box::new(Pairing)),
};

pub(in crate::write) const GRAPHML: Format = Format {
    name: "graphml",
    meaning: "the same as GraphML, for networkx, igraph, yEd",
    needs: Needs::Mentions,
    layout: Layout::Graph(graphml),
    render: Rendering::Own(|_| Box::new(Pairing)),
};

/// The entities of one document make pairs with the square of their number; articles name tens.
const MOST_ENTITIES: usize = 3000;

/// Says whom a document names, for those who count pairs.
#[derive(Debug)]
struct Pairing;

impl Render for Pairing {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        let entities = document.entities.len();
        if entities > MOST_ENTITIES {
            return Err(Unwritable(format!(
                "the document names {entities} entities, and pairs are counted of {MOST_ENTITIES} at most"
            )));
        }
        Counting.document(document, piece)
    }
}

fn pairs<'g>(graph: &'g Graph, settings: &Settings, out: &mut dyn io::Write) -> io::Result<()> {
    let head = ["a", "a_name", "a_type", "a_documents", "b", "b_name", "b_type", "b_documents", "documents", "pmi"];
    let rows = graph.pairs(settings.least_pairs).map(|pair| {
        let Pair { a, b, documents, pmi } = pair;
        let text = |text: &'g str| cell_of(Cow::Borrowed(text), settings.cells);
        [
            text(&a.entity.id),
            text(&a.entity.name),
            text(&a.entity.of_type),
            Cow::Owned(a.documents.to_string()),
            text(&b.entity.id),
            text(&b.entity.name),
            text(&b.entity.of_type),
            Cow::Owned(b.documents.to_string()),
            Cow::Owned(documents.to_string()),
            Cow::Owned(bits(pmi)),
        ]
    });
    write_table(b',', [head.map(Cow::Borrowed)].into_iter().chain(rows), out)
}

/// Four decimals: what the last bits of a logarithm are depends on the machine.
fn bits(pmi: f64) -> String {
    // Not `-0.0000` of what rounds to nothing.
    format!("{:.4}", if pmi.abs() < 0.000_05 { 0.0 } else { pmi })
}

fn gexf(graph: &Graph, settings: &Settings, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(GEXF_HEAD.as_bytes())?;
    let nodes = graph.nodes();
    for (number, Node { entity, documents }) in nodes.iter().enumerate() {
        let [id, of_type, name] = [&entity.id, &entity.of_type, &entity.name].map(|text| attribute(text));
        let mentions = entity.mentions;
        write!(out, "<node id=\"{number}\" label=\"{name}\"><attvalues><attvalue for=\"0\" value=\"{id}\"/>")?;
        write!(out, "<attvalue for=\"1\" value=\"{of_type}\"/><attvalue for=\"2\" value=\"{mentions}\"/>")?;
        writeln!(out, "<attvalue for=\"3\" value=\"{documents}\"/></attvalues></node>")?;
    }
    out.write_all(b"</nodes>\n<edges>\n")?;
    let number = numbers(&nodes);
    for (edge, pair) in graph.pairs(settings.least_pairs).enumerate() {
        let [a, b] = [pair.a, pair.b].map(|node| number[node.entity.id.as_str()]);
        let (documents, pmi) = (pair.documents, bits(pair.pmi));
        write!(out, "<edge id=\"{edge}\" source=\"{a}\" target=\"{b}\" weight=\"{documents}\">")?;
        writeln!(out, "<attvalues><attvalue for=\"0\" value=\"{pmi}\"/></attvalues></edge>")?;
    }
    out.write_all(b"</edges>\n</graph>\n</gexf>\n")
}

const GEXF_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph mode="static" defaultedgetype="undirected">
<attributes class="node">
<attribute id="0" title="entity" type="string"/>
<attribute id="1" title="type" type="string"/>
<attribute id="2" title="mentions" type="long"/>
<attribute id="3" title="documents" type="long"/>
</attributes>
<attributes class="edge">
<attribute id="0" title="pmi" type="double"/>
</attributes>
<nodes>
"#;

fn graphml(graph: &Graph, settings: &Settings, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(GRAPHML_HEAD.as_bytes())?;
    let nodes = graph.nodes();
    for (number, Node { entity, documents }) in nodes.iter().enumerate() {
        let [id, of_type, name] = [&entity.id, &entity.of_type, &entity.name].map(|text| attribute(text));
        let mentions = entity.mentions;
        write!(out, "<node id=\"n{number}\"><data key=\"entity\">{id}</data><data key=\"type\">{of_type}</data>")?;
        write!(out, "<data key=\"label\">{name}</data><data key=\"mentions\">{mentions}</data>")?;
        writeln!(out, "<data key=\"documents\">{documents}</data></node>")?;
    }
    let number = numbers(&nodes);
    for pair in graph.pairs(settings.least_pairs) {
        let [a, b] = [pair.a, pair.b].map(|node| number[node.entity.id.as_str()]);
        let (documents, pmi) = (pair.documents, bits(pair.pmi));
        write!(out, "<edge source=\"n{a}\" target=\"n{b}\"><data key=\"weight\">{documents}</data>")?;
        writeln!(out, "<data key=\"pmi\">{pmi}</data></edge>")?;
    }
    out.write_all(b"</graph>\n</graphml>\n")
}

const GRAPHML_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="entity" for="node" attr.name="entity" attr.type="string"/>
<key id="type" for="node" attr.name="type" attr.type="string"/>
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="mentions" for="node" attr.name="mentions" attr.type="long"/>
<key id="documents" for="node" attr.name="documents" attr.type="long"/>
<key id="weight" for="edge" attr.name="weight" attr.type="long"/>
<key id="pmi" for="edge" attr.name="pmi" attr.type="double"/>
<graph edgedefault="undirected">
"#;

fn numbers<'g>(nodes: &[Node<'g>]) -> HashMap<&'g str, usize> {
    nodes.iter().enumerate().map(|(number, node)| (node.entity.id.as_str(), number)).collect()
}

/// Text for XML, also within quotes. What XML 1.0 has no way to say becomes the sign for that; line ends and tabs are spaces.
fn attribute(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        other => other,
    };
    let text: String = text.chars().map(allowed).collect();
    escape(text.as_str()).into_owned()
}
