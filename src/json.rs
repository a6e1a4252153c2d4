//! What reading and writing know of JSON in common: which bytes may not stand in a string as they are, and objects as they stand.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The place of the first byte that may not stand in a string as it is: a quote, a backslash, a control character.
pub(crate) fn escaped_byte(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let found = words.iter().enumerate().find_map(|(at, word)| {
        let marks = marks(u64::from_le_bytes(*word));
        (marks != 0).then(|| at * 8 + marks.trailing_zeros() as usize / 8)
    });
    let in_rest = || rest.iter().position(|&byte| needs_escape(byte)).map(|at| words.len() * 8 + at);
    found.or_else(in_rest)
}

/// Eight bytes that are all the same.
const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Sets the highest bit of the bytes that need an escape. The lowest bit that is set is right; above it, a borrow may set one too many.
fn marks(word: u64) -> u64 {
    let below = |word: u64, byte: u8| word.wrapping_sub(eight(byte)) & !word;
    (below(word, 0x20) | below(word ^ eight(b'"'), 1) | below(word ^ eight(b'\\'), 1)) & eight(0x80)
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The members of an object as they stand, in their order.
#[derive(Debug)]
pub(crate) struct Members<'a>(pub(crate) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(InOrder(PhantomData)).map(Self)
    }
}

/// Members whose values are strings.
pub(crate) type Texts<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// A string, borrowed where it holds no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The members of an object whose values are strings, in their order.
pub(crate) fn members_of_texts<'de, D: Deserializer<'de>>(json: D) -> Result<Texts<'de>, D::Error> {
    let members: Vec<(_, Text<'de>)> = json.deserialize_map(InOrder(PhantomData))?;
    Ok(members.into_iter().map(|(key, Text(value))| (key, value)).collect())
}

/// Gathers the members of an object.
struct InOrder<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
    type Value = Vec<(Cow<'de, str>, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut members = Vec::new();
        while let Some((Text(key), value)) = map.next_entry()? {
            members.push((key, value));
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_is_found(bytes in proptest::collection::vec(prop_oneof![Just(b'a'), any::<u8>()], 0..40)) {
            prop_assert_eq!(escaped_byte(&bytes), bytes.iter().position(|&byte| needs_escape(byte)));
        }
    }
}
