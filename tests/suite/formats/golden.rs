//! Every byte of every format, as it is expected; and that it does not depend on how it came about.

use super::*;

#[test]
fn every_format_is_what_is_expected() {
    let place = place();
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/formats/expected");
    for format in plain_formats() {
        tag(&place, &format!("--format {} -o {}", format.name, format.name)).status(0);
        for (file, bytes) in results(&place, format.name) {
            let name = if file.is_empty() { format.name.to_owned() } else { format!("{}/{file}", format.name) };
            compare(&expected.join(name), &String::from_utf8(bytes).unwrap());
        }
    }
}

#[track_caller]
fn compare(path: &Path, found: &str) {
    let found = found.replace(concat!("newstag-", env!("CARGO_PKG_VERSION")), "newstag-VERSION");
    if std::env::var_os("NEWSTAG_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &found).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(found == expected, "{} differs:\n--- expected\n{expected}\n--- found\n{found}", path.display());
}

#[test]
fn tagged_at_once_or_converted_later_is_the_same() {
    let place = place();
    for format in FORMATS {
        let name = format.name;
        tag(&place, &format!("--format {name} --include-text -o at-once-{name}")).status(0);
        convert(&place, &format!("--to {name} --include-text -o later-{name}")).status(0);
        assert!(results(&place, &format!("at-once-{name}")) == results(&place, &format!("later-{name}")), "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_no_format() {
    let place = place();
    let lines = place.text("in.jsonl");
    place.file("in.jsonl", lines.repeat(300) + &"{\"text\": \"New York Times of China \"}\n".repeat(2000));
    for format in FORMATS {
        let name = format.name;
        let run = |threads: u32| {
            let made = format!("{name}-{threads}");
            let ended = tag(&place, &format!("--format {name} --threads {threads} -o {made}")).status(0);
            (results(&place, &made), ended.stderr.rsplit_once(", ").unwrap().0.to_owned())
        };
        let one = run(1);
        assert!(one == run(2) && one == run(7), "{name}");
    }
}
