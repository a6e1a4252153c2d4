//! Inputs that may keep silent for ever, as standard input and pipes do: a thread of their own waits for them, so that whoever reads can end all the same.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// So many bytes are asked for at once.
const CHUNK: usize = 128 << 10;

/// So many chunks are read ahead.
const AHEAD: usize = 4;

/// How often somebody who waits looks whether there is still something to wait for.
const LOOK: Duration = Duration::from_millis(100);

/// What is read from an input by a thread that may hang there. It is left behind where nobody wants more: the process ends soon.
pub(super) struct Patient<'w> {
    chunks: Receiver<io::Result<Chunk>>,
    /// Where the memory of chunks goes back that are read.
    spent: SyncSender<Vec<u8>>,
    chunk: Chunk,
    used: usize,
    is_wanted: &'w (dyn Fn() -> bool + Sync),
}

/// Bytes of the input: so many of some memory, which is not made ready again for each.
#[derive(Default)]
struct Chunk {
    memory: Vec<u8>,
    len: usize,
}

impl<'w> Patient<'w> {
    /// Opens an input, which may take for ever, too.
    pub(super) fn open<R: Read>(
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
        is_wanted: &'w (dyn Fn() -> bool + Sync),
    ) -> io::Result<Self> {
        let (send, chunks) = sync_channel(AHEAD);
        let (spent, spares) = sync_channel(AHEAD);
        let work = move || match open() {
            // A chunk without bytes says that it is open.
            Ok(input) => {
                if send.send(Ok(Chunk::default())).is_ok() {
                    hand_on(input, &send, &spares);
                }
            }
            Err(error) => drop(send.send(Err(error))),
        };
        thread::Builder::new().name("input".to_owned()).spawn(work)?;
        let mut patient = Self { chunks, spent, chunk: Chunk::default(), used: 0, is_wanted };
        patient.next()?;
        Ok(patient)
    }

    /// Waits for the next chunk; an empty one is the end.
    fn next(&mut self) -> io::Result<()> {
        self.used = 0;
        let spent = std::mem::take(&mut self.chunk);
        // Without room for it, it is freed.
        let _ = self.spent.try_send(spent.memory);
        self.chunk = loop {
            match self.chunks.recv_timeout(LOOK) {
                Ok(chunk) => break chunk?,
                Err(RecvTimeoutError::Disconnected) => break Chunk::default(),
                Err(RecvTimeoutError::Timeout) if (self.is_wanted)() => {}
                Err(RecvTimeoutError::Timeout) => return Err(io::Error::other("nobody waits for the input any more")),
            }
        };
        Ok(())
    }
}

/// Hands on what an input has, to its end or a failure, or until nobody takes it.
fn hand_on(mut input: impl Read, send: &SyncSender<io::Result<Chunk>>, spares: &Receiver<Vec<u8>>) {
    loop {
        let mut memory = spares.try_recv().unwrap_or_default();
        memory.resize(CHUNK, 0);
        let read = match input.read(&mut memory) {
            Ok(0) => return,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read,
        };
        let is_over = read.is_err();
        if send.send(read.map(|len| Chunk { memory, len })).is_err() || is_over {
            return;
        }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.used == self.chunk.len {
            self.next()?;
        }
        let read = (&self.chunk.memory[self.used..self.chunk.len]).read(into)?;
        self.used += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Reads that are given one by one.
    struct Given(VecDeque<io::Result<Vec<u8>>>);

    impl Read for Given {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let bytes = self.0.pop_front().unwrap_or_else(|| Ok(Vec::new()))?;
            into[..bytes.len()].copy_from_slice(&bytes);
            Ok(bytes.len())
        }
    }

    fn given(reads: impl IntoIterator<Item = io::Result<Vec<u8>>> + Send + 'static) -> Patient<'static> {
        Patient::open(|| Ok(Given(reads.into_iter().collect())), &|| true).unwrap()
    }

    #[test]
    fn all_bytes_come_in_order() {
        let sizes = [1, CHUNK, 7, CHUNK - 1, 3, 3, 3, 3, 3, 3, 100];
        let bytes = move |number: usize| vec![b'a' + u8::try_from(number).unwrap(); sizes[number]];
        let interrupted = || Err(io::ErrorKind::Interrupted.into());
        let mut input = given((0..sizes.len()).flat_map(move |number| [Ok(bytes(number)), interrupted()]));
        let mut all = Vec::new();
        input.read_to_end(&mut all).unwrap();
        assert_eq!(all, (0..sizes.len()).flat_map(bytes).collect::<Vec<u8>>());
        assert_eq!(input.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn what_was_read_before_a_failure_is_there() {
        let mut input = given([Ok(b"abc".to_vec()), Err(io::Error::other("unplugged"))]);
        let mut all = Vec::new();
        let error = input.read_to_end(&mut all).unwrap_err();
        assert_eq!((all.as_slice(), error.to_string().as_str()), (&b"abc"[..], "unplugged"));
    }

    #[test]
    fn what_cannot_be_opened_says_so() {
        let opened = Patient::open(|| Err::<io::Empty, _>(io::Error::other("locked")), &|| true);
        assert_eq!(opened.err().map(|error| error.to_string()), Some("locked".to_owned()));
    }

    /// Gives nothing, and does not end.
    struct Silent;

    impl Read for Silent {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            loop {
                thread::park();
            }
        }
    }

    #[test]
    fn nobody_waits_for_a_silent_input_that_is_not_wanted() {
        let wanted = AtomicBool::new(true);
        let is_wanted = || wanted.load(Ordering::Relaxed);
        let mut input = Patient::open(|| Ok(Silent), &is_wanted).unwrap();
        thread::scope(|scope| {
            let read = scope.spawn(move || input.read(&mut [0; 8]).map_err(|error| error.to_string()));
            wanted.store(false, Ordering::Relaxed);
            assert_eq!(read.join().unwrap(), Err("nobody waits for the input any more".to_owned()));
        });
        let silent = || -> io::Result<Silent> {
            loop {
                thread::park();
            }
        };
        assert!(Patient::open(silent, &is_wanted).is_err());
    }
}
