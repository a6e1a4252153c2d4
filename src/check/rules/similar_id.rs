//! Ids that only differ in case or in how they are written: one entity that somebody wrote in two ways, or two that programs will mix up.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::EntityIndex;
use crate::tagger::fold;
use xxhash_rust::xxh3::xxh3_64;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    let dictionary = checked.dictionary;
    let hash = |id: &str| xxh3_64(fold(id).as_bytes());
    let mut sorted: Vec<(u64, EntityIndex)> =
        dictionary.iter().map(|(index, entity)| (hash(entity.id()), index)).collect();
    sorted.sort_unstable();
    let mut groups: Vec<&[(u64, EntityIndex)]> =
        sorted.chunk_by(|a, b| a.0 == b.0).filter(|ids| ids.len() > 1).collect();
    groups.sort_by_key(|ids| ids[0].1);
    for ids in groups {
        let first = dictionary.entity(ids[0].1).id();
        for (_, index) in &ids[1..] {
            let entity = dictionary.entity(*index);
            let message = format!(
                "there is also an id {first}, which differs in nothing but case or typography: use one of the two, or tell them apart by a word"
            );
            found.warn(|| Told::field(entity, "id".to_owned(), entity.id(), message));
        }
    }
}
