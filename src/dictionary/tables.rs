//! The rows of the tables of a compiled dictionary, as they stand in the file.

use super::{BoundaryPolicy, CasePolicy, EntityType, NameKind, Prior, Usage, VariantRules};
use crate::date::{PartialDate, Validity};
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The place of a text that is not there.
pub(super) const NONE: u32 = u32::MAX;

/// What many entities have in common.
#[derive(Clone, Copy, Debug, Default, FromBytes, Hash, Immutable, IntoBytes, KnownLayout, PartialEq, Eq, Unaligned)]
#[repr(C)]
pub(super) struct EntityRow {
    /// The bits of the prior.
    pub(super) prior: U64,
    /// The type's word, for [`EntityType::Other`].
    pub(super) word: U32,
    /// The type.
    pub(super) kind: u8,
    pub(super) flags: u8,
    /// The rules that make variants, with [`EntityRow::HAS_VARIANTS`].
    pub(super) variants: U16,
}

impl EntityRow {
    pub(super) const HAS_CONTEXT: u8 = 1;
    pub(super) const HAS_HOLDERS: u8 = 2;
    pub(super) const HAS_EXTRA: u8 = 4;
    pub(super) const HAS_VARIANTS: u8 = 8;

    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn prior(&self) -> Prior {
        Prior::new(f64::from_bits(self.prior.get())).unwrap_or_default()
    }

    pub(super) fn variants(&self) -> Option<VariantRules> {
        self.has(Self::HAS_VARIANTS).then(|| VariantRules::of_bits(self.variants.get()))
    }
}

/// The code of a type in [`EntityRow`].
pub(super) fn type_code<S>(kind: &EntityType<S>) -> u8 {
    match kind {
        EntityType::Person => 0,
        EntityType::Organization => 1,
        EntityType::Place => 2,
        EntityType::Office => 3,
        EntityType::Other(_) => 4,
    }
}

/// The type of a code; `word` gives that of another type.
pub(super) fn type_of_code<S>(code: u8, word: impl FnOnce() -> S) -> EntityType<S> {
    match code {
        0 => EntityType::Person,
        1 => EntityType::Organization,
        2 => EntityType::Place,
        3 => EntityType::Office,
        _ => EntityType::Other(word()),
    }
}

/// What many names have in common.
#[derive(Clone, Copy, Debug, Default, FromBytes, Hash, Immutable, IntoBytes, KnownLayout, PartialEq, Eq, Unaligned)]
#[repr(C)]
pub(super) struct NameRow {
    /// The language's text, or [`NONE`].
    pub(super) lang: U32,
    pub(super) dates: Dates,
    pub(super) kind: u8,
    pub(super) case: u8,
    pub(super) boundary: u8,
    pub(super) usage: u8,
    pub(super) flags: u8,
    pub(super) reserved: [u8; 3],
}

impl NameRow {
    pub(super) const HAS_FAMILY: u8 = 1;
    pub(super) const HAS_WEIGHT: u8 = 2;
    pub(super) const HAS_EXTRA: u8 = 4;
    pub(super) const HAS_MADE: u8 = 8;

    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn kind(&self) -> NameKind {
        NameKind::of_code(self.kind)
    }

    pub(super) fn case(&self) -> CasePolicy {
        CasePolicy::of_code(self.case)
    }

    pub(super) fn boundary(&self) -> BoundaryPolicy {
        BoundaryPolicy::of_code(self.boundary)
    }

    pub(super) fn usage(&self) -> Usage {
        Usage::of_code(self.usage)
    }
}

/// A span of time; 0 where an end is open.
#[derive(Clone, Copy, Debug, Default, FromBytes, Hash, Immutable, IntoBytes, KnownLayout, PartialEq, Eq, Unaligned)]
#[repr(C)]
pub(super) struct Dates {
    from: U32,
    until: U32,
}

impl From<Validity> for Dates {
    fn from(validity: Validity) -> Self {
        let bits = |date: Option<PartialDate>| U32::new(date.map_or(0, PartialDate::to_bits));
        Self { from: bits(validity.from), until: bits(validity.until) }
    }
}

impl From<Dates> for Validity {
    fn from(dates: Dates) -> Self {
        let date = |bits: U32| PartialDate::from_bits(bits.get());
        Self { from: date(dates.from), until: date(dates.until) }
    }
}

/// A row of a table that only some entities or names have rows in, in the order of their numbers.
pub(super) trait Owned {
    /// The number of the entity or name.
    fn owner(&self) -> u32;
}

/// The rows of one owner, and the place of the first.
pub(super) fn of_owner<T: Owned>(rows: &[T], owner: u32) -> (usize, &[T]) {
    let start = rows.partition_point(|row| row.owner() < owner);
    let behind = rows.get(start..).unwrap_or_default();
    let count = behind.iter().take_while(|row| row.owner() == owner).count();
    (start, behind.get(..count).unwrap_or_default())
}

macro_rules! owned {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
        #[repr(C)]
        pub(super) struct $name {
            pub(super) owner: U32,
            $(pub(super) $field: $type),+
        }

        impl Owned for $name {
            fn owner(&self) -> u32 {
                self.owner.get()
            }
        }
    };
}

owned!(
    /// A family name or a context term.
    TextRow { text: U32 }
);

owned!(
    /// The weight of a name.
    WeightRow { bits: U64 }
);

owned!(
    /// Where a variant comes from: the text of the name that it was made from, and the rules.
    MadeRow { from: U32, rules: U16 }
);

owned!(
    /// A carried field.
    ExtraRow { field: U32, json: U32 }
);

owned!(
    /// A holder of an office: the id, and the entity of that id or [`NONE`].
    HolderRow { id: U32, entity: U32, dates: Dates }
);
