//! How often containers are opened while files within them are read again.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ContainerKind::{Mail, Zip};
use super::{ContainerKind, Limits, Shelf, Step};

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn forms(count: usize) -> Vec<(String, Vec<u8>)> {
    (0..count).map(|n| (format!("{n}.yaml"), format!("姓名: {n}").into_bytes())).collect()
}

fn mail(count: usize) -> Vec<u8> {
    let part = |n: usize| format!("--b\r\nContent-Disposition: attachment; filename={n}.yaml\r\n\r\n姓名: {n}\r\n");
    let parts: String = (0..count).map(part).collect();
    format!("From: x@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n").into_bytes()
}

fn steps(way: &[(ContainerKind, usize)]) -> Vec<Step> {
    way.iter().map(|(kind, index)| Step { kind: *kind, index: *index }).collect()
}

fn count(shelf: &Shelf) -> usize {
    shelf.0.lock().unwrap().count
}

fn said(shelf: &Shelf, path: &Path, way: &[(ContainerKind, usize)], limits: &Limits) -> String {
    String::from_utf8(shelf.read(path, &steps(way), limits).unwrap_or_default()).unwrap()
}

#[test]
fn a_container_within_another_is_opened_once_for_all_files_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let inner = zipped(&forms(50));
    fs::write(&path, zipped(&[("内.zip".to_owned(), inner), ("信.eml".to_owned(), mail(50))])).unwrap();
    let shelf = Shelf::default();
    for n in 0..50 {
        assert_eq!(said(&shelf, &path, &[(Zip, 0), (Zip, n)], &Limits::DEFAULT), format!("姓名: {n}"));
    }
    assert_eq!(count(&shelf), 2, "the archive and the one in it");
    for n in 0..50 {
        assert_eq!(said(&shelf, &path, &[(Zip, 1), (Mail, n)], &Limits::DEFAULT), format!("姓名: {n}"));
    }
    assert_eq!(count(&shelf), 3, "and the mail");
    assert_eq!(shelf.read(&path, &steps(&[(Zip, 0), (Zip, 99)]), &Limits::DEFAULT), None);
    assert_eq!(shelf.read(&path, &steps(&[(Zip, 1), (Zip, 0)]), &Limits::DEFAULT), None, "a mail is no archive");
}

#[test]
fn a_mail_of_the_disk_is_parsed_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eml");
    fs::write(&path, mail(300)).unwrap();
    let shelf = Shelf::default();
    for n in 0..300 {
        assert_eq!(said(&shelf, &path, &[(Mail, n)], &Limits::DEFAULT), format!("姓名: {n}"));
    }
    assert_eq!(count(&shelf), 1);
}

#[test]
fn what_surrounds_many_containers_stays_open_as_long_as_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let units: Vec<_> = (0..20).map(|n| (format!("{n}.zip"), zipped(&forms(5)))).collect();
    let length = units[0].1.len() as u64;
    let province = zipped(&units);
    fs::write(&path, zipped(&[("省.zip".to_owned(), province.clone())])).unwrap();
    let read_all = |shelf: &Shelf, limits: &Limits| {
        for unit in 0..20 {
            for n in 0..5 {
                assert_eq!(said(shelf, &path, &[(Zip, 0), (Zip, unit), (Zip, n)], limits), format!("姓名: {n}"));
            }
        }
    };
    let shelf = Shelf::default();
    read_all(&shelf, &Limits::DEFAULT);
    assert_eq!(count(&shelf), 22);
    // Room for the province alone: it gives way to each unit, and is opened again for the next one.
    let narrow = Limits { member_bytes: province.len() as u64 + length / 2, ..Limits::DEFAULT };
    let shelf = Shelf::default();
    read_all(&shelf, &narrow);
    let open = shelf.0.lock().unwrap();
    assert_eq!(open.count, 1 + 2 * 20);
    assert!(open.open.iter().map(|it| it.bytes).sum::<u64>() <= narrow.member_bytes);
}

#[test]
fn items_of_a_mail_for_which_there_is_no_room_are_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eml");
    fs::write(&path, mail(9)).unwrap();
    let shelf = Shelf::default();
    let narrow = Limits { member_bytes: 30, ..Limits::DEFAULT };
    for n in 0..9 {
        assert_eq!(said(&shelf, &path, &[(Mail, n)], &narrow), format!("姓名: {n}"));
    }
}
