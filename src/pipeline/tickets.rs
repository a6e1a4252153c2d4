//! Tickets: what bounds the bytes in flight.

use crate::read::Stopped;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::num::NonZeroUsize;

/// A ticket stands for so many bytes.
const TICKET_BYTES: usize = 64 << 10;

/// Tickets for each worker: 2 MiB, so that a slow document of a worker does not soon stop the others.
const TICKETS_A_WORKER: usize = 32;

/// The reader's side: tickets are taken before a batch is sent.
#[derive(Debug)]
pub(super) struct Tickets {
    free: Receiver<()>,
    count: usize,
}

/// The writer's side: tickets come back when a batch is written.
#[derive(Debug)]
pub(super) struct Spent(Sender<()>);

/// As many tickets as so many workers need, and the way back for them.
pub(super) fn for_workers(workers: NonZeroUsize) -> (Tickets, Spent) {
    let count = workers.get().saturating_mul(TICKETS_A_WORKER);
    let (back, free) = bounded(count);
    let spent = Spent(back);
    spent.give_back(count);
    (Tickets { free, count }, spent)
}

impl Tickets {
    /// The bytes that all of them stand for.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.count * TICKET_BYTES
    }

    /// Whether there are as many as so many bytes need.
    pub(super) fn suffice(&self, bytes: usize) -> bool {
        self.free.len() >= self.needed(bytes)
    }

    fn needed(&self, bytes: usize) -> usize {
        bytes.div_ceil(TICKET_BYTES).clamp(1, self.count)
    }

    /// Waits for the tickets that so many bytes need, and says how many they were.
    ///
    /// More bytes than there are tickets for wait for all of them: such a batch travels alone.
    pub(super) fn take(&self, bytes: usize) -> Result<usize, Stopped> {
        let needed = self.needed(bytes);
        for _ in 0..needed {
            self.free.recv().map_err(|_| Stopped)?;
        }
        Ok(needed)
    }
}

impl Spent {
    /// Gives tickets back.
    pub(super) fn give_back(&self, tickets: usize) {
        for _ in 0..tickets {
            // There is room for every ticket that exists; nobody needs them any more once the reader is gone.
            let _ = self.0.try_send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_of_any_size_gets_through() {
        let (tickets, spent) = for_workers(NonZeroUsize::MIN);
        assert_eq!(tickets.take(0), Ok(1));
        assert_eq!(tickets.take(TICKET_BYTES + 1), Ok(2));
        spent.give_back(3);
        assert_eq!(tickets.take(usize::MAX), Ok(tickets.count));
    }

    #[test]
    fn without_a_writer_nobody_waits() {
        let (tickets, spent) = for_workers(NonZeroUsize::MIN);
        drop(spent);
        assert_eq!(tickets.take(usize::MAX), Ok(tickets.count));
        assert_eq!(tickets.take(1), Err(Stopped));
    }
}
