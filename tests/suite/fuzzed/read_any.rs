//! Any bytes as an input of any format: nothing panics, mentions stand where they say, and nothing depends on how the bytes come.

use crate::faulty::{Faults, Faulty};
use crate::scratch;
use crate::whole::{Counts, Whole};
use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
use newstag::open::Limits;
use newstag::read::{Charset, Format, ReadOptions};
use newstag::tagger::Tagger;
use std::sync::{Arc, LazyLock};

/// What the first byte chooses from; none: by how the bytes begin.
const FORMATS: [Option<Format>; 12] = [
    None,
    Some(Format::Text),
    Some(Format::JsonLines),
    Some(Format::Json),
    Some(Format::Csv),
    Some(Format::Tsv),
    Some(Format::Ninjs),
    Some(Format::Html),
    Some(Format::Warc),
    Some(Format::NewsXml),
    // Read from a file alone, as zip archives are.
    Some(Format::Parquet),
    None,
];
const FROM_FILES: usize = 10;

/// What the second byte chooses from.
const CHARSETS: [&str; 8] =
    ["auto", "utf-8", "gb18030", "big5", "shift_jis", "utf-16le", "windows-1252", "iso-2022-jp"];

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let entity = |id: &str, kind, names: &[&str]| Entity {
        names: names.iter().map(|name| Name::new(name)).collect(),
        ..Entity::new(id, kind)
    };
    let mut builder = DictionaryBuilder::default();
    for entity in [
        entity("china", EntityType::Place, &["China", "中国"]),
        entity("geng", EntityType::Person, &["Geng Shuang", "耿爽"]),
        entity("us", EntityType::Place, &["US", "a"]),
    ] {
        builder.add(entity).expect("it is whole");
    }
    Tagger::builder(Arc::new(builder.build())).build().expect("it compiles")
});

/// The first two bytes say how the others are read.
pub(crate) fn check(data: &[u8]) {
    let [format, way, bytes @ ..] = data else { return };
    let format = usize::from(*format) % FORMATS.len();
    let options = ReadOptions {
        format: FORMATS[format],
        charset: CHARSETS[usize::from(*way) % CHARSETS.len()].parse::<Charset>().expect("they are charsets"),
        max_record_bytes: 1 << 14,
        limits: Limits { ratio: 200, bytes: 1 << 20 },
        ..ReadOptions::default()
    };
    if format >= FROM_FILES {
        return Whole::new(&TAGGER).file(scratch::file("in", bytes), &options);
    }
    let pieces = Faults { sizes: vec![1 + 13 * usize::from(*way >> 3)], ..Faults::default() };
    let (whole, cut) = (tagged(bytes, &options, Faults::default()), tagged(bytes, &options, pieces.clone()));
    // How much a decompressor gives ahead of damage does depend on how much it was given.
    if whole.lost + cut.lost == 0 {
        assert_eq!(whole, cut, "{pieces:?}");
    }
}

fn tagged(bytes: &[u8], options: &ReadOptions, faults: Faults) -> Counts {
    let mut whole = Whole::new(&TAGGER);
    whole.stream(Faulty::new(bytes, faults), options);
    whole.counts
}
