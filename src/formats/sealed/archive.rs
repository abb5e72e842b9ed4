//! A zip archive with a password (WinZip AE, AES-256), written as the files come.

use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

use super::Password;
use crate::formats::zipped::Zipped;

/// An archive of one sealed entry, which is an archive itself: names of files are not secret in a zip file, and returned
/// files are named after people.
pub struct SealedArchive<W: Write + Seek> {
    inner: Zipped<ZipWriter<W>>,
}

impl<W: Write + Seek> SealedArchive<W> {
    /// Begins an archive; `name` is that of the archive within it.
    pub fn new(into: W, name: &str, password: &Password) -> io::Result<SealedArchive<W>> {
        let mut outer = ZipWriter::new(into);
        // What is packed already grows no smaller, and ciphertext neither.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true)
            .with_aes_encryption(AesMode::Aes256, &password.0);
        outer.start_file(name, options)?;
        Ok(SealedArchive { inner: Zipped::new(outer) })
    }

    /// Begins a file, whose content is written into what this answers.
    pub fn begin(&mut self, path: &str) -> io::Result<&mut impl Write> {
        self.inner.begin(path, 0)
    }

    /// Ends the archive; without this nobody can open it.
    pub fn finish(self) -> io::Result<()> {
        self.inner.finish()?.finish()?.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};

    use zip::ZipArchive;

    use super::SealedArchive;
    use crate::formats::sealed::Password;

    #[test]
    fn what_was_sealed_opens_with_its_password_alone() {
        let password = Password::new("open-2025").expect("long enough");
        let mut bytes = Cursor::new(Vec::new());
        let mut archive = SealedArchive::new(&mut bytes, "inner.zip", &password).expect("begun");
        archive.begin("2025/测试甲.yaml").and_then(|it| it.write_all("姓名: 测试甲".as_bytes())).expect("added");
        archive.begin("ledger.csv").and_then(|it| it.write_all(&[b'x'; 100_000])).expect("added");
        archive.finish().expect("finished");
        let bytes = bytes.into_inner();
        for secret in ["测试甲", "ledger"] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret} stands in clear");
        }
        let mut outer = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        assert!(outer.by_index_decrypt(0, b"wrong password").is_err());
        let mut inner = Vec::new();
        let mut entry = outer.by_index_decrypt(0, b"open-2025").expect("opened");
        entry.read_to_end(&mut inner).expect("read");
        let mut inner = ZipArchive::new(Cursor::new(inner)).expect("an archive");
        let mut text = String::new();
        inner.by_name("2025/测试甲.yaml").expect("there").read_to_string(&mut text).expect("read");
        assert_eq!(text, "姓名: 测试甲");
    }
}
