//! Cases as data: every file of tests/cases/matching/matching/, run in every overlap mode, with fresh and used buffers, and by the oracle as well.

mod format;

use crate::engine::{annotation, field, loaded};
use crate::oracle::matching::{self, Found};
use crate::oracle::world::{Field, Overlap, World};
use format::{Case, CaseFile, Via, Want, json_line, toml_string};
use newstag::dictionary::{Dictionary, EntityIndex};
use newstag::mention::{self, Annotation, Mention};
use newstag::tagger::Scratch;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A case and what to call it in a message.
struct Named {
    name: String,
    case: Case,
}

fn cases() -> Vec<Named> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/matching");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| file_cases(path)).collect()
}

fn file_cases(path: &std::path::Path) -> Vec<Named> {
    let stem = path.file_stem().unwrap().to_string_lossy();
    let file: CaseFile = toml::from_str(&std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let read = |lines: format::CaseLines| {
        let name = format!("{stem}: {} ({})", lines.name, lines.about);
        let case = lines.read().unwrap_or_else(|why| panic!("{name}: {why}"));
        Named { name, case }
    };
    file.case.into_iter().map(read).collect()
}

/// Fails with all messages, if there are any.
fn none_of(failures: &[String]) {
    assert!(failures.is_empty(), "{} of the cases do not hold:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    let mut used = Scratch::default();
    for Named { name, case } in cases() {
        for (overlap, wants) in [(Overlap::Longest, &case.want), (Overlap::All, &case.want_all)] {
            let tagger = loaded(&case.dictionary, overlap);
            let fresh = annotation(&tagger, &case.world, &mut Scratch::default());
            let want = lines(&case.world, wants);
            let got = lines(&case.world, &as_wants(tagger.dictionary(), &fresh, wants));
            if want != got {
                failures.push(format!("{name}, {overlap:?}\n  want {want:#?}\n  got  {got:#?}"));
            }
            for again in ["used by other cases", "used by this one"] {
                let used = annotation(&tagger, &case.world, &mut used);
                if used != fresh {
                    failures.push(format!("{name}, {overlap:?}: with a scratch {again}, the answer is another one"));
                }
            }
        }
    }
    none_of(&failures);
}

#[test]
fn the_oracle_agrees_with_the_cases() {
    let mut failures = Vec::new();
    for Named { name, case } in cases() {
        for (overlap, wants) in [(Overlap::Longest, &case.want), (Overlap::All, &case.want_all)] {
            if wants.iter().any(|want| want.via == Via::Partial) {
                continue;
            }
            let want = lines(&case.world, &bare(wants));
            let found: Vec<Want> = matching::find(&case.world, overlap).iter().map(found_want).collect();
            let got = lines(&case.world, &found);
            if want != got {
                failures.push(format!("{name}, {overlap:?}\n  want   {want:#?}\n  oracle {got:#?}"));
            }
        }
    }
    none_of(&failures);
}

#[test]
fn a_case_that_is_written_wrongly_is_refused() {
    let refusal = |want: &str| {
        let lines = format!("name = 'n'\nabout = 'a'\nnames = ['York']\ntext = 'York'\nwant = ['{want}']");
        toml::from_str::<format::CaseLines>(&lines).unwrap().read().err().unwrap_or_default()
    };
    assert_eq!(refusal("York -> York"), "");
    assert_eq!(refusal("York = York"), "there is no ` -> ` in the expectation \"York = York\"");
    assert!(refusal("Cork -> York").contains("\"Cork\" is not (or not any more) to be found"));
    assert!(refusal("York@2 -> York").contains("is not (or not any more) to be found"));
    assert!(refusal("York -> Cork").contains("no entity has the id \"Cork\""));
    assert!(refusal("York -> York via magic").contains("is all that may be"));
    assert!(refusal("York -> York gloss_of Cork").contains("nothing ahead is called so"));
    assert!(toml::from_str::<format::CaseLines>("name = 'n'\nabout = 'a'\ntext = ''\nwant = []\nwnat = []").is_err());
}

#[test]
fn no_two_cases_have_one_name() {
    let mut names = BTreeSet::new();
    let twice: Vec<String> =
        cases().into_iter().map(|named| named.name).filter(|name| !names.insert(name.clone())).collect();
    none_of(&twice);
}

/// A world as a case that can be put into tests/cases/matching/matching/, with the oracle's answer as the expectation.
pub(crate) fn reproduction(world: &World) -> String {
    let strings = |overlap| {
        let found: Vec<Want> = matching::find(world, overlap).iter().map(found_want).collect();
        lines(world, &found).iter().map(|line| toml_string(line)).collect::<Vec<_>>().join(", ")
    };
    let mut out = "[[case]]\nname = \"\"\nabout = \"\"\ndictionary = '''\n".to_owned();
    out.extend(world.entities.iter().map(|entity| json_line(entity) + "\n"));
    out += "'''\n";
    out.extend(world.title.iter().map(|title| format!("title = {}\n", toml_string(title))));
    out += &format!("text = {}\n", toml_string(&world.text));
    out.extend(world.date.iter().map(|date| format!("date = {}\n", toml_string(date))));
    out + &format!("want = [{}]\nwant_all = [{}]\n", strings(Overlap::Longest), strings(Overlap::All))
}

/// What the oracle says of a mention: where it is and whom it may mean.
fn found_want(found: &Found) -> Want {
    let ids: Vec<String> = found.candidates.iter().cloned().collect();
    let (entity, candidates) = if let [one] = &ids[..] { (Some(one.clone()), Vec::new()) } else { (None, ids) };
    Want { field: found.field, span: found.span.clone(), entity, via: Via::Name, kind: None, holder: None, candidates }
}

/// The expectations as far as the oracle has an opinion.
fn bare(wants: &[Want]) -> Vec<Want> {
    let bare = |want: &Want| {
        let several = want.candidates.iter().chain(want.entity.iter().filter(|_| want.candidates.is_empty()));
        found_want(&Found { field: want.field, span: want.span.clone(), candidates: several.cloned().collect() })
    };
    wants.iter().map(bare).collect()
}

/// What the program found, in the words of the expectations; the kind only where the expectation in its place names one.
fn as_wants(dictionary: &Dictionary, annotation: &Annotation, wants: &[Want]) -> Vec<Want> {
    let mentions = annotation.mentions.iter().enumerate();
    let asks_kind = |at: usize| wants.get(at).is_some_and(|want| want.kind.is_some());
    mentions.map(|(at, mention)| as_want(dictionary, (annotation, mention), asks_kind(at))).collect()
}

fn as_want(dictionary: &Dictionary, (found, mention): (&Annotation, &Mention), asks_kind: bool) -> Want {
    let id = |index: EntityIndex| dictionary.entity(index).id().to_owned();
    let held = mention.entity.zip(mention.holder);
    Want {
        field: field(mention),
        span: mention.span.range(),
        entity: mention.entity.map(id),
        via: via(mention),
        kind: asks_kind.then(|| mention.kind.as_str().to_owned()),
        holder: held.map(|(office, at)| dictionary.entity(office).holders().nth(at).unwrap().id().to_owned()),
        candidates: found.candidates(mention).iter().map(|candidate| id(candidate.entity)).collect(),
    }
}

fn via(mention: &Mention) -> Via {
    match (mention.via, mention.gloss_of) {
        (mention::Via::Name, None) => Via::Name,
        (mention::Via::Partial, None) => Via::Partial,
        (mention::Via::Gloss, Some(of)) => Via::Gloss(of),
        (via, of) => panic!("a mention by {via:?} that glosses {of:?}"),
    }
}

/// Mentions as a case writes them, each with its place.
fn lines(world: &World, wants: &[Want]) -> Vec<String> {
    wants.iter().map(|want| line(world, want, wants)).collect()
}

fn line(world: &World, want: &Want, all: &[Want]) -> String {
    let surface = |want: &Want| world.field(want.field)[want.span.clone()].to_owned();
    let number = world.field(want.field).char_indices().take_while(|(at, _)| *at <= want.span.start);
    let number = number.filter(|(at, _)| world.field(want.field)[*at..].starts_with(&surface(want))).count();
    let mut line = if want.field == Field::Title { "title: ".to_owned() } else { String::new() };
    line += &format!("{}@{number} -> {}", surface(want), want.entity.as_deref().unwrap_or("null"));
    if want.via == Via::Partial {
        line += " via partial";
    }
    for (word, value) in [("kind", &want.kind), ("holder", &want.holder)] {
        line.extend(value.iter().map(|value| format!(" {word} {value}")));
    }
    if !want.candidates.is_empty() {
        line += &format!(" candidates {}", want.candidates.join(", "));
    }
    if let Via::Gloss(of) = want.via {
        line += &format!(" gloss_of {}", all.get(of).map_or("(nothing)".to_owned(), surface));
    }
    line
}
