//! Numbers and texts as bytes: the length of a text, in as few bytes as it needs, then the text.

/// Adds a number, seven bits a byte, the lowest first.
pub(super) fn put_number(out: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    loop {
        let low = u8::try_from(rest & 0x7F).expect("seven bits");
        rest >>= 7;
        if rest == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// Adds a text.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// Reads what was put, one behind the other. Where nothing sensible stands, a number is 0 and a text empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// Four bytes as a number.
    pub(super) fn word(&mut self) -> u32 {
        self.take(4).try_into().map_or(0, u32::from_le_bytes)
    }

    /// Eight bytes as a number.
    pub(super) fn long(&mut self) -> u64 {
        self.take(8).try_into().map_or(0, u64::from_le_bytes)
    }

    pub(super) fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0usize, 0);
        loop {
            let byte = self.byte();
            number |= usize::from(byte & 0x7F).checked_shl(shift).unwrap_or_default();
            if byte < 0x80 || shift > 56 {
                return number;
            }
            shift += 7;
        }
    }

    /// So many bytes; none where fewer are left.
    pub(super) fn take(&mut self, count: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        taken
    }

    pub(super) fn text(&mut self) -> &'b str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The bytes of a text.
    pub(super) fn bytes(&mut self) -> &'b [u8] {
        let length = self.number();
        self.take(length)
    }
}
