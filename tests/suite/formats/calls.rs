//! How formats are asked for, and what is refused.

use super::*;
use serde_json::json;

#[test]
fn a_record_without_text_says_what_it_lacks() {
    let place = place();
    tag(&place, "-o tagged.jsonl").status(0);
    for format in plain_formats().filter(|format| format.needs == newstag::write::Needs::Text) {
        let name = format.name;
        let ended = convert(&place, &format!("--to {name} -o no-{name}")).status(1);
        ended.says(&format!(
            "tagged.jsonl record 1: the record carries no text, which the format {name} needs: tag with --include-text"
        ));
    }
    convert(&place, "--to csv").status(0).says("3 documents, 0 skipped, 14 mentions");
    convert(&place, "--to csv --offsets byte").status(1).says("cannot be counted in another unit");
}

#[test]
fn the_unit_of_records_is_found_out() {
    let place = place();
    let csv = convert(&place, "--to csv").status(0).stdout;
    for unit in ["byte", "utf16"] {
        tag(&place, &format!("--include-text --offsets {unit} -o tagged.jsonl")).status(0);
        assert!(convert(&place, "--to csv").status(0).stdout == csv, "{unit}");
        let again = convert(&place, &format!("--to jsonl --include-text --offsets {unit}")).status(0).stdout;
        assert!(again == fs::read(place.path("tagged.jsonl")).unwrap(), "{unit}");
    }
}

#[test]
fn what_is_not_known_is_passed_over_and_kept() {
    let place = place();
    let record = place.text("tagged.jsonl").lines().next().unwrap().to_owned();
    let more = record.replacen("\"length\":", "\"charset\":\"Big5\",\"meta\":{\"a\":[1.50]},\"length\":", 1).replacen(
        "\"score\":",
        "\"conflict\":true,\"features\":{\"prior\":0.10},\"score\":",
        1,
    );
    assert!(more.len() > record.len() + 60);
    place.file("tagged.jsonl", format!("{more}\n"));
    let again = convert(&place, "--to jsonl --include-text").status(0);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), format!("{more}\n"));
    convert(&place, "--to spacy").status(0).says("1 documents, 0 skipped");
}

#[test]
fn what_does_not_fit_is_a_bad_record() {
    let place = place();
    let record = place.text("tagged.jsonl").lines().next().unwrap().to_owned();
    for (from, to, expected) in [
        ("newstag/1", "newstag/9", "the schema is \"newstag/9\": expected \"newstag/1\""),
        (
            "\"start\":2,",
            "\"start\":3,",
            "mention 2 (counting from 0) is \"Geng Shuang\", but that is not what stands at 3..13",
        ),
        ("\"start\":2,", "\"start\":99999,", "stands at 99999..13 of the text"),
        ("\"length\":", "\"length\":1", "code points"),
        ("\"date\":\"2019-10-09\"", "\"date\":\"9.10.2019\"", "the field \"date\" holds \"9.10.2019\""),
        ("\"mentions\":[0,", "\"mentions\":[77,", "names the mention 77"),
        ("\"kind\":\"name\",", "", "missing field `kind`"),
    ] {
        assert!(record.contains(from), "{from}");
        place.file("tagged.jsonl", format!("{}\n{record}\n", record.replacen(from, to, 1)));
        let ended = convert(&place, "--to csv").status(1);
        ended
            .says("tagged.jsonl record 1: not a record of newstag tag: ")
            .says(expected)
            .says("1 documents, 1 skipped");
    }
}

#[test]
fn a_folder_appears_whole_or_not_at_all() {
    let place = place();
    tag(&place, "--format brat").status(2).says("the format brat is a folder of files: name a folder with -o");
    place.file("full/mine.txt", "mine");
    place.file("file", "mine");
    for taken in ["full", "file", "in.jsonl"] {
        tag(&place, &format!("--format brat -o {taken}")).status(2).says("expected the name of a new or empty folder");
    }
    fs::create_dir(place.path("empty")).unwrap();
    tag(&place, "--format brat -o empty").status(0);
    assert_eq!(place.text("empty/documents.tsv"), "file\tid\n_._a_1\t../a/1\nb\tb\nb-2\tb\n");
    place.file("in.jsonl", place.text("in.jsonl") + "broken\n");
    let before = place.names();
    for format in FORMATS {
        tag(&place, &format!("--format {} --on-error fail -o new", format.name)).status(2).says("record 4");
        assert_eq!(place.names(), before, "{}", format.name);
    }
    assert_eq!(place.text("full/mine.txt"), "mine");
    let ended = tag(&place, "--format brat -o new --quarantine bad.jsonl").status(1);
    ended.says("3 documents, 1 skipped");
    assert!(place.path("new/b.ann").is_file() && place.text("bad.jsonl").contains("broken"));
}

#[cfg(unix)]
#[test]
fn a_folder_has_the_permissions_of_any_new_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    fs::create_dir(place.path("mine")).unwrap();
    tag(&place, "--format html -o pages").status(0);
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode();
    assert_eq!(mode("pages"), mode("mine"));
}

#[test]
fn cells_that_look_like_formulas_are_made_safe_where_asked_for() {
    let place = place();
    place.file("in.jsonl", "{\"id\": \"=1+1\", \"title\": \"@China\", \"text\": \"China\"}\n");
    let ids = |options: &str| {
        let csv = stream(&place, "csv", options);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        json!(rows.iter().map(|row| [row[0].to_owned(), row[18].to_owned()]).collect::<Vec<_>>())
    };
    assert_eq!(ids(""), json!([["=1+1", "@China"], ["=1+1", "@China"]]));
    assert_eq!(ids("--cells safe"), json!([["'=1+1", "'@China"], ["'=1+1", "'@China"]]));
}

/// All tables: whoever opens one, a name of the dictionary, a title, an id or a path may be a formula.
#[test]
fn no_cell_of_any_table_begins_as_a_formula_where_they_are_to_be_safe() {
    let place = place();
    let signs = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"];
    let entity = |(at, sign): (usize, &&str)| {
        let (id, name) = (format!("{sign}cmd|'/C calc'!A{at}"), format!("{sign}Name{at}"));
        json!({"id": id, "type": format!("{sign}type"), "names": [name, format!("Name{at}")]}).to_string()
    };
    place.file("evil.jsonl", signs.iter().enumerate().map(entity).collect::<Vec<_>>().join("\n"));
    let text: String = (0..signs.len()).map(|at| format!("Name{at}, ")).collect();
    let document = |sign: &&str| {
        json!({"id": format!("{sign}1"), "title": format!("{sign}2"), "lang": format!("{sign}en"), "text": text})
            .to_string()
    };
    // Names of the two halves stand together more seldom than by chance.
    let half = |at: usize| {
        let names = (0..6).map(|nth| format!("Name{}, ", at / 6 * 6 + nth));
        json!({"text": names.collect::<String>()}).to_string()
    };
    let documents = signs.iter().map(document).chain((0..signs.len()).map(half));
    place.file("in.jsonl", documents.collect::<Vec<_>>().join("\n"));
    let cells = |format: &str, options: &str| {
        let call = format!("tag in.jsonl -d evil.jsonl --format {format} {options}");
        let ended = crate::cli_run::Ended::of(place.command(&call)).status(0);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(if format == "tsv" { b'\t' } else { b',' }).from_reader(&*ended.stdout);
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        rows.iter().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let is_formula = |cell: &str| signs.iter().any(|sign| cell.starts_with(sign));
    for format in ["csv", "tsv", "entities", "entities-by-day", "entities-by-document", "cooccurrence"] {
        let plain = cells(format, "");
        assert!(plain.iter().filter(|cell| is_formula(cell)).count() > 20, "{format}: {plain:?}");
        let safe = cells(format, "--cells safe");
        for (at, (plain, safe)) in plain.iter().zip(&safe).enumerate() {
            // The only number that may have a sign.
            let is_pmi = format == "cooccurrence" && at % 10 == 9;
            let expected = if is_formula(plain) && !is_pmi { format!("'{plain}") } else { plain.clone() };
            assert_eq!(*safe, expected, "{format}");
        }
        let has_signs = plain.iter().skip(9).step_by(10).any(|pmi| pmi.starts_with('-'));
        assert!(format != "cooccurrence" || has_signs, "a pmi below 0 is there: {plain:?}");
    }
}

/// Ids and names of entries that would lead elsewhere, or to a device: whatever they are, files are made in the folder of results alone.
#[test]
fn no_id_or_path_leads_out_of_the_folder_of_results() {
    let place = Place::new();
    let long = "x".repeat(5000);
    let ids = [
        "../../escaped",
        "/etc/escaped",
        "..",
        ".",
        "",
        "C:\\escaped",
        "\\\\server\\share",
        "CON",
        "nul.txt",
        "com1",
        "a/../../escaped",
        "a\u{0}b",
        "index",
        "documents",
        "newstag",
        "~/escaped",
        "$HOME",
        "%2e%2e%2fescaped",
        "..\\..\\escaped",
        "\u{202e}txt.exe",
        "-rf",
        ".newstag-x",
        &long,
    ];
    let lines: Vec<_> = ids.iter().map(|id| json!({"id": id, "title": id, "text": "China"}).to_string()).collect();
    let entry = |at: usize| format!("../../escaped-{at}.txt");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in [entry(0), entry(1), "/etc/escaped.txt".to_owned(), "CON.txt".to_owned()] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, b"China").unwrap();
    }
    place.file("deep/in/in.jsonl", lines.join("\n"));
    place.file("deep/in/in.zip", zip.finish().unwrap().into_inner());
    for (format, endings) in [("brat", 2), ("html", 1), ("cas", 1)] {
        let before = everything(&place);
        let call = format!("tag -d dict.jsonl deep/in --format {format} -o deep/out-{format}");
        crate::cli_run::Ended::of(place.command(&call)).status(0);
        let made: Vec<_> = everything(&place).into_iter().filter(|path| !before.contains(path)).collect();
        let folder = format!("deep/out-{format}");
        let (inside, other): (Vec<_>, Vec<_>) = made.iter().partition(|path| path.starts_with(&format!("{folder}/")));
        assert_eq!(other, [&folder], "{format}");
        let names: Vec<_> = inside.iter().map(|path| &path[folder.len() + 1..]).collect();
        assert!(names.len() >= endings * (ids.len() + 4), "a document is missing: {names:?}");
        for name in names {
            let is_plain =
                name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) && !name.starts_with(['.', '-']);
            let stem = name.split('.').next().unwrap().to_ascii_lowercase();
            assert!(is_plain && name.len() < 160 && !["con", "nul", "com1"].contains(&&*stem), "{format}: {name}");
        }
    }
}

/// All files and folders of a place, hidden ones included.
fn everything(place: &Place) -> Vec<String> {
    fn add(root: &std::path::Path, folder: &std::path::Path, all: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            all.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            if path.is_dir() {
                add(root, &path, all);
            }
        }
    }
    let (root, mut all) = (place.path(""), Vec::new());
    add(&root, &root, &mut all);
    all
}

#[test]
fn a_stream_of_no_documents_is_well_formed() {
    let place = place();
    place.file("in.jsonl", "");
    assert_eq!(stream(&place, "label-studio", ""), "[\n\n]\n");
    assert_eq!(stream(&place, "csv", "").lines().count(), 1);
    assert_eq!(stream(&place, "spacy", ""), "");
}

#[test]
fn unknown_formats_are_refused_with_the_known_ones() {
    let place = place();
    let ended = tag(&place, "--format docx").status(2);
    ended.says("parquet-long").says("label-studio").says("graphml");
    convert(&place, "").status(2).says("--to <FORMAT>");
}
