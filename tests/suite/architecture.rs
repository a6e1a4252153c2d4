//! The layers of ARCHITECTURE.md, read off the `crate::` paths of src/: a path that points the wrong way fails with file and line.

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

const NOUNS: &[&str] = &[
    "allowance",
    "character",
    "co_mentions",
    "common",
    "person_names",
    "span",
    "date",
    "hit",
    "mention",
    "document",
    "annotated",
    "image",
    "kept",
    "instructions",
    "prefetch",
    "dictionary",
];
const STAGES: &[&str] = &["text", "matcher", "resolve", "link", "rules", "variants"];
const JUDGES: &[&str] = &["eval", "diff"];
const EDGES: &[&str] = &["open", "json", "check", "load", "gold", "read", "write", "pipeline", "report", "cli"];

/// What nouns, stages and the tagger never name: they compute, the edges touch the world.
const WORLD_OF_STD: &[&str] = &["fs", "io", "env", "process", "net", "thread", "time"];
const WORLD_OF_CRATES: &[&str] = &["serde_json::", "clap::"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Noun,
    Stage,
    Tagger,
    Judge,
    Edge,
    Main,
}

/// The layer of a module at the crate's root.
fn layer(module: &str) -> Option<Layer> {
    match module {
        "main" => Some(Layer::Main),
        "tagger" => Some(Layer::Tagger),
        _ if NOUNS.contains(&module) => Some(Layer::Noun),
        _ if STAGES.contains(&module) => Some(Layer::Stage),
        _ if JUDGES.contains(&module) => Some(Layer::Judge),
        _ if EDGES.contains(&module) => Some(Layer::Edge),
        _ => None,
    }
}

/// Whether one module may name another.
fn may_name(from: &str, to: &str) -> bool {
    let (Some(from_layer), Some(to_layer)) = (layer(from), layer(to)) else { return false };
    match (from_layer, to_layer) {
        _ if from == to => true,
        (Layer::Main, _) => to == "cli",
        (_, Layer::Noun) | (Layer::Tagger, Layer::Stage) | (Layer::Edge, Layer::Tagger | Layer::Judge) => true,
        (Layer::Edge, Layer::Edge) => to != "cli" && (to != "pipeline" || from == "cli"),
        _ => false,
    }
}

/// A file of src/ and the module at the crate's root that it belongs to.
struct Source {
    path: PathBuf,
    module: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    gather(&root, &mut paths);
    paths.sort();
    let source = |path: PathBuf| {
        let inside = path.strip_prefix(&root).unwrap();
        let module =
            inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        Source { text: read_to_string(&path).unwrap(), module, path }
    };
    paths.into_iter().map(source).filter(|source| source.module != "lib").collect()
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The code of a file: comments blanked out, so that what remains keeps its line.
fn code(text: &str) -> String {
    let bare = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// The modules at the crate's root that code names, each with its line.
fn named_modules(code: &str, crate_name: &str) -> Vec<(usize, String)> {
    let places = code.match_indices(crate_name).filter(|(at, _)| !code[..*at].ends_with(is_part_of_a_word));
    places.flat_map(|(at, _)| heads(code, at + crate_name.len())).collect()
}

/// The names of the outer world in code, each with its line.
fn world_names(code: &str) -> Vec<(usize, String)> {
    let mut names = named_modules(code, "std::");
    names.retain(|(_, name)| WORLD_OF_STD.contains(&name.as_str()));
    for name in WORLD_OF_CRATES {
        let places = code.match_indices(name).filter(|(at, _)| !code[..*at].ends_with(is_part_of_a_word));
        names.extend(places.map(|(at, _)| (line_of(code, at), (*name).to_owned())));
    }
    names
}

/// The first segments of what follows `crate::`: one, or those of a group.
fn heads(code: &str, at: usize) -> Vec<(usize, String)> {
    let rest = &code[at..];
    let Some(group) = rest.strip_prefix('{') else { return word(code, at).into_iter().collect() };
    let mut depth = 0;
    let mut heads = word(code, at + 1).into_iter().collect::<Vec<_>>();
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.extend(word(code, at + 1 + i + 1)),
            _ => {}
        }
    }
    heads
}

fn word(code: &str, at: usize) -> Option<(usize, String)> {
    let start = at + code[at..].find(|c: char| !c.is_whitespace())?;
    let word: String = code[start..].chars().take_while(|c| is_part_of_a_word(*c)).collect();
    (!word.is_empty()).then(|| (line_of(code, start), word))
}

fn is_part_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

fn none_of(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\nARCHITECTURE.md says who may use what.\n", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let unknown = |source: &Source| layer(&source.module).is_none();
    let fault = |source: Source| format!("{}: name the layer of `{}` here", source.path.display(), source.module);
    none_of(&sources().into_iter().filter(unknown).map(fault).collect::<Vec<_>>());
}

#[test]
fn paths_point_down_the_layers() {
    let mut faults = Vec::new();
    for Source { path, module, text } in sources() {
        let crate_name = if module == "main" { "newstag::" } else { "crate::" };
        for (line, to) in named_modules(&code(&text), crate_name) {
            if !may_name(&module, &to) {
                faults.push(format!("{}:{line}: `{module}` may not name `{to}`", path.display()));
            }
        }
    }
    none_of(&faults);
}

#[test]
fn nobody_climbs_to_the_root_by_super() {
    let mut faults = Vec::new();
    for Source { path, text, .. } in sources() {
        let inside = path.components().skip_while(|part| part.as_os_str() != "src").count() - 1;
        let depth = if path.ends_with("mod.rs") { inside - 1 } else { inside };
        let code = code(&text);
        let code = code.split("#[cfg(test)]").next().unwrap();
        for (at, _) in code.match_indices(&"super::".repeat(depth)) {
            faults.push(format!("{}:{}: write `crate::`, so that it is seen", path.display(), line_of(code, at)));
        }
    }
    none_of(&faults);
}

#[test]
fn the_core_does_not_touch_the_world() {
    let mut faults = Vec::new();
    let core = |source: &Source| !matches!(layer(&source.module), Some(Layer::Edge | Layer::Main));
    for Source { path, module, text } in sources().into_iter().filter(core) {
        let code = code(&text);
        for (line, name) in world_names(&code) {
            faults.push(format!("{}:{line}: `{module}` may not name `{name}`", path.display()));
        }
    }
    none_of(&faults);
}

#[test]
fn groups_and_single_paths_are_read() {
    let code = "use crate::{\n    date::{A, B},\n    span,\n};\nfn f() { crate::text::g() }\nuse other_crate::x;";
    let names: Vec<(usize, String)> = named_modules(code, "crate::");
    let names: Vec<(usize, &str)> = names.iter().map(|(line, name)| (*line, name.as_str())).collect();
    assert_eq!(names, [(2, "date"), (3, "span"), (5, "text")]);
    assert_eq!(world_names("use std::{fmt, io};\nserde_json::from_str(x)").len(), 2);
}

#[test]
fn the_layers_are_those_of_the_page() {
    assert!(
        may_name("load", "tagger")
            && may_name("tagger", "text")
            && may_name("text", "span")
            && may_name("cli", "pipeline")
            && may_name("cli", "eval")
    );
    assert!(
        !may_name("load", "text")
            && !may_name("text", "resolve")
            && !may_name("span", "text")
            && !may_name("read", "cli")
            && !may_name("eval", "tagger")
            && !may_name("tagger", "eval")
    );
    assert!(may_name("main", "cli") && !may_name("main", "text"));
}

/// The time of day has no say in anything: a clock that jumps changes no result. How long something took is told by a clock that does not.
#[test]
fn nobody_asks_for_the_time_of_day() {
    const CLOCKS: [&str; 4] = ["SystemTime::now", "Timestamp::now", "Zoned::now", "UNIX_EPOCH.elapsed"];
    let mut files = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let asks = |file: &&PathBuf| CLOCKS.iter().any(|clock| read_to_string(file).unwrap().contains(clock));
    assert!(files.len() > 100, "{} files are too few", files.len());
    assert_eq!(files.iter().filter(asks).collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}
