//! How the columns of a Parquet file are encoded.

use crate::write::arrow::Shape;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowSchemaConverter;
use parquet::basic::{Compression, Encoding, Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnDescriptor;

/// Columns of which the least and the greatest value let a reader pass over row groups and pages: documents come in their order. Elsewhere both say
/// nothing, since each page has nearly all values, and cost a comparison or two a value.
const WITH_STATISTICS: &[&str] =
    &["id", "doc_id", "source.path", "path", "source.record", "record", "title", "date", "lang", "length"];

/// Columns of which hardly a value comes twice where a row is a document: a dictionary of them would only be made and given up again.
const WITHOUT_DICTIONARY: &[&str] = &["id", "title", "text"];

/// So many documents stand in a page at most. What is gathered for a page is a number a value, and of mentions there are many a document.
const DOCUMENTS_A_PAGE: usize = 2000;

/// How a file with these columns is written.
pub(super) fn of(shape: Shape, schema: &SchemaRef) -> Result<WriterProperties, ParquetError> {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("newstag {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![KeyValue::new("newstag.schema".to_owned(), "newstag/1".to_owned())]));
    if shape == Shape::Nested {
        properties = properties.set_data_page_row_count_limit(DOCUMENTS_A_PAGE);
    }
    for column in ArrowSchemaConverter::new().convert(schema)?.columns() {
        properties = of_column(shape, column, properties);
    }
    Ok(properties.build())
}

fn of_column(
    shape: Shape,
    column: &ColumnDescriptor,
    mut properties: WriterPropertiesBuilder,
) -> WriterPropertiesBuilder {
    let path = column.path();
    let name = path.string();
    if !WITH_STATISTICS.contains(&name.as_str()) {
        properties = properties.set_column_statistics_enabled(path.clone(), EnabledStatistics::None);
    }
    if shape == Shape::Nested && WITHOUT_DICTIONARY.contains(&name.as_str()) {
        properties = properties.set_column_dictionary_enabled(path.clone(), false);
    }
    if matches!(column.physical_type(), Type::INT32 | Type::INT64) {
        // Offsets rise and fall by little, and a dictionary of them costs more than they do.
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_encoding(path.clone(), Encoding::DELTA_BINARY_PACKED);
    }
    properties
}
