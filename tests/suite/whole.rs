//! The whole of `newstag tag` in the process: bytes in, records out, and each mention looked up where it says that it stands.

use newstag::document::Document;
use newstag::read::{
    ArchiveFault, Batch, Fault, Inputs, ParseOptions, ReadOptions, Stopped, parse, read_all, read_stream,
};
use newstag::tagger::{Scratch, Tagger};
use newstag::write::{RecordOptions, RecordWriter};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::PathBuf;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) documents: u64,
    pub(crate) bad: u64,
    pub(crate) mentions: u64,
    /// Inputs, and members of archives, that could not be read or decompressed to their ends.
    pub(crate) lost: u64,
    /// Of all records and all that is told of bad ones, in their order.
    pub(crate) hash: u64,
}

impl Counts {
    /// Adds what another thread has done.
    pub(crate) fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.bad += other.bad;
        self.mentions += other.mentions;
        self.lost += other.lost;
        self.hash = self.hash.wrapping_add(other.hash);
    }

    fn note(&mut self, bytes: &[u8]) {
        let mut hasher = DefaultHasher::new();
        (self.hash, bytes).hash(&mut hasher);
        self.hash = hasher.finish();
    }
}

/// Tags whatever comes.
pub(crate) struct Whole<'t> {
    tagger: &'t Tagger,
    scratch: Scratch,
    records: RecordWriter<'t>,
    pub(crate) counts: Counts,
}

impl<'t> Whole<'t> {
    pub(crate) fn new(tagger: &'t Tagger) -> Self {
        let records = RecordWriter::new(tagger.dictionary(), RecordOptions::default());
        Self { tagger, scratch: Scratch::default(), records, counts: Counts::default() }
    }

    /// Tags an input that is no file.
    pub(crate) fn stream(&mut self, input: impl Read + Send, options: &ReadOptions) {
        read_stream("in", input, options, &mut |batch| self.batch(batch)).expect("nobody stops it");
    }

    /// Tags a file.
    pub(crate) fn file(&mut self, path: PathBuf, options: &ReadOptions) {
        let inputs = Inputs::from_arguments(&[path]).expect("the file is there");
        read_all(&inputs, options, &mut |batch| self.batch(batch)).expect("nobody stops it");
    }

    fn batch(&mut self, batch: &mut Batch) -> Result<(), Stopped> {
        for record in batch.records() {
            match parse(batch, record, &ParseOptions::default()) {
                Ok(document) => self.document(&document),
                Err(fault) => {
                    self.counts.bad += 1;
                    self.counts.lost += u64::from(is_lost(&fault));
                    self.counts.note(batch.bad(record, fault).fault.to_string().as_bytes());
                }
            }
        }
        Ok(())
    }

    fn document(&mut self, document: &Document<'_>) {
        let annotation = self.tagger.tag(document, &mut self.scratch);
        let mut out = Vec::new();
        self.records.write(document, annotation, &mut out);
        self.counts.documents += 1;
        self.counts.mentions += check(document, &out);
        self.counts.note(&out);
    }
}

fn is_lost(fault: &Fault) -> bool {
    matches!(fault, Fault::Open { .. } | Fault::Read { .. } | Fault::Archive(ArchiveFault::Member { .. }))
}

/// The record is JSON, and each of its mentions stands in the document where it says. Returns how many there are.
fn check(document: &Document<'_>, record: &[u8]) -> u64 {
    let json: Value = serde_json::from_slice(record).unwrap_or_else(|error| panic!("{error}: {document:?}"));
    assert_eq!(json["length"], document.text.chars().count(), "{document:?}");
    let mentions = json["mentions"].as_array().expect("a record has mentions");
    for mention in mentions {
        let field = match mention["field"].as_str() {
            Some("title") => document.title.as_deref().expect("a mention in a title has one"),
            _ => &*document.text,
        };
        let place = |key: &str| mention[key].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
        let (start, end) = (place("start"), place("end"));
        assert!(start < end, "{mention}\n{document:?}");
        let span: String = field.chars().skip(start).take(end - start).collect();
        assert_eq!(mention["text"], span, "{mention}\n{document:?}");
    }
    mentions.len() as u64
}
