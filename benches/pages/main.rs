//! What extraction alone costs: the main text of pages by dom_smoothie, on one thread, and nothing else.
//!
//! `cargo bench --bench pages -- FILE`; the file holds pages with a zero byte behind each, as `benches/web.py` makes it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use dom_smoothie::{Config, Readability, TextMode};
use std::time::Instant;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        return println!("name a file of pages with a zero byte behind each (benches/web.py makes one)");
    };
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
    let text = String::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    let start = Instant::now();
    let (mut pages, mut characters) = (0_u64, 0);
    for page in text.split_terminator('\0') {
        pages += 1;
        characters += main_text(page);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{pages} pages, {characters} characters of text, {seconds:.2} seconds");
}

fn main_text(page: &str) -> usize {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).and_then(|mut page| page.parse());
    article.map_or(0, |article| article.text_content.chars().count())
}
