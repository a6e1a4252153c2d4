//! Values of Arrow arrays as JSON.

use crate::read::select::string;
use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_date, as_datetime, as_time};
use arrow_array::types::*;
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, RecordBatch, StructArray};
use arrow_schema::{DataType, TimeUnit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The value at a path: of the column with just this name, else in the structure ahead of a dot; `null` where there is none.
pub(super) fn at_path(batch: &RecordBatch, row: usize, path: &str) -> String {
    find(&|name| batch.column_by_name(name), row, path).unwrap_or_else(|| "null".to_owned())
}

fn find<'a>(column: &dyn Fn(&str) -> Option<&'a ArrayRef>, row: usize, path: &str) -> Option<String> {
    if let Some(array) = column(path) {
        return Some(json(array, row));
    }
    let inside = |(at, _): (usize, _)| {
        let inner = column(&path[..at])?.as_struct_opt().filter(|inner| inner.is_valid(row))?;
        find(&|name| inner.column_by_name(name), row, &path[at + 1..])
    };
    path.match_indices('.').find_map(inside)
}

/// One value. Dates and times are strings, as is what JSON has no type for; bytes are Base64.
pub(super) fn json(array: &dyn Array, row: usize) -> String {
    if array.is_null(row) {
        return "null".to_owned();
    }
    match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Int8 => number::<Int8Type>(array, row),
        DataType::Int16 => number::<Int16Type>(array, row),
        DataType::Int32 => number::<Int32Type>(array, row),
        DataType::Int64 => number::<Int64Type>(array, row),
        DataType::UInt8 => number::<UInt8Type>(array, row),
        DataType::UInt16 => number::<UInt16Type>(array, row),
        DataType::UInt32 => number::<UInt32Type>(array, row),
        DataType::UInt64 => number::<UInt64Type>(array, row),
        DataType::Float16 => finite(f32::from(array.as_primitive::<Float16Type>().value(row))),
        DataType::Float32 => finite(array.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => finite(array.as_primitive::<Float64Type>().value(row)),
        DataType::Decimal32(_, _) => array.as_primitive::<Decimal32Type>().value_as_string(row),
        DataType::Decimal64(_, _) => array.as_primitive::<Decimal64Type>().value_as_string(row),
        DataType::Decimal128(_, _) => array.as_primitive::<Decimal128Type>().value_as_string(row),
        DataType::Decimal256(_, _) => array.as_primitive::<Decimal256Type>().value_as_string(row),
        DataType::Utf8 => string(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => string(array.as_string::<i64>().value(row)),
        DataType::Utf8View => string(array.as_string_view().value(row)),
        DataType::Binary => text_or_base64(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => text_or_base64(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => text_or_base64(array.as_binary_view().value(row)),
        DataType::FixedSizeBinary(_) => string(&STANDARD.encode(array.as_fixed_size_binary().value(row))),
        DataType::List(_) => list(&array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row)),
        DataType::FixedSizeList(_, _) => list(&array.as_fixed_size_list().value(row)),
        DataType::Struct(_) => structure(array.as_struct(), row),
        DataType::Map(_, _) => map(&array.as_map().value(row)),
        _ => time(array, row).map_or_else(|| "null".to_owned(), |time| string(&time)),
    }
}

/// The day of a date or a timestamp; none of anything else.
pub(super) fn day(array: &dyn Array, row: usize) -> Option<String> {
    let is_time = matches!(array.data_type(), DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _));
    is_time.then(|| time(array, row))?.map(|time| time.split('T').next().unwrap_or_default().to_owned())
}

/// A date, a time of day, or both, as ISO 8601 writes them.
fn time(array: &dyn Array, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Date32 => {
            as_date::<Date32Type>(array.as_primitive::<Date32Type>().value(row).into()).map(|day| day.to_string())
        }
        DataType::Date64 => {
            as_date::<Date64Type>(array.as_primitive::<Date64Type>().value(row)).map(|day| day.to_string())
        }
        DataType::Timestamp(unit, zone) => {
            let zone = if zone.is_some() { "Z" } else { "" };
            Some(format!("{}{zone}", timestamp(array, row, *unit)?))
        }
        DataType::Time32(TimeUnit::Millisecond) => {
            of_day::<Time32MillisecondType>(i64::from(array.as_primitive::<Time32MillisecondType>().value(row)))
        }
        DataType::Time64(TimeUnit::Microsecond) => {
            of_day::<Time64MicrosecondType>(array.as_primitive::<Time64MicrosecondType>().value(row))
        }
        DataType::Time64(TimeUnit::Nanosecond) => {
            of_day::<Time64NanosecondType>(array.as_primitive::<Time64NanosecondType>().value(row))
        }
        _ => None,
    }
}

fn timestamp(array: &dyn Array, row: usize, unit: TimeUnit) -> Option<String> {
    match unit {
        TimeUnit::Second => moment::<TimestampSecondType>(array, row),
        TimeUnit::Millisecond => moment::<TimestampMillisecondType>(array, row),
        TimeUnit::Microsecond => moment::<TimestampMicrosecondType>(array, row),
        TimeUnit::Nanosecond => moment::<TimestampNanosecondType>(array, row),
    }
}

fn moment<T: ArrowTimestampType>(array: &dyn Array, row: usize) -> Option<String> {
    as_datetime::<T>(array.as_primitive::<T>().value(row)).map(|moment| format!("{moment:?}"))
}

fn of_day<T: ArrowPrimitiveType>(value: i64) -> Option<String> {
    as_time::<T>(value).map(|time| time.to_string())
}

fn number<T: ArrowPrimitiveType<Native: ToString>>(array: &dyn Array, row: usize) -> String {
    array.as_primitive::<T>().value(row).to_string()
}

/// A number with the digits that tell it from all others of its type; JSON has no infinities.
fn finite(value: impl Into<f64> + Copy + std::fmt::Debug) -> String {
    if value.into().is_finite() { format!("{value:?}") } else { "null".to_owned() }
}

fn text_or_base64(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(|_| string(&STANDARD.encode(bytes)), string)
}

fn list(items: &ArrayRef) -> String {
    let items: Vec<String> = (0..items.len()).map(|at| json(items, at)).collect();
    format!("[{}]", items.join(","))
}

fn structure(fields: &StructArray, row: usize) -> String {
    let pair = |(name, column): (&str, &ArrayRef)| format!("{}:{}", string(name), json(column, row));
    let pairs: Vec<String> = fields.column_names().into_iter().zip(fields.columns()).map(pair).collect();
    format!("{{{}}}", pairs.join(","))
}

/// A key that is no string is written as one.
fn map(entries: &StructArray) -> String {
    let key = |key: String| if key.starts_with('"') { key } else { string(&key) };
    let pair = |at: usize| format!("{}:{}", key(json(entries.column(0), at)), json(entries.column(1), at));
    let pairs: Vec<String> = (0..entries.len()).map(pair).collect();
    format!("{{{}}}", pairs.join(","))
}
