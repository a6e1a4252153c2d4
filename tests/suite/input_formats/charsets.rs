//! Charsets: told, named, and broken.

use super::{quarantined, texts};
use crate::cli_run::{Ended, Place};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

const CHINESE: &str = "外交部发言人耿爽10月9日主持例行记者会，就美国商务部把中国机构列入实体清单一事答记者问。";
const TRADITIONAL: &str = "外交部發言人耿爽在例行記者會上表示，中国方面對此堅決反對，並要求美方立即糾正錯誤做法。";
const JAPANESE: &str = "中国外務省の報道官は9日の記者会見で、アメリカの決定に強く反対すると述べました。";
const KOREAN: &str = "중국 외교부 대변인은 9일 정례 브리핑에서 미국의 결정에 반대한다고 밝혔다.";
const RUSSIAN: &str = "Официальный представитель МИД Китая Гэн Шуан (Geng Shuang) заявил, что Пекин выступает против.";
const FRENCH: &str = "À Pékin, le porte-parole Geng Shuang a déclaré que la Chine s’opposait fermement à la décision.";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

#[track_caller]
fn charsets(ended: &Ended) -> Vec<Option<String>> {
    ended.records().iter().map(|record| record.get("charset").map(|name| name.as_str().unwrap().to_owned())).collect()
}

#[test]
fn text_is_read_in_the_charset_that_it_is_in() {
    let place = Place::new();
    let cases =
        [(CHINESE, GB18030), (JAPANESE, SHIFT_JIS), (KOREAN, EUC_KR), (RUSSIAN, WINDOWS_1251), (FRENCH, WINDOWS_1252)];
    for (text, encoding) in cases {
        place.file("in.txt", encoded(text, encoding));
        let ended = place.tag("in.txt --include-text").status(0);
        assert_eq!(
            (texts(&ended), charsets(&ended)),
            (vec![text.to_owned()], vec![Some(encoding.name().to_owned())]),
            "{ended}"
        );
        let record = &ended.records()[0];
        assert_eq!(record["length"], text.chars().count(), "{ended}");
        for mention in record["mentions"].as_array().unwrap() {
            let [start, end] = ["start", "end"].map(|key| usize::try_from(mention[key].as_u64().unwrap()).unwrap());
            let span: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(mention["text"], span, "{ended}");
        }
    }
    place.file("in.txt", encoded(TRADITIONAL.replace('国', "國").as_str(), BIG5));
    let ended = place.tag("in.txt").status(0);
    assert_eq!(
        (charsets(&ended), &ended.records()[0]["mentions"][1]["text"]),
        (vec![Some("Big5".into())], &"中國".into())
    );
}

#[test]
fn utf8_is_not_said() {
    let place = Place::new();
    place.file("in.txt", CHINESE);
    place.file("marked.jsonl", format!("\u{FEFF}{{\"text\": \"{CHINESE}\"}}"));
    let ended = place.tag("in.txt marked.jsonl").status(0);
    assert_eq!(charsets(&ended), [None, None], "{ended}");
}

#[test]
fn tables_and_json_are_read_in_any_charset() {
    let place = Place::new();
    let json = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    place.file("a.jsonl", encoded(&format!("{}{}", json("plain"), json(CHINESE).repeat(2)), GB18030));
    place.file("b.json", encoded(&format!("[{}]", json(TRADITIONAL).replace('国', "國")), BIG5));
    place.file("c.csv", encoded(&format!("id,text\n1,\"{JAPANESE}\"\n"), SHIFT_JIS));
    let wide: Vec<u8> =
        format!("\u{FEFF}id;text\r\n1;\"{KOREAN}\"\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.file("d.csv", wide);
    let ended = place.tag("a.jsonl b.json c.csv d.csv --include-text").status(0);
    let expected = ["plain", CHINESE, CHINESE, &TRADITIONAL.replace('国', "國"), JAPANESE, KOREAN];
    assert_eq!(texts(&ended), expected, "{ended}");
    let named = |name: &str| Some(name.to_owned());
    let gb = named("gb18030");
    assert_eq!(charsets(&ended), [None, gb.clone(), gb, named("Big5"), named("Shift_JIS"), named("UTF-16LE")]);
    let all = encoded(&json(CHINESE), GB18030);
    assert_eq!(texts(&place.tag_stdin("--include-text", all).status(0)), [CHINESE], "standard input is no different");
}

#[test]
fn utf16_is_read_by_its_mark() {
    let place = Place::new();
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    place.file("in.txt", wide("\u{FEFF}Geng Shuang 🙂 (耿爽)"));
    let ended = place.tag("in.txt --include-text").status(0);
    assert_eq!(
        (texts(&ended), charsets(&ended)),
        (vec!["Geng Shuang 🙂 (耿爽)".into()], vec![Some("UTF-16BE".into())])
    );
    assert_eq!(ended.records()[0]["mentions"][1]["start"], 15, "{ended}");
    let stdin =
        place.tag_stdin("--include-text", wide("\u{FEFF}{\"text\": \"China\"}\n{\"text\": \"耿爽\"}\n")).status(0);
    assert_eq!(texts(&stdin), ["China", "耿爽"], "{stdin}");
    place.file("bare.txt", wide("China"));
    assert_eq!(texts(&place.tag("bare.txt --charset utf-16be --include-text").status(0)), ["China"]);
}

#[test]
fn a_charset_that_is_named_wins_over_guesses() {
    let place = Place::new();
    place.file("in.txt", b"caf\xE9");
    for (name, text, told) in [("windows-1251", "cafй", "windows-1251"), ("LATIN1", "café", "windows-1252")] {
        let ended = place.tag(&format!("in.txt --include-text --charset {name}")).status(0);
        assert_eq!((texts(&ended), charsets(&ended)), (vec![text.to_owned()], vec![Some(told.to_owned())]), "{ended}");
    }
    place
        .tag("in.txt --charset klingon")
        .status(2)
        .says("\"klingon\" is no charset: expected auto or a name such as utf-8, gb18030");
}

#[test]
fn what_cannot_be_decoded_is_bad_and_never_question_marks() {
    let place = Place::new();
    let whole = encoded(CHINESE, GB18030);
    place.file("cut.txt", &whole[..whole.len() - 1]);
    let ended = place.tag("cut.txt").status(1);
    ended.says("newstag: cut.txt record 1: not gb18030, which the input is in or was said to be in: behind \"商务部把中国机构列入实体清单一事答记者问\" stands what is no character of it (--charset names another)\n");
    let lines =
        [&b"{\"text\": \"a\"}\n{\"text\": \""[..], &whole, b"\"}\n{\"text\": \"b\x81\x20\"}\n{\"text\": \"c\"}\n"]
            .concat();
    place.file("in.jsonl", lines);
    let ended = place.tag("in.jsonl --include-text --quarantine bad.jsonl --charset gb18030").status(1);
    assert_eq!(texts(&ended), ["a", CHINESE, "c"], "{ended}");
    let bad = crate::cli_run::json_lines(&place.text("bad.jsonl"));
    assert_eq!(
        bad[0]["reason"],
        "not gb18030, which the input is in or was said to be in: behind \"{\\\"text\\\": \\\"b\" stands what is no character of it (--charset names another)"
    );
    assert_eq!(bad[0]["record_base64"], "eyJ0ZXh0IjogImL/gSAifQ==", "the byte stays, behind FF");
}

#[test]
fn a_bad_byte_in_utf8_costs_its_record_alone() {
    let place = Place::new();
    let mut input = format!("{{\"text\": \"{CHINESE}\"}}\n").repeat(3).into_bytes();
    let at = input.len() / 2;
    input[at] = 0xFF;
    place.file("in.jsonl", input);
    let ended = place.tag("in.jsonl --include-text --quarantine bad.jsonl").status(1);
    assert_eq!((texts(&ended), charsets(&ended)), (vec![CHINESE.to_owned(); 2], vec![None, None]), "{ended}");
    assert!(quarantined(&place.text("bad.jsonl"))[0].2.starts_with("not UTF-8: byte "), "{ended}");
}

#[test]
fn what_is_no_text_is_no_text_in_any_charset() {
    let place = Place::new();
    place.file("in.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\xFF");
    place.tag("in.txt").status(1).says("in.txt record 1: not UTF-8: byte 0 of the record");
}
