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
    /// Which names belong to which entity.
    NameGroups = 6,
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
    /// The folded forms one behind the other.
    PatternText = 16,
    /// Where each folded form ends in `PatternText`.
    PatternEnds = 17,
    /// For each folded form a byte of flags.
    PatternFlags = 18,
    /// Which forms belong to which folded form.
    FormGroups = 19,
    /// For each form the number of its name.
    FormNames = 20,
    /// For each form the number of its rule.
    FormRules = 21,
    /// Where each rule ends in `RuleBytes`.
    RuleEnds = 22,
    /// What a match must meet: boundary and case.
    RuleBytes = 23,
    /// For each entry of `Context` the number of its folded form.
    ContextPatterns = 24,
    /// A table of the matcher, which gives it its meaning.
    MatcherA = 32,
    /// A table of the matcher.
    MatcherB = 33,
    /// A table of the matcher.
    MatcherC = 34,
    /// A table of the matcher.
    MatcherD = 35,
    /// A table of the matcher.
    MatcherE = 36,
    /// A table of the matcher.
    MatcherF = 37,
    /// A table of the matcher.
    MatcherG = 38,
    /// A table of the matcher.
    MatcherH = 39,
}

impl Section {
    /// Greater than the number of every section.
    pub(super) const NUMBERS: usize = 40;

    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Texts,
        Self::Ids,
        Self::IdOrder,
        Self::EntityRows,
        Self::EntityTable,
        Self::NameGroups,
        Self::NameTexts,
        Self::NameRows,
        Self::NameTable,
        Self::Families,
        Self::Weights,
        Self::NameExtras,
        Self::Context,
        Self::Holders,
        Self::EntityExtras,
        Self::PatternText,
        Self::PatternEnds,
        Self::PatternFlags,
        Self::FormGroups,
        Self::FormNames,
        Self::FormRules,
        Self::RuleEnds,
        Self::RuleBytes,
        Self::ContextPatterns,
        Self::MatcherA,
        Self::MatcherB,
        Self::MatcherC,
        Self::MatcherD,
        Self::MatcherE,
        Self::MatcherF,
        Self::MatcherG,
        Self::MatcherH,
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
