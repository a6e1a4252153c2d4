//! What the bytes of a text are, a bit a byte: the first look at a text, 64 bytes at a time.

#[cfg(target_arch = "x86_64")]
mod avx2;

/// So many bytes are looked at as a whole: as many as a number has bits.
pub(super) const BLOCK: usize = 64;

/// The classes of one block's bytes, the first byte lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BlockMasks {
    /// ASCII letters, digits and `_`.
    pub(super) joins: u64,
    /// ASCII capitals.
    pub(super) capital: u64,
    /// ASCII other than control characters and the space.
    pub(super) graphic: u64,
    /// Bytes of characters beyond ASCII; in [`Masks`] the seams too.
    pub(super) odd: u64,
}

/// The masks of a whole text, the last block filled up with zeros.
#[derive(Debug, Default)]
pub(super) struct Masks {
    blocks: Vec<BlockMasks>,
    has_high: bool,
    is_odd: bool,
}

impl Masks {
    /// Looks at a text and its seams; the buffer is used again.
    pub(super) fn look_at(&mut self, text: &[u8], seams: &[u32]) {
        self.blocks.clear();
        kernel()(text, &mut self.blocks);
        self.has_high = self.blocks.iter().fold(0, |all, block| all | block.odd) != 0;
        self.is_odd = self.has_high || !seams.is_empty();
        for seam in seams.iter().map(|&seam| seam as usize) {
            if let Some(block) = self.blocks.get_mut(seam / BLOCK) {
                block.odd |= 1 << (seam % BLOCK);
            }
        }
    }

    /// The blocks in order.
    pub(super) fn blocks(&self) -> &[BlockMasks] {
        &self.blocks
    }

    /// Whether any byte is not ASCII.
    pub(super) fn has_high(&self) -> bool {
        self.has_high
    }

    /// Whether anything but ASCII, or a seam, stands behind a byte, no further than at `end`.
    pub(super) fn is_odd_within(&self, start: usize, end: usize) -> bool {
        self.is_odd
            && (start + 1..=end).step_by(BLOCK).any(|from| {
                let odd = self.from(from, |block| block.odd);
                (odd.trailing_zeros() as usize) < BLOCK.min(end + 1 - from)
            })
    }

    /// The bits of one class from a byte on, the first lowest, over the end of its block.
    pub(super) fn from(&self, at: usize, class: impl Fn(&BlockMasks) -> u64) -> u64 {
        let (block, bit) = (at / BLOCK, at % BLOCK);
        let bits = |block: usize| self.blocks.get(block).map_or(0, &class);
        // Shifted in two steps, since a shift by all 64 bits is none.
        bits(block) >> bit | bits(block + 1) << 1 << (BLOCK - 1 - bit)
    }

    /// Where the letters and digits that begin at a byte end.
    pub(super) fn end_of_word(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let len = (!self.from(end, |block| block.joins)).trailing_zeros() as usize;
            end += len;
            if len < BLOCK {
                return end;
            }
        }
    }
}

type Kernel = fn(&[u8], &mut Vec<BlockMasks>);

/// The fastest way that this processor has.
fn kernel() -> Kernel {
    #[cfg(target_arch = "x86_64")]
    if let Some(kernel) = avx2::kernel() {
        return kernel;
    }
    portable
}

/// The plain way, and what the others are compared with.
fn portable(text: &[u8], out: &mut Vec<BlockMasks>) {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    out.extend(blocks.iter().map(block));
    if !rest.is_empty() {
        out.push(block(&filled_up(rest)));
    }
}

fn filled_up(rest: &[u8]) -> [u8; BLOCK] {
    let mut filled = [0; BLOCK];
    filled[..rest.len()].copy_from_slice(rest);
    filled
}

fn block(bytes: &[u8; BLOCK]) -> BlockMasks {
    let mut masks = BlockMasks::default();
    for (place, &byte) in bytes.iter().enumerate() {
        let bit = |is: bool| u64::from(is) << place;
        masks.joins |= bit(byte == b'_' || byte.is_ascii_alphanumeric());
        masks.capital |= bit(byte.is_ascii_uppercase());
        masks.graphic |= bit(byte.is_ascii() && byte > b' ');
        masks.odd |= bit(!byte.is_ascii());
    }
    masks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_kernels_say_the_same(text in prop::collection::vec(any::<u8>(), 0..300)) {
            let (mut plain, mut fast) = (Vec::new(), Vec::new());
            portable(&text, &mut plain);
            kernel()(&text, &mut fast);
            prop_assert_eq!(plain, fast);
        }
    }

    #[test]
    fn every_byte_in_every_place() {
        for byte in 0..=255 {
            let text: Vec<u8> = (0..130).map(|at| if at % 3 == 0 { byte } else { b'.' }).collect();
            let (mut plain, mut fast) = (Vec::new(), Vec::new());
            portable(&text, &mut plain);
            kernel()(&text, &mut fast);
            assert_eq!(plain, fast, "byte {byte}");
        }
    }

    #[test]
    fn words_end_over_blocks() {
        let text = format!("{} x", "a".repeat(150));
        let mut masks = Masks::default();
        masks.look_at(text.as_bytes(), &[]);
        assert_eq!(masks.end_of_word(3), 150);
        assert_eq!(masks.end_of_word(150), 150);
        assert_eq!(masks.end_of_word(151), 152);
    }
}
