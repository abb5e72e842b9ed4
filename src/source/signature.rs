//! What a file is by its first bytes, whatever its name says.

use super::archive::Archive;
use super::read::Limits;

/// Kinds of files that are known by their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    Empty,
    Pdf,
    Picture,
    /// Word's format of old, which WPS writes as `.wps` too.
    OldDocument,
    /// Excel's format of old, which WPS writes as `.et` too.
    OldSheet,
    /// An office document behind a password, or any other file in Microsoft's compound format.
    Compound,
    /// A mail as Outlook saves it.
    OutlookMail,
    Rtf,
    /// A workbook in today's format.
    Workbook,
    /// A document in today's format.
    Document,
    Zip,
    /// RAR, 7-Zip, gzip and their kin.
    OtherArchive,
    Shortcut,
    /// A program.
    Program,
}

/// Compound files (MS-CFB): the first bytes.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The kind of a file, where its bytes tell; texts have none.
pub fn signature(bytes: &[u8]) -> Option<Signature> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let box_type = bytes.get(4..12).unwrap_or_default();
    Some(match bytes {
        [] => Signature::Empty,
        _ if bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|it| it == b"%PDF-")) => {
            Signature::Pdf
        }
        _ if begins(COMPOUND) => compound(bytes),
        _ if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") => packed(bytes),
        _ if begins(b"{\\rtf") => Signature::Rtf,
        _ if begins(b"Rar!\x1A\x07") || begins(b"7z\xBC\xAF\x27\x1C") || begins(b"\x1F\x8B") || begins(b"BZh") => {
            Signature::OtherArchive
        }
        _ if begins(&[0xFD, b'7', b'z', b'X', b'Z', 0]) || bytes.get(257..262) == Some(b"ustar") => {
            Signature::OtherArchive
        }
        _ if begins(b"\xFF\xD8\xFF") || begins(b"\x89PNG\r\n") || begins(b"GIF8") => Signature::Picture,
        _ if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Signature::Picture,
        _ if begins(b"II*\0") || begins(b"MM\0*") => Signature::Picture,
        // A text may begin with BM; a bitmap's fifth word is zero (its reserved bytes).
        _ if begins(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => Signature::Picture,
        _ if box_type.starts_with(b"ftyp")
            && [b"heic", b"heix", b"mif1", b"avif", b"msf1"].iter().any(|it| box_type.ends_with(*it)) =>
        {
            Signature::Picture
        }
        _ if begins(&[0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]) || begins(b"[InternetShortcut]") => Signature::Shortcut,
        _ if begins(b"MZ") && bytes.contains(&0) || begins(b"\x7FELF") => Signature::Program,
        _ => return None,
    })
}

/// What is in a compound file: its streams have telling names, in UTF-16.
fn compound(bytes: &[u8]) -> Signature {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).step_by(2).any(|it| it == name)
    };
    if holds("EncryptedPackage") {
        Signature::Compound
    } else if holds("WordDocument") {
        Signature::OldDocument
    } else if holds("Workbook\0") || holds("Book\0") {
        Signature::OldSheet
    } else if holds("__nameid_version1.0") || holds("__properties_version1.0") {
        Signature::OutlookMail
    } else {
        Signature::Compound
    }
}

/// What is in an archive: office documents of today are archives too.
fn packed(bytes: &[u8]) -> Signature {
    let Ok(archive) = Archive::open(bytes, &Limits::DEFAULT) else { return Signature::Zip };
    let below = |folder: &str| archive.entries().iter().any(|entry| entry.name.starts_with(folder));
    match archive.find("[Content_Types].xml") {
        Some(_) if below("xl/") => Signature::Workbook,
        Some(_) if below("word/") => Signature::Document,
        _ => Signature::Zip,
    }
}

#[cfg(test)]
mod tests {
    use super::{COMPOUND, Signature, signature};

    #[test]
    fn files_are_known_by_their_bytes() {
        let compound = |stream: &str| {
            let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [COMPOUND, &[0; 504], &name, &[0; 64]].concat()
        };
        for (bytes, expected) in [
            (b"".to_vec(), Some(Signature::Empty)),
            (b"%PDF-1.7".to_vec(), Some(Signature::Pdf)),
            (b"\n\n%PDF-1.4".to_vec(), Some(Signature::Pdf)),
            (b"\xFF\xD8\xFF\xE0".to_vec(), Some(Signature::Picture)),
            (b"\0\0\0\x18ftypheic".to_vec(), Some(Signature::Picture)),
            (b"Rar!\x1A\x07\x01\0".to_vec(), Some(Signature::OtherArchive)),
            (b"7z\xBC\xAF\x27\x1C".to_vec(), Some(Signature::OtherArchive)),
            (b"PK\x03\x04".to_vec(), Some(Signature::Zip)),
            (compound("WordDocument"), Some(Signature::OldDocument)),
            (compound("Workbook"), Some(Signature::OldSheet)),
            (compound("EncryptedPackage"), Some(Signature::Compound)),
            (b"{\\rtf1".to_vec(), Some(Signature::Rtf)),
            (b"MZ\x90\0".to_vec(), Some(Signature::Program)),
            (b"BM is a text, and MZ too".to_vec(), None),
            ("表单: x".as_bytes().to_vec(), None),
        ] {
            assert_eq!(signature(&bytes), expected, "{bytes:?}");
        }
    }
}
