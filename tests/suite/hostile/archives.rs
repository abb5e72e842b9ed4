//! Archives that hold more than they are, or lead elsewhere. Others are in `compile/packed.rs`.

use std::io::{Cursor, Write};

use zip::ZipWriter;

use super::measured::received;
use crate::compile::builders::card_of;
use crate::compile::packed::{options, patched, zipped};

#[test]
fn archives_within_archives_have_an_end() {
    let mut zip = zipped(&[("甲.yaml", card_of(3, &[]).as_bytes())]);
    for _ in 0..200 {
        zip = zipped(&[("内.zip", &zip)]);
    }
    let told = received("zip, 200 archives in each other", "套.zip", &zip);
    assert!(told.tells("E0163"), "{:?}", told.codes());
    // Each level holds ten times the one below: 10^8 files of 1 MiB.
    let mut zip = zipped(&[("甲.yaml", &vec![b' '; 1 << 20])]);
    for _ in 0..8 {
        let names: Vec<String> = (0..10).map(|n| format!("{n}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), zip.as_slice())).collect();
        zip = zipped(&files);
    }
    let told = received("zip, ten archives in each of eight levels", "套.zip", &zip);
    assert!(told.tells("E0163") || told.tells("E0161"), "{:?}", told.codes());
}

#[test]
fn a_large_archive_in_an_archive_is_held_only_once() {
    let scan: Vec<u8> = (0..60_u32 << 18).flat_map(|n| n.wrapping_mul(0x9E37_79B9).to_le_bytes()).collect();
    let names: Vec<String> = (0..100).map(|n| format!("{n}.yaml")).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), "表单: x\n".as_bytes())).collect();
    files.push(("扫描.bin", &scan));
    let zip = zipped(&[("内.zip", &zipped(&files))]);
    let told = received("zip, 100 faulty forms beside 60 MiB in an archive within it", "表.zip", &zip);
    assert_eq!(told.lines.iter().filter(|line| line.contains("\"E0402\"")).count(), 100);
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    // All entries of the table of contents are led to the first one's bytes, as David Fifield's bombs do.
    let body = vec![b'x'; 10_000];
    let names: Vec<String> = (0..1_000).map(|n| format!("{n:04}.yaml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), body.as_slice())).collect();
    let mut zip = zipped(&files);
    let heads: Vec<usize> = (0..zip.len() - 4).filter(|at| &zip[*at..at + 4] == b"PK\x01\x02").collect();
    for at in heads {
        // The offset of the local header (APPNOTE 4.3.12).
        zip[at + 42..at + 46].fill(0);
    }
    let told = received("zip, 1,000 entries on one another", "叠.zip", &zip);
    assert_eq!(told.fate("叠.zip"), "读不出");
    assert!(told.tells("E0160"), "{:?}", told.codes());
}

#[test]
fn names_that_lead_out_or_mean_devices_are_only_names() {
    let text = card_of(3, &[]);
    for (name, shown) in [
        ("../../../../a.yaml", "a.yaml"),
        ("/etc/cron.d/a.yaml", "etc/cron.d/a.yaml"),
        ("C:\\Windows\\a.yaml", "C_/Windows/a.yaml"),
        ("\\\\host\\share\\a.yaml", "host/share/a.yaml"),
        ("CON.yaml", "CON.yaml"),
        ("a.yaml:ads.yaml", "a.yaml_ads.yaml"),
        ("a\u{202E}lmay.yaml", "a_lmay.yaml"),
        ("a\u{200B}\u{FEFF}.yaml", "a__.yaml"),
        ("....//....//a.yaml", "..../..../a.yaml"),
        ("a\n[E0000]: x.yaml", "a_[E0000]_ x.yaml"),
    ] {
        // The packer refuses some of these names.
        let plain = format!("{}.yaml", "n".repeat(name.len() - 5));
        let zip = patched(zipped(&[(plain.as_str(), text.as_bytes())]), plain.as_bytes(), name.as_bytes());
        let told = received(&format!("zip, a file called {name:?}"), "名.zip", &zip);
        assert_eq!(told.fate(&format!("名.zip!/{shown}")), "已读取", "{name}: {:?}", told.ledger);
    }
    let zip = patched(zipped(&[("a_b.yaml", text.as_bytes())]), b"a_b.yaml", b"a\0b.yaml");
    let told = received("zip, a file with a NUL in its name", "名.zip", &zip);
    assert_eq!(told.ledger.len(), 3, "{:?}", told.ledger);
    assert!(told.ledger.iter().all(|line| !line.contains('\0')));
}

#[test]
fn links_in_an_archive_are_not_followed() {
    for target in ["/etc/passwd", "../../好.yaml", "好.yaml", "/dev/zero", "/proc/self/environ"] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("链.yaml", target, options()).unwrap();
        zip.start_file("甲.yaml", options()).unwrap();
        zip.write_all(card_of(3, &[]).as_bytes()).unwrap();
        let told = received(&format!("zip, a link to {target}"), "链.zip", &zip.finish().unwrap().into_inner());
        assert_eq!([told.fate("链.zip!/链.yaml"), told.fate("链.zip!/甲.yaml")], ["略过", "已读取"], "{target}");
    }
}

#[test]
fn a_name_of_sixty_thousand_letters_is_cut() {
    let name = format!("{}.yaml", "长".repeat(20_000));
    let told =
        received("zip, a name of 60,000 bytes", "名.zip", &zipped(&[(name.as_str(), card_of(3, &[]).as_bytes())]));
    let shown = told.ledger.iter().find(|line| line.starts_with("名.zip!/")).unwrap();
    assert!(shown.chars().count() < 250 && shown.ends_with(".yaml 已读取"), "{:?}", told.ledger);
}
