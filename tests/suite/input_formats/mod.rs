//! Each format that documents come in: what is read of it, and what is said where it is broken.

mod charsets;
mod faults;
mod mixed;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod select;
mod tables;

use crate::cli_run::{Ended, json_lines};
use std::io::Write;

/// The texts of the records on standard output; the call had `--include-text`.
#[track_caller]
fn texts(ended: &Ended) -> Vec<String> {
    ended.records().iter().map(|record| record["text"].as_str().unwrap().to_owned()).collect()
}

/// What was put into a quarantine: record, offset, reason, the record itself.
#[track_caller]
fn quarantined(lines: &str) -> Vec<(u64, u64, String, String)> {
    let of = |bad: &serde_json::Value| {
        let source = &bad["source"];
        let text = |key: &str| bad[key].as_str().unwrap_or_default().to_owned();
        (source["record"].as_u64().unwrap(), source["offset"].as_u64().unwrap(), text("reason"), text("record"))
    };
    json_lines(lines).iter().map(of).collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
