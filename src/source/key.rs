//! Keyed codes: what stands for a text in a list that must not hold it.

use std::fmt;
use std::io;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A secret of 32 bytes; written as 64 lower-case hexadecimal digits. It is never shown otherwise.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// HMAC-SHA256 (RFC 2104, FIPS 198-1) of a text under a key; shown as 64 lower-case hexadecimal digits. Without the key it
/// tells nothing of the text, not even to somebody who tries all ID numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyedCode([u8; 32]);

impl Key {
    /// A new key from the operating system's random numbers.
    pub fn fresh() -> io::Result<Key> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Key(bytes))
    }

    /// The key of a key file; none where it is not 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Key> {
        bytes_of(text.trim()).map(Key)
    }

    /// What the key file holds: one line.
    pub fn to_file(&self) -> String {
        format!("{}\n", KeyedCode(self.0))
    }

    /// The code of a text. `purpose` keeps apart what is said of different things: no text of one purpose has the code of
    /// a text of another.
    pub fn code(&self, purpose: &str, text: &str) -> KeyedCode {
        // A key of any length will do for HMAC; this one always fits.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return KeyedCode([0; 32]) };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        KeyedCode(mac.finalize().into_bytes().into())
    }
}

impl KeyedCode {
    pub fn parse(text: &str) -> Option<KeyedCode> {
        bytes_of(text).map(KeyedCode)
    }
}

fn bytes_of(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
    bytes.try_into().ok().filter(|_| digits.len() == 64)
}

impl fmt::Display for KeyedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyedCode};

    #[test]
    fn codes_are_those_of_the_standard() {
        // HMAC-SHA256 with 32 bytes of 0x0b, of "id", a zero byte and "110000"; worked out with Python's hmac module.
        let key = Key::parse(&"0b".repeat(32)).expect("a key");
        let expected = "8094876d1fe5b19671fa9fac3bee6243829f98baa269d264ea47f3d393722e8d";
        assert_eq!(key.code("id", "110000").to_string(), expected);
        assert_ne!(key.code("name", "110000"), key.code("id", "110000"));
        assert_eq!(KeyedCode::parse(expected), Some(key.code("id", "110000")));
    }

    #[test]
    fn a_key_is_kept_in_a_file_and_two_are_never_the_same() {
        let (one, other) = (Key::fresh().expect("a key"), Key::fresh().expect("a key"));
        assert_ne!(one, other);
        assert_eq!(Key::parse(&one.to_file()), Some(one));
        for text in ["", "0b", &"0b".repeat(33), &"0g".repeat(32), &"０".repeat(64)] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
