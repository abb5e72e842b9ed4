//! Why a file could not be read, as a problem.

use super::catalog::FileProblem;
use super::fact::Both;
use crate::source::ReadError;

impl FileProblem {
    /// What is told of a file whose bytes could not be had; `limit` is how many bytes it may have.
    pub fn unread(error: &ReadError, limit: u64) -> FileProblem {
        match error {
            ReadError::TooLarge { bytes } => FileProblem::TooLarge { size: megabytes(*bytes), limit: megabytes(limit) },
            ReadError::NotAFile => {
                let reason = Both(["这不是普通文件".to_owned(), "it is no regular file".to_owned()]);
                FileProblem::Unreadable { reason }
            }
            ReadError::Io(error) => FileProblem::Unreadable { reason: Both::refusal(error) },
        }
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}
