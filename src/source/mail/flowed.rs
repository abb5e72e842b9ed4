//! Texts whose mail program broke their lines to fit (`format=flowed`, RFC 3676): the lines as they were typed.

/// Joins the lines of a flowed text again. `delsp` says that the blank before a soft break was put there with it.
pub fn unwrapped(text: &str, delsp: bool) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut soft = false;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // A blank is put before lines that begin with one, with `>` or with `From`.
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        match lines.last_mut().filter(|(own, _)| soft && *own == depth && !signature) {
            Some((_, before)) => before.push_str(content),
            None => lines.push((depth, content.to_owned())),
        }
        soft = false;
        if let (Some((_, joined)), false) = (lines.last_mut(), signature) {
            // A label without a value ends its line, whatever blanks were typed behind it.
            soft = joined.ends_with(' ') && !joined.trim_end().ends_with([':', '：']) && !joined.trim().is_empty();
            if soft && delsp {
                joined.pop();
            }
        }
    }
    let quoted = |(depth, line): (usize, String)| match depth {
        0 => format!("{line}\n"),
        depth => format!("{} {line}\n", ">".repeat(depth)),
    };
    lines.into_iter().map(quoted).collect()
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn soft_breaks_are_joined_and_hard_ones_stay() {
        let text = "表单: card\n简介: 在示例大学 \n任教。\n照片: \n学员:\n   - 姓名: 甲\n     性别: 男\n> 引用的 \n> 一行\n-- \n乙";
        let joined =
            "表单: card\n简介: 在示例大学 任教。\n照片: \n学员:\n  - 姓名: 甲\n    性别: 男\n> 引用的 一行\n-- \n乙\n";
        assert_eq!(unwrapped(text, false), joined);
        assert_eq!(unwrapped("简介: 在示例 \n大学任教。", true), "简介: 在示例大学任教。\n");
    }

    #[test]
    fn a_quote_of_another_depth_is_a_line_of_its_own() {
        assert_eq!(unwrapped("> 甲 \n>> 乙 \n丙", false), "> 甲 \n>> 乙 \n丙\n");
    }
}
