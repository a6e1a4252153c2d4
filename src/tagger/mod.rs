//! The only place where the stages meet: fold, match, check, choose, link.

mod ahead;
mod compile;
mod conditions;
mod initials;
mod lexicon;
mod partial;
mod rule;
mod second;
mod terms;
mod together;
mod variants;

pub use crate::link::Explain;
pub use crate::matcher::TooManyForms;
pub use crate::resolve::Overlap;
pub use crate::rules::dateline;
pub use crate::text::case::{CaseRule, Reach, WordCase};
pub use crate::text::fold;
pub use compile::{BuildError, compile, is_compiled};
pub use together::groups;
pub use variants::with_variants;

use crate::allowance::{Allowance, Spent};
use crate::co_mentions::CoMentions;
use crate::dictionary::{Dictionary, EntityIndex, NameRef};
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::kept::Kept;
use crate::link::{self, Evidence, LinkOptions, Linked};
use crate::matcher::{Buffers, RawMatch};
use crate::mention::{Annotation, Score};
use crate::resolve::{self, Support};
use crate::text::{self, FoldBuffer, Folded, script};
use ahead::{Ahead, FIELDS, SeenText};
use lexicon::{Lexicon, Search, Target, TermId};
use second::{Named, Parts};
use std::sync::{Arc, Weak};
use terms::Terms;
use together::Draft;

/// Gathers the options of a [`Tagger`].
#[derive(Debug)]
pub struct TaggerBuilder {
    dictionary: Arc<Dictionary>,
    overlap: Overlap,
    options: LinkOptions,
    co_mentions: Option<CoMentions>,
}

impl TaggerBuilder {
    /// Which matches become mentions; by default [`Overlap::Longest`].
    pub fn overlap(mut self, overlap: Overlap) -> Self {
        self.overlap = overlap;
        self
    }

    /// Whether candidates carry the reasons for their scores; by default they do not.
    pub fn explain(mut self, explain: Explain) -> Self {
        self.options.explain = explain;
        self
    }

    /// A mention whose best candidate has a lower score means nobody; by default 0.
    pub fn min_score(mut self, score: Score) -> Self {
        self.options.min_score = score;
        self
    }

    /// Which entities stand together elsewhere; by default nothing is known of that.
    pub fn co_mentions(mut self, seen: Option<CoMentions>) -> Self {
        self.co_mentions = seen;
        self
    }

    /// Makes the tagger; a dictionary that was not read from a compiled file is compiled first.
    ///
    /// # Errors
    ///
    /// [`BuildError`] where the dictionary is too large.
    pub fn build(self) -> Result<Tagger, BuildError> {
        let lexicon = Lexicon::of(compile::lexicon(&self.dictionary)?)?;
        let Self { dictionary, overlap, options, co_mentions } = self;
        Ok(Tagger { dictionary, overlap, options, co_mentions, lexicon })
    }
}

/// A compiled dictionary that tags documents. Threads share one; each has a [`Scratch`] of its own.
///
/// # Examples
///
/// ```
/// use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
/// use newstag::document::{Document, Source};
/// use newstag::tagger::{Scratch, Tagger};
/// use std::sync::Arc;
///
/// let mut geng = Entity::new("person/geng-shuang", EntityType::Person);
/// geng.names = vec![Name::new("Geng Shuang"), Name::new("耿爽")];
/// let mut builder = DictionaryBuilder::default();
/// builder.add(geng)?;
///
/// let tagger = Tagger::builder(Arc::new(builder.build())).build()?;
/// let document = Document {
///     id: "1".into(),
///     source: Source { path: "-", record: 1 },
///     text: "Spokesman Geng Shuang (耿爽) said no.".into(),
///     ..Document::default()
/// };
/// let mut scratch = Scratch::default();
/// let found = tagger.tag(&document, &mut scratch);
/// assert_eq!(found.mentions.len(), 2);
/// assert_eq!(found.mentions[1].gloss_of, Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Tagger {
    dictionary: Arc<Dictionary>,
    overlap: Overlap,
    options: LinkOptions,
    co_mentions: Option<CoMentions>,
    lexicon: Lexicon,
}

/// The buffers of one thread, and what it keeps from one document to the next of what the dictionary says.
#[derive(Debug, Default)]
pub struct Scratch {
    dictionary: Weak<Dictionary>,
    title: FoldBuffer,
    text: FoldBuffer,
    buffers: Buffers,
    /// The matches in the text at hand, whether they are names or not: between edges, …
    raw: Vec<RawMatch>,
    /// … and of forms that may stand within words.
    within: Vec<RawMatch>,
    /// What was found in a text by itself.
    scanned: Vec<Hit>,
    ahead: Ahead,
    /// The documents that are tagged together; of one by itself, the first. What is behind those that were tagged last is of earlier ones.
    drafts: Vec<Draft>,
    /// So many were tagged last.
    tagged: usize,
    linked: Linked,
    aside: Aside,
}

impl Scratch {
    /// What was found in a document of those that were tagged last, by its number among them, counting from 0.
    ///
    /// # Panics
    ///
    /// Where there were not so many.
    pub fn annotation(&self, number: usize) -> &Annotation {
        &self.drafts[..self.tagged][number].annotation
    }

    /// Lets go what was kept of another dictionary.
    fn serve(&mut self, dictionary: &Arc<Dictionary>) {
        // Of what is held weakly the place in memory stays taken, so that no other dictionary can have it.
        if self.dictionary.as_ptr() != Arc::as_ptr(dictionary) {
            *self = Self { dictionary: Arc::downgrade(dictionary), ..Self::default() };
        }
    }
}

/// What is at hand for looking at names by themselves.
#[derive(Debug, Default)]
struct Aside {
    within: Inner,
    parts: Kept<(EntityIndex, u32), Parts>,
    named: Named,
}

/// The buffers for looking at a stretch of text by itself, made where the first is looked at.
#[derive(Debug, Default)]
struct Inner(Option<Box<Scratch>>);

impl Inner {
    fn get(&mut self) -> &mut Scratch {
        self.0.get_or_insert_default()
    }
}

impl Tagger {
    /// Starts a tagger with the default options.
    pub fn builder(dictionary: Arc<Dictionary>) -> TaggerBuilder {
        TaggerBuilder { dictionary, overlap: Overlap::default(), options: LinkOptions::default(), co_mentions: None }
    }

    /// The dictionary that it tags with.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Finds the mentions of a document.
    ///
    /// # Panics
    ///
    /// If a field is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn tag<'s>(&self, document: &Document<'_>, scratch: &'s mut Scratch) -> &'s Annotation {
        self.tag_within(&Allowance::unlimited(), document, scratch).expect("nothing is spent of what has no limit")
    }

    /// Finds the mentions of a document that may cost no more than is allowed: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`Spent`] where it costs more.
    ///
    /// # Panics
    ///
    /// If a field is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn tag_within<'s>(
        &self,
        allowance: &Allowance<'_>,
        document: &Document<'_>,
        scratch: &'s mut Scratch,
    ) -> Result<&'s Annotation, Spent> {
        scratch.serve(&self.dictionary);
        scratch.tagged = 0;
        self.draft(allowance, document, 0, scratch)?;
        scratch.tagged = 1;
        Ok(scratch.annotation(0))
    }

    /// Finds the names and context terms of a document that was not seen ahead, and links them, for the draft of a number.
    fn draft(
        &self,
        allowance: &Allowance<'_>,
        document: &Document<'_>,
        number: usize,
        scratch: &mut Scratch,
    ) -> Result<(), Spent> {
        let Scratch { title, text, buffers, raw, within, drafts, linked, aside, .. } = scratch;
        let draft = Draft::begin(drafts, number);
        let [of_title, of_text] = FIELDS;
        let fields = [(of_title, title), (of_text, text)]
            .map(|(field, buffer)| (field, self.fold(document.field(field), buffer)));
        let search = self.lexicon.search();
        for (field, folded) in &fields {
            let between_edges = search.find(folded, raw, buffers);
            self.spot(&search, (document, *field), folded, (between_edges, within), draft);
            self.add_names_with_initials(document, *field, allowance, &mut draft.hits, &mut aside.within);
        }
        self.link(allowance, document, &fields, draft, (linked, aside))?;
        allowance.check_time()
    }

    /// Chooses among the names of a document and finds who is meant by each, then by the parts of them that stand alone.
    fn link(
        &self,
        allowance: &Allowance<'_>,
        document: &Document<'_>,
        fields: &[(Field, Folded<'_>); 2],
        draft: &mut Draft,
        (linked, aside): (&mut Linked, &mut Aside),
    ) -> Result<(), Spent> {
        linked.clear();
        let Draft { hits, terms, annotation } = draft;
        terms.sort();
        allowance.check_time_after(document.bytes())?;
        let surroundings = Surroundings {
            dictionary: &self.dictionary,
            lexicon: &self.lexicon,
            co_mentions: self.co_mentions.as_ref(),
            terms,
            allowance,
        };
        resolve::keep_supported(hits, &self.dictionary, &surroundings);
        self.choose_and_link(document, hits, &surroundings, linked, annotation)?;
        if self.add_partials(document, fields, (annotation, linked), allowance, hits, aside) {
            self.choose_and_link(document, hits, &surroundings, linked, annotation)?;
        }
        link::gather_entities(linked, annotation);
        Ok(())
    }

    fn choose_and_link(
        &self,
        document: &Document<'_>,
        hits: &mut Vec<Hit>,
        surroundings: &Surroundings<'_>,
        linked: &mut Linked,
        annotation: &mut Annotation,
    ) -> Result<(), Spent> {
        let allowance = surroundings.allowance;
        resolve::choose(hits, self.overlap);
        allowance.check_mentions(hits.len(), || hits.chunk_by(Hit::is_at).count())?;
        link::link(document, &self.dictionary, hits, surroundings, self.options, linked, annotation);
        allowance.check_time_after(document.bytes())
    }

    /// Every name that stands in a text by its boundaries and its case, in no order: what there is before dates, context, choice and linking.
    ///
    /// # Panics
    ///
    /// If the text is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn scan<'s>(&self, text: &str, scratch: &'s mut Scratch) -> &'s [Hit] {
        self.scan_seen(&self.lexicon.search(), text, None, scratch)
    }

    fn scan_seen<'s>(
        &self,
        search: &Search<'_>,
        text: &str,
        seen: Option<SeenText<'_>>,
        scratch: &'s mut Scratch,
    ) -> &'s [Hit] {
        let Scratch { text: buffer, buffers, raw, within, scanned: hits, .. } = scratch;
        let folded = self.folded(text, seen, buffer);
        hits.clear();
        let between_edges = match seen {
            Some(seen) => seen.found,
            None => search.find(&folded, raw, buffers),
        };
        search.check((text, &folded), (between_edges, within), |span, form| {
            if let Target::Name(entity, name) = form.target {
                hits.push(Hit { field: Field::Text, span, entity, name, part: Part::Whole });
            }
        });
        hits
    }

    /// A field as it was folded ahead, or folded now.
    fn folded<'t>(&self, source: &'t str, seen: Option<SeenText<'t>>, buffer: &'t mut FoldBuffer) -> Folded<'t> {
        seen.map_or_else(|| self.fold(source, buffer), |seen| seen.folded(source))
    }

    /// Folds a field, in place where that is possible.
    fn fold<'t>(&self, source: &'t str, buffer: &'t mut FoldBuffer) -> Folded<'t> {
        if self.lexicon.anywhere().needs_joined_space(source) {
            text::fold_into(source, buffer)
        } else {
            text::fold_text(source, buffer)
        }
    }

    /// Adds the names and context terms of a field that meet their own conditions, of the matches there: see [`Search::check`].
    fn spot(
        &self,
        search: &Search<'_>,
        (document, field): (&Document<'_>, Field),
        folded: &Folded<'_>,
        found: (&[RawMatch], &mut Vec<RawMatch>),
        draft: &mut Draft,
    ) {
        let Draft { hits, terms, .. } = draft;
        search.check((document.field(field), folded), found, |span, form| match form.target {
            Target::Context(term) => terms.add(term, field, span),
            Target::Name(entity, name) if !form.rule.is_dated() || self.counts_on_date(document, entity, name) => {
                hits.push(Hit { field, span, entity, name, part: Part::Whole });
            }
            Target::Name(..) => {}
        });
    }

    fn counts_on_date(&self, document: &Document<'_>, entity: EntityIndex, name: u32) -> bool {
        let validity = || self.dictionary.entity(entity).name(name).validity();
        document.date.is_none_or(|date| validity().covers(date))
    }
}

/// What stands in the document beside the names: the context terms; and what the document may cost.
struct Surroundings<'t> {
    dictionary: &'t Dictionary,
    lexicon: &'t Lexicon,
    co_mentions: Option<&'t CoMentions>,
    terms: &'t Terms,
    allowance: &'t Allowance<'t>,
}

impl Support for Surroundings<'_> {
    fn has_context(&self, entity: EntityIndex) -> bool {
        self.context_terms(entity) > 0
    }

    fn is_one_form(&self, entity: EntityIndex, names: [u32; 2]) -> bool {
        let [a, b] = names.map(|name| self.dictionary.entity(entity).name(name));
        a.text_place() == b.text_place() || are_one_form(a, b)
    }

    fn is_over(&self) -> bool {
        self.allowance.is_over()
    }
}

/// Whether two names are equal once folded, or one is a variant of the other, or both of a third, that stands wherever that stands: `Foo Bar` in
/// `Foo Bar Inc` is no second sign.
fn are_one_form(a: NameRef<'_>, b: NameRef<'_>) -> bool {
    let (first, second) = (fold(a.text()), fold(b.text()));
    let of_one_name = || fold(origin(a)) == fold(origin(b));
    first == second || (first.contains(&second) || second.contains(&first)) && of_one_name()
}

/// What a name was made from, or the name itself.
fn origin(name: NameRef<'_>) -> &str {
    name.made().map_or(name.text(), |made| made.from)
}

impl Evidence for Surroundings<'_> {
    type Term = TermId;

    fn terms_of(&self, entity: EntityIndex) -> impl Iterator<Item = TermId> {
        self.lexicon.terms(self.dictionary.entity(entity).context_places())
    }

    fn context_terms(&self, entity: EntityIndex) -> usize {
        self.terms_of(entity).filter(|term| self.terms.contains(*term)).count()
    }

    fn has_term_near(&self, hit: &Hit) -> bool {
        self.terms_of(hit.entity).any(|term| self.terms.is_near(term, hit))
    }

    fn country(&self, entity: EntityIndex) -> Option<&str> {
        let country = self.dictionary.entity(entity).carried("country")?;
        (!matches!(country, "null" | "\"\"")).then_some(country)
    }

    fn has_affinities(&self) -> bool {
        self.co_mentions.is_some()
    }

    fn affinity(&self, one: EntityIndex, other: EntityIndex) -> Option<f64> {
        self.co_mentions.map(|seen| seen.affinity(one, other))
    }

    fn fold(&self, text: &str) -> String {
        fold(text)
    }

    fn between(&self, text: &str) -> Option<String> {
        text::fold_between(text)
    }

    fn in_other_script(&self, a: &str, b: &str) -> bool {
        script::group(a).zip(script::group(b)).is_some_and(|(a, b)| a != b)
    }

    fn is_over(&self) -> bool {
        self.allowance.is_over()
    }
}
