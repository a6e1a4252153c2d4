//! Parquet.

use super::{quarantined, texts};
use crate::cli_run::{Place, json_lines};
use arrow_array::builder::{Int64Builder, ListBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    NullArray, RecordBatch, StringArray, StringViewArray, StructArray, TimestampMillisecondArray,
};
use arrow_schema::Field;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

/// A file with these columns.
fn file(columns: &[(&str, ArrayRef)]) -> Vec<u8> {
    written(columns, WriterProperties::default())
}

fn written(columns: &[(&str, ArrayRef)], properties: WriterProperties) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.iter().map(|(name, column)| (*name, Arc::clone(column), true)),
    )
    .unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn strings(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

#[test]
fn a_document_a_row() {
    let place = Place::new();
    let id = Arc::new(Int64Array::from(vec![Some(7), None]));
    let date = Arc::new(Date32Array::from(vec![Some(18_178), None]));
    let title = Arc::new(StringArray::from(vec![Some("Beijing"), None]));
    let text = strings(&["Geng Shuang (耿爽) said no.", ""]);
    place.file(
        "in.parquet",
        file(&[
            ("other", Arc::new(Float64Array::from(vec![1.5, 2.5]))),
            ("text", text),
            ("id", id),
            ("title", title),
            ("date", date),
        ]),
    );
    let ended = place.tag("in.parquet --include-text").status(0);
    assert_eq!(
        (ended.ids(), texts(&ended)),
        (vec!["7".into(), "in.parquet#2".into()], vec!["Geng Shuang (耿爽) said no.".into(), String::new()])
    );
    let [first, second] = &ended.records()[..] else { panic!("two records: {ended}") };
    assert_eq!((&first["title"], &first["date"]), (&"Beijing".into(), &"2019-10-09".into()), "{ended}");
    assert_eq!((&first["mentions"][1]["text"], &first["mentions"][1]["start"]), (&"耿爽".into(), &13.into()));
    assert!(second["title"].is_null() && second["date"].is_null(), "{ended}");
    place.file("no-name-for-it", std::fs::read(place.path("in.parquet")).unwrap());
    assert_eq!(place.tag("no-name-for-it").status(0).ids(), ["7", "no-name-for-it#2"], "told by its bytes");
}

#[test]
fn strings_of_all_types() {
    let place = Place::new();
    let columns: [ArrayRef; 5] = [
        strings(&["China"]),
        Arc::new(LargeStringArray::from(vec!["China"])),
        Arc::new(StringViewArray::from(vec!["China"])),
        Arc::new(DictionaryArray::<Int32Type>::from_iter(["China"])),
        Arc::new(BinaryArray::from(vec![&b"China"[..]])),
    ];
    for (at, column) in columns.into_iter().enumerate() {
        let name = format!("{at}.parquet");
        let date = Arc::new(TimestampMillisecondArray::from(vec![1_570_665_600_000 - 1]).with_timezone("UTC"));
        place.file(&name, file(&[("body", column), ("when", date), ("lang", Arc::new(NullArray::new(1)))]));
        let ended = place.tag(&format!("{name} --text-field body --date-field when --include-text")).status(0);
        assert_eq!(
            (texts(&ended), &ended.records()[0]["date"]),
            (vec!["China".to_owned()], &"2019-10-09".into()),
            "{ended}"
        );
    }
}

#[test]
fn selected_values_become_json() {
    let place = Place::new();
    let mut list = ListBuilder::new(Int64Builder::new());
    list.append_value([Some(1), None]);
    list.append_null();
    let inner = |name: &str, column: ArrayRef| (Arc::new(Field::new(name, column.data_type().clone(), true)), column);
    let object = StructArray::from(vec![
        inner("name", strings(&["Xinhua \"x\"", ""])),
        inner("place", Arc::new(StructArray::from(vec![inner("city", strings(&["北京", "上海"]))]))),
    ]);
    let decimal = Decimal128Array::from(vec![Some(-150), None]).with_precision_and_scale(10, 2).unwrap();
    place.file(
        "in.parquet",
        file(&[
            ("text", strings(&["a", "b"])),
            ("f", Arc::new(Float64Array::from(vec![0.1, f64::NAN]))),
            ("list", Arc::new(list.finish())),
            ("o", Arc::new(object)),
            ("d", Arc::new(decimal)),
            ("t", Arc::new(TimestampMillisecondArray::from(vec![Some(1_570_579_200_123), None]))),
            ("raw", Arc::new(BinaryArray::from(vec![&b"\xFF\x00"[..], b"ok"]))),
        ]),
    );
    let ended = place.tag("in.parquet --select f,list,o.name,o.place.city,d,t,raw,none").status(0);
    let metas: Vec<_> = ended.records().iter().map(|record| record["meta"].to_string()).collect();
    let line = str::from_utf8(&ended.stdout).unwrap().lines().next().unwrap();
    let expected = r#""meta":{"f":0.1,"list":[1,null],"o.name":"Xinhua \"x\"","o.place.city":"北京","d":-1.50,"t":"2019-10-09T00:00:00.123","raw":"/wA=","none":null},"#;
    assert!(line.contains(expected), "{ended}");
    let second = json_lines(&format!("{}\n", metas[1]));
    assert!(second[0]["f"].is_null() && second[0]["list"].is_null() && second[0]["raw"] == "ok", "{ended}");
}

#[test]
fn columns_of_the_wrong_type_are_told_once() {
    let place = Place::new();
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
    place.file("a.parquet", file(&[("text", Arc::clone(&numbers))]));
    place.file("b.parquet", file(&[("body", strings(&["x", "y"])), ("id", numbers)]));
    place.file("c.parquet", file(&[("text", strings(&["x"])), ("date", Arc::new(Float64Array::from(vec![1.0])))]));
    let ended = place.tag("a.parquet b.parquet c.parquet").status(1);
    assert_eq!(ended.summary(), "newstag: 0 documents, 3 skipped, 0 mentions, 0 entities, 0 bytes");
    let ended = ended.says("a.parquet record 1: the column \"text\" should hold strings, but its type is Int64\n");
    let ended = ended.says("b.parquet record 1: the field \"text\", which should hold the text, is missing; the columns of the file are \"body\", \"id\" (--text-field names another)\n");
    ended.says("c.parquet record 1: the column \"date\" should hold dates, timestamps, strings or whole numbers, but its type is Float64\n");
}

#[test]
fn a_bad_row_hinders_no_other() {
    let place = Place::new();
    let text: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None, Some("c"), Some("d")]));
    let raw: ArrayRef = Arc::new(BinaryArray::from(vec![&b"1"[..], b"2", b"\xFF", b"4"]));
    place.file(
        "in.parquet",
        file(&[("text", text), ("title", raw), ("date", strings(&["2019", "2019", "2019", "soon"]))]),
    );
    let ended = place.tag("in.parquet --quarantine bad.jsonl").status(1);
    assert_eq!(ended.ids(), ["in.parquet#1"], "{ended}");
    let bad = quarantined(&place.text("bad.jsonl"));
    let of = |at: usize| (bad[at].0, bad[at].1, bad[at].2.as_str(), bad[at].3.as_str());
    assert_eq!(
        of(0),
        (2, 1, "the field \"text\" should be a string, but it is null", r#"{"text":null,"title":"2","date":"2019"}"#)
    );
    assert_eq!(
        of(1).2,
        "the column \"title\" is not UTF-8 in this row: byte 0 (counting from 0) is the first that is wrong"
    );
    assert!(of(2).2.starts_with("the field \"date\" holds \"soon\": expected a date"), "{ended}");
}

/// Text without repetitions.
fn rows(count: u64) -> Vec<String> {
    (1..=count).map(|n| format!("China {:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31))).collect()
}

fn many(compression: Compression) -> Vec<u8> {
    let texts = rows(20_000);
    let texts: ArrayRef = Arc::new(StringArray::from_iter_values(&texts));
    let properties = WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(3000));
    written(&[("text", texts)], properties.build())
}

#[test]
fn row_groups_and_compressions_in_order() {
    let place = Place::new();
    let expected = rows(20_000);
    let kinds =
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default()), Compression::LZ4_RAW];
    for compression in kinds {
        place.file("in.parquet", many(compression));
        // One thread decodes what it reads; with more, two, four and eight decode ahead of the one that reads: the file has seven row groups.
        for threads in [1, 3, 4, 8, 32] {
            let ended = place.tag(&format!("in.parquet --include-text --threads {threads}")).status(0);
            assert!(texts(&ended) == expected, "{compression:?}, {threads} threads");
        }
    }
}

#[test]
fn what_is_cut_or_damaged_is_bad_and_no_panic() {
    let place = Place::new();
    let whole = many(Compression::SNAPPY);
    place.file("cut.parquet", &whole[..whole.len() / 2]);
    place.tag("cut.parquet").status(1).says("cut.parquet record 1: cannot read it as Parquet: ");
    place.file("empty.parquet", "");
    place.tag("empty.parquet").status(1).says("empty.parquet record 1: cannot read it as Parquet: ");
    place.file("text.parquet", "China, which is no Parquet at all");
    place.tag("text.parquet").status(1).says("text.parquet record 1: cannot read it as Parquet: ");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 2000].fill(0x5A);
    place.file("damaged.parquet", damaged);
    let ended = place.tag("damaged.parquet --threads 1").status(1);
    assert!(ended.ids().len() >= 3000, "what comes ahead of the damage is read\n{}", ended.stderr);
    let beside = place.tag("damaged.parquet --threads 8").status(1);
    assert_eq!(beside.ids(), ended.ids(), "and no more where others decode what comes behind it");
    ended.says("cannot read on from here, the rest of the input is lost: ");
    place.tag("damaged.parquet --threads 8 --on-error fail").status(2).says("damaged.parquet record ");
    place.tag_stdin("", &whole[..2000]).status(1).says(
        "- record 1: Parquet cannot be read from a pipe or from within an archive: save it to a file and name that",
    );
    place.file("in.zip", super::zip(&[("a.parquet", &whole)]));
    place
        .tag("in.zip")
        .status(1)
        .says("in.zip/a.parquet record 1: Parquet cannot be read from a pipe or from within an archive");
}

/// Whatever bytes are wrong: the run ends, and not by a panic.
#[test]
fn damage_anywhere_is_survived() {
    let place = Place::new();
    let whole = file(&[("text", strings(&["China"; 200])), ("date", Arc::new(Date32Array::from(vec![18_178; 200])))]);
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % below
    };
    for n in 0..60 {
        let mut damaged = whole.clone();
        for _ in 0..3 {
            let at = next(damaged.len());
            damaged[at] = u8::try_from(next(256)).unwrap();
        }
        place.file(&format!("in/{n:02}.parquet"), damaged);
    }
    place.file("in/z.txt", "China");
    let ended = place.tag("in");
    assert_eq!(ended.ids().last().map(String::as_str), Some("in/z.txt"), "{ended}");
}
