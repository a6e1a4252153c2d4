//! A record that was read back, written again in another unit of offsets, with or without its text. Whatever else it says stays as it stands.

use super::RecordOptions;
use super::json;
use super::tagged::{Place, Tagged};
use crate::json::Members;
use std::borrow::Cow;

/// Adds the record as one line. `document` is what it says.
///
/// # Errors
///
/// What serde_json says of a record that is none; nothing is added then.
pub fn rewrite(
    record: &str,
    document: &Tagged<'_>,
    options: RecordOptions,
    out: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    let Members(members) = serde_json::from_str(record)?;
    let mentions = members.iter().find(|(key, _)| key == "mentions").map_or("[]", |(_, list)| list.get());
    let mentions: Vec<Members<'_>> = serde_json::from_str(mentions)?;
    let kept = members.into_iter().filter(|(key, _)| options.include_text || key != "text");
    object(kept, out, |key, value, out| match key {
        "length" => json::number(document.length_in(options.offsets), out),
        "mentions" => list(&mentions, document, options, out),
        _ => out.extend_from_slice(value.as_bytes()),
    });
    out.push(b'\n');
    Ok(())
}

fn list(mentions: &[Members<'_>], document: &Tagged<'_>, options: RecordOptions, out: &mut Vec<u8>) {
    out.push(b'[');
    json::listed(mentions.iter().zip(document.places(options.offsets)), out, |(Members(members), place), out| {
        let Place { start, end } = place;
        object(members.iter().cloned(), out, |key, value, out| match key {
            "start" => json::number(start, out),
            "end" => json::number(end, out),
            _ => out.extend_from_slice(value.as_bytes()),
        });
    });
    out.push(b']');
}

/// An object, each of whose values is written by `value`.
fn object<'a>(
    members: impl Iterator<Item = (Cow<'a, str>, &'a serde_json::value::RawValue)>,
    out: &mut Vec<u8>,
    value: impl Fn(&str, &str, &mut Vec<u8>),
) {
    out.push(b'{');
    json::listed(members, out, |(key, raw), out| {
        json::string(&key, out);
        out.push(b':');
        value(&key, raw.get(), out);
    });
    out.push(b'}');
}
