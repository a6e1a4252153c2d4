//! Two holders at a time in an office for one: no holder is told for the documents of that time.
//!
//! An office whose holders mostly overlap has several seats (the two senators of a state) and is left alone.

use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::terms::{Succession, Successions};
use crate::dictionary::EntityRef;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for office in checked.dictionary.entities() {
        let successions = Successions::of(office);
        if successions.has_several_seats() {
            continue;
        }
        // With two holders in all, both may well hold it side by side.
        let severity = if successions.has_hand_over() { Severity::Warning } else { Severity::Note };
        for succession in successions.all.iter().filter(|succession| succession.overlaps()) {
            found.add(severity, 0, || told(office, succession));
        }
    }
}

fn told(office: EntityRef<'_>, Succession { before, next }: &Succession<'_>) -> Told {
    let message = format!(
        "the term begins while that of {} goes on, and for that time no holder is told: mend the dates, unless both held the office side by side",
        before.in_words()
    );
    Told::field(office, format!("holders[{}]", next.at), &next.in_words(), message)
}
