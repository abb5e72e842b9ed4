//! The desk's results, prints and site: the same bytes as the command line's, and no path that leads out of the folder.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::served::Served;
use crate::support::{files, lay, repository, run, shipped};

struct Desk {
    served: Served,
    folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Desk {
    /// A desk in a project of its own, with what units have handed in.
    fn start() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        shipped(folder.path());
        for programme in ["2022", "2025"] {
            lay(&repository().join("data/samples").join(programme), &folder.path().join("returned").join(programme));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
        command.args(["desk", ".", "--no-open", "--port", "0", "--today", "2025-08-10", "--lang", "zh"]);
        command.current_dir(folder.path());
        Desk { served: Served::start(command).expect("the address is printed"), folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A request as raw as a stranger would send it, but with the cookie of whoever entered.
    fn ask(&self, method: &str, path: &str, form: &str) -> Answer {
        let request = format!(
            "{}Origin: http://127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
            self.served.head(method, path),
            self.served.port,
            form.len()
        );
        let (status, answer) = self.served.raw(request.as_bytes()).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    fn write(&self, form: &str) -> String {
        let sent = self.ask("POST", "/out/write", form);
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.get("/out?told=yes").body
    }
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect()
}

#[test]
fn the_results_are_byte_for_byte_the_command_lines() {
    let desk = Desk::start();
    assert!(desk.get("/out").body.contains("还没有写出结果"));
    let page = desk.write("");
    assert!(page.contains("结果已全部写出") && page.contains("结果是最新的"), "{page}");
    let by_mouse = contents(&desk.root().join("out"));
    assert!(by_mouse.len() > 20, "{}", by_mouse.len());

    let args = ["compile", "returned", "decisions.yaml", "--out", "typed", "--lang", "zh", "-q"];
    assert_eq!(run(desk.root(), &args).status, 1, "the samples have errors");
    let typed = contents(&desk.root().join("typed"));
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&by_mouse), names(&typed));
    for ((name, mouse), (_, typed)) in by_mouse.iter().zip(&typed) {
        assert_eq!(mouse, typed, "{name}");
    }

    // Whatever the command line has written is known, too.
    fs::remove_dir_all(desk.root().join("out")).unwrap();
    fs::rename(desk.root().join("typed"), desk.root().join("out")).unwrap();
    assert!(desk.get("/out").body.contains("结果是最新的"));
    fs::write(desk.root().join("returned/新.txt"), "随便写写").unwrap();
    desk.ask("POST", "/inbox/read", "");
    assert!(desk.get("/out").body.contains("结果已过时"));
    assert!(desk.write("").contains("结果是最新的"));
}

#[test]
fn only_written_files_are_handed_out() {
    let desk = Desk::start();
    desk.write("");
    let summary = desk.get("/out/files/2025/summary.xlsx");
    assert_eq!(summary.status, 200);
    assert!(summary.head.contains("spreadsheetml") && summary.head.contains("attachment"), "{}", summary.head);
    let report = desk.get("/out/files/2025/report.html");
    assert!(report.head.contains("script-src 'sha384-"), "the page's own policy: {}", report.head);
    let table = desk.get("/out/files/ledger.csv?view=yes");
    assert!(table.head.contains("text/plain; charset=utf-8") && table.body.contains("文件"), "{}", table.head);
    let absolute = format!("/out/files/{}", desk.root().join("decisions.yaml").display());
    for path in [
        "/out/files/../decisions.yaml",
        "/out/files/%2e%2e/decisions.yaml",
        "/out/files/2025/%2e%2e/%2e%2e/decisions.yaml",
        "/out/files/..%2fdecisions.yaml",
        "/out/files/..%5cdecisions.yaml",
        "/out/files/..\\decisions.yaml",
        "/out/files//etc/passwd",
        "/out/files/%2fetc%2fpasswd",
        "/out/files/c:%5cwindows",
        "/out/files/.linghang",
        "/out/files/2025",
        "/out/files/%00",
        "/out/files/",
        &absolute,
        "/site/preview/../../decisions.yaml",
        "/site/preview/%2e%2e/decisions.yaml",
        "/site/preview/data/site.yaml",
        "/site/blanks/..%2fdata%2fsite.yaml",
        "/site/blanks/%2e%2e%2findex.html",
        "/print?programme=../2025",
        "/print?programme=2025&table=99",
        "/brief?programme=1999",
    ] {
        assert_eq!(desk.get(path).status, 404, "{path}");
    }
}

#[test]
fn a_password_is_asked_twice_and_kept_nowhere() {
    let desk = Desk::start();
    for (form, said) in [
        ("password=Summer-2025-x&again=Summer-2025-y", "两次输入的密码不一样"),
        ("password=short&again=short", "少于 8 个字符"),
        ("password=%E5%AF%86%E7%A0%81%E5%AF%86%E7%A0%81&again=%E5%AF%86%E7%A0%81%E5%AF%86%E7%A0%81", "只能用英文字母"),
    ] {
        let page = desk.write(form);
        assert!(page.contains(said) && page.contains("aria-invalid"), "{said}");
        assert!(!desk.root().join("out").exists(), "nothing is written");
    }
    let page = desk.write("password=Summer-2025-x&again=Summer-2025-x");
    assert!(page.contains("结果已全部写出") && page.contains("已加密，打开要密码"), "{page}");
    assert!(!page.contains("Summer-2025"));
    let written = files(&desk.root().join("out"));
    assert!(written.contains(&"其他文件.zip".to_owned()) && !written.contains(&"ledger.csv".to_owned()), "{written:?}");
    for (name, bytes) in contents(desk.root()) {
        assert!(!bytes.windows(13).any(|part| part == b"Summer-2025-x"), "{name}");
    }
}

#[test]
fn what_keeps_results_from_being_written_is_told() {
    let desk = Desk::start();
    let foreign = desk.root().join("out/我的文件.txt");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "x").unwrap();
    let page = desk.write("");
    assert!(page.contains("不是空的，也不是本程序写出的文件夹") && page.contains("我的文件.txt"), "{page}");
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "x");
}

#[test]
fn the_site_is_published_as_by_the_command_and_faults_are_told() {
    let desk = Desk::start();
    let page = desk.get("/site").body;
    assert!(page.contains("没有错误，可以发布") && page.contains("/site/blanks/"), "{page}");
    assert_eq!(desk.ask("POST", "/site/publish", "").status, 303);
    assert!(desk.get("/site?told=yes").body.contains("已发布"));
    assert_eq!(run(desk.root(), &["build", "--out", "typed", "-q"]).status, 0);
    assert!(contents(&desk.root().join("site")) == contents(&desk.root().join("typed")), "the same files");
    let blank = desk.get("/site/blanks/registration-2022.yaml");
    assert!(blank.head.contains("attachment") && blank.body.contains("表单: registration-2022"));
    let preview = desk.get("/site/preview/classes/");
    assert!(preview.head.contains("/site/preview/") && preview.head.contains("sandbox"), "{}", preview.head);
    assert_eq!(preview.status, 200);

    let path = desk.root().join("content/classes/2022/07-forestry.md");
    let text = fs::read_to_string(&path).unwrap();
    let version = |page: &str| {
        page.split("/site.js\" defer data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let before = version(&desk.get("/site").body);
    fs::write(&path, text.replace("organisers:", "organiserz:")).unwrap();
    let changed = |version: &str| {
        (0..20).any(|_| desk.get(&format!("/site/wait?version={version}")).body.lines().all(|line| line != version))
    };
    assert!(changed(&before), "the change is noticed");
    let page = desk.get("/site").body;
    for part in
        ["E0201", "content/classes/2022/07-forestry.md:", "<mark>organiserz</mark>", "organisers", "改好以后才能发布"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    desk.ask("POST", "/site/publish", "");
    assert!(desk.get("/site?told=yes").body.contains("没有发布"));
    assert_eq!(desk.get("/site/preview/").status, 200, "the last good site stays");
    fs::write(&path, text).unwrap();
    assert!(changed(&version(&page)), "and so is its mending");
    assert!(desk.get("/site").body.contains("没有错误，可以发布"));
}
