//! Priors that say always or never: the program takes none for surer than 0.01 and 0.99.

use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;

const LEAST: f64 = 0.01;
const MOST: f64 = 0.99;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities() {
        let prior = entity.prior().value();
        let fault = if prior <= 0.0 {
            Some((
                Severity::Warning,
                "0 says that the entity is never meant, and counts as 0.01: block its names, or leave it out",
            ))
        } else if prior < LEAST {
            Some((Severity::Note, "a prior is a probability, and one below 0.01 counts as 0.01"))
        } else if prior > MOST {
            Some((Severity::Note, "a prior is a probability, and one above 0.99 counts as 0.99"))
        } else {
            None
        };
        if let Some((severity, message)) = fault {
            found.add(severity, 0, || Told::field(entity, "prior".to_owned(), &prior.to_string(), message.to_owned()));
        }
    }
}
