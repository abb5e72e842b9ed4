//! Running the program in a folder of its own, and laying out what it works on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's root.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the program said.
pub struct Said {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in a folder, with nothing of this machine's language or colours in its environment.
pub fn run(folder: &Path, args: &[&str]) -> Said {
    run_as(Command::new(env!("CARGO_BIN_EXE_linghang")), folder, args)
}

/// Runs the program with so many MiB of memory, and two threads: with less than it wants it dies. Where the system is not
/// Linux, it has all it wants.
pub fn run_within(mebibytes: u64, folder: &Path, args: &[&str]) -> Said {
    if !cfg!(target_os = "linux") {
        return run(folder, args);
    }
    let mut shell = Command::new("sh");
    let within = format!("ulimit -d {} && exec \"$0\" \"$@\"", mebibytes << 10);
    shell.args(["-c", &within, env!("CARGO_BIN_EXE_linghang")]).env("RAYON_NUM_THREADS", "2");
    run_as(shell, folder, args)
}

fn run_as(mut program: Command, folder: &Path, args: &[&str]) -> Said {
    let Output { status, stdout, stderr } = program
        .args(args)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .output()
        .unwrap();
    Said {
        status: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// Copies a folder with everything in it over another.
pub fn lay(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            lay(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Writes a file and the folders above it.
pub fn write(root: &Path, path: &str, text: &str) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    fs::write(target, text).unwrap();
}

/// Every file below a folder, `/`-separated and sorted.
pub fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let parts: Vec<_> =
                    path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                found.push(parts.join("/"));
            }
        }
    }
    found.sort();
    found
}

/// The shipped project in a folder of its own.
pub fn shipped(folder: &Path) {
    for part in ["content", "data"] {
        lay(&repository().join(part), &folder.join(part));
    }
}
