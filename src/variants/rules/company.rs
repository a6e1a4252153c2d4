//! Legal forms behind the name of a company, dropped or exchanged: `Foo Bar, Inc.` is `Foo Bar`, `Foo Bar Inc` and `Foo Bar Incorporated`.
//!
//! Dots at the end need no form: where a name ends in `Inc`, the text may go on with a dot. `Group` and `Holdings` are no legal forms: a group
//! and its parts are several companies.

mod alone;

use crate::dictionary::EntityType;
use crate::variants::Form;

/// Legal forms: how they are written in short, and in full where that is usual.
const FORMS: [(&str, Option<&str>); 41] = [
    ("Inc", Some("Incorporated")),
    ("Corp", Some("Corporation")),
    ("Co", Some("Company")),
    ("Ltd", Some("Limited")),
    ("Ltda", Some("Limitada")),
    ("Bhd", Some("Berhad")),
    ("Pvt", Some("Private")),
    ("PLC", None),
    ("plc", None),
    ("LLC", None),
    ("LLP", None),
    ("LP", None),
    ("LLLP", None),
    ("Pty", None),
    ("Pte", None),
    ("Sdn", None),
    ("Tbk", None),
    ("GmbH", None),
    ("AG", None),
    ("KG", None),
    ("KGaA", None),
    ("SE", None),
    ("SA", None),
    ("SAS", None),
    ("SARL", None),
    ("SAB", None),
    ("CV", None),
    ("SL", None),
    ("SpA", None),
    ("SPA", None),
    ("Srl", None),
    ("NV", None),
    ("BV", None),
    ("AB", None),
    ("ASA", None),
    ("A/S", None),
    ("Oyj", None),
    ("Oy", None),
    ("KK", None),
    ("JSC", None),
    ("PJSC", None),
];

/// Legal forms of several words, the longer first, and their short form.
const LONG: [(&[&str], &str); 6] = [
    (&["public", "joint", "stock", "company"], "PJSC"),
    (&["open", "joint", "stock", "company"], "OJSC"),
    (&["closed", "joint", "stock", "company"], "CJSC"),
    (&["joint", "stock", "company"], "JSC"),
    (&["limited", "liability", "company"], "LLC"),
    (&["public", "limited", "company"], "PLC"),
];

/// The parts of a company's name.
struct Company<'n> {
    name: &'n [&'n str],
    /// The legal forms behind it, as places in [`FORMS`].
    legal: Vec<usize>,
}

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if matches!(kind, EntityType::Person | EntityType::Place | EntityType::Office) {
        return;
    }
    let words: Vec<&str> = form.text.split_whitespace().filter(|word| !is_state(word)).collect();
    if let Some((name, short)) = with_long_form(&words) {
        let name = name.join(" ").trim_end_matches(',').to_owned();
        out.push(form.rewritten(format!("{name} {short}")));
        out.extend(alone::says_who(&name).then(|| form.rewritten(name)));
        return;
    }
    let Some(company) = Company::of(&words) else { return };
    let name = company.name.join(" ");
    let name = name.trim_end_matches(',');
    out.extend(company.endings().into_iter().map(|ending| form.rewritten(format!("{name}{ending}"))));
    out.extend(company.alone().map(|name| form.rewritten(name)));
}

impl<'n> Company<'n> {
    fn of(words: &'n [&'n str]) -> Option<Self> {
        let count = words.iter().rev().take_while(|word| legal_form(word).is_some()).count();
        let (name, behind) = words.split_at(words.len() - count);
        let legal: Vec<usize> = behind.iter().filter_map(|word| legal_form(word)).collect();
        let is_no_name = matches!(name, [word] if alone::is_no_name(word.trim_end_matches(',')));
        (!name.is_empty() && !legal.is_empty() && !is_no_name).then_some(Self { name, legal })
    }

    /// The name without any legal form. `Smith & Co` is no `Smith`, and `The Foo` waits until its article is gone.
    fn alone(&self) -> Option<String> {
        let name = match self.name {
            [name @ .., "&" | "and"] => (name.len() > 1).then_some(name)?,
            name => name,
        };
        let name = name.join(" ");
        let name = name.trim_end_matches(',');
        alone::says_who(name).then(|| name.to_owned())
    }

    /// The legal forms in short and in full, with and without a comma ahead; behind `&` there is none.
    fn endings(&self) -> Vec<String> {
        let short: Vec<&str> = self.legal.iter().map(|at| FORMS[*at].0).collect();
        let full: Vec<&str> = self.legal.iter().map(|at| FORMS[*at].1.unwrap_or(FORMS[*at].0)).collect();
        let joined = [short.join(" "), short.join("., "), short.join(". "), full.join(" ")];
        let takes_comma = !matches!(self.name, [.., "&" | "and"]);
        let commas = joined.iter().take(2).filter(|_| takes_comma).map(|ending| format!(", {ending}"));
        joined.iter().map(|ending| format!(" {ending}")).chain(commas).collect()
    }
}

/// The place of a legal form: it begins with a capital, or is written just so.
fn legal_form(word: &str) -> Option<usize> {
    let plain: String = word.chars().filter(|c| !matches!(c, '.' | ',' | '(' | ')')).collect();
    let is_it = |(short, full): &(&str, Option<&str>)| {
        let may_vary = full.is_some() && plain.starts_with(char::is_uppercase);
        *short == plain
            || may_vary
                && (plain.eq_ignore_ascii_case(short) || full.is_some_and(|full| plain.eq_ignore_ascii_case(full)))
    };
    FORMS.iter().position(is_it)
}

/// The name ahead of a legal form of several words, and the form in short.
fn with_long_form<'w, 'n>(words: &'w [&'n str]) -> Option<(&'w [&'n str], &'static str)> {
    LONG.iter().find_map(|(long, short)| {
        let (name, behind) = words.split_at(words.len().checked_sub(long.len())?);
        let is_it = behind.iter().zip(*long).all(|(word, long)| word.eq_ignore_ascii_case(long));
        (is_it && name.len() > 1).then_some((name, *short))
    })
}

/// Registers put a state behind a name: `ACME INC /DE/`.
fn is_state(word: &str) -> bool {
    word.len() > 2 && word.starts_with('/') && word.ends_with('/')
}
