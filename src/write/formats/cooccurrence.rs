//! Who stands together with whom in a document: a table, or a graph for Gephi and others.

use super::csv::{cell_of, table};
use super::entities::Counting;
use crate::write::format::{Format, Layout, Needs, Rendering};
use crate::write::settings::Settings;
use crate::write::sink::{Graph, Node, Pair};
use quick_xml::escape::escape;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

pub(in crate::write) const COOCCURRENCE: Format = Format {
    name: "cooccurrence",
    meaning: "a table (CSV) of entities that documents name together: documents, PMI",
    needs: Needs::Mentions,
    layout: Layout::Graph(pairs),
    render: Rendering::Own(|_| Box::new(Counting)),
};

pub(in crate::write) const GEXF: Format = Format {
    name: "gexf",
    meaning: "the same as a graph for Gephi",
    needs: Needs::Mentions,
    layout: Layout::Graph(gexf),
    render: Rendering::Own(|_| Box::new(Counting)),
};

pub(in crate::write) const GRAPHML: Format = Format {
    name: "graphml",
    meaning: "the same as GraphML, for networkx, igraph, yEd",
    needs: Needs::Mentions,
    layout: Layout::Graph(graphml),
    render: Rendering::Own(|_| Box::new(Counting)),
};

fn pairs<'g>(graph: &'g Graph, settings: &Settings, out: &mut Vec<u8>) {
    let head = ["a", "a_name", "a_type", "a_documents", "b", "b_name", "b_type", "b_documents", "documents", "pmi"];
    let pairs = graph.pairs(settings.least_pairs);
    let rows = pairs.iter().map(|pair| {
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
            Cow::Owned(bits(*pmi)),
        ]
    });
    out.extend(table(b',', [head.map(Cow::Borrowed)].into_iter().chain(rows)));
}

/// Four decimals: what the last bits of a logarithm are depends on the machine.
fn bits(pmi: f64) -> String {
    // Not `-0.0000` of what rounds to nothing.
    format!("{:.4}", if pmi.abs() < 0.000_05 { 0.0 } else { pmi })
}

fn gexf(graph: &Graph, settings: &Settings, out: &mut Vec<u8>) {
    let mut xml = String::from(GEXF_HEAD);
    let nodes = graph.nodes();
    for (number, Node { entity, documents }) in nodes.iter().enumerate() {
        let [id, of_type, name] = [&entity.id, &entity.of_type, &entity.name].map(|text| attribute(text));
        put(
            &mut xml,
            format_args!("<node id=\"{number}\" label=\"{name}\"><attvalues><attvalue for=\"0\" value=\"{id}\"/>"),
        );
        put(
            &mut xml,
            format_args!(
                "<attvalue for=\"1\" value=\"{of_type}\"/><attvalue for=\"2\" value=\"{}\"/>",
                entity.mentions
            ),
        );
        put(&mut xml, format_args!("<attvalue for=\"3\" value=\"{documents}\"/></attvalues></node>\n"));
    }
    xml += "</nodes>\n<edges>\n";
    let number = numbers(&nodes);
    for (edge, pair) in graph.pairs(settings.least_pairs).iter().enumerate() {
        let [a, b] = [pair.a, pair.b].map(|node| number[node.entity.id.as_str()]);
        let (documents, pmi) = (pair.documents, bits(pair.pmi));
        put(&mut xml, format_args!("<edge id=\"{edge}\" source=\"{a}\" target=\"{b}\" weight=\"{documents}\">"));
        put(&mut xml, format_args!("<attvalues><attvalue for=\"0\" value=\"{pmi}\"/></attvalues></edge>\n"));
    }
    xml += "</edges>\n</graph>\n</gexf>\n";
    out.extend_from_slice(xml.as_bytes());
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

fn graphml(graph: &Graph, settings: &Settings, out: &mut Vec<u8>) {
    let mut xml = String::from(GRAPHML_HEAD);
    let nodes = graph.nodes();
    for (number, Node { entity, documents }) in nodes.iter().enumerate() {
        let [id, of_type, name] = [&entity.id, &entity.of_type, &entity.name].map(|text| attribute(text));
        put(
            &mut xml,
            format_args!("<node id=\"n{number}\"><data key=\"entity\">{id}</data><data key=\"type\">{of_type}</data>"),
        );
        put(
            &mut xml,
            format_args!("<data key=\"label\">{name}</data><data key=\"mentions\">{}</data>", entity.mentions),
        );
        put(&mut xml, format_args!("<data key=\"documents\">{documents}</data></node>\n"));
    }
    let number = numbers(&nodes);
    for pair in graph.pairs(settings.least_pairs) {
        let [a, b] = [pair.a, pair.b].map(|node| number[node.entity.id.as_str()]);
        put(
            &mut xml,
            format_args!("<edge source=\"n{a}\" target=\"n{b}\"><data key=\"weight\">{}</data>", pair.documents),
        );
        put(&mut xml, format_args!("<data key=\"pmi\">{}</data></edge>\n", bits(pair.pmi)));
    }
    xml += "</graph>\n</graphml>\n";
    out.extend_from_slice(xml.as_bytes());
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

fn put(xml: &mut String, what: std::fmt::Arguments<'_>) {
    xml.write_fmt(what).expect("a string takes all text");
}

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
