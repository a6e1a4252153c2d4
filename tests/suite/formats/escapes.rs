//! Whatever texts, ids, types and names hold, it stays text.

use super::*;
use quick_xml::Reader;
use quick_xml::events::Event;

#[test]
fn nothing_of_a_document_becomes_markup() {
    let place = place();
    place.file(
        "in.jsonl",
        r#"{"id": "\"><script>alert(5)</script>", "title": "</title><script>alert(6)</script>", "lang": "\" onload=\"alert(7)", "text": "</div><script>alert(8)</script> Evil \"<img src=x onerror=alert(2)>\" & 'Co' Georgia &lt;i>"}"#,
    );
    tag(&place, "--format html -o pages").status(0);
    for (name, bytes) in results(&place, "pages").into_iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!name.contains(['<', '>', '"', '/']), "{name}");
        let page = String::from_utf8(bytes).unwrap();
        let known = ["!DOCTYPE html", "meta charset=\"utf-8\"", "link rel=\"stylesheet\" href=\"newstag.css\""];
        let tags: Vec<&str> = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()).collect();
        for tag in tags {
            let words = tag.trim_start_matches('/').split(' ').next().unwrap();
            let is_ours = [
                "html", "head", "title", "body", "h1", "dl", "dt", "dd", "div", "mark", "table", "tr", "th", "td",
                "ul", "li", "a",
            ]
            .contains(&words);
            assert!(is_ours || known.contains(&tag), "<{tag}> in {name}:\n{page}");
            // What stands in quotes has no quotes: so many attributes as there are pairs of them.
            assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
            let attributes: String = tag.split('"').step_by(2).collect();
            assert!(!attributes.contains(" on"), "<{tag}>");
        }
    }
    let page = place.text("pages/___script_alert_5___script_.html");
    assert!(page.contains("<div class=\"text\">&lt;/div&gt;&lt;script&gt;alert(8)&lt;/script&gt; <mark "), "{page}");
    assert!(page.contains("<html lang=\"&quot; onload=&quot;alert(7)\">"), "{page}");
    assert!(page.contains("<mark class=\"ship----b-\""), "{page}");
    assert!(page.contains("&amp;lt;i&gt;"), "{page}");
}

#[test]
fn graphs_are_xml_whatever_names_hold() {
    let place = place();
    place.file("dict.jsonl", "{\"id\": \"a&\\\"<\\u0001\\n\", \"type\": \"<b>\", \"names\": [\"China\"]}\n{\"id\": \"b\", \"type\": \"']]>\", \"names\": [\"Georgia\"]}\n");
    for format in ["gexf", "graphml"] {
        let xml = stream(&place, format, "");
        let mut reader = Reader::from_str(&xml);
        let (mut nodes, mut edges) = (0, 0);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{format}: {error}\n{xml}")) {
                Event::Start(start) => {
                    nodes += usize::from(start.name().as_ref() == "node");
                    edges += usize::from(start.name().as_ref() == "edge");
                    start.attributes().for_each(|attribute| assert!(attribute.is_ok(), "{format}"));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!((nodes, edges), (2, 1), "{xml}");
        assert!(xml.contains("a&amp;&quot;&lt;\u{FFFD} ") && !xml.contains('\u{1}'), "{xml}");
    }
}

#[test]
fn turtle_is_read_whatever_texts_hold() {
    let place = place();
    let turtle = stream(&place, "nif", "");
    let triples: Vec<_> =
        oxttl::TurtleParser::new().for_slice(turtle.as_bytes()).map(|triple| triple.unwrap()).collect();
    let strings = |predicate: &str| -> Vec<String> {
        let is = |triple: &&oxrdf::Triple| triple.predicate.as_str().ends_with(predicate);
        let value = |triple: &oxrdf::Triple| match &triple.object {
            oxrdf::Term::Literal(literal) => literal.value().to_owned(),
            other => panic!("{other} is no literal"),
        };
        triples.iter().filter(is).map(value).collect()
    };
    let texts: Vec<_> = crate::cli_run::json_lines(&place.text("in.jsonl"));
    let texts: Vec<_> = texts.iter().map(|document| document["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(strings("#isString"), texts);
    assert!(strings("#anchorOf").contains(&"Evil \"<img src=x onerror=alert(2)>\" & 'Co'".to_owned()));
    assert_eq!(strings("#taConfidence").len(), 12);
}
