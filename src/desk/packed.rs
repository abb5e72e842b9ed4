//! All results in one download: what lies in the output folder, packed while it is sent.

use std::io::{self, Write};
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http_body_util::channel::{Channel, Sender};
use tokio::runtime::Handle;

use super::outputs::lying;
use super::server::{App, Said};
use crate::formats::zipped::Zipped;
use crate::local::headers;
use crate::model::address::uri;
use crate::source::{Found, file_size, pour, stamp};

/// The address of the archive.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/out/all.zip", get(all))
}

/// Bytes that are sent in one piece.
const PIECE: usize = 64 << 10;

/// Pieces that wait for a slow browser.
const WAITING: usize = 4;

/// Nothing is made anew for it: of sealed results it holds what lies there, sealed.
async fn all(State(app): State<App>, said: Said) -> Response {
    let out = app.desk.opening().folder.out.clone();
    let files = app.work(|desk| lying(&desk.opening().folder.out)).await.unwrap_or_default();
    if files.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (sender, body) = Channel::<Bytes, io::Error>::new(WAITING);
    let mut pouring = Pouring { sender, runtime: Handle::current(), piece: Vec::with_capacity(PIECE) };
    tokio::task::spawn_blocking(move || {
        if let Err(error) = pack(&out, &files, &mut pouring) {
            // The browser hears of it, and keeps no half an archive.
            pouring.sender.abort(error);
        }
    });
    let name = said.lang.pick("汇总结果.zip", "results.zip");
    let disposition = format!("attachment; filename=\"results.zip\"; filename*=UTF-8''{}", uri(name));
    let headers = headers(&[
        (header::CONTENT_TYPE, "application/zip"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, &disposition),
    ]);
    (headers, Body::new(body)).into_response()
}

/// Packs the files of an output folder one after the other; fails if others are put into their place meanwhile.
fn pack(out: &Path, files: &[Found], into: &mut impl Write) -> io::Result<()> {
    let marker = out.join(".linghang");
    let before = stamp(&marker);
    let mut archive = Zipped::new(&mut *into);
    for file in files {
        pour(&file.path, archive.begin(&file.name, file_size(&file.path))?)?;
    }
    archive.finish()?.flush()?;
    match stamp(&marker) == before {
        true => Ok(()),
        false => Err(io::Error::other("the results were written anew")),
    }
}

/// What is written goes to the browser piece by piece, as fast as it takes them.
struct Pouring {
    sender: Sender<Bytes, io::Error>,
    runtime: Handle,
    piece: Vec<u8>,
}

impl Write for Pouring {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        if piece.is_empty() {
            return Ok(());
        }
        let sent = self.runtime.block_on(self.sender.send_data(piece.into()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::path::Path;

    use super::pack;
    use crate::desk::outputs::lying;
    use crate::source::{Archive, Limits};

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn packed(out: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        pack(out, &lying(out), &mut bytes).map(|()| bytes)
    }

    #[test]
    fn the_archive_holds_what_lies_there_and_nothing_else() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let out = temp.path().join("out");
        write(temp.path(), "decisions.yaml", "decisions: []\n");
        write(&out, "2025/名单.csv", "姓名\n测试甲\n");
        assert!(lying(&out).is_empty(), "a folder that is not ours");
        write(&out, ".linghang", "linghang summaries\n");
        write(&out, "ledger.csv", "文件\n");
        #[cfg(unix)]
        std::os::unix::fs::symlink(temp.path().join("decisions.yaml"), out.join("2025/别处.yaml")).expect("a link");
        let bytes = packed(&out).expect("packed");
        assert_eq!(bytes, packed(&out).expect("packed again"));
        let mut archive = Archive::open(&bytes, &Limits::DEFAULT).expect("an archive");
        for (path, text) in [("2025/名单.csv", "姓名\n测试甲\n"), ("ledger.csv", "文件\n")] {
            let at = archive.find(path).expect("an entry");
            assert_eq!(archive.read(at, 1 << 20).expect("read"), text.as_bytes());
        }
        assert!([".linghang", "2025/别处.yaml"].iter().all(|path| archive.find(path).is_none()));
    }

    /// Writes the results anew while they are packed.
    struct Meanwhile<'o>(&'o Path);

    impl Write for Meanwhile<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            write(self.0, ".linghang", "linghang summaries\nanew\n");
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn results_that_are_written_anew_meanwhile_are_not_mixed() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        write(temp.path(), ".linghang", "linghang summaries\n");
        write(temp.path(), "ledger.csv", "文件\n");
        let files = lying(temp.path());
        assert!(pack(temp.path(), &files, &mut Meanwhile(temp.path())).is_err());
        assert!(pack(temp.path(), &files, &mut Vec::new()).is_ok());
    }
}
