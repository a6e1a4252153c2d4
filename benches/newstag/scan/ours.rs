//! Our side: the text as it was given is folded, its edges found, the names looked for, boundary and case checked.
//!
//! All that the benchmark knows of the program's own search stands here.

use super::forms::Forms;
use super::turns::Engine;
use anyhow::Result;
use newstag::matcher::{Matcher, Pattern, Place, RawMatch};
use newstag::text::{Folded, boundary, edges_into, edges_of_name, fold_into};

/// The program's own search.
pub(super) struct Ours<'t> {
    matcher: Matcher,
    forms: Forms,
    texts: &'t [String],
}

impl<'t> Ours<'t> {
    /// The search for some names, each as it was written.
    pub(super) fn new(names: &[&str], texts: &'t [String]) -> Result<Self> {
        let forms = Forms::of(names);
        let pattern = |text: &String| Pattern { text: text.clone(), place: Place::BetweenEdges(edges_of_name(text)) };
        let matcher = Matcher::new(forms.texts().iter().map(pattern).collect())?;
        Ok(Self { matcher, forms, texts })
    }

    /// How many names stand where a form was found.
    fn names_at(&self, source: &str, folded: &Folded, raw: RawMatch) -> usize {
        if !boundary::is_whole(source, folded, raw.at, folded.source_span(raw.at)) {
            return 0;
        }
        self.forms.rules(raw.pattern.0 as usize).iter().filter(|rule| rule.allows(source, folded, raw.at)).count()
    }
}

impl Engine for Ours<'_> {
    fn scan(&self) -> u64 {
        let (mut folded, mut edges) = (Folded::default(), Vec::new());
        let mut names = 0;
        for text in self.texts {
            fold_into(text, &mut folded);
            edges_into(&folded, &mut edges);
            self.matcher.find(folded.text(), &edges, |raw| names += self.names_at(text, &folded, raw));
        }
        names as u64
    }
}
