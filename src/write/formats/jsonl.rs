//! newstag's own record, a document a line: docs/output-format.md describes it, and `super::super::record` writes it.

use crate::write::format::{Format, Layout, Needs, Rendering, Stream};

pub(in crate::write) const JSONL: Format = Format {
    name: "jsonl",
    meaning: "JSON Lines: newstag's own record, a document a line",
    needs: Needs::Mentions,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Record,
};
