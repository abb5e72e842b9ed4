//! Archives as people and their enemies pack them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Archive, ArchiveFault, EntryFault, EntryKind, safe};
use crate::source::Limits;

const LIMITS: Limits = Limits::DEFAULT;

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, packed()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Replaces bytes of an archive, wherever they stand; both have one length.
fn patched(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut at = 0;
    while at + old.len() <= bytes.len() {
        if &bytes[at..at + old.len()] == old {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
        at += 1;
    }
    bytes
}

#[test]
fn entries_are_listed_and_read() {
    let bytes = zipped(&[("甲/表.yaml", "表单: x".as_bytes()), ("空.txt", b"")]);
    let mut archive = Archive::open(&bytes, &LIMITS).ok().unwrap();
    let names: Vec<&str> = archive.entries().iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["甲/表.yaml", "空.txt"]);
    assert_eq!(archive.read(0, 100), Ok("表单: x".as_bytes().to_vec()));
    assert_eq!(archive.read(1, 100), Ok(Vec::new()));
    assert_eq!(archive.read(0, 5), Err(EntryFault::TooLarge { bytes: 9 }));
    assert_eq!(archive.read(2, 100), Err(EntryFault::Damaged));
    assert_eq!((archive.find("空.txt"), archive.find("无")), (Some(1), None));
}

#[test]
fn names_of_chinese_windows_are_read_as_gbk_and_others_by_code_page_437() {
    let (gbk, ..) = encoding_rs::GBK.encode("名单.yaml");
    let bytes = patched(zipped(&[("abcd.yaml", b"x")]), b"abcd.yaml", &gbk);
    assert_eq!(Archive::open(&bytes, &LIMITS).ok().unwrap().entries()[0].name, "名单.yaml");
    let bytes = patched(zipped(&[("r_sum_.yaml", b"x")]), b"r_sum_.yaml", b"r\x82sum\x82.yaml");
    assert_eq!(Archive::open(&bytes, &LIMITS).ok().unwrap().entries()[0].name, "résumé.yaml");
}

#[test]
fn two_entries_of_one_name_are_both_there() {
    let bytes = patched(zipped(&[("a.txt", b"1"), ("b.txt", b"2")]), b"b.txt", b"a.txt");
    let mut archive = Archive::open(&bytes, &LIMITS).ok().unwrap();
    assert_eq!((archive.read(0, 9), archive.read(1, 9)), (Ok(b"1".to_vec()), Ok(b"2".to_vec())));
}

#[test]
fn kinds_of_entries_are_told_apart() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_directory("夹", stored()).unwrap();
    zip.add_symlink("链", "/etc/passwd", stored()).unwrap();
    zip.start_file("甲", stored()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let kinds = |bytes: &[u8]| {
        let archive = Archive::open(bytes, &LIMITS).ok().unwrap();
        archive.entries().iter().map(|it| it.kind.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&bytes), [EntryKind::Folder, EntryKind::Link, EntryKind::File]);
    // The compression method of the central directory's only header, and its flags.
    let one = zipped(&[("a", b"x")]);
    let at = one.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    let with = |offset: usize, value: u8| {
        let mut bytes = one.clone();
        bytes[at + offset] = value;
        kinds(&bytes).remove(0)
    };
    assert_eq!(with(8, 1), EntryKind::Locked);
    assert!(matches!(with(10, 12), EntryKind::Unsupported(_)), "bzip2");
}

#[test]
fn an_entry_that_gives_more_or_other_bytes_than_its_header_says_is_damaged() {
    let honest = zipped(&[("a", &[b'x'; 5000])]);
    let size = 5000_u32.to_le_bytes();
    for claimed in [100_u32, 4999, 5001] {
        let bytes = patched(honest.clone(), &size, &claimed.to_le_bytes());
        let mut archive = Archive::open(&bytes, &LIMITS).ok().unwrap();
        assert_eq!(archive.read(0, 1 << 20), Err(EntryFault::Damaged), "{claimed}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a", stored()).unwrap();
    zip.write_all(b"hello").unwrap();
    let bytes = patched(zip.finish().unwrap().into_inner(), b"hello", b"jello");
    assert_eq!(Archive::open(&bytes, &LIMITS).ok().unwrap().read(0, 9), Err(EntryFault::Damaged), "checksum");
}

#[test]
fn bombs_are_refused_before_anything_is_unpacked() {
    let zeros = vec![0; 8 << 20];
    let files: Vec<(String, &[u8])> = (0..6).map(|n| (n.to_string(), zeros.as_slice())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let bytes = zipped(&files);
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    assert_eq!(Archive::open(&bytes, &LIMITS).err(), Some(ArchiveFault::TooLarge { bytes: 48 << 20 }));
    let few = Limits { members: 5, ..LIMITS };
    assert_eq!(Archive::open(&bytes, &few).err(), Some(ArchiveFault::TooManyEntries { entries: 6 }));
    // One entry of 48 MB alone would be no bomb: it is merely too large, and told when it is read.
    assert!(Archive::open(&zipped(&[("a", &zeros), ("b", &zeros)]), &LIMITS).is_ok());
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let bytes = zipped(&[("a", b"1"), ("b", b"2")]);
    let second = bytes.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    let mut shared = bytes.clone();
    shared[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert_eq!(Archive::open(&shared, &LIMITS).err(), Some(ArchiveFault::Damaged));
    assert_eq!(Archive::open(&bytes[..bytes.len() - 30], &LIMITS).err(), Some(ArchiveFault::Damaged), "cut short");
    assert_eq!(Archive::open(b"PK\x03\x04", &LIMITS).err(), Some(ArchiveFault::Damaged));
}

#[test]
fn names_lead_nowhere_and_are_fit_to_be_shown() {
    for (name, shown) in [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/甲.yaml", "abs/甲.yaml"),
        ("C:\\表\\甲.yaml", "C_/表/甲.yaml"),
        ("a/./b//c", "a/b/c"),
        ("..", "无名文件"),
        ("a\0b\u{202E}c", "a_b_c"),
        ("a.zip!/b", "a.zip！/b"),
        ("CON", "CON"),
    ] {
        assert_eq!(safe(name), shown);
    }
    let long = safe(&format!("{}.yaml", "长".repeat(5000)));
    assert!(long.chars().count() <= 201 && long.ends_with(".yaml"), "{long}");
}
