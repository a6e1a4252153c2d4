//! How deep the brackets of JSON stand in each other.
//!
//! serde_json follows 128 levels where it builds values and any number where it passes over them: a limit that depends on which field is deep is
//! none that a user can know.

use super::bad::Fault;
use memchr::memchr2;

/// So deep may arrays and objects stand in each other, the outermost counted. Whoever reads the record later has limits too: Python gives up at
/// about 1,000, jq at 10,000, many parsers at 512 or less.
pub(super) const DEEPEST: usize = 100;

/// Whether the arrays and objects of a text stand within the limit.
pub(super) fn check(json: &str) -> Result<(), Fault> {
    if is_deeper(json.as_bytes()) { Err(Fault::TooDeep { limit: DEEPEST }) } else { Ok(()) }
}

/// Only signs outside of strings are brackets. What is no JSON is for its parser to tell.
fn is_deeper(mut rest: &[u8]) -> bool {
    let mut depth = 0_usize;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'"' => rest = behind_string(behind),
            b'{' | b'[' if depth == DEEPEST => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// What stands behind the end of a string that was opened.
fn behind_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', rest) {
        match (rest[at], rest.get(at + 2..)) {
            (b'"', _) => return &rest[at + 1..],
            (_, Some(behind)) => rest = behind,
            (_, None) => return &[],
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        format!("{}{}", r#"{"a":["#.repeat(depth / 2), "]}".repeat(depth / 2))
    }

    #[test]
    fn levels_are_counted() {
        assert_eq!(check(&nested(DEEPEST)), Ok(()));
        assert_eq!(check(&nested(DEEPEST + 2)), Err(Fault::TooDeep { limit: DEEPEST }));
        assert_eq!(check(&nested(DEEPEST).repeat(3)), Ok(()));
        assert_eq!(check(&"[".repeat(DEEPEST)), Ok(()));
        assert_eq!(check(&"]".repeat(DEEPEST * 2)), Ok(()));
    }

    #[test]
    fn brackets_in_strings_are_none() {
        let brackets = "[".repeat(DEEPEST + 1);
        for json in [format!("[\"{brackets}\"]"), format!(r#"["a\"{brackets}"]"#), format!(r#"["a\\\"{brackets}"]"#)] {
            assert_eq!(check(&json), Ok(()), "{json}");
        }
        for json in [format!("[\"\"{brackets}"), format!(r#"["a\\"{brackets}"#)] {
            assert!(check(&json).is_err(), "{json}");
        }
        for cut in ["\"a", "\"a\\", "\"a\\\""] {
            assert_eq!(check(cut), Ok(()), "{cut}");
        }
    }
}
