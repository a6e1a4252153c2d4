//! A YAML list item by item, so that its length does not matter.

use crate::load::error::Problem;
use crate::load::numbered::NumberedLines;
use std::io::BufRead;

/// An item of the list at the top of a file.
pub(super) struct Record {
    /// The line in which it begins.
    pub(super) line: u64,
    /// Its text: a list of one.
    pub(super) yaml: Result<String, Problem>,
}

/// Cuts a list where a line begins with `- `: nothing within an item stands at the margin.
pub(super) struct Records<R> {
    lines: NumberedLines<R>,
    /// The item that has been begun.
    begun: Option<Record>,
    is_at_end: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Self { lines: NumberedLines::new(input), begun: None, is_at_end: false }
    }

    /// The next line of the file, or what keeps it from being read on.
    fn advance(&mut self) -> Option<Record> {
        match self.lines.read() {
            Ok(None) => {
                self.is_at_end = true;
                self.begun.take()
            }
            Ok(Some(line)) => match line.text() {
                Ok(text) if text.starts_with("- ") || text == "-" => {
                    let begun = Record { line: line.number, yaml: Ok(format!("{text}\n")) };
                    self.begun.replace(begun)
                }
                Ok(text) => {
                    // Ahead of the first item stand comments and the mark of a document.
                    if let Some(Record { yaml: Ok(yaml), .. }) = &mut self.begun {
                        yaml.push_str(text);
                        yaml.push('\n');
                    }
                    None
                }
                Err(problem) => {
                    let number = line.number;
                    self.begun.get_or_insert(Record { line: number, yaml: Ok(String::new()) }).yaml = Err(problem);
                    None
                }
            },
            Err(error) => {
                self.is_at_end = true;
                let line = self.lines.number();
                Some(Record { line, yaml: Err(Problem::Read(error)) })
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.is_at_end {
            if let Some(record) = self.advance() {
                return Some(record);
            }
        }
        None
    }
}
