//! One folder a problem code: what a person did, and what the program says to it, in both languages.
//!
//! A folder `tests/ui/E0303-not-a-date/` holds `cmd` (the arguments), `files/` (laid over the small project in
//! `tests/ui/base/`), and `zh.txt` and `en.txt` (what comes out). `setup`, where there is one, does what files in a
//! repository cannot. `SNAPSHOTS=overwrite cargo test` writes the outputs anew.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::compile::packed::zipped;
use crate::support::{files, lay, repository, run};

/// Codes that no input can cause, and where they are tested instead.
const ELSEWHERE: &[(&str, &str)] = &[("E0108", "a fault of the program itself; see the unit test of jobs::receive")];

/// Numbers that stand in expectations in clear, by code, because the message itself names them as examples that may be shown:
/// no region ends in 0000, and nobody has a mobile number of this range.
const EXAMPLES: [(&str, &str); 3] =
    [("E0620", "110000198503070011"), ("E0621", "13800000000"), ("E0621", "13800000999")];

#[test]
fn no_message_shows_a_number_of_a_person_in_clear() {
    let mut shown = BTreeSet::new();
    for folder in cases() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for lang in ["zh", "en"] {
            let said = fs::read_to_string(folder.join(format!("{lang}.txt"))).unwrap();
            shown.extend(numbers(&said).into_iter().map(|number| (name[..5].to_owned(), number)));
        }
    }
    let examples = EXAMPLES.map(|(code, number)| (code.to_owned(), number.to_owned()));
    assert_eq!(shown, BTreeSet::from(examples));
}

/// What has the digits of a mobile number or an ID number, blanks and hyphens within it or not.
fn numbers(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, 'X' | 'x' | ' ' | '-'));
    let mut found = Vec::new();
    for piece in pieces {
        let words = piece.split([' ', '-']).map(str::to_owned);
        for number in words.chain([piece.replace([' ', '-'], "")]) {
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let is_mobile = digits == 11 && number.len() == 11 && number.starts_with('1');
            let is_id = number.len() == 18 && digits >= 17;
            if is_mobile || is_id {
                found.push(number);
            }
        }
    }
    found
}

#[test]
fn every_case_says_what_it_should() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = Vec::new();
    for folder in cases() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let code = name.split('-').next().unwrap();
        for lang in ["zh", "en"] {
            let said = case(&folder, lang);
            let path = folder.join(format!("{lang}.txt"));
            if !said.contains(&format!("[{code}]")) {
                wrong.push(format!("{name} does not raise {code} in {lang}:\n{said}"));
            } else if overwrite {
                fs::write(&path, said).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") != said {
                wrong.push(format!("{name} says something else in {lang}:\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let shown: BTreeSet<String> = cases()
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned())
        .collect();
    for entry in linghang::diagnostic::entries() {
        let code = entry.code.0;
        let elsewhere = ELSEWHERE.iter().any(|(it, _)| *it == code);
        assert!(shown.contains(code) != elsewhere, "{code} needs a folder under tests/ui, or a reason not to have one");
    }
}

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(repository().join("tests/ui")).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = folders.filter(|path| path.join("cmd").is_file()).collect();
    cases.sort();
    cases
}

/// Lays a case out, runs it, and answers everything that the program said, with its exit status.
fn case(folder: &Path, lang: &str) -> String {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("project");
    lay(&repository().join("tests/ui/base"), &root);
    if folder.join("files").is_dir() {
        lay(&folder.join("files"), &root);
    }
    let setup = fs::read_to_string(folder.join("setup")).unwrap_or_default();
    let _held: Vec<_> = setup.lines().filter_map(|line| prepare(&root, line)).collect();
    let cmd = fs::read_to_string(folder.join("cmd")).unwrap();
    let mut args = vec!["--lang", lang];
    args.extend(cmd.split_whitespace());
    let said = run(&root, &args);
    let text = format!("{}{}exit status: {}\n", said.stderr, said.stdout, said.status);
    // A folder of this run's own must not stand in the expectation.
    let shown = root.to_str().unwrap();
    text.replace(&format!("/private{shown}"), "[PROJECT]").replace(shown, "[PROJECT]").replace('\\', "/")
}

/// Does what files in a repository cannot; a lock is held as long as what this returns lives.
fn prepare(root: &Path, line: &str) -> Option<fs::File> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["folder", path] => fs::create_dir_all(root.join(path)).unwrap(),
        ["remove", path] => {
            let path = root.join(path);
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        // A file of so many megabytes.
        ["big", path, megabytes] => {
            let text = "x".repeat(1 << 20);
            fs::write(root.join(path), text.repeat(megabytes.parse().unwrap())).unwrap();
        }
        // `hex` writes bytes that no editor would.
        ["hex", path, bytes] => {
            let byte = |at: usize| u8::from_str_radix(&bytes[at..at + 2], 16).unwrap();
            fs::write(root.join(path), (0..bytes.len()).step_by(2).map(byte).collect::<Vec<u8>>()).unwrap();
        }
        // A folder's files as a zip archive, such as a document whose parts are kept readable.
        ["zip", path, folder] if !folder.contains('=') => {
            let folder = root.join(folder);
            let mut archive = zip::ZipWriter::new(fs::File::create(root.join(path)).unwrap());
            for name in files(&folder) {
                archive.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
                archive.write_all(&fs::read(folder.join(name)).unwrap()).unwrap();
            }
            archive.finish().unwrap();
            fs::remove_dir_all(folder).unwrap();
        }
        // An archive of files of the project, each as `name=path`.
        ["zip", path, files @ ..] => {
            let files: Vec<(&str, Vec<u8>)> = files
                .iter()
                .filter_map(|it| it.split_once('='))
                .map(|(name, path)| (name, fs::read(root.join(path)).unwrap()))
                .collect();
            let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
            fs::write(root.join(path), zipped(&files)).unwrap();
        }
        // An archive of so many files without a byte.
        ["crowd", path, count] => {
            let names: Vec<String> = (0..count.parse::<usize>().unwrap()).map(|n| n.to_string()).collect();
            let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
            fs::write(root.join(path), zipped(&files)).unwrap();
        }
        // A byte of the last file's header in an archive's table of contents.
        ["header", path, offset, value] => {
            let mut bytes = fs::read(root.join(path)).unwrap();
            let header = bytes.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
            bytes[header + offset.parse::<usize>().unwrap()] = value.parse().unwrap();
            fs::write(root.join(path), bytes).unwrap();
        }
        // Nothing but zeros behind what is there.
        ["grow", path, bytes] => {
            let file = fs::OpenOptions::new().write(true).open(root.join(path)).unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(length + bytes.parse::<u64>().unwrap()).unwrap();
        }
        ["shorten", path, bytes] => {
            let file = fs::OpenOptions::new().write(true).open(root.join(path)).unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(length - bytes.parse::<u64>().unwrap()).unwrap();
        }
        // So many times the same line.
        ["repeat", path, count, words @ ..] => {
            let line = format!("{}\n", words.join(" "));
            fs::write(root.join(path), line.repeat(count.parse().unwrap())).unwrap();
        }
        // The file once more, in another encoding.
        ["gb18030", path] => {
            let text = fs::read_to_string(root.join(path)).unwrap();
            fs::write(root.join(path), encoding_rs::GB18030.encode(&text).0).unwrap();
        }
        // A folder in a file's place: it exists, but cannot be read as a file.
        ["unreadable", path] => {
            #[cfg(unix)]
            std::os::unix::fs::symlink("nowhere", root.join(path)).unwrap();
            #[cfg(not(unix))]
            std::os::windows::fs::symlink_file("nowhere", root.join(path)).unwrap();
        }
        ["lock", path] => {
            let file = fs::File::create(root.join(path)).unwrap();
            file.lock().unwrap();
            return Some(file);
        }
        _ => panic!("unknown line in a setup file: {line}"),
    }
    None
}
