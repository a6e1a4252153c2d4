//! Plain characters with AVX-512: a piece at a time.
//!
//! First the codes of all characters are told from blocks of bytes, then what they become is looked up and written. A processor begins the next block while it
//! waits for something of this one, but does not look far enough ahead for that where each block is done first.

use super::count::behind;
use super::{EIGHT, LETTER, PIECE, Space};
use crate::character::{FILLS, Plain, plain_of_code};
use crate::instructions::{BLOCK, NUMBERS, below, between, each, has_avx512, load, load_block};
use crate::prefetch::prefetch;
use std::arch::x86_64::{
    __m128i, __m512i, _mm_set1_epi16, _mm_storeu_si128, _mm256_storeu_si256, _mm512_add_epi8, _mm512_and_si512,
    _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cmpgt_epi8_mask, _mm512_cvtepi32_epi16,
    _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32, _mm512_madd_epi16, _mm512_maddubs_epi16, _mm512_mask_blend_epi32,
    _mm512_maskz_compress_epi8, _mm512_movepi8_mask, _mm512_permutexvar_epi8, _mm512_set1_epi32, _mm512_set4_epi32,
    _mm512_shuffle_epi8, _mm512_srli_epi32, _pdep_u64, _pext_u64,
};
use std::mem::MaybeUninit;
use std::sync::LazyLock;

/// So many numbers of 32 bits are a vector.
const SIXTEEN: usize = 16;

/// So many bytes of a block are done at a time: sixteen letters, and all that is asked about what begins among them is in the block.
const STEP: usize = SIXTEEN * LETTER;

/// So far ahead is read what is folded next: it may have been written long ago.
const AHEAD: usize = 16 * BLOCK;

/// Codes of a piece: of no more than its bytes, and as many behind them as are written at once.
type Codes = [MaybeUninit<u16>; PIECE + BLOCK];

static IS_HERE: LazyLock<bool> = LazyLock::new(has_avx512);

/// Does what [`super::push`] does, and returns what it returns; or none, where the processor cannot.
#[inline(always)]
pub(super) fn push(source: &[u8], space: Space, out: &mut String) -> Option<(usize, usize)> {
    // SAFETY: the processor has all that the function was compiled for.
    IS_HERE.then(|| unsafe { push_here(source, space, out) })
}

#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,popcnt")]
fn push_here(source: &[u8], space: Space, out: &mut String) -> (usize, usize) {
    let mut codes = [MaybeUninit::uninit(); PIECE + BLOCK];
    let (len, count) = find_codes(source, space, &mut codes);
    // SAFETY: so many were written, and the rest of the last eight.
    let codes = unsafe { std::slice::from_raw_parts(codes.as_ptr().cast::<u16>(), count.next_multiple_of(EIGHT)) };
    let (folded_len, whole) = write(codes, out);
    if whole < count { (behind(source, whole), folded_len) } else { (len, folded_len) }
}

/// Does what [`super::source_len`] does, and returns what it returns; or none, where the processor cannot.
#[inline(always)]
pub(super) fn source_len(folded: &[u8], source: &[u8]) -> Option<usize> {
    // SAFETY: the processor has all that the function was compiled for.
    IS_HERE.then(|| unsafe { source_len_here(folded, source) })
}

#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,popcnt")]
fn source_len_here(folded: &[u8], source: &[u8]) -> usize {
    // Zeros stand behind the end of a text, each a character.
    let beginnings = |text: &[u8], at: usize| _mm512_cmpgt_epi8_mask(load(text, at), each(0xBF));
    let mut count = 0;
    for from in (0..folded.len()).step_by(BLOCK) {
        count += (beginnings(folded, from) & below(folded.len() - from)).count_ones();
    }
    let mut at = 0;
    loop {
        let there = beginnings(source, at);
        if there.count_ones() > count {
            return at + _pdep_u64(1 << count, there).trailing_zeros() as usize;
        }
        count -= there.count_ones();
        at += BLOCK;
    }
}

/// Finds the codes of the characters that may be plain. Returns how many bytes they are in the source, and how many codes; behind these stand eight more.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi1,bmi2,popcnt")]
#[inline]
fn find_codes(source: &[u8], space: Space, codes: &mut Codes) -> (usize, usize) {
    let (mut len, mut count) = (0, 0);
    // Places of a block that certainly stand behind no letter, as far as what is before the block says.
    let (mut behind_signs, may_stay) = match space {
        Space::IsLeft => (0, 0),
        Space::Stays { at_start } => (u64::from(at_start), u64::MAX),
    };
    while len < PIECE {
        source.get(len + AHEAD).inspect(|byte| prefetch(*byte));
        let block = load(source, len);
        let high = _mm512_movepi8_mask(block);
        if high & u64::from(u32::MAX) == 0 {
            break;
        }
        let (graphic, three, others) =
            (between(block, b'!', b'~'), between(block, 0xE0, 0xEF), between(block, 0xC0, 0xFF));
        let second_and_third = is(block, 0x80);
        let of_signs = is(block, 0xE3) & second_and_third >> 1;
        let wide_spaces = of_signs & second_and_third >> 2;
        let of_signs = of_signs & (between(block, 0x81, 0x83) | between(block, 0x88, 0xA0)) >> 2;
        let signs = of_signs | is(block, 0xEF) & is(block, 0xBC) >> 1;
        let narrow_spaces = is(block, b' ') | is(block, b'\n');
        let spaces = narrow_spaces | wide_spaces | wide_spaces << 1 | wide_spaces << 2;
        behind_signs |= graphic << 1 | signs << LETTER;
        // Those of which something is carried through the white space that begins there.
        let staying = spaces & !spaces.wrapping_add(behind_signs & spaces & may_stay);

        let stops = ((others & !three) | !(high | graphic | staying) | wide_spaces & !staying) & below(STEP);
        let before_stop = !stops & stops.wrapping_sub(1) & below(STEP);
        let beginnings = (three | graphic | narrow_spaces & staying) & before_stop;
        // SAFETY: the block begins in the piece, so there is room for as many codes.
        unsafe { put_codes(block, (beginnings, wide_spaces, !high), codes.as_mut_ptr().add(count)) };
        count += beginnings.count_ones() as usize;
        if stops != 0 {
            len += stops.trailing_zeros() as usize;
            break;
        }
        // Mostly, which the processor foresees: it need not wait for the stops.
        len += STEP;
        behind_signs = graphic >> (STEP - 1)
            | signs >> (STEP - LETTER)
            | (staying & narrow_spaces) >> (STEP - 1)
            | (staying & wide_spaces) >> (STEP - LETTER);
    }
    // The last character may go on behind its step.
    let is_inside = |byte: &&u8| **byte & 0xC0 == 0x80;
    len += source[len..].iter().take_while(is_inside).count();
    // SAFETY: there is room for eight codes behind those of a piece.
    unsafe { _mm_storeu_si128(codes.as_mut_ptr().add(count).cast(), _mm_set1_epi16(FILLS.cast_signed())) };
    (len, count)
}

/// Writes the codes of the characters that begin at some places of the first step of a block, ASCII or of three bytes; of wide spaces that of a space.
///
/// # Safety
///
/// There is room for as many codes as a block has bytes.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi2,popcnt")]
#[inline]
unsafe fn put_codes(block: __m512i, (beginnings, wide_spaces, ascii): (u64, u64, u64), codes: *mut MaybeUninit<u16>) {
    let places = _mm512_maskz_compress_epi8(beginnings, load_block(&NUMBERS));
    let [wide_spaces, ascii] = [wide_spaces, ascii].map(|bits| _pext_u64(bits, beginnings));
    let put = |number: usize, places: __m128i| {
        let part = |bits: u64| u16::try_from(bits >> (SIXTEEN * number) & u64::from(u16::MAX)).unwrap_or_default();
        let sixteen = code(block, places, part(ascii));
        let sixteen = _mm512_mask_blend_epi32(part(wide_spaces), sixteen, _mm512_set1_epi32(i32::from(b' ')));
        // SAFETY: as the caller says, and this store asks for no alignment.
        unsafe { _mm256_storeu_si256(codes.add(SIXTEEN * number).cast(), _mm512_cvtepi32_epi16(sixteen)) };
    };
    put(0, _mm512_castsi512_si128(places));
    // No more are letters.
    if beginnings.count_ones() as usize > SIXTEEN {
        put(1, _mm512_extracti32x4_epi32::<1>(places));
        put(2, _mm512_extracti32x4_epi32::<2>(places));
    }
}

/// The codes of the characters at sixteen places of a block, some of them ASCII, the others of three bytes.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
#[inline]
fn code(block: __m512i, places: __m128i, ascii: u16) -> __m512i {
    // The last byte of each lowest.
    let places =
        _mm512_shuffle_epi8(_mm512_cvtepu8_epi32(places), _mm512_set4_epi32(0x0C0C_0C0C, 0x0808_0808, 0x0404_0404, 0));
    let bytes = _mm512_permutexvar_epi8(_mm512_add_epi8(places, _mm512_set1_epi32(0x0000_0102)), block);
    let bits = _mm512_and_si512(bytes, _mm512_set1_epi32(0x000F_3F3F));
    // Each second byte of a pair is 64 times as much, then each second pair 4096 times.
    let pairs = _mm512_maddubs_epi16(bits, _mm512_set1_epi32(0x0001_4001));
    let wide = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x1000_0001));
    let first = _mm512_and_si512(_mm512_srli_epi32::<16>(bytes), _mm512_set1_epi32(0x7F));
    _mm512_mask_blend_epi32(ascii, wide, first)
}

/// Adds what the characters of some codes become, up to the first that becomes nothing by itself. Returns how many bytes that is, and how many codes.
#[inline(always)]
fn write(codes: &[u16], out: &mut String) -> (usize, usize) {
    // SAFETY: what is added to the bytes is whole characters: see below.
    let out = unsafe { out.as_mut_vec() };
    // Each of eight may say of itself that it is nothing.
    out.reserve(PIECE + EIGHT * (Plain::LEN_OF_NOTHING + 1));
    let room = out.spare_capacity_mut().as_mut_ptr();
    let (mut folded_len, mut count) = (0, 0);
    for eight in codes.as_chunks::<EIGHT>().0 {
        let before = folded_len;
        for code in eight {
            let folded = plain_of_code(*code);
            // SAFETY: the codes are those of a piece, and of eight more: no character takes more bytes here than there. The fourth byte is that of the next one,
            // or of nobody. They ask for no alignment.
            unsafe { room.add(folded_len).cast::<[u8; 4]>().write(folded.bytes()) };
            // Not a branch: the processor could not foresee which it is.
            folded_len += folded.len();
        }
        if folded_len - before >= Plain::LEN_OF_NOTHING {
            let (len, whole) = before_nothing(eight);
            folded_len = before + len;
            count += whole;
            break;
        }
        count += EIGHT;
    }
    let all = out.len() + folded_len;
    // SAFETY: so many bytes behind the old ones were written by the loop, character by character (a test goes through the table that they are from).
    unsafe { out.set_len(all) };
    (folded_len, count)
}

/// How many of eight codes stand before the first that becomes nothing, and how many bytes they become.
#[cold]
fn before_nothing(eight: &[u16; EIGHT]) -> (usize, usize) {
    let whole = eight.iter().map(|code| plain_of_code(*code)).take_while(|folded| !folded.is_none());
    whole.fold((0, 0), |(len, count), folded| (len + folded.len(), count + 1))
}

#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn is(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, each(byte))
}

#[cfg(test)]
mod tests {
    use super::super::push_one_by_one;
    use super::*;

    /// A file that is mapped longer than it is ends the process where it is read behind its end: so does a text that ends there.
    #[test]
    fn nothing_is_read_behind_a_text() {
        const PAGE: usize = 4096;
        for sentence in ["国务院副总理刘鹤，", "劉鶴 said，\n\u{3000}", "，\u{3000}\u{3000}。"] {
            let text = sentence.repeat(PAGE / sentence.len());
            let file = tempfile::tempfile().expect("a file can be made");
            file.set_len(PAGE as u64).expect("it can be as long as a page");
            // SAFETY: nobody else has the file.
            let mut page = unsafe { memmap2::MmapOptions::new().len(PAGE).map_mut(&file) }.expect("it is mapped");
            page.fill(b' ');
            page[PAGE - text.len()..].copy_from_slice(text.as_bytes());
            // SAFETY: nobody else has the file.
            let page = unsafe { memmap2::MmapOptions::new().len(2 * PAGE).map(&file) }.expect("it is mapped");
            let page = str::from_utf8(&page[..PAGE]).expect("it was text");
            for start in (PAGE - 400..=PAGE).filter(|&start| page.is_char_boundary(start)) {
                let (source, space) = (&page.as_bytes()[start..], Space::Stays { at_start: true });
                let [mut ours, mut plainly] = [String::new(), String::new()];
                if let Some((len, folded_len)) = push(source, space, &mut ours) {
                    push_one_by_one(source, space, &mut plainly);
                    // Where one takes more at a time, the other has its beginning.
                    let least = ours.len().min(plainly.len());
                    assert_eq!((&ours[..least], ours.len()), (&plainly[..least], folded_len), "{}", &page[start..]);
                    assert_eq!(source_len(ours.as_bytes(), source), Some(len), "{}", &page[start..]);
                }
            }
        }
    }
}
