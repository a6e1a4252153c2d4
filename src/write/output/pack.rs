//! Results that are compressed as they are written, told by the file's name.
//!
//! Every so many bytes are compressed by themselves, as a member of gzip or a frame of Zstandard, which readers take one behind the other. So the
//! file is the same bytes wherever the run was interrupted: no compressor has a state, and what waits for its part to be full can be noted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::path::Path;

/// So many bytes are compressed by themselves: fewer cost room in the file, more in the notes of how far it is.
const PART: usize = 1 << 20;

/// What Zstandard itself takes where nobody asks.
const ZSTD_LEVEL: i32 = 3;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    Plain,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Compresses what is written, a part at a time.
#[derive(Debug)]
pub(super) struct Packer {
    packing: Packing,
    part: Vec<u8>,
    /// Whether a part was compressed: a compressed file of nothing is not empty.
    began: bool,
}

impl Packing {
    /// What the name of a file asks for.
    pub(super) fn of_name(path: &Path) -> io::Result<Self> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Ok(Self::Gzip),
            Some("zst") => Ok(Self::Zstd),
            Some(ending @ ("bz2" | "xz")) => {
                let message = format!("results can be compressed as .gz or .zst, not as .{ending}");
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
            _ => Ok(Self::Plain),
        }
    }

    fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(bytes.to_vec()),
            Self::Gzip => {
                let mut member = GzEncoder::new(Vec::new(), Compression::default());
                member.write_all(bytes)?;
                member.finish()
            }
            Self::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL),
        }
    }
}

impl Packer {
    pub(super) fn new(packing: Packing) -> Self {
        Self { packing, part: Vec::new(), began: false }
    }

    /// One that goes on behind what stands in the file already; `held` is what [`held`](Self::held) said.
    pub(super) fn take_up(packing: Packing, began: bool, held: Option<&str>) -> io::Result<Self> {
        let unreadable =
            |_| io::Error::new(io::ErrorKind::InvalidData, "what waits to be compressed is noted in another way");
        let part = held.map_or(Ok(Vec::new()), |held| {
            STANDARD.decode(held).map_err(unreadable).and_then(|packed| zstd::bulk::decompress(&packed, PART))
        })?;
        Ok(Self { packing, part, began })
    }

    /// The bytes that were taken and not handed on, as text: Base64 of Zstandard.
    pub(super) fn held(&self) -> io::Result<Option<String>> {
        if self.part.is_empty() {
            return Ok(None);
        }
        Ok(Some(STANDARD.encode(zstd::bulk::compress(&self.part, ZSTD_LEVEL)?)))
    }

    /// Takes bytes, and hands on what is ready.
    pub(super) fn write(&mut self, mut bytes: &[u8], out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.packing == Packing::Plain {
            return out(bytes);
        }
        while self.part.len() + bytes.len() >= PART {
            let (now, later) = bytes.split_at(PART - self.part.len());
            self.part.extend_from_slice(now);
            bytes = later;
            self.end_part(out)?;
        }
        self.part.extend_from_slice(bytes);
        Ok(())
    }

    /// Hands on what is left.
    pub(super) fn finish(&mut self, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.packing == Packing::Plain || (self.part.is_empty() && self.began) { Ok(()) } else { self.end_part(out) }
    }

    fn end_part(&mut self, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let packed = self.packing.pack(&self.part)?;
        self.part.clear();
        self.began = true;
        out(&packed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn packed(name: &str, chunks: &[&[u8]]) -> Vec<u8> {
        let mut packer = Packer::new(Packing::of_name(Path::new(name)).unwrap());
        let mut file = Vec::new();
        let mut out = |bytes: &[u8]| {
            file.extend_from_slice(bytes);
            Ok(())
        };
        chunks.iter().for_each(|chunk| packer.write(chunk, &mut out).unwrap());
        packer.finish(&mut out).unwrap();
        file
    }

    fn unpacked(name: &str, file: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        match name {
            "a.gz" => flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).unwrap(),
            _ => zstd::stream::read::Decoder::new(file).unwrap().read_to_end(&mut bytes).unwrap(),
        };
        bytes
    }

    #[test]
    fn how_bytes_come_changes_nothing() {
        let text = b"Geng Shuang \xe8\x80\xbf\xe7\x88\xbd\n".repeat(200_000);
        for name in ["a.gz", "a.zst"] {
            let whole = packed(name, &[&text]);
            assert!(whole.len() < text.len() / 10, "{name} is {} bytes", whole.len());
            assert_eq!(packed(name, &text.chunks(777).collect::<Vec<_>>()), whole);
            assert_eq!(unpacked(name, &whole), text);
        }
    }

    #[test]
    fn one_that_is_taken_up_goes_on_with_what_was_held() {
        let packing = Packing::of_name(Path::new("a.gz")).unwrap();
        let (mut file, text) = (Vec::new(), b"Geng Shuang\n".repeat(100_000));
        let mut packer = Packer::new(packing);
        for chunk in text.chunks(100_000) {
            let mut out = |bytes: &[u8]| {
                file.extend_from_slice(bytes);
                Ok(())
            };
            packer.write(chunk, &mut out).unwrap();
            let held = packer.held().unwrap();
            packer = Packer::take_up(packing, !file.is_empty(), held.as_deref()).unwrap();
        }
        packer
            .finish(&mut |bytes| {
                file.extend_from_slice(bytes);
                Ok(())
            })
            .unwrap();
        assert_eq!(file, packed("a.gz", &[&text]));
        assert!(Packer::take_up(packing, true, Some("no Base64")).is_err());
    }

    #[test]
    fn nothing_is_a_file_too() {
        for name in ["a.gz", "a.zst"] {
            let file = packed(name, &[]);
            assert!(!file.is_empty() && unpacked(name, &file).is_empty(), "{name}");
        }
        assert!(packed("a.jsonl", &[]).is_empty());
    }

    #[test]
    fn the_name_tells() {
        assert_eq!(Packing::of_name(Path::new("a.jsonl")).unwrap(), Packing::Plain);
        let refused = Packing::of_name(Path::new("a.jsonl.xz")).unwrap_err().to_string();
        assert_eq!(refused, "results can be compressed as .gz or .zst, not as .xz");
    }
}
