//! Returned archives: what is in them counts as if it had been returned on its own, and nothing in them can do harm.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::builders::{Office, PNG, card, card_of, people, roster};
use crate::support::files;

pub fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// A zip of these files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Puts other bytes of the same length into an archive, such as a name that the packer would refuse.
pub fn patched(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    for at in 0..bytes.len() - old.len() {
        if &bytes[at..at + old.len()] == old {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
    }
    bytes
}

fn office(name: &str, bytes: &[u8]) -> Office {
    let office = Office::new();
    office.receive_bytes(name, bytes);
    office
}

#[test]
fn members_are_files_of_their_own() {
    let inner = zipped(&[("丙.yaml", card_of(5, &[]).as_bytes())]);
    let zip = zipped(&[
        ("名单/甲.yaml", card(&[]).as_bytes()),
        ("乙.yaml", card_of(3, &[("手机", "1")]).as_bytes()),
        ("内.zip", &inner),
    ]);
    let office = office("示例.zip", &zip);
    office.receive("丁.yaml", &card_of(7, &[]));
    let outcome = office.compile();
    assert_eq!(
        outcome.records(),
        [
            "丁.yaml#1 accepted",
            "示例.zip!/乙.yaml#1 rejected E0312",
            "示例.zip!/内.zip!/丙.yaml#1 accepted",
            "示例.zip!/名单/甲.yaml#1 accepted"
        ]
    );
    assert_eq!(
        outcome.ledger(),
        [
            "丁.yaml 已读取 1",
            "示例.zip 已展开 0",
            "示例.zip!/乙.yaml 已读取 1",
            "示例.zip!/内.zip 已展开 0",
            "示例.zip!/内.zip!/丙.yaml 已读取 1",
            "示例.zip!/名单/甲.yaml 已读取 1"
        ]
    );
    assert!(outcome.said.stdout.contains("收到文件 6 个：读取 4，无法读取 0，忽略 2"), "{}", outcome.said.stdout);
    // The snippet is read again through the archive.
    assert!(
        outcome.said.stderr.contains("示例.zip!/乙.yaml:8:5") && outcome.said.stderr.contains("手机: 1"),
        "{}",
        outcome.said.stderr
    );
}

#[test]
fn names_by_chinese_windows_with_backslashes_and_paths_that_lead_out_are_only_names() {
    let (gbk, ..) = encoding_rs::GBK.encode("表\\甲.yaml");
    let text = card(&[]);
    let zip = patched(zipped(&[("aa/aa.yaml", text.as_bytes())]), b"aa/aa.yaml", &gbk);
    assert_eq!(office("a.zip", &zip).compile().records(), ["a.zip!/表/甲.yaml#1 accepted"]);
    let zip = patched(zipped(&[("xx/xx/a.yaml", text.as_bytes())]), b"xx/xx/a.yaml", b"../../a.yaml");
    let office = office("a.zip", &zip);
    assert_eq!(office.compile().records(), ["a.zip!/a.yaml#1 accepted"]);
    assert!(!office.root().join("a.yaml").exists(), "nothing is unpacked to the disk");
}

#[test]
fn two_members_of_one_name_are_both_kept() {
    let zip = zipped(&[("a.yaml", card_of(1, &[]).as_bytes()), ("b.yaml", card_of(3, &[]).as_bytes())]);
    let outcome = office("z.zip", &patched(zip, b"b.yaml", b"a.yaml")).compile();
    assert_eq!(outcome.records(), ["z.zip!/a (2).yaml#1 accepted", "z.zip!/a.yaml#1 accepted"]);
}

#[test]
fn by_products_in_an_archive_are_left_aside() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_directory("空夹", options()).unwrap();
    for name in ["__MACOSX/._甲.yaml", "__MACOSX/x.zip", ".DS_Store", "~$名单.xlsx"] {
        zip.start_file(name, options()).unwrap();
        zip.write_all(b"x").unwrap();
    }
    let outcome = office("z.zip", &zip.finish().unwrap().into_inner()).compile();
    let told = outcome.ledger();
    assert_eq!((told.len(), told.iter().filter(|it| it.ends_with(" 略过 0")).count()), (5, 4), "{told:?}");
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));
}

#[test]
fn a_photo_is_found_beside_its_form_in_the_same_archive_only() {
    let form = card(&[("照片", "照片/甲.png")]);
    let zip = zipped(&[("一/表.yaml", form.as_bytes()), ("一/照片/甲.png", PNG)]);
    let outcome = office("z.zip", &zip).compile();
    assert_eq!(outcome.records(), ["z.zip!/一/表.yaml#1 accepted"]);
    assert_eq!(outcome.ledger(), ["z.zip 已展开 0", "z.zip!/一/照片/甲.png 略过 0", "z.zip!/一/表.yaml 已读取 1"]);
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));

    let zip = zipped(&[("表.yaml", form.as_bytes()), ("照片/甲.png", b"no picture")]);
    assert_eq!(office("z.zip", &zip).compile().records(), ["z.zip!/表.yaml#1 rejected E0323"]);

    let office = office("z.zip", &zipped(&[("表.yaml", form.as_bytes())]));
    office.receive_bytes("照片/甲.png", PNG);
    assert_eq!(office.compile().records(), ["z.zip!/表.yaml#1 rejected E0322"], "a picture of the disk is another's");
}

#[test]
fn the_same_file_inside_and_outside_is_a_copy() {
    let text = card(&[]);
    let office = office("z.zip", &zipped(&[("甲.yaml", text.as_bytes())]));
    office.receive("甲.yaml", &text);
    office.receive_bytes("转发.zip", &zipped(&[("z.zip", &zipped(&[("甲 副本.yaml", text.as_bytes())]))]));
    let outcome = office.compile();
    assert_eq!(outcome.statuses().iter().filter(|it| *it == "accepted").count(), 1, "{:?}", outcome.records());
    assert_eq!(outcome.problems("E0501").len(), 2);
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn one_bad_member_does_not_cost_the_others() {
    let text = card(&[]);
    let bad = vec![b'y'; 3000];
    let zip = zipped(&[("好.yaml", text.as_bytes()), ("坏.yaml", &bad)]);
    // The checksum of the second file's header, in the table of contents.
    let at = zip.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    let with = |offset: usize, value: u8| {
        let mut bytes = zip.clone();
        bytes[at + offset] = value;
        bytes
    };
    for (bytes, code) in
        [(with(16, 7), "E0166"), (with(8, 1), "E0164"), (with(10, 12), "E0165"), (with(24, 9), "E0166")]
    {
        let outcome = office("z.zip", &bytes).compile();
        assert_eq!(outcome.records(), ["z.zip!/好.yaml#1 accepted"], "{code}");
        assert_eq!(outcome.ledger()[1], "z.zip!/坏.yaml 读不出 0", "{code}");
        assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.said.stderr);
    }
}

#[test]
fn archives_that_are_no_archives_are_told_for_what_they_are() {
    let whole = zipped(&[("甲.yaml", card(&[]).as_bytes())]);
    for (bytes, code) in [
        (&whole[..whole.len() - 25], "E0160"),
        (b"not a zip at all", "E0160"),
        (b"Rar!\x1A\x07\x01\0rest", "E0175"),
        (b"%PDF-1.7", "E0171"),
        (b"", "E0177"),
    ] {
        let outcome = office("z.zip", bytes).compile();
        assert_eq!(outcome.ledger(), ["z.zip 读不出 0"], "{code}");
        assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.said.stderr);
    }
}

#[test]
fn bombs_are_not_unpacked() {
    let zeros = vec![0; 40 << 20];
    let flat = zipped(&[("一.yaml", &zeros), ("二.yaml", &zeros)]);
    let outcome = office("弹.zip", &flat).compile();
    assert_eq!(outcome.ledger(), ["弹.zip 读不出 0"]);
    assert!(
        outcome.said.stderr.contains("[E0162]") && outcome.said.stderr.contains("80.0 MB"),
        "{}",
        outcome.said.stderr
    );

    let single = office("大.zip", &zipped(&[("一.yaml", &zeros[..20 << 20]), ("二.yaml", card(&[]).as_bytes())]));
    let outcome = single.compile();
    assert_eq!(outcome.records(), ["大.zip!/二.yaml#1 accepted"]);
    assert!(outcome.said.stderr.contains("[E0105]"), "{}", outcome.said.stderr);
}

#[test]
fn nested_bombs_and_endless_nesting_have_an_end() {
    // Each archive holds twenty of the next: five levels would be millions of files.
    let mut zip = zipped(&[("甲.yaml", card(&[]).as_bytes())]);
    for _ in 0..5 {
        let names: Vec<String> = (0..20).map(|n| format!("{n:02}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), zip.as_slice())).collect();
        zip = zipped(&files);
    }
    let outcome = office("套.zip", &zip).compile();
    let files = outcome.ledger().len();
    assert!((1..=10_001).contains(&files), "{files}");
    assert!(outcome.said.stderr.contains("[E0163]"), "too deep");
    assert_eq!(outcome.said.status, 1);
}

#[test]
fn too_many_files_are_not_opened() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..10_001 {
        zip.start_file(n.to_string(), options()).unwrap();
    }
    let outcome = office("z.zip", &zip.finish().unwrap().into_inner()).compile();
    assert_eq!(outcome.ledger(), ["z.zip 读不出 0"]);
    assert!(outcome.said.stderr.contains("10001"), "{}", outcome.said.stderr);
}

#[test]
fn a_large_archive_is_compiled_alike_whatever_the_threads() {
    let texts: Vec<(String, String)> = (0..1100).map(|n| (format!("{n:04}.yaml"), card_of(n % 900 + 1, &[]))).collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let office = office("z.zip", &zipped(&files));
    office.receive("名单.yaml", &roster(&[], &people(0, 2, &[])));
    let first = office.compile();
    assert_eq!(first.records().len(), 1102);
    let [one, eight] = ["1", "8"].map(|threads| whole(&office, threads));
    assert!(one.1.len() > 10, "{:?}", one.1.keys());
    assert_eq!(one.0, eight.0, "what is said");
    let differing: Vec<&String> = one.1.keys().filter(|name| one.1.get(*name) != eight.1.get(*name)).collect();
    assert!(differing.is_empty() && one.1.len() == eight.1.len(), "{differing:?}");
    let names: Vec<String> = first.ledger();
    assert!(names.windows(2).all(|pair| pair[0].split(' ').next() < pair[1].split(' ').next()), "by name");
}

/// What a run with so many threads says, and every byte that it writes where nothing was before.
fn whole(office: &Office, threads: &str) -> (String, BTreeMap<String, Vec<u8>>) {
    let out = office.root().join("结果");
    fs::remove_dir_all(&out).unwrap();
    let said = Command::new(env!("CARGO_BIN_EXE_linghang"))
        .args(["--lang", "zh", "compile", "回收", "--out", "结果"])
        .current_dir(office.root())
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    let words = [said.stdout, said.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    let text = format!("{}\n{words}", said.status);
    (text, files(&out).into_iter().map(|name| (name.clone(), fs::read(out.join(name)).unwrap())).collect())
}
