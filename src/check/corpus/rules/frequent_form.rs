//! Forms by how often they were found: what a mistake in the dictionary costs most.

use crate::check::corpus::Survey;
use crate::check::corpus::survey::SeenForm;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::dictionary::Dictionary;

pub(super) fn find(_: &Dictionary, survey: &Survey, found: &mut Findings<'_>) {
    let mut forms: Vec<(&str, &SeenForm)> = survey.forms.iter().map(|(text, form)| (text.as_ref(), form)).collect();
    forms.sort_by_key(|(text, form)| (std::cmp::Reverse(form.mentions), *text));
    for (_, form) in forms {
        found.add(Severity::Note, form.mentions, || {
            let message =
                format!("one of the forms that are found most: {} of {} mentions", form.mentions, survey.mentions);
            Told::form(form.written(), form.meant(), message).seen(form.mentions, Vec::new())
        });
    }
}
