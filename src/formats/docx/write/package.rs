//! Parts to a zip archive (ISO/IEC 21320-1: deflate only) with fixed times.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The parts in the order of their names, which puts `[Content_Types].xml` first, where some readers look for it.
pub fn pack(parts: &BTreeMap<&str, Vec<u8>>) -> Vec<u8> {
    // Writing to memory fails only beyond sizes that a form never comes near.
    packed(parts).unwrap_or_default()
}

fn packed(parts: &BTreeMap<&str, Vec<u8>>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
