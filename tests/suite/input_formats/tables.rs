//! CSV and TSV.

use super::{quarantined, texts};
use crate::cli_run::Place;

const TABLE: &str = "id,title,date,lang,text,section\n\
    a1,Beijing reacts,2019-10-09,en,\"Geng Shuang (耿爽) said:\n\n\"\"No comment\"\", China.\",world\n\
    ,,,,China,\n";

#[test]
fn columns_are_found_by_their_names() {
    let place = Place::new();
    place.file("in.csv", TABLE);
    let ended = place.tag("in.csv --include-text").status(0);
    assert_eq!(ended.ids(), ["a1", "in.csv#2"], "{ended}");
    assert_eq!(texts(&ended), ["Geng Shuang (耿爽) said:\n\n\"No comment\", China.", "China"]);
    let [first, second] = &ended.records()[..] else { panic!("two records: {ended}") };
    assert_eq!(
        (&first["title"], &first["date"], &first["lang"]),
        (&"Beijing reacts".into(), &"2019-10-09".into(), &"en".into())
    );
    assert_eq!(first["mentions"][1]["text"], "耿爽", "offsets are into the cell\n{ended}");
    assert_eq!(first["mentions"][1]["start"], 13);
    assert!(second["title"].is_null() && second["date"].is_null(), "an empty cell says nothing\n{ended}");

    place.file("named.csv", "URL,Body Text\nu1,China\n");
    let mut command = place.command("tag -d dict.jsonl named.csv --id-field URL --text-field");
    command.arg("Body Text");
    assert_eq!(crate::cli_run::Ended::of(command).status(0).ids(), ["u1"]);
}

#[test]
fn delimiters_are_told_from_the_header() {
    let place = Place::new();
    for (name, delimiter) in [("a.csv", ";"), ("b.csv", "|"), ("c.csv", "\t"), ("d.tsv", "\t"), ("e.tab", "\t")] {
        place.file(name, format!("id{delimiter}text\r\n1{delimiter}\"China, a; b | c\"\r\n"));
        let ended = place.tag(&format!("{name} --include-text")).status(0);
        assert_eq!(
            (ended.ids(), texts(&ended)),
            (vec!["1".to_owned()], vec!["China, a; b | c".to_owned()]),
            "{name}\n{ended}"
        );
    }
    place.file("odd.csv", "id^text\n1^China, the\n");
    assert_eq!(texts(&place.tag("odd.csv --include-text --delimiter ^").status(0)), ["China, the"]);
    place.file("tab.dat", "id,x\ttext\n1\tChina\n");
    assert_eq!(texts(&place.tag("tab.dat --input-format csv --delimiter tab --include-text").status(0)), ["China"]);
    for bad in ["\"", "é", "ab"] {
        place
            .tag(&format!("odd.csv --delimiter {bad}"))
            .status(2)
            .says("expected one ASCII character that is no quote");
    }
}

#[test]
fn a_mark_and_standard_input() {
    let place = Place::new();
    let marked = format!("\u{FEFF}{TABLE}");
    assert_eq!(place.tag_stdin("", marked.as_str()).status(0).ids(), ["a1", "-#2"], "told by the header");
    assert_eq!(place.tag_stdin("--input-format csv", marked).status(0).ids(), ["a1", "-#2"]);
    assert_eq!(place.tag_stdin("--input-format csv", "").status(0).records().len(), 0);
    assert_eq!(place.tag_stdin("", "Beijing, text of a speech\nChina\n").status(0).ids(), ["-"], "prose is prose");
}

#[test]
fn a_bad_row_is_told_and_hinders_no_other() {
    let place = Place::new();
    let rows = ["1,China", "2,China,x", "3", "4,\"say \"no\" now\"", "5,\"open", "6,\"a\nb\"", "7,bad date 耿,"];
    place.file("in.csv", format!("id,text\n{}\n\n8,China\n", rows.join("\n")));
    let ended = place.tag("in.csv --quarantine bad.jsonl").status(1);
    assert_eq!(ended.ids(), ["1", "6", "8"], "{ended}");
    let bad = quarantined(&place.text("bad.jsonl"));
    let ragged = |found: u32| format!("the row has {found} cells, and the header has 2");
    let stray = "a quote stands in the middle of a cell in quotes: it should be doubled (\"\"), or a delimiter or a line end should follow it";
    let expected = [
        (2, 16, ragged(3), rows[1].to_owned()),
        (3, 26, ragged(1), rows[2].to_owned()),
        (4, 28, stray.to_owned(), rows[3].to_owned()),
        (5, 45, stray.to_owned(), rows[4].to_owned()),
        (7, 61, ragged(3), rows[6].to_owned()),
    ];
    assert_eq!(bad, expected, "{ended}");
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let place = Place::new();
    let rows: String = (2..500).map(|n| format!("{n},China\n")).collect();
    place.file("in.csv", format!("id,text\n1,\"never closed\n{rows}"));
    let ended = place.tag("in.csv --quarantine bad.jsonl").status(1);
    assert_eq!(ended.ids().len(), 498, "{ended}");
    let unclosed = "a quote is opened in this row and not closed before the input ends";
    assert_eq!(quarantined(&place.text("bad.jsonl")), [(1, 8, unclosed.to_owned(), "1,\"never closed".to_owned())]);
}

#[test]
fn a_table_without_the_column_is_one_bad_record() {
    let place = Place::new();
    place.file("in.csv", format!("id,body,Text\n{}", "1,China,x\n".repeat(1000)));
    let ended = place.tag("in.csv --quarantine bad.jsonl").status(1);
    assert_eq!(ended.summary(), "newstag: 0 documents, 1 skipped, 0 mentions, 0 entities, 12 bytes");
    ended.says("newstag: in.csv record 1: the field \"text\", which should hold the text, is missing; the columns of the table are \"id\", \"body\", \"Text\" (--text-field names another)\n");
    assert_eq!(quarantined(&place.text("bad.jsonl"))[0].3, "id,body,Text");
    place.file("twice.csv", "id,text,text\n1,a,b\n");
    place
        .tag("twice.csv")
        .status(1)
        .says("twice.csv record 1: the table has two columns \"text\": which of them is meant?");
}

#[test]
fn a_bad_date_and_a_long_row() {
    let place = Place::new();
    place.file("in.csv", format!("id,date,text\n1,soon,China\n2,,\"{}\"\n3,2019,China\n", "x".repeat(2 << 20)));
    let ended = place.tag("in.csv --max-record-mib 1").status(1);
    assert_eq!(ended.ids(), ["3"], "{ended}");
    let ended = ended.says("in.csv record 1: the field \"date\" holds \"soon\": expected a date such as 2019-10-09");
    ended.says("in.csv record 2: 2097157 bytes long, and the limit is 1048576 bytes");
}
