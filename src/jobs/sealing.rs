//! Results behind a password: nothing of them touches the disk in clear, not even on the way.

use std::io::{self, BufWriter, Seek, Write};

use crate::formats::sealed::{Password, SealedArchive, office};
use crate::model::{Artifact, Content, Sink};
use crate::publish::Stage;

/// The archive of whatever is no workbook or document of ours, and the one within it.
pub const OTHERS: &str = "其他文件.zip";
const WITHIN: &str = "内容.zip";

const README: &str = include_str!("sealed-readme.txt");

/// Puts artifacts down sealed, one by one. What goes wrong is told when the stage is finished.
pub struct Sealing<'s> {
    stage: &'s Stage,
    password: &'s Password,
    others: SealedArchive<Box<dyn WriteSeek>>,
}

trait WriteSeek: Write + Seek {}
impl<W: Write + Seek> WriteSeek for W {}

impl<'s> Sealing<'s> {
    pub fn new(stage: &'s Stage, password: &'s Password) -> io::Result<Sealing<'s>> {
        let file: Box<dyn WriteSeek> = Box::new(BufWriter::new(stage.begin(OTHERS)?));
        let others = SealedArchive::new(file, WITHIN, password)?;
        Ok(Sealing { stage, password, others })
    }

    /// Ends the archive, and says beside it how to open what lies there.
    pub fn finish(self) -> io::Result<()> {
        self.others.finish()?;
        self.stage.put(&Artifact::new("README.txt", README));
        Ok(())
    }

    /// The one is sealed whole, the other as it comes.
    fn seal(&mut self, path: &str, content: &mut Content) -> io::Result<()> {
        if !stands_alone(path) {
            return content(self.others.begin(path)?);
        }
        let mut bytes = Vec::new();
        content(&mut bytes)?;
        self.stage.put(&Artifact::new(path, office(&bytes, self.password)?));
        Ok(())
    }
}

impl Sink for Sealing<'_> {
    fn put(&mut self, artifact: Artifact) {
        self.pour(&artifact.path, &mut |into| into.write_all(&artifact.bytes));
    }

    fn pour(&mut self, path: &str, content: &mut Content) {
        self.seal(path, content).unwrap_or_else(|error| self.stage.fail(error));
    }
}

/// Whether a file is sealed by itself, so that an office program opens it at once. Deeper down are files that are named
/// after units and people, whose very names are nobody else's business.
fn stands_alone(path: &str) -> bool {
    let is_office = [".xlsx", ".docx"].iter().any(|ending| path.ends_with(ending));
    is_office && path.matches('/').count() <= 1
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Sealing, stands_alone};
    use crate::formats::sealed::Password;
    use crate::model::{Artifact, Sink};
    use crate::publish::{Output, Stage};

    /// What stands in clear below a folder, staged files among it.
    fn clear(folder: &Path, secret: &str) -> Vec<String> {
        let files = crate::source::walk(folder, &|_| false).files;
        let holds = |bytes: Vec<u8>| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        let bytes = |path: &Path| std::fs::read(path).expect("readable");
        files.into_iter().filter(|it| it.name.contains(secret) || holds(bytes(&it.path))).map(|it| it.name).collect()
    }

    #[test]
    fn nothing_touches_the_disk_in_clear() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let password = Password::new("open-2025").expect("long enough");
        let stage = Stage::open(&temp.path().join("out"), Output::Summaries).expect("opened");
        let mut sealing = Sealing::new(&stage, &password).expect("begun");
        // More than any buffer holds.
        let text = "测试甲,110000198503070011\n".repeat(20_000);
        let nothing_in_clear = |path: &str| {
            for secret in ["测试甲", "110000198503070011"] {
                assert_eq!(clear(temp.path(), secret), [""; 0], "{secret} after {path}");
            }
        };
        for path in ["2025/summary.xlsx", "ledger.csv", "2025/returns/示例学会/测试甲.yaml"] {
            sealing.put(Artifact::new(path, text.as_str()));
            nothing_in_clear(path);
        }
        for path in ["2025/roster.csv", "2025/brief.docx"] {
            sealing.pour(path, &mut |into| {
                into.write_all(text.as_bytes())?;
                nothing_in_clear(path);
                into.write_all(text.as_bytes())
            });
            nothing_in_clear(path);
        }
        sealing.finish().expect("finished");
        stage.finish().expect("published");
        assert_eq!(clear(temp.path(), "测试甲"), [""; 0]);
    }

    #[test]
    fn only_files_with_names_of_ours_stand_alone() {
        for (path, alone) in [
            ("2025/summary.xlsx", true),
            ("2025/brief.docx", true),
            ("2025/roster.csv", false),
            ("2025/report.html", false),
            ("ledger.csv", false),
            ("2025/returns/示例学会/测试甲.xlsx", false),
        ] {
            assert_eq!(stands_alone(path), alone, "{path}");
        }
    }
}
