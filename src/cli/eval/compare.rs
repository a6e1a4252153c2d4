//! Predictions pass by gold, one document at a time.

use super::args::EvalArgs;
use super::gold::Gold;
use super::ids::Ids;
use super::lexicon::KnownForms;
use crate::annotated::AnnotatedDocument;
use crate::eval::{Evaluation, Lexicon, Rules};
use crate::gold::{self, Fault, ReadError, unit_hint};
use anyhow::bail;
use std::path::Path;

/// What came of a comparison.
pub(super) struct Compared {
    pub(super) evaluation: Evaluation,
    /// Documents of gold without predictions.
    pub(super) without_prediction: Unmatched,
    /// Documents of the predictions that are not in gold.
    pub(super) without_gold: Unmatched,
}

/// Documents of one side alone.
#[derive(Default)]
pub(super) struct Unmatched {
    pub(super) count: u64,
    /// Their annotations.
    pub(super) marks: u64,
    /// The id of the first.
    pub(super) first: Option<String>,
}

impl Unmatched {
    fn add(&mut self, document: &AnnotatedDocument) {
        self.count += 1;
        self.marks += document.marks.len() as u64;
        self.first.get_or_insert_with(|| document.id.clone());
    }
}

/// Compares all predictions with gold, and counts as missed what nobody predicted.
pub(super) fn all(
    gold: &mut Gold,
    predictions: &Path,
    args: &EvalArgs,
    rules: Rules,
    ids: &Ids,
    lexicon: Option<&KnownForms>,
) -> anyhow::Result<Compared> {
    let lexicon = lexicon.map(|known| known as &dyn Lexicon);
    let mut compared = Compared {
        evaluation: Evaluation::new(rules),
        without_prediction: Unmatched::default(),
        without_gold: Unmatched::default(),
    };
    for predicted in gold::open(predictions, args.pred_format.map(Into::into))? {
        let mut predicted = predicted?;
        ids.apply(&mut predicted);
        let Some(at) = gold.find(&predicted.id) else {
            compared.without_gold.add(&predicted);
            continue;
        };
        if !gold.is_first_of(at) {
            bail!("{}: the document {} stands there twice: expected each once", predictions.display(), predicted.id);
        }
        check_texts(gold.document(at), &predicted, predictions)?;
        compared.evaluation.add(gold.document(at), &predicted, lexicon);
    }
    finish(compared, gold, predictions, lexicon)
}

fn finish(
    mut compared: Compared,
    gold: &Gold,
    predictions: &Path,
    lexicon: Option<&dyn Lexicon>,
) -> anyhow::Result<Compared> {
    if compared.evaluation.documents == 0 {
        let of_gold = &gold.document(0).id;
        let here = compared.without_gold.first.as_ref();
        let here = here.map_or("no documents at all".to_owned(), |id| format!("documents such as {id}"));
        bail!("{}: none of its documents is in gold: gold has {of_gold}, here are {here}", predictions.display());
    }
    for document in gold.unpredicted() {
        compared.without_prediction.add(document);
        let nothing = AnnotatedDocument { id: document.id.clone(), ..AnnotatedDocument::default() };
        compared.evaluation.add(document, &nothing, lexicon);
    }
    Ok(compared)
}

/// Spans can only be compared where both sides speak of one text.
fn check_texts(gold: &AnnotatedDocument, predicted: &AnnotatedDocument, path: &Path) -> anyhow::Result<()> {
    if let (None, Some(of_gold), Some(length)) = (&gold.text, gold.length, predicted.length)
        && of_gold != length
    {
        bail!(
            "{}: the text of the document {} is {length} long, and that of gold {of_gold}: expected one text, in one unit of offsets",
            path.display(),
            predicted.id
        );
    }
    if let (Some(text), Some(other)) = (&gold.text, &predicted.text)
        && text != other
    {
        let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        bail!(
            "{}: the text of the document {} is not that of gold: they differ from character {same} on, counting from 0",
            path.display(),
            predicted.id
        );
    }
    match gold.misfit_of(&predicted.marks) {
        // Titles that gold does not have are not compared.
        None => Ok(()),
        Some(misfit) => {
            let hint = unit_hint(gold.text.as_deref(), predicted.length);
            let error = ReadError::new(path, None, Fault::Misfit { misfit, hint });
            bail!("in the document {}: {error}", predicted.id)
        }
    }
}
