//! The parts of a compiled dictionary, by number.

/// A part of a compiled dictionary. A number is given once and keeps its meaning for as long as [`super::VERSION`] stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Section {
    /// All texts of the dictionary, each once, its length ahead.
    Texts = 1,
    /// For each entity its id, as a place in `Texts`.
    Ids = 2,
    /// The entities in the order of the hashes of their ids.
    IdOrder = 3,
    /// For each entity the number of its row in `EntityTable`.
    EntityRows = 4,
    /// What entities have in common: type and prior.
    EntityTable = 5,
    /// For each entity where its names end among all names.
    NameEnds = 6,
    /// For each name its text, as a place in `Texts`.
    NameTexts = 7,
    /// For each name the number of its row in `NameTable`.
    NameRows = 8,
    /// What names have in common: language, kind, case, boundary, dates, usage.
    NameTable = 9,
    /// The family names of names that have one.
    Families = 10,
    /// The weights of names that have one.
    Weights = 11,
    /// The carried fields of names.
    NameExtras = 12,
    /// The context terms of entities.
    Context = 13,
    /// The holders of offices.
    Holders = 14,
    /// The carried fields of entities.
    EntityExtras = 15,
    /// The folded forms: text, where it is looked for, and its uses: names and context terms, each with its rule.
    Patterns = 16,
    /// The rules that are too long to stand with a use.
    Rules = 17,
    /// For each entry of `Context` the place of its use in `Patterns`.
    ContextForms = 18,
    /// The matcher's keys of the first pieces of forms.
    FirstPieces = 19,
    /// Those of forms that may begin with a small letter or a digit.
    FirstSmall = 20,
    /// Those of forms that begin with other ASCII.
    FirstSigns = 21,
    /// How the forms of `FirstSmall` begin, by their first three bytes.
    SmallBeginnings = 22,
    /// The same of a few, and of those of `FirstSigns`, by halves of bytes.
    SmallNibbles = 23,
    /// The matcher's keys of the first characters of forms that begin beyond ASCII.
    FirstOthers = 24,
    /// The matcher's keys of how forms of words open: of the first piece where it is a form, of the first two, and of the first where more follows.
    Openings = 25,
    /// Those of forms that may begin with a small letter or a digit.
    SmallOpenings = 26,
    /// The matcher's table of short words that forms begin with.
    ShortWords = 35,
    /// The matcher's keys of forms of one character.
    Ones = 27,
    /// Those of the first two characters.
    Pairs = 28,
    /// Those of forms of two characters.
    Twos = 29,
    /// Those of the first three characters.
    Triples = 30,
    /// Those of whole forms of four characters and more.
    Long = 31,
    /// The matcher's table of the beginnings of forms.
    Nodes = 32,
    /// The numbers of the folded forms that may stand anywhere.
    Anywhere = 33,
    /// Where the variants among the names come from; not there if there are none.
    Made = 34,
}

impl Section {
    /// Greater than the number of every section.
    pub(super) const NUMBERS: usize = Self::ShortWords as usize + 1;

    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Texts,
        Self::Ids,
        Self::IdOrder,
        Self::EntityRows,
        Self::EntityTable,
        Self::NameEnds,
        Self::NameTexts,
        Self::NameRows,
        Self::NameTable,
        Self::Families,
        Self::Weights,
        Self::Made,
        Self::NameExtras,
        Self::Context,
        Self::Holders,
        Self::EntityExtras,
        Self::Patterns,
        Self::Rules,
        Self::ContextForms,
        Self::FirstPieces,
        Self::FirstSmall,
        Self::FirstSigns,
        Self::SmallBeginnings,
        Self::SmallNibbles,
        Self::FirstOthers,
        Self::Openings,
        Self::SmallOpenings,
        Self::ShortWords,
        Self::Ones,
        Self::Pairs,
        Self::Twos,
        Self::Triples,
        Self::Long,
        Self::Nodes,
        Self::Anywhere,
    ];

    /// The number that stands in the file.
    pub(super) fn number(self) -> u32 {
        self as u32
    }

    /// The section of a number.
    pub(super) fn of(number: u32) -> Option<Self> {
        Self::ALL.iter().copied().find(|section| section.number() == number)
    }
}
