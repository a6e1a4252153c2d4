//! Names that are also words which texts hold all the time. How bad that is depends on the case that the name asks for.

use super::short_name;
use crate::check::finding::{Severity, Told, of_chinese_word};
use crate::check::findings::Findings;
use crate::check::names::Named;
use crate::check::{Checked, names};
use crate::common::{CommonWord, Commonness, WordLanguage, common_word};
use crate::dictionary::Usage;
use crate::tagger::{CaseRule, Reach, fold};

/// The longest word of the lists has fewer bytes.
const LONGEST: usize = 64;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        if named.name.usage() != Usage::Always || !may_be_a_word(named.name.text()) {
            continue;
        }
        let folded = fold(named.name.text());
        if let Some(word) = common_word(&folded).filter(|_| !named.is_told_already(&folded)) {
            add(&named, word, &folded, found);
        }
    }
}

/// Most names are several words, or long, and need not be looked up.
fn may_be_a_word(text: &str) -> bool {
    text.len() < LONGEST && !text.trim().contains(' ')
}

const CHINESE: &str = "in Chinese nothing tells a word from a name: where it mostly is the word, add \"needs_context\": true and context terms, \
    or leave it out";

fn add(named: &Named<'_>, word: CommonWord, folded: &str, found: &mut Findings<'_>) {
    let reach = CaseRule::of(named.name.text(), named.name.case()).reach();
    if short_name::tells(folded, reach) {
        return;
    }
    let judged = match word.language {
        WordLanguage::Chinese => Some((of_chinese_word(word, folded), CHINESE)),
        WordLanguage::English => judge_english(word, reach),
    };
    if let Some((severity, advice)) = judged {
        let badness = 10 * badness_of(reach) + commonness(word);
        found.add(severity, badness, || Told::name(named, format!("this name is also {}; {advice}", in_words(word))));
    }
}

/// How bad it is that a name is an English word, and what to do.
fn judge_english(word: CommonWord, reach: Reach) -> Option<(Severity, &'static str)> {
    match reach {
        Reach::Small => Some((
            Severity::Warning,
            "written in small letters or with case any, it matches the word wherever it stands: begin it with a capital and leave case away, \
             or leave it out",
        )),
        Reach::Capital => Some((
            Severity::Note,
            "it matches the word at the beginning of sentences and in headlines: add \"needs_context\": true if that happens too often",
        )),
        Reach::Capitals if word.commonness == Commonness::Frequent => Some((
            Severity::Note,
            "it matches the word where everything is in capitals: add \"needs_context\": true if that happens too often",
        )),
        Reach::Capitals | Reach::Unusual => None,
    }
}

fn badness_of(reach: Reach) -> u64 {
    match reach {
        Reach::Small => 2,
        Reach::Capital => 1,
        Reach::Capitals | Reach::Unusual => 0,
    }
}

fn commonness(word: CommonWord) -> u64 {
    match word.commonness {
        Commonness::Frequent => 2,
        Commonness::Common => 1,
        Commonness::Known => 0,
    }
}

fn in_words(word: CommonWord) -> String {
    let language = word.language.in_words();
    match word.commonness {
        Commonness::Frequent => format!("one of the 4,000 commonest words of {language}"),
        Commonness::Common => format!("a common word of {language}"),
        Commonness::Known => format!("a word of {language}"),
    }
}
