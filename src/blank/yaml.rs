//! A blank form in YAML: Chinese labels, hints and allowed values as comments, nothing to delete before it is returned.

use crate::formats::yaml::scalar;
use crate::kinds;
use crate::lang::Lang;
use crate::model::{Answers, Field, Form, Kind, Layout, Programme};

/// More options than this are told by the guide, not one by one.
const OPTIONS_SHOWN: usize = 60;
/// Comment lines are wrapped at about this many characters, so that they are read without scrolling.
const COMMENT_CHARS: usize = 60;

/// The text of a blank form. Its first line names the JSON Schema for editors that know it.
pub fn yaml(form: &Form, programme: &Programme) -> String {
    let mut text = format!("# yaml-language-server: $schema={}.schema.json\n", form.id);
    let mut comment = |line: String| text.push_str(&commented(&line, ""));
    comment(form.title.clone());
    comment(programme.title.clone());
    if form.is_roster() {
        comment("一个单位一份。".to_owned());
    } else if form.lists_people() {
        comment("一人一份。".to_owned());
    } else if form.is_anonymous() {
        comment("一人一份，不写姓名和单位。".to_owned());
    }
    comment("在英文冒号和空格后面填写；以 # 开头的是说明，不用填，也不用删。".to_owned());
    comment("标“必填”的都要填；日期、号码照样写，不用加引号。".to_owned());
    for deadline in &programme.deadlines {
        comment(format!("{}（{}）：{}", deadline.label, deadline.audience, deadline.text()));
    }
    if let Some(privacy) = &form.privacy {
        comment(format!(
            "个人信息：由{}用途：{}保存：{}",
            stop(&privacy.who),
            stop(&privacy.why),
            stop(&privacy.how_long)
        ));
    }
    text.push('\n');
    text.push_str(&format!("表单: {}\n\n", scalar(&form.id)));
    match &form.layout {
        Layout::Card => {
            for field in &form.fields {
                text.push_str(&line(field, ""));
            }
        }
        Layout::Roster { records, .. } => {
            for field in &form.header {
                text.push_str(&line(field, ""));
            }
            text.push_str(&commented("全部：替换本单位以前报送的名单；补充：在以前的名单上增加人选。", ""));
            text.push_str("报送方式: 全部\n\n");
            text.push_str(&commented("每人一组，以“- ”开头；要加人，就把一组整个复制到下面再填。", ""));
            text.push_str(&format!("{}:\n", scalar(records)));
            for (index, field) in form.fields.iter().enumerate() {
                let (first, rest) = if index == 0 { ("  - ", "    ") } else { ("    ", "    ") };
                let written = line(field, rest);
                // The dash stands before the label, below the comments of the first field.
                let at = written.rfind(&format!("{rest}{}", scalar(&field.label))).unwrap_or(0);
                text.push_str(&written[..at]);
                text.push_str(first);
                text.push_str(&written[at + rest.len()..]);
            }
        }
    }
    for (index, note) in form.notes.iter().enumerate() {
        if index == 0 {
            text.push('\n');
        }
        text.push_str(&commented(&format!("说明{}：{note}", index + 1), ""));
    }
    text
}

/// A roster form with answers in it: what is returned and nothing else.
pub fn yaml_with(form: &Form, records: &str, answers: &Answers) -> String {
    let mut text = format!("表单: {}\n", scalar(&form.id));
    for (at, field) in form.header.iter().enumerate().filter(|(at, _)| !answers.header(*at).is_empty()) {
        text.push_str(&format!("{}: {}\n", scalar(&field.label), value(answers.header(at))));
    }
    text.push_str(&format!("报送方式: 全部\n{}:\n", scalar(records)));
    for row in &answers.rows {
        let mut indent = "  - ";
        for (field, answer) in form.fields.iter().zip(row).filter(|(_, answer)| !answer.is_empty()) {
            text.push_str(&format!("{indent}{}: {}\n", scalar(&field.label), value(answer)));
            indent = "    ";
        }
    }
    text
}

/// Texts of several lines stand in one, whatever their lines begin with: double quotes are those of JSON.
fn value(text: &str) -> String {
    match text.contains(char::is_control) {
        true => serde_json::Value::from(text).to_string(),
        false => scalar(text),
    }
}

/// One field: its comments, then its label with nothing behind it.
fn line(field: &Field, indent: &str) -> String {
    let need = match (field.required, field.recommended) {
        (true, _) => "必填",
        (_, true) => "核对需要，请填",
        _ => "选填",
    };
    let mut parts = vec![need.to_owned()];
    parts.extend(kinds::faces(field.kind).hint(field, Lang::Zh));
    // One example is enough: many kinds bring their own.
    let shown = parts.iter().any(|part| part.contains("例如"));
    if let Some(example) = field.example.as_ref().filter(|_| !shown) {
        parts.push(format!("例如 {example}"));
    }
    if field.kind == Kind::LongText {
        parts.push("要分行时，冒号后面写 |，下面各行前面空两格".to_owned());
    }
    let mut text = commented(&parts.join("；"), indent);
    let options: Vec<&str> = field.choices.list.iter().map(|choice| choice.value.as_str()).collect();
    if !options.is_empty() && options.len() <= OPTIONS_SHOWN {
        text.push_str(&commented(&format!("可填：{}", options.join("、")), indent));
    }
    text.push_str(&format!("{indent}{}: \n", scalar(&field.label)));
    text
}

/// A comment, wrapped behind a mark where there is one; all lines alike.
fn commented(text: &str, indent: &str) -> String {
    let mut lines = vec![String::new()];
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    for c in text.chars() {
        let last = lines.len() - 1;
        lines[last].push(c);
        if width(&lines[last]) > COMMENT_CHARS * 2 {
            let marks = ['，', '。', '；', '：', '、'];
            // A mark near the beginning would leave a ragged line; a line without any is cut where it ends.
            let half = lines[last].len() / 2;
            let at =
                lines[last].rfind(marks).filter(|at| *at > half).map_or(lines[last].len(), |at| at + '，'.len_utf8());
            let rest = lines[last].split_off(at);
            lines.push(rest);
        }
    }
    lines.iter().filter(|line| !line.is_empty()).map(|line| format!("{indent}# {}\n", line.trim())).collect()
}

/// A sentence with its stop, whether or not it came with one.
fn stop(text: &str) -> String {
    format!("{}。", text.trim_end_matches('。'))
}
