//! Odd places and machines: a disk that is really full or read-only, long and odd names, other locales, clocks and times.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::rig::{BUILD, COMPILE, Shot, Task, change, compile_c, project, shot};
use super::stand::Stand;
use crate::support::{files, lay, run};
use crate::tally::{Tally, all, holds, report};

/// What comes out of the project in an ordinary place.
fn ordinary(task: &Task) -> (tempfile::TempDir, Shot) {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    change(folder.path());
    assert_eq!(run(folder.path(), task.args).status, 0);
    let made = shot(&folder.path().join(task.out)).unwrap();
    fs::remove_dir_all(folder.path().join(task.out)).unwrap();
    (folder, made)
}

/// The output, which has to be the same whatever the place.
fn same(task: &Task, root: &Path, status: i32, said: &[u8], whole: &Shot) -> Result<(), String> {
    let found = shot(&root.join(task.out));
    holds(status == 0 && found.as_ref() == Some(whole), || {
        format!("exit status {status}, {}", String::from_utf8_lossy(said))
    })
}

#[test]
fn names_of_folders_are_no_matter() {
    let long = format!("{}x", "长".repeat(83));
    let mut tally = Tally::new("folders with odd names");
    for task in [&BUILD, &COMPILE] {
        let (folder, whole) = ordinary(task);
        for name in [
            "with spaces",
            " begins and ends ",
            "培训 项目（第二版）",
            "it's \"quoted\"",
            "%41&b;c",
            "-q",
            "a\\b",
            "#1?x=y",
            &long,
        ] {
            let temp = tempfile::tempdir().unwrap();
            let root = temp.path().join(name).join("下 一 层");
            lay(folder.path(), &root);
            let said = run(&root, task.args);
            tally.count(name, same(task, &root, said.status, said.stderr.as_bytes(), &whole));
        }
    }
    tally.end();
}

#[test]
fn names_of_returned_files_are_no_matter() {
    let card = {
        let temp = tempfile::tempdir().unwrap();
        project(temp.path());
        fs::read(temp.path().join("returned/测试甲.yaml")).unwrap()
    };
    let mut tally = Tally::new("returned files with odd names");
    let long = format!("{}xy.yaml", "名".repeat(81));
    let names = [
        "CON.yaml",
        "nul.yaml",
        "com1.yaml",
        "dots....yaml",
        "尾点.yaml.",
        "尾空格.yaml ",
        " 头空格.yaml",
        "a:b.yaml",
        "a*b?.yaml",
        "a\\b.yaml",
        "新\n行.yaml",
        "\u{202E}lmay.exe.yaml",
        "零\u{200B}宽.yaml",
        "-q.yaml",
        "~$测试.yaml",
        "e\u{301}.yaml",
        "🙂.yaml",
        &long,
    ];
    for name in names {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path();
        project(root);
        fs::remove_file(root.join("returned/测试甲.yaml")).unwrap();
        fs::write(root.join("returned").join(name), &card).unwrap();
        let said = run(root, COMPILE.args);
        let ledger = fs::read_to_string(root.join("out/ledger.csv")).unwrap_or_default();
        // Where a name has an ending of its own, the file may be left aside, but never out of the ledger.
        let what = holds(said.status <= 1 && !said.stderr.contains("panicked"), || said.stderr.clone())
            .and_then(|()| holds(ledger.trim().lines().count() >= 2, || format!("not in the ledger: {ledger}")))
            .and_then(|()| {
                let below = files(&root.join("out"));
                let reserved = |part: &str| {
                    part.ends_with(['.', ' ']) || part.chars().any(|it| "<>:\"|?*\\".contains(it) || it < ' ')
                };
                let bad: Vec<_> = below.iter().filter(|path| path.split('/').any(reserved)).collect();
                holds(bad.is_empty(), || format!("names that Windows cannot have: {bad:?}"))
            });
        tally.count(name, what);
    }
    tally.end();
}

#[test]
fn neither_locale_nor_clock_nor_line_ends_are_in_outputs() {
    let library = tempfile::tempdir().unwrap();
    let clock = library.path().join("clock.so");
    compile_c("clock.c", &clock, &["-shared", "-fPIC"]);
    let mut tally = Tally::new("other locales, clocks, times of files and line ends");
    for task in [&BUILD, &COMPILE] {
        let (folder, whole) = ordinary(task);
        let started = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
            command.args(task.args).current_dir(folder.path());
            command
        };
        let mut count = |what: &str, command: &mut Command| {
            let said = command.output().unwrap();
            tally.count(what, same(task, folder.path(), said.status.code().unwrap_or(-1), &said.stderr, &whole));
        };
        for locale in ["C", "POSIX", "zh_CN.GB18030", "tr_TR.UTF-8", "nonsense"] {
            count(locale, started().env("LC_ALL", locale).env("LANG", locale));
        }
        count("no environment at all", started().env_clear());
        // The first second (no system lets its clock be set before it), the year 2100, and one that no calendar has.
        for second in ["0", "4102444800", "99999999999999"] {
            count(&format!("clock at {second}"), started().env("LD_PRELOAD", &clock).env("CLOCK", second));
        }
        for zone in ["Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles", ":nowhere"] {
            count(zone, started().env("TZ", zone));
        }
        let years = Duration::from_secs(100 * 365 * 86_400);
        for time in [SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH - years / 2, SystemTime::UNIX_EPOCH + 2 * years] {
            for name in files(folder.path()) {
                let file = fs::File::options().append(true).open(folder.path().join(name)).unwrap();
                file.set_modified(time).unwrap();
            }
            count(&format!("files of {time:?}"), &mut started());
        }
    }
    let (folder, whole) = ordinary(&BUILD);
    for name in files(folder.path()) {
        let text = fs::read_to_string(folder.path().join(&name)).unwrap();
        fs::write(folder.path().join(&name), text.replace('\n', "\r\n")).unwrap();
    }
    let said = run(folder.path(), BUILD.args);
    tally.count("Windows line ends", same(&BUILD, folder.path(), said.status, said.stderr.as_bytes(), &whole));
    tally.end();
}

/// A small disk in memory, gone with this.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    /// None where this machine lets nobody mount.
    fn new(size: &str) -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size},mode=755");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "linghang-test"]).arg(folder.path()).output();
        mounted.is_ok_and(|it| it.status.success()).then_some(Disk { folder })
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.folder.path()).status();
        assert!(done.unwrap().success(), "remount,{options}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

#[test]
fn a_disk_that_is_full_or_read_only() {
    let Some(_) = Disk::new("64k") else {
        report(
            "faults: a real full disk and a read-only one: not tried, this machine lets nobody mount a tmpfs (root may)",
        );
        return;
    };
    let mut tally = Tally::new("a real disk that is full, or read-only");
    for task in [&BUILD, &COMPILE] {
        let stand = Stand::of(task, true);
        let bytes: usize = stand.new.values().map(|bytes| bytes.len().div_ceil(4096) * 4096).sum();
        let rounds = if all() { 24 } else { 3 };
        for round in 0..rounds {
            // Room for the project and the former output, and for a part of the new one.
            let disk = Disk::new("64m").unwrap();
            let root = disk.folder.path();
            lay(stand.copy().path(), root);
            let used = Command::new("du").args(["-sk", "--block-size=1024"]).arg(root).output().unwrap();
            let used: usize = String::from_utf8_lossy(&used.stdout).split('\t').next().unwrap().parse().unwrap();
            disk.remount(&format!("size={}k", used + bytes / 1024 * round / rounds));
            let said = run(root, task.args);
            let told = said.status != 0 && said.stderr.contains("the disk is full");
            let found = shot(&root.join(task.out));
            let what = holds(told, || format!("exit status {}, {}", said.status, said.stderr))
                .and_then(|()| holds(found == stand.former, || "not the former output".to_owned()));
            let what = what.and_then(|()| {
                disk.remount("size=64m");
                stand.goes_on(task, root)
            });
            tally.count(&format!("{} with room for {round}/{rounds}", task.name), what);
        }
        let disk = Disk::new("64m").unwrap();
        lay(stand.copy().path(), disk.folder.path());
        disk.remount("ro");
        let said = run(disk.folder.path(), task.args);
        let told = said.status != 0 && said.stderr.contains("the disk is read-only");
        let what =
            holds(told, || said.stderr.clone()).and_then(|()| stand.is_whole(&disk.folder.path().join(task.out)));
        tally.count(&format!("{} on a read-only disk", task.name), what);
    }
    tally.end();
}
