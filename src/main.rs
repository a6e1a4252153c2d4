//! The `newstag` command.

fn main() {}
