//! From the reader to the workers: batches get tickets and a number each.

use super::spares::Store;
use super::tickets::Tickets;
use super::worker::{Numbered, Worker};
use crate::read::{AllRead, Batch, Ended, Inputs, ReadOptions, Stopped, read_while};
use crossbeam_channel::Sender;

/// The reader's side.
pub(super) struct Dispatch {
    pub(super) tickets: Tickets,
    pub(super) batches: Sender<Numbered>,
    pub(super) spares: Store<Batch>,
    /// The number of the next batch.
    pub(super) number: u64,
}

impl Dispatch {
    /// Reads all inputs as one of the workers, as long as that is wanted: where enough waits for the others, it does what has waited longest, so that little
    /// waits to be written. So as many threads run as there are workers, and none of them waits for one that the system lets wait.
    pub(super) fn read(
        mut self,
        inputs: &Inputs,
        options: &ReadOptions,
        mut worker: Worker<'_>,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Result<AllRead, Ended> {
        let read = read_while(is_wanted, inputs, options, &mut |batch| {
            if !is_wanted() {
                return Err(Stopped);
            }
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
            Ok(())
        });
        drop(self);
        worker.run();
        read
    }

    /// A batch that may be worked on; another takes its place.
    fn numbered(&mut self, batch: &mut Batch) -> Result<Numbered, Stopped> {
        let tickets = self.tickets.take(batch.weight())?;
        let numbered = Numbered { number: self.number, tickets, batch: std::mem::replace(batch, self.spares.take()) };
        self.number += 1;
        Ok(numbered)
    }
}
