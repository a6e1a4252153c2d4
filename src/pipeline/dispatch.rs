//! From the reader to the workers: batches get tickets and a number each.

use super::Stop;
use super::spares::Store;
use super::tickets::Tickets;
use super::worker::{Numbered, Worker};
use crate::read::{AllRead, Batch, Ended, Inputs, ReadOptions, Stopped, read_all};
use crossbeam_channel::Sender;

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

    /// Reads all inputs as one of the workers: where enough waits for the others, it does what has waited longest, so that little waits to be written. So
    /// as many threads run as there are workers, and none of them waits for one that the system lets wait.
    pub(super) fn read_as(
        mut self,
        mut worker: Worker<'_>,
        inputs: &Inputs,
        options: &ReadOptions,
    ) -> Result<AllRead, Ended> {
        let read = read_all(inputs, options, &mut |batch| {
            // Tickets may be with batches that nobody else has begun.
            while !self.tickets.suffice(batch.weight()) && worker.help() {}
            let mut numbered = self.numbered(batch)?;
            while let Err(unsent) = self.batches.try_send(numbered) {
                numbered = unsent.into_inner();
                if !worker.help() {
                    worker.do_one(numbered);
                    break;
                }
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
