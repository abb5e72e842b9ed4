//! Lines put into a text and lines taken out, in the text's own encoding and with its own line ends; no byte of the others
//! is touched.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::GB18030;

use super::decode::Encoding;

/// What is to become of a text's lines, which count from 1.
#[derive(Debug, Default)]
pub struct LineEdits {
    /// Lines without line ends, by the number of the line behind which they go; 0 for the beginning.
    pub behind: BTreeMap<u32, Vec<String>>,
    pub without: BTreeSet<u32>,
}

/// Why a text's lines cannot be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uneditable {
    /// Lines end in a bare carriage return, as on the oldest Macintosh.
    BareReturns,
}

/// How the text's characters stand in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Utf8,
    Gb18030,
    Utf16 { big: bool },
}

/// Edits the lines of a file that [`super::decode()`] understood; `encoding` is what it said. The last line gets a line end
/// where something follows it.
pub fn relined(bytes: &[u8], encoding: Encoding, edits: &LineEdits) -> Result<Vec<u8>, Uneditable> {
    let (mark, code) = match bytes {
        [0xFF, 0xFE, ..] if encoding == Encoding::Utf16 => (2, Code::Utf16 { big: false }),
        [0xFE, 0xFF, ..] if encoding == Encoding::Utf16 => (2, Code::Utf16 { big: true }),
        [0xEF, 0xBB, 0xBF, ..] => (3, Code::Utf8),
        _ if encoding == Encoding::Gb18030 => (0, Code::Gb18030),
        _ => (0, Code::Utf8),
    };
    let (mark, text) = bytes.split_at(mark);
    let lines = lines(text, code)?;
    let usual = lines.first().map_or("\n", |line| line.end);
    let usual = if usual.is_empty() { "\n" } else { usual };
    let mut out = mark.to_vec();
    let put = |out: &mut Vec<u8>, number: u32, end: &str| {
        for line in edits.behind.get(&number).into_iter().flatten() {
            out.extend(code.bytes(&format!("{line}{end}")));
        }
    };
    put(&mut out, 0, usual);
    for (index, line) in lines.iter().enumerate() {
        let number = index as u32 + 1;
        if !edits.without.contains(&number) {
            out.extend(line.bytes);
            if line.end.is_empty() && edits.behind.contains_key(&number) {
                out.extend(code.bytes(usual));
            }
        }
        put(&mut out, number, if line.end.is_empty() { usual } else { line.end });
    }
    Ok(out)
}

struct Line<'a> {
    /// With its line end.
    bytes: &'a [u8],
    /// Empty for the last line of a file that ends without one.
    end: &'static str,
}

fn lines(text: &[u8], code: Code) -> Result<Vec<Line<'_>>, Uneditable> {
    let width = code.width();
    let unit = |at: usize| -> u16 {
        match (code, text.get(at..at + width)) {
            (Code::Utf16 { big: false }, Some(&[low, high])) => u16::from_le_bytes([low, high]),
            (Code::Utf16 { big: true }, Some(&[high, low])) => u16::from_be_bytes([high, low]),
            // No byte of a longer character is that of a line end, in either encoding.
            (_, Some(&[byte])) => u16::from(byte),
            _ => 0,
        }
    };
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        let end = match unit(at) {
            0x0A => "\n",
            0x0D if unit(at + width) == 0x0A => "\r\n",
            0x0D => return Err(Uneditable::BareReturns),
            _ => {
                at += width;
                continue;
            }
        };
        at = (at + width * end.len()).min(text.len());
        found.push(Line { bytes: &text[start..at], end });
        start = at;
    }
    if start < text.len() {
        found.push(Line { bytes: &text[start..], end: "" });
    }
    Ok(found)
}

impl Code {
    fn width(self) -> usize {
        match self {
            Code::Utf8 | Code::Gb18030 => 1,
            Code::Utf16 { .. } => 2,
        }
    }

    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Code::Utf8 => text.as_bytes().to_vec(),
            Code::Gb18030 => GB18030.encode(text).0.into_owned(),
            Code::Utf16 { big } => {
                let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
                text.encode_utf16().flat_map(bytes).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineEdits, Uneditable, relined};
    use crate::source::decode;

    fn edits() -> LineEdits {
        let behind = [(0, vec!["# 首".to_owned()]), (2, vec!["# 注".to_owned(), "# ▲".to_owned()])].into();
        LineEdits { behind, without: [1].into() }
    }

    #[test]
    fn lines_keep_the_file_s_encoding_and_line_ends() {
        let (text, wanted) = ("名: 甲\r\n号: 鷗\r\n末: 尾", "# 首\r\n号: 鷗\r\n# 注\r\n# ▲\r\n末: 尾");
        let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| {
            let mark = unit(0xFEFF).to_vec();
            [mark, text.encode_utf16().flat_map(unit).collect()].concat()
        };
        let ways = |text: &str| {
            [
                text.as_bytes().to_vec(),
                [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
                encoding_rs::GB18030.encode(text).0.into_owned(),
                utf16(text, u16::to_le_bytes),
                utf16(text, u16::to_be_bytes),
            ]
        };
        for (bytes, wanted) in ways(text).into_iter().zip(ways(wanted)) {
            let encoding = decode(&bytes).expect("a text").encoding;
            assert_eq!(relined(&bytes, encoding, &edits()), Ok(wanted));
            assert_eq!(relined(&bytes, encoding, &LineEdits::default()), Ok(bytes), "nothing to do");
        }
    }

    #[test]
    fn what_follows_the_last_line_begins_on_a_line_of_its_own() {
        let relined = |bytes: &[u8]| relined(bytes, crate::source::Encoding::Utf8, &edits());
        assert_eq!(relined(b"a\nb"), Ok("# 首\nb\n# 注\n# ▲\n".as_bytes().to_vec()));
        assert_eq!(relined(b""), Ok("# 首\n".as_bytes().to_vec()));
        assert_eq!(relined(b"a\rb"), Err(Uneditable::BareReturns));
    }
}
