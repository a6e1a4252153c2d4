//! Brings a file to the disk while it is still being written: at its end, little is left to wait for.
//!
//! The system holds what is written in memory, and would begin long after a short run is over.

use std::fs::File;
use std::io;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

/// So many bytes are brought to the disk at once. Of a file that stays smaller, none are: it gets no thread.
const PORTION: usize = 8 << 20;

/// Brings what was written to a file to the disk, portion by portion.
#[derive(Debug, Default)]
pub(super) struct WriteBack {
    /// Bytes of the portion that is not full yet.
    open: usize,
    worker: Option<Box<Worker>>,
}

/// The thread that waits for the disk, so that nobody else has to. It is over before whatever owned this is gone: its file is the same open one,
/// and so would be its lock.
#[derive(Debug)]
struct Worker {
    /// Asks for what was written until now; none where no more is to come.
    wanted: Option<SyncSender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl WriteBack {
    /// So many bytes more were written to the file, which is always the same.
    ///
    /// An error is one that an earlier portion met.
    pub(super) fn wrote(&mut self, file: &File, bytes: usize) -> io::Result<()> {
        self.open += bytes;
        if self.open < PORTION {
            return Ok(());
        }
        self.open = 0;
        if self.worker.is_none() {
            // Without a thread, the file's end does it all.
            self.worker = Worker::start(file).ok().map(Box::new);
        }
        self.worker.as_mut().map_or(Ok(()), |worker| worker.ask())
    }

    /// Waits until nothing is brought to the disk any more. An error of that is told here, since the system tells it once.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.worker.take().map_or(Ok(()), |mut worker| worker.end())
    }
}

impl Worker {
    fn start(file: &File) -> io::Result<Self> {
        let file = file.try_clone()?;
        let (wanted, asked) = sync_channel(1);
        let work = move || asked.iter().try_for_each(|()| file.sync_data());
        let thread = thread::Builder::new().name("write-back".to_owned()).spawn(work)?;
        Ok(Self { wanted: Some(wanted), thread: Some(thread) })
    }

    /// Wants what was written until now on the disk, too. Where that was asked for and is still to begin, it is included.
    fn ask(&mut self) -> io::Result<()> {
        match self.wanted.as_ref().map(|wanted| wanted.try_send(())) {
            Some(Err(TrySendError::Disconnected(()))) => self.end(),
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.wanted = None;
        self.thread.take().map_or(Ok(()), |thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // What is dropped without its end is not wanted.
        let _ = self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_small_file_gets_no_thread() {
        let mut back = WriteBack::default();
        back.wrote(&tempfile::tempfile().unwrap(), PORTION - 1).unwrap();
        assert!(back.worker.is_none());
    }

    #[test]
    fn a_large_file_is_brought_to_the_disk_meanwhile() {
        let mut file = tempfile::tempfile().unwrap();
        let mut back = WriteBack::default();
        for _ in 0..4 {
            file.write_all(&vec![b'x'; PORTION]).unwrap();
            back.wrote(&file, PORTION).unwrap();
        }
        assert!(back.worker.is_some());
        back.end().unwrap();
        assert!(back.worker.is_none());
    }

    /// What cannot be brought to a disk: one end of a pipe.
    #[cfg(unix)]
    fn unsyncable() -> (File, io::PipeReader) {
        let (reader, writer) = io::pipe().unwrap();
        (File::from(std::os::fd::OwnedFd::from(writer)), reader)
    }

    #[cfg(unix)]
    #[test]
    fn a_fault_is_told_once_by_what_comes_next() {
        let (file, _reader) = unsyncable();
        let mut back = WriteBack::default();
        back.wrote(&file, PORTION).unwrap();
        let told = (0..1_000_000).find_map(|_| {
            thread::yield_now();
            back.wrote(&file, PORTION).err()
        });
        assert_eq!(told.map(|fault| fault.kind()), Some(io::ErrorKind::InvalidInput));
    }

    #[cfg(unix)]
    #[test]
    fn a_fault_is_told_at_the_end_at_the_latest() {
        let (file, _reader) = unsyncable();
        let mut back = WriteBack::default();
        back.wrote(&file, PORTION).unwrap();
        assert_eq!(back.end().map_err(|fault| fault.kind()), Err(io::ErrorKind::InvalidInput));
    }
}
