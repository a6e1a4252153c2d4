//! Which rules are asked, and which findings fail.

use crate::check::{Counts, Rule, corpus};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use std::io::{self, Write};

#[derive(Args, Debug)]
#[command(next_help_heading = "Rules")]
pub(super) struct Choice {
    /// List all rules
    #[arg(long)]
    pub(super) rules: bool,

    /// Ask this rule and no other; may be given several times, or several rules with commas between
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = names(), hide_possible_values = true)]
    only: Vec<String>,

    /// Do not ask this rule; may be given several times, or several rules with commas between
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = names(), hide_possible_values = true)]
    ignore: Vec<String>,
}

impl Choice {
    /// The rules that the dictionary is asked by.
    pub(super) fn of_dictionary(&self) -> impl Iterator<Item = &'static Rule> {
        Rule::ALL.iter().filter(|rule| self.has(rule.name))
    }

    /// The rules that the corpus is asked by.
    pub(super) fn of_corpus(&self) -> impl Iterator<Item = &'static corpus::Rule> {
        corpus::Rule::ALL.iter().filter(|rule| self.has(rule.name))
    }

    fn has(&self, rule: &str) -> bool {
        let is_in = |names: &[String]| names.iter().any(|name| name == rule);
        (self.only.is_empty() || is_in(&self.only)) && !is_in(&self.ignore)
    }
}

/// What makes a check fail, besides errors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Deny {
    /// A warning
    Warnings,
    /// A warning or a note
    Notes,
}

impl Deny {
    /// Whether it names something of what was found.
    pub(super) fn names(self, found: Counts) -> bool {
        match self {
            Self::Warnings => found.warnings > 0,
            Self::Notes => found.warnings + found.notes > 0,
        }
    }
}

/// Writes all rules with what they find.
pub(super) fn list(out: &mut impl Write) -> io::Result<()> {
    for (name, about) in all() {
        writeln!(out, "{name:18} {about}")?;
    }
    Ok(())
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(all().map(|(name, _)| name))
}

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_dictionary = Rule::ALL.iter().map(|rule| (rule.name, rule.about));
    of_dictionary.chain(corpus::Rule::ALL.iter().map(|rule| (rule.name, rule.about)))
}
