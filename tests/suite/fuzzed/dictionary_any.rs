//! Any bytes as a dictionary: sources that are loaded, and those of others that are imported. What was imported loads.

use crate::scratch;
use newstag::dictionary::CasePolicy;
use newstag::load::import::csv::TypeFrom;
use newstag::load::import::skos::{Order, SkosOptions};
use newstag::load::import::solr::SolrOptions;
use newstag::load::import::spacy::SpacyOptions;
use newstag::load::import::wikidata::{Classes, Languages};
use newstag::load::import::{
    Importer, Kind, LanguageFilter, Receiver, Summary, cedict, congress, csv, gate, geonames, jrc_names, opensanctions,
    paranames, skos, solr, spacy, wikidata,
};
use newstag::load::{self, LoadError};
use newstag::write::OutputError;
use std::collections::HashSet;

/// Names that tell the formats of sources.
const SOURCES: [&str; 4] = ["in.jsonl", "in.csv", "in.tsv", "in.txt"];

/// The first byte chooses the format.
pub(crate) fn check(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let choice = usize::from(*choice) % (SOURCES.len() + Kind::ALL.len());
    match SOURCES.get(choice) {
        Some(name) => drop(load::load(&[scratch::file(name, bytes)])),
        None => import(Kind::ALL[choice - SOURCES.len()], bytes),
    }
}

/// Keeps what is imported.
#[derive(Default)]
struct Kept(Vec<u8>);

impl Receiver for Kept {
    fn line(&mut self, line: &[u8]) -> Result<(), OutputError> {
        self.0.extend_from_slice(line);
        Ok(())
    }

    fn bad_record(&mut self, bad: &LoadError) {
        assert!(!bad.to_string().is_empty());
    }

    fn note(&mut self, _: &str) {}

    fn progress(&mut self, _: &Summary) {}
}

fn import(kind: Kind, bytes: &[u8]) {
    let source = scratch::file(name(kind), bytes);
    let table = table();
    let dump = dump();
    let importer = importer(kind, &table, &dump);
    let mut kept = Kept::default();
    if importer.run(&[source], None, &mut kept).is_err() {
        return;
    }
    let ids: Vec<String> = kept.0.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(id).collect();
    let loaded = load::load(&[scratch::file("imported.jsonl", &kept.0)]);
    // Lines of one id are one entity, if they are of one type: that is for the loader to say.
    let are_several = ids.iter().collect::<HashSet<_>>().len() == ids.len();
    if let Err(errors) = loaded.map(drop)
        && are_several
    {
        panic!("{kind:?}: {errors}\n{}", String::from_utf8_lossy(&kept.0));
    }
}

fn id(line: &[u8]) -> String {
    let entity: serde_json::Value = serde_json::from_slice(line).expect("an imported line is JSON");
    entity["id"].as_str().expect("an entity has an id").to_owned()
}

/// Some formats are known by the names of their files.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Gate => "in.lst",
        Kind::Congress => "legislators.yaml",
        Kind::Skos => "in.ttl",
        Kind::Cedict => "cedict.u8",
        _ => "in",
    }
}

fn table() -> csv::Options {
    csv::Options {
        id: Some("id".to_owned()),
        id_prefix: "x/".to_owned(),
        names: vec!["name".to_owned(), "zh=名".to_owned()],
        aliases: vec!["aliases".to_owned()],
        kind: TypeFrom::Word("person".to_owned()),
        lang: Some("en".to_owned()),
        lang_column: None,
        family: None,
        prior: None,
        context: Vec::new(),
        refs: Vec::new(),
        split: "|".to_owned(),
        delimiter: None,
    }
}

fn dump() -> wikidata::Options {
    wikidata::Options {
        classes: Classes::built_in(),
        languages: Languages::new(&["en".to_owned(), "zh".to_owned()]),
        min_sitelinks: 0,
        refs: Vec::new(),
        offices: true,
    }
}

fn importer<'o>(kind: Kind, table: &'o csv::Options, dump: &'o wikidata::Options) -> Importer<'o> {
    let all = LanguageFilter::default;
    match kind {
        Kind::Csv => csv::importer(table),
        Kind::Wikidata => wikidata::importer(dump),
        Kind::OpenSanctions => opensanctions::importer(),
        Kind::Congress => congress::importer(),
        Kind::Geonames => geonames::importer(geonames::GeonamesOptions::default()).expect("no second file is named"),
        Kind::JrcNames => jrc_names::importer(all()),
        Kind::Paranames => paranames::importer(paranames::ParanamesOptions::default()),
        Kind::Cedict => cedict::importer(),
        Kind::Spacy => spacy::importer(SpacyOptions { types: Vec::new(), case: CasePolicy::Auto }),
        Kind::Gate => gate::importer(gate::GateOptions::default()),
        Kind::Skos => {
            skos::importer(SkosOptions { kind: "topic".to_owned(), languages: all(), base: None, order: Order::Any })
        }
        Kind::Solr => solr::importer(SolrOptions { kind: "company".to_owned(), lang: None }),
    }
}
