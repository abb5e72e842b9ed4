//! Many requests, slow ones and long ones: none of them costs the server much, and none keeps others waiting.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{DESK, PREVIEW, laid, started};
use crate::served::Served;
use crate::tally::{Tally, all, holds};

/// A connection that stays open from request to request, as a browser's does.
pub struct Kept<'s> {
    served: &'s Served,
    stream: Option<TcpStream>,
}

impl Kept<'_> {
    pub fn new(served: &Served) -> Kept<'_> {
        Kept { served, stream: None }
    }

    pub fn get(&mut self, path: &str) -> (u16, String) {
        // The server may have closed an idle connection.
        for _ in 0..3 {
            let mut stream = self.stream.take().unwrap_or_else(|| self.served.connect().unwrap());
            if stream.write_all(format!("{}\r\n", self.served.head("GET", path)).as_bytes()).is_err() {
                continue;
            }
            if let Some((status, body, open)) = answer(&mut stream) {
                self.stream = open.then_some(stream);
                return (status, body);
            }
        }
        panic!("no answer to {path}");
    }
}

/// Status and body of one answer, and whether the connection stays open.
fn answer(stream: &mut TcpStream) -> Option<(u16, String, bool)> {
    let mut got = Vec::new();
    let mut piece = [0; 16 << 10];
    let head = loop {
        if let Some(at) = got.windows(4).position(|it| it == b"\r\n\r\n") {
            break at;
        }
        match stream.read(&mut piece) {
            Ok(length) if length > 0 => got.extend(&piece[..length]),
            _ => return None,
        }
    };
    let text = String::from_utf8_lossy(&got[..head]).to_lowercase();
    let length =
        text.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |it| it.parse().unwrap());
    while got.len() < head + 4 + length {
        match stream.read(&mut piece) {
            Ok(read) if read > 0 => got.extend(&piece[..read]),
            _ => return None,
        }
    }
    let body = String::from_utf8_lossy(&got[head + 4..]).into_owned();
    Some((text.split(' ').nth(1)?.parse().ok()?, body, !text.contains("connection: close")))
}

/// Memory and open files of a program: MiB, and how many.
#[cfg(target_os = "linux")]
fn held(served: &Served) -> (usize, usize) {
    let id = served.child.id();
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let memory: usize = line.split_whitespace().next().unwrap().parse().unwrap();
    (memory / 1024, fs::read_dir(format!("/proc/{id}/fd")).unwrap().count())
}

#[cfg(not(target_os = "linux"))]
fn held(_: &Served) -> (usize, usize) {
    (0, 0)
}

#[test]
fn thousands_of_requests_leave_nothing_behind() {
    let folder = laid();
    let mut tally = Tally::new("requests, with memory and open files measured");
    for (args, pages) in [
        (PREVIEW, ["/", "/notices/first/", "/search/about.json", "/nothing", "/forms/card.xlsx"]),
        (DESK, ["/inbox", "/site/preview/", "/nothing", "/site", "/out"]),
    ] {
        let served = started(&folder, args);
        let rounds = |count: usize| {
            std::thread::scope(|scope| {
                for worker in 0..8 {
                    let (served, pages) = (&served, &pages);
                    scope.spawn(move || {
                        let mut kept = Kept::new(served);
                        for at in 0..count / 8 {
                            let (status, _) = kept.get(pages[(at + worker) % pages.len()]);
                            assert!([200, 404].contains(&status), "{status}");
                        }
                    });
                }
            });
        };
        rounds(400);
        let before = held(&served);
        let count = if all() { 50_000 } else { 2_000 };
        rounds(count);
        // Connections, too, of which each asks once.
        for _ in 0..200 {
            assert_eq!(served.ask("GET", pages[0], "").unwrap().0, 200);
        }
        let after = held(&served);
        assert!(after.0 <= before.0 + 24, "MiB before and after: {} {}", before.0, after.0);
        assert!(after.1 <= before.1 + 16, "files before and after: {} {}", before.1, after.1);
        (0..count + 200).for_each(|_| tally.count("", Ok(())));
    }
    tally.end();
}

#[test]
fn those_who_only_hold_the_line_keep_nobody_out_of_the_preview() {
    hold_the_line(PREVIEW, "/");
}

#[test]
fn those_who_only_hold_the_line_keep_nobody_out_of_the_desk() {
    hold_the_line(DESK, "/inbox");
}

/// Six hundred connections that want nothing, or never end what they began, or take no answer.
fn hold_the_line(args: &[&str], page: &str) {
    let folder = laid();
    let served = started(&folder, args);
    assert_eq!(served.ask("GET", page, "").unwrap().0, 200);
    let before = held(&served);
    let begun = Instant::now();
    let mut tally = Tally::new(format!("connections that only hold the line, {}", args[0]));
    let mut holding = Vec::new();
    for at in 0..600 {
        let mut stream = served.connect().expect("taken in");
        let part = match at % 4 {
            // Says nothing.
            0 => String::new(),
            // Never ends its head.
            1 => format!("GET {page} HTTP/1.1\r\nHost: 127.0.0.1"),
            // Never ends its body.
            2 => format!("{}Content-Length: 1000\r\n\r\nhalf", served.head("POST", "/inbox/file?name=half.yaml")),
            // Asks and asks, and never takes an answer. A few of them, because drawing what nobody takes costs time.
            3 if at % 16 == 3 => format!("{}\r\n", served.head("GET", page)).repeat(200),
            _ => served.head("GET", page),
        };
        tally.count("", Ok(()));
        stream.set_nonblocking(true).unwrap();
        let _ = stream.write(part.as_bytes());
        holding.push(stream);
    }
    for _ in 0..3 {
        let asked = Instant::now();
        assert_eq!(served.ask("GET", page, "").unwrap().0, 200);
        assert!(asked.elapsed() < Duration::from_secs(15), "one who asks waits {:?}", asked.elapsed());
    }
    let during = held(&served);
    // 256 connections; on the desk, each may be writing a file.
    let most = if args == DESK { 2 * 256 } else { 256 } + 16;
    assert!(during.1 <= before.1 + most, "files: {} and {}", before.1, during.1);
    assert!(during.0 <= before.0 + 96, "MiB: {} and {}", before.0, during.0);
    // Those that hold the line are sent away after a while, without anybody asking.
    while held(&served).1 > before.1 + 8 {
        assert!(begun.elapsed() < Duration::from_secs(180), "{} are still there", held(&served).1 - before.1);
        std::thread::sleep(Duration::from_millis(250));
    }
    assert_eq!(served.ask("GET", page, "").unwrap().0, 200);
    drop(holding);
    let halves = || {
        let names = fs::read_dir(folder.path().join("project")).unwrap().map(|it| it.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".arriving")).count()
    };
    while halves() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(240), "{} halves of files are left", halves());
        std::thread::sleep(Duration::from_millis(100));
    }
    tally.end();
}

#[test]
fn what_is_too_long_is_refused_and_what_is_large_passes_through() {
    let folder = laid();
    let mut tally = Tally::new("requests that are too long or make no sense");
    for args in [PREVIEW, DESK] {
        let served = started(&folder, args);
        let before = held(&served);
        let long = "a".repeat(8 << 20);
        let many: String = (0..5_000).map(|at| format!("X-{at}: y\r\n")).collect();
        let head = |method: &str, path: &str| served.head(method, path);
        let refused = [
            format!("{}X: {long}\r\n\r\n", head("GET", "/")),
            format!("{}\r\n", head("GET", &format!("/{long}"))),
            format!("{}{many}\r\n", head("GET", "/")),
            format!("{}Content-Length: 99999999999999999999\r\n\r\n", head("POST", "/inbox/text")),
            format!("{}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", head("POST", "/inbox/text")),
            format!("{}Transfer-Encoding: chunked\r\n\r\nzz\r\n", head("POST", "/inbox/text")),
            format!("{}Content-Length: {}\r\n\r\ntext={long}", head("POST", "/inbox/text"), long.len() + 5),
            "\0\u{1}\u{2}".repeat(1000),
        ];
        for request in refused {
            let status = served.raw(request.as_bytes()).map_or(0, |(status, _)| status);
            let refused = [0, 400, 405, 413, 414, 415, 431].contains(&status);
            tally.count(&request[..60.min(request.len())], holds(refused, || status.to_string()));
        }
        let after = held(&served);
        assert!(after.0 <= before.0 + 48, "MiB: {} and {}", before.0, after.0);
    }
    // A large file passes through to the disk.
    let served = started(&folder, DESK);
    let before = held(&served);
    let large = "x".repeat(96 << 20);
    assert_eq!(served.ask("POST", "/inbox/file?name=large.bin", &large).unwrap().0, 200);
    let after = held(&served);
    assert!(after.0 <= before.0 + 32, "MiB: {} and {}", before.0, after.0);
    let kept = folder.path().join("project/returned/2025-08-10/large.bin");
    assert_eq!(fs::metadata(kept).unwrap().len(), large.len() as u64);
    tally.end();
}
