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
