//! Values of options that several kinds have.

use std::str::FromStr;

/// `ONE=OTHER`.
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(one, other)| !one.is_empty() && !other.is_empty());
    let (one, other) = parts.ok_or("expected two words with = between them")?;
    Ok((one.to_owned(), other.to_owned()))
}

/// One of the words that a field of dictionaries takes.
pub(super) fn word<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: ToString,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}
