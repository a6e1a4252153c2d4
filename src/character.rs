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
    const START: u32 = (0xE0 << 12) + (0x80 << 6) + 0x80 + FIRST_OF_THREE;
    // Characters below are of one byte here; in a text other first bytes lie before the first or behind the last, whatever follows.
    const FIRST_OF_THREE: u32 = 0x2000;
    let [first, second, third] = three.map(u32::from);
    let code = (first << 12) + (second << 6) + third;
    let of_three = &PLAIN[FIRST_OF_THREE as usize..];
    Plain(of_three.get(code.wrapping_sub(START) as usize).copied().unwrap_or(NOT_PLAIN))
}

/// What a character of ASCII or of the first plane becomes, by its code; see [`plain`]. What is graphic in ASCII stays as it is, and so do a space and a line
/// end: what they become depends on what stands beside them.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn plain_of_code(code: u16) -> Plain {
    Plain(PLAIN[usize::from(code)])
}

/// What a character becomes, see [`plain`]: its bytes, the first lowest, and their number; or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain(u32);

impl Plain {
    /// What [`Self::len`] says of nothing: more than thirty characters have together.
    pub(crate) const LEN_OF_NOTHING: usize = (NOT_PLAIN >> 24) as usize;

    /// Whether it is nothing.
    #[inline(always)]
    pub(crate) fn is_none(self) -> bool {
        self.0 == NOT_PLAIN
    }

    /// Its bytes, and one more or three, whatever they are.
    #[inline(always)]
    pub(crate) fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    /// How many bytes it takes.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        (self.0 >> 24) as usize
    }

    /// The character.
    pub(crate) fn character(self) -> Option<char> {
        let bytes = self.bytes();
        str::from_utf8(bytes.get(..self.len())?).ok()?.chars().next()
    }
}
