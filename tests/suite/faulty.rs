//! Bytes that come as the worst of disks and pipes would give them.

use std::io::{self, Read};

/// What the system says of a disk that cannot be read.
pub(crate) const EIO: i32 = 5;

/// How bytes come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    /// So many at a time, one after the other and over again; none: as many as there is room for.
    pub(crate) sizes: Vec<usize>,
    /// Whether each read is interrupted before it gives something.
    pub(crate) interrupted: bool,
    /// Behind so many bytes, nothing but [`EIO`].
    pub(crate) fails_behind: Option<usize>,
}

impl Faults {
    /// Bytes that can be read up to a place and no further.
    pub(crate) fn behind(place: usize) -> Self {
        Self { fails_behind: Some(place), ..Self::default() }
    }
}

/// Bytes with faults.
pub(crate) struct Faulty<'b> {
    bytes: &'b [u8],
    at: usize,
    turn: usize,
    faults: Faults,
}

impl<'b> Faulty<'b> {
    pub(crate) fn new(bytes: &'b [u8], faults: Faults) -> Self {
        Self { bytes, at: 0, turn: 0, faults }
    }
}

impl Read for Faulty<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.faults.interrupted && self.turn % 2 == 1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let end = self.faults.fails_behind.unwrap_or(self.bytes.len()).min(self.bytes.len());
        if self.faults.fails_behind.is_some() && self.at >= end {
            return Err(io::Error::from_raw_os_error(EIO));
        }
        let sizes = &self.faults.sizes;
        let most = sizes.get(self.turn / 2 % sizes.len().max(1)).map_or(usize::MAX, |size| (*size).max(1));
        let len = (end - self.at).min(buffer.len()).min(most);
        buffer[..len].copy_from_slice(&self.bytes[self.at..self.at + len]);
        self.at += len;
        Ok(len)
    }
}
