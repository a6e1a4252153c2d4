//! Folders that mix all formats.

use super::{bzip2, gzip, texts, xz, zip, zstd};
use crate::cli_run::Place;

#[test]
fn a_folder_that_mixes_everything() {
    let place = Place::new();
    let json = "{\"text\": \"China jsonl\"}\n";
    place.file("in/a.txt", "China txt");
    place.file("in/b.txt.gz", gzip(b"China gz"));
    place.file("in/c.jsonl.zst", zstd(json.as_bytes()));
    place.file("in/d.json.bz2", bzip2(format!("[{json}]").as_bytes()));
    place.file("in/e.csv.xz", xz(b"id;text\n1;China csv\n"));
    place.file("in/f.tsv", "text\tid\nChina tsv\t2\n");
    place.file("in/g.zip", zip(&[("x.txt", b"China zip"), ("y.csv", b"text\nChina zipped csv\n")]));
    place.file("in/h/i.txt", encoding_rs::GB18030.encode("中国的外交部发言人耿爽主持例行记者会").0);
    place.file("in/h/j.txt", "China, broken: \u{1F}\0".as_bytes().iter().copied().chain([0xFF]).collect::<Vec<u8>>());
    place.file("in/k.csv", "id,body\n1,no text\n");
    place.file("in/l.md", "passed over");
    let expected = [
        "China txt",
        "China gz",
        "China jsonl",
        "China jsonl",
        "China csv",
        "China tsv",
        "China zip",
        "China zipped csv",
        "中国的外交部发言人耿爽主持例行记者会",
    ];
    let mut outputs = Vec::new();
    for threads in [1, 4] {
        let ended = place.tag(&format!("in --include-text --threads {threads}")).status(1);
        assert_eq!(texts(&ended), expected, "{ended}");
        assert!(ended.summary().starts_with("newstag: 9 documents, 2 skipped, "), "{ended}");
        let ended = ended.says("in/h/j.txt record 1: not UTF-8").says("in/k.csv record 1: the field \"text\"");
        outputs.push(ended.says("passed over 1 file in folders with names").stdout);
    }
    assert_eq!(outputs[0], outputs[1], "the bytes do not depend on the number of threads");
}
