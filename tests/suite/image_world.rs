//! A small compiled dictionary with every sort of field and form, and a walk through whatever an image says. The fuzzer uses both too.

use newstag::date::{PartialDate, Validity};
use newstag::dictionary::{
    BoundaryPolicy, CasePolicy, Dictionary, DictionaryBuilder, Entity, EntityIndex, EntityRef, EntityType, Extra,
    Holder, Made, Name, NameKind, Prior, Usage, VariantRule, VariantRules,
};
use newstag::document::{Document, Source};
use newstag::image::{Bytes, Image, ImageBuilder, ImageError, Section};
use newstag::matcher::{Buffers, FoldedText, Matcher, Patterns, Tables};
use newstag::tagger::{Scratch, Tagger, compile};
use newstag::text::{FoldBuffer, fold_text};
use newstag::write::{RecordOptions, RecordWriter};
use std::sync::{Arc, LazyLock};

fn extra(field: &str, json: &str) -> Extra {
    Extra { field: field.into(), json: json.into() }
}

fn date(text: &str) -> Option<PartialDate> {
    Some(PartialDate::parse(text).unwrap())
}

/// One entity with every field, one with none but those that are required, and some that others lead to.
pub(crate) fn entities() -> Vec<Entity> {
    let mut office = Entity::new("office/x", EntityType::Office);
    office.names = vec![Name::new("Chair"), every_field()];
    office.prior = Prior::new(0.25).unwrap();
    office.context = vec!["外交部".into(), "foreign ministry".into()];
    office.holders = vec![
        Holder { entity: "person/a".into(), validity: Validity { from: date("2017-02-28"), until: None } },
        Holder { entity: "nobody".into(), validity: Validity { from: date("2003"), until: date("2004-05") } },
    ];
    office.extra = vec![extra("refs", r#"{"wikidata": "Q1"}"#), extra("holders[0].note", "1")];
    let mut person = Entity::new("person/a", EntityType::Person);
    person.names = vec![Name { family: Some("Ng".into()), ..Name::new("Ng A. B.") }, Name::new("吳"), variant()];
    let mut thing = Entity::new("", EntityType::Other("ship".into()));
    thing.names = vec![Name::new("U.S.S. Ng"), Name { usage: Usage::Blocked, ..Name::new("Ng") }];
    thing.context = vec!["sea".into()];
    thing.variants = Some(VariantRules::NONE.with(VariantRule::Company));
    vec![office, person, thing, forms()]
}

/// An entity whose names go through every table of the matcher.
fn forms() -> Entity {
    let free = |text: &str| Name { boundary: BoundaryPolicy::None, ..Name::new(text) };
    let words = ["Hangzhou Hikvision Digital", "iPhone 7", "3M", "@home", "Ñandú club", "éa", "new york-on-sea"];
    let characters = ["中", "中国", "北京市", "中华人民共和国", "中华人民共和国外交部", "カタカナ A", "北京 2008"];
    let names = words.iter().chain(&characters).map(|text| Name::new(text)).chain([free("vision"), free("华人")]);
    Entity { names: names.collect(), ..Entity::new("forms", EntityType::Organization) }
}

fn variant() -> Name {
    let made = Made { rules: VariantRules::NONE.with(VariantRule::Order), from: "Ng A. B.".into() };
    Name { kind: NameKind::Variant, family: Some("Ng".into()), made: Some(made), ..Name::new("A. B. Ng") }
}

fn every_field() -> Name {
    Name {
        lang: Some("zh-Hant".into()),
        kind: NameKind::Former,
        case: CasePolicy::Exact,
        boundary: BoundaryPolicy::None,
        validity: Validity { from: date("2003-05"), until: date("2004") },
        family: Some("Z".into()),
        weight: Some(2.5),
        usage: Usage::NeedsContext,
        extra: vec![extra("note", "[1]"), extra("source", "\"s\"")],
        ..Name::new("Yy")
    }
}

pub(crate) fn dictionary(entities: Vec<Entity>) -> Dictionary {
    let mut builder = DictionaryBuilder::default();
    for entity in entities {
        builder.add(entity).unwrap();
    }
    builder.build()
}

/// The file of [`entities`].
pub(crate) fn file() -> Vec<u8> {
    static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| compile(&dictionary(entities())).unwrap().bytes().to_vec());
    FILE.clone()
}

pub(crate) fn open(bytes: &[u8]) -> Result<Image, ImageError> {
    Image::open(Bytes::Memory(bytes.to_vec()))
}

/// Names all that is in [`entities`], and more that begins or ends like it.
const TEXT: &str = "Chair Ng A. B. (吴) of the U.S.S. Ng at sea, xYyx, foreign ministry; Ng. USS Ng. A. B. Ng\n\n\
                    Hangzhou Hikvision\n Digital and HANGZHOU Hikvisions, an iPhone 7 from 3M @home, the Ñandú club, éa’s new york-on-sea™ \
                    Yy。外交部在北京市说，中國和中华人民共和国外交部：中华人民共，カタカナ A，北京 2008，中";

fn document(text: &str) -> Document<'_> {
    let source = Source { path: "-", record: 1 };
    let title = Some("Ng".into());
    Document { id: "1".into(), source, title, date: date("2003-06"), text: text.into(), ..Document::default() }
}

/// The record of a document that names everything in [`entities`], as a tagger over this dictionary writes it.
pub(crate) fn record(dictionary: &Dictionary) -> String {
    let tagger = Tagger::builder(Arc::new(dictionary.clone())).build().unwrap();
    let document = document(TEXT);
    let mut scratch = Scratch::default();
    let mut out = Vec::new();
    let found = tagger.tag(&document, &mut scratch);
    RecordWriter::new(dictionary, RecordOptions::default()).write(&document, found, &mut out);
    String::from_utf8(out).unwrap()
}

/// Reads everything that a dictionary says, counts it, and tags with it.
pub(crate) fn walk(image: Image) {
    search_plainly(&image);
    let dictionary = Dictionary::of(Arc::new(image));
    for (index, entity) in dictionary.iter().take(500) {
        dictionary.find(entity.id());
        walk_entity(entity);
        assert_eq!(entity.index(), index);
    }
    dictionary.context_terms().for_each(drop);
    dictionary.entity(EntityIndex(u32::MAX)).to_entity();
    dictionary.name(u32::MAX).to_name();
    let _ = record(&dictionary);
    let mut builder = DictionaryBuilder::default();
    for entity in dictionary.entities().take(20) {
        let mut entity = entity.to_entity();
        entity.names.truncate(50);
        let _ = builder.add(entity);
    }
    builder.build();
}

fn walk_entity(entity: EntityRef<'_>) {
    entity.first_name();
    // An entity of a broken file may have many; what is read of each name is the same.
    entity.names().take(50).for_each(|name| {
        name.to_name();
        let _ = (name.text_place(), name.bytes(), name.made());
    });
    for at in [0, 1, u32::MAX] {
        entity.name(at).to_name();
    }
    entity.holders().take(50).for_each(|holder| {
        holder.entity();
        holder.to_holder();
    });
    let _ = (entity.kind(), entity.prior(), entity.context_places(), entity.variants());
    let _ = (entity.context().count(), entity.extra().count());
}

/// Searches with the image's tables on any processor: tagging does it on the one that there is.
fn search_plainly(image: &Image) {
    let section = |section| image.section(section);
    let patterns = Patterns::new(section(Section::Patterns));
    let tables = Tables {
        first_pieces: section(Section::FirstPieces),
        first_small: section(Section::FirstSmall),
        small_beginnings: section(Section::SmallBeginnings),
        small_nibbles: section(Section::SmallNibbles),
        first_signs: section(Section::FirstSigns),
        first_others: section(Section::FirstOthers),
        openings: section(Section::Openings),
        small_openings: section(Section::SmallOpenings),
        short_words: section(Section::ShortWords),
        ones: section(Section::Ones),
        pairs: section(Section::Pairs),
        twos: section(Section::Twos),
        triples: section(Section::Triples),
        long: section(Section::Long),
        nodes: section(Section::Nodes),
        anywhere: section(Section::Anywhere),
    };
    let mut buffer = FoldBuffer::default();
    let folded = fold_text(TEXT, &mut buffer);
    let text = FoldedText { text: folded.text(), seams: folded.seams() };
    Matcher::new(patterns, tables).find_plainly(text, &mut Buffers::default(), &mut Vec::new());
}

/// The image of [`entities`] with some sections replaced.
pub(crate) fn with(sections: Vec<(Section, Vec<u8>)>) -> Image {
    let sound = open(&file()).unwrap();
    let mut builder = ImageBuilder::new(sound.fingerprint());
    for &section in Section::ALL {
        if sound.has(section) {
            builder.add(section, sound.section(section).to_vec());
        }
    }
    for (section, bytes) in sections {
        builder.add(section, bytes);
    }
    open(builder.build().bytes()).unwrap()
}

/// The dictionary alone, so that whatever tags with it compiles it first.
pub(crate) fn without_lexicon(image: &Image) -> Image {
    let mut builder = ImageBuilder::new(image.fingerprint());
    for &section in Section::ALL.iter().take_while(|section| **section != Section::Patterns) {
        builder.add(section, image.section(section).to_vec());
    }
    builder.build()
}
