//! The integration tests, one binary.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

mod architecture;
mod cases;
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
mod engine;
mod gold;
mod image;
mod image_world;
mod judging;
mod load;
mod matcher;
mod oracle;
mod properties;
mod readme;
