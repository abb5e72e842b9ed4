//! Several texts in one input, parted by characters that none of them needs, so that a fuzzer can change what stands in a
//! package and the checksums are right all the same.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Between two texts (ASCII's record separator), and between a text's name and itself (unit separator). XML and YAML forbid
/// both.
const RECORD: u8 = 0x1E;
const UNIT: u8 = 0x1F;
/// The same within a package that stands in another.
const INNER_RECORD: u8 = 0x1C;
const INNER_UNIT: u8 = 0x1D;

/// A record of this name changes bytes of the finished package: each three say how far from the end (two bytes, the lower
/// first), and the new byte.
const PATCH: &[u8] = b"!";

/// The texts with their names; what has no name has an empty one.
pub fn texts(input: &[u8]) -> Vec<(&[u8], &[u8])> {
    parted(input, RECORD, UNIT)
}

/// A package: the input itself where it is one already, else the texts of the input put into one.
pub fn package(input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"PK") { input.to_vec() } else { packed(&texts(input)) }
}

fn parted(input: &[u8], record: u8, unit: u8) -> Vec<(&[u8], &[u8])> {
    let part = |it: &'_ [u8]| it.iter().position(|byte| *byte == unit);
    let all = input.split(|byte| *byte == record);
    all.map(|it| part(it).map_or((&it[..0], it), |at| (&it[..at], &it[at + 1..]))).collect()
}

fn packed(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members.iter().filter(|(name, _)| *name != PATCH) {
        let name = String::from_utf8_lossy(name);
        // Text shrinks as it does in packages of office programs; a name with `=` at its end asks for as it is.
        let (name, method) = match name.strip_suffix('=') {
            Some(name) => (name.to_owned(), CompressionMethod::Stored),
            None => (name.into_owned(), CompressionMethod::Deflated),
        };
        // The packer refuses two entries of one name: the second is given another.
        let options = SimpleFileOptions::default().compression_method(method);
        if zip.start_file(name.as_str(), options).is_ok() {
            let inner = [".zip", ".xlsx", ".docx"].iter().any(|end| name.ends_with(end)) && !content.starts_with(b"PK");
            let inner = inner.then(|| packed(&parted(content, INNER_RECORD, INNER_UNIT)));
            zip.write_all(inner.as_deref().unwrap_or(content)).unwrap();
        }
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for (_, patches) in members.iter().filter(|(name, _)| *name == PATCH) {
        for patch in patches.chunks_exact(3) {
            let from_end = usize::from(u16::from_le_bytes([patch[0], patch[1]]));
            if let Some(at) = bytes.len().checked_sub(from_end + 1) {
                bytes[at] = patch[2];
            }
        }
    }
    bytes
}

/// A package with one part changed.
pub fn changed(package: &[u8], part: &str, change: impl FnOnce(&mut String)) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if let Some(change) = change.take_if(|_| name == part) {
            let mut text = String::from_utf8(content).unwrap();
            change(&mut text);
            content = text.into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
