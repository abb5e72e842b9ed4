//! A program that serves, and requests as raw as a stranger would send them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A preview or a desk, ended with this.
pub struct Served {
    pub child: Child,
    pub port: u16,
    /// Of whoever has entered a desk.
    pub cookie: String,
    /// Where one entered, and the answer there; both empty for a preview.
    pub entrance: [String; 2],
    /// What paths begin with: of a desk a word that only its owner knows.
    pub home: String,
}

impl Served {
    /// Waits for the address, and enters where it is a desk's. None where the program dies before it can be asked.
    pub fn start(mut command: Command) -> Option<Served> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let Some(line) = said.find(|line| line.contains("http://127.0.0.1:")) else {
            child.wait().unwrap();
            return None;
        };
        // What is said later has to go somewhere, or the program would stop at a full pipe.
        std::thread::spawn(move || said.for_each(drop));
        let (port, path) = line.split("127.0.0.1:").nth(1).unwrap().split_once('/').unwrap();
        let (cookie, entrance, home) = Default::default();
        let mut served = Served { child, port: port.parse().unwrap(), cookie, entrance, home };
        let path = path.split([' ', '(', '（']).next().unwrap();
        if let Some((home, entrance)) = path.split_once('/').filter(|(_, rest)| rest.contains("token")) {
            served.home = format!("/{home}");
            let (_, answer) = served.ask("GET", &format!("/{entrance}"), "")?;
            let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "))?;
            served.cookie = cookie.split(';').next().unwrap().to_owned();
            served.entrance = [format!("/{entrance}"), answer];
        }
        Some(served)
    }

    pub fn connect(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        Some(stream)
    }

    /// The head of a request of whoever may ask for a path below the server's home, without the empty line at its end.
    pub fn head(&self, method: &str, path: &str) -> String {
        let (port, cookie, home) = (self.port, &self.cookie, &self.home);
        format!("{method} {home}{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n")
    }

    /// Status and answer; none where the program has died.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let head = format!("{}Connection: close\r\n{kind}\r\nContent-Length: {}", self.head(method, path), body.len());
        self.raw(format!("{head}\r\n\r\n{body}").as_bytes())
    }

    /// Sends bytes, and answers status and answer up to its end; none where there is none.
    pub fn raw(&self, request: &[u8]) -> Option<(u16, String)> {
        let mut stream = self.connect()?;
        // A refusal may come, and the connection end, before all was sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        Some((answer.split(' ').nth(1)?.parse().ok()?, answer))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
