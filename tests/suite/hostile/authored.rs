//! The same bombs in what a publisher writes: a project is often copied from a stranger's.

use std::fs;
use std::path::Path;

use super::measured::within;
use crate::compile::builders::PNG;
use crate::support::{shipped, write};

/// Builds the shipped project with one file more or other, under the bound on memory; answers what was said, and whether a
/// site came of it.
fn built(title: &str, path: &str, text: &str) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    shipped(folder.path());
    write(folder.path(), path, text);
    build(title, folder.path())
}

fn build(title: &str, root: &Path) -> (String, bool) {
    let said = within(title, root, &["build", "--message-format", "json"]);
    let told = format!("{}{}", said.stdout, said.stderr);
    for line in told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()) {
        let message = line["message"].as_str().unwrap_or_default();
        assert!(!message.contains('\n') && message.chars().count() < 400, "{title}: {message}");
    }
    (told, root.join("site/index.html").exists())
}

const NOTICE: &str = "---\ntitle: 通知\nprogramme: \"2025\"\ndate: 2025-07-01\nissuer: 处\nsummary: 说明\n---\n\n";

#[test]
fn data_files_that_multiply_nest_or_swell_are_told() {
    let mut bomb = "units:\n  - &a0 [哈,哈,哈,哈,哈,哈,哈,哈]\n".to_owned();
    for level in 1..10 {
        bomb.push_str(&format!("  - &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(",")));
    }
    let keys: String = (0..300_000).map(|n| format!("k{n}: x\n")).collect();
    for (title, text, code) in [
        ("build, YAML aliases", bomb, "E0124"),
        ("build, YAML nesting, flow sequences", format!("units: {}", "[".repeat(100_000)), "E0125"),
        ("build, YAML nesting, flow mappings", format!("units: {}", "{a: ".repeat(100_000)), "E0125"),
        ("build, YAML nesting, block", format!("units:\n  {}x", "- ".repeat(100_000)), "E0125"),
        ("build, YAML scalar, 10 MB", format!("units: {}", "x".repeat(10 << 20)), "E0105"),
        ("build, 300,000 unknown keys", keys, "E0109"),
    ] {
        let (told, site) = built(title, "data/units.yaml", &text);
        assert!(told.contains(code) && !site, "{title}: {}", told.chars().take(2_000).collect::<String>());
    }
}

#[test]
fn pages_that_nest_without_end_are_drawn_or_told() {
    for (title, text) in [
        ("build, Markdown, 50,000 nested quotes", format!("{}x", "> ".repeat(50_000))),
        ("build, Markdown, 20,000 nested lists", format!("{}x", "- ".repeat(20_000))),
        ("build, Markdown, 100,000 open brackets", "[".repeat(100_000)),
        ("build, Markdown, 50,000 open links", "[a](".repeat(50_000)),
        ("build, Markdown, 50,000 open emphases", "*a **b _c ".repeat(16_000)),
        ("build, Markdown, 50,000 Han emphases", "**“甲”**乙".repeat(10_000)),
        (
            "build, Markdown, 100,000 backticks of growing length",
            (1..400).map(|n| format!("{}a", "`".repeat(n))).collect(),
        ),
        (
            "build, Markdown, a table of 200,000 cells",
            format!("|{0}\n|{1}\n{2}", "a|".repeat(1_000), "-|".repeat(1_000), "|\n".repeat(200)),
        ),
        ("build, Markdown, 20,000 footnotes", (0..20_000).map(|n| format!("[^{n}]\n\n[^{n}]: x\n\n")).collect()),
        ("build, Markdown, 200,000 quoted facts", "{{ deadline.unit }} ".repeat(200_000)),
        ("build, Markdown, 1,000,000 open quotes", "{{ ".repeat(1_000_000)),
        ("build, Markdown, 200,000 links in plain text", "[a](http b ".repeat(200_000)),
        ("build, Markdown, 100,000 same headings", "## 一\n\n".repeat(100_000)),
    ] {
        let (told, _) = built(title, "content/notices/z.md", &format!("{NOTICE}{text}\n"));
        assert!(!told.contains("panicked"), "{title}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_never_published() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("项目");
    shipped(&root);
    let published = |root: &Path| {
        let names = crate::support::files(&root.join("site"));
        names
            .iter()
            .any(|name| fs::read(root.join("site").join(name)).unwrap().windows(6).any(|it| it == "秘密".as_bytes()))
    };
    fs::write(folder.path().join("密.png"), [PNG, "秘密".as_bytes()].concat()).unwrap();
    fs::write(folder.path().join("密.md"), "---\ntitle: 秘密\nsummary: 秘密\n---\n\n秘密\n").unwrap();
    fs::create_dir_all(root.join("content/pages/图")).unwrap();
    fs::write(root.join("content/pages/图/内.png"), PNG).unwrap();
    symlink("内.png", root.join("content/pages/图/近.png")).unwrap();
    write(&root, "content/notices/z.md", &format!("{NOTICE}![图](../pages/图/近.png)\n"));
    let (told, site) = build("build, a link within the project", &root);
    assert!(site && root.join("site/files/pages/图/近.png").is_file(), "{told}");

    // A picture, a page, a style sheet, and the whole folder of texts.
    symlink("../../../../密.png", root.join("content/pages/图/远.png")).unwrap();
    let (told, _) = build("build, a link out that nobody names", &root);
    assert!(!told.contains("\"error\"") && !published(&root), "{told}");
    write(&root, "content/notices/z.md", &format!("{NOTICE}![图](../pages/图/远.png)\n[下载](../pages/图/远.png)\n"));
    let (told, _) = build("build, a picture that is a link out", &root);
    assert!(told.matches("\"E0611\"").count() == 2 && !published(&root), "{told}");
    write(&root, "content/notices/z.md", NOTICE);
    for (link, to) in [("content/pages/secret.md", "密.md"), ("templates/assets/own.css", "密.png")] {
        fs::create_dir_all(root.join(link).parent().unwrap()).unwrap();
        symlink(folder.path().join(to), root.join(link)).unwrap();
        let (told, _) = build(&format!("build, {link} is a link out"), &root);
        assert!(told.contains("\"E0103\"") && told.contains("项目文件夹之外") && !published(&root), "{told}");
        fs::remove_file(root.join(link)).unwrap();
    }
    fs::rename(root.join("content"), folder.path().join("content")).unwrap();
    symlink(folder.path().join("content"), root.join("content")).unwrap();
    let (told, _) = build("build, content is a link out", &root);
    assert!(told.contains("\"E0103\""), "{told}");
}

#[test]
fn pictures_of_absurd_size_and_paths_that_lead_out_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("项目");
    shipped(&root);
    fs::write(folder.path().join("外.png"), PNG).unwrap();
    fs::write(folder.path().join("密.txt"), "秘密").unwrap();
    let mut picture = PNG.to_vec();
    picture[16..24].fill(0xFF);
    fs::create_dir_all(root.join("content/图")).unwrap();
    fs::write(root.join("content/图/大.png"), &picture).unwrap();
    write(&root, "content/notices/z.md", &format!("{NOTICE}![大图](../图/大.png)\n"));
    let (told, site) = build("build, a picture of 2^32 pixels", &root);
    assert!(site, "{told}");
    for link in [
        "../../../外.png",
        "/etc/hostname",
        "../../../密.txt",
        "..%2f..%2f..%2f密.txt",
        "file:///etc/hostname",
        "C:\\密.txt",
    ] {
        let text = format!("{NOTICE}![图]({link})\n[文件]({link})\n");
        write(&root, "content/notices/z.md", &text);
        let _ = fs::remove_dir_all(root.join("site"));
        let (told, _) = build(&format!("build, a picture at {link}"), &root);
        assert!(told.contains("\"E06"), "{link}: {told}");
        let leaked = crate::support::files(&root).iter().any(|name| name.starts_with("site/") && name.contains('密'));
        assert!(!leaked, "{link}");
    }
    for alias in ["../../外", "/etc/passwd", "..\\外", "a/../../外"] {
        write(&root, "content/notices/z.md", &NOTICE.replace("---\n\n", &format!("aliases: [{alias:?}]\n---\n\nx\n")));
        let (told, _) = build(&format!("build, an old path {alias}"), &root);
        assert!(told.contains("\"E0"), "{alias}: {told}");
        assert!(!folder.path().join("外").exists() && !folder.path().join("外/index.html").exists());
    }
}
