//! Files that open with a password only: office files as office programs seal them, all others in one archive.

mod archive;
mod office;
mod random;

pub use archive::SealedArchive;
pub use office::office;

use crate::diagnostic::Words;

/// A password as a person typed it. It is shown nowhere.
pub struct Password(String);

impl Password {
    /// Characters below which a password is refused: shorter ones are tried out in an afternoon.
    const LEAST: usize = 8;

    /// Takes a text for a password, or says what is wrong with it.
    pub fn new(text: impl Into<String>) -> Result<Password, Words> {
        let text = text.into();
        // How other characters become bytes is left open for archives, so that the next program may not open them.
        if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(Words(["只能用英文字母、数字和半角符号", "use ASCII letters, digits and signs only"]));
        }
        if text.len() < Password::LEAST {
            return Err(Words(["少于 8 个字符", "it has fewer than 8 characters"]));
        }
        Ok(Password(text))
    }
}
