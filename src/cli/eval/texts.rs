//! The texts of gold as `newstag tag` reads them.

use super::args::EvalArgs;
use crate::annotated::AnnotatedDocument;
use crate::cli::dict::json;
use crate::cli::{Exit, tell};
use crate::gold;
use crate::write::{Output, Target};
use anyhow::bail;
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Text<'d> {
    id: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'d str>,
    text: &'d str,
}

/// Writes the text of every document.
pub(super) fn write(args: &EvalArgs, target: &Path) -> anyhow::Result<Exit> {
    let target = Target::from_argument(Some(target));
    if target.regular_file()?.is_some_and(|file| args.gold.canonicalize().is_ok_and(|gold| gold == file)) {
        bail!("{} is read and would be overwritten: write the texts to another file", args.gold.display());
    }
    let mut output = Output::open(&target)?;
    let mut count = 0_u64;
    for document in gold::open(&args.gold, args.gold_format.map(Into::into))? {
        let document = document?;
        let mut line = Vec::new();
        json::write_line(&mut line, &text(&document)?)?;
        output.write(&line)?;
        count += 1;
    }
    output.finish()?;
    tell(format_args!("{count} documents"));
    Ok(Exit::Done)
}

fn text(document: &AnnotatedDocument) -> anyhow::Result<Text<'_>> {
    let AnnotatedDocument { id, title, text: Some(text), .. } = document else {
        bail!("the document {} carries no text: newstag tag --include-text would have kept it", document.id)
    };
    Ok(Text { id, title: title.as_deref(), text })
}
