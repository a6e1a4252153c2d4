//! Compiled dictionaries that are broken: whatever stands in a file, it is refused or used, and nothing panics, hangs or reads elsewhere.
//!
//! Checksums are right where it says so: without that, nothing behind them would ever be reached. Most sections are the sound ones with some bytes
//! altered, since what is read of plain nonsense leads nowhere.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use newstag::image::{Image, Section};

#[path = "../../tests/suite/image_world.rs"]
#[allow(dead_code)]
mod image_world;

use image_world::{file, open, walk, with, without_lexicon};

/// What is made of a sound file.
#[derive(Arbitrary, Debug)]
enum Plan {
    /// Nothing of it: these bytes are the file.
    Bytes(Vec<u8>),
    /// The file begins as a sound one does, and goes on otherwise.
    Begun(u16, Vec<u8>),
    /// Some of its bytes are others; its checksums stay as they are.
    Altered(Vec<Change>),
    /// Some of its sections are others, with right checksums.
    Sections(Vec<(u8, Content)>),
    /// The same without a lexicon: it is compiled from what the sections say.
    Sources(Vec<(u8, Content)>),
}

/// A byte that is another.
#[derive(Arbitrary, Clone, Copy, Debug)]
struct Change {
    at: u16,
    byte: u8,
}

/// What stands in a section.
#[derive(Arbitrary, Debug)]
enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These numbers, over and over.
    Numbers(Vec<u32>, u8),
    /// One byte, so often.
    Filled(u8, u16),
    /// What is there, with some bytes that are others.
    Altered(Vec<Change>),
    /// What is there, with some numbers that are others.
    Renumbered(Vec<(u16, u32)>),
    /// The beginning of what is there.
    Cut(u16),
    /// What is there, so often.
    Repeated(u8),
    /// What stands in another section.
    Of(u8),
}

/// So many sections are others at most, and so many bytes of one: small files reach as much, and faster.
const MOST_SECTIONS: usize = 8;
const MOST_BYTES: usize = 1 << 12;
const MOST_TIMES: u8 = 8;

fuzz_target!(|plan: Plan| {
    match plan {
        Plan::Bytes(bytes) => walk_if_taken(&bytes),
        Plan::Begun(length, bytes) => {
            let sound = file();
            let begun = &sound[..usize::from(length).min(sound.len())];
            walk_if_taken(&[begun, &bytes].concat());
        }
        Plan::Altered(changes) => walk_if_taken(&altered(file(), &changes)),
        Plan::Sections(sections) => walk(with(contents(&sections))),
        Plan::Sources(sections) => walk(without_lexicon(&with(contents(&sections)))),
    }
});

fn walk_if_taken(bytes: &[u8]) {
    if let Ok(image) = open(bytes) {
        walk(image);
    }
}

fn altered(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let at = usize::from(change.at) % bytes.len().max(1);
        bytes.get_mut(at).into_iter().for_each(|byte| *byte = change.byte);
    }
    bytes
}

fn renumbered(mut bytes: Vec<u8>, numbers: &[(u16, u32)]) -> Vec<u8> {
    let (rows, _) = bytes.as_chunks_mut::<4>();
    for &(at, number) in numbers {
        let at = usize::from(at) % rows.len().max(1);
        rows.get_mut(at).into_iter().for_each(|row| *row = number.to_le_bytes());
    }
    bytes
}

fn contents(sections: &[(u8, Content)]) -> Vec<(Section, Vec<u8>)> {
    let sound = open(&file()).expect("the file was compiled just now");
    let of_section = |(number, content): &(u8, Content)| {
        let section = section(*number);
        (section, content.bytes(section, &sound))
    };
    sections.iter().take(MOST_SECTIONS).map(of_section).collect()
}

fn section(number: u8) -> Section {
    Section::ALL[usize::from(number) % Section::ALL.len()]
}

impl Content {
    fn bytes(&self, section: Section, sound: &Image) -> Vec<u8> {
        let there = sound.section(section).to_vec();
        match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Numbers(numbers, times) => {
                let once: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
                once.repeat(usize::from(times % MOST_TIMES))
            }
            Self::Filled(byte, length) => vec![*byte; usize::from(*length) % MOST_BYTES],
            Self::Altered(changes) => altered(there, changes),
            Self::Renumbered(numbers) => renumbered(there, numbers),
            Self::Cut(length) => there[..usize::from(*length) % (there.len() + 1)].to_vec(),
            Self::Repeated(times) => there.repeat(usize::from(times % MOST_TIMES)),
            Self::Of(number) => sound.section(self::section(*number)).to_vec(),
        }
    }
}
