//! What joins a name in a script without spaces with what stands beside it: `鲁斯·罗斯`, `俄罗斯`.

use std::ops::Range;

/// Characters that mostly write sounds of other languages, where they stand behind a name that is written so.
const SOUNDS_BEHIND: &str = "斯尔特克德姆尼亚拉娜莱塞福逊森夫娃蒂茨兹诺维茜莎爾亞萊遜維絲茲諾";

/// The same, where they stand ahead of one.
const SOUNDS_AHEAD: &str = "俄阿埃艾奥奧巴贝貝弗布查达達戴德迪蒂菲格霍吉卡凯凱科克库庫莱萊兰蘭劳勞勒洛马馬麦麥莫纳納尼诺諾欧歐帕佩皮普切乔喬萨薩塞斯塔泰特托瓦维維沃希亚亞";

/// Whether a middle dot joins a span with a letter beside it.
pub fn is_joined(text: &str, span: &Range<usize>) -> bool {
    let (ahead, behind) = text.as_bytes().split_at(span.end);
    let beside = [ahead[..span.start].last(), behind.first()];
    // No middle dot is ASCII, as what stands beside nearly every name is.
    if beside.into_iter().flatten().all(u8::is_ascii) {
        return false;
    }
    let is_dot = |c: char| matches!(c, '·' | '•' | '‧' | '・');
    let joins =
        |first: Option<char>, next: Option<char>| first.is_some_and(is_dot) && next.is_some_and(char::is_alphabetic);
    let (mut ahead, mut behind) = (text[..span.start].chars(), text[span.end..].chars());
    joins(ahead.next_back(), ahead.next_back()) || joins(behind.next(), behind.next())
}

/// Whether a span in Han characters that write sounds goes on beside it: `罗斯` in `罗斯福` and in `俄罗斯`.
pub fn is_transliterated_on(text: &str, span: &Range<usize>) -> bool {
    let is_sound = |c: char| SOUNDS_BEHIND.contains(c) || SOUNDS_AHEAD.contains(c);
    let is_behind = || text[span.end..].chars().next().is_some_and(|c| SOUNDS_BEHIND.contains(c));
    let is_ahead = || text[..span.start].chars().next_back().is_some_and(|c| SOUNDS_AHEAD.contains(c));
    let form = &text[span.clone()];
    !form.is_ascii() && form.chars().all(|c| !c.is_ascii()) && form.chars().any(is_sound) && (is_behind() || is_ahead())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, name: &str) -> Range<usize> {
        let start = text.find(name).expect("it is in the text");
        start..start + name.len()
    }

    #[test]
    fn a_middle_dot_joins() {
        assert!(is_joined("鲁斯·罗斯说", &span("鲁斯·罗斯说", "罗斯")));
        assert!(is_joined("鲁斯·罗斯说", &span("鲁斯·罗斯说", "鲁斯")));
        assert!(!is_joined("• 罗斯说", &span("• 罗斯说", "罗斯")));
    }

    #[test]
    fn sounds_go_on() {
        let goes_on = |text| is_transliterated_on(text, &span(text, "罗斯"));
        assert!(goes_on("总统罗斯福说") && goes_on("在俄罗斯说"));
        assert!(!goes_on("商务部长罗斯说") && !goes_on("罗斯"));
        assert!(!is_transliterated_on("刘德华", &span("刘德华", "刘")), "a family name writes no sound");
    }
}
