//! `compile --watch`: files that are put in are compiled again, without reading the others anew.
//!
//! Nothing here depends on how fast this machine is: a test waits for what the program says, however long it takes.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::builders::{Office, card, card_of, people, roster_of};

/// Only a program that hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(180);

/// A run of the program that goes on until it is ended.
struct Running {
    program: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(office: &Office, more: &[&str]) -> Running {
        let mut program = Command::new(env!("CARGO_BIN_EXE_linghang"))
            .args([&["--lang", "zh", "compile", "回收", "--out", "结果", "--watch"], more].concat())
            .current_dir(office.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let said = BufReader::new(program.stdout.take().unwrap()).lines();
        std::thread::spawn(move || said.map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Running { program, lines }
    }

    /// Waits until it says something.
    fn hear(&mut self, words: &str) -> String {
        let mut before = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            if line.contains(words) {
                return line;
            }
            before.push(line);
        }
        panic!("it never said {words}, but: {before:#?}");
    }

    /// Ends it as Ctrl+C does; answers its exit status.
    fn end(mut self) -> i32 {
        let killed = Command::new("kill").args(["-INT", &self.program.id().to_string()]).status().unwrap();
        assert!(killed.success());
        self.hear("已停止");
        self.program.wait().unwrap().code().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn what_is_put_in_is_compiled_and_the_outcome_is_that_of_the_end() {
    let office = Office::with(&[("1.yaml", card(&[]))]);
    let mut running = Running::start(&office, &[]);
    running.hear("文件 1，记录 1：通过 1");
    office.receive("二/2.yaml", &card_of(2, &[("手机", "1")]));
    running.hear("文件 2，记录 2：通过 1，退回 1");
    office.receive("二/2.yaml", &card_of(2, &[]));
    running.hear("文件 2，记录 2：通过 2，退回 0");
    fs::remove_file(office.root().join("回收/1.yaml")).unwrap();
    running.hear("文件 1，记录 1：通过 1");
    assert_eq!(running.end(), 0);
    // The outputs are those of a single run over the same files.
    let watched = fs::read(office.root().join("结果/2022/summary.json")).unwrap();
    office.compile();
    assert_eq!(fs::read(office.root().join("结果/2022/summary.json")).unwrap(), watched);
}

#[test]
fn errors_that_are_left_in_the_end_are_its_exit_status() {
    let office = Office::with(&[("1.yaml", card(&[("手机", "1")]))]);
    let mut running = Running::start(&office, &[]);
    running.hear("退回 1");
    assert_eq!(running.end(), 1);
}

#[test]
fn files_of_the_same_name_and_archives_keep_their_places() {
    let office = Office::with(&[("b.yaml", card(&[]))]);
    let mut running = Running::start(&office, &[]);
    running.hear("文件 1，记录 1：通过 1");
    // Numbers of all files behind it move.
    office.receive_bytes("a.zip", &super::packed::zipped(&[("甲.yaml", card_of(2, &[("手机", "1")]).as_bytes())]));
    running.hear("文件 3，记录 2：通过 1，退回 1");
    office.receive("0.yaml", &card_of(3, &[]));
    running.hear("文件 4，记录 3：通过 2，退回 1");
    assert_eq!(running.end(), 1);
    let watched = fs::read(office.root().join("结果/2022/summary.json")).unwrap();
    office.compile();
    assert_eq!(fs::read(office.root().join("结果/2022/summary.json")).unwrap(), watched);
}

#[test]
fn a_change_of_the_projects_data_alone_starts_a_new_round() {
    let office = Office::with(&[("1.yaml", roster_of("示例力学学会", "", &people(0, 6, &[("出生年月", "1995-02")])))]);
    let mut running = Running::start(&office, &[]);
    running.hear("文件 1，记录 6：通过 0，退回 0，待核 6");
    office.amend(
        "data/units.yaml",
        "    aliases: [示例力学会]\n    category: 全国学会",
        "    aliases: [示例力学会]\n    category: 央企科协",
    );
    running.hear("文件 1，记录 6：通过 6，退回 0，待核 0");
    // A project that cannot be understood changes nothing until it is mended.
    office.amend("data/units.yaml", "category: 央企科协", "category: [");
    office.amend("data/units.yaml", "category: [", "category: 全国学会");
    running.hear("文件 1，记录 6：通过 0，退回 0，待核 6");
    assert_eq!(running.end(), 1);
    let watched = fs::read(office.root().join("结果/2025/summary.json")).unwrap();
    office.compile();
    assert_eq!(fs::read(office.root().join("结果/2025/summary.json")).unwrap(), watched);
}
