//! What a file is by its first bytes and by the parts in it, whatever its name says.

use std::io::Cursor;

use super::fault::damaged;
use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package};
use crate::source::{Limits, decode};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Xlsx,
    Ods,
    Xls,
    /// None of the workbooks, in Chinese and English.
    Other([&'static str; 2]),
}

impl Content {
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Content::Xlsx => ["新版电子表格（xlsx）", "a workbook (xlsx)"],
            Content::Ods => ["开放文档电子表格（ods）", "an OpenDocument spreadsheet (ods)"],
            Content::Xls => ["旧版电子表格（xls）", "an old workbook (xls)"],
            Content::Other(words) => words,
        }
    }
}

pub(super) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, FileProblem> {
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => packed(bytes, limits),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => compound(bytes),
        [b'%', b'P', b'D', b'F', ..] => Ok(Content::Other(["PDF 文件", "a PDF file"])),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => Ok(Content::Other(["图片", "a picture"])),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => Ok(Content::Other(["压缩包", "an archive"])),
        // The oldest workbooks are a stream without a container; their programs are long gone.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..] => {
            Ok(Content::Other(["很旧的电子表格（Excel 4.0 以前）", "a workbook of before Excel 5"]))
        }
        [] => Ok(Content::Other(["空文件", "an empty file"])),
        bytes => Ok(Content::Other(text(bytes)?)),
    }
}

fn packed(bytes: &[u8], limits: &Limits) -> Result<Content, FileProblem> {
    let mut package = Package::open(bytes, Kind::Workbook, limits)?;
    if package.has("mimetype") {
        let kind = package.text("mimetype")?.unwrap_or_default();
        return Ok(match kind.contains("opendocument.spreadsheet") {
            true => Content::Ods,
            false => Content::Other(["开放文档，但不是电子表格", "an OpenDocument file that is no spreadsheet"]),
        });
    }
    Ok(match package.has("[Content_Types].xml") {
        true if package.has_below("word/") => Content::Other(["Word 文档", "a Word document"]),
        true if package.has_below("ppt/") => Content::Other(["演示文稿", "a presentation"]),
        true => Content::Xlsx,
        false => Content::Other(["压缩包", "an archive"]),
    })
}

fn compound(bytes: &[u8]) -> Result<Content, FileProblem> {
    let broken = || damaged(["文件结构不完整", "its structure is incomplete"]);
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
    if file.exists("/EncryptedPackage") {
        return Err(FileProblem::PasswordProtected {});
    }
    Ok(match () {
        () if file.exists("/Workbook") || file.exists("/Book") => Content::Xls,
        () if file.exists("/WordDocument") => Content::Other(["旧版 Word 文档（doc）", "an old Word document (doc)"]),
        () => Content::Other(["别的程序的文件", "a file of another program"]),
    })
}

fn text(bytes: &[u8]) -> Result<[&'static str; 2], FileProblem> {
    const HEAD: usize = 4096;
    let head = &bytes[..bytes.len().min(HEAD)];
    // A cut in the middle of a character must not make a text something else.
    let cuts = if head.len() == HEAD { 0..4 } else { 0..1 };
    let whole = cuts.into_iter().find_map(|cut| decode(&head[..head.len() - cut]).ok());
    let Some(decoded) = whole else { return Err(damaged(["认不出的内容", "unknown content"])) };
    let start = decoded.text.trim_start().to_lowercase();
    Ok(match start.as_str() {
        start if start.starts_with("mime-version") => ["网页（MHTML）", "a web page (MHTML)"],
        start if start.starts_with("<?xml") && start.contains("office:spreadsheet") => {
            ["XML 电子表格 2003", "an XML spreadsheet of 2003"]
        }
        start if start.starts_with('<') => ["网页（HTML）", "a web page (HTML)"],
        _ => ["纯文本", "plain text"],
    })
}

#[cfg(test)]
mod tests {
    use super::{Content, content};
    use crate::source::Limits;

    #[test]
    fn contents_are_known_whatever_the_name() {
        let words = |bytes: &[u8]| content(bytes, &Limits::DEFAULT).map(|content| content.words()[0]);
        for (bytes, found) in [
            (&b"%PDF-1.7"[..], "PDF 文件"),
            (b"<html><table>", "网页（HTML）"),
            (b"\xEF\xBB\xBF<table>", "网页（HTML）"),
            (b"name,phone\r\n", "纯文本"),
            (b"", "空文件"),
            (b"MIME-Version: 1.0", "网页（MHTML）"),
        ] {
            assert_eq!(words(bytes).ok(), Some(found));
        }
        assert!(content(b"PK\x03\x04 and no more", &Limits::DEFAULT).is_err());
        assert!(content(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &Limits::DEFAULT).is_err());
        assert_eq!(content(b"\x00\x01\x02", &Limits::DEFAULT).ok(), None::<Content>);
    }
}
