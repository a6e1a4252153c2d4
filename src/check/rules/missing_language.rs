//! Entities with an English and no Chinese name, or the other way, in dictionaries that have both for others.

use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::dictionary::{Dictionary, EntityRef, NameRef, Usage};

/// Where fewer than one entity in so many has names in both languages, the dictionary is of one language, and nothing is missing.
const ONE_IN: usize = 10;

/// The languages of an entity's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Languages {
    english: bool,
    chinese: bool,
}

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    if !has_both_languages(checked.dictionary) {
        return;
    }
    for entity in checked.dictionary.entities() {
        let message = match Languages::of(entity) {
            Languages { english: true, chinese: false } => {
                "this entity has an English name and no Chinese one, so Chinese texts never mention it: add one with \"lang\": \"zh\""
            }
            Languages { english: false, chinese: true } => {
                "this entity has a Chinese name and no English one, so English texts never mention it: add one with \"lang\": \"en\""
            }
            _ => continue,
        };
        found.add(Severity::Note, thousandths(entity), || Told::entity(entity, message.to_owned()));
    }
}

/// What is likelier to be meant is the sorer loss.
fn thousandths(entity: EntityRef<'_>) -> u64 {
    (0..1000).take_while(|thousandth| f64::from(*thousandth) < entity.prior().value() * 1000.0).count() as u64
}

fn has_both_languages(dictionary: &Dictionary) -> bool {
    let both =
        dictionary.entities().filter(|entity| Languages::of(*entity) == Languages { english: true, chinese: true });
    both.count() * ONE_IN >= dictionary.len()
}

impl Languages {
    fn of(entity: EntityRef<'_>) -> Self {
        let mut languages = Self::default();
        for name in entity.names().filter(|name| name.usage() != Usage::Blocked) {
            languages.add(name);
            if languages.english && languages.chinese {
                break;
            }
        }
        languages
    }

    /// A name without a language is of the one that its letters are of.
    fn add(&mut self, name: NameRef<'_>) {
        match name.lang().map(|lang| lang.split('-').next().unwrap_or_default()) {
            Some("en") => self.english = true,
            Some("zh") => self.chinese = true,
            Some(_) => {}
            None if name.text().contains(is_kana) => {}
            None if name.text().contains(is_han) => self.chinese = true,
            None => self.english |= name.text().contains(|c: char| c.is_ascii_alphabetic()),
        }
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
