//! Traditional and simplified characters become one: the classes that OpenCC's character tables join.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::collections::HashMap;

/// For each character that stands in a class with others, the one that stands for all of them.
pub(super) struct Classes(HashMap<char, char>);

impl Classes {
    /// Asks both tables once for each ideograph and joins what they lead to.
    pub(super) fn new() -> Self {
        let tables = [BuiltinConfig::T2s, BuiltinConfig::S2t]
            .map(|config| OpenCC::from_config(config).expect("the tables are built into the crate"));
        let mut parent = HashMap::new();
        for c in ('\u{3400}'..='\u{9FFF}').chain('\u{20000}'..='\u{3FFFD}') {
            for table in &tables {
                let mut other = table.convert(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>();
                let other = match (other.pop(), other.is_empty()) {
                    (Some(other), true) => other,
                    _ => panic!("OpenCC leads from the one character {c} to another number of characters"),
                };
                if other != c {
                    join(&mut parent, c, other);
                }
            }
        }
        let members: Vec<char> = parent.keys().copied().collect();
        Self(members.into_iter().map(|c| (c, representative(&parent, c))).collect())
    }
}

fn representative(parent: &HashMap<char, char>, mut c: char) -> char {
    while let Some(&next) = parent.get(&c) {
        if next == c {
            break;
        }
        c = next;
    }
    c
}

/// Joins the classes of two characters; the lowest code point stands for the whole.
fn join(parent: &mut HashMap<char, char>, a: char, b: char) {
    let (a, b) = (representative(parent, a), representative(parent, b));
    let (low, high) = (a.min(b), a.max(b));
    parent.insert(low, low);
    parent.insert(high, low);
}

pub(super) fn apply(data: &super::Data, c: char, out: &mut String) {
    out.push(data.han.0.get(&c).copied().unwrap_or(c));
}
