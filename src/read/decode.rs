//! Bytes in any charset in, UTF-8 out.
//!
//! What is ASCII is passed on as it stands, and so is all of an input that is UTF-8. Where the first byte beyond ASCII comes, the charset is
//! decided, from so much of the input as that takes, and all behind it is decoded.
//!
//! A record that holds something undecodable must be a bad one, and no other. So what cannot be decoded is passed on as it is behind [`BROKEN`],
//! a byte that UTF-8 never has: whoever looks at the record finds that it is none.

use super::charset::{Charset, Found, Glance, detect, glance};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, BufRead, Read};

/// What stands ahead of bytes that cannot be decoded.
const BROKEN: u8 = 0xFF;

/// So much is looked at to tell a charset, from the first byte beyond ASCII on.
const WINDOW: usize = 64 << 10;

/// So much is decoded at a time.
const PIECE: usize = 64 << 10;

/// No character is longer than this, in any charset, with what a decoder may hold back.
const LONGEST: usize = 8;

/// An input, decoded.
pub(super) struct Decoded<R> {
    input: R,
    stage: Stage,
    /// What is decoded, or was read ahead.
    ready: Vec<u8>,
    at: usize,
    /// So many of the next bytes of the input are known to be ASCII: they are not looked at again for each line.
    ascii: usize,
    found: Found,
    /// What stopped the reading ahead.
    failure: Option<io::Error>,
}

enum Stage {
    /// All was ASCII so far.
    Ascii,
    /// It is UTF-8: it is passed on.
    Utf8,
    /// It is decoded.
    Other(Box<Other>),
    /// All is decoded.
    Ended,
}

struct Other {
    decoder: Decoder,
    /// The last bytes that were decoded.
    last: Vec<u8>,
}

impl<R: BufRead> Decoded<R> {
    /// Decodes an input of which `beginning` was already read.
    pub(super) fn new(beginning: Vec<u8>, input: R, charset: Charset, found: Found) -> Decoded<impl BufRead> {
        let marked = Encoding::for_bom(&beginning).filter(|(encoding, _)| *encoding != UTF_8);
        let (stage, mark) = match (marked, charset) {
            (Some((encoding, mark)), _) => (Stage::of(encoding, &found), mark),
            (None, Charset::Named(encoding)) => (Stage::of(encoding, &found), 0),
            (None, Charset::Auto) => (Stage::Ascii, 0),
        };
        let mut rest = io::Cursor::new(beginning);
        rest.set_position(mark as u64);
        Decoded { input: rest.chain(input), stage, ready: Vec::new(), at: 0, ascii: 0, found, failure: None }
    }

    fn advance(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        match &mut self.stage {
            Stage::Ascii if self.ascii == 0 && !starts_ascii(self.input.fill_buf()?) => self.decide(),
            Stage::Other(other) => {
                let used = other.decode(self.input.fill_buf()?, &mut self.ready);
                self.input.consume(used);
                if used == 0 {
                    self.stage = Stage::Ended;
                }
                Ok(())
            }
            Stage::Ascii | Stage::Utf8 | Stage::Ended => Ok(()),
        }
    }

    /// Decides on the charset of what comes now.
    fn decide(&mut self) -> io::Result<()> {
        if glance(self.input.fill_buf()?) == Glance::Utf8 {
            self.stage = Stage::Utf8;
            return Ok(());
        }
        let window = self.window();
        let seen = &window[..window.len().min(WINDOW)];
        let encoding = if glance(seen) == Glance::Utf8 { UTF_8 } else { detect(seen, window.len() < WINDOW) };
        self.stage = Stage::of(encoding, &self.found);
        match &mut self.stage {
            Stage::Other(other) => other.decode_all(&window, &mut self.ready),
            _ => self.ready = window,
        }
        Ok(())
    }

    /// Reads ahead, until it is clear or so much was read as is looked at.
    fn window(&mut self) -> Vec<u8> {
        let mut window = Vec::new();
        let mut clear = Glance::Unclear;
        while window.len() < WINDOW && clear != Glance::Utf8 {
            match self.input.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => window.extend_from_slice(bytes),
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
            let used = self.input.fill_buf().map_or(0, <[u8]>::len);
            self.input.consume(used);
            if clear == Glance::Unclear {
                clear = glance(&window);
            }
        }
        window
    }
}

fn starts_ascii(bytes: &[u8]) -> bool {
    bytes.first().is_none_or(u8::is_ascii)
}

impl Stage {
    fn of(encoding: &'static Encoding, found: &Found) -> Self {
        found.set(encoding);
        if encoding == UTF_8 {
            return Self::Utf8;
        }
        let decoder = encoding.new_decoder_without_bom_handling();
        Self::Other(Box::new(Other { decoder, last: Vec::new() }))
    }
}

impl Other {
    /// Decodes the next bytes and says how many those were; none: it was the end.
    fn decode(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let piece = &bytes[..bytes.len().min(PIECE)];
        self.decode_piece(piece, piece.is_empty(), out);
        piece.len()
    }

    fn decode_all(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        bytes.chunks(PIECE).for_each(|piece| self.decode_piece(piece, false, out));
    }

    fn decode_piece(&mut self, piece: &[u8], is_last: bool, out: &mut Vec<u8>) {
        let mut rest = piece;
        loop {
            let start = out.len();
            let room = self.decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(4 * PIECE);
            out.resize(start + room, 0);
            let (result, used, written) =
                self.decoder.decode_to_utf8_without_replacement(rest, &mut out[start..], is_last);
            out.truncate(start + written);
            self.note(&rest[..used]);
            rest = &rest[used..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bytes, behind) => self.broken(usize::from(bytes), usize::from(behind), out),
            }
        }
    }

    fn note(&mut self, used: &[u8]) {
        self.last.extend_from_slice(&used[used.len().saturating_sub(LONGEST)..]);
        self.last.drain(..self.last.len().saturating_sub(LONGEST));
    }

    /// Puts down bytes that are no character and have `behind` bytes behind them.
    fn broken(&self, bytes: usize, behind: usize, out: &mut Vec<u8>) {
        let end = self.last.len().saturating_sub(behind);
        out.push(BROKEN);
        out.extend_from_slice(&self.last[end.saturating_sub(bytes)..end]);
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let len = bytes.len().min(buffer.len());
        buffer[..len].copy_from_slice(&bytes[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // A piece may decode to nothing: half a character, a mark.
        while self.at == self.ready.len() {
            self.advance()?;
            if !matches!(self.stage, Stage::Other(_)) {
                break;
            }
        }
        if self.at < self.ready.len() {
            return Ok(&self.ready[self.at..]);
        }
        match self.stage {
            Stage::Ascii => {
                let bytes = self.input.fill_buf()?;
                if self.ascii == 0 {
                    self.ascii = Encoding::ascii_valid_up_to(bytes);
                }
                Ok(&bytes[..self.ascii])
            }
            Stage::Utf8 => self.input.fill_buf(),
            Stage::Other(_) | Stage::Ended => Ok(&[]),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.ready.len() {
            self.at += amount;
        } else {
            self.ascii = self.ascii.saturating_sub(amount);
            self.input.consume(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, SHIFT_JIS, UTF_16LE};
    use proptest::prelude::*;
    use std::io::BufReader;

    fn decoded(bytes: &[u8], charset: Charset, chunk: usize) -> (Vec<u8>, Option<&'static str>) {
        let found = Found::default();
        let input = BufReader::with_capacity(chunk, bytes);
        let mut out = Vec::new();
        Decoded::new(Vec::new(), input, charset, found.clone()).read_to_end(&mut out).unwrap();
        (out, found.get())
    }

    #[test]
    fn utf16_is_told_by_its_mark() {
        for (bytes, name) in [(&b"\xFF\xFEC\0h\0"[..], "UTF-16LE"), (b"\xFE\xFF\0C\0h", "UTF-16BE")] {
            let found = Found::default();
            let mut out = String::new();
            Decoded::new(bytes.to_vec(), &[][..], Charset::Auto, found.clone()).read_to_string(&mut out).unwrap();
            assert_eq!((out.as_str(), found.get()), ("Ch", Some(name)));
        }
    }

    #[test]
    fn what_cannot_be_decoded_stays_and_breaks_utf8() {
        let (bytes, _, _) = GB18030.encode("耿爽");
        let named = Charset::Named(GB18030);
        for chunk in [1, 2, 3, 100] {
            let cut = decoded(&bytes[..3], named, chunk).0;
            assert_eq!(cut, ["耿".as_bytes(), &[BROKEN, bytes[2]]].concat());
            let within = decoded(&[b"a\x81 b", &bytes[..]].concat(), named, chunk).0;
            assert_eq!(within, [&b"a\xFF\x81 b"[..], "耿爽".as_bytes()].concat());
        }
    }

    #[test]
    fn a_failure_comes_behind_what_was_read() {
        struct Failing(usize);
        impl Read for Failing {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 > 1 {
                    return Err(io::Error::other("cut"));
                }
                buffer[..3].copy_from_slice(b"a\xE9b");
                Ok(3)
            }
        }
        let mut out = Vec::new();
        let mut input = Decoded::new(Vec::new(), BufReader::new(Failing(0)), Charset::Auto, Found::default());
        assert_eq!(input.read_to_end(&mut out).unwrap_err().to_string(), "cut");
        assert_eq!(out, "aéb".as_bytes());
    }

    proptest! {
        /// Chunks do not matter, and what was encoded comes back.
        #[test]
        fn what_goes_in_comes_out(text in "[a-c耿爽、。カナ\n]{0,60}", chunk in 1..9usize) {
            for encoding in [BIG5, GB18030, SHIFT_JIS, UTF_8] {
                let (bytes, _, lossy) = encoding.encode(&text);
                if !lossy {
                    let (out, name) = decoded(&bytes, Charset::Named(encoding), chunk);
                    prop_assert_eq!(str::from_utf8(&out), Ok(text.as_str()));
                    prop_assert_eq!(name, Some(encoding.name()).filter(|_| encoding != UTF_8));
                }
            }
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(decoded(&wide, Charset::Named(UTF_16LE), chunk).0, text.as_bytes());
        }

        /// UTF-8 is passed on, whatever is wrong with it, and nothing depends on how it arrives.
        #[test]
        fn guesses_do_not_depend_on_chunks(bytes in proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'\n'), 0xA0..=0xFFu8], 0..80), chunk in 1..9usize) {
            prop_assert_eq!(decoded(&bytes, Charset::Auto, chunk), decoded(&bytes, Charset::Auto, 1000));
        }
    }
}
