//! `purge`: what need not be kept goes, and nothing else.

use std::fs;
use std::path::Path;

use crate::support::{files, lay, repository, run, shipped, write};

/// The shipped project with its samples as returned files, and with a retention day for the programmes.
fn project(programmes: &[&str]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    lay(&repository().join("data/samples"), &temp.path().join("returned"));
    for programme in programmes {
        let path = temp.path().join(format!("data/programmes/{programme}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("retention: 2026-12-31\n{text}")).unwrap();
    }
    temp
}

fn compile(root: &Path) {
    assert_eq!(run(root, &["compile", "returned"]).status, 1);
}

fn everything(root: &Path) -> Vec<String> {
    ["returned", "out"].iter().flat_map(|folder| files(&root.join(folder))).collect()
}

fn ledger(root: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(root.join("out/ledger.csv")).unwrap();
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |label: &str| head.iter().position(|it| it.trim_matches('"') == label).unwrap();
    let (file, programme) = (at("文件"), at("项目"));
    lines
        .map(|line| line.split(',').map(|it| it.trim_matches('"').to_owned()).collect::<Vec<_>>())
        .map(|cells| (cells[file].clone(), cells[programme].clone()))
        .collect()
}

#[test]
fn a_programme_s_files_go_and_the_others_stay() {
    let temp = project(&["2025"]);
    let root = temp.path();
    compile(root);
    let (gone, stay): (Vec<_>, Vec<_>) = ledger(root).into_iter().partition(|(_, programme)| programme == "2025");
    assert!(!gone.is_empty() && stay.iter().any(|(_, programme)| programme == "2022"));
    let before = everything(root);
    let purge = ["purge", "returned", "--programme", "2025", "--today"];

    let early = run(root, &[&purge[..], &["2026-12-31", "--yes"]].concat());
    assert!(early.status == 2 && early.stderr.contains("[E0713]"), "{}", early.stderr);
    let asked = run(root, &[&purge[..], &["2027-01-04"]].concat());
    assert!(asked.status == 2 && asked.stdout.contains("--yes"), "{}", asked.stdout);
    assert_eq!(everything(root), before, "nothing goes without a yes");
    assert!(!root.join("purge-receipt-2027-01-04.yaml").exists());

    let done = run(root, &[&purge[..], &["2027-01-04", "--yes"]].concat());
    assert_eq!(done.status, 0, "{}{}", done.stdout, done.stderr);
    for (file, _) in &gone {
        assert!(!root.join("returned").join(file).exists(), "{file} is still there");
    }
    for (file, _) in stay.iter().filter(|(file, _)| !file.contains("!/")) {
        assert!(root.join("returned").join(file).exists(), "{file} is gone");
    }
    assert!(!root.join("out/2025").exists() && !root.join("out/ledger.csv").exists());
    assert!(root.join("out/2022/summary.xlsx").exists() && root.join("out/.linghang").exists());

    let receipt = fs::read_to_string(root.join("purge-receipt-2027-01-04.yaml")).unwrap();
    assert!(receipt.contains(&format!("returned: {{ files: {},", gone.len())), "{receipt}");
    assert!(receipt.contains("id: \"2025\", retention: 2026-12-31") && receipt.contains("finished: true"), "{receipt}");
    for secret in ["测试", "示例", "returned/", ".xlsx"] {
        assert!(!receipt.contains(secret), "the receipt tells {secret}");
    }
    // The others compile as before.
    compile(root);
    assert!(ledger(root).iter().all(|(_, programme)| programme != "2025"));
}

#[test]
fn with_everything_due_and_all_wanted_nothing_is_left() {
    let temp = project(&["2022", "2025"]);
    let root = temp.path();
    compile(root);
    let done = run(root, &["purge", "returned", "--today", "2027-01-04", "--yes", "--all"]);
    assert_eq!(done.status, 0, "{}{}", done.stdout, done.stderr);
    assert!(!root.join("out").exists());
    assert!(root.join("returned").is_dir() && files(&root.join("returned")).is_empty());
    // A second time there is nothing to do, and no receipt of it.
    let receipt = fs::read_to_string(root.join("purge-receipt-2027-01-04.yaml")).unwrap();
    assert_eq!(run(root, &["purge", "returned", "--today", "2027-01-04", "--yes", "--all"]).status, 0);
    assert_eq!(fs::read_to_string(root.join("purge-receipt-2027-01-04.yaml")).unwrap(), receipt);
}

#[test]
fn what_a_killed_run_left_goes_with_the_next() {
    let temp = project(&["2022", "2025"]);
    let root = temp.path();
    compile(root);
    // Of a purge: half of the files are gone. Of a compile: a staged folder stands beside the results.
    for path in files(&root.join("returned")).iter().step_by(2) {
        fs::remove_file(root.join("returned").join(path)).unwrap();
    }
    fs::remove_file(root.join("out/2025/summary.xlsx")).unwrap();
    write(root, ".out.new/2025/roster.csv", "测试甲");
    write(
        root,
        "purge-receipt-2027-01-04.yaml",
        "# linghang purge: 只有数量，没有个人信息 · counts only, nothing about anybody\n- date: 2027-01-04\n  finished: false\n",
    );
    let done = run(root, &["purge", "returned", "--today", "2027-01-04", "--yes", "--all"]);
    assert_eq!(done.status, 0, "{}{}", done.stdout, done.stderr);
    assert!(!root.join("out").exists() && !root.join(".out.new").exists());
    assert!(files(&root.join("returned")).is_empty());
    let receipt = fs::read_to_string(root.join("purge-receipt-2027-01-04.yaml")).unwrap();
    assert_eq!(receipt.matches("- date: 2027-01-04").count(), 2, "{receipt}");
}

#[test]
fn what_is_not_ours_is_refused() {
    let temp = project(&["2022", "2025"]);
    let root = temp.path();
    compile(root);
    write(root, "letters/letter.txt", "mine");
    let before = everything(root);
    let mut refused = vec![
        vec!["."],
        vec!["data/samples"],
        vec!["returned", "--out", "letters"],
        vec!["no-such-folder"],
        vec!["out"],
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("returned", root.join("link")).unwrap();
        refused.push(vec!["link"]);
    }
    // A purge of a site would be no less of a mistake.
    assert_eq!(run(root, &["build"]).status, 0);
    refused.push(vec!["returned", "--out", "site"]);
    refused.push(vec!["site"]);
    for words in refused {
        let args = [&["purge"], &words[..], &["--today", "2027-01-04", "--yes", "--all"]].concat();
        assert_eq!(run(root, &args).status, 2, "{words:?}");
    }
    assert_eq!(everything(root), before);
    assert!(root.join("letters/letter.txt").exists() && root.join("site/index.html").exists());
}
