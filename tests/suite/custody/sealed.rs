//! `compile --encrypt`: everything about people opens with the password only.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use zip::ZipArchive;

use crate::support::{files, run, shipped, write};

const PASSWORD: &str = "open sesame 2025";

/// Compiles the shipped samples, sealed.
fn sealed(root: &Path) {
    shipped(root);
    write(root, "secret.txt", &format!("{PASSWORD}\r\nwhat follows is not read\n"));
    let said = run(root, &["compile", "data/samples", "--encrypt", "--password-file", "secret.txt"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(!said.stdout.contains(PASSWORD) && !said.stderr.contains(PASSWORD));
}

/// What the archive within the archive holds.
fn unsealed(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut outer = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(outer.len(), 1);
    assert_eq!(outer.file_names().next().unwrap().unwrap(), "内容.zip");
    let mut within = Vec::new();
    outer.by_index_decrypt(0, PASSWORD.as_bytes()).unwrap().read_to_end(&mut within).unwrap();
    let mut inner = ZipArchive::new(Cursor::new(within)).unwrap();
    let mut held = BTreeMap::new();
    for index in 0..inner.len() {
        let mut file = inner.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        held.insert(name, bytes);
    }
    held
}

#[test]
fn nothing_personal_is_left_in_clear() {
    let temp = tempfile::tempdir().unwrap();
    sealed(temp.path());
    let out = temp.path().join("out");
    assert_eq!(
        files(&out),
        [
            ".linghang",
            "2022/brief.docx",
            "2022/summary.xlsx",
            "2025/brief.docx",
            "2025/summary.xlsx",
            "README.txt",
            "其他文件.zip",
        ]
    );
    for path in files(&out) {
        let bytes = fs::read(out.join(&path)).unwrap();
        for secret in ["测试", "110000", "13800000", "示例", "roster", "PK\u{3}\u{4}xl/"] {
            let secret: &[u8] = secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{path} holds {secret:?}");
        }
    }
    for programme in ["2022", "2025"] {
        let bytes = fs::read(out.join(programme).join("summary.xlsx")).unwrap();
        assert_eq!(bytes[..8], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "a container, not a package");
    }
}

/// What programs open with the password themselves.
fn sealed_alone(path: &str) -> bool {
    path.ends_with("/summary.xlsx") || path.ends_with("/brief.docx")
}

#[test]
fn the_archive_holds_what_would_lie_there_in_clear() {
    let temp = tempfile::tempdir().unwrap();
    sealed(temp.path());
    let held = unsealed(&fs::read(temp.path().join("out/其他文件.zip")).unwrap());
    assert_eq!(run(temp.path(), &["compile", "data/samples", "--out", "clear"]).status, 1);
    let clear = temp.path().join("clear");
    let expected: Vec<String> = files(&clear).into_iter().filter(|it| !sealed_alone(it) && it != ".linghang").collect();
    assert_eq!(held.keys().cloned().collect::<Vec<_>>(), expected);
    for (path, bytes) in held {
        assert!(bytes == fs::read(clear.join(&path)).unwrap(), "{path} differs");
    }
}

#[test]
fn without_a_fit_password_nothing_is_written() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    write(temp.path(), "short.txt", "short\n");
    write(temp.path(), "empty.txt", "");
    for more in
        [&["--password-file", "short.txt"][..], &["--password-file", "empty.txt"], &["--password-file", "no.txt"], &[]]
    {
        let args = [&["compile", "data/samples", "--encrypt"], more].concat();
        assert_eq!(run(temp.path(), &args).status, 2, "{more:?}");
        assert!(!temp.path().join("out").exists(), "{more:?}");
    }
    // The password itself is no argument.
    assert_eq!(run(temp.path(), &["compile", "data/samples", "--encrypt=open-2025"]).status, 2);
}
