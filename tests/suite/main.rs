//! The integration tests, one binary.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

mod architecture;
mod cases;
mod check_cases;
mod cli_bad_records;
mod cli_inputs;
mod cli_limits;
mod cli_options;
mod cli_output;
mod cli_record;
mod cli_run;
mod common_words;
mod dict;
mod dict_build;
mod dict_check;
mod dictionaries;
mod dictionary_readings;
mod engine;
mod formats;
mod gold;
mod holders;
mod image;
mod image_world;
mod import;
mod import_memory;
mod judging;
mod load;
mod matcher;
mod oracle;
mod properties;
mod readme;
mod variants;
