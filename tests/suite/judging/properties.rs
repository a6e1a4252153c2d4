//! What must hold for any annotations.

use newstag::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use newstag::diff::changes;
use newstag::eval::{By, Counts, Evaluation, Rules, Undecided};
use newstag::gold::{self, Format};
use proptest::prelude::*;

/// Marks over a short text, so that they meet and overlap often.
fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..12_usize, 1..5_usize, 0..4_usize, 0..1000_u32).prop_map(|(start, length, entity, score)| {
        let meaning = match entity {
            3 => Meaning::Undecided,
            other => Meaning::Entity(other.to_string()),
        };
        let of_type = (entity < 3).then(|| ["place", "organization"][entity % 2].to_owned());
        let score = Some(f64::from(score) / 1000.0);
        Mark { meaning, of_type, score, ..Mark::new(Place::in_text(start, start + length), "") }
    });
    proptest::collection::vec(mark, 0..9)
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![Just(By::Entity), Just(By::Type), Just(By::Span)]
}

fn evaluated(gold: &[Mark], predicted: &[Mark], by: By, undecided: Undecided) -> Evaluation {
    let document = |marks: &[Mark]| AnnotatedDocument { marks: marks.to_vec(), ..AnnotatedDocument::default() };
    let mut evaluation = Evaluation::new(Rules { by, undecided, examples: 1 });
    evaluation.add(&document(gold), &document(predicted), None);
    evaluation
}

fn swapped(counts: Counts) -> Counts {
    Counts { missed: counts.spurious, spurious: counts.missed, ..counts }
}

fn all(evaluation: &Evaluation) -> [Counts; 4] {
    let scores = evaluation.scores;
    [scores.strict, scores.exact, scores.partial, scores.label]
}

proptest! {
    #[test]
    fn gold_against_itself_is_right(gold in marks(), by in by()) {
        let evaluation = evaluated(&gold, &gold, by, Undecided::Count);
        prop_assert_eq!(evaluation.errors.iter().count(), 0);
        for counts in all(&evaluation) {
            prop_assert_eq!(counts.f1(), (!gold.is_empty()).then_some(1.0));
        }
    }

    #[test]
    fn the_sides_may_change_places(one in marks(), other in marks(), by in by()) {
        let there = evaluated(&one, &other, by, Undecided::Count);
        let back = evaluated(&other, &one, by, Undecided::Count);
        prop_assert_eq!(all(&there).map(swapped), all(&back));
        prop_assert_eq!(all(&there).map(|counts| counts.f1()), all(&back).map(|counts| counts.f1()));
        prop_assert_eq!(there.scores.partial.precision(), back.scores.partial.recall());
    }

    #[test]
    fn counts_add_up(gold in marks(), predicted in marks(), by in by(), count in any::<bool>()) {
        let undecided = if count { Undecided::Count } else { Undecided::Ignore };
        let evaluation = evaluated(&gold, &predicted, by, undecided);
        let strict = evaluation.scores.strict;
        for counts in all(&evaluation) {
            prop_assert_eq!((counts.gold(), counts.predicted()), (strict.gold(), strict.predicted()));
            prop_assert_eq!((counts.missed, counts.spurious), (strict.missed, strict.spurious));
        }
        let errors = evaluation.errors.iter().fold((0, 0, 0), |(wrong, missed, spurious), (_, tally)| {
            (wrong + tally.wrong, missed + tally.missed, spurious + tally.spurious)
        });
        prop_assert_eq!(errors, (strict.incorrect, strict.missed, strict.spurious));
        for groups in [&evaluation.types, &evaluation.entities] {
            let sum = groups.sorted().iter().fold([0; 4], |sum, (_, group)| {
                [sum[0] + group.gold, sum[1] + group.found, sum[2] + group.predicted, sum[3] + group.right]
            });
            let is_kept = !groups.sorted().is_empty();
            prop_assert!(!is_kept || sum == [strict.gold(), strict.correct, strict.predicted(), strict.correct]);
        }
        let in_bins: u64 = evaluation.reliability.bins().iter().map(|bin| bin.predictions).sum();
        prop_assert!(in_bins <= strict.predicted());
    }

    /// The strict count is the size of what both sides have in common, the exact one that of the spans: plain sets know.
    #[test]
    fn right_is_what_sets_have_in_common(gold in marks(), predicted in marks()) {
        use std::collections::BTreeSet;
        let said = |marks: &[Mark]| -> BTreeSet<_> {
            marks.iter().map(|mark| (mark.place, mark.meaning.entity().map(str::to_owned))).collect()
        };
        let spans = |marks: &[Mark]| -> BTreeSet<_> { marks.iter().map(|mark| mark.place).collect() };
        let entities = evaluated(&gold, &predicted, By::Entity, Undecided::Count).scores.strict.correct;
        prop_assert_eq!(entities, said(&gold).intersection(&said(&predicted)).count() as u64);
        let by_span = evaluated(&gold, &predicted, By::Span, Undecided::Count).scores;
        prop_assert_eq!(by_span.exact.correct, spans(&gold).intersection(&spans(&predicted)).count() as u64);
    }

    #[test]
    fn changes_lead_from_one_side_to_the_other(before in marks(), after in marks()) {
        prop_assert_eq!(changes(&before, &before, 0.0).len(), 0);
        let there = changes(&before, &after, 0.0);
        let back = changes(&after, &before, 0.0);
        prop_assert_eq!(there.len(), back.len());
        let (gone, come) = (
            there.iter().filter(|change| change.after.is_none()).count(),
            there.iter().filter(|change| change.before.is_none()).count(),
        );
        prop_assert_eq!(before.len() + come, after.len() + gone);
    }

    /// Pieces of all formats in any order: what is read is compared with itself, what cannot be read is an error.
    #[test]
    fn nonsense_is_refused_or_read(pieces in proptest::collection::vec(0..PIECES.len(), 0..14), format in 0..FORMATS.len()) {
        let (format, name) = FORMATS[format];
        let content: String = pieces.iter().map(|&at| PIECES[at]).collect();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("x.txt"), "Ross met 刘鹤 in New\nYork").unwrap();
        std::fs::write(folder.path().join(name), &content).unwrap();
        let Ok(documents) = gold::open(&folder.path().join(name), Some(format)) else { return Ok(()) };
        for document in documents.take_while(Result::is_ok).flatten() {
            let evaluation = evaluated(&document.marks, &document.marks, By::Span, Undecided::Count);
            prop_assert_eq!(evaluation.scores.strict.incorrect, 0);
            prop_assert_eq!(changes(&document.marks, &document.marks, 0.0).len(), 0);
        }
    }
}

const FORMATS: [(Format, &str); 6] = [
    (Format::Newstag, "a.jsonl"),
    (Format::Entities, "a.jsonl"),
    (Format::Elevant, "a.jsonl"),
    (Format::Marked, "a.gold"),
    (Format::Columns, "a.conll"),
    (Format::Brat, "x.ann"),
];

const PIECES: [&str; 30] = [
    "{\"id\": \"a\", \"text\": \"刘鹤 met\", ",
    "{\"id\": 1, ",
    "\"mentions\": [",
    "\"entities\": [",
    "\"labels\": [",
    "{\"field\": \"text\", \"start\": 0, \"end\": 2, \"text\": \"刘鹤\"}",
    "{\"start\": 1, \"end\": 18446744073709551615}",
    "{\"field\": \"title\", \"start\": 18446744073709551614, \"end\": 18446744073709551615, \"text\": \"\"}",
    "{\"span\": [0, 2], \"entity_id\": \"Q1\"}",
    "{\"span\": [2, 0], \"entity_id\": \"Q1\", \"parent\": 1}",
    "]}\n",
    "]",
    ", ",
    "title: ",
    "\n\n",
    "[Ross](person/ross)",
    "[刘鹤](- partial)",
    "[",
    "](",
    "-DOCSTART- O\n",
    "# newdoc id = x\n",
    "刘\tB-PER\n",
    "鹤 I-PER\n",
    "Ross S-LOC\n",
    "T1\tperson 0 4\tRoss\n",
    "T2\tplace 15 23\tNew York\n",
    "T3\tplace 0 4;15 23\tRoss New York\n",
    "T4\tplace 4 0\t\n",
    "N1\tReference T1 W:Q1\tRoss\n",
    "N2\tReference T9\n",
];
