//! A marked copy of one returned file: what is wrong in it, at its places, in words.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::mark::{CannotMark, Mark};
use crate::formats::{docx, workbook, yaml};
use crate::lang::Lang;
use crate::model::file_name;
use crate::source::{At, Limits, Signature, signature};

/// What a returned file is, as far as it can be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Workbook,
    Document,
    Text,
}

/// Of files of other kinds.
pub const NO_COPY: CannotMark =
    CannotMark::because("只有 xlsx、docx、yaml 和 txt 可以标注", "only xlsx, docx, yaml and txt files can be marked");

/// Of files beyond [`Limits::marked_bytes`].
pub const TOO_LARGE: CannotMark = CannotMark::because("文件太大，没有另存标注副本", "it is too large to be copied");

impl Kind {
    /// By content, as far as it tells: senders rename files.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Kind> {
        match signature(bytes) {
            Some(Signature::Workbook) => Some(Kind::Workbook),
            Some(Signature::Document) => Some(Kind::Document),
            Some(_) => None,
            None => match extension(name).to_lowercase().as_str() {
                "yaml" | "yml" | "txt" | "" => Some(Kind::Text),
                _ => None,
            },
        }
    }
}

/// The file with its errors and warnings noted at their places.
pub fn marked(kind: Kind, bytes: &[u8], problems: &[&Diagnostic], lang: Lang) -> Result<Vec<u8>, CannotMark> {
    let limits = Limits::DEFAULT;
    let marks = marks(problems, lang);
    match kind {
        Kind::Workbook => workbook::mark(bytes, &marks, &limits),
        Kind::Document => docx::mark(bytes, &marks, &limits),
        Kind::Text => yaml::mark(bytes, &marks),
    }
}

/// `表（已标注）.yaml` for `a.zip!/乙/表.yaml`. The extension is the one of the kind, whatever the file was called: a page or
/// a program that is a workbook besides must not be opened as a page or a program.
pub fn file_name(name: &str, kind: Kind, lang: Lang) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let extension = extension(name);
    let stem = name.strip_suffix(extension).unwrap_or(name).trim_end_matches('.');
    // A file that was sent back and forth has one such remark.
    let marks = ["（已标注）", "(marked)"];
    let stem = marks.iter().fold(stem, |stem, mark| stem.trim_end().strip_suffix(mark).unwrap_or(stem));
    let extension = match (extension.to_lowercase().as_str(), kind) {
        ("xlsx", Kind::Workbook) | ("docx", Kind::Document) | ("yaml" | "yml" | "txt", Kind::Text) => extension,
        (_, Kind::Workbook) => "xlsx",
        (_, Kind::Document) => "docx",
        (_, Kind::Text) => "txt",
    };
    format!("{}{}.{extension}", file_name::safe(stem), lang.pick("（已标注）", " (marked)"))
}

fn extension(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => extension,
        _ => "",
    }
}

/// The problems by their places; notes say only what was understood and help nobody to mend anything.
fn marks(problems: &[&Diagnostic], lang: Lang) -> Vec<Mark> {
    let mut marks: BTreeMap<At, Mark> = BTreeMap::new();
    for problem in problems.iter().filter(|it| it.severity != Severity::Note) {
        let at = problem.place.at;
        let mark = marks.entry(at).or_insert(Mark { at, severity: problem.severity, lines: Vec::new() });
        mark.severity = mark.severity.min(problem.severity);
        let line = line(problem, lang);
        if !mark.lines.contains(&line) {
            mark.lines.push(line);
        }
    }
    marks.into_values().collect()
}

/// What is wrong, and how to mend it.
fn line(problem: &Diagnostic, lang: Lang) -> String {
    let whole = problem.place.at == At::File;
    let kind = match (problem.severity, whole) {
        (Severity::Error, false) => lang.pick("问题：", "Problem: "),
        (Severity::Error, true) => lang.pick("问题（整份文件）：", "Problem (whole file): "),
        (_, false) => lang.pick("提醒：", "Please check: "),
        (_, true) => lang.pick("提醒（整份文件）：", "Please check (whole file): "),
    };
    let end = lang.pick("。", ".");
    let sentence = |text: String| if text.ends_with(['。', '？', '！', '.', '?', '!']) { text } else { text + end };
    let message = sentence(problem.problem.message(lang));
    let help = problem.problem.help(lang).map(|help| {
        let label = match lang {
            Lang::Zh if help.starts_with('请') || help.ends_with('？') => "",
            Lang::Zh => "怎么改：",
            Lang::En => " What to do: ",
        };
        format!("{label}{}", sentence(help))
    });
    format!("{kind}{message}{}", help.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Kind, file_name};
    use crate::lang::Lang;

    #[test]
    fn copies_are_called_like_their_files() {
        let name = |name, kind| file_name(name, kind, Lang::Zh);
        assert_eq!(name("a.zip!/乙/表.YAML", Kind::Text), "表（已标注）.YAML");
        assert_eq!(name("表（已标注）.xlsx", Kind::Workbook), "表（已标注）.xlsx");
        assert_eq!(name("汇总表.zip", Kind::Workbook), "汇总表（已标注）.xlsx");
        assert_eq!(name("汇总表.html", Kind::Workbook), "汇总表（已标注）.xlsx");
        assert_eq!(name("登记表.hta", Kind::Document), "登记表（已标注）.docx");
        assert_eq!(name("附件", Kind::Text), "附件（已标注）.txt");
        assert_eq!(name("aux.docx", Kind::Document), "_aux（已标注）.docx");
        assert_eq!(file_name("表.docx", Kind::Document, Lang::En), "表 (marked).docx");
    }
}
