//! Zip archives that are written as the files come, on the way to wherever they go: the same bytes for the same files.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of so many bytes may grow beyond what a plain entry can tell.
const LARGE: u64 = 3 << 30;

/// An archive on its way.
pub struct Zipped<W: Write> {
    inner: ZipWriter<StreamWriter<W>>,
}

impl<W: Write> Zipped<W> {
    pub fn new(into: W) -> Zipped<W> {
        Zipped { inner: ZipWriter::new_stream(into) }
    }

    /// Begins a file of at most so many bytes, whose content is written into what this answers. No archive tells a day.
    pub fn begin(&mut self, path: &str, bytes: u64) -> io::Result<&mut (impl Write + use<W>)> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(bytes >= LARGE);
        self.inner.start_file(path, options)?;
        Ok(&mut self.inner)
    }

    /// Ends the archive, and answers what it was written into; without this nobody can open it.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.inner.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};

    use zip::ZipArchive;

    use super::Zipped;

    fn packed() -> Vec<u8> {
        let mut archive = Zipped::new(Vec::new());
        let large = "测试".repeat(50_000);
        for (path, text) in [("2025/名单.csv", "姓名\n测试甲\n"), ("ledger.csv", &large)] {
            archive.begin(path, text.len() as u64).and_then(|it| it.write_all(text.as_bytes())).expect("added");
        }
        archive.finish().expect("finished")
    }

    #[test]
    fn what_was_poured_in_comes_out_and_the_same_files_make_the_same_bytes() {
        let bytes = packed();
        assert_eq!(bytes, packed());
        assert!(bytes.len() < 10_000, "it is packed: {}", bytes.len());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let names: Vec<String> = archive.file_names().map(|it| it.expect("a name").into_owned()).collect();
        assert_eq!(names, ["2025/名单.csv", "ledger.csv"]);
        let mut entry = archive.by_name("2025/名单.csv").expect("there");
        assert_eq!(entry.last_modified().map(|it| it.year()), Some(1980));
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("read");
        assert_eq!(text, "姓名\n测试甲\n");
    }
}
