//! Common words that were taken for names: English ones in small letters, Chinese ones wherever they stand.

use crate::check::corpus::Survey;
use crate::check::corpus::survey::SeenForm;
use crate::check::finding::{Severity, Told, of_chinese_word};
use crate::check::findings::Findings;
use crate::common::{CommonWord, WordLanguage};
use crate::dictionary::Dictionary;

pub(super) fn find(_: &Dictionary, survey: &Survey, found: &mut Findings<'_>) {
    let words = survey.forms.iter().filter(|(_, form)| form.as_word > 0);
    let mut words: Vec<(&str, &SeenForm, CommonWord)> =
        words.filter_map(|(text, form)| Some((text.as_ref(), form, form.word?))).collect();
    words.sort_by_key(|(text, form, _)| (std::cmp::Reverse(form.as_word), *text));
    for (text, form, word) in words {
        let (severity, message) = judge(word, text);
        let examples = form.examples_as_word.iter().cloned().collect();
        found.add(severity, form.as_word, || {
            Told::form(form.written(), form.meant(), message.to_owned()).seen(form.as_word, examples)
        });
    }
}

fn judge(word: CommonWord, folded: &str) -> (Severity, &'static str) {
    match word.language {
        WordLanguage::English => (
            Severity::Warning,
            "this word was taken for a name in small letters: begin the name with a capital, or add \"needs_context\": true",
        ),
        WordLanguage::Chinese => (
            of_chinese_word(word, folded),
            "this word was taken for a name: look at the examples, and add \"needs_context\": true where it mostly is none",
        ),
    }
}
