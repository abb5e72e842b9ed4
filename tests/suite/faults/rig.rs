//! What the tests of faults share: the small project, a run that is interfered with at one system call, and the count.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{lay, repository, write};
use crate::tally::all;

/// What the program exits with where the machine refuses what `tests/faults/at.c` needs.
const REFUSED: i32 = 99;
/// Exit status of a program that was killed.
pub const KILLED: i32 = 137;

/// A file as a unit sends it.
const CARD: &str = "表单: card\n推荐单位: 示例学会\n姓名: 测试甲\n性别: 女\n身份证号: 110000199001010021\n手机: 13800000001\n\
    办公电话: 010-00000001\n电子邮箱: ceshi@example.org\n选择班次: 北班\n照片:\n简介:\n填表日期: 2025-08-10\n";

/// What the program does, and where what it makes stands.
pub struct Task {
    pub name: &'static str,
    pub args: &'static [&'static str],
    pub out: &'static str,
}

pub const BUILD: Task = Task { name: "build", args: &["--lang", "en", "build", "-q"], out: "site" };
pub const COMPILE: Task = Task {
    name: "compile",
    args: &["--lang", "en", "compile", "returned", "--out", "out", "--today", "2025-08-10", "-q"],
    out: "out",
};

/// The files that came in, once [`change`] has brought the second one.
pub const FILES: [&str; 2] = ["测试甲.yaml", "测试乙.yaml"];

/// The small project with a file that came in.
pub fn project(root: &Path) {
    lay(&repository().join("tests/ui/base"), root);
    write(root, "returned/测试甲.yaml", CARD);
}

/// What has changed since the former output was made.
pub fn change(root: &Path) {
    write(
        root,
        "content/notices/second.md",
        "---\ntitle: 第二份通知\nissuer: 示例办公室\ndate: 2025-07-30\nsummary: 摘要。\n---\n\n正文。\n",
    );
    write(root, "returned/测试乙.yaml", &card("测试乙", "110000199002020045"));
}

/// A file about somebody else.
pub fn card(name: &str, number: &str) -> String {
    CARD.replace("测试甲", name).replace("110000199001010021", number)
}

/// Every file below a folder with its bytes; nothing where there is no folder.
pub type Shot = BTreeMap<String, Vec<u8>>;

pub fn shot(folder: &Path) -> Option<Shot> {
    let mut shot = Shot::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_at) = open.pop() {
        for entry in fs::read_dir(&folder_at).ok()? {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            // What the owner keeps in an output moves on by itself.
            if name == ".git" {
                continue;
            }
            if path.is_dir() { open.push(path) } else { _ = shot.insert(name, fs::read(path).unwrap()) }
        }
    }
    Some(shot)
}

/// A run that was interfered with.
pub struct Run {
    pub status: i32,
    pub said: String,
    /// The calls that were counted: name and path.
    pub calls: Vec<(String, String)>,
}

impl Run {
    /// Whether it came as far as the call that was meant.
    pub fn reached(&self, number: usize) -> bool {
        self.calls.len() >= number
    }
}

/// The calls at which a run is interfered with.
#[derive(Clone, Copy)]
pub enum Class {
    Changes,
    Reads,
}

/// Runs the program in a folder and takes an action at one of its calls below the folder; at none where the number is 0.
pub fn run_at(class: Class, number: usize, action: &str, folder: &Path, args: &[&str]) -> Run {
    let report = tempfile::NamedTempFile::new().unwrap();
    let out = command_at(class, number, action, folder, report.path()).args(args).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stderr), String::from_utf8_lossy(&out.stdout));
    let status = out.status.code().unwrap_or(-1);
    assert_ne!(status, REFUSED, "faults cannot be tried: {said}");
    assert!(!said.contains("panicked"), "{said}");
    Run { status, said, calls: calls(report.path()) }
}

/// The calls of a report.
pub fn calls(report: &Path) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(&fs::read(report).unwrap()).into_owned();
    let split = |line: &str| {
        let mut words = line.splitn(3, ' ').skip(1).map(str::to_owned);
        Some((words.next()?, words.next()?))
    };
    text.lines().filter_map(split).collect()
}

/// The program as [`run_at`] runs it, still without its arguments.
pub fn command_at(class: Class, number: usize, action: &str, folder: &Path, report: &Path) -> Command {
    let class = match class {
        Class::Changes => "changes",
        Class::Reads => "reads",
    };
    let mut command = Command::new(at());
    command.arg(class).arg(folder.canonicalize().unwrap()).arg(number.to_string()).arg(action).arg(report);
    command.arg(env!("CARGO_BIN_EXE_linghang")).current_dir(folder);
    // One thread writes, so that calls come in the same order as far as can be.
    command.env("RAYON_NUM_THREADS", "1").env_remove("LC_ALL").env_remove("LANG");
    command
}

/// `tests/faults/at.c`, compiled by the compiler that Rust links with.
fn at() -> &'static Path {
    static AT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    &AT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("at");
        compile_c("at.c", &program, &[]);
        (folder, program)
    })
    .1
}

/// Compiles a source of `tests/faults/`.
pub fn compile_c(source: &str, to: &Path, args: &[&str]) {
    let source = repository().join("tests/faults").join(source);
    let said = Command::new("cc").args(["-O1", "-Wall", "-o"]).arg(to).arg(source).args(args).output();
    let said = said.expect("a C compiler, which Rust needs to link, too");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

/// The numbers of the calls that are tried: each, or in a quick run those that move and lock things, and some more.
pub fn points(calls: &[(String, String)], some: usize) -> Vec<usize> {
    let count = calls.len();
    let turns = |number: &usize| matches!(calls[number - 1].0.as_str(), "rename" | "renameat2" | "flock");
    let stride = count.div_ceil(some).max(1);
    (1..=count).filter(|number| all() || turns(number) || number % stride == 0 || *number == 1).collect()
}
