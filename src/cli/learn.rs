//! `newstag learn`: which entities stand together in a tagged corpus.

use super::exit::Exit;
use super::tell;
use crate::annotated::AnnotatedDocument;
use crate::gold;
use crate::load::CoMentionLine;
use crate::write::{Output, Target};
use clap::Args;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Tag, learn who stands with whom, and tag again with what was learned:
      newstag tag articles/ -d names.dict -o first.jsonl
      newstag learn first.jsonl -o together.jsonl
      newstag tag articles/ -d names.dict --co-mentions together.jsonl -o second.jsonl";

/// A document with more entities counts the first of them: pairs grow with the square.
const MOST_ENTITIES: usize = 200;

/// Learn from a tagged corpus which entities stand together
///
/// Writes in how many documents each entity is meant, and in how many each pair of them. newstag tag --co-mentions takes the file: of several that a
/// name may mean, the one that stands with the others of the document elsewhere is the likelier. The corpus may be any that is annotated, by program
/// or by hand.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct LearnArgs {
    /// Outputs of newstag tag, or annotated texts in another format that newstag eval reads
    #[arg(value_name = "TAGGED", required = true)]
    inputs: Vec<PathBuf>,

    /// Where the statistics go, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A pair that stands together in fewer documents is left out
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
    min_documents: u64,
}

/// Counts, in the order of ids, so that the same corpus gives the same file.
#[derive(Default)]
struct Counts {
    documents: u64,
    numbers: BTreeMap<String, u32>,
    of_entity: Vec<u64>,
    of_pair: BTreeMap<[u32; 2], u64>,
}

/// Learns.
pub(super) fn run(args: &LearnArgs) -> anyhow::Result<Exit> {
    let mut counts = Counts::default();
    for path in &args.inputs {
        for document in gold::open(path, None)? {
            counts.add(&document?);
        }
    }
    if counts.documents == 0 {
        anyhow::bail!("no documents: there is nothing to learn from");
    }
    let mut output = Output::open(&Target::from_argument(args.output.as_deref()))?;
    let pairs = counts.write(args.min_documents, &mut output)?;
    output.finish()?;
    tell(format_args!("{} documents, {} entities, {pairs} pairs", counts.documents, counts.of_entity.len()));
    Ok(Exit::Done)
}

impl Counts {
    fn add(&mut self, document: &AnnotatedDocument) {
        self.documents += 1;
        let meant: BTreeSet<&str> = document.marks.iter().filter_map(|mark| mark.meaning.entity()).collect();
        let numbers: Vec<u32> = meant.into_iter().take(MOST_ENTITIES).map(|id| self.number(id)).collect();
        for (at, &one) in numbers.iter().enumerate() {
            self.of_entity[one as usize] += 1;
            for &other in &numbers[at + 1..] {
                *self.of_pair.entry([one.min(other), one.max(other)]).or_default() += 1;
            }
        }
    }

    fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = u32::try_from(self.of_entity.len()).unwrap_or(u32::MAX);
        self.of_entity.push(0);
        self.numbers.insert(id.to_owned(), number);
        number
    }

    /// Writes all but rare pairs; returns how many pairs it wrote.
    fn write(&self, min_documents: u64, out: &mut Output) -> anyhow::Result<u64> {
        let mut line = |line: &CoMentionLine<'_>| -> anyhow::Result<()> {
            let mut bytes = serde_json::to_vec(line)?;
            bytes.push(b'\n');
            Ok(out.write(&bytes)?)
        };
        line(&CoMentionLine::Corpus { documents: self.documents })?;
        let mut ids = vec![""; self.numbers.len()];
        for (id, &number) in &self.numbers {
            ids[number as usize] = id;
            line(&CoMentionLine::Entity { entity: Cow::Borrowed(id), documents: self.of_entity[number as usize] })?;
        }
        let mut pairs = 0;
        for (&[one, other], &documents) in self.of_pair.iter().filter(|(_, documents)| **documents >= min_documents) {
            let pair = [ids[one as usize], ids[other as usize]].map(Cow::Borrowed);
            line(&CoMentionLine::Pair { pair, documents })?;
            pairs += 1;
        }
        Ok(pairs)
    }
}
