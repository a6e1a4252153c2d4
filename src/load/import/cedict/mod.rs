//! CC-CEDICT: the proper names of the Chinese-English dictionary, which its pinyin writes with capitals.
//!
//! What the dictionary calls another form of an entry (`see`, `abbr. for`, `variant of`) becomes a name of that one, so proper names are held
//! until all have been read: some 20,000, in some 20 MB.

mod acronym;
mod english;
mod entry;
mod family;
mod gloss;
mod kind;
mod line;

use super::input::Input;
use super::lines::each_line;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::NameKind;
use crate::load::error::{Fault, Problem, quoted};
use entry::{Entry, Forms};
use gloss::Gloss;
use line::{EXPECTED, Line};
use std::collections::HashMap;

/// Reads CC-CEDICT.
pub fn importer() -> Importer<'static> {
    Importer::new(Kind::Cedict, Cedict::default())
}

#[derive(Default)]
struct Cedict {
    entries: Vec<Entry>,
    leading: Vec<Leading>,
}

/// An entry that leads to others.
struct Leading {
    /// The entry itself, should the others not be there.
    entry: Entry,
    /// Forms of the others, and what it is to them.
    to: Vec<(Box<str>, NameKind)>,
    /// English abbreviations that stand beside.
    acronyms: Vec<String>,
}

impl Reader for Cedict {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line(input, sink, |sink, number, line| {
            if !line.trim().is_empty() && !line.starts_with('#') {
                self.line(sink, number, line);
            }
            Ok(())
        })
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let others = self.led();
        for (entry, others) in self.entries.iter().zip(others) {
            sink.entity(entry.line, entry.draft(others.into_iter()))?;
        }
        Ok(())
    }
}

impl Cedict {
    fn line(&mut self, sink: &mut Sink<'_>, number: u64, line: &str) {
        sink.record();
        match Line::of(line) {
            Some(line) if line.is_proper_name() && line.traditional.chars().nth(1).is_some() => {
                self.proper_name(sink, number, &line)
            }
            Some(_) => sink.pass_over(),
            None => sink.bad(
                number,
                Fault { field: None, value: Some(quoted(line)), problem: Problem::Empty { expected: EXPECTED } },
            ),
        }
    }

    fn proper_name(&mut self, sink: &mut Sink<'_>, number: u64, line: &Line<'_>) {
        let (mut meanings, mut beside, mut to) = (Vec::new(), Vec::new(), Vec::new());
        for gloss in line.glosses() {
            match Gloss::of(gloss) {
                Gloss::Same(forms, kind) => to.push((forms.into(), kind)),
                Gloss::Short(forms, meaning) => {
                    to.push((forms.into(), NameKind::Short));
                    beside.push(meaning);
                }
                Gloss::Meaning(meaning) => meanings.push(meaning),
                Gloss::Nothing => {}
            }
        }
        let all: Vec<&str> = meanings.iter().chain(&beside).copied().collect();
        let mut entries = Entry::of(number, line, &all);
        // What has a meaning besides is an entity of its own, unless that is but the abbreviation in English.
        if !to.is_empty() && meanings.iter().all(|meaning| acronym::is_one(english::head(meaning))) {
            let acronyms = all
                .iter()
                .map(|meaning| english::head(meaning))
                .filter(|head| acronym::is_one(head))
                .map(str::to_owned)
                .collect();
            self.leading.push(Leading { entry: entries.swap_remove(0), to, acronyms });
        } else if all.is_empty() {
            sink.pass_over();
        } else {
            self.entries.append(&mut entries);
        }
    }

    /// For each entry the names that it has by those that lead to it. Those that lead nowhere become entries.
    fn led(&mut self) -> Vec<Vec<entry::NameOf>> {
        let mut led: Vec<Vec<entry::NameOf>> = self.entries.iter().map(|_| Vec::new()).collect();
        let mut alone = Vec::new();
        let places = places(&self.entries);
        for Leading { entry, to, acronyms } in std::mem::take(&mut self.leading) {
            let mut leads = false;
            for (forms, kind) in to {
                let entries = forms.split('|').find_map(|form| places.get(form)).map_or(&[] as &[usize], Vec::as_slice);
                let own = Forms { traditional: &entry.traditional, simplified: &entry.simplified, kind };
                for &place in entries {
                    led[place].extend(own.names());
                    led[place].extend(acronyms.iter().map(|acronym| entry::acronym_name(acronym)));
                    leads = true;
                }
            }
            if !leads {
                alone.push(entry);
            }
        }
        led.extend(alone.iter().map(|_| Vec::new()));
        drop(places);
        self.entries.append(&mut alone);
        led
    }
}

/// Where the entries of a form stand, in either script.
fn places(entries: &[Entry]) -> HashMap<&str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        places.entry(&entry.traditional).or_default().push(place);
        if entry.simplified != entry.traditional {
            places.entry(&entry.simplified).or_default().push(place);
        }
    }
    places
}
