//! How much may come out of something small: what keeps a decompression bomb from filling hours and disks.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Less than this, in bytes, is never too much.
const HARMLESS: u64 = 64 << 20;

/// What compressed input may grow to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many times the bytes that were read, once it is more than 64 MiB.
    pub ratio: u64,
    /// So many bytes in all.
    pub bytes: u64,
}

impl Limits {
    /// Whatever comes.
    pub const NONE: Self = Self { ratio: u64::MAX, bytes: u64::MAX };

    /// Whether so many bytes may have come of so many.
    ///
    /// # Errors
    ///
    /// Where they may not; the error says which option allows more.
    pub fn check(self, taken: u64, given: u64) -> io::Result<()> {
        if given > self.bytes {
            return Err(io::Error::other(TooMuch::Bytes { limit: self.bytes }));
        }
        if given > HARMLESS && given / taken.max(1) >= self.ratio {
            return Err(io::Error::other(TooMuch::Ratio { limit: self.ratio }));
        }
        Ok(())
    }
}

impl Default for Limits {
    /// 200 times, 1 TiB: text shrinks to a fifth or a tenth, generated logs to a fiftieth; gzip bombs grow a thousandfold, others more.
    fn default() -> Self {
        Self { ratio: 200, bytes: 1 << 40 }
    }
}

/// The bytes that went into a decompressor and came out of it so far.
#[derive(Debug, Default)]
pub struct Meter {
    taken: AtomicU64,
    given: AtomicU64,
}

impl Meter {
    /// The meter of an archive of so many bytes, all of which count as read.
    pub fn of_archive(bytes: u64) -> Self {
        Self { taken: AtomicU64::new(bytes), given: AtomicU64::new(0) }
    }

    fn check(&self, limits: Limits) -> io::Result<()> {
        limits.check(self.taken.load(Ordering::Relaxed), self.given.load(Ordering::Relaxed))
    }
}

/// More comes out than is allowed.
#[derive(Debug, thiserror::Error)]
enum TooMuch {
    #[error("it unpacks to more than {limit} times its size, as decompression bombs do (--max-expansion allows more)")]
    Ratio { limit: u64 },
    #[error("it unpacks to more than {} GiB (--max-unpacked-gib allows more)", limit >> 30)]
    Bytes { limit: u64 },
}

/// Counts what goes into a decompressor.
pub(super) struct Counted<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R, meter: Arc<Meter>) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Ends what comes out of a decompressor with an error where it is more than allowed.
#[derive(Debug)]
pub struct Guard<R> {
    inner: R,
    meter: Arc<Meter>,
    limits: Limits,
}

impl<R> Guard<R> {
    /// Guards what `inner` gives; several guards may share a meter.
    pub fn new(inner: R, meter: Arc<Meter>, limits: Limits) -> Self {
        Self { inner, meter, limits }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.meter.check(self.limits)?;
        let read = self.inner.read(buffer)?;
        self.meter.given.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
