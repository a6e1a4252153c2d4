//! What the bytes of a text are, a bit a byte: the first look at a text, 64 bytes at a time.

use super::filter::Nibbles;
use super::processor::Processor;

/// So many bytes are looked at as a whole: as many as a number has bits.
pub(super) const BLOCK: usize = 64;

/// A block and the two bytes behind it.
pub(super) const WINDOW: usize = BLOCK + 2;

/// The classes of one block's bytes, the first byte lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BlockMasks {
    /// ASCII letters, digits and `_`.
    pub(super) joins: u64,
    /// ASCII capitals.
    pub(super) capital: u64,
    /// ASCII other than control characters and the space.
    pub(super) graphic: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) high: u64,
}

/// Where the characters beyond ASCII begin in a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeadMasks {
    /// All of them.
    pub(super) all: u64,
    /// Those from U+2000 on, which have three bytes or four: letters of Han, kana and bopomofo are among them.
    pub(super) wide: u64,
    /// Ideographs, U+4000 to U+9FFF: they join with nothing and attach to nothing.
    pub(super) lone: u64,
}

/// The masks of a whole text, the last block filled up with zeros, and a block of zeros behind it.
#[derive(Debug, Default)]
pub(super) struct Masks {
    /// As in [`BlockMasks`], a number a block.
    pub(super) joins: Vec<u64>,
    /// …
    pub(super) capital: Vec<u64>,
    /// …
    pub(super) graphic: Vec<u64>,
    /// Bytes of characters beyond ASCII, and seams. The first byte of an ideograph is none: where one follows, a word ends.
    pub(super) odd: Vec<u64>,
    /// Where pieces may begin that begin with no capital.
    pub(super) small: Vec<u64>,
    has_high: bool,
    is_odd: bool,
    is_small_rare: bool,
}

impl Masks {
    /// Looks at a text; the buffers are used again.
    #[inline(always)]
    pub(super) fn look_at(&mut self, text: &[u8], processor: impl Processor) {
        self.resize(text.len().div_ceil(BLOCK) + 1);
        self.has_high = self.fill(text, processor);
    }

    /// Adds the seams of the text that was looked at.
    #[inline(always)]
    pub(super) fn add_seams(&mut self, seams: &[u32]) {
        self.is_odd = self.has_high || !seams.is_empty();
        for seam in seams.iter().map(|&seam| seam as usize) {
            self.odd[seam / BLOCK] |= 1 << (seam % BLOCK);
        }
    }

    /// Fills masks of the right length in, and says whether any byte is not ASCII.
    #[inline(always)]
    fn fill(&mut self, text: &[u8], processor: impl Processor) -> bool {
        let Masks { joins, capital, graphic, odd, .. } = self;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let mut high = 0;
        let mut set = |at: usize, masks: BlockMasks| {
            (joins[at], capital[at], graphic[at], odd[at]) = (masks.joins, masks.capital, masks.graphic, masks.high);
            high |= masks.high;
        };
        for (at, block) in blocks.iter().enumerate() {
            set(at, processor.block(block));
        }
        if !rest.is_empty() {
            let mut filled = [0; BLOCK];
            filled[..rest.len()].copy_from_slice(rest);
            set(blocks.len(), processor.block(&filled));
        }
        high != 0
    }

    /// Finds where pieces may begin that begin with no capital: anywhere, where it is not known how they begin. What follows a piece of a byte or two may be
    /// anything, so that it may end at a seam.
    #[inline(always)]
    pub(super) fn find_beginnings(&mut self, text: &[u8], nibbles: Option<&Nibbles>, processor: impl Processor) {
        self.is_small_rare = nibbles.is_some();
        let Some(nibbles) = nibbles else {
            self.small.clear();
            self.small.resize(self.joins.len(), u64::MAX);
            return;
        };
        self.small.resize(self.joins.len(), 0);
        for (block, small) in self.small.iter_mut().enumerate() {
            let rest = text.get(block * BLOCK..).unwrap_or_default();
            *small = match rest.first_chunk() {
                Some(window) => processor.beginnings(window, nibbles),
                None => {
                    let mut window = [0; WINDOW];
                    window[..rest.len()].copy_from_slice(rest);
                    processor.beginnings(&window, nibbles)
                }
            };
        }
    }

    fn resize(&mut self, blocks: usize) {
        for masks in [&mut self.joins, &mut self.capital, &mut self.graphic, &mut self.odd] {
            masks.resize(blocks, 0);
            masks[blocks - 1] = 0;
        }
    }

    /// How many blocks the text has.
    pub(super) fn blocks(&self) -> usize {
        self.joins.len() - 1
    }

    /// Whether any byte is not ASCII.
    pub(super) fn has_high(&self) -> bool {
        self.has_high
    }

    /// Whether there is anything but ASCII, or a seam.
    pub(super) fn is_odd(&self) -> bool {
        self.is_odd
    }

    /// Whether few pieces begin as those that begin with no capital.
    pub(super) fn is_small_rare(&self) -> bool {
        self.is_small_rare
    }

    /// Whether anything but ASCII, or a seam, stands among the 64 bytes from one on.
    #[inline(always)]
    pub(super) fn is_odd_near(&self, start: u32) -> bool {
        from(&self.odd, start as usize) != 0
    }

    /// Whether anything but ASCII, or a seam, stands behind a byte, no further than at `end`.
    #[inline(always)]
    pub(super) fn is_odd_within(&self, start: usize, end: usize) -> bool {
        self.is_odd
            && (start + 1..=end).step_by(BLOCK).any(|at| {
                let odd = from(&self.odd, at);
                (odd.trailing_zeros() as usize) < BLOCK.min(end + 1 - at)
            })
    }

    /// The length of a word of ASCII, 64 bytes or more being 64.
    #[inline(always)]
    pub(super) fn len_of_word(&self, start: usize) -> usize {
        (!from(&self.joins, start)).trailing_zeros() as usize
    }

    /// Where the letters and digits that begin at a byte end.
    #[inline(always)]
    pub(super) fn end_of_word(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let len = (!from(&self.joins, end)).trailing_zeros() as usize;
            end += len;
            if len < BLOCK {
                return end;
            }
        }
    }
}

/// The bits of one class from a byte on, the first lowest.
#[inline(always)]
pub(super) fn from(masks: &[u64], at: usize) -> u64 {
    let (block, bit) = (at / BLOCK, at % BLOCK);
    match masks.get(block..block + 2) {
        // Shifted in two steps, since a shift by all 64 bits is none.
        Some([this, next]) => this >> bit | next << 1 << (BLOCK - 1 - bit),
        _ => 0,
    }
}

/// The plain way to look at a block, and what others are compared with.
pub(super) fn plain_block(bytes: &[u8; BLOCK]) -> BlockMasks {
    let mut masks = BlockMasks::default();
    for (place, &byte) in bytes.iter().enumerate() {
        let bit = |is: bool| u64::from(is) << place;
        masks.joins |= bit(byte == b'_' || byte.is_ascii_alphanumeric());
        masks.capital |= bit(byte.is_ascii_uppercase());
        masks.graphic |= bit(byte.is_ascii() && byte > b' ');
        masks.high |= bit(!byte.is_ascii());
    }
    masks
}

/// The plain way to see where characters begin.
pub(super) fn plain_leads(bytes: &[u8; BLOCK]) -> LeadMasks {
    let mut masks = LeadMasks::default();
    for (place, &byte) in bytes.iter().enumerate() {
        let bit = |is: bool| u64::from(is) << place;
        masks.all |= bit(byte >= 0xC0);
        masks.wide |= bit(byte >= 0xE2);
        masks.lone |= bit(matches!(byte, 0xE4..=0xE9));
    }
    masks
}

/// Gives `check` blocks with every byte in every place.
#[cfg(all(test, target_arch = "x86_64"))]
pub(super) fn every_byte_in_every_place(check: impl Fn(&[u8; BLOCK])) {
    for byte in 0..=255 {
        for place in 0..BLOCK {
            let mut bytes = [b'.'; BLOCK];
            bytes[place] = byte;
            check(&bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_over_blocks() {
        let text = format!("{} x", "a".repeat(150));
        let mut masks = Masks::default();
        masks.look_at(text.as_bytes(), super::super::processor::Plain);
        assert_eq!(masks.end_of_word(3), 150);
        assert_eq!(masks.end_of_word(150), 150);
        assert_eq!(masks.end_of_word(151), 152);
    }
}
