//! Forms that may mean several entities, by how many links of the corpus are in doubt.

use crate::check::corpus::Survey;
use crate::check::corpus::survey::SeenForm;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::dictionary::Dictionary;

pub(super) fn find(dictionary: &Dictionary, survey: &Survey, found: &mut Findings<'_>) {
    let shared = survey.forms.iter().filter(|(_, form)| form.shared > 0);
    let mut shared: Vec<(&str, &SeenForm)> = shared.map(|(text, form)| (text.as_ref(), form)).collect();
    shared.sort_by_key(|(text, form)| (std::cmp::Reverse(form.doubt), *text));
    for (_, form) in shared {
        let severity = if form.unlinked > 0 { Severity::Warning } else { Severity::Note };
        found.add(severity, form.doubt, || told(dictionary, form));
    }
}

fn told(dictionary: &Dictionary, form: &SeenForm) -> Told {
    let candidates = form.doubtful.iter().next().map(|(_, candidates)| candidates.as_slice()).unwrap_or_default();
    let ids: Vec<&str> = candidates.iter().map(|index| dictionary.entity(*index).id()).collect();
    let message = format!(
        "this form may mean {who}: linked to nobody {unlinked} of {shared} times, likely wrong {wrong} of {shared} times; \
         priors, weights and context terms help to choose",
        who = ids.join(" or "),
        unlinked = form.unlinked,
        shared = form.shared,
        wrong = form.doubt.div_ceil(1000),
    );
    let examples = form.doubtful.iter().map(|(example, _)| example.clone()).collect();
    Told::form(form.written(), None, message).seen(form.shared, examples)
}
