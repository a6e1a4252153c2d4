//! What is known of a single character: what it folds to, and its class. The tables are made by `build/`.

include!(concat!(env!("OUT_DIR"), "/characters.rs"));

/// What one character becomes when text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// One character, perhaps itself: `É` becomes `e`.
    One(char),
    /// Several: `㈱` becomes `(株)`.
    Several(&'static str),
    /// White space that ends no line.
    Space,
    /// A line end. `\r\n` is one line end, which the caller sees to.
    LineEnd,
    /// Nothing: a character without width.
    Nothing,
}

/// The class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u8);

impl Class {
    /// A letter or digit of a script that is written with spaces, or `_`. A mark joins where what it stands on joins.
    pub(crate) fn joins(self) -> bool {
        self.0 & JOINS != 0
    }

    /// Whether names may begin and end beside both alike.
    pub(crate) fn joins_like(self, other: Self) -> bool {
        (self.0 ^ other.0) & (JOINS | HANGUL | MARK) == 0
    }

    /// A Hangul letter.
    pub(crate) fn is_hangul(self) -> bool {
        self.0 & HANGUL != 0
    }

    /// A letter of Han, kana or bopomofo.
    pub(crate) fn is_cjk(self) -> bool {
        self.0 & CJK != 0
    }

    /// A letter of Han, kana or bopomofo that neither joins nor attaches to anything.
    pub(crate) fn is_plain_cjk(self) -> bool {
        self.0 == CJK
    }

    /// A character that normalization may move or join to the one before it: an accent, a Hangul vowel.
    pub(crate) fn attaches(self) -> bool {
        self.0 & ATTACHES != 0
    }

    /// A combining mark.
    pub(crate) fn is_mark(self) -> bool {
        self.0 & MARK != 0
    }

    /// A letter that loses its marks when it is folded: Latin or Greek.
    pub(crate) fn drops_marks(self) -> bool {
        self.0 & DROPS_MARKS != 0
    }
}

fn look_up<T: Copy>(index: &[u16], blocks: &[[T; 128]], c: char) -> T {
    let code = c as usize;
    blocks[usize::from(index[code / 128])][code % 128]
}

/// The class of `c`.
pub(crate) fn class(c: char) -> Class {
    Class(look_up(&CLASS_INDEX, &CLASS_BLOCKS, c))
}

/// What `c` becomes.
pub(crate) fn fold(c: char) -> Fold {
    match look_up(&FOLD_INDEX, &FOLD_BLOCKS, c) {
        ITSELF => Fold::One(c),
        VANISHES => Fold::Nothing,
        SPACE => Fold::Space,
        LINE_END => Fold::LineEnd,
        code if code & UNFOLDS != 0 => Fold::Several(UNFOLDED[(code & !UNFOLDS) as usize]),
        code => Fold::One(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

/// What a character of three bytes becomes that neither joins nor attaches: a letter of Han, kana or bopomofo or a sign that becomes another of three
/// bytes, or a sign that becomes an ASCII sign. None for all others, and for bytes that begin with something else.
///
/// One look where [`fold`] and [`class`] are four: nearly all of a Chinese text is of this sort.
#[inline(always)]
pub(crate) fn plain(three: [u8; 3]) -> Plain {
    // The bytes behind the first begin with the bits of 0x80, which need not be taken off one by one.
    const START: u32 = (0xE0 << 12) + (0x80 << 6) + 0x80 + PLAIN_START;
    let [first, second, third] = three.map(u32::from);
    // In a text other first bytes lie before the table or behind it, whatever follows.
    let code = (first << 12) + (second << 6) + third;
    Plain(PLAIN.get(code.wrapping_sub(START) as usize).copied().unwrap_or(0))
}

/// What a character becomes, see [`plain`]: its bytes, the first lowest; zeros: nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain(u32);

impl Plain {
    /// Whether it is nothing.
    #[inline(always)]
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Its bytes, and zeros.
    #[inline(always)]
    pub(crate) fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    /// How many bytes it takes, where it is something.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        3 - 2 * usize::from(self.0 <= 0x7F)
    }

    /// The character.
    pub(crate) fn character(self) -> Option<char> {
        let bytes = self.bytes();
        let character = str::from_utf8(&bytes[..self.len()]).ok()?.chars().next();
        character.filter(|_| !self.is_none())
    }
}
