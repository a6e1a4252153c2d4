//! The options of `newstag tag`.

use crate::cli_run::{Ended, Place};
use serde_json::json;

#[test]
fn fields_may_have_other_names() {
    let place = Place::new();
    place.file("in.jsonl", r#"{"url": 17, "body": "China", "head": "Geng Shuang", "day": "2019/10/09", "language": "de", "id": "no", "text": 1}"#);
    let names = "--id-field url --text-field body --title-field head --date-field day --lang-field language";
    let ended = place.tag(&format!("in.jsonl {names}")).status(0);
    let record = &ended.records()[0];
    let found = ["id", "title", "date", "lang", "length"].map(|field| record[field].clone());
    assert_eq!(json!(found), json!(["17", "Geng Shuang", "2019-10-09", "de", 5]), "{ended}");
    assert_eq!(record["mentions"].as_array().unwrap().len(), 2, "{ended}");
}

#[test]
fn a_field_has_one_meaning() {
    let ended = Place::new().tag_stdin("--title-field text", "").status(2);
    assert_eq!(
        ended.stderr,
        "newstag: --text-field and --title-field both name the field \"text\": a field can be one of them only\n"
    );
}

#[test]
fn dates_come_from_the_record_the_text_the_name_or_the_option() {
    let place = Place::new();
    place.file("a.jsonl", "{\"text\": \"\", \"date\": \"2019-10-09T23:00:00-05:00\"}\n{\"text\": \"\", \"date\": null}\n{\"text\": \"\", \"date\": \"2019\"}\n");
    place.file("b.txt", " date 2019-10-10 AFP, BEIJING\n");
    place.file("2019-10-11-c.txt", "China\n2019-10-12\n");
    place.file("d.txt", "China");
    let dates = |options: &str| {
        let ended = place.tag(&format!("a.jsonl b.txt 2019-10-11-c.txt d.txt {options}")).status(0);
        json!(ended.records().iter().map(|record| record["date"].clone()).collect::<Vec<_>>())
    };
    assert_eq!(dates(""), json!(["2019-10-09", null, "2019", "2019-10-10", "2019-10-11", null]));
    assert_eq!(
        dates("--date 2020-01-02"),
        json!(["2019-10-09", "2020-01-02", "2019", "2019-10-10", "2019-10-11", "2020-01-02"])
    );
    place.tag("d.txt --date 2019-02-30").status(2).says("expected a date as YYYY-MM-DD");
}

#[test]
fn the_date_decides_who_holds_an_office() {
    let place = Place::new();
    let holder = |date: &str| {
        place.tag_stdin(&format!("--date {date}"), "The US President").records()[0]["mentions"][0]["holder"].clone()
    };
    assert_eq!((holder("2019-10-09"), holder("1990-01-01")), (json!("person/donald-trump"), json!(null)));
}

#[test]
fn languages_are_given_or_guessed() {
    let place = Place::new();
    let english =
        "The ministry said on Wednesday that it would take all measures that are necessary to protect its companies.";
    place.file("a.txt", english);
    place.file("b.txt", "外交部发言人耿爽九日在北京主持例行记者会。");
    place.file("c.txt", "12345");
    place.file("d.jsonl", format!("{{\"text\": \"{english}\", \"lang\": \"zh-Hant\"}}"));
    let ended = place.tag("a.txt b.txt c.txt d.jsonl").status(0);
    let languages: Vec<_> = ended.records().iter().map(|record| record["lang"].clone()).collect();
    assert_eq!(json!(languages), json!(["en", "zh", null, "zh-Hant"]), "{ended}");
}

#[test]
fn offsets_count_in_three_units() {
    let place = Place::new();
    // The mark of byte order and both line ends are part of a text.
    let text = "\u{FEFF}🙂\r\nGeng Shuang\r\n(耿爽) 🙂 é China";
    place.file("in.txt", text);
    let places = |unit: &str| {
        let ended = place.tag(&format!("in.txt --offsets {unit} --include-text")).status(0);
        let record = &ended.records()[0];
        assert_eq!(record["text"], text, "{ended}");
        let mentions = record["mentions"].as_array().unwrap().iter();
        json!([
            record["length"],
            mentions.map(|mention| json!([mention["text"], mention["start"], mention["end"]])).collect::<Vec<_>>()
        ])
    };
    assert_eq!(places("char"), json!([31, [["Geng Shuang", 4, 15], ["耿爽", 18, 20], ["China", 26, 31]]]));
    assert_eq!(places("utf16"), json!([33, [["Geng Shuang", 5, 16], ["耿爽", 19, 21], ["China", 28, 33]]]));
    assert_eq!(places("byte"), json!([44, [["Geng Shuang", 9, 20], ["耿爽", 23, 29], ["China", 39, 44]]]));
}

#[test]
fn overlapping_matches_are_chosen_or_all_given() {
    let place = Place::new();
    let found = |options: &str| {
        let mentions = place.tag_stdin(options, "the New York Times").records()[0]["mentions"].clone();
        let texts: Vec<_> = mentions.as_array().unwrap().iter().map(|mention| mention["text"].clone()).collect();
        json!(texts)
    };
    assert_eq!(found(""), json!(["New York Times"]));
    assert_eq!(found("--overlap all"), json!(["New York Times", "New York"]));
}

#[test]
fn the_text_is_carried_where_asked_for() {
    let place = Place::new();
    assert!(place.tag_stdin("", "China").records()[0].get("text").is_none());
    assert_eq!(place.tag_stdin("--include-text", "China").records()[0]["text"], "China");
}

/// Some thousand small documents of all kinds, bad ones among them.
fn corpus(place: &Place) {
    let words = [
        "Geng Shuang",
        "China",
        "耿爽",
        "the",
        "New York Times",
        "🙂",
        "Chinese",
        "\\n\\n",
        "said",
        "Georgia",
        "US President",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut lines = String::new();
    for n in 0..3000 {
        let text: Vec<_> = (0..next(40)).map(|_| words[next(words.len())]).collect();
        match next(50) {
            0 => lines.push_str("broken\n"),
            _ => lines
                .push_str(&format!("{{\"id\": {n}, \"title\": \"China {n}\", \"text\": \"{}\"}}\n", text.join(" "))),
        }
    }
    lines.push_str(&format!("{{\"id\": \"long\", \"text\": \"{}\"}}\n", "Geng Shuang of China ".repeat(20_000)));
    place.file("in/a.jsonl", &lines);
    place.file("in/z.jsonl", lines.lines().rev().map(|line| format!("{line}\n")).collect::<String>());
    for n in 0..200 {
        place.file(&format!("in/texts/{n}.txt"), words[next(words.len())].repeat(next(9)));
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::new();
    corpus(&place);
    let run = |threads: u32| {
        let ended = place.tag(&format!("in --threads {threads} --quarantine bad.jsonl")).status(1);
        let stderr = ended.stderr.rsplit_once(", ").unwrap().0.to_owned();
        (ended.stdout, stderr, place.text("bad.jsonl"))
    };
    let one = run(1);
    assert!(one.0.len() > 1_000_000 && one.2.len() > 1000, "the corpus is too small to tell");
    for threads in [2, 7] {
        let several = run(threads);
        assert!(one == several, "{threads} threads give something else than one:\n{}\n{}", one.1, several.1);
    }
    for wrong in ["0", "1025", "two"] {
        place.tag(&format!("in --threads {wrong}")).status(2).says("expected a number from 1 to 1024");
    }
}

#[test]
fn the_summary_counts() {
    let place = Place::new();
    place.file(
        "a.jsonl",
        "{\"text\": \"Geng Shuang of China\"}\nbad\n{\"text\": \"China\", \"title\": \"Geng Shuang\"}\n",
    );
    let ended = place.tag("a.jsonl").status(1);
    assert_eq!(ended.summary(), "newstag: 2 documents, 1 skipped, 4 mentions, 2 entities, 76 bytes", "{ended}");
}

#[test]
fn options_may_come_from_the_environment() {
    let place = Place::new();
    let mut command = place.command("tag");
    command.env("NEWSTAG_DICT", "dict.jsonl").env("NEWSTAG_OFFSETS", "byte").write_stdin("耿爽");
    let ended = Ended::of(command).status(0);
    assert_eq!(ended.records()[0]["mentions"][0]["end"], 6, "{ended}");
    let mut command = place.command("tag -d dict.jsonl --offsets char");
    command.env("NEWSTAG_OFFSETS", "byte").write_stdin("耿爽");
    let ended = Ended::of(command).status(0);
    assert_eq!(ended.records()[0]["mentions"][0]["end"], 2, "what is said in the call counts more\n{ended}");
}

#[test]
fn a_dictionary_with_a_fault_stops_the_call() {
    let place = Place::new();
    place.file("bad-dict.jsonl", "{\"id\": 3}\n");
    let ended = Ended::of(place.command("tag -d bad-dict.jsonl dict.jsonl -o out.jsonl")).status(2);
    let ended = ended.says("error: bad-dict.jsonl:1:");
    assert_eq!(ended.stderr.lines().last(), Some("newstag: the dictionary cannot be used as it is"));
    assert!(!place.names().contains(&"out.jsonl".to_owned()), "{ended}");
    Ended::of(place.command("tag -d no.jsonl dict.jsonl")).status(2).says("no.jsonl");
}

#[test]
fn help_shows_examples_first() {
    let place = Place::new();
    for arguments in ["--help", "tag --help", "tag -h"] {
        let ended = Ended::of(place.command(arguments)).status(0);
        assert!(String::from_utf8_lossy(&ended.stdout).starts_with("Examples:\n"), "{ended}");
    }
    for arguments in ["", "no-such-command", "tag --no-such-option"] {
        Ended::of(place.command(arguments)).status(2);
    }
}

#[test]
fn progress_is_shown_where_asked_for() {
    let place = Place::new();
    for when in ["auto", "always", "never"] {
        let ended = place.tag_stdin(&format!("--progress {when}"), "China").status(0);
        assert_eq!(ended.stderr.lines().count(), 1, "a short run has no progress to show\n{ended}");
    }
}
