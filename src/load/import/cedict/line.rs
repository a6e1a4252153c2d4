//! A line of CC-CEDICT in its parts.

/// What a line must look like.
pub(super) const EXPECTED: &str = "traditional simplified [pin1 yin1] /gloss/gloss/";

/// A line in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'l> {
    pub(super) traditional: &'l str,
    pub(super) simplified: &'l str,
    /// Syllables with the number of their tone, parted by spaces.
    pub(super) pinyin: &'l str,
    glosses: &'l str,
}

impl<'l> Line<'l> {
    /// The parts of a line; none where it is not built like one.
    pub(super) fn of(line: &'l str) -> Option<Self> {
        let (words, rest) = line.split_once(" [")?;
        let (traditional, simplified) = words.split_once(' ')?;
        let (pinyin, glosses) = rest.split_once("] /")?;
        // The second version of the format has two brackets around the pinyin.
        let pinyin = pinyin.trim_start_matches('[').trim_end_matches(']');
        let glosses = glosses.trim_end().strip_suffix('/')?;
        let is_whole = ![traditional, simplified, pinyin].iter().any(|part| part.is_empty());
        (is_whole && !simplified.contains(' ')).then_some(Self { traditional, simplified, pinyin, glosses })
    }

    /// The meanings, one after the other.
    pub(super) fn glosses(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        self.glosses.split('/').map(str::trim).filter(|gloss| !gloss.is_empty())
    }

    /// Whether it is a proper name: its pinyin begins with a capital (`Bei3`). A Latin letter that is spelled out (`A` in `A片`) has no tone and
    /// is none.
    pub(super) fn is_proper_name(&self) -> bool {
        let first = self.pinyin.split(' ').next().unwrap_or_default();
        let syllable = first.trim_end_matches(|c: char| c.is_ascii_digit());
        first.starts_with(|c: char| c.is_ascii_uppercase())
            && syllable.len() < first.len()
            && syllable
                .chars()
                .skip(1)
                .all(|c| c.is_alphabetic() && !c.is_ascii_uppercase() || c == ':' || c.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_told_apart() {
        let line =
            Line::of("北約 北约 [Bei3 Yue1] /NATO/abbr. for 北大西洋公約組織|北大西洋公约组织/").expect("it is a line");
        assert_eq!((line.traditional, line.simplified, line.pinyin), ("北約", "北约", "Bei3 Yue1"));
        assert_eq!(line.glosses().collect::<Vec<_>>(), ["NATO", "abbr. for 北大西洋公約組織|北大西洋公约组织"]);
    }

    #[test]
    fn both_versions_of_the_format_are_read() {
        let line = Line::of("上海 上海 [[Shang4hai3]] /Shanghai/\r").expect("it is a line");
        assert_eq!(line.pinyin, "Shang4hai3");
        assert!(line.is_proper_name());
    }

    #[test]
    fn what_is_built_otherwise_is_no_line() {
        for line in [
            "",
            "北約 [Bei3 Yue1] /NATO/",
            "北約 北约 /NATO/",
            "北約 北约 [Bei3 Yue1] NATO",
            "a b c [d] /e/",
            "北約 北约 [] /e/",
        ] {
            assert_eq!(Line::of(line), None, "{line}");
        }
    }

    #[test]
    fn capitals_tell_proper_names() {
        let is_proper =
            |pinyin: &str| Line::of(&format!("x x [{pinyin}] /y/")).is_some_and(|line| line.is_proper_name());
        for proper in ["Bei3 jing1", "E4", "A1 er3 ji2", "Lu:3 shun4"] {
            assert!(is_proper(proper), "{proper}");
        }
        for common in ["bei3 fang1", "A - pian4", "B zhan4", "zhu4 Zhou4", "AA - zhi4"] {
            assert!(!is_proper(common), "{common}");
        }
    }
}
