//! The documents of gold, by the ids that predictions may have.

use super::ids::Ids;
use crate::annotated::{AnnotatedDocument, Mark};
use crate::gold::{self, Format};
use crate::open::without_ending;
use anyhow::bail;
use std::collections::HashMap;
use std::path::Path;

/// All of gold; predictions pass by one at a time.
pub(super) struct Gold {
    documents: Vec<AnnotatedDocument>,
    by_id: HashMap<String, usize>,
    /// By the name of the file that an id is the path of, without folders and endings, or by the record's number; none where several have it.
    by_stem: HashMap<String, Option<usize>>,
    predicted: Vec<bool>,
}

impl Gold {
    pub(super) fn read(path: &Path, format: Option<Format>, ids: &Ids) -> anyhow::Result<Self> {
        let mut gold =
            Self { documents: Vec::new(), by_id: HashMap::new(), by_stem: HashMap::new(), predicted: Vec::new() };
        for document in gold::open(path, format)? {
            let mut document = document?;
            ids.apply(&mut document);
            gold.add(document, path)?;
        }
        if gold.documents.is_empty() {
            bail!("{}: there are no documents in it", path.display());
        }
        Ok(gold)
    }

    fn add(&mut self, document: AnnotatedDocument, path: &Path) -> anyhow::Result<()> {
        let at = self.documents.len();
        if self.by_id.insert(document.id.clone(), at).is_some() {
            bail!("{}: the id {} stands there twice: expected each document once", path.display(), document.id);
        }
        self.by_stem.entry(stem(&document.id).to_owned()).and_modify(|taken| *taken = None).or_insert(Some(at));
        self.documents.push(document);
        self.predicted.push(false);
        Ok(())
    }

    /// The document that a prediction is of: that of the same id, else that whose file has the same name, or whose number is the same.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let by_stem = || self.by_stem.get(stem(id)).copied().flatten();
        self.by_id.get(id).copied().or_else(by_stem)
    }

    /// Takes note that a document has predictions; false if it already had.
    pub(super) fn is_first_of(&mut self, at: usize) -> bool {
        !std::mem::replace(&mut self.predicted[at], true)
    }

    pub(super) fn document(&self, at: usize) -> &AnnotatedDocument {
        &self.documents[at]
    }

    pub(super) fn documents(&self) -> &[AnnotatedDocument] {
        &self.documents
    }

    pub(super) fn documents_mut(&mut self) -> impl Iterator<Item = &mut AnnotatedDocument> {
        self.documents.iter_mut()
    }

    /// Keeps of all annotations those that count, and says how many do not.
    pub(super) fn keep(&mut self, counts: impl Fn(&Mark) -> bool) -> usize {
        let marks =
            |documents: &[AnnotatedDocument]| documents.iter().map(|document| document.marks.len()).sum::<usize>();
        let before = marks(&self.documents);
        self.documents.iter_mut().for_each(|document| document.marks.retain(&counts));
        before - marks(&self.documents)
    }

    /// Those without predictions.
    pub(super) fn unpredicted(&self) -> impl Iterator<Item = &AnnotatedDocument> {
        self.documents.iter().zip(&self.predicted).filter(|(_, predicted)| !**predicted).map(|(document, _)| document)
    }
}

/// `corpus/gold/a1.gold` and `corpus/a1.txt` are both `a1`, `gold.conll#3` and `texts.jsonl#3` both `#3`. Only endings of files go:
/// `a.1` is a name.
fn stem(id: &str) -> &str {
    let name = id.rsplit('/').next().unwrap_or(id);
    if let Some((at, number)) = name.rmatch_indices('#').next().map(|(at, _)| (at, &name[at + 1..]))
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return &name[at..];
    }
    let plain = without_ending(name);
    let of_gold = || name.strip_suffix(".gold");
    [".txt", ".text"].iter().find_map(|ending| plain.strip_suffix(ending)).or_else(of_gold).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_of_a_path_is_the_name_of_its_file() {
        assert_eq!((stem("corpus/gold/a1.gold"), stem("corpus/a1.txt.gz")), ("a1", "a1"));
        assert_eq!((stem("wire-en-1"), stem("v1.2"), stem("x/y.jsonl#3")), ("wire-en-1", "v1.2", "#3"));
        assert_eq!((stem("C#"), stem("#a")), ("C#", "#a"));
    }
}
