//! Files that are no forms and that nobody meant to send.

/// Why a file is left aside, in Chinese and English; none for files that have to be read.
pub fn ignored(name: &str) -> Option<[&'static str; 2]> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if name.split('/').any(|part| part == "__MACOSX") || file.starts_with("._") {
        return Some(["苹果电脑的附加文件", "a by-product of macOS"]);
    }
    if file.starts_with("~$") || file.starts_with(".~") {
        return Some(["办公软件的临时文件", "a lock file of an office program"]);
    }
    match file.to_lowercase().as_str() {
        ".ds_store" | "thumbs.db" | "desktop.ini" => Some(["系统文件", "a file of the system"]),
        "smime.p7s" => Some(["邮件的数字签名", "the signature of a mail"]),
        _ if is_decisions(name) => Some(DECISIONS),
        _ => None,
    }
}

/// Why decisions files are left aside.
pub const DECISIONS: [&str; 2] = ["裁定文件", "decisions"];

/// Whether a file is called as the office's decisions are.
pub fn is_decisions(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    matches!(file.as_str(), "decisions.yaml" | "decisions.yml" | "裁定.yaml" | "裁定.yml")
}

#[cfg(test)]
mod tests {
    use super::ignored;

    #[test]
    fn by_products_are_left_aside_and_forms_are_not() {
        for name in ["~$名单.xlsx", "甲/._表.yaml", "__MACOSX/表.yaml", ".DS_Store", "x/Thumbs.db", "信.eml!/smime.p7s"]
        {
            assert!(ignored(name).is_some(), "{name}");
        }
        for name in ["表.yaml", "甲/乙.yml", "~表.yaml", "DS_Store.yaml"] {
            assert!(ignored(name).is_none(), "{name}");
        }
    }
}
