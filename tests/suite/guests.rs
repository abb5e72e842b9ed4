//! Strangers at the doors of the local servers: other addresses, other names, other paths, and many or slow requests.

mod crowds;

use std::fs;
use std::net::{TcpStream, UdpSocket};
use std::process::Command;
use std::time::Duration;

use self::crowds::Kept;
use crate::served::Served;
use crate::support::{lay, repository, write};
use crate::tally::{Tally, all, holds};

/// Words of a file that belongs to no site.
const SECRET: &str = "kept-from-strangers";

/// A small project around which files lie that are nobody's business.
fn laid() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), &folder.path().join("project"));
    for path in ["outside.txt", "project/secret.txt", "project/returned/secret.txt", "project/templates/secret.txt"] {
        write(folder.path(), path, SECRET);
    }
    folder
}

fn started(folder: &tempfile::TempDir, args: &[&str]) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linghang"));
    command.args(["--lang", "en"]).args(args).current_dir(folder.path().join("project"));
    Served::start(command).expect("it serves")
}

const PREVIEW: &[&str] = &["serve", "--port", "0"];
const DESK: &[&str] = &["desk", ".", "--no-open", "--port", "0", "--today", "2025-08-10"];

#[test]
fn only_this_machine_can_connect() {
    let folder = laid();
    for args in [PREVIEW, DESK] {
        let served = started(&folder, args);
        if cfg!(target_os = "linux") {
            let port = format!(":{:04X} ", served.port);
            let listens = |table: &str| -> Vec<String> {
                let table = fs::read_to_string(table).unwrap_or_default();
                let local = table.lines().filter_map(|line| line.split_whitespace().nth(1).map(str::to_owned));
                local.filter(|local| format!("{local} ").ends_with(&port)).collect()
            };
            let local = listens("/proc/net/tcp");
            assert!(local.iter().all(|it| it.starts_with("0100007F:")) && !local.is_empty(), "{local:?}");
            assert_eq!(listens("/proc/net/tcp6"), [""; 0], "no address of IPv6");
        }
        // The address by which others see this machine, where it has one. Nothing is sent.
        let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
        let seen = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()).map(|it| it.ip());
        if let Some(address) = seen.ok().filter(|it| !it.is_loopback()) {
            let other = TcpStream::connect_timeout(&(address, served.port).into(), Duration::from_secs(2));
            assert!(other.is_err(), "{address} is open");
        }
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let folder = laid();
    let mut tally = Tally::new("requests under other names and from other pages");
    for (args, path) in [(PREVIEW, "/"), (DESK, "/inbox")] {
        let served = started(&folder, args);
        let (port, cookie) = (served.port, &served.cookie);
        let path = format!("{}{path}", served.home);
        let own = format!("127.0.0.1:{port}");
        let ask = |line: &str, heads: &[String]| {
            let request = format!("{line}\r\n{}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n", heads.join("\r\n"));
            served.raw(request.as_bytes()).map_or(0, |(status, _)| status)
        };
        let get = format!("GET {path} HTTP/1.1");
        assert_eq!(ask(&get, &[format!("Host: {own}")]), 200);
        assert_eq!(ask(&format!("GET http://{own}{path} HTTP/1.1"), &[format!("Host: {own}")]), 200);
        for heads in [
            vec![format!("Host: rebound.example:{port}")],
            vec![format!("Host: 127.0.0.1.rebound.example:{port}")],
            vec![format!("Host: {own}.")],
            vec![format!("Host: {own}@rebound.example")],
            vec![format!("Host: 127.0.0.1:{}", port - 1)],
            vec!["Host: 0.0.0.0".to_owned()],
            vec![format!("Host: 0.0.0.0:{port}")],
            vec![format!("Host: 127.1:{port}")],
            vec![format!("Host: 2130706433:{port}")],
            vec![format!("Host: [::ffff:127.0.0.1]:{port}")],
            vec![format!("Host: {own}"), "Host: rebound.example".to_owned()],
            vec!["Host: rebound.example".to_owned(), format!("Host: {own}")],
            vec![format!("X-Forwarded-Host: {own}")],
        ] {
            let status = ask(&get, &heads);
            tally.count(&heads.join(", "), holds(status == 421 || status == 400, || status.to_string()));
        }
        let elsewhere = format!("GET http://rebound.example{path} HTTP/1.1");
        let status = ask(&elsewhere, &[format!("Host: {own}")]);
        tally.count(&elsewhere, holds(status == 421, || status.to_string()));
        for origin in ["http://rebound.example", "https://127.0.0.1", "null", "http://127.0.0.1:1", "file://", ""] {
            for method in ["POST", "PUT", "DELETE", "PATCH", "BREW"] {
                let heads = [format!("Host: {own}"), format!("Origin: {origin}"), "Content-Length: 0".to_owned()];
                let status = ask(&format!("{method} {}/out/write HTTP/1.1", served.home), &heads);
                tally.count(&format!("{method} from {origin}"), holds(status == 421, || status.to_string()));
            }
        }
    }
    // A browser that says nothing of an origin says what kind of page asks.
    let served = started(&folder, DESK);
    for kind in ["cross-site", "same-site"] {
        let head = served.head("POST", "/out/write");
        let request = format!("{head}Sec-Fetch-Site: {kind}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let status = served.raw(request.as_bytes()).unwrap().0;
        tally.count(&format!("a change from {kind}"), holds(status == 421, || status.to_string()));
    }
    assert!(!folder.path().join("project/out").exists(), "nothing was written for strangers");
    tally.end();
}

#[test]
fn nobody_enters_the_desk_without_its_token() {
    let folder = laid();
    let mut tally = Tally::new("entering the desk without its token");
    let mut served = started(&folder, DESK);
    let own = std::mem::take(&mut served.cookie);
    let [entrance, answer] = served.entrance.clone();
    let given = answer.lines().find(|line| line.starts_with("set-cookie: ")).unwrap();
    assert!(given.contains("; HttpOnly") && given.contains("; SameSite=Strict"), "{given}");
    for again in ["a second time", "a third time"] {
        let status = served.ask("GET", &entrance, "").unwrap().0;
        tally.count(&format!("the token {again}"), holds(status == 403, || status.to_string()));
    }
    let name = own.split('=').next().unwrap().to_owned();
    let pages =
        ["/", "/inbox", "/out", "/decisions", "/people", "/units", "/site", "/site/preview/", "/wait?version=0", "/x"];
    for cookie in
        ["", &format!("{name}="), &format!("{name}=0"), &own[..own.len() - 1], &format!("{own}0"), &format!("x{own}")]
    {
        served.cookie = cookie.to_owned();
        for page in pages {
            let status = served.ask("GET", page, "").unwrap().0;
            tally.count(&format!("{page} with {cookie:?}"), holds(status == 403, || status.to_string()));
        }
        for page in ["/inbox/text", "/inbox/file?name=x", "/out/write", "/site/publish", "/decisions"] {
            let status = served.ask("POST", page, "text=x").unwrap().0;
            tally.count(&format!("POST {page} with {cookie:?}"), holds(status == 403, || status.to_string()));
        }
    }
    for token in ["", "0", "%00", &"a".repeat(64), &"a".repeat(10_000)] {
        let status = served.ask("GET", &format!("/enter?token={token}"), "").unwrap().0;
        tally.count(&format!("token {token}"), holds(status == 403, || status.to_string()));
    }
    served.cookie = format!("{name}=0; {own}");
    assert_eq!(served.ask("GET", "/inbox", "").unwrap().0, 200, "a cookie of others beside ours keeps nobody out");
    served.cookie = own;
    let home = std::mem::take(&mut served.home);
    assert!(
        home.len() > 32 && given.contains(&format!("; Path={home}")) && !served.cookie.contains(&home[1..]),
        "{home}"
    );
    for page in ["/", "/inbox", "/out/files/ledger.csv", "/desk.js", &format!("{}x/inbox", &home[..home.len() - 1])] {
        let (status, answer) = served.ask("GET", page, "").unwrap();
        let closed = status == 403 && !answer.contains(&home[1..]);
        tally.count(&format!("{page}, without the desk's path"), holds(closed, || format!("{status}: {answer}")));
    }
    served.home = home;
    assert_eq!(served.ask("GET", "/inbox", "").unwrap().0, 200);
    let kept = fs::read_dir(folder.path().join("project/returned")).unwrap().count();
    assert_eq!(kept, 1, "nothing was taken in from strangers");
    tally.end();
}

/// Another user of this machine, even one who has got hold of everything, is not listened to.
#[cfg(target_os = "linux")]
#[test]
fn another_user_is_not_answered() {
    let folder = laid();
    let mut tally = Tally::new("requests of another user of this machine, with the owner's cookie");
    for (args, path) in [(PREVIEW, "/"), (DESK, "/inbox")] {
        let served = started(&folder, args);
        assert_eq!(served.ask("GET", path, "").unwrap().0, 200);
        let ask = "exec 3<>\"/dev/tcp/127.0.0.1/$0\"; printf '%s\\r\\nConnection: close\\r\\n\\r\\n' \"$1\" >&3; head -c 15 <&3";
        let head = served.head("GET", path);
        let asked = |other: bool| {
            let mut command = Command::new(if other { "setpriv" } else { "bash" });
            if other {
                command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "bash"]);
            }
            command.args(["-c", ask, &served.port.to_string(), head.trim_end()]).output().unwrap()
        };
        assert!(asked(false).stdout.starts_with(b"HTTP/1.1 200"), "the owner is answered");
        let said = asked(true);
        if String::from_utf8_lossy(&said.stderr).contains("setpriv") {
            crate::tally::report("faults: requests of another user: not tried, only root can become somebody else");
            return;
        }
        tally.count(path, holds(said.stdout.is_empty(), || String::from_utf8_lossy(&said.stdout).into_owned()));
    }
    tally.end();
}

/// Ways to write a path that leads upwards.
fn ways(path: &str) -> Vec<String> {
    let up = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "%uff0e%uff0e",
        "..%00",
        "..;",
        "...",
        "....",
        "．．",
        "%ef%bc%8e%ef%bc%8e",
        "~",
        ".",
        "%2e",
        "..%20",
        "..%0d%0a",
    ];
    let between = ["/", "//", "%2f", "%252f", "\\", "%5c", "%c0%af", "/./", "/.//", "%2f/"];
    let mut ways = Vec::new();
    for up in up {
        for between in between {
            for depth in [1, 2, 8] {
                ways.push(format!("{}{path}", format!("{up}{between}").repeat(depth)));
                ways.push(format!("notices/{}{path}", format!("{up}{between}").repeat(depth)));
            }
        }
    }
    ways
}

#[test]
fn no_path_leads_out_and_no_folder_is_listed() {
    let folder = laid();
    let absolute = folder.path().join("outside.txt").display().to_string();
    let targets = ["outside.txt", "secret.txt", "project/secret.txt", "returned/secret.txt", "templates/secret.txt"];
    let more = [
        absolute.clone(),
        format!("/{absolute}"),
        format!("file://{absolute}"),
        format!("C:{absolute}"),
        absolute.replace('/', "%2f"),
        absolute.replace('/', "%5c"),
        "%00".to_owned(),
        "index.html%00.txt".to_owned(),
        "secret.txt::$DATA".to_owned(),
        "\\\\127.0.0.1\\c$\\x".to_owned(),
        "x".repeat(60_000),
        "../".repeat(10_000),
        ".git/HEAD".to_owned(),
        ".linghang".to_owned(),
    ];
    let mut tally = Tally::new("paths that lead out of the site");
    for (args, places) in [(PREVIEW, &["/"][..]), (DESK, &["/site/preview/", "/site/blanks/", "/out/files/", "/"])] {
        let served = started(&folder, args);
        let mut stream = Kept::new(&served);
        for place in places {
            let tried = targets.iter().flat_map(|target| ways(target)).chain(more.iter().cloned());
            for (at, path) in tried.enumerate() {
                // Each way is tried on the preview; on the desk a part of them is enough in a quick run.
                if args == DESK && !all() && at % 7 != 0 {
                    continue;
                }
                let (status, body) = stream.get(&format!("{place}{path}"));
                let refused = [302, 303, 400, 404, 414, 431].contains(&status) && !body.contains(SECRET);
                tally.count(&format!("{place}{path}"), holds(refused, || format!("{status}: {body}")));
            }
        }
        // A folder is not found, or leads to the page that the site has there.
        let folders = ["/assets", "/assets/", "/search/x/", "/out/files/", "/out/files/demo/", "/site/preview/assets/"];
        for listed in folders {
            let (status, body) = served.ask("GET", listed, "").unwrap();
            let right = [302, 303, 404].contains(&status) && !body.contains("site.css");
            tally.count(listed, holds(right, || format!("{status}: {body}")));
        }
    }
    tally.end();
}

#[test]
fn answers_are_kept_by_no_browser_and_framed_by_no_stranger() {
    let folder = laid();
    for (args, pages) in [
        (PREVIEW, &["/", "/nothing", "/forms/card.xlsx", "/__linghang/live.js"][..]),
        (DESK, &["/inbox", "/out", "/decisions", "/site", "/site/preview/", "/desk.js", "/enter?token=x"]),
    ] {
        let served = started(&folder, args);
        for page in pages {
            let (_, answer) = served.ask("GET", page, "").unwrap();
            let head = answer.split("\r\n\r\n").next().unwrap();
            if head.contains("content-type") {
                assert!(head.contains("cache-control: no-store"), "{page}: {head}");
            }
            assert!(!head.contains("access-control-allow"), "{page}: {head}");
            let is_inside = args == DESK && !page.starts_with("/desk.js") && !page.starts_with("/enter");
            if is_inside {
                let framed = if *page == "/site/preview/" { "'none'" } else { "'self'" };
                assert!(head.contains(&format!("frame-ancestors {framed}")), "{page}: {head}");
                assert!(head.contains("x-content-type-options: nosniff"), "{page}: {head}");
            }
        }
    }
}

/// A service worker would answer in the stead of the desk, with pages of its own, as long as the browser lives.
#[test]
fn no_worker_is_handed_out() {
    let folder = laid();
    for (args, site) in [(PREVIEW, "/"), (DESK, "/site/preview/")] {
        let served = started(&folder, args);
        let page = served.ask("GET", site, "").unwrap().1;
        let name = page.split("src=\"assets/").nth(1).and_then(|rest| rest.split('"').next());
        let path = format!("{site}assets/{}", name.expect("a script"));
        assert_eq!(served.ask("GET", &path, "").unwrap().0, 200, "{path}");
        let head = served.head("GET", &path);
        let asked = served.raw(format!("{head}Connection: close\r\nService-Worker: script\r\n\r\n").as_bytes());
        assert_eq!(asked.unwrap().0, 403, "{path}");
    }
}

/// Two desks on one folder, as on a shared disk: files of one name are all kept, and no decision that was saved is lost.
#[test]
fn two_desks_on_one_folder_lose_nothing() {
    let folder = laid();
    let desks = [started(&folder, DESK), started(&folder, DESK)];
    let mut tally = Tally::new("files of one name at two desks at once");
    let rounds = if all() { 100 } else { 12 };
    let accepted: usize = std::thread::scope(|scope| {
        let send = |desk| {
            move || {
                let one = |round| served_file(desk, &format!("{:p} {round}\n", desk));
                (0..rounds).filter(|round| one(*round)).count()
            }
        };
        let sent: Vec<_> = desks.iter().map(|desk| scope.spawn(send(desk))).collect();
        sent.into_iter().map(|sent| sent.join().unwrap()).sum()
    });
    let day = folder.path().join("project/returned/2025-08-10");
    let mut kept: Vec<_> = fs::read_dir(day).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    kept.sort();
    kept.dedup();
    assert_eq!(accepted, 2 * rounds, "all are taken in");
    for at in 0..accepted {
        tally.count("a file", holds(at < kept.len(), || format!("{} of {accepted} are there", kept.len())));
    }
    tally.end();

    let mut tally = Tally::new("decisions at two desks at once");
    let saved: usize = std::thread::scope(|scope| {
        let decide = |(number, desk)| {
            move || (0..rounds).filter(|round| is_decided(desk, &format!("desk {number} round {round}."))).count()
        };
        let saved: Vec<_> = desks.iter().enumerate().map(|it| scope.spawn(decide(it))).collect();
        saved.into_iter().map(|saved| saved.join().unwrap()).sum()
    });
    let text = fs::read_to_string(folder.path().join("project/decisions.yaml")).unwrap();
    assert!(saved > 0, "some are saved");
    for at in 0..saved {
        let there = text.matches("round").count();
        tally.count("a decision", holds(at < there, || format!("{there} of {saved} are there")));
    }
    tally.end();
}

/// Hands in a file, always under the same name; whether it was taken in.
fn served_file(desk: &Served, text: &str) -> bool {
    let (status, answer) = desk.ask("POST", "/inbox/file?name=a.yaml", text).unwrap();
    status == 200 && answer.contains("\"known\":null")
}

/// Makes a decision on the form as it is shown; whether it was saved.
fn is_decided(desk: &Served, reason: &str) -> bool {
    let form = desk.ask("GET", "/decisions/new?kind=paper", "").unwrap().1;
    let from = form.split("name=\"from\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields =
        format!("kind=paper&from={from}&programme=demo&received=2025-08-10&unit=%E7%A4%BA%E4%BE%8B%E5%AD%A6%E4%BC%9A");
    let (status, answer) = desk.ask("POST", "/decisions", &format!("{fields}&reason={reason}")).unwrap();
    status == 303 && answer.contains("done=")
}
