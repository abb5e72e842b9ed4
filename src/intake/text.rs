//! A form within a text: where it begins and ends among greetings, quotes and signatures.

use std::collections::BTreeSet;

use crate::formats::yaml::is_mark;

/// The part of a text that is the form, as YAML.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub yaml: String,
    /// The line of the text on which it begins, from 1.
    pub first_line: u32,
    /// Characters that were taken off the beginning of its lines.
    pub cut: u32,
    /// Lines with words in them that stand before and after it.
    pub before: usize,
    pub after: usize,
}

/// Whether a text has a line with which a form begins.
pub fn holds_form(text: &str) -> bool {
    text.lines().any(|line| Line::of(line).begins())
}

/// The first form of a text, as mail programs leave it: quote marks and no-break spaces are taken off. It goes to the last
/// line that looks like a part of it; but if another form begins further down, it takes that in, so that it is told.
pub fn excerpt(text: &str, is_label: &dyn Fn(&str) -> bool) -> Option<Excerpt> {
    let lines: Vec<Line> = text.lines().map(Line::of).collect();
    let first = lines.iter().position(Line::begins)?;
    let mut end = end(&lines, first, is_label);
    let again = |line: &Line| line.depth == lines[first].depth && line.begins();
    while let Some(next) = lines[end..].iter().position(again) {
        end = self::end(&lines, end + next, is_label);
    }
    let words = |lines: &[Line]| lines.iter().filter(|line| !line.is_blank() && !line.is_mark()).count();
    let yaml: String = lines[first..end].iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    let cut = lines[first].cut as u32;
    Some(Excerpt {
        yaml,
        first_line: first as u32 + 1,
        cut,
        before: words(&lines[..first]),
        after: words(&lines[end..]),
    })
}

/// A line without what mail programs add to it.
struct Line {
    text: String,
    /// How often it is quoted.
    depth: usize,
    /// Characters taken off.
    cut: usize,
}

impl Line {
    fn of(line: &str) -> Line {
        let (mut rest, mut depth) = (line, 0);
        while let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') {
            rest = inner.strip_prefix([' ', '\u{A0}']).unwrap_or(inner);
            depth += 1;
        }
        let cut = line.chars().count() - rest.chars().count();
        Line { text: rest.replace('\u{A0}', " ").trim_end().to_owned(), depth, cut }
    }

    fn begins(&self) -> bool {
        matches!(self.label(), Some("表单" | "form"))
    }

    /// A remark that we put into a copy, which says nothing of the form around it.
    fn is_mark(&self) -> bool {
        is_mark(&self.text)
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn indent(&self) -> usize {
        self.text.chars().take_while(|c| c.is_whitespace()).count()
    }

    /// What stands before the first colon of either width.
    fn label(&self) -> Option<&str> {
        let item = self.text.trim_start().trim_start_matches("- ");
        item.split_once([':', '：']).map(|(label, _)| label.trim()).filter(|label| !label.is_empty())
    }

    /// Whether more lines have to follow, after blank ones too: a list, or literal text.
    fn is_open(&self) -> bool {
        self.text.ends_with([':', '：', '|', '>']) || self.text.ends_with("|-") || self.text.ends_with(">-")
    }

    /// A line that people draw above their signature.
    fn separates(&self) -> bool {
        let text = self.text.trim();
        text.chars().count() >= 2 && text.chars().all(|c| matches!(c, '-' | '—' | '=' | '_' | '*' | '─' | '`'))
    }
}

/// The line after the last one of the form that begins at `first`.
fn end(lines: &[Line], first: usize, is_label: &dyn Fn(&str) -> bool) -> usize {
    let base = lines[first].indent();
    let mut given = BTreeSet::new();
    let (mut end, mut blank, mut open) = (first + 1, false, false);
    for (index, line) in lines.iter().enumerate().skip(first + 1) {
        if line.is_mark() {
            continue;
        }
        if line.is_blank() {
            blank = true;
            continue;
        }
        if line.depth != lines[first].depth || line.separates() {
            break;
        }
        let label = line.label();
        let known = label.is_some_and(is_label);
        let belongs = if line.indent() > base || line.text.trim_start().starts_with("- ") {
            !blank || open || known
        } else if known {
            // A signature may repeat the form's own labels: 联系人, 联系电话.
            let repeated = !given.insert(label);
            if repeated && blank {
                break;
            }
            true
        } else if blank && label.is_none() {
            break;
        } else {
            label.is_some() && !blank
        };
        if belongs {
            open = line.is_open() || (open && line.indent() > base);
            (end, blank) = (index + 1, false);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, excerpt, holds_form};

    fn read(text: &str) -> Option<Excerpt> {
        excerpt(text, &|label| ["姓名", "手机", "个人简介", "学员", "联系人", "性别"].contains(&label))
    }

    fn lines(text: &str) -> Vec<String> {
        read(text).map(|it| it.yaml.lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    #[test]
    fn greeting_and_signature_stay_outside() {
        let text = "您好：\n\n附上表格。\n\n表单: card\n姓名: 测试甲\n\n手机: 138\n\n谢谢！\n联系人：测试乙\n";
        let excerpt = read(text).unwrap();
        assert_eq!(excerpt.yaml, "表单: card\n姓名: 测试甲\n\n手机: 138\n");
        assert_eq!((excerpt.first_line, excerpt.cut, excerpt.before, excerpt.after), (5, 0, 2, 2));
        for signature in [
            "--\n联系人：乙",
            "发自我的手机",
            "\n示例学会\n测试乙",
            "\n\n    测试乙\n    2025年",
            "\n手机: 010",
            "————\n姓名: 乙",
        ] {
            let text = format!("表单: card\n联系人: 甲\n手机: 138\n姓名: 测试甲\n{signature}\n");
            assert_eq!(lines(&text).len(), 4, "{signature}");
        }
    }

    #[test]
    fn lists_and_literal_texts_belong_whole_and_so_do_slips() {
        let literal = "表单: card\n个人简介: |\n  第一段。\n\n  第二段。";
        assert_eq!(lines(&format!("{literal}\n\n谢谢")).join("\n"), literal);
        let roster = "表单: roster\n学员:\n- 姓名: 甲\n  性别: 男\n\n- 姓名: 乙\n  性别: 女";
        assert_eq!(lines(&format!("{roster}\n\n顺颂")).join("\n"), roster);
        // A misspelt label, a full-width colon and a wrapped line are told where they stand, not left out.
        let slips = "表单：card\n性名: 测试甲\n手机：138\n这一行\n没有冒号\n姓名: 甲\n个人筒介: 无";
        assert_eq!(lines(slips).join("\n"), slips);
    }

    #[test]
    fn quote_marks_and_no_break_spaces_are_taken_off() {
        let excerpt = read("原文如下\n> > 表单: roster\n> > 学员:\n>>\u{A0}\u{A0}- 姓名:\u{A0}甲\n> 再问好\n").unwrap();
        assert_eq!(excerpt.yaml, "表单: roster\n学员:\n - 姓名: 甲\n");
        assert_eq!((excerpt.first_line, excerpt.cut, excerpt.before, excerpt.after), (2, 4, 1, 1));
    }

    #[test]
    fn a_second_form_is_never_left_out_in_silence() {
        let text = "表单: card\n姓名: 甲\n---\n表单: card\n姓名: 乙\n\n祝好\n";
        assert_eq!(lines(text).len(), 5);
    }

    #[test]
    fn texts_without_a_form_have_none() {
        for text in ["", "您好，附件是表格，请查收。", "表单见附件", "报名表单: 附件"] {
            assert!(read(text).is_none() && !holds_form(text), "{text}");
        }
        assert!(holds_form("> 表单：card"));
    }
}
