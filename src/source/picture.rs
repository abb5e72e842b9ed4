//! Looking at a picture just long enough to know that it is one.

use std::fs;
use std::path::Path;

/// What stands where a picture should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFile {
    /// A JPEG or PNG.
    Picture,
    NotAPicture,
    /// Nothing, or something other than a regular file.
    Missing,
}

/// Whether bytes are those of a JPEG or PNG.
pub fn is_picture(bytes: &[u8]) -> bool {
    matches!(imagesize::image_type(bytes), Ok(imagesize::ImageType::Jpeg | imagesize::ImageType::Png))
}

/// Looks at the first bytes of a file below a folder; `name` is `/`-separated. A symbolic link counts as missing, and so
/// does all that lies behind one: it could lead anywhere.
pub fn picture(folder: &Path, name: &str) -> PictureFile {
    let mut path = folder.to_owned();
    for part in name.split('/') {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink()) {
            return PictureFile::Missing;
        }
    }
    if !fs::metadata(&path).is_ok_and(|meta| meta.is_file()) {
        return PictureFile::Missing;
    }
    let kind = fs::File::open(&path).map_err(imagesize::ImageError::from).and_then(|file| {
        let mut reader = std::io::BufReader::new(file);
        imagesize::reader_type(&mut reader)
    });
    match kind {
        Ok(imagesize::ImageType::Jpeg | imagesize::ImageType::Png) => PictureFile::Picture,
        _ => PictureFile::NotAPicture,
    }
}
