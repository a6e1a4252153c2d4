//! The beginnings of all forms, by their hashes.

use super::PatternId;
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// What is known of a stretch of text with the hash of the beginning of some form.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Node {
    /// The half of the hash that does not say where the node stands.
    tag: U32,
    /// 1 more than the number of the form that ends here; 0: none does.
    pattern: U32,
    /// How it goes on, a bit each: by the next piece, or by the number of characters to the end. 0: nothing is longer.
    next: U64,
}

impl Node {
    /// The form that ends here, if its text is the same too.
    pub(super) fn pattern(self) -> Option<PatternId> {
        self.pattern.get().checked_sub(1).map(PatternId)
    }

    /// How it goes on.
    pub(super) fn next(self) -> u64 {
        self.next.get()
    }

    fn is_none(self) -> bool {
        self.pattern.get() == 0 && self.next.get() == 0
    }
}

/// A hash table with open addressing, three quarters full.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'t> {
    nodes: &'t [Node],
}

/// So far is looked for a node behind its place.
const REACH: usize = 512;

impl<'t> Table<'t> {
    /// The table that [`TableBuilder`] wrote.
    pub(super) fn new(nodes: &'t [Node]) -> Self {
        Self { nodes }
    }

    /// What stands at the place of a hash: mostly the node of that hash, else where the search for it begins.
    ///
    /// For many hashes these reads wait for memory side by side, which the searches would not.
    #[inline(always)]
    pub(super) fn at_place_of(self, hash: u64) -> Node {
        self.nodes.get(place(hash, self.nodes.len())).copied().unwrap_or_default()
    }

    /// The node of a hash, once what stands at its place is known.
    #[inline(always)]
    pub(super) fn get(self, hash: u64, at_place: Node) -> Option<Node> {
        let tag = tag(hash);
        let mut node = at_place;
        let mut at = place(hash, self.nodes.len());
        for _ in 0..REACH {
            if node.is_none() {
                return None;
            }
            if node.tag.get() == tag {
                return Some(node);
            }
            at = if at + 1 < self.nodes.len() { at + 1 } else { 0 };
            node = *self.nodes.get(at)?;
        }
        None
    }

    /// The node of a hash.
    #[inline(always)]
    pub(super) fn find(self, hash: u64) -> Option<Node> {
        self.get(hash, self.at_place_of(hash))
    }
}

/// Makes a [`Table`].
#[derive(Debug)]
pub(super) struct TableBuilder {
    nodes: Vec<Node>,
}

impl TableBuilder {
    /// An empty table with room for so many nodes.
    pub(super) fn with_room_for(nodes: usize) -> Self {
        Self { nodes: vec![Node::default(); nodes + nodes / 3 + 1] }
    }

    /// Adds what is known of a hash: the form that ends there, if one does, and how it goes on.
    ///
    /// Returns whether the form found its place: not, where another has it already. Bits of `next` may share a node.
    pub(super) fn add(&mut self, hash: u64, pattern: Option<PatternId>, next: u64) -> bool {
        let mut at = place(hash, self.nodes.len());
        for _ in 0..REACH {
            let node = &mut self.nodes[at];
            if node.is_none() {
                let pattern = pattern.map_or(0, |pattern| pattern.0 + 1);
                *node = Node { tag: tag(hash).into(), pattern: pattern.into(), next: next.into() };
                return true;
            }
            if node.tag.get() == tag(hash) {
                node.next = (node.next.get() | next).into();
                let Some(pattern) = pattern else { return true };
                let is_free = node.pattern.get() == 0;
                if is_free {
                    node.pattern = (pattern.0 + 1).into();
                }
                return is_free;
            }
            at = if at + 1 < self.nodes.len() { at + 1 } else { 0 };
        }
        false
    }

    /// The table as bytes.
    pub(super) fn bytes(self) -> Vec<u8> {
        self.nodes.as_bytes().to_vec()
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
