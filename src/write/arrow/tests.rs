use super::*;
use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
use crate::document::{Document, Field, Source};
use crate::span::OffsetUnit;
use crate::tagger::{Scratch, Tagger};
use crate::write::meant::{Candidates, Named};
use crate::write::tagged::{TaggedEntity, TaggedMention};
use arrow_array::StringArray;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use std::sync::Arc;

const TEXT: &str = "🙂 耿爽 met US";
const GENG: Named<'_> = Named { id: "person/geng", of_type: "person", name: "Geng Shuang" };

fn mention(start: usize, end: usize, entity: Option<Named<'static>>) -> TaggedMention<'static> {
    TaggedMention {
        field: Field::Text,
        start,
        end,
        text: &TEXT[start..end],
        entity: entity.map(Named::into),
        kind: "name",
        via: "name",
        score: 0.5,
        candidates: Candidates::Told(Vec::new()),
        gloss_of: None,
        holder: None,
        status: None,
        office: None,
        conflict: None,
    }
}

fn document(mentions: Vec<TaggedMention<'static>>) -> Tagged<'static> {
    Tagged {
        id: "a",
        source: Source { path: "in.jsonl", record: 7 },
        title: None,
        date: crate::date::PartialDate::parse("2019-10").ok(),
        lang: Some("zh"),
        text: Some(TEXT),
        length: TEXT.len(),
        unit: OffsetUnit::Byte,
        entities: vec![TaggedEntity { named: GENG, names: [("zh", "耿爽")].into(), mentions: &[0] }],
        mentions,
        dictionary: Some("xxh3:0"),
    }
}

fn two_mentions() -> Tagged<'static> {
    let undecided =
        TaggedMention { candidates: Candidates::Told(vec![("x", 0.5), ("y", 0.5)]), ..mention(16, 18, None) };
    document(vec![mention(5, 11, Some(GENG)), undecided])
}

fn options(include_text: bool) -> RecordOptions {
    RecordOptions { offsets: OffsetUnit::Char, include_text }
}

fn strings<'b>(batch: &'b RecordBatch, column: &str) -> &'b StringArray {
    batch.column_by_name(column).unwrap_or_else(|| panic!("no column {column}")).as_string()
}

#[test]
fn a_long_row_is_a_mention() {
    let mut table = TableBuilder::new(Shape::Long, options(false));
    table.add(&two_mentions()).unwrap();
    table.add(&document(Vec::new())).unwrap();
    assert_eq!(table.rows(), 2);
    let batch = table.finish();
    let start = batch.column_by_name("start").unwrap().as_primitive::<Int32Type>();
    assert_eq!(start.values(), &[2, 9]);
    assert_eq!(strings(&batch, "text").iter().collect::<Vec<_>>(), [Some("耿爽"), Some("US")]);
    assert_eq!(strings(&batch, "entity").iter().collect::<Vec<_>>(), [Some("person/geng"), None]);
    assert_eq!(strings(&batch, "date").value(1), "2019-10");
    let candidates = batch.column_by_name("candidates").unwrap().as_list::<i32>();
    assert_eq!((candidates.value_length(0), candidates.value_length(1)), (0, 2));
    assert_eq!(batch.column_by_name("record").unwrap().as_primitive::<Int64Type>().values(), &[7, 7]);
    assert_eq!(table.finish().num_rows(), 0, "a table that is finished is empty");
}

#[test]
fn a_nested_row_is_a_document() {
    let mut table = TableBuilder::new(Shape::Nested, options(true));
    table.add(&two_mentions()).unwrap();
    table.add(&Tagged { entities: Vec::new(), ..document(Vec::new()) }).unwrap();
    assert_eq!(table.rows(), 2);
    let batch = table.finish();
    assert_eq!(strings(&batch, "text").value(0), TEXT);
    assert_eq!(batch.column_by_name("length").unwrap().as_primitive::<Int32Type>().values(), &[11, 11]);
    let mentions = batch.column_by_name("mentions").unwrap().as_list::<i32>();
    assert_eq!((mentions.value_length(0), mentions.value_length(1)), (2, 0));
    let entities = batch.column_by_name("entities").unwrap().as_list::<i32>();
    let names = entities.values().as_struct().column_by_name("names").unwrap().as_map();
    assert_eq!(names.keys().as_string::<i32>().value(0), "zh");
    assert_eq!(names.values().as_string::<i32>().value(0), "耿爽");
}

#[test]
fn the_text_is_a_column_only_where_asked_for() {
    let schema = TableBuilder::new(Shape::Nested, options(false)).schema();
    assert!(schema.field_with_name("text").is_err());
    assert!(TableBuilder::new(Shape::Nested, options(true)).schema().field_with_name("text").is_ok());
}

#[test]
fn what_does_not_fit_leaves_the_table_as_it_was() {
    let mut table = TableBuilder::new(Shape::Long, options(false));
    table.add(&two_mentions()).unwrap();
    table.bytes = MOST_BYTES;
    let error = table.add(&two_mentions()).unwrap_err();
    assert!(error.bytes > error.most, "{error}");
    assert_eq!(table.finish().num_rows(), 2);
    table.add(&two_mentions()).expect("an empty table has room");
}

/// Values, and none, wherever they come.
#[test]
fn what_seldom_has_a_value_stays_in_its_row() {
    for rows in [vec![None, None, Some(7)], vec![Some(7), None, None], vec![None, Some(7), None, Some(8)], vec![None]] {
        let mentions = rows.iter().map(|gloss_of| TaggedMention {
            gloss_of: *gloss_of,
            holder: gloss_of.map(|_| "person/holder"),
            conflict: gloss_of.map(|_| true),
            ..mention(5, 11, None)
        });
        let mut table = TableBuilder::new(Shape::Long, options(false));
        table.add(&document(mentions.collect())).unwrap();
        for batch in [table.finish(), table.finish()] {
            let expected = if batch.num_rows() == 0 { &[][..] } else { &rows };
            let glosses = batch.column_by_name("gloss_of").unwrap().as_primitive::<Int32Type>();
            assert!(glosses.iter().eq(expected.iter().map(|place| place.map(|place| i32::try_from(place).unwrap()))));
            assert!(strings(&batch, "holder").iter().eq(expected.iter().map(|place| place.map(|_| "person/holder"))));
            let conflicts = batch.column_by_name("conflict").unwrap().as_boolean();
            assert!(conflicts.iter().eq(expected.iter().map(|place| place.map(|_| true))));
        }
    }
}

#[test]
fn strings_are_the_same_in_either_layout() {
    let long_text = TaggedMention { text: "a name that has no room in its view", ..mention(5, 11, Some(GENG)) };
    let found = [two_mentions(), document(vec![long_text]), Tagged { title: Some("A headline"), ..two_mentions() }];
    let made = |layout| {
        let mut table = TableBuilder::with_layout(Shape::Long, options(false), layout);
        for document in &found {
            table.add(document).unwrap();
        }
        let batch = table.finish();
        assert_eq!(batch.schema(), table.schema());
        batch
    };
    let (plain, views) = (made(StringLayout::Offsets), made(StringLayout::Views));
    let strings_of = |column: &str| {
        let views = views.column_by_name(column).unwrap().as_string_view().iter().collect::<Vec<_>>();
        assert_eq!(views, strings(&plain, column).iter().collect::<Vec<_>>(), "{column}");
        views
    };
    for column in
        ["doc_id", "field", "text", "entity", "type", "name", "kind", "via", "holder", "status", "date", "lang"]
    {
        assert_eq!(strings_of(column).len(), 5);
    }
    assert_eq!(strings_of("title"), [None, None, None, Some("A headline"), Some("A headline")]);
    assert_eq!(strings_of("entity")[..2], [Some("person/geng"), None]);
    let candidates = views.column_by_name("candidates").unwrap().as_list::<i32>().value(1);
    assert_eq!(candidates.as_struct().column(0).as_string_view().iter().collect::<Vec<_>>(), [Some("x"), Some("y")]);
}

/// What a tagger finds whose dictionary has one entity of a name.
fn add_found(table: &mut TableBuilder, id: &str, name: &str, text: &str) {
    let mut entity = Entity::new(id, EntityType::Person);
    entity.names = vec![Name::new(name)];
    let mut builder = DictionaryBuilder::default();
    builder.add(entity).unwrap();
    let tagger = Tagger::builder(Arc::new(builder.build())).build().unwrap();
    let document = Document { id: "a".into(), text: text.into(), ..Document::default() };
    let mut scratch = Scratch::default();
    table.add_found(&document, tagger.tag(&document, &mut scratch), tagger.dictionary()).unwrap();
}

#[test]
fn entities_of_one_place_in_several_dictionaries_are_told_apart() {
    for layout in [StringLayout::Offsets, StringLayout::Views] {
        let mut table = TableBuilder::with_layout(Shape::Long, options(false), layout);
        for _ in 0..2 {
            add_found(&mut table, "person/geng", "Geng Shuang", "Geng Shuang met Geng Shuang");
            add_found(&mut table, "person/ross", "Wilbur Ross", "Wilbur Ross met Wilbur Ross");
            add_found(&mut table, "person/geng", "Geng Shuang", "Geng Shuang");
            let batch = table.finish();
            let column = |name: &str| {
                let column = batch.column_by_name(name).unwrap();
                let values: Vec<_> = match layout {
                    StringLayout::Offsets => column.as_string::<i32>().iter().collect(),
                    StringLayout::Views => column.as_string_view().iter().collect(),
                };
                values.into_iter().map(Option::unwrap).map(str::to_owned).collect::<Vec<_>>()
            };
            let (geng, ross) = ("person/geng", "person/ross");
            assert_eq!(column("entity"), [geng, geng, ross, ross, geng]);
            assert_eq!(column("name"), column("text"));
            assert_eq!(column("type"), ["person"; 5]);
        }
    }
}

#[test]
fn what_was_looked_up_of_a_document_that_has_no_room_is_forgotten() {
    let mut table = TableBuilder::new(Shape::Long, options(false));
    table.add(&document(vec![mention(5, 11, Some(GENG))])).unwrap();
    let bytes = std::mem::replace(&mut table.bytes, MOST_BYTES);
    table.add(&two_mentions()).unwrap_err();
    table.bytes = bytes;
    let other = Named { id: "person/other", ..GENG };
    table.add(&document(vec![mention(5, 11, None), mention(5, 11, Some(other))])).unwrap();
    table.bytes = MOST_BYTES;
    table.add(&two_mentions()).unwrap_err();
    assert_eq!(
        strings(&table.finish(), "entity").iter().collect::<Vec<_>>(),
        [Some("person/geng"), None, Some("person/other")]
    );
}

#[test]
fn words_may_be_many() {
    let kinds: Vec<String> = (0..40).chain(0..40).map(|number| format!("kind {number}")).collect();
    let kinds: &'static [String] = kinds.leak();
    let mut table = TableBuilder::new(Shape::Long, options(false));
    let mentions = kinds.iter().map(|kind| TaggedMention { kind, ..mention(5, 11, None) });
    table.add(&document(mentions.collect())).unwrap();
    assert!(strings(&table.finish(), "kind").iter().eq(kinds.iter().map(|kind| Some(&**kind))));
}
