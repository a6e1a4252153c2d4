//! What other parts of newstag read of these formats: `eval` knows brat and CoNLL, the csv crate tables.

use super::*;
use newstag::annotated::AnnotatedDocument;
use newstag::gold;

fn documents(place: &Place, name: &str) -> Vec<AnnotatedDocument> {
    let documents = gold::open(&place.path(name), None).unwrap();
    documents.map(|document| document.unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn words(document: &AnnotatedDocument) -> Vec<&str> {
    document.marks.iter().map(|mark| mark.text.as_str()).collect()
}

#[test]
fn brat_is_read_back() {
    let place = place();
    tag(&place, "--format brat -o brat").status(0);
    let documents = documents(&place, "brat");
    let [first, third, second] = &documents[..] else { panic!("three documents: {documents:?}") };
    let expected = ["Geng Shuang", "耿爽", "China", "New York Times", "New York", "US President", "Georgia", "Geng"];
    assert_eq!(words(first), expected);
    assert_eq!(first.marks[1].meaning.entity(), Some("newstag:person/geng-shuang"));
    assert_eq!(first.marks[6].meaning.entity(), None, "nobody is chosen");
    assert_eq!(words(second), ["China", "Evil \"<img src=x onerror=alert(2)>\" & 'Co'", "China"]);
    assert_eq!(second.unjudged.len(), 1, "a mention over a line end is in pieces");
    assert!(third.marks.is_empty());
    let conf = place.text("brat/annotation.conf");
    assert!(
        conf.starts_with("[entities]\noffice\norganization\nperson\nplace\nship____b_\nundecided\n\n[relations]\n"),
        "{conf}"
    );
}

#[test]
fn conll_is_read_back() {
    let place = place();
    let ended = tag(&place, "--format conll -o tokens.conll").status(0);
    ended
        .says("note: 1 mentions were left out, since they overlap one that was written")
        .says("note: 1 words were divided");
    let documents = documents(&place, "tokens.conll");
    let found: Vec<_> =
        documents.iter().flat_map(|document| words(document)).map(|words| words.replace(' ', "")).collect();
    let expected =
        ["GengShuang", "耿爽", "China", "NewYorkTimes", "USPresident", "Georgia", "Geng", "NewYork", "China"];
    assert_eq!(found[..expected.len()], expected);
    assert_eq!(found.len(), expected.len() + 2);
}

#[test]
fn tables_count_what_records_say() {
    let place = place();
    let rows = |format: &str| -> Vec<Vec<String>> {
        let table = stream(&place, format, "");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let entities = rows("entities");
    assert_eq!(entities[0][..4], ["person/geng-shuang", "person", "Geng Shuang", "4"]);
    assert_eq!(entities[1], ["place/china", "place", "China", "4", "2", "2019-10-09", "2019-10-10"]);
    assert_eq!(entities.len(), 6);
    let days = rows("entities-by-day");
    assert!(days.contains(&["place/china", "place", "China", "2019-10-09", "2", "1"].map(str::to_owned).to_vec()));
    let documents = rows("entities-by-document");
    let mentions =
        |rows: &[Vec<String>], column: usize| rows.iter().map(|row| row[column].parse::<u64>().unwrap()).sum::<u64>();
    let all = [mentions(&entities, 3), mentions(&days, 4), mentions(&documents, 5)];
    assert_eq!(all, [13, 13, 13], "all mentions but the undecided one");
    let pairs = rows("cooccurrence");
    let both = pairs.iter().find(|row| row[0] == "place/china" && row[4] == "place/new-york").unwrap();
    // In two of three documents, as each of them: log2(2 * 3 / (2 * 2)).
    assert_eq!(both[8..], ["2", "0.5850"]);
    assert_eq!(pairs.iter().filter(|row| row[8] == "2").count(), 1);
    let table = stream(&place, "cooccurrence", "--min-documents 2");
    assert_eq!(table.lines().count(), 2);
}

/// Most documents first, then in order of the ids, whichever was met first; a document that names too many is told, and costs no other.
#[test]
fn pairs_are_in_order_and_bounded() {
    let place = Place::new();
    let entity = |n: u32| format!("{{\"id\":\"e{n:04}\",\"type\":\"x\",\"names\":[\"Name{n:04}\"]}}\n");
    place.file("many.jsonl", (0..=3000).map(entity).collect::<String>());
    let named = |all: &[u32]| all.iter().map(|n| format!("Name{n:04} ")).collect::<String>();
    let all: Vec<u32> = (0..=3000).collect();
    let documents = [named(&[7, 2, 5]), named(&all), named(&[9, 5, 2]), named(&[1, 2]), named(&[9, 2])];
    let lines =
        |documents: &[String]| documents.iter().map(|text| format!("{{\"text\":\"{text}\"}}\n")).collect::<String>();
    place.file("few.jsonl", lines(&[documents[0].clone(), documents[2].clone(), documents[4].clone()]));
    place.file("in.jsonl", lines(&documents));
    let table = Ended::of(place.command("tag few.jsonl -d many.jsonl --format cooccurrence")).status(0);
    let table = String::from_utf8(table.stdout).unwrap();
    let pairs: Vec<_> = table.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>()).collect();
    let pairs: Vec<_> = pairs.iter().map(|row| (row[0], row[4], row[8])).collect();
    let once = [("e0002", "e0007", "1"), ("e0005", "e0007", "1"), ("e0005", "e0009", "1")];
    assert_eq!(pairs, [&[("e0002", "e0005", "2"), ("e0002", "e0009", "2")][..], &once].concat());
    let ended = Ended::of(place.command("tag in.jsonl -d many.jsonl --format cooccurrence -o pairs.csv")).status(1);
    ended.says("in.jsonl record 2: ").says("the document names 3001 entities, and pairs are counted of 3000 at most");
    assert_eq!(place.text("pairs.csv").lines().count(), 1 + 6, "{}", place.text("pairs.csv"));
}
