//! JSON: an array of objects, or objects one behind the other.
//!
//! [`Scanner`] finds where each object ends by brackets and strings alone; whether an object is JSON is for the worker that
//! parses it. Where the brackets of an object cannot be right, it ends before the next place that looks like the start of
//! one, so that a broken object does not swallow those behind it. Commas between objects are read over, as is their lack.

use super::bad::Fault;
use super::batch::{Collector, Form};
use super::halt::{Halt, chunk};
use super::nesting::DEEPEST;
use std::io::BufRead;

/// Cuts the input into its objects, which are to be read as `form` says.
pub(super) fn split(input: &mut dyn BufRead, form: &Form, out: &mut Collector<'_>) -> Result<(), Halt> {
    let mut scanner = Scanner::default();
    loop {
        let mut bytes = chunk(input)?;
        if bytes.is_empty() {
            return end(&scanner, form, out);
        }
        let all = bytes.len();
        while !bytes.is_empty() {
            let step = scanner.step(bytes);
            let used = take(step, bytes, form, out)?;
            bytes = &bytes[used..];
        }
        input.consume(all);
        out.flush()?;
    }
}

fn take(step: Step, bytes: &[u8], form: &Form, out: &mut Collector<'_>) -> Result<usize, Halt> {
    match step {
        Step::Outside(n) => {
            out.skip(n);
            Ok(n)
        }
        Step::Inside(n) => {
            out.extend(&bytes[..n]);
            Ok(n)
        }
        Step::Last(n) => {
            out.extend(&bytes[..n]);
            out.finish(form.clone())?;
            Ok(n)
        }
    }
}

fn end(scanner: &Scanner, form: &Form, out: &mut Collector<'_>) -> Result<(), Halt> {
    match scanner.state {
        State::Outside if scanner.in_array => out.finish(Form::Broken(Fault::ArrayNotClosed))?,
        State::Outside => {}
        State::Scalar | State::Lost(_) => out.finish(form.clone())?,
        State::Brackets | State::String | State::Escape => out.finish_broken(Fault::CutShort, form.clone())?,
    }
    Ok(())
}

/// What becomes of the next bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many belong to no record.
    Outside(usize),
    /// So many belong to the open record, which goes on.
    Inside(usize),
    /// So many (perhaps none) belong to the open record, which ends with them.
    Last(usize),
}

/// Follows the brackets and strings of JSON over the chunks of an input.
#[derive(Debug, Default)]
struct Scanner {
    state: State,
    /// Whether the array around all records is open.
    in_array: bool,
    /// The closing brackets that the open record still needs.
    closers: Vec<u8>,
    /// The last byte of the open record that is no white space; inside strings, their first quote.
    last: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Between records.
    #[default]
    Outside,
    /// In an object (or array), outside of its strings.
    Brackets,
    /// In a string.
    String,
    /// Behind a backslash in a string.
    Escape,
    /// In a number, a word or something else that is no record.
    Scalar,
    /// In a broken record, looking for the next.
    Lost(Line),
}

/// Where in a line a lost scanner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Start,
    Indent,
    Within,
}

impl Scanner {
    /// Looks at the next bytes, at least one.
    fn step(&mut self, bytes: &[u8]) -> Step {
        match self.state {
            State::Outside => self.outside(bytes),
            State::Brackets => self.brackets(bytes),
            State::String => self.string(bytes),
            State::Escape => {
                self.state = State::String;
                Step::Inside(1)
            }
            State::Scalar => self.scalar(bytes),
            State::Lost(line) => self.lost(line, bytes),
        }
    }

    fn outside(&mut self, bytes: &[u8]) -> Step {
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b',' => {}
                b'[' if !self.in_array => self.in_array = true,
                b']' if self.in_array => self.in_array = false,
                _ if at > 0 => return Step::Outside(at),
                _ => return self.begin(byte),
            }
        }
        Step::Outside(bytes.len())
    }

    fn begin(&mut self, byte: u8) -> Step {
        self.closers.clear();
        self.last = byte;
        self.state = match closer(byte) {
            Some(closer) => {
                self.closers.push(closer);
                State::Brackets
            }
            None if byte == b'"' => State::String,
            None => State::Scalar,
        };
        Step::Inside(1)
    }

    fn brackets(&mut self, bytes: &[u8]) -> Step {
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => continue,
                b'"' => {
                    self.state = State::String;
                    self.last = byte;
                    return Step::Inside(at + 1);
                }
                b'{' | b'[' if !self.may_open() => return self.end(at),
                b'{' | b'[' => {
                    self.closers.extend(closer(byte));
                    if self.closers.len() > DEEPEST {
                        self.state = State::Lost(Line::Within);
                        return Step::Inside(at + 1);
                    }
                }
                b'}' | b']' => match self.close(byte) {
                    Closed::Inner => {}
                    Closed::Record => return self.end(at + 1),
                    Closed::Array => return self.end(at),
                },
                _ => {}
            }
            self.last = byte;
        }
        Step::Inside(bytes.len())
    }

    /// Whether JSON allows an opening bracket here.
    fn may_open(&self) -> bool {
        match self.last {
            b':' | b'[' => true,
            b',' => self.closers.last() == Some(&b']'),
            _ => false,
        }
    }

    fn close(&mut self, byte: u8) -> Closed {
        match self.closers.iter().rposition(|&closer| closer == byte) {
            Some(0) => Closed::Record,
            Some(at) => {
                self.closers.truncate(at);
                Closed::Inner
            }
            None if byte == b']' && self.in_array => Closed::Array,
            None => Closed::Inner,
        }
    }

    fn end(&mut self, used: usize) -> Step {
        self.state = State::Outside;
        Step::Last(used)
    }

    fn string(&mut self, bytes: &[u8]) -> Step {
        let Some(at) = memchr::memchr3(b'"', b'\\', b'\n', bytes) else {
            return Step::Inside(bytes.len());
        };
        self.state = match bytes[at] {
            b'\\' => State::Escape,
            b'\n' => State::Lost(Line::Start),
            _ if self.closers.is_empty() => return self.end(at + 1),
            _ => State::Brackets,
        };
        Step::Inside(at + 1)
    }

    fn scalar(&mut self, bytes: &[u8]) -> Step {
        let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'{' | b'[' | b'}' | b']' | b'"');
        match bytes.iter().position(ends) {
            Some(at) => self.end(at),
            None => Step::Inside(bytes.len()),
        }
    }

    /// Goes on to a line that begins with `{`, or with the `]` of the array.
    fn lost(&mut self, mut line: Line, bytes: &[u8]) -> Step {
        for (at, &byte) in bytes.iter().enumerate() {
            line = match (byte, line) {
                (b'\n', _) => Line::Start,
                (b'{', Line::Start | Line::Indent) => return self.end(at),
                (b']', Line::Start) if self.in_array => return self.end(at),
                (b' ' | b'\t' | b'\r', Line::Start | Line::Indent) => Line::Indent,
                _ => Line::Within,
            };
        }
        self.state = State::Lost(line);
        Step::Inside(bytes.len())
    }
}

/// What a closing bracket closes.
enum Closed {
    /// Something within the record, or nothing.
    Inner,
    /// The record.
    Record,
    /// The array around the records: the record before it was never closed.
    Array,
}

fn closer(opener: u8) -> Option<u8> {
    match opener {
        b'{' => Some(b'}'),
        b'[' => Some(b']'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::batch::{Batch, Stopped};
    use super::super::position::Track;
    use super::*;
    use std::io::{BufReader, Read};

    /// The records of `input` read in chunks of `size`, those that are broken with `!` ahead.
    fn records(input: &str, size: usize) -> Vec<String> {
        let mut all = Vec::new();
        let mut send = |batch: &mut Batch| -> Result<(), Stopped> {
            for record in batch.records() {
                let text = str::from_utf8(batch.bytes(record)).unwrap();
                assert_eq!(&input[usize::try_from(record.origin.offset).unwrap()..][..text.len()], text);
                let mark = if record.form == Form::Json { "" } else { "!" };
                all.push(format!("{mark}{text}"));
            }
            Ok(())
        };
        let mut out = Collector::new(1 << 20, Track::new(None, None), &mut send);
        out.start_input("in");
        let mut input = BufReader::with_capacity(size, input.as_bytes().take(u64::MAX));
        assert!(split(&mut input, &Form::Json, &mut out).is_ok());
        out.flush().unwrap();
        all
    }

    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        for size in [1, 2, 3, 7, 1000] {
            assert_eq!(records(input, size), expected, "{input:?} in chunks of {size} bytes");
        }
    }

    #[test]
    fn arrays_and_streams_fall_into_their_objects() {
        check(r#"[{"a": 1}, {"b": [{"c": "}]"}]}]"#, &[r#"{"a": 1}"#, r#"{"b": [{"c": "}]"}]}"#]);
        check("{\"a\": 1}{\"b\":\n{}}\n\n{\"c\": \"\\\"}\"}", &["{\"a\": 1}", "{\"b\":\n{}}", "{\"c\": \"\\\"}\"}"]);
        check("[]", &[]);
        check("  \n", &[]);
        check("[{}]\n[{}]", &["{}", "{}"]);
    }

    #[test]
    fn what_is_no_object_is_a_record_of_its_own() {
        check(r#"[1, "a]", {}, null, [2, [3]], true]"#, &["1", r#""a]""#, "{}", "null", "[2, [3]]", "true"]);
        check("{} rest", &["{}", "rest"]);
        check("{} ]", &["{}", "]"]);
    }

    #[test]
    fn a_broken_object_does_not_swallow_the_next() {
        check("[{\"a\": \"open\n},\n  {\"b\": 2}\n]", &["{\"a\": \"open\n},\n  ", "{\"b\": 2}"]);
        check(r#"[{"a": 1, {"b": 2}]"#, &[r#"{"a": 1, "#, r#"{"b": 2}"#]);
        check("{\"a\": 1\n{\"b\": 2}", &["{\"a\": 1\n", "{\"b\": 2}"]);
        check(r#"[{"a": 1]"#, &[r#"{"a": 1"#]);
        check(r#"{"a": [1, "b": 2} {"c": 3}"#, &[r#"{"a": [1, "b": 2}"#, r#"{"c": 3}"#]);
        check("[{\"a\": \"open\n]", &["{\"a\": \"open\n"]);
    }

    #[test]
    fn an_input_that_was_cut_says_so() {
        check(r#"[{"a": 1}, {"b": "#, &[r#"{"a": 1}"#, r#"!{"b": "#]);
        check(r#"[{"a": 1},"#, &[r#"{"a": 1}"#, "!"]);
        check(r#"{"a": "x\"#, &[r#"!{"a": "x\"#]);
    }

    proptest::proptest! {
        /// Whatever the bytes: records do not depend on how the input arrives, and hold every bracket, quote and letter of it.
        #[test]
        fn nothing_is_lost_and_chunks_do_not_matter(input in r#"[\[\]{}:,"\\\\a1 \n]{0,40}"#, size in 1..9usize) {
            let whole = records(&input, 1000);
            proptest::prop_assert_eq!(&records(&input, size), &whole);
            let solid = |text: &str| text.chars().filter(|c| !" \n,![]".contains(*c)).collect::<String>();
            proptest::prop_assert_eq!(solid(&whole.concat()), solid(&input));
        }

        /// Objects that are JSON come out one by one, as they went in.
        #[test]
        fn sound_objects_come_out_whole(texts in proptest::collection::vec(".{0,9}", 0..6), size in 1..9usize, array: bool) {
            let object = |text: &String| serde_json::json!({"text": text, "tags": [text, {"of": []}], "n": 1.5}).to_string();
            let objects: Vec<String> = texts.iter().map(object).collect();
            let input = if array { format!("[{}]", objects.join(",\n")) } else { objects.concat() };
            proptest::prop_assert_eq!(records(&input, size), objects);
        }
    }

    #[test]
    fn endless_brackets_take_no_memory() {
        let deep = "[".repeat(100_000);
        let mut scanner = Scanner::default();
        let mut bytes = deep.as_bytes();
        while !bytes.is_empty() {
            let (Step::Outside(used) | Step::Inside(used) | Step::Last(used)) = scanner.step(bytes);
            bytes = &bytes[used..];
        }
        assert!(scanner.closers.len() <= DEEPEST + 1);
    }
}
