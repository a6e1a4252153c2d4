//! Inputs of every kind, long enough that a run over them can be interrupted.

use crate::cli_run::Place;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// A kind of input: what it is called, and the options that it needs.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) options: &'static str,
    make: fn(&Place, usize),
}

/// All kinds.
pub(super) const KINDS: &[Kind] = &[
    Kind { name: "in.jsonl", options: "", make: |place, many| place.file("in.jsonl", json_lines(many)) },
    Kind { name: "in.jsonl.gz", options: "", make: |place, many| place.file("in.jsonl.gz", gzip(&json_lines(many))) },
    Kind { name: "in.json", options: "", make: |place, many| place.file("in.json", json_array(many)) },
    Kind { name: "in.csv", options: "", make: |place, many| place.file("in.csv", table(many)) },
    Kind { name: "texts", options: "", make: texts },
    Kind { name: "mixed", options: "", make: mixed },
    Kind { name: "in.warc.gz", options: "", make: |place, many| place.file("in.warc.gz", archive(many)) },
    Kind { name: "-", options: "--input-format jsonl", make: |place, many| place.file("in.jsonl", json_lines(many)) },
];

impl Kind {
    /// Writes the input, of some so many documents.
    pub(super) fn make(&self, place: &Place, many: usize) {
        (self.make)(place, many);
    }
}

/// A text of its own for each number, with names in it and, here and there, an emoji and Chinese.
fn text(number: usize) -> String {
    let mut text = format!("Report {number} 🗞. Geng Shuang (耿爽) spoke in New York. ");
    for at in 0..number % 40 {
        let _ = write!(text, "The New York Times of day {at} quotes Geng on China; 中国 answers. ");
    }
    text
}

/// Every fiftieth record is bad.
fn json_line(number: usize) -> String {
    if number % 50 == 49 {
        return format!("{{\"id\": {number}, bad");
    }
    serde_json::json!({"id": format!("d{number}"), "date": "2019-10-09", "text": text(number)}).to_string()
}

pub(super) fn json_lines(many: usize) -> String {
    (0..many).map(|number| json_line(number) + "\n").collect()
}

fn json_array(many: usize) -> String {
    let records = (0..many).filter(|number| number % 50 != 49).map(json_line);
    format!("[{}]", records.collect::<Vec<_>>().join(",\n"))
}

fn table(many: usize) -> String {
    let row = |number: usize| match number % 50 {
        49 => format!("r{number},too,many,cells,here\n"),
        _ => format!("r{number},2019-10-09,\"{}\"\n", text(number)),
    };
    "id,date,text\n".to_owned() + &(0..many).map(row).collect::<String>()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn texts(place: &Place, many: usize) {
    (0..many / 4).for_each(|number| place.file(&format!("texts/{:02}/{number}.txt", number % 7), text(number)));
}

/// A folder in which files of several kinds stand, one of them broken.
fn mixed(place: &Place, many: usize) {
    place.file("mixed/a.jsonl", json_lines(many / 4));
    place.file("mixed/b.txt", text(11));
    place.file("mixed/c.csv", table(many / 4));
    place.file("mixed/d.jsonl.gz", &gzip(&json_lines(many / 4))[..1000]);
    place.file("mixed/e/f.jsonl.gz", gzip(&json_lines(many / 4)));
    place.file("mixed/g.docx", "no format");
}

fn archive(many: usize) -> Vec<u8> {
    let member = |number: usize| {
        let page =
            format!("<html><title>Page {number}</title><body><article><p>{}</p></article></body></html>", text(number));
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let kind = if number % 9 == 8 { "request" } else { "response" };
        gzip(&format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2019-10-09T00:00:00Z\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        ))
    };
    (0..many / 4).flat_map(member).collect()
}
