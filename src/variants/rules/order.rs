//! The usual order of a person's name: `Trump, Donald` is `Donald Trump`, `Xi Jinping` also `Jinping Xi`.

use super::title;
use crate::dictionary::EntityType;
use crate::variants::{Form, person};

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind == EntityType::Person {
        out.extend(from_list(form).or_else(|| family_last(form)));
    }
}

/// `Trump, Donald J.` as it stands in a text. What has several commas, or a degree behind the comma, is left alone.
fn from_list(form: &Form) -> Option<Form> {
    let (family, given) = form.text.split_once(", ")?;
    let is_name = |part: &str| part.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c)) && !part.is_empty();
    let first = given.split_whitespace().next()?;
    let is_given = !person::is_generation(first) && !person::is_initial(first) && !person::is_initials(first);
    let has_title = family.split_whitespace().chain(given.split_whitespace()).any(title::is_title);
    let is_whole = is_name(family) && is_name(given) && is_given && !has_title;
    let (family, given) = (capitalised(family), capitalised(given));
    let is_western =
        given.chars().chain(family.chars()).all(|c| !c.is_alphabetic() || c.is_lowercase() || c.is_uppercase());
    (is_whole && is_western)
        .then(|| Form { family: Some(family.clone()), ..form.rewritten(format!("{given} {family}")) })
}

/// A name whose family name the dictionary gives and which stands first, in Latin letters.
fn family_last(form: &Form) -> Option<Form> {
    let family = form.family.as_deref()?;
    let given = form.text.strip_prefix(family)?.strip_prefix(' ')?.trim();
    let is_latin = form.text.chars().all(|c| c.is_ascii_alphabetic() || " -'".contains(c));
    (is_latin && !given.is_empty()).then(|| form.rewritten(format!("{given} {family}")))
}

/// `TRUMP` with one capital: it would ask for capitals in every text.
fn capitalised(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let mut is_first = true;
    let lower = |c: char| {
        let is_start = std::mem::replace(&mut is_first, !c.is_alphabetic());
        if is_start { c.to_string() } else { c.to_lowercase().to_string() }
    };
    text.chars().map(lower).collect()
}
