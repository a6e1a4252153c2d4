//! A benchmark as data: one file of `benches/definitions/`.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A definition and the name of its file.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) definition: Definition,
}

/// What is measured.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Definition {
    /// Engines look for the same names in the same texts.
    Scan(Scan),
    /// Whole programs run one after the other.
    Programs(Programs),
}

/// Engines look for the same names in the same texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scan {
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) cost: Cost,
    pub(crate) dictionary: Place,
    #[serde(default)]
    pub(crate) names: Which,
    pub(crate) texts: Vec<Place>,
    pub(crate) engines: Vec<EngineName>,
    #[serde(default = "three")]
    pub(crate) rounds: usize,
    pub(crate) sizes: Vec<Size>,
    pub(crate) steady: Option<Steady>,
}

/// So many names, and what there is to find of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Size {
    pub(crate) names: NameCount,
    /// The number of pairs of a span and a name that stands there, by the reference engine.
    pub(crate) matches: Option<u64>,
    /// So many times the speed of the best rival is what this project wants to reach.
    pub(crate) floor: Option<f64>,
}

/// How many names are looked for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum NameCount {
    /// So many, evenly spread over all.
    Some(usize),
    /// All there are.
    All(All),
}

/// The word `all`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum All {
    All,
}

/// How much of the speed at few names is left at many.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Steady {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) at_least: f64,
}

/// Which names of the dictionary take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which {
    /// Whatever they are written in.
    #[default]
    Any,
    /// Those that hold at least one Han character.
    Han,
}

/// Whether a benchmark runs without being named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Cost {
    /// It does.
    #[default]
    Usual,
    /// It takes many minutes or gigabytes and runs only when it is named.
    High,
}

/// An engine that takes part in a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EngineName {
    Newstag,
    AhoCorasick,
    DaachorseBytewise,
    DaachorseCharwise,
}

/// A path of a definition: below `--data` where it begins with `data/`, else below the repository. `embedded` is the dictionary
/// that ships with the program.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Place(pub(crate) String);

/// Whole programs run one after the other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Programs {
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) cost: Cost,
    /// Files that are written before anything runs, by the name that stands for them in arguments.
    #[serde(default)]
    pub(crate) inputs: BTreeMap<String, Input>,
    /// How often each program runs; the best time and the highest peak count.
    #[serde(default = "three")]
    pub(crate) rounds: usize,
    pub(crate) runs: Vec<Run>,
}

/// A file that is written before anything runs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Input {
    /// A file as it is.
    File(Place),
    /// JSON Lines made of texts: the `first` documents, all of them `times` times.
    #[serde(rename_all = "kebab-case")]
    Documents {
        of: Vec<Place>,
        first: Option<usize>,
        #[serde(default = "once")]
        times: usize,
    },
    /// A dictionary of so many generated names, one entity a name.
    GeneratedNames(u64),
    /// Documents that each hold ten of so many generated names.
    GeneratedDocuments { names: u64, documents: u64 },
}

/// A program that runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Run {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) program: Program,
    /// `{name}` stands for an input of that name, else for a file of that name in the folder of results.
    pub(crate) arguments: Vec<String>,
    /// What the program must say on standard error.
    pub(crate) says: String,
    /// Whether it runs once, ahead of the others, because these need its output.
    #[serde(default)]
    pub(crate) order: Order,
    /// The file that it writes.
    pub(crate) output: Option<String>,
    #[serde(default)]
    pub(crate) floors: Vec<Floor>,
}

/// When a program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    /// In turn with the others.
    #[default]
    Turns,
    /// Once, before them: they read what it writes.
    First,
}

/// Which program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Program {
    /// newstag.
    #[default]
    Newstag,
    /// A loop that only parses JSON Lines into borrowed fields.
    ParseJson,
}

/// What this project wants to reach.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Floor {
    /// At most so many seconds.
    SecondsAtMost(f64),
    /// At most so many megabytes of resident memory.
    PeakMbAtMost(f64),
    /// At most so many megabytes of output.
    OutputMbAtMost(f64),
    /// At most so many times the seconds of another run.
    TimesOf { run: String, at_most: f64 },
    /// At least so many times as fast as another run.
    FasterThan { run: String, at_least: f64 },
}

impl Definition {
    /// What the benchmark asks.
    pub(crate) fn question(&self) -> &str {
        match self {
            Self::Scan(scan) => &scan.question,
            Self::Programs(programs) => &programs.question,
        }
    }

    /// Whether it runs without being named.
    pub(crate) fn cost(&self) -> Cost {
        match self {
            Self::Scan(scan) => scan.cost,
            Self::Programs(programs) => programs.cost,
        }
    }

    /// Whether it reads anything below `--data`.
    pub(crate) fn needs_data(&self) -> bool {
        match self {
            Self::Scan(scan) => scan.dictionary.is_data() || scan.texts.iter().any(Place::is_data),
            Self::Programs(programs) => programs.inputs.values().any(|input| match input {
                Input::File(place) => place.is_data(),
                Input::Documents { of, .. } => of.iter().any(Place::is_data),
                Input::GeneratedNames(_) | Input::GeneratedDocuments { .. } => false,
            }),
        }
    }
}

impl Place {
    /// The path below `--data`, if it is one.
    pub(crate) fn in_data(&self) -> Option<&str> {
        self.0.strip_prefix("data/")
    }

    fn is_data(&self) -> bool {
        self.in_data().is_some()
    }
}

/// All definitions of a folder, in order of their names.
pub(crate) fn read_all(folder: &Path) -> Result<Vec<Named>> {
    let entries = fs::read_dir(folder).with_context(|| format!("The folder {} cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Named> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let definition = toml::from_str(&text).with_context(|| format!("{} is no definition", path.display()))?;
    Ok(Named { name, definition })
}

fn three() -> usize {
    3
}

fn once() -> usize {
    1
}
