//! The beginnings of all forms, by their hashes.

use super::PatternId;
use super::processor::{Plain, Processor};
use std::hint::select_unpredictable;
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// What is known of a stretch of text with the hash of the beginning of some form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// 1 more than the number of the form that ends here; 0: none does.
    pattern: u32,
    /// How it goes on, a bit each: by the next piece, or by the number of characters to the end. 0: nothing is longer.
    pub(super) next: u64,
}

impl Node {
    /// Whether a form ends here.
    #[inline(always)]
    pub(super) fn is_whole(self) -> bool {
        self.pattern != 0
    }

    /// The form that ends here, if its text is the same too; of a node where none ends, no form has the number.
    #[inline(always)]
    pub(super) fn pattern(self) -> PatternId {
        PatternId(self.pattern.wrapping_sub(1))
    }
}

/// So many nodes share a bucket, which is a line of the processor's caches.
pub(super) const NODES: usize = 4;

/// The nodes of hashes that lie near each other. A place without a node has the pattern 0 and goes on nowhere.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Bucket {
    /// The halves of the hashes that do not say where the nodes stand.
    tags: [U32; NODES],
    /// As in [`Node`]; in the first also [`FULL`].
    patterns: [U32; NODES],
    next: [U64; NODES],
}

/// The bucket has no room for some node, which stands in a bucket behind it.
const FULL: u32 = 1 << 31;

impl Bucket {
    #[inline(always)]
    fn node(&self, place: usize) -> Node {
        Node { pattern: self.patterns[place].get() & !FULL, next: self.next[place].get() }
    }

    /// The node of a tag; a node of nothing where there is none.
    #[inline(always)]
    fn get(&self, tag: u32, processor: impl Processor) -> Node {
        let same = processor.same_tags(&self.tags, tag);
        let node = self.node(same.trailing_zeros() as usize % NODES);
        if same == 0 { Node::default() } else { node }
    }

    #[inline(always)]
    fn is_full(&self) -> bool {
        self.patterns[0].get() & FULL != 0
    }
}

/// A hash table of buckets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'t> {
    buckets: &'t [Bucket],
}

/// So many buckets are looked through for a node.
const REACH: usize = 64;

/// What a first look says of a hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Its node, or a node of nothing.
    pub(super) node: Node,
    /// Whether there may be a node further on.
    pub(super) goes_on: bool,
}

impl Node {
    /// Whether nothing is known.
    #[inline(always)]
    pub(super) fn is_nothing(self) -> bool {
        (u64::from(self.pattern) | self.next) == 0
    }
}

impl<'t> Table<'t> {
    /// The table that [`TableBuilder`] wrote.
    pub(super) fn new(buckets: &'t [Bucket]) -> Self {
        Self { buckets }
    }

    /// The bucket that is looked into first for a hash.
    #[inline(always)]
    pub(super) fn bucket(self, hash: u64) -> Option<&'t Bucket> {
        self.buckets.get(place(hash, self.buckets.len()))
    }

    /// Looks into the bucket of a hash. Without a branch: for many hashes, the waits for memory overlap.
    #[inline(always)]
    pub(super) fn look(self, hash: u64, processor: impl Processor) -> Look {
        match self.bucket(hash) {
            Some(bucket) => {
                let node = bucket.get(tag(hash), processor);
                // One question, of which the answer is mostly no: many buckets are full.
                let full = select_unpredictable(node.is_nothing(), bucket.patterns[0].get() & FULL, 0);
                Look { node, goes_on: full != 0 }
            }
            None => Look { node: Node::default(), goes_on: false },
        }
    }

    /// The node of a hash, or a node of nothing.
    pub(super) fn find(self, hash: u64) -> Node {
        let len = self.buckets.len();
        let start = place(hash, len);
        for at in start..start + REACH.min(len) {
            let Some(bucket) = self.buckets.get(if at < len { at } else { at - len }) else { break };
            let node = bucket.get(tag(hash), Plain);
            if !node.is_nothing() || !bucket.is_full() {
                return node;
            }
        }
        Node::default()
    }
}

/// Makes a [`Table`].
#[derive(Debug)]
pub(super) struct TableBuilder {
    buckets: Vec<Bucket>,
}

impl TableBuilder {
    /// Seven of ten places are taken: with fewer, tables grow; with more, many nodes stand in another bucket than their own.
    const TAKEN: (usize, usize) = (7, 10);

    /// An empty table with room for so many nodes.
    pub(super) fn with_room_for(nodes: usize) -> Self {
        let (taken, of) = Self::TAKEN;
        Self { buckets: vec![Bucket::default(); nodes * of / (taken * NODES) + 1] }
    }

    /// Adds what is known of a hash: the form that ends there, if one does, and how it goes on.
    ///
    /// Returns whether the form found its place: not, where another has it already. Bits of `next` may share a node.
    pub(super) fn add(&mut self, hash: u64, pattern: Option<PatternId>, next: u64) -> bool {
        let pattern = pattern.map_or(0, |pattern| pattern.0 + 1);
        let len = self.buckets.len();
        let start = place(hash, len);
        for at in (start..start + REACH.min(len)).map(|at| at % len) {
            let bucket = &mut self.buckets[at];
            let place =
                (0..NODES).find(|&place| bucket.node(place).is_nothing() || bucket.tags[place].get() == tag(hash));
            let Some(place) = place else {
                bucket.patterns[0] = (bucket.patterns[0].get() | FULL).into();
                continue;
            };
            let known = bucket.node(place);
            bucket.tags[place] = tag(hash).into();
            bucket.next[place] = (known.next | next).into();
            let is_free = pattern == 0 || !known.is_whole();
            if is_free {
                bucket.patterns[place] = (bucket.patterns[place].get() | pattern).into();
            }
            return is_free;
        }
        false
    }

    /// The table as bytes.
    pub(super) fn bytes(self) -> Vec<u8> {
        self.buckets.as_bytes().to_vec()
    }
}

/// The high half of a hash, laid out over the table.
#[inline(always)]
fn place(hash: u64, len: usize) -> usize {
    let place = (u128::from(hash >> 32) * len as u128) >> 32;
    usize::try_from(place).expect("less than the length of the table")
}

#[inline(always)]
fn tag(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).expect("half of the bits")
}
