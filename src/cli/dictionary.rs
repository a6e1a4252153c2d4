//! The dictionary that `-d` names.

use crate::dictionary::{Dictionary, DictionaryBuilder, Entity, EntityType, Name};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Loads the dictionaries that were named, or the one that comes with the program.
pub(super) fn load(paths: &[PathBuf]) -> anyhow::Result<Dictionary> {
    let mut builder = DictionaryBuilder::default();
    for path in paths {
        add(path, &mut builder).with_context(|| format!("cannot read the dictionary {}", path.display()))?;
    }
    Ok(builder.build())
}

fn add(path: &Path, builder: &mut DictionaryBuilder) -> anyhow::Result<()> {
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.is_empty()) {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let mut entity = Entity::new(&text(&line["id"]), EntityType::from_word(&text(&line["type"])));
        for name in line["names"].as_array().into_iter().flatten() {
            let mut new = Name::new(name.as_str().unwrap_or(&text(&name["text"])));
            new.lang = name["lang"].as_str().map(Into::into);
            entity.names.push(new);
        }
        builder.add(entity)?;
    }
    Ok(())
}
