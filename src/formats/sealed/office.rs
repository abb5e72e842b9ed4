//! Office files with a password: ECMA-376 agile encryption, as [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15 describe it.
//!
//! A package (.xlsx, .docx) becomes a stream of a compound file, encrypted in segments under a random key; the key stands in
//! the stream beside it, encrypted under one that is derived from the password. An HMAC tells whether anything was changed.

use std::io::{self, Cursor, Read, Seek, Write};

use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit, block_padding::NoPadding};
use cfb::{CompoundFile, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha512};

use super::Password;
use super::random::random;

/// Bytes of a segment; each has an initialization vector of its own.
const SEGMENT: usize = 4096;

/// Bytes of a block of the cipher, of a salt and of an initialization vector.
const BLOCK: usize = 16;

/// How many times the password is hashed: the value of office programs.
const SPINS: u32 = 100_000;

/// What is mixed into a hash to make a key or a vector of it, by its purpose.
mod purpose {
    pub const VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
    pub const VERIFIER_VALUE: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
    pub const KEY_VALUE: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
    pub const HMAC_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
    pub const HMAC_VALUE: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];
}

type Key = [u8; 32];
type Vector = [u8; BLOCK];

/// Seals the package of an office file.
pub fn office(package: &[u8], password: &Password) -> io::Result<Vec<u8>> {
    let key: Key = random()?;
    let salt: Vector = random()?;
    // Office programs write, and some read, nothing but the older version of the container.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    data_spaces(&mut file)?;
    let hash = encrypted_package(&mut file, package, &key, &salt)?;
    let info = format!("{}{}", description(&key, &salt, &hash)?, locks(&key, password)?);
    let mut stream = file.create_stream("/EncryptionInfo")?;
    // Version 4.4, agile.
    stream.write_all(&[4, 0, 4, 0, 0x40, 0, 0, 0])?;
    stream.write_all(info.as_bytes())?;
    stream.flush()?;
    drop(stream);
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// The integrity of the encrypted package.
struct Integrity {
    key: [u8; 64],
    value: [u8; 64],
}

/// Writes the package, one segment after the other.
fn encrypted_package<F: Read + Write + Seek>(
    file: &mut CompoundFile<F>,
    package: &[u8],
    key: &Key,
    salt: &Vector,
) -> io::Result<Integrity> {
    let hmac_key: [u8; 64] = random()?;
    let mut mac = Hmac::<Sha512>::new_from_slice(&hmac_key).map_err(io::Error::other)?;
    let mut stream = file.create_stream("/EncryptedPackage")?;
    let mut put = |bytes: &[u8]| {
        mac.update(bytes);
        stream.write_all(bytes)
    };
    put(&(package.len() as u64).to_le_bytes())?;
    for (number, segment) in (0u32..).zip(package.chunks(SEGMENT)) {
        put(&encrypted(segment, key, &vector(salt, &number.to_le_bytes()))?)?;
    }
    stream.flush()?;
    Ok(Integrity { key: hmac_key, value: mac.finalize().into_bytes().into() })
}

/// How the package is encrypted.
fn description(key: &Key, salt: &Vector, integrity: &Integrity) -> io::Result<String> {
    let hmac_key = encrypted(&integrity.key, key, &vector(salt, &purpose::HMAC_KEY))?;
    let hmac_value = encrypted(&integrity.value, key, &vector(salt, &purpose::HMAC_VALUE))?;
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\" \
         xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\" \
         xmlns:c=\"http://schemas.microsoft.com/office/2006/keyEncryptor/certificate\">\
         <keyData {CIPHER} saltValue=\"{}\"/>\
         <dataIntegrity encryptedHmacKey=\"{}\" encryptedHmacValue=\"{}\"/>",
        STANDARD.encode(salt),
        STANDARD.encode(hmac_key),
        STANDARD.encode(hmac_value),
    ))
}

/// The key itself, locked by the password, and a riddle by which a wrong password is known.
fn locks(key: &Key, password: &Password) -> io::Result<String> {
    let salt: Vector = random()?;
    let riddle: Vector = random()?;
    let spun = spun(password, &salt);
    let locked = |bytes: &[u8], purpose: &[u8; 8]| {
        let locked = encrypted(bytes, &derived(&spun, purpose), &salt)?;
        Ok::<_, io::Error>(STANDARD.encode(locked))
    };
    Ok(format!(
        "<keyEncryptors><keyEncryptor uri=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\">\
         <p:encryptedKey spinCount=\"{SPINS}\" {CIPHER} saltValue=\"{}\" encryptedVerifierHashInput=\"{}\" \
         encryptedVerifierHashValue=\"{}\" encryptedKeyValue=\"{}\"/></keyEncryptor></keyEncryptors></encryption>",
        STANDARD.encode(salt),
        locked(&riddle, &purpose::VERIFIER_INPUT)?,
        locked(&Sha512::digest(riddle), &purpose::VERIFIER_VALUE)?,
        locked(key, &purpose::KEY_VALUE)?,
    ))
}

const CIPHER: &str = "saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" cipherAlgorithm=\"AES\" \
                      cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\"";

/// The password in UTF-16, hashed over and over so that trying passwords out takes long.
fn spun(password: &Password, salt: &Vector) -> [u8; 64] {
    let text: Vec<u8> = password.0.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let first = Sha512::new().chain_update(salt).chain_update(text).finalize();
    let hash = (0..SPINS)
        .fold(first, |hash, spin| Sha512::new().chain_update(spin.to_le_bytes()).chain_update(hash).finalize());
    hash.into()
}

fn derived(spun: &[u8; 64], purpose: &[u8; 8]) -> Key {
    beginning(&Sha512::new().chain_update(spun).chain_update(purpose).finalize())
}

fn vector(salt: &Vector, of: &[u8]) -> Vector {
    beginning(&Sha512::new().chain_update(salt).chain_update(of).finalize())
}

fn beginning<const N: usize>(hash: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| hash[at])
}

/// AES-256 in CBC mode; the last block is filled up with zeros.
fn encrypted(bytes: &[u8], key: &Key, vector: &Vector) -> io::Result<Vec<u8>> {
    let mut padded = bytes.to_vec();
    padded.resize(bytes.len().next_multiple_of(BLOCK), 0);
    let length = padded.len();
    let cipher = cbc::Encryptor::<Aes256>::new(key.into(), vector.into());
    cipher.encrypt_padded::<NoPadding>(&mut padded, length).map_err(io::Error::other)?;
    Ok(padded)
}

/// Says of what kind the container's streams are ([MS-OFFCRYPTO] 2.1 and 2.2); the same in every file.
fn data_spaces<F: Read + Write + Seek>(file: &mut CompoundFile<F>) -> io::Result<()> {
    const VERSIONS: [u8; 12] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
    let number = |number: u32| number.to_le_bytes().to_vec();
    let root = "/\u{6}DataSpaces";
    let transform = "StrongEncryptionTransform";
    let space = "StrongEncryptionDataSpace";

    let version = [text("Microsoft.Container.DataSpaces"), VERSIONS.to_vec()].concat();
    let entry = [number(1), number(0), text("EncryptedPackage"), text(space)].concat();
    let map = [number(8), number(1), number(entry.len() as u32 + 4), entry].concat();
    let definition = [number(8), number(1), text(transform)].concat();
    let id = text("{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}");
    let head = [number(id.len() as u32 + 8), number(1), id].concat();
    let name = text("Microsoft.Container.EncryptionTransform");
    let primary = [head, name, VERSIONS.to_vec(), number(0), number(0), number(0), number(4)].concat();

    file.create_storage(root)?;
    file.create_storage(format!("{root}/DataSpaceInfo"))?;
    file.create_storage(format!("{root}/TransformInfo"))?;
    file.create_storage(format!("{root}/TransformInfo/{transform}"))?;
    for (path, bytes) in [
        ("Version".to_owned(), version),
        ("DataSpaceMap".to_owned(), map),
        (format!("DataSpaceInfo/{space}"), definition),
        (format!("TransformInfo/{transform}/\u{6}Primary"), primary),
    ] {
        let mut stream = file.create_stream(format!("{root}/{path}"))?;
        stream.write_all(&bytes)?;
        stream.flush()?;
    }
    Ok(())
}

/// A text in UTF-16 after its length in bytes, filled up to four bytes (UNICODE-LP-P4).
fn text(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut bytes = (utf16.len() as u32).to_le_bytes().to_vec();
    bytes.extend(utf16);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::{SPINS, office};
    use crate::formats::sealed::Password;

    #[test]
    fn a_sealed_package_is_a_container_with_nothing_in_clear() {
        let password = Password::new("open-2025").expect("long enough");
        let package = "PK测试甲".repeat(2000);
        let sealed = office(package.as_bytes(), &password).expect("sealed");
        assert!(!sealed.windows(9).any(|part| part == "测试甲".as_bytes()));
        let mut file = cfb::CompoundFile::open_strict(Cursor::new(sealed)).expect("a sound container");
        let mut info = Vec::new();
        file.open_stream("/EncryptionInfo").expect("there").read_to_end(&mut info).expect("read");
        assert_eq!(info[..8], [4, 0, 4, 0, 0x40, 0, 0, 0]);
        assert!(String::from_utf8_lossy(&info).contains(&format!("spinCount=\"{SPINS}\"")));
        let stream = file.entry("/EncryptedPackage").expect("there");
        assert_eq!(stream.len() as usize, 8 + package.len().next_multiple_of(16));
    }

    #[test]
    fn the_same_package_is_never_sealed_alike() {
        let password = Password::new("open-2025").expect("long enough");
        let [one, other] = [(), ()].map(|()| office(b"PK", &password).expect("sealed"));
        assert_ne!(one, other);
    }
}
