//! Styles, scripts and pictures of the templates: smaller where they are ours, and named after what is in them.

use crate::formats::minify;
use crate::formats::template::Asset;
use crate::model::Artifact;
use crate::source::{Fingerprint, integrity};

/// The folder of assets, in `templates/` as on the site.
const FOLDER: &str = "assets/";
/// Digits of the fingerprint that stand in a name.
const DIGITS: usize = 10;
/// What can name other assets, such as the picture in a style sheet.
const TEXTS: [&str; 4] = [".css", ".js", ".mjs", ".svg"];

/// A file of `templates/`.
pub struct File {
    /// From the project's root.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Whether it comes from inside the program.
    pub built_in: bool,
}

impl File {
    /// The name by which templates ask for it; none if it is no asset.
    pub fn asset(&self) -> Option<&str> {
        self.path.strip_prefix("templates/")?.strip_prefix(FOLDER)
    }
}

/// The assets as templates know them, and as they are published: `site.css` becomes `assets/site.0123456789.css`, so that
/// browsers may keep it for good and still see every change. A file that another one names, such as `url(map.png)` in a
/// style sheet, keeps its name, or it would not be found.
pub fn published(files: Vec<File>) -> (Vec<Asset>, Vec<Artifact>) {
    let files: Vec<(String, Vec<u8>)> =
        files.into_iter().filter_map(|file| Some((file.asset()?.to_owned(), smaller(file)))).collect();
    let named: Vec<(Asset, Artifact)> = files
        .iter()
        .map(|(name, bytes)| {
            let keeps = files.iter().any(|(other, text)| other != name && mentions(other, text, name));
            let path = if keeps { format!("{FOLDER}{name}") } else { fingerprinted(name, bytes) };
            let asset = Asset { name: name.clone(), path: path.clone(), integrity: integrity(bytes) };
            (asset, Artifact::new(path, bytes.clone()))
        })
        .collect();
    named.into_iter().unzip()
}

fn smaller(file: File) -> Vec<u8> {
    let small = match std::str::from_utf8(&file.bytes) {
        Ok(text) if file.built_in && file.path.ends_with(".css") => minify::css(text),
        Ok(text) if file.built_in && file.path.ends_with(".js") => minify::js(text),
        _ => None,
    };
    small.map_or(file.bytes, String::into_bytes)
}

/// Whether a style sheet, script or drawing holds another file's name (without the folder, which can be written in many ways).
fn mentions(holder: &str, text: &[u8], name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).as_bytes();
    TEXTS.iter().any(|end| holder.ends_with(end)) && text.windows(name.len()).any(|part| part == name)
}

fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = Fingerprint::of(bytes).to_string();
    let digits = digest.get(..DIGITS).unwrap_or(&digest);
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && !end.contains('/') => format!("{FOLDER}{stem}.{digits}.{end}"),
        _ => format!("{FOLDER}{name}.{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{File, published};

    fn paths(files: &[(&str, &str, bool)]) -> Vec<String> {
        let file = |&(name, text, built_in): &(&str, &str, bool)| File {
            path: format!("templates/assets/{name}"),
            bytes: text.as_bytes().to_vec(),
            built_in,
        };
        let (assets, artifacts) = published(files.iter().map(file).collect());
        let shown = |(asset, artifact): (_, crate::model::Artifact)| {
            let asset: crate::formats::template::Asset = asset;
            assert_eq!(asset.path, artifact.path);
            format!("{}: {} {}", asset.name, asset.path, String::from_utf8_lossy(&artifact.bytes))
        };
        assets.into_iter().zip(artifacts).map(shown).collect()
    }

    #[test]
    fn names_follow_the_bytes_and_only_our_own_are_minified() {
        let css = "p { color : red }";
        assert_eq!(
            paths(&[("a.css", css, true), ("b.css", css, false), ("x/LICENCE", "abc", false)]),
            [
                "a.css: assets/a.a746c5fae9.css p{color:red}",
                "b.css: assets/b.ed980ef3f1.css p { color : red }",
                "x/LICENCE: assets/x/LICENCE.ba7816bf8f abc",
            ]
        );
    }

    #[test]
    fn a_picture_that_a_style_sheet_names_keeps_its_name() {
        let css = "p { background: url(img/map.png) }";
        assert_eq!(
            paths(&[("img/map.png", "png", false), ("own.css", css, false)]),
            [
                "img/map.png: assets/img/map.png png",
                "own.css: assets/own.b53d5f67b7.css p { background: url(img/map.png) }"
            ]
        );
    }
}
