//! The labels of a form as people write them: folded, so that blanks, widths, colons, brackets and line breaks do not
//! matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Form, Layout};

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// A field of the header, by its position there.
    Header(usize),
    /// A field of a person, by its position.
    Field(usize),
    /// A printed line of the header that holds several fields, by its position.
    Line(usize),
    /// The number column.
    Serial,
    /// 表单: which form it is.
    Form,
    /// 报送方式: whether it replaces or adds.
    Mode,
}

/// A form with all its labels folded.
pub struct Labels<'a> {
    pub(super) form: &'a Form,
    meanings: BTreeMap<String, Meaning>,
    /// The first letters of all labels, folded: most texts are no labels, and need not be folded to know it.
    firsts: BTreeSet<char>,
    titles: Vec<String>,
}

/// Longer texts are no labels.
pub(super) const LONGEST: usize = 120;

/// Characters by which a cell may exceed the title in it: 附件1, a year, a version.
const AROUND_TITLE: usize = 12;

impl<'a> Labels<'a> {
    pub fn new(form: &'a Form) -> Labels<'a> {
        let mut meanings = BTreeMap::new();
        let mut add = |text: &str, meaning: Meaning| {
            for folded in [fold(text), fold(without_brackets(text).as_str())] {
                if !folded.is_empty() {
                    meanings.entry(folded).or_insert(meaning);
                }
            }
        };
        for (at, field) in form.fields.iter().enumerate() {
            spellings(field).for_each(|text| add(text, Meaning::Field(at)));
        }
        for (at, field) in form.header.iter().enumerate() {
            spellings(field).for_each(|text| add(text, Meaning::Header(at)));
        }
        for (at, line) in form.header_lines.iter().enumerate() {
            add(&line.label, Meaning::Line(at));
        }
        if let Layout::Roster { serial, .. } = &form.layout {
            add(serial, Meaning::Serial);
        }
        ["序号", "编号", "序", "No"].into_iter().for_each(|text| add(text, Meaning::Serial));
        ["表单", "form"].into_iter().for_each(|text| add(text, Meaning::Form));
        ["报送方式", "mode"].into_iter().for_each(|text| add(text, Meaning::Mode));
        let titles = [form.title.as_str(), form.roster_title()].into_iter().map(fold);
        let firsts = meanings.keys().filter_map(|label| label.chars().next()).collect();
        Labels { form, meanings, firsts, titles: titles.collect() }
    }

    /// What a text says that is a label and nothing else.
    pub(super) fn meaning(&self, text: &str) -> Option<Meaning> {
        if text.len() > 4 * LONGEST || !self.may_begin(text) || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let known = |folded: &str| self.meanings.get(folded).copied();
        known(&fold(text)).or_else(|| known(&fold(unnumbered(text)))).or_else(|| known(&fold(&without_brackets(text))))
    }

    /// Whether a text begins as some label does, a bracket or a number before it aside.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        for c in text.trim_start().chars().take(8) {
            match half(c) {
                '(' | '[' | '【' | '〔' => return true,
                c if self.firsts.contains(&c.to_ascii_lowercase()) => return true,
                c if c.is_alphanumeric() && !c.is_ascii_digit() => return false,
                _ => {}
            }
        }
        false
    }

    /// What the key of a field says.
    pub(super) fn of_key(&self, key: &str) -> Option<Meaning> {
        let position = |fields: &[Field]| fields.iter().position(|field| field.key == key);
        position(&self.form.fields).map(Meaning::Field).or_else(|| position(&self.form.header).map(Meaning::Header))
    }

    /// Whether a text is the form's title, perhaps with a few words around it.
    pub(super) fn is_title(&self, text: &str) -> bool {
        if text.chars().nth(LONGEST).is_some() {
            return false;
        }
        let folded = fold(text);
        let fits = |title: &String| folded.chars().count() <= title.chars().count() + AROUND_TITLE;
        self.titles.iter().any(|title| folded.contains(title.as_str()) && fits(title))
    }

    /// The fields that a meaning stands for, with their positions' meanings.
    pub(super) fn fields(&self, meaning: Meaning) -> Vec<&'a Field> {
        let form = self.form;
        match meaning {
            Meaning::Header(at) => vec![&form.header[at]],
            Meaning::Field(at) => vec![&form.fields[at]],
            Meaning::Line(at) => {
                let keys = &form.header_lines[at].fields;
                form.header.iter().filter(|field| keys.contains(&field.key)).collect()
            }
            Meaning::Serial | Meaning::Form | Meaning::Mode => Vec::new(),
        }
    }
}

fn spellings(field: &Field) -> impl Iterator<Item = &str> {
    let own = [&*field.label, field.key.as_str()];
    own.into_iter().chain(field.printed.as_deref()).chain(field.aliases.iter().map(String::as_str))
}

/// Letters and digits alone, half-width and lower-case.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(half).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A label without its number: `1. `, `（2）`, `3、`.
fn unnumbered(text: &str) -> &str {
    let inner = text.trim_start().trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(inner.len() - rest.len()));
    if is_number && rest.starts_with(['.', '．', '、', ')', '）']) { rest } else { text }
}

/// A text without what stands in brackets: （加盖公章）, （签字）, hints.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// A label and a value that stand in one cell.
#[derive(Debug, PartialEq)]
pub(super) struct Inline<'t> {
    pub meaning: Meaning,
    pub value: &'t str,
    /// Whether the text begins with the label.
    pub opens: bool,
}

/// Longer texts hold no labels with their values, but sentences.
const LONGEST_INLINE: usize = 240;

/// Letters of a label before its colon, and colons that are looked at.
const BEFORE_COLON: usize = 40;
const COLONS: usize = 8;

/// The labels within a text that are followed by a colon, each with what stands behind it up to the next one:
/// `推荐单位（加盖公章）：示例学会  联系人及电话：测试乙 010-00000000`. A label that opens the text does without a colon where a blank,
/// a bracket or a number sets the value apart.
pub(super) fn inline<'t>(text: &'t str, labels: &Labels) -> Vec<Inline<'t>> {
    if text.len() > 4 * LONGEST_INLINE || text.chars().nth(LONGEST_INLINE).is_some() {
        return Vec::new();
    }
    // Where each label begins, and where its value does.
    let mut found: Vec<(usize, usize, Meaning)> = Vec::new();
    for (colon, mark) in text.match_indices([':', '：']).take(COLONS) {
        let from = found.last().map_or(0, |(_, value, _)| *value);
        let mut starts: Vec<usize> =
            text[from..colon].char_indices().rev().take(BEFORE_COLON).map(|(at, _)| from + at).collect();
        starts.reverse();
        let label = starts.into_iter().find_map(|at| Some((at, labels.meaning(&text[at..colon])?)));
        if let Some((start, meaning)) = label {
            found.push((start, colon + mark.len(), meaning));
        }
    }
    if found.is_empty() {
        return without_colon(text.trim(), labels).into_iter().collect();
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]).collect();
    let is_filler = |c: char| c.is_whitespace() || matches!(c, '_' | '＿' | '；' | ';');
    let inline = found.into_iter().zip(ends).map(|((start, value, meaning), end)| Inline {
        meaning,
        value: text[value..end].trim_matches(is_filler),
        opens: text[..start].trim().is_empty(),
    });
    inline.collect()
}

/// `推荐单位 示例学会`, `推荐单位（加盖公章）示例学会`, `填表日期2025年8月10日`.
fn without_colon<'t>(text: &'t str, labels: &Labels) -> Option<Inline<'t>> {
    if text.is_empty() || labels.meaning(text).is_some() {
        return None;
    }
    let blank = text.find(char::is_whitespace);
    let bracket = text.find([')', '）']).map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let digit = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0);
    let ends = [bracket, blank, digit].into_iter().flatten();
    let mut apart = ends.map(|end| text.split_at(end)).filter(|(_, value)| !value.trim().is_empty());
    apart.find_map(|(label, value)| Some(Inline { meaning: labels.meaning(label)?, value: value.trim(), opens: true }))
}

/// A name and a number that stand in one text: `测试乙 010-00000000`, `测试乙（电话13800000000）`, in either order.
pub(super) fn name_and_number(text: &str) -> (&str, &str) {
    let is_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '+' | '＋' | '(' | '（');
    let is_filler =
        |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | ':' | '：' | '。');
    let Some(first) = text.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) else {
        return (text.trim(), "");
    };
    let name = &text[..first];
    // A bracket or a plus before the first digit belongs to the number.
    let open = name.trim_end_matches(is_number);
    let (name, number) = text.split_at(open.len());
    let name = name.trim_matches(is_filler);
    let name = ["联系电话", "电话", "手机号", "手机", "tel", "Tel", "TEL"]
        .into_iter()
        .find_map(|word| name.strip_suffix(word))
        .map_or(name, |name| name.trim_matches(|c| is_filler(c) || is_number(c)));
    if !name.is_empty() {
        let unclosed = number.matches(['(', '（']).count() < number.matches([')', '）']).count();
        return (name, number.trim_end_matches(|c| unclosed && matches!(c, ')' | '）')).trim());
    }
    // The number stands first: the name is what follows its last digit.
    let last = text.rfind(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)).unwrap_or(first);
    let end = last + text[last..].chars().next().map_or(1, char::len_utf8);
    (text[end..].trim_matches(is_filler), text[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::{fold, name_and_number, without_brackets};

    #[test]
    fn the_outside_of_a_label_does_not_matter() {
        for text in ["姓名", " 姓　　名 ", "姓\n名", "姓名：", "*姓名", "【姓名】"] {
            assert_eq!(fold(text), "姓名", "{text}");
        }
        assert_eq!(fold(&without_brackets("推荐单位（加盖公章）：")), "推荐单位");
        assert_eq!(fold("Ｅ-mail"), "email");
    }

    #[test]
    fn a_name_and_a_number_come_apart() {
        for (text, parts) in [
            ("测试乙 010-00000000", ("测试乙", "010-00000000")),
            ("测试乙，13800000000", ("测试乙", "13800000000")),
            ("测试乙13800000000", ("测试乙", "13800000000")),
            ("测试乙（010）00000000转601", ("测试乙", "（010）00000000转601")),
            ("测试乙 电话：+86 13800000000", ("测试乙", "+86 13800000000")),
            ("测试乙（13800000000）", ("测试乙", "（13800000000）")),
            ("13800000000 测试乙", ("测试乙", "13800000000")),
            ("测试乙", ("测试乙", "")),
            ("13800000000", ("", "13800000000")),
            ("", ("", "")),
        ] {
            assert_eq!(name_and_number(text), parts, "{text}");
        }
    }
}
