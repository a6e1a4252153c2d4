//! Documents out of files, in any format that the program reads, as Arrow batches.

use crate::errors;
use crate::table::Found;
use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use crossbeam_channel::{Receiver, Sender, bounded};
use newstag::document::Document;
use newstag::read::{self, Batch, Fault, Inputs, ParseOptions, ReadOptions, Record, Stopped};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A batch is handed over when its texts have so many bytes.
const BATCH: usize = 2 << 20;

/// So many batches are read ahead.
const AHEAD: usize = 2;

/// So often a waiting caller looks whether somebody has pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// The longest record, as the command line has it.
const LONGEST: u64 = 64 << 20;

/// The documents of some files and folders, batch by batch. What is no document is a row too, with the reason.
#[pyclass(frozen, module = "newstag._newstag")]
pub(crate) struct Reading {
    batches: Receiver<Result<RecordBatch, ArrowError>>,
}

#[pymethods]
impl Reading {
    #[new]
    fn new(paths: Vec<PathBuf>) -> PyResult<Self> {
        let inputs = Inputs::from_arguments(&paths).map_err(errors::unreadable)?;
        let (send, batches) = bounded(AHEAD);
        thread::Builder::new().spawn(move || read(&inputs, &send))?;
        Ok(Self { batches })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Found>> {
        loop {
            match py.detach(|| self.batches.recv_timeout(LOOK)) {
                Ok(Ok(batch)) => return Ok(Some(Found::of(batch))),
                Ok(Err(error)) => return Err(errors::unreadable(error)),
                Err(error) if error.is_disconnected() => return Ok(None),
                Err(_) => py.check_signals()?,
            }
        }
    }
}

/// Reads all inputs, until nobody takes batches any more.
fn read(inputs: &Inputs, out: &Sender<Result<RecordBatch, ArrowError>>) {
    let options = ReadOptions { max_record_bytes: LONGEST, ..ReadOptions::default() };
    let mut columns = Columns::default();
    let mut take = |batch: &mut Batch| {
        for record in batch.records() {
            match read::parse(batch, record, &ParseOptions::default()) {
                Ok(document) => columns.add(&document),
                Err(fault) => columns.refuse(record, &fault),
            }
            if columns.bytes >= BATCH {
                out.send(columns.finish()).map_err(|_| Stopped)?;
            }
        }
        batch.clear();
        Ok(())
    };
    if read::read_all(inputs, &options, &mut take).is_ok() && columns.rows > 0 {
        // Nobody takes it where the caller has gone.
        let _ = out.send(columns.finish());
    }
}

/// The columns of documents.
#[derive(Debug, Default)]
struct Columns {
    path: StringBuilder,
    record: Int64Builder,
    id: StringBuilder,
    title: StringBuilder,
    date: StringBuilder,
    lang: StringBuilder,
    text: StringBuilder,
    reason: StringBuilder,
    rows: usize,
    bytes: usize,
}

impl Columns {
    fn add(&mut self, document: &Document<'_>) {
        self.origin(document.source.path, document.source.record);
        self.id.append_value(&document.id);
        self.title.append_option(document.title.as_deref());
        self.date.append_option(document.date.map(|date| date.to_string()));
        self.lang.append_option(document.lang.as_deref());
        self.text.append_value(&document.text);
        self.reason.append_null();
        self.bytes += document.text.len();
    }

    fn refuse(&mut self, record: &Record, fault: &Fault) {
        self.origin(&record.origin.path, record.origin.number);
        self.id.append_value(format!("{}#{}", record.origin.path, record.origin.number));
        self.reason.append_value(fault.to_string());
        for strings in [&mut self.title, &mut self.date, &mut self.lang, &mut self.text] {
            strings.append_null();
        }
    }

    fn origin(&mut self, path: &str, record: u64) {
        self.path.append_value(path);
        self.record.append_value(i64::try_from(record).unwrap_or(i64::MAX));
        self.rows += 1;
    }

    fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.path.finish()), Arc::new(self.record.finish())];
        let strings = [&mut self.id, &mut self.title, &mut self.date, &mut self.lang, &mut self.text, &mut self.reason];
        columns.extend(strings.map(|strings| -> ArrayRef { Arc::new(strings.finish()) }));
        RecordBatch::try_new(schema(), columns)
    }
}

fn schema() -> SchemaRef {
    let string = |name: &str| Field::new(name, DataType::Utf8, true);
    let mut fields = vec![string("path"), Field::new("record", DataType::Int64, true)];
    fields.extend(["id", "title", "date", "lang", "text", "reason"].map(string));
    Arc::new(Schema::new(fields))
}
