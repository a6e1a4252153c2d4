//! Parquet files, read back.

use super::*;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, RecordBatch};
use std::fs::File;

struct Read {
    batches: Vec<RecordBatch>,
    group_rows: Vec<i64>,
}

fn read(place: &Place, name: &str) -> Read {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(place.path(name)).unwrap()).unwrap();
    let group_rows = builder.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    let batches = builder.with_batch_size(1 << 20).build().unwrap().map(|batch| batch.unwrap()).collect();
    Read { batches, group_rows }
}

#[test]
fn long_rows_say_what_the_table_says() {
    let place = place();
    tag(&place, "--format parquet-long -o long.parquet").status(0);
    let batch = &read(&place, "long.parquet").batches[0];
    let csv = stream(&place, "csv", "");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let columns: Vec<_> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(columns, names);
    let column = |name: &str| batch.column_by_name(name).unwrap();
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), batch.num_rows());
    for (number, row) in rows.iter().enumerate() {
        for name in
            ["doc_id", "field", "text", "entity", "type", "name", "kind", "via", "holder", "title", "date", "path"]
        {
            let cells = column(name).as_string::<i32>();
            let cell = if cells.is_null(number) { "" } else { cells.value(number) };
            assert_eq!(cell, &row[names.iter().position(|other| other == name).unwrap()], "{name} of row {number}");
        }
        for (name, at) in [("mention", 1), ("start", 3), ("end", 4)] {
            assert_eq!(column(name).as_primitive::<Int32Type>().value(number).to_string(), row[at]);
        }
        assert_eq!(column("score").as_primitive::<Float64Type>().value(number).to_string(), row[11]);
    }
}

#[test]
fn nested_rows_say_what_records_say() {
    let place = place();
    tag(&place, "--format parquet --include-text --offsets byte -o nested.parquet").status(0);
    let ended = tag(&place, "--include-text --offsets byte").status(0);
    let batch = &read(&place, "nested.parquet").batches[0];
    let column = |name: &str| batch.column_by_name(name).unwrap();
    for (row, record) in ended.records().iter().enumerate() {
        assert_eq!(column("id").as_string::<i32>().value(row), record["id"]);
        assert_eq!(column("text").as_string::<i32>().value(row), record["text"]);
        assert_eq!(column("dictionary").as_string::<i32>().value(row), record["dictionary"]);
        let mentions = column("mentions").as_list::<i32>().value(row);
        let mentions = mentions.as_struct();
        let records = record["mentions"].as_array().unwrap();
        assert_eq!(mentions.len(), records.len());
        for (number, mention) in records.iter().enumerate() {
            let starts = mentions.column_by_name("start").unwrap().as_primitive::<Int32Type>();
            assert_eq!(i64::from(starts.value(number)), mention["start"].as_i64().unwrap());
            let candidates = mentions.column_by_name("candidates").unwrap().as_list::<i32>().value(number).len();
            assert_eq!(candidates, mention["candidates"].as_array().map_or(0, Vec::len));
        }
        let entities = column("entities").as_list::<i32>().value(row);
        assert_eq!(entities.len(), record["entities"].as_array().unwrap().len());
    }
}

#[test]
fn row_groups_have_a_bound() {
    let place = place();
    let text = "x".repeat(1 << 20);
    let line = format!("{{\"text\": \"{text}\"}}\n");
    place.file("in.jsonl", line.repeat(70));
    tag(&place, "--format parquet --include-text -o large.parquet").status(0);
    let read = read(&place, "large.parquet");
    assert_eq!(read.group_rows, [32, 32, 6], "32 MiB each");
    assert_eq!(read.batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 70);
}
