//! `serve`: the site over loopback, rebuilt at every change, its problems in the page, and nobody else let in.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::served::Served;
use crate::support::shipped;

/// A preview of the shipped project.
struct Preview {
    served: Served,
    folder: tempfile::TempDir,
}

impl Preview {
    fn start() -> Preview {
        let folder = tempfile::tempdir().unwrap();
        shipped(folder.path());
        let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
        command.args(["serve", "--port", "0", "--lang", "en"]).current_dir(folder.path());
        Preview { served: Served::start(command).expect("the address is printed"), folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Status and body of a request, as raw as a stranger would send it.
    fn ask(&self, method: &str, path: &str, host: &str) -> (u16, String) {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let (status, answer) = self.served.raw(request.as_bytes()).expect("an answer");
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.served.port))
    }

    fn version(&self) -> u64 {
        let page = self.get("/").1;
        page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    }

    /// Waits for another version, however long the machine takes, and answers it with its problems.
    fn after(&self, version: u64) -> (u64, String) {
        for _ in 0..20 {
            let body = self.get(&format!("/__linghang/wait?version={version}")).1;
            let json = body.lines().find(|line| line.starts_with('{')).unwrap();
            let news: serde_json::Value = serde_json::from_str(json).unwrap();
            if news["version"] != version {
                return (news["version"].as_u64().unwrap(), news["problems"].as_str().unwrap_or_default().to_owned());
            }
        }
        panic!("no change was noticed");
    }
}

#[test]
fn a_save_is_seen_and_an_error_leaves_the_good_site_up() {
    let preview = Preview::start();
    let version = preview.version();
    let path = preview.root().join("content/classes/2022/07-forestry.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("浙江安吉县", "浙江安吉")).unwrap();
    let (version, problems) = preview.after(version);
    assert_eq!(problems, "");
    let page = preview.get("/classes/2022/07-forestry/").1;
    assert!(page.contains("浙江安吉") && !page.contains("浙江安吉县"));
    assert!(!preview.get("/classes/").1.contains("浙江安吉县"), "lists are right too");

    fs::write(&path, text.replace("venue:", "venu:").replace("organisers:", "organiserz:")).unwrap();
    let (version, problems) = preview.after(version);
    assert!(
        problems.contains("E0201") && problems.contains("07-forestry.md:") && problems.contains("organiserz"),
        "{problems}"
    );
    assert!(preview.get("/__linghang/problems").1.contains("E0201"));
    assert!(preview.get("/classes/2022/07-forestry/").1.contains("浙江安吉"), "the last good site stays");

    fs::write(&path, text).unwrap();
    let (_, problems) = preview.after(version);
    assert_eq!(problems, "");
    assert!(preview.get("/classes/2022/07-forestry/").1.contains("浙江安吉县"));
    assert!(!preview.root().join("site").exists(), "nothing is written");
}

#[test]
fn what_is_wrong_with_the_newest_attempt_is_told_and_stays() {
    let preview = Preview::start();
    let version = preview.version();
    let (notice, guide) = (preview.root().join("templates/notice.html"), preview.root().join("templates/page.html"));
    // A folder that was not there when the preview began.
    fs::create_dir(preview.root().join("templates")).unwrap();
    // Good for the first notice, with which templates are tried; the fault comes out while all pages are drawn.
    fs::write(&notice, "{% if not notice.prev %}</head>{% else %}{{ notice.nothing.at_all }}{% endif %}").unwrap();
    let mut seen = preview.after(version);
    while !seen.1.contains("nothing") {
        seen = preview.after(seen.0);
    }
    fs::write(&guide, "{% if %}").unwrap();
    let (version, problems) = preview.after(seen.0);
    assert!(problems.contains("templates/page.html:1:") && !problems.contains("nothing"), "{problems}");
    // The former site is drawn again from its first page to its last, which the search waits for.
    assert_eq!(preview.get("/search/about.json").0, 200);
    assert_eq!(preview.version(), version, "nothing was told again");
    assert!(preview.get("/__linghang/problems").1.contains("templates/page.html:1:"));
    // It goes, and comes again.
    fs::remove_dir_all(preview.root().join("templates")).unwrap();
    let (mut version, mut problems) = preview.after(version);
    while !problems.is_empty() {
        (version, problems) = preview.after(version);
    }
    fs::create_dir(preview.root().join("templates")).unwrap();
    fs::write(&guide, "{% for %}").unwrap();
    while !problems.contains("templates/page.html:1:") {
        (version, problems) = preview.after(version);
    }
}

#[test]
fn only_this_machine_and_only_the_site() {
    let preview = Preview::start();
    let port = preview.served.port;
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(preview.ask("GET", "/", &host).0, 200, "{host}");
    }
    for host in ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1".to_owned(), String::new()] {
        assert_eq!(preview.ask("GET", "/", &host).0, 421, "{host}");
    }
    for path in [
        "/../data/site.yaml",
        "/..%2fdata%2fsite.yaml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/data/site.yaml",
        "/%00",
    ] {
        assert_eq!(preview.get(path).0, 404, "{path}");
    }
    assert_eq!(preview.ask("POST", "/", &format!("127.0.0.1:{port}")).0, 405);
    assert_eq!(preview.get("/classes").0, 302);
    for path in ["/forms", "//forms", "///forms"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        let (status, answer) = preview.served.raw(request.as_bytes()).expect("an answer");
        assert_eq!(status, 302, "{path}");
        assert!(answer.contains("\r\nlocation: /forms/\r\n"), "{path} leads to another host: {answer}");
    }
    assert!(preview.get("/forms/registration-2022.yaml").1.contains("表单: registration-2022"));
}
