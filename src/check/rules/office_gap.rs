//! Times between two holders for which an office has none.

use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::terms::{Succession, Successions};
use crate::dictionary::EntityRef;

/// Somebody acts for so long until a successor is found, and no dictionary need say who.
const VACANCY_DAYS: i32 = 31;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for office in checked.dictionary.entities() {
        let successions = Successions::of(office);
        if successions.has_several_seats() {
            continue;
        }
        for succession in &successions.all {
            let days = succession.days_between();
            if days > VACANCY_DAYS {
                found.add(Severity::Note, u64::from(days.unsigned_abs()), || told(office, succession, days));
            }
        }
    }
}

fn told(office: EntityRef<'_>, Succession { before, next }: &Succession<'_>, days: i32) -> Told {
    let message = format!(
        "for {days} days after {} no holder is known: add who held the office, or mend the dates",
        before.in_words()
    );
    Told::field(office, format!("holders[{}]", next.at), &next.in_words(), message)
}
