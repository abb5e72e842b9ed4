//! Files that are no forms in any format that is read: what each one is, by its bytes first and its name second.

use super::extension;
use crate::diagnostic::{ReceivedProblem, Words};
use crate::formats::workbook;
use crate::source::{Signature, signature};

const OLD_WORD: Words =
    Words(["旧的 Word 文档（.doc）或 WPS 文字（.wps）", "a Word document of old (.doc) or a WPS text (.wps)"]);
const OLD_EXCEL: Words = Words(["旧格式的表格（.xls 或 WPS 的 .et）", "a workbook of old (.xls, or WPS's .et)"]);

/// What is told of a file that cannot be a form; none where it may be one. Bytes are missing where the file is too large.
pub fn foreign(name: &str, bytes: Option<&[u8]>) -> Option<ReceivedProblem> {
    let extension = extension(name, None);
    bytes.and_then(signature).and_then(|it| by_bytes(it, &extension)).or_else(|| by_name(name, &extension))
}

fn by_bytes(signature: Signature, extension: &str) -> Option<ReceivedProblem> {
    let sheet = workbook::is_workbook(extension);
    let document = matches!(extension, "docx" | "docm");
    Some(match signature {
        Signature::Empty => ReceivedProblem::EmptyFile {},
        Signature::Pdf => ReceivedProblem::PdfFile {},
        Signature::Picture => ReceivedProblem::Picture {},
        // Excel's and Word's own names are their readers'.
        Signature::OldDocument if !document => ReceivedProblem::OldDocument { kind: OLD_WORD },
        Signature::OldSheet if !sheet => ReceivedProblem::OldSheet { kind: OLD_EXCEL },
        Signature::Rtf => {
            ReceivedProblem::OldDocument { kind: Words(["旧格式（RTF）的文档", "an RTF document"]) }
        }
        Signature::OutlookMail => ReceivedProblem::OtherMail {},
        Signature::OtherArchive => ReceivedProblem::OtherArchive {},
        Signature::Shortcut => ReceivedProblem::Shortcut {},
        Signature::OldDocument
        | Signature::OldSheet
        | Signature::Compound
        | Signature::Workbook
        | Signature::Document
        | Signature::Zip
        | Signature::Program => return None,
    })
}

fn by_name(name: &str, extension: &str) -> Option<ReceivedProblem> {
    let document = |zh, en| ReceivedProblem::OldDocument { kind: Words([zh, en]) };
    Some(match extension {
        "pdf" | "ofd" | "caj" => ReceivedProblem::PdfFile {},
        "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" | "heif" | "avif" => {
            ReceivedProblem::Picture {}
        }
        "doc" | "dot" | "wps" | "wpt" => ReceivedProblem::OldDocument { kind: OLD_WORD },
        "rtf" => document("旧格式（RTF）的文档", "an RTF document"),
        "odt" => document("别的办公软件的文档（.odt）", "an OpenDocument text (.odt)"),
        "pages" => document("苹果的 Pages 文档", "a Pages document"),
        "numbers" => ReceivedProblem::OldSheet { kind: Words(["苹果的 Numbers 表格", "a Numbers sheet"]) },
        "rar" | "7z" | "gz" | "tgz" | "tar" | "bz2" | "xz" | "z01" => ReceivedProblem::OtherArchive {},
        "lnk" | "url" | "webloc" => ReceivedProblem::Shortcut {},
        "msg" | "oft" | "mbox" | "pst" => ReceivedProblem::OtherMail {},
        _ if name.rsplit('/').next().is_some_and(|file| file.eq_ignore_ascii_case("winmail.dat")) => {
            ReceivedProblem::OtherMail {}
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn bytes_count_before_the_name() {
        let code = |name: &str, bytes: &[u8]| foreign(name, Some(bytes)).map(|it| it.code().0);
        for (name, bytes, expected) in [
            ("表.docx", b"%PDF-1.7".as_slice(), Some("E0171")),
            ("表.yaml", b"\xFF\xD8\xFF\xE0", Some("E0172")),
            ("表.doc", b"PK\x03\x04", Some("E0173")),
            ("表.wps", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some("E0173")),
            ("表.et", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", None),
            ("表.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", None),
            ("表.xlsx", b"Rar!\x1A\x07\x00", Some("E0175")),
            ("表.zip", b"7z\xBC\xAF\x27\x1C", Some("E0175")),
            ("表.docx.lnk", b"x", Some("E0176")),
            ("表.yaml", b"", Some("E0177")),
            ("winmail.dat", b"x", Some("E0178")),
            ("表.yaml", "表单: x".as_bytes(), None),
            ("表.txt", b"BM", None),
            ("表.docx", b"PK\x03\x04", None),
        ] {
            assert_eq!(code(name, bytes), expected, "{name}");
        }
        assert_eq!(foreign("大.pdf", None).map(|it| it.code().0), Some("E0171"));
        assert_eq!(foreign("大.yaml", None), None);
    }
}
