//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16, and GB18030 (GB 18030-2022).

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// The text of a file, and how it was written.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Gb18030,
}

/// How a text is to be written for spreadsheet programs and other systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// With a byte order mark, without which spreadsheet programs on a Chinese system take the bytes for GBK.
    Utf8,
    /// GB 18030-2022, which has every character.
    Gb18030,
}

/// The bytes of a text.
pub fn encode(text: &str, charset: Charset) -> Vec<u8> {
    match charset {
        Charset::Utf8 => format!("\u{FEFF}{text}").into_bytes(),
        Charset::Gb18030 => GB18030.encode(text).0.into_owned(),
    }
}

/// The bytes are no text in any of the encodings.
#[derive(Debug, PartialEq, Eq)]
pub struct Undecodable;

/// Decodes a whole file. NUL bytes mean that it is no text, whatever the rest looks like.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if let [0xEF, 0xBB, 0xBF, rest @ ..] = bytes {
        return utf8(rest);
    }
    if let [0xFF, 0xFE, rest @ ..] = bytes {
        return legacy(rest, UTF_16LE, Encoding::Utf16);
    }
    if let [0xFE, 0xFF, rest @ ..] = bytes {
        return legacy(rest, UTF_16BE, Encoding::Utf16);
    }
    // Windows' Notepad of old writes UTF-16 with a mark; without one, NUL bytes mean a picture, a workbook, a program.
    if bytes.contains(&0) {
        return Err(Undecodable);
    }
    utf8(bytes).or_else(|_| legacy(bytes, GB18030, Encoding::Gb18030))
}

fn utf8(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Undecodable)?;
    if text.contains('\0') {
        return Err(Undecodable);
    }
    Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8 })
}

fn legacy(bytes: &[u8], codec: &'static encoding_rs::Encoding, encoding: Encoding) -> Result<Decoded, Undecodable> {
    let text = codec.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Undecodable)?;
    // Nearly any bytes decode as GB18030; real texts hold no control characters other than line ends and tabs.
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(odd) {
        return Err(Undecodable);
    }
    Ok(Decoded { text: text.into_owned(), encoding })
}

impl Encoding {
    /// The name that people know the encoding by.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Gb18030 => "GB18030",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Undecodable, decode};

    #[test]
    fn four_ways_to_write_the_same_text() {
        let text = "姓名: 测试甲\n";
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (gbk, _, _) = encoding_rs::GB18030.encode(text);
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for (bytes, encoding) in [
            (text.as_bytes(), Encoding::Utf8),
            (&marked, Encoding::Utf8),
            (&utf16, Encoding::Utf16),
            (&gbk, Encoding::Gb18030),
        ] {
            let decoded = decode(bytes).expect("these are texts");
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Undecodable));
        assert_eq!(decode(b"a\0b"), Err(Undecodable));
    }
}
