//! Odd places and machines: a disk that is really full or read-only, long and odd names, other locales, clocks and times.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::rig::{BUILD, COMPILE, Shot, Task, change, compile_c, project, shot};
use super::stand::Stand;
use crate::compile::book::Book;
use crate::served::Served;
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

/// Whether Windows cannot have a file of this name (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(part: &str) -> bool {
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];
    // A device is meant whatever the ending is.
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    DEVICES.contains(&stem.as_str())
        || port.is_some_and(|number| NUMBERS.contains(&number))
        || part.ends_with(['.', ' '])
        || part.chars().any(|it| "<>:\"|?*\\".contains(it) || it < ' ')
}

/// Compiles one returned file of a name; answers what a stranger's name does to the ledger and to names of outputs. `is_copied`
/// says whether the name has to be that of an output: faulty files go back in copies that are called like them.
fn returned(name: &str, bytes: &[u8], is_copied: bool) -> Result<(), String> {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    project(root);
    fs::remove_file(root.join("returned/测试甲.yaml")).unwrap();
    fs::write(root.join("returned").join(name), bytes).unwrap();
    let said = run(root, COMPILE.args);
    holds(said.status <= 1 && !said.stderr.contains("panicked"), || said.stderr.clone())?;
    // Where a name has an ending of its own, the file may be left aside, but never out of the ledger.
    let ledger = fs::read_to_string(root.join("out/ledger.csv")).unwrap_or_default();
    holds(ledger.trim().lines().count() >= 2, || format!("not in the ledger: {ledger}"))?;
    let below = files(&root.join("out"));
    let copies = below.iter().filter(|path| path.contains(" (marked)")).count();
    holds(copies == usize::from(is_copied), || format!("{copies} copies: {below:?}"))?;
    let bad: Vec<_> = below.iter().filter(|path| path.split('/').any(is_reserved)).collect();
    holds(bad.is_empty(), || format!("names that Windows cannot have: {bad:?}"))
}

#[test]
fn names_of_returned_files_are_no_matter() {
    assert!(["CON", "nul.yaml", "Com1.a.b", "LPT³", "a.", "a ", "a?"].into_iter().all(is_reserved));
    assert!(!["_CON", "CONE", "COM0", "COM10", "a.b"].into_iter().any(is_reserved));
    let card = {
        let temp = tempfile::tempdir().unwrap();
        project(temp.path());
        fs::read_to_string(temp.path().join("returned/测试甲.yaml")).unwrap()
    };
    let faulty = card.replace("手机: 13800000001", "手机: 1");
    assert_ne!(faulty, card);
    let mut tally = Tally::new("returned files with odd names");
    let long = format!("{}xy.yaml", "名".repeat(81));
    let names = [
        "CON.yaml",
        "nul.yaml",
        "com1.yaml",
        "LPT9.b.yaml",
        "aux",
        "PRN.yaml.txt",
        "dots....yaml",
        "尾点.yaml.",
        " 头空格.yaml",
        "a:b.yaml",
        "a*b?.yaml",
        "a\\b.yaml",
        "新\n行.yaml",
        "\u{202E}lmay.exe.yaml",
        "零\u{200B}宽.yaml",
        "-q.yaml",
        "e\u{301}.yaml",
        "🙂.yaml",
        &long,
    ];
    for name in names {
        tally.count(name, returned(name, card.as_bytes(), false));
        tally.count(&format!("{name}, faulty"), returned(name, faulty.as_bytes(), true));
    }
    // An ending that no text has, and what an office suite leaves beside an open file: of neither is there a copy.
    for name in ["尾空格.yaml ", "~$测试.yaml"] {
        tally.count(name, returned(name, faulty.as_bytes(), false));
    }
    tally.end();
}

/// A workbook is known by what is in it, whatever its name ends in.
#[test]
fn endings_of_returned_files_are_no_matter() {
    let book = Book::default().sheet("名单", "| 姓名 |\n| 测试甲 |\n").bytes();
    let mut tally = Tally::new("returned workbooks with odd endings");
    for name in ["表.xlsx", "CON.xlsx", "表.x?sx", "表.xl:x", "表.xlsx ", "表.xls\n", "表.xl\u{202E}s", "nul"] {
        tally.count(name, returned(name, &book, true));
    }
    tally.end();
}

/// The clock that a test sets is the program's own: the desk, which alone looks at it, puts what comes in into a folder of that
/// day. In China it is already 2100 at that second.
fn hears(clock: &Path) {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
    command.args(["--lang", "en", "desk", ".", "--no-open", "--port", "0"]).current_dir(folder.path());
    command.env("LD_PRELOAD", clock).env("CLOCK", "4102444800");
    let served = Served::start(command).expect("it serves");
    let answer = served.ask("POST", "/inbox/file?name=%E4%B9%99.yaml", "x");
    assert!(folder.path().join("returned/2100-01-01/乙.yaml").is_file(), "{answer:?}");
}

#[test]
fn neither_locale_nor_clock_nor_line_ends_are_in_outputs() {
    let library = tempfile::tempdir().unwrap();
    let clock = library.path().join("clock.so");
    compile_c("clock.c", &clock, &["-shared", "-fPIC"]);
    hears(&clock);
    let mut tally = Tally::new("other locales, clocks, times of files and line ends");
    for task in [&BUILD, &COMPILE] {
        let (folder, whole) = ordinary(task);
        let out = folder.path().join(task.out);
        let started = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
            command.args(args).current_dir(folder.path());
            command
        };
        let mut count = |what: &str, command: &mut Command, whole: &Shot| {
            let said = command.output().unwrap();
            tally.count(what, same(task, folder.path(), said.status.code().unwrap_or(-1), &said.stderr, whole));
            // The next one has to write its own.
            let _ = fs::remove_dir_all(&out);
        };
        // A locale says no more than the language of the results: English where its name begins so, Chinese otherwise.
        let (named, unnamed) = task.args.split_at(2);
        assert_eq!(named, ["--lang", "en"]);
        let in_language = |lang: &str| {
            let said = started(&["--lang", lang]).args(unnamed).output().unwrap();
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
            let made = shot(&out).unwrap();
            fs::remove_dir_all(&out).unwrap();
            made
        };
        let [zh, en] = ["zh", "en"].map(in_language);
        assert!(en == whole && (zh == en) == (task.out == BUILD.out), "the site is in the language of its texts");
        for locale in ["C", "POSIX", "zh_CN.GB18030", "tr_TR.UTF-8", "nonsense", "", "en_US.UTF-8", "en_GB.ISO-8859-1"]
        {
            let meant = if locale.starts_with("en") { &en } else { &zh };
            let mut command = started(unnamed);
            command.env("LC_ALL", locale).env("LANG", locale).env_remove("LC_MESSAGES");
            count(&format!("locale {locale:?}"), &mut command, meant);
            let mut command = started(task.args);
            command.env("LC_ALL", locale).env("LANG", locale);
            count(&format!("locale {locale:?}, and a language that is named"), &mut command, &whole);
        }
        count("no environment at all", started(unnamed).env_clear(), &zh);
        // The first second (no system lets its clock be set before it), the year 2100, and one that no calendar has.
        for second in ["0", "4102444800", "99999999999999"] {
            let mut command = started(task.args);
            count(&format!("clock at {second}"), command.env("LD_PRELOAD", &clock).env("CLOCK", second), &whole);
        }
        for zone in ["Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles", ":nowhere"] {
            count(zone, started(task.args).env("TZ", zone), &whole);
        }
        let years = Duration::from_secs(100 * 365 * 86_400);
        for time in [SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH - years / 2, SystemTime::UNIX_EPOCH + 2 * years] {
            for name in files(folder.path()) {
                let file = fs::File::options().append(true).open(folder.path().join(name)).unwrap();
                file.set_modified(time).unwrap();
            }
            count(&format!("files of {time:?}"), &mut started(task.args), &whole);
        }
    }
    for task in [&BUILD, &COMPILE] {
        let (folder, whole) = ordinary(task);
        let root = folder.path();
        let is_returned = |name: &String| name.starts_with("returned/");
        let (returned, own): (Vec<_>, Vec<_>) = files(root).into_iter().partition(is_returned);
        let with_windows_line_ends = |names: &[String]| {
            for name in names {
                let text = fs::read_to_string(root.join(name)).unwrap();
                fs::write(root.join(name), text.replace('\n', "\r\n")).unwrap();
            }
        };
        with_windows_line_ends(&own);
        let said = run(root, task.args);
        tally.count("Windows line ends", same(task, root, said.status, said.stderr.as_bytes(), &whole));
        if task.out == COMPILE.out {
            fs::remove_dir_all(root.join(task.out)).unwrap();
            with_windows_line_ends(&returned);
            let said = run(root, task.args);
            let found = shot(&root.join(task.out)).unwrap_or_default();
            // A marked copy has the line ends of its file; the others tell the fingerprints of what came in, which are other ones.
            let differs = |name: &&String| found.get(*name) != whole.get(*name);
            let other: Vec<_> = whole.keys().filter(differs).collect();
            let expected = ["demo/returns/示例学会/测试甲 (marked).yaml", "demo/summary.xlsx", "ledger.csv"];
            let is_right = said.status == 0 && found.len() == whole.len() && other == expected;
            let what = holds(is_right, || format!("{other:?} {}", said.stderr));
            tally.count("Windows line ends in returned files", what);
        }
    }
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
