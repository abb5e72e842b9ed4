//! Writing YAML: scalars that every YAML reader reads alike.

/// A text as a YAML scalar, quoted only where it needs quotes; read alike by YAML 1.1 and 1.2 readers.
pub fn scalar(text: &str) -> String {
    let written = serde_saphyr::to_string(&text).unwrap_or_default();
    written.trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::scalar;

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
        ] {
            let read: String = yaml_serde::from_str(&scalar(text)).expect("a scalar");
            assert_eq!(read, text);
        }
        assert_eq!(scalar("工作单位及职务、职称"), "工作单位及职务、职称");
    }
}
