//! Legal forms behind the Chinese name of a company: `华为技术有限公司` is `华为技术`, `某某有限责任公司` also `某某有限公司`.
//!
//! `集团` stays: `中国石油集团` and `中国石油股份` are two companies. So does a bare `公司`: without it `英国广播公司` would be any British broadcast.

use crate::dictionary::EntityType;
use crate::variants::Form;

/// Legal forms, longer ones first, in both scripts.
const FORMS: [&str; 6] = ["（股份）有限公司", "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "股份公司"];

/// The same legal form by another word, and no other company by it.
const SAME: [(&str, &str); 2] = [("有限责任公司", "有限公司"), ("有限責任公司", "有限公司")];

/// Fewer characters are no name of a company: they stand everywhere, since Chinese has no boundaries between words.
const FEWEST: usize = 4;

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    let is_chinese = !form.text.contains(|c: char| c.is_ascii_alphabetic());
    if matches!(kind, EntityType::Person | EntityType::Place | EntityType::Office) || !is_chinese {
        return;
    }
    let Some(name) = FORMS.iter().find_map(|legal| form.text.strip_suffix(legal)) else { return };
    for (from, to) in SAME {
        out.extend(form.text.strip_suffix(from).map(|name| form.rewritten(format!("{name}{to}"))));
    }
    if name.chars().count() >= FEWEST {
        out.push(form.rewritten(name.trim_end().to_owned()));
    }
}
