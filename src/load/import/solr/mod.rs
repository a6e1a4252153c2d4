//! Synonyms as Solr, Lucene and Elasticsearch read them: lines of forms parted by commas, with or without an arrow.

mod rule;

use super::input::Input;
use super::lines::each_line;
use super::runs::owned;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{Name, NameKind};
use crate::load::error::{Fault, Problem, quoted};
use rule::{EXPECTED, Rule};

/// What an import of synonyms takes.
#[derive(Clone, Debug)]
pub struct SolrOptions {
    /// The type of all entities: the format tells none.
    pub kind: String,
    /// Their language.
    pub lang: Option<String>,
}

/// Reads synonyms.
pub fn importer(options: SolrOptions) -> Importer<'static> {
    Importer::new(Kind::Solr, Solr { options })
}

struct Solr {
    options: SolrOptions,
}

impl Reader for Solr {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line(input, sink, |sink, number, line| if is_rule(line) { self.line(sink, number, line) } else { Ok(()) })
    }
}

impl Solr {
    fn line(&self, sink: &mut Sink<'_>, number: u64, line: &str) -> Result<(), ImportError> {
        sink.record();
        match Rule::of(line) {
            Some(Rule::Same(forms)) => self.entity(sink, number, &forms[0], &forms[1..]),
            Some(Rule::Leads { from, to }) => to.iter().try_for_each(|name| self.entity(sink, number, name, &from)),
            None => {
                sink.bad(
                    number,
                    Fault { field: None, value: Some(quoted(line)), problem: Problem::Empty { expected: EXPECTED } },
                );
                Ok(())
            }
        }
    }

    /// An entity that is called by a form and by others.
    fn entity(&self, sink: &mut Sink<'_>, number: u64, name: &str, others: &[String]) -> Result<(), ImportError> {
        let SolrOptions { kind, lang } = &self.options;
        let mut draft = owned(&format!("solr/{kind}/{name}"), kind);
        let form =
            |text: &str, kind| Name { lang: lang.clone().map(Into::into), kind, ..Name::of(text.to_owned().into()) };
        draft.name(form(name, NameKind::Name));
        others.iter().for_each(|other| draft.name(form(other, NameKind::Alias)));
        sink.entity(number, draft)
    }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}
