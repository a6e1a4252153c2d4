//! Says ahead that something in memory will be read: what is waited for then, others need not wait for.

#![allow(unsafe_code)]

/// Fetches the line of the cache in which a value begins, without waiting for it; nothing on processors of other sorts.
#[inline(always)]
pub(crate) fn prefetch<T>(value: &T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every processor of this sort has the instruction, which reads nothing that the program sees; the place is that of a value.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

/// Fetches the beginning of a text, as far as a processor does not see by itself that one line is read after the other.
#[inline(always)]
pub(crate) fn prefetch_beginning(text: &str) {
    const LINE: usize = 64;
    const LINES: usize = 16;
    text.as_bytes().iter().step_by(LINE).take(LINES).for_each(prefetch);
}
