//! Inputs of each format, with bad documents among good ones: what the records are, where they stand, and what they are read from.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// A good document has three mentions, a bad one four, which `--max-mentions 3` refuses; they are as long as each other.
pub(super) const GOOD: &str = "China, China, China, Japan.";
pub(super) const BAD: &str = "China, China, China, China.";

/// What is read, file by file.
#[derive(Default)]
pub(super) struct Input {
    pub(super) format: &'static str,
    /// Files of the folder that is tagged.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The path of each record, and its number there.
    pub(super) records: Vec<(String, u64)>,
    /// What each path holds, decompressed and decoded, where offsets count bytes of that.
    pub(super) streams: Vec<(String, Vec<u8>)>,
}

fn text(is_good: bool) -> &'static str {
    if is_good { GOOD } else { BAD }
}

/// All formats with these documents.
pub(super) fn all(documents: &[bool]) -> Vec<Input> {
    let mut all = vec![
        one_each("text", "txt", documents, |text| text.to_owned()),
        one_each("html", "html", documents, page),
        one_each("nitf", "nitf", documents, nitf),
        one_file("jsonl", "in.jsonl", joined(documents, "", "\n\n", "\n", object)),
        one_file("json", "in.json", joined(documents, "[\n", ",\n", "\n]", object)),
        one_file("csv", "in.csv", joined(documents, "id,text,title\n", "\n", "\n", |at, text| row(at, text, ','))),
        one_file("tsv", "in.tsv", joined(documents, "id\ttext\ttitle\n", "\n", "", |at, text| row(at, text, '\t'))),
        one_file(
            "newsml",
            "in.xml",
            joined(documents, "<?xml version='1.0'?><newsMessage><itemSet>", "\n", "</itemSet></newsMessage>", item),
        ),
        one_file("ninjs", "in.ninjs", joined(documents, "[", ", ", "]", ninjs)),
        one_file("warc", "in.warc", joined(documents, "", "", "", warc)),
        packed("jsonl.gz", "in.jsonl.gz", joined(documents, "", "\n", "\n", object), gzip),
        packed(
            "csv.zst",
            "in.csv.zst",
            joined(documents, "id|text|title\r\n", "\r\n", "", |at, text| row(at, text, '|')),
            |bytes| zstd::encode_all(bytes, 0).unwrap(),
        ),
        packed(
            "gb18030",
            "in.jsonl",
            joined(documents, "", "\n", "\n", |at, text| format!("{{\"id\": {at}, \"text\": \"据外媒报道，{text}\"}}")),
            |bytes| encoding_rs::GB18030.encode(str::from_utf8(bytes).unwrap()).0.into_owned(),
        ),
        warc_in_members(documents),
        zipped(documents),
    ];
    #[cfg(feature = "parquet")]
    all.push(parquet(documents));
    all.into_iter()
        .map(|mut input| {
            // Nothing is read of a file without documents but what stands around them.
            input.files.retain(|_| !documents.is_empty());
            input
        })
        .collect()
}

fn joined(
    documents: &[bool],
    head: &str,
    between: &str,
    tail: &str,
    record: impl Fn(usize, &str) -> String,
) -> (String, usize) {
    let records: Vec<_> = documents.iter().enumerate().map(|(at, is_good)| record(at, text(*is_good))).collect();
    (format!("{head}{}{tail}", records.join(between)), documents.len())
}

fn one_file(format: &'static str, name: &str, stream: (String, usize)) -> Input {
    packed(format, name, stream, |bytes| bytes.to_vec())
}

fn packed(
    format: &'static str,
    name: &str,
    (stream, count): (String, usize),
    pack: impl Fn(&[u8]) -> Vec<u8>,
) -> Input {
    let path = format!("in/{name}");
    Input {
        format,
        files: vec![(path.clone(), pack(stream.as_bytes()))],
        records: (1..=count as u64).map(|number| (path.clone(), number)).collect(),
        streams: vec![(path, stream.into_bytes())],
    }
}

fn one_each(format: &'static str, ending: &str, documents: &[bool], file: impl Fn(&str) -> String) -> Input {
    let named = |(at, is_good): (usize, &bool)| (format!("in/{at:02}.{ending}"), file(text(*is_good)).into_bytes());
    let files: Vec<_> = documents.iter().enumerate().map(named).collect();
    let records = files.iter().map(|(path, _)| (path.clone(), 1)).collect();
    Input { format, records, streams: files.clone(), files }
}

/// Every other one has no id, and gets that of its place.
fn object(at: usize, text: &str) -> String {
    let id = if at.is_multiple_of(2) { format!("\"id\": \"d{at}\", ") } else { String::new() };
    format!("{{{id}\"text\": \"耿 \\u00e9\\n{text}\", \"other\": [1, {{}}]}}")
}

fn row(at: usize, text: &str, delimiter: char) -> String {
    let id = if at.is_multiple_of(2) { format!("d{at}") } else { String::new() };
    format!("{id}{delimiter}\"\"\"耿\"\"\n{text}\"{delimiter}a title")
}

const REST: &str = "It was said on Wednesday that there was nothing to add to what had been said before, and that nobody should wait for more.";

fn page(text: &str) -> String {
    format!("<html lang=en><title>A page</title><body><p>{text} {REST}</p></body></html>")
}

fn nitf(text: &str) -> String {
    format!("<nitf><head><title>A title</title></head><body><body.content><p>{text}</p></body.content></body></nitf>")
}

fn item(at: usize, text: &str) -> String {
    format!(
        "<newsItem guid=\"urn:{at}\"><contentSet><inlineData contenttype=\"text/plain\">{text} é</inlineData></contentSet></newsItem>"
    )
}

fn ninjs(at: usize, text: &str) -> String {
    format!("{{\"uri\": \"urn:{at}\", \"versioncreated\": \"2019-10-09T08:00:00Z\", \"body_text\": \"{text}\"}}")
}

fn warc(at: usize, text: &str) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(text));
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/{at}\r\nWARC-Date: 2019-10-10T08:30:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    member.write_all(bytes).unwrap();
    member.finish().unwrap()
}

fn warc_in_members(documents: &[bool]) -> Input {
    let records: Vec<_> = documents.iter().enumerate().map(|(at, is_good)| warc(at, text(*is_good))).collect();
    let mut input = one_file("warc.gz", "in.warc.gz", (records.concat(), records.len()));
    input.files[0].1 = records.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    input
}

/// A file of lines and then texts, each as an entry.
fn zipped(documents: &[bool]) -> Input {
    let (lines, count) = joined(documents, "", "\n", "\n", object);
    let mut entries = vec![("in/in.zip/lines.jsonl".to_owned(), lines.into_bytes())];
    entries.extend(
        one_each("", "txt", documents, |text| text.to_owned())
            .files
            .into_iter()
            .map(|(name, bytes)| (name.replace("in/", "in/in.zip/"), bytes)),
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in &entries {
        zip.start_file(name.trim_start_matches("in/in.zip/"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let of_lines = (1..=count as u64).map(|number| (entries[0].0.clone(), number));
    let of_texts = entries[1..].iter().map(|(name, _)| (name.clone(), 1));
    let records = of_lines.chain(of_texts).collect();
    Input {
        format: "zip",
        files: vec![("in/in.zip".to_owned(), zip.finish().unwrap().into_inner())],
        records,
        streams: entries,
    }
}

#[cfg(feature = "parquet")]
fn parquet(documents: &[bool]) -> Input {
    use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, StructArray};
    use arrow_schema::{DataType, Field};
    use std::sync::Arc;
    let texts = StringArray::from_iter_values(documents.iter().map(|is_good| format!("\"耿\"\n{}", text(*is_good))));
    let ids =
        Int64Array::from_iter(documents.iter().enumerate().map(|(at, _)| at.is_multiple_of(2).then_some(1 << at)));
    let dates =
        Date32Array::from_iter(documents.iter().enumerate().map(|(at, _)| Some(18_178 + i32::try_from(at).unwrap())));
    let inner: ArrayRef = Arc::new(StringArray::from_iter_values(documents.iter().map(|_| "a \"b\" é/")));
    let meta = StructArray::from(vec![(Arc::new(Field::new("by", DataType::Utf8, false)), inner)]);
    let columns: [(&str, ArrayRef); 4] =
        [("id", Arc::new(ids)), ("text", Arc::new(texts)), ("date", Arc::new(dates)), ("meta", Arc::new(meta))];
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
            .unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    let bytes = writer.into_inner().unwrap();
    let mut input = one_file("parquet", "in.parquet", (String::new(), documents.len()));
    input.files[0].1 = bytes;
    input.streams.clear();
    input
}
