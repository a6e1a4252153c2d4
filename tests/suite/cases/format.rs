//! How a case is written: one file of tests/cases/matching/matching/, read and printed.
//!
//! ```toml
//! [[case]]
//! name = "a gloss belongs to the name ahead of it"
//! about = "explosion/spaCy#4262"                 # what asks for it: a section, a thread
//! dictionary = '''
//! {"id": "person/geng-shuang", "type": "person", "names": ["Geng Shuang", "耿爽"]}
//! '''
//! title = "…"                                    # optional
//! text = "Geng Shuang (耿爽) said"
//! date = "2019-10-09"                            # optional
//! want = ["Geng Shuang -> person/geng-shuang", "耿爽 -> person/geng-shuang gloss_of Geng Shuang"]
//! want_all = […]                                 # with `--overlap all`, where that is not the same
//! ```
//!
//! Instead of a dictionary there may be `names = ["Geng Shuang", "耿爽"]`: every name is then a `thing` of its own with the name as
//! its id. An expectation is `SURFACE -> ENTITY`, where SURFACE is the span's text, with `title: ` ahead of it if it stands there, and ENTITY
//! an id or `null`. It means the first such span behind the start of the one before; `SURFACE@2` the second such text of the field. Then may
//! follow, in this order: `via partial`, `kind K`, `holder ID` and `candidates A, B` (best first) or `gloss_of SURFACE`. What is not said must not be:
//! without `via` and `gloss_of` the mention is by name, without `candidates` it has but one, without `holder` it has none. Only
//! `kind` may be left open.

use crate::oracle::world::{Entity, Field, Name, World};
use serde::Deserialize;
use std::ops::Range;

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseFile {
    pub(super) case: Vec<CaseLines>,
}

/// A case as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseLines {
    pub(super) name: String,
    pub(super) about: String,
    #[serde(default)]
    dictionary: String,
    #[serde(default)]
    names: Vec<String>,
    title: Option<String>,
    text: String,
    date: Option<String>,
    want: Vec<String>,
    want_all: Option<Vec<String>>,
}

/// A case, read.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) world: World,
    /// The lines of the dictionary, for the program to read by itself.
    pub(super) dictionary: String,
    pub(super) want: Vec<Want>,
    pub(super) want_all: Vec<Want>,
}

/// A mention that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub(super) field: Field,
    pub(super) span: Range<usize>,
    pub(super) entity: Option<String>,
    pub(super) via: Via,
    pub(super) kind: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) candidates: Vec<String>,
}

/// What makes a span a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Via {
    Name,
    Partial,
    /// The gloss of the mention at a place among the expectations.
    Gloss(usize),
}

impl CaseLines {
    /// Reads the lines; a text that says what is wrong with them.
    pub(super) fn read(&self) -> Result<Case, String> {
        let dictionary = self.dictionary_lines()?;
        let entities = dictionary
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in the dictionary line {line}")));
        let world = World {
            entities: entities.collect::<Result<_, _>>()?,
            title: self.title.clone(),
            text: self.text.clone(),
            date: self.date.clone(),
        };
        let want = wants(&self.want, &world)?;
        let want_all = self.want_all.as_ref().map_or(Ok(want.clone()), |lines| wants(lines, &world))?;
        Ok(Case { world, dictionary, want, want_all })
    }

    fn dictionary_lines(&self) -> Result<String, String> {
        match (self.dictionary.is_empty(), &self.names[..]) {
            (false, []) => Ok(self.dictionary.clone()),
            (true, [_, ..]) => Ok(self.names.iter().map(|name| json_line(&thing(name)) + "\n").collect()),
            _ => Err("a case has a dictionary or names, and not both".to_owned()),
        }
    }
}

fn thing(name: &str) -> Entity {
    let names = vec![Name { text: name.to_owned(), ..Name::default() }];
    Entity { id: name.to_owned(), kind: "thing".to_owned(), names, ..Entity::default() }
}

fn wants(lines: &[String], world: &World) -> Result<Vec<Want>, String> {
    let mut wants: Vec<Want> = Vec::new();
    for line in lines {
        let want = want(line, world, &wants).map_err(|why| format!("{why} in the expectation {line:?}"))?;
        wants.push(want);
    }
    Ok(wants)
}

fn want(line: &str, world: &World, before: &[Want]) -> Result<Want, String> {
    let (surface, rest) = line.split_once(" -> ").ok_or("there is no ` -> `")?;
    let (field, surface) = surface.strip_prefix("title: ").map_or((Field::Text, surface), |text| (Field::Title, text));
    let taken: Vec<_> = before.iter().filter(|want| want.field == field).map(|want| want.span.clone()).collect();
    let span = place(surface, world.field(field), &taken)?;
    let (rest, gloss_of) = cut(rest, " gloss_of ");
    let (rest, candidates) = cut(rest, " candidates ");
    let (rest, holder) = cut(rest, " holder ");
    let (rest, kind) = cut(rest, " kind ");
    let (entity, via) = cut(rest, " via ");
    let ids = [entity].into_iter().filter(|id| *id != "null").chain(candidates.iter().flat_map(|ids| ids.split(", ")));
    for id in ids {
        if world.entities.iter().all(|entity| entity.id != id) {
            return Err(format!("no entity has the id {id:?}"));
        }
    }
    let glossed =
        |surface: &str| before.iter().rposition(|want| &world.field(want.field)[want.span.clone()] == surface);
    let via = match (via, gloss_of) {
        (None, None) => Via::Name,
        (Some("partial"), None) => Via::Partial,
        (None, Some(surface)) => Via::Gloss(glossed(surface).ok_or("nothing ahead is called so")?),
        _ => return Err("`via partial` or `gloss_of` is all that may be".to_owned()),
    };
    Ok(Want {
        field,
        span,
        entity: Some(entity).filter(|id| *id != "null").map(str::to_owned),
        via,
        kind: kind.map(str::to_owned),
        holder: holder.map(str::to_owned),
        candidates: candidates.map_or(Vec::new(), |ids| ids.split(", ").map(str::to_owned).collect()),
    })
}

fn cut<'t>(text: &'t str, word: &str) -> (&'t str, Option<&'t str>) {
    text.split_once(word).map_or((text, None), |(ahead, behind)| (ahead, Some(behind)))
}

/// Where a surface stands: at the place that its number says, or first behind the start of the mention before.
fn place(surface: &str, text: &str, taken: &[Range<usize>]) -> Result<Range<usize>, String> {
    let after = taken.last().map_or(0, |span| span.start);
    let numbered =
        surface.rsplit_once('@').and_then(|(surface, number)| Some((surface, number.parse::<usize>().ok()?)));
    let surface_alone = numbered.map_or(surface, |(surface, _)| surface);
    let spans = text.char_indices().map(|(start, _)| start..start + surface_alone.len());
    let mut spans = spans.filter(|span| text.get(span.clone()) == Some(surface_alone));
    let span = match numbered {
        Some((_, number)) => number.checked_sub(1).and_then(|skipped| spans.nth(skipped)),
        None => spans.find(|span| span.start >= after && !taken.contains(span)),
    };
    span.ok_or_else(|| format!("{surface:?} is not (or not any more) to be found"))
}

/// A line of a dictionary; invisible characters are written by their numbers.
pub(super) fn json_line(entity: &Entity) -> String {
    let json = serde_json::to_string(entity).unwrap();
    let escaped = |c: char| match c {
        '\'' => "\\u0027".to_owned(),
        c if is_plain(c) => c.to_string(),
        c => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    json.chars().map(escaped).collect()
}

/// A TOML string; invisible characters are written by their numbers.
pub(super) fn toml_string(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        c if is_plain(c) => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// Whether a character can be seen and stands by itself.
fn is_plain(c: char) -> bool {
    use crate::oracle::characters::{is_mark, vanishes};
    c == ' ' || !(c.is_whitespace() || c.is_control() || vanishes(c) || is_mark(c))
}
