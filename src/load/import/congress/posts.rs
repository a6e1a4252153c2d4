//! The offices of a term, and how one writes them.

use super::legislator::Term;
use super::states;
use crate::load::error::{Fault, Problem, quoted};

/// An office and its names; each is written as agencies do, in small letters, which also find capitals.
pub(super) struct Post {
    /// Unique among the offices.
    pub(super) id: String,
    pub(super) names: Vec<String>,
}

impl Post {
    /// The office of a term; none where the district is not known.
    pub(super) fn of(term: &Term) -> Result<Option<Self>, Fault> {
        let post = match term.kind.as_str() {
            "prez" => Self::new(
                "us-president",
                &["President of the United States", "US President", "US president", "U.S. president"],
            ),
            "viceprez" => Self::new(
                "us-vice-president",
                &[
                    "Vice President of the United States",
                    "US Vice President",
                    "US vice president",
                    "U.S. vice president",
                ],
            ),
            "sen" => Self::senator(term)?,
            "rep" => match term.district {
                Some(district @ 0..) => Self::representative(term, district)?,
                _ => return Ok(None),
            },
            other => return Err(fault("terms.type", Some(other), "sen, rep, prez or viceprez")),
        };
        Ok(Some(post))
    }

    fn new(id: &str, names: &[&str]) -> Self {
        Self { id: format!("congress/office/{id}"), names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    fn senator(term: &Term) -> Result<Self, Fault> {
        let (code, state) = state(term)?;
        let names =
            ["US Senator", "US senator", "U.S. senator", "senator"].map(|title| format!("{title} from {state}"));
        Ok(Self { id: format!("congress/office/us-senator-{code}"), names: names.into() })
    }

    fn representative(term: &Term, district: i64) -> Result<Self, Fault> {
        let (code, state) = state(term)?;
        let seat = match district {
            0 => "at-large".to_owned(),
            number => ordinal(number),
        };
        let seat = format!("for {state}'s {seat} congressional district");
        let titles = ["US Representative", "US representative", "U.S. representative", "representative"];
        let names = titles.map(|title| format!("{title} {seat}"));
        let id = format!("congress/office/us-representative-{code}-{district}");
        Ok(match code.as_str() {
            "pr" => Self { id, names: vec!["Resident Commissioner of Puerto Rico".to_owned()] },
            "as" | "dc" | "gu" | "mp" | "vi" => Self { id, names: vec![format!("Delegate {seat}")] },
            _ => Self { id, names: names.into() },
        })
    }
}

/// The code of a term's state in small letters, and its name.
fn state(term: &Term) -> Result<(String, &'static str), Fault> {
    let code = term.state.as_deref();
    let name =
        code.and_then(states::name).ok_or_else(|| fault("terms.state", code, "the code of a state, such as WA"))?;
    Ok((code.unwrap_or_default().to_ascii_lowercase(), name))
}

fn fault(field: &str, value: Option<&str>, expected: &'static str) -> Fault {
    Fault {
        field: Some(field.to_owned()),
        value: value.map(quoted),
        problem: Problem::Expected { expected: expected.into() },
    }
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn districts_are_counted_as_one_says() {
        let expected =
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (52, "52nd")];
        for (number, word) in expected {
            assert_eq!(ordinal(number), word);
        }
    }
}
