//! `newstag eval`: precision, recall, F1, and what is wrong.

mod args;
mod compare;
mod gold;
mod ids;
mod lexicon;
mod only;
mod record;
mod show;
mod texts;

pub(super) use args::{EvalArgs, FormatArg};

use super::dict::{is_closed_pipe, json};
use super::exit::Exit;
use super::{dictionary, tell};
use crate::dictionary::Dictionary;
use crate::eval::{Evaluation, Renaming, Rules};
use anyhow::bail;
use compare::Compared;
use gold::Gold;
use ids::Ids;
use lexicon::KnownForms;
use std::io;
use std::path::Path;

/// Compares predictions with gold, or writes the texts of gold.
pub(super) fn run(args: &EvalArgs) -> anyhow::Result<Exit> {
    let done = match (&args.pred, &args.write_texts) {
        (_, Some(target)) => texts::write(args, target),
        (Some(predictions), None) => evaluate(args, predictions),
        (None, None) => bail!("there is nothing to compare: name the predictions with --pred"),
    };
    done.or_else(|error| if is_closed_pipe(&error) { Ok(Exit::Done) } else { Err(error) })
}

fn evaluate(args: &EvalArgs, predictions: &Path) -> anyhow::Result<Exit> {
    let dictionary = dictionary(args)?;
    let ids = ids(args, dictionary.as_ref())?;
    let mut gold = Gold::read(&args.gold, args.gold_format.map(Into::into), &ids)?;
    let lexicon = dictionary.as_ref().map(|dictionary| KnownForms::of(dictionary, &gold, &ids));
    if let Some(lexicon) = &lexicon {
        gold.documents_mut().for_each(|document| lexicon.fill_types(document));
    }
    let left_out = only::restrict(&mut gold, args, lexicon.as_ref())?;
    let rules = Rules { by: args.by.into(), undecided: args.undecided.into(), examples: args.examples };
    let compared = compare::all(&mut gold, predictions, args, rules, &ids, lexicon.as_ref())?;
    left_out.iter().chain(&notes(&compared, args)).for_each(tell);
    write(args, &compared)?;
    Ok(if compared.without_prediction.count == 0 { Exit::Done } else { Exit::Skipped })
}

fn dictionary(args: &EvalArgs) -> anyhow::Result<Option<Dictionary>> {
    match (&args.dictionaries[..], args.default_dict) {
        ([], false) => Ok(None),
        ([], true) => dictionary::read(&[]).map(Some),
        (named, _) => dictionary::load(named, args.variants).map(Some),
    }
}

fn ids(args: &EvalArgs, dictionary: Option<&Dictionary>) -> anyhow::Result<Ids> {
    let renaming = Renaming { types: args.map.clone(), ids: args.ids.clone() };
    match (&args.refs, dictionary) {
        (None, _) => Ok(Ids::new(renaming)),
        (Some(name), Some(dictionary)) => Ids::with_refs(renaming, dictionary, name),
        (Some(_), None) => {
            bail!(
                "--refs takes ids from a dictionary: name it with -d, or give --default-dict for the one that comes with the program"
            )
        }
    }
}

fn write(args: &EvalArgs, compared: &Compared) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    if args.json {
        json::write_line(&mut out, &record::Record::of(compared, args.reliability))
    } else {
        show::show(compared, args, &mut out)
    }
}

/// What a reader of the figures should know.
fn notes(compared: &Compared, args: &EvalArgs) -> Vec<String> {
    let Compared { without_prediction, without_gold, evaluation, .. } = compared;
    let note = |documents: &compare::Unmatched, what: &str, fate: &str| {
        let first = documents.first.as_ref()?;
        let (count, marks) = (documents.count, documents.marks);
        Some(format!("note: documents {what}: {count}; annotations in them, {fate}: {marks}; for example {first}"))
    };
    let mut notes = Vec::new();
    notes.extend(note(without_prediction, "of gold without predictions", "which count as missed"));
    notes.extend(note(without_gold, "of the predictions that gold does not have", "which are not counted"));
    notes.extend(no_common_label(evaluation, args));
    notes
}

/// Where all is wrong since both sides use other words, counts alone would hide why.
fn no_common_label(evaluation: &Evaluation, args: &EvalArgs) -> Option<String> {
    let (groups, option) = match args.by {
        args::ByArg::Entity => {
            (&evaluation.entities, "--ids FROM=TO writes ids alike, --refs takes them from a dictionary")
        }
        args::ByArg::Type => (&evaluation.types, "--map FROM=TO writes types alike"),
        args::ByArg::Span => return None,
    };
    let sorted = groups.sorted();
    let first = |is_there: fn(&crate::eval::Group) -> bool| {
        sorted.iter().find(|(name, group)| name.is_some() && is_there(group))
    };
    let (gold, predicted) = (first(|group| group.gold > 0)?, first(|group| group.predicted > 0)?);
    let in_common = sorted.iter().any(|(_, group)| group.gold > 0 && group.predicted > 0);
    let name = |group: &(Option<&str>, crate::eval::Group)| group.0.unwrap_or_default().to_owned();
    (!in_common).then(|| {
        format!(
            "note: gold and predictions have no label in common: {} there, {} here; {option}",
            name(gold),
            name(predicted)
        )
    })
}
