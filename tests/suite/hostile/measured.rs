//! Running the program under bounds on its memory and its processor time, and what it took at most.

#![allow(clippy::print_stdout, reason = "what was measured is shown to whoever asks with --nocapture")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::compile::builders::Office;
use crate::support::Said;

/// What any file may cost, in MiB.
pub const MEMORY: u64 = 256;

/// What any file may cost, in seconds of processor time: some ten times what the slowest one takes here. Faults that were mended
/// took half a minute and more of a release build's time.
const PROCESSOR: u64 = if cfg!(debug_assertions) { 120 } else { 30 };

/// Receives one file beside an honest card, and compiles: the card is accepted whatever the file is. Answers what was said of
/// the file.
pub fn received(title: &str, name: &str, bytes: &[u8]) -> Told {
    let office = Office::new();
    office.receive("好.yaml", &crate::compile::builders::card(&[]));
    office.receive_bytes(name, bytes);
    compiled(title, &office)
}

/// Compiles what an office received, under the bounds.
pub fn compiled(title: &str, office: &Office) -> Told {
    let said = within(title, office.root(), &["compile", "回收", "--out", "结果", "--message-format", "json"]);
    let told = Told { ledger: ledger(office.root()), lines: said.stdout.lines().map(str::to_owned).collect(), said };
    for line in told.lines.iter().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()) {
        let message = line["message"].as_str().unwrap_or_default().to_owned();
        assert!(!message.contains('\n') && message.chars().count() < 1_000, "{title}: {message}");
        assert_ne!(line["code"], "E0108", "{title}: the program failed: {message}");
    }
    if office.root().join("回收/好.yaml").exists() {
        assert!(told.ledger.iter().any(|line| line == "好.yaml 已读取"), "{title}: {:?}", told.ledger);
    }
    told
}

/// What came out.
pub struct Told {
    pub said: Said,
    /// JSON objects, one a problem.
    pub lines: Vec<String>,
    /// `文件 处理结果`.
    pub ledger: Vec<String>,
}

impl Told {
    /// Whether a problem of a code is told.
    pub fn tells(&self, code: &str) -> bool {
        self.lines.iter().any(|line| line.contains(&format!("\"code\":\"{code}\"")))
    }

    /// What became of a file.
    pub fn fate(&self, file: &str) -> &str {
        let line = self.ledger.iter().find_map(|line| line.strip_prefix(file)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{file} is not in {:?}", self.ledger))
    }

    /// The codes that are told, each once.
    pub fn codes(&self) -> Vec<String> {
        let parsed = self.lines.iter().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut codes: Vec<String> = parsed.filter_map(|it| Some(it["code"].as_str()?.to_owned())).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

fn ledger(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join("结果/ledger.csv")).unwrap_or_default();
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let at = |name: &str| head.iter().position(|it| *it == name).unwrap_or_default();
    let [file, fate] = ["文件", "处理结果"].map(at);
    let cells = lines.map(|line| line.split(',').collect::<Vec<_>>());
    cells.filter(|cells| cells.len() > fate).map(|cells| format!("{} {}", cells[file], cells[fate])).collect()
}

/// Runs the program so that it dies if it wants more memory than [`MEMORY`] or more time than [`PROCESSOR`], and prints the
/// most that it had. It is asked while it runs, every other millisecond; what it took in its last one is not seen, but
/// bounded all the same. Where the system is not Linux, it has all it wants.
pub fn within(title: &str, folder: &Path, args: &[&str]) -> Said {
    let mut program = Command::new("sh");
    let limit = format!("ulimit -d {} && ulimit -t {PROCESSOR} && exec \"$0\" \"$@\"", MEMORY << 10);
    if cfg!(target_os = "linux") {
        program.args(["-c", &limit, env!("CARGO_BIN_EXE_linghang")]);
    } else {
        program = Command::new(env!("CARGO_BIN_EXE_linghang"));
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        program.env_remove(name);
    }
    program.args(args).current_dir(folder).env("RAYON_NUM_THREADS", "2");
    let child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id();
    let waiting = thread::spawn(move || child.wait_with_output().unwrap());
    let (mut peak, mut ticks) = (0, 0);
    while !waiting.is_finished() {
        peak = peak.max(high_water(id));
        ticks = ticks.max(spent(id));
        thread::sleep(Duration::from_millis(2));
    }
    let output = waiting.join().unwrap();
    println!("peak {:>4} MiB {:>3}.{:02} s  {title}", peak >> 10, ticks / 100, ticks % 100);
    assert!(peak >> 10 <= MEMORY, "{title}: {} MiB", peak >> 10);
    let status = output.status.code().unwrap_or(-1);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        (0..=1).contains(&status),
        "{title}: {} (9 or 24: more than {PROCESSOR} s of processor time; 6: more than {MEMORY} MiB): {stderr}",
        output.status
    );
    Said { status, stdout: String::from_utf8(output.stdout).unwrap(), stderr }
}

/// The most resident memory a process ever had, in KiB (proc(5), `VmHWM`); 0 where nobody tells.
fn high_water(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}

/// The processor time that a process has had, in hundredths of a second (proc(5), `utime` and `stime`); 0 where nobody tells.
fn spent(id: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The program's name stands before them in brackets, and may hold blanks.
    let fields = stat.rsplit_once(')').into_iter().flat_map(|(_, rest)| rest.split_whitespace());
    fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}
