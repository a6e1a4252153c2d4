//! What a single character folds to. Each rule takes what the rule before it gave.

mod case;
mod compatibility;
mod han;
mod marks;
mod punctuation;

pub(crate) use marks::drops_marks;

/// A rule rewrites one character and appends the result.
type Rule = fn(&Data, char, &mut String);

/// The rules in the order in which they apply.
pub(crate) const RULES: [Rule; 5] = [compatibility::apply, case::apply, marks::apply, han::apply, punctuation::apply];

/// What the rules look up: prepared once.
pub(crate) struct Data {
    han: han::Classes,
}

/// Applies all rules to a character.
pub(crate) struct Folder {
    data: Data,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { data: Data { han: han::Classes::new() } }
    }

    /// What `c` folds to, before white space and characters without width are dealt with.
    pub(crate) fn fold(&self, c: char) -> String {
        let mut text = String::from(c);
        for rule in RULES {
            let mut next = String::new();
            for c in text.chars() {
                rule(&self.data, c, &mut next);
            }
            text = next;
        }
        text
    }
}
