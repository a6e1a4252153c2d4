//! Reads that were interrupted are asked again, and a failure is the last word.

use std::io::{self, Read, Seek, SeekFrom};

/// Reads from something that may fail.
///
/// A signal that interrupts a read is nobody's business: it is asked again. Whatever else fails goes on failing in the same way, without another
/// look at what failed. So whoever has taken bytes can use them first and hear of the failure behind them, and a decompressor that gave up is not asked
/// what it thinks of the bytes that follow.
#[derive(Debug)]
pub struct Steady<R> {
    inner: R,
    failure: Option<io::Error>,
}

impl<R> Steady<R> {
    /// Reads from `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, failure: None }
    }

    /// Whether reading has failed.
    pub fn has_failed(&self) -> bool {
        self.failure.is_some()
    }
}

impl<R: Read> Read for Steady<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.failure.is_none() {
            match self.inner.read(buffer) {
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failure = Some(error),
            }
        }
        self.failure.as_ref().map_or(Ok(0), |failure| Err(same(failure)))
    }
}

/// Another place may be readable where the last one was not.
impl<R: Seek> Seek for Steady<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.failure = None;
        self.inner.seek(to)
    }
}

/// The error once more: they cannot be copied.
fn same(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is interrupted before each byte; behind the last comes a failure, and then more bytes.
    struct Flaky(u32);

    impl Read for Flaky {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            match self.0 {
                7 => Err(io::Error::other("the cable is out")),
                turn if turn % 2 == 1 => Err(io::ErrorKind::Interrupted.into()),
                _ => (&b"x"[..]).read(&mut buffer[..1]),
            }
        }
    }

    #[test]
    fn bytes_come_first_and_the_failure_stays() {
        let mut steady = Steady::new(Flaky(0));
        let mut read = Vec::new();
        for _ in 0..2 {
            assert_eq!(steady.read_to_end(&mut read).expect_err("it fails in the end").to_string(), "the cable is out");
            assert_eq!(read, b"xxx");
        }
        assert!(steady.has_failed());
    }
}
