//! Engines look for the same names in the same texts, in turns.
//!
//! Every engine counts the pairs of a span and a name that stands there between boundaries and in its case. What is measured of ours
//! starts with the text as it was given; what is measured of the rivals, with all that can be worked out beforehand.

mod forms;
mod ours;
mod prepared;
mod rivals;
mod turns;

use crate::arguments::Arguments;
use crate::definition::{EngineName, NameCount, Scan, Size};
use crate::places::Places;
use crate::report::{EngineResult, Outcome, Results, ScanResults, ScanRow};
use crate::{input, names, report};
use anyhow::Result;
use forms::Forms;
use prepared::Prepared;
use turns::Engine;

/// What all sizes of a benchmark share.
struct Shared<'s> {
    texts: &'s [String],
    prepared: &'s [Prepared<'s>],
    engines: Vec<EngineName>,
    rounds: usize,
}

/// Runs a benchmark.
pub(crate) fn run(name: &str, scan: &Scan, arguments: &Arguments, places: &Places) -> Result<Outcome> {
    let dictionary = input::dictionary(&scan.dictionary, places)?;
    let names = names::of(&dictionary, scan.names);
    let texts = input::texts(&scan.texts, places)?;
    let prepared: Vec<Prepared<'_>> = texts.iter().map(|text| Prepared::new(text)).collect();
    let (engines, rounds) = if arguments.reference {
        (vec![EngineName::AhoCorasick], 1)
    } else {
        (scan.engines.clone(), arguments.rounds.unwrap_or(scan.rounds))
    };
    let shared = Shared { texts: &texts, prepared: &prepared, engines, rounds };
    let mut rows = Vec::new();
    for size in &scan.sizes {
        let wanted = number(size.names).unwrap_or(names.len());
        if arguments.at_most.is_none_or(|most| wanted <= most) {
            rows.push(measure(size, &names::spread(&names, wanted), &shared)?);
        }
    }
    let steadiness = scan.steady.as_ref().and_then(|steady| report::steadiness(&rows, steady));
    let results =
        ScanResults { documents: texts.len(), bytes: shared.bytes(), all_names: names.len(), rows, steadiness };
    Ok(Outcome::new(name, &scan.question, Results::Scan(results)))
}

/// The number that a size says; none where it is all.
fn number(count: NameCount) -> Option<usize> {
    match count {
        NameCount::Some(number) => Some(number),
        NameCount::All(_) => None,
    }
}

fn measure(size: &Size, names: &[&str], shared: &Shared<'_>) -> Result<ScanRow> {
    eprintln!("  {} names …", names.len());
    let forms = Forms::of(names);
    let built = shared.engines.iter().map(|&engine| turns::built(|| shared.engine(engine, names, &forms)));
    let built = built.collect::<Result<Vec<_>>>()?;
    let measured = turns::take(&built, shared.rounds);
    let engines = shared.engines.iter().zip(measured).map(|(&engine, measured)| EngineResult {
        engine: title(engine).to_owned(),
        is_rival: engine != EngineName::Newstag,
        found: measured.found,
        megabytes_per_second: megabytes_per_second(shared.bytes(), measured.seconds),
        seconds_to_build: measured.seconds_to_build,
    });
    Ok(ScanRow::new(names.len(), size.matches, size.floor, engines.collect()))
}

impl Shared<'_> {
    fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }

    fn engine<'e>(&'e self, name: EngineName, names: &[&str], forms: &'e Forms) -> Result<Box<dyn Engine + 'e>> {
        Ok(match name {
            EngineName::Newstag => Box::new(ours::Ours::new(names, self.texts)?),
            EngineName::AhoCorasick => Box::new(rivals::aho_corasick(forms, self.prepared)?),
            EngineName::DaachorseBytewise => Box::new(rivals::daachorse_bytewise(forms, self.prepared)?),
            EngineName::DaachorseCharwise => Box::new(rivals::daachorse_charwise(forms, self.prepared)?),
        })
    }
}

fn title(engine: EngineName) -> &'static str {
    match engine {
        EngineName::Newstag => "newstag",
        EngineName::AhoCorasick => "aho-corasick",
        EngineName::DaachorseBytewise => "daachorse bytewise",
        EngineName::DaachorseCharwise => "daachorse charwise",
    }
}

fn megabytes_per_second(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / 1e6 / seconds
}
