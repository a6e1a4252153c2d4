//! From the reader to the workers: batches get tickets and a number each.

use super::Stop;
use super::spares::Store;
use super::tickets::Tickets;
use super::worker::{Numbered, Worker};
use crate::read::{AllRead, Batch, Ended, Inputs, ReadOptions, Stopped, read_all};
use crossbeam_channel::{Sender, TrySendError};

/// The reader's side.
pub(super) struct Dispatch {
    pub(super) tickets: Tickets,
    pub(super) batches: Sender<Numbered>,
    pub(super) spares: Store<Batch>,
    pub(super) stop: Stop,
    /// The number of the next batch.
    pub(super) number: u64,
}

impl Dispatch {
    /// Reads all inputs, and waits where the workers are behind.
    pub(super) fn read(mut self, inputs: &Inputs, options: &ReadOptions) -> Result<AllRead, Ended> {
        read_all(inputs, options, &mut |batch| {
            let numbered = self.numbered(batch)?;
            self.batches.send(numbered).map_err(|_| Stopped)
        })
    }

    /// Reads all inputs as one of the workers: where the others have enough to do, it does what it has just read, which is still in the cache. So as
    /// many threads run as there are workers, and none of them waits for one that the system lets wait.
    pub(super) fn read_as(
        mut self,
        mut worker: Worker<'_>,
        inputs: &Inputs,
        options: &ReadOptions,
    ) -> Result<AllRead, Ended> {
        let read = read_all(inputs, options, &mut |batch| {
            // Tickets may be with batches that nobody else has begun.
            while !self.tickets.suffice(batch.weight()) && worker.help() {}
            let numbered = self.numbered(batch)?;
            match self.batches.try_send(numbered) {
                Err(TrySendError::Full(numbered)) => worker.do_one(numbered),
                Err(TrySendError::Disconnected(_)) => return Err(Stopped),
                Ok(()) => {}
            }
            if worker.is_over() { Err(Stopped) } else { Ok(()) }
        });
        drop(self);
        worker.run();
        read
    }

    /// A batch that may be worked on; another takes its place.
    fn numbered(&mut self, batch: &mut Batch) -> Result<Numbered, Stopped> {
        if self.stop.is_set() {
            return Err(Stopped);
        }
        let tickets = self.tickets.take(batch.weight())?;
        let numbered = Numbered { number: self.number, tickets, batch: std::mem::replace(batch, self.spares.take()) };
        self.number += 1;
        Ok(numbered)
    }
}
