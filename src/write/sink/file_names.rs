//! Names of files that are made of documents' ids.

use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// A longer name is cut, so that it fits into any file system with what is put behind it.
const LONGEST: usize = 120;

/// Names of files, each given once, whatever the ids.
///
/// Of an id, letters, digits and `.`, `-`, `_` stay; anything else becomes `_`, so that no name leads out of its folder. A name begins with neither
/// dot nor hyphen, and none is that of a device of Windows. What would be called alike, also where capitals do not count, gets a number behind it.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// How often each name was asked for, by its hash without regard to capitals: 16 bytes a document, whatever its id.
    asked: HashMap<u64, u32>,
}

impl FileNames {
    /// A name for an id that no other one has got.
    pub(super) fn name(&mut self, id: &str) -> String {
        let stem = safe(id);
        let mut name = stem.clone();
        loop {
            let again = self.asked.entry(key(&name)).and_modify(|again| *again += 1).or_default();
            if *again == 0 {
                return name;
            }
            let number = *again + 1;
            name = if name == stem { format!("{stem}-{number}") } else { format!("{name}-2") };
        }
    }
}

fn key(name: &str) -> u64 {
    xxh3_64(name.to_lowercase().as_bytes())
}

fn safe(id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let mut name: String = id.chars().map(kept).collect();
    while name.len() > LONGEST {
        name.pop();
    }
    if name.starts_with(['.', '-']) {
        name.replace_range(..1, "_");
    }
    if is_device(&name) {
        name.insert(0, '_');
    }
    if name.is_empty() { "document".to_owned() } else { name }
}

/// Whether Windows takes a file of this name, whatever its ending, for a device.
fn is_device(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_numbered = |device: &str| {
        let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
        matches!((number.next(), number.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&stem.as_str()) || is_numbered("com") || is_numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        let mut names = FileNames::default();
        let ids = ["../../etc/passwd", "/etc/passwd", "..", ".hidden", "-rf", "a\\b:c*?", "a\0b", "", "耿爽 é.txt"];
        let made: Vec<_> = ids.iter().map(|id| names.name(id)).collect();
        let expected =
            ["_._.._etc_passwd", "_etc_passwd", "_.", "_hidden", "_rf", "a_b_c__", "a_b", "document", "耿爽_é.txt"];
        assert_eq!(made, expected);
        assert!(names.name(&"耿".repeat(500)).len() <= LONGEST);
        let devices =
            ["CON", "nul.txt", "com1", "LPT9.a", "COM¹", "com10", "console", "com", "_con"].map(|id| names.name(id));
        assert_eq!(devices, ["_CON", "_nul.txt", "_com1", "_LPT9.a", "_COM¹", "com10", "console", "com", "_con-2"]);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = FileNames::default();
        let ids = ["a", "A", "a", "a-2", "a/b", "a_b", "a:b", "a"];
        let made: Vec<_> = ids.iter().map(|id| names.name(id).to_lowercase()).collect();
        let mut distinct = made.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), made.len(), "{made:?}");
    }
}
