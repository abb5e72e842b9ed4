//! The fingerprint of a file's bytes, by which a file is recognised again.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// SHA-256 (FIPS 180-4) of a file's bytes; shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(Sha256::digest(bytes).into())
    }

    /// Of a file that is too large to be read into memory; none where it cannot be read.
    pub fn of_file(path: &Path) -> Option<Fingerprint> {
        let mut file = File::open(path).ok()?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 64 << 10];
        loop {
            match file.read(&mut buffer).ok()? {
                0 => return Some(Fingerprint(digest.finalize().into())),
                length => digest.update(&buffer[..length]),
            }
        }
    }
}

/// What an `integrity` attribute holds for these bytes (W3C Subresource Integrity): `sha384-` and the digest in Base64.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    /// Reads 64 hexadecimal digits, however they are capitalised.
    fn from_str(text: &str) -> Result<Fingerprint, NotAFingerprint> {
        let digits = text.as_bytes();
        let nibble = |digit: u8| char::from(digit).to_digit(16).map(|it| it as u8).ok_or(NotAFingerprint);
        let mut bytes = [0; 32];
        if digits.len() != 2 * bytes.len() {
            return Err(NotAFingerprint);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Fingerprint(bytes))
    }
}

/// A text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAFingerprint;

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, integrity};

    #[test]
    fn the_standards_own_example() {
        // FIPS 180-4, example "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Fingerprint::of(b"abc").to_string(), expected);
        assert_eq!(expected.to_uppercase().parse(), Ok(Fingerprint::of(b"abc")));
        for text in ["", "ba78", &expected.replace('b', "g"), &expected.replace("ba", "甲")] {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }

    #[test]
    fn integrity_is_as_browsers_work_it_out() {
        // The example of W3C Subresource Integrity, 1.2.1.
        let script = b"alert('Hello, world.');";
        let expected = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(script), expected);
    }
}
