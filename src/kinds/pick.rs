//! Which of fixed answers a text picks: written out, ticked among several, or several of them in one text.

use super::fold::half_width;

/// What a text picks.
#[derive(Debug, PartialEq)]
pub(super) enum Picked {
    /// Boxes, none of them ticked.
    Nothing,
    One(String),
    /// Several different answers, in the given order.
    Several(Vec<String>),
    /// Something that is none of the answers.
    Unknown,
}

const TICKED: [char; 10] = ['☑', '☒', '√', '✓', '✔', '■', '●', '◉', '☉', '◆'];
const UNTICKED: [char; 5] = ['☐', '□', '○', '◯', '◇'];

/// More parts than any list of answers has; beyond it, a text is no answer.
const MOST: usize = 64;

/// Picks among answers. `answer` gives the canonical words of a spelling that it knows.
pub(super) fn pick(text: &str, answer: &dyn Fn(&str) -> Option<String>) -> Picked {
    if let Some(one) = answer(text) {
        return Picked::One(one);
    }
    let several = match ticked(text) {
        Some(labels) if labels.is_empty() => return Picked::Nothing,
        Some(labels) => labels,
        None => parts(text, answer),
    };
    let answers: Option<Vec<String>> = several.into_iter().map(answer).collect();
    let mut answers = answers.unwrap_or_default();
    let mut seen: Vec<String> = Vec::new();
    answers.retain(|answer| {
        !seen.contains(answer) && {
            seen.push(answer.clone());
            true
        }
    });
    match answers.len() {
        0 => Picked::Unknown,
        1 => Picked::One(answers.remove(0)),
        _ => Picked::Several(answers),
    }
}

/// The labels of ticked boxes, as Word and WPS flatten them: `☑男 □女` or `男☑ 女□`. None where there are no boxes.
pub(super) fn ticked(text: &str) -> Option<Vec<&str>> {
    let is_mark = |c: char| TICKED.contains(&c) || UNTICKED.contains(&c);
    let marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).take(MOST + 1).collect();
    if marks.is_empty() || marks.len() > MOST {
        return None;
    }
    let is_filler = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | ';' | '；' | '\u{FE0F}');
    let labels: Vec<&str> = text.split(is_mark).map(|label| label.trim_matches(is_filler)).collect();
    // Marks stand before their labels, or all of them behind.
    let labels = match labels.as_slice() {
        ["", labels @ ..] => labels,
        [labels @ .., ""] => labels,
        _ => return None,
    };
    let chosen = marks.iter().zip(labels).filter(|(mark, _)| TICKED.contains(mark)).map(|(_, label)| *label);
    Some(chosen.collect())
}

/// The answers that stand in one text, one by one; a part that is no answer stays as it is.
pub(super) fn parts<'a>(text: &'a str, answer: &dyn Fn(&str) -> Option<String>) -> Vec<&'a str> {
    let is_known = |part: &str| answer(part).is_some();
    let mut found = Vec::new();
    let strong = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|' | '｜' | '\n');
    let mut undecided: Vec<&str> =
        text.split(strong).map(str::trim).filter(|part| !part.is_empty()).take(MOST).collect();
    undecided.reverse();
    while let Some(part) = undecided.pop() {
        // A blank or a 和 may be part of an answer; only where it is not does it set two apart.
        let split = match part.split_once(char::is_whitespace) {
            Some((one, rest)) if !is_known(part) => Some((one, rest.trim_start())),
            None if !is_known(part) => joined(part).filter(|(one, rest)| is_known(one) && is_known(rest)),
            _ => None,
        };
        match split {
            Some((one, rest)) if found.len() < MOST => undecided.extend([rest, one]),
            _ => found.push(part),
        }
    }
    found
}

fn joined(text: &str) -> Option<(&str, &str)> {
    text.split_once(['和', '及', '与', '或', '兼', '&'])
}

/// What is left of a spelling when blanks, brackets, quotation marks, the width of characters and the case of letters
/// are set aside.
pub(super) fn key(text: &str) -> String {
    let is_dropped = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '《' | '》' | '「' | '」' | '『' | '』')
            || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '\u{FE0E}' | '\u{FE0F}')
    };
    half_width(text).chars().filter(|c| !is_dropped(*c)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Picked, key, pick};

    fn answer(text: &str) -> Option<String> {
        ["男", "女", "甲 和乙", "丙"].contains(&text).then(|| text.to_owned())
    }

    #[test]
    fn an_answer_is_written_or_ticked() {
        let one = |text: &str| Picked::One(text.to_owned());
        for (text, picked) in [
            ("男", one("男")),
            ("☑男", one("男")),
            ("√ 男", one("男")),
            ("男√", one("男")),
            ("☑男 □女", one("男")),
            ("□男　☑女", one("女")),
            ("男□ 女■", one("女")),
            ("□男□女", Picked::Nothing),
            ("☑男☑女", Picked::Several(vec!["男".to_owned(), "女".to_owned()])),
            ("男/女", Picked::Several(vec!["男".to_owned(), "女".to_owned()])),
            ("男 女", Picked::Several(vec!["男".to_owned(), "女".to_owned()])),
            ("男或女", Picked::Several(vec!["男".to_owned(), "女".to_owned()])),
            ("男、男", one("男")),
            ("甲 和乙", one("甲 和乙")),
            ("甲 和乙，丙", Picked::Several(vec!["甲 和乙".to_owned(), "丙".to_owned()])),
            ("男或丁", Picked::Unknown),
            ("☑丁 □男", Picked::Unknown),
            ("、", Picked::Unknown),
            ("□", Picked::Nothing),
        ] {
            assert_eq!(pick(text, &answer), picked, "{text}");
        }
    }

    #[test]
    fn a_key_sets_the_outside_aside() {
        assert_eq!(key("第7期 全国学会分校班（中国林学会）"), key("第７期全国学会分校班(中国林学会)"));
        assert_eq!(key("“领航计划”"), key("领航计划"));
    }
}
