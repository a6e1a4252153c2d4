//! The formats that are imported, and how people call them.

/// A format of somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A table of any columns.
    Csv,
    /// The JSON dump of Wikidata.
    Wikidata,
    /// FollowTheMoney entities, as OpenSanctions exports them.
    OpenSanctions,
    /// The YAML of congress-legislators.
    Congress,
    /// A table of GeoNames.
    Geonames,
    /// The name variants of JRC-Names.
    JrcNames,
    /// The table of ParaNames.
    Paranames,
    /// CC-CEDICT, the Chinese-English dictionary.
    Cedict,
    /// Patterns for spaCy's EntityRuler.
    Spacy,
    /// Lists of a GATE gazetteer.
    Gate,
    /// A SKOS vocabulary.
    Skos,
    /// Synonyms as Solr and Elasticsearch read them.
    Solr,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: &[Self] = &[
        Self::Csv,
        Self::Wikidata,
        Self::OpenSanctions,
        Self::Congress,
        Self::Geonames,
        Self::JrcNames,
        Self::Paranames,
        Self::Cedict,
        Self::Spacy,
        Self::Gate,
        Self::Skos,
        Self::Solr,
    ];

    /// The word behind `newstag dict import`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Wikidata => "wikidata",
            Self::OpenSanctions => "opensanctions",
            Self::Congress => "congress",
            Self::Geonames => "geonames",
            Self::JrcNames => "jrc-names",
            Self::Paranames => "paranames",
            Self::Cedict => "cedict",
            Self::Spacy => "spacy",
            Self::Gate => "gate",
            Self::Skos => "skos",
            Self::Solr => "solr",
        }
    }

    /// What a file of it is, and by what one knows it.
    pub fn described(self) -> &'static str {
        match self {
            Self::Csv => "a table (CSV or TSV with a header)",
            Self::Wikidata => "a Wikidata JSON dump (an entity with id, labels and claims on each line)",
            Self::OpenSanctions => "FollowTheMoney entities (JSON with id, schema and properties on each line)",
            Self::Congress => "congress-legislators YAML (a list of legislators with id, name and terms)",
            Self::Geonames => "a GeoNames table (19 columns parted by tabs, without a header)",
            Self::JrcNames => "JRC-Names (an id, P or O, a language and a name, parted by tabs, on each line)",
            Self::Paranames => "a ParaNames table (columns wikidata_id, label, language and type, parted by tabs)",
            Self::Cedict => "CC-CEDICT (lines like 北京 北京 [Bei3 jing1] /Beijing/)",
            Self::Spacy => "spaCy EntityRuler patterns (JSON with label and pattern on each line)",
            Self::Gate => "a GATE gazetteer (lists.def or .lst)",
            Self::Skos => "a SKOS vocabulary (RDF as Turtle, N-Triples or XML)",
            Self::Solr => "Solr synonyms (lines of words parted by commas, or words => words)",
        }
    }

    /// What `source` says of its entities.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Wikidata => "Wikidata",
            Self::OpenSanctions => "OpenSanctions",
            Self::Congress => "congress-legislators",
            Self::Geonames => "GeoNames",
            Self::JrcNames => "JRC-Names",
            Self::Paranames => "ParaNames",
            Self::Cedict => "CC-CEDICT",
            Self::Spacy => "spacy",
            Self::Gate => "gate",
            Self::Skos => "skos",
            Self::Solr => "solr",
        }
    }

    /// Whether nothing in a file says for sure that it has this format, so that what nobody recognises may be of it.
    pub(super) fn is_without_a_mark(self) -> bool {
        matches!(self, Self::Csv | Self::Gate | Self::Solr)
    }
}
