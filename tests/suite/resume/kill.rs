//! Kills: `NEWSTAG_KILLS=300 cargo test --test suite resume::kill` for many; without it a few.

use super::inputs::{KINDS, Kind, json_lines};
use super::{content, leftovers};
use crate::cli_run::Place;
use std::fs::File;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What results become: where they go, and the options that it takes.
const OUTPUTS: &[(&str, &str)] = &[
    ("out.jsonl", ""),
    ("out.jsonl.gz", ""),
    ("out.jsonl.zst", "--include-text"),
    #[cfg(feature = "parquet")]
    ("out.parquet", "--format parquet --row-group-mib 1"),
    #[cfg(feature = "parquet")]
    ("long.parquet", "--format parquet-long --row-group-mib 1"),
    ("out.csv", "--format csv"),
    ("spacy.json", "--format spacy"),
    ("cas", "--format cas"),
    ("brat", "--format brat"),
    ("pages", "--format html"),
    ("entities.csv", "--format entities"),
    ("days.csv.gz", "--format entities-by-day"),
    ("pairs.csv", "--format cooccurrence"),
    ("graph.gexf", "--format gexf"),
];

/// So many documents take the program long enough to be killed among them.
const DOCUMENTS: usize = 3000;

/// A generator of numbers (splitmix64): the same seed, the same kills.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (number ^ (number >> 31)) % limit
    }
}

/// A run that can be started again and again.
struct Job<'p> {
    place: &'p Place,
    kind: &'static Kind,
    arguments: String,
}

impl Job<'_> {
    fn start(&self, more: &str) -> Child {
        let arguments = format!("tag -d dict.jsonl {} {} {} {more}", self.kind.name, self.kind.options, self.arguments);
        let mut command = self.place.std_command(&arguments);
        if self.kind.name == "-" {
            command.stdin(File::open(self.place.path("in.jsonl")).unwrap());
        }
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    #[track_caller]
    fn finish(&self, more: &str) {
        let ended = self.start(more).wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{} {}: {told}", self.kind.name, self.arguments);
    }

    /// How long it takes, and what it gives when it is left alone.
    fn alone(&self) -> Duration {
        let start = Instant::now();
        self.finish("");
        start.elapsed()
    }
}

/// Where a run was killed, and how often one was killed that had a checkpoint to go on from.
fn kill_and_go_on(job: &Job<'_>, output: &str, time: Duration, numbers: &mut Numbers) -> (usize, usize) {
    let (mut kills, mut went_on) = (0, 0);
    for _ in 0..1 + numbers.below(3) {
        let mut child = job.start("--checkpoint-seconds 0 --resume");
        let moment = time.mul_f64(numbers.below(1000) as f64 / 1000.0);
        thread::sleep(moment);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(matches!(status.code(), Some(0 | 1)), "{} to {output}: {status}", job.kind.name);
            return (kills, went_on);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let journal = job.place.path(&format!("{output}.progress"));
        if !journal.exists() && job.place.path(output).exists() {
            // It was complete, down to the last leftover: the kill came too late.
            return (kills, went_on);
        }
        kills += 1;
        went_on += usize::from(std::fs::read_to_string(journal).is_ok_and(|lines| lines.contains("\"checkpoint\"")));
    }
    let threads = if numbers.below(2) == 0 { "--threads 1" } else { "--threads 2" };
    job.finish(&format!("--resume {threads}"));
    (kills, went_on)
}

/// One input and one output: killed some times, and compared.
fn trial(kind: &'static Kind, (output, options): (&str, &str), numbers: &mut Numbers) -> (usize, usize) {
    let place = Place::new();
    kind.make(&place, DOCUMENTS);
    let arguments = |output: &str| format!("{options} -o {output} --quarantine {output}.bad --progress never");
    std::fs::create_dir(place.path("alone")).unwrap();
    let alone = Job { place: &place, kind, arguments: arguments(&format!("alone/{output}")) };
    let time = alone.alone();
    let job = Job { place: &place, kind, arguments: arguments(output) };
    let killed = kill_and_go_on(&job, output, time, numbers);
    let told = format!("{} to {output}", kind.name);
    let [one, other] = ["", "alone/"].map(|folder| content(&place.path(&format!("{folder}{output}"))));
    assert!(one.keys().eq(other.keys()), "{told}: other files");
    for (name, bytes) in &one {
        assert!(*bytes == other[name], "{told}: {name} differs");
    }
    let [one, other] = ["", "alone/"].map(|folder| content(&place.path(&format!("{folder}{output}.bad"))));
    assert!(one == other, "{told}: the quarantines differ");
    assert_eq!(leftovers(&place), Vec::<String>::new(), "{told}");
    killed
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    let wanted: usize = std::env::var("NEWSTAG_KILLS").map_or(12, |kills| kills.parse().expect("a number of kills"));
    let seed = std::env::var("NEWSTAG_SEED").map_or(1, |seed| seed.parse().expect("a seed"));
    let mut numbers = Numbers(seed);
    let (mut kills, mut went_on, mut trials) = (0, 0, 0);
    while kills < wanted {
        // Every output in turn, each with another input every time.
        let kind = &KINDS[(trials + trials / OUTPUTS.len()) % KINDS.len()];
        let (more, from_checkpoints) = trial(kind, OUTPUTS[trials % OUTPUTS.len()], &mut numbers);
        (kills, went_on, trials) = (kills + more, went_on + from_checkpoints, trials + 1);
        assert!(trials < 20 * wanted, "{kills} kills in {trials} runs: they are over too early");
    }
    println!("{kills} kills in {trials} runs, {went_on} of them behind a checkpoint");
    assert!(went_on > 0, "no run was killed behind a checkpoint");
}

/// What was done is not done again: of an input that has changed behind the checkpoint, only that part is new.
#[test]
fn what_is_done_is_not_done_again() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(DOCUMENTS));
    let job = Job { place: &place, kind: &KINDS[0], arguments: "-o out.jsonl --threads 1".to_owned() };
    let mut child = job.start("--checkpoint-seconds 0");
    let journal = place.path("out.jsonl.progress");
    let start = Instant::now();
    while !std::fs::read_to_string(&journal).is_ok_and(|lines| lines.contains("\"checkpoint\"")) {
        assert!(start.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "no checkpoint");
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let ended = job.start("--resume").wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    let done =
        told.lines().find_map(|line| line.strip_prefix("newstag: going on with ")).unwrap_or_else(|| panic!("{told}"));
    let (_, documents) = done.split_once(": ").unwrap();
    let documents: usize = documents.split(' ').next().unwrap().replace(',', "").parse().unwrap();
    assert!(documents >= 60, "{told}");
    let tagged = DOCUMENTS - DOCUMENTS / 50;
    assert!(
        told.lines().last().unwrap().contains(&format!("{},{:03} documents", tagged / 1000, tagged % 1000)),
        "{told}"
    );
}
