//! Writing YAML: scalars that every YAML reader reads alike.

/// A text as a YAML scalar, quoted only where it needs quotes; read alike by YAML 1.1 and 1.2 readers.
pub fn scalar(text: &str) -> String {
    // In a block scalar the lines at the end would be lost with the line end of the scalar itself.
    if text.ends_with('\n') {
        return quoted(text);
    }
    let written = serde_saphyr::to_string(&text).unwrap_or_default();
    written.trim_end_matches('\n').to_owned()
}

/// A text as a YAML scalar that stays on one line, whatever is in it.
pub fn line(text: &str) -> String {
    let plain = scalar(text);
    if !plain.contains('\n') && !text.contains(char::is_control) { plain } else { quoted(text) }
}

/// In double quotes (YAML 1.2.2, 7.3.1).
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{line, scalar};

    #[test]
    fn a_line_stays_one_and_is_read_alike_by_another_reader() {
        let long = "核实，".repeat(200);
        for text in
            ["", "a\nb\n", "\t", "\"\\\n", "电话核实\r\n", "~", "{ a: b }", "- 甲", " 甲 ", "\u{85}\n", long.as_str()]
        {
            let written = line(text);
            assert!(!written.contains('\n'), "{written}");
            let read: String = yaml_serde::from_str(&written).expect("a scalar");
            assert_eq!(read, text, "{written}");
        }
    }

    #[test]
    fn what_we_write_is_read_alike_by_another_reader() {
        for text in [
            "姓名",
            "2025",
            "yes",
            "1985-03",
            "a: b",
            "#x",
            "- x",
            "",
            "工作单位及职务、职称",
            "“领航”",
            "null",
            "0123",
            "\n",
            "甲\n乙\n\n",
        ] {
            let read: String = yaml_serde::from_str(&scalar(text)).expect("a scalar");
            assert_eq!(read, text);
        }
        assert_eq!(scalar("工作单位及职务、职称"), "工作单位及职务、职称");
    }
}
