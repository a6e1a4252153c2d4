//! Typographic apostrophes, quotes, dashes and middle dots become one of each.

use icu_properties::{CodePointSetData, props::Dash};

pub(super) fn apply(_: &super::Data, c: char, out: &mut String) {
    out.push(match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '•' | '‧' | '・' => '·',
        c if CodePointSetData::new::<Dash>().contains(c) => '-',
        c => c,
    });
}
