//! The content hash of a dictionary.

use super::{Entity, Name};
use crate::date::Validity;
use xxhash_rust::xxh3::xxh3_128;

/// Hashes what the entities say, whatever the order in which they came.
pub(super) fn of(entities: &[Entity]) -> String {
    let mut hashes: Vec<u128> = entities.iter().map(|entity| xxh3_128(&bytes(entity))).collect();
    hashes.sort_unstable();
    let all: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    format!("xxh3:{:032x}", xxh3_128(&all))
}

/// An entity as bytes: every field with its length ahead, so that no two entities are written alike.
fn bytes(entity: &Entity) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, &entity.id);
    put(&mut out, entity.kind.as_str());
    put(&mut out, &entity.prior.value().to_bits().to_string());
    put(&mut out, &entity.names.len().to_string());
    for name in &entity.names {
        put_name(&mut out, name);
    }
    put(&mut out, &entity.context.len().to_string());
    for term in &entity.context {
        put(&mut out, term);
    }
    for holder in &entity.holders {
        put(&mut out, &holder.entity);
        put_validity(&mut out, holder.validity);
    }
    for extra in &entity.extra {
        put(&mut out, &extra.field);
        put(&mut out, &extra.json);
    }
    out
}

fn put_name(out: &mut Vec<u8>, name: &Name) {
    put(out, &name.text);
    put(out, name.lang.as_deref().unwrap_or_default());
    put(out, name.family.as_deref().unwrap_or_default());
    put(out, &name.weight.map_or(String::new(), |weight| weight.to_bits().to_string()));
    for word in [name.kind.as_str(), name.case.as_str(), name.boundary.as_str(), name.usage.as_str()] {
        put(out, word);
    }
    put_validity(out, name.validity);
    for extra in &name.extra {
        put(out, &extra.field);
        put(out, &extra.json);
    }
}

fn put_validity(out: &mut Vec<u8>, validity: Validity) {
    for date in [validity.from, validity.until] {
        put(out, &date.map_or(String::new(), |date| date.to_string()));
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(&(text.len() as u64).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}
