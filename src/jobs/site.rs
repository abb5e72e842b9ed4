//! Building the site: texts and data to pages, with every blank form beside them.

use std::path::Path;

use super::embedded;
use super::forms::{self, Blank, Format};
use super::project::Loaded;
use crate::diagnostic::{Diagnostics, FileProblem};
use crate::formats::template::Templates;
use crate::model::{Artifact, Form};
use crate::render::{self, Download, PublishedFile, View};
use crate::source::{Fingerprint, Limits, Source, SourceId, Sources, TextFile, decode, read_file, walk};

/// How the site is built.
pub struct Building<'a> {
    /// Instead of the one in `data/site.yaml`.
    pub base_url: Option<&'a str>,
    pub drafts: bool,
}

/// What came of it. With an error among the problems, nothing of it should be published.
pub struct Built {
    pub artifacts: Vec<Artifact>,
    /// Those of loading and those of building, sorted.
    pub problems: Diagnostics,
}

/// Builds the site of a loaded project that is free of errors.
pub fn build(loaded: &mut Loaded, job: &Building) -> Built {
    if let Some(url) = job.base_url {
        loaded.project.site.base_url = format!("{}/", url.trim_end_matches('/'));
    }
    let mut problems = loaded.problems.clone();
    let (pages, assets) = templates(&loaded.root, &mut loaded.sources, &mut problems);
    let texts: Vec<TextFile> = pages
        .iter()
        .map(|(source, text)| TextFile { source: *source, name: &loaded.sources.get(*source).name, text })
        .collect();
    let (templates, faults) = Templates::new(&texts);
    problems.extend(faults);

    let all: Vec<&Form> = loaded.project.forms.iter().collect();
    let blanks = forms::blanks(&loaded.project, &all, Format::ALL);
    let downloads: Vec<Download> = blanks.iter().map(download).collect();
    let files = copied(loaded, &mut problems);
    let published: Vec<PublishedFile> = files.iter().map(published).collect();
    let view = View {
        project: &loaded.project,
        texts: &loaded.texts,
        drafts: job.drafts,
        downloads: &downloads,
        files: &published,
        assets: &assets,
    };
    let mut artifacts = render::site(&view, &templates, &mut problems);
    artifacts.extend(blanks.into_iter().map(|blank| in_forms(blank.artifact)));
    artifacts.extend(files);
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    Built { artifacts, problems: problems.sorted() }
}

/// The templates and their assets: those inside the program, unless the project has a file of the same name.
fn templates(root: &Path, sources: &mut Sources, out: &mut Diagnostics) -> (Vec<(SourceId, String)>, Vec<Artifact>) {
    let mut files: Vec<(String, Vec<u8>)> =
        embedded::templates().into_iter().map(|file| (file.path, file.bytes.to_vec())).collect();
    for found in walk(&root.join("templates"), &|_| false).files {
        let path = format!("templates/{}", found.name);
        match read_file(&found.path, Limits::DEFAULT.file_bytes) {
            Ok(bytes) => {
                files.retain(|(known, _)| *known != path);
                files.push((path, bytes));
            }
            Err(error) => {
                let place = sources.add(Source::new(path, found.path)).whole();
                out.add(place, FileProblem::unread(&error, Limits::DEFAULT.file_bytes));
            }
        }
    }
    files.sort();
    let (mut pages, mut assets) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        if let Some(asset) = path.strip_prefix("templates/").filter(|path| path.starts_with("assets/")) {
            assets.push(Artifact::new(asset, bytes));
        } else if path.ends_with(".html") {
            let fingerprint = Some(Fingerprint::of(&bytes));
            let mut source = Source { fingerprint, ..Source::new(path.as_str(), root.join(&path)) };
            match decode(&bytes) {
                Ok(decoded) => {
                    source.text = Some(decoded.text.as_str().into());
                    pages.push((sources.add(source), decoded.text));
                }
                Err(_) => {
                    let place = sources.add(source).whole();
                    out.add(place, FileProblem::NotText {});
                }
            }
        }
    }
    (pages, assets)
}

fn in_forms(artifact: Artifact) -> Artifact {
    Artifact { path: format!("forms/{}", artifact.path), ..artifact }
}

fn download(blank: &Blank) -> Download {
    Download {
        form: blank.form.clone(),
        label: blank.label.to_owned(),
        format: blank.format.to_owned(),
        path: format!("forms/{}", blank.artifact.path),
        size: blank.artifact.bytes.len(),
        sha256: Fingerprint::of(&blank.artifact.bytes).to_string(),
    }
}

/// The files beside pages that some page shows or offers.
fn copied(loaded: &mut Loaded, out: &mut Diagnostics) -> Vec<Artifact> {
    let mut files = Vec::new();
    for asset in &loaded.texts.assets {
        let path = loaded.root.join(&asset.source);
        match read_file(&path, Limits::DEFAULT.published_bytes) {
            Ok(bytes) => files.push(Artifact::new(asset.path.clone(), bytes)),
            Err(error) => {
                let name = asset.source.clone();
                let place = loaded.sources.add(Source::new(name, path));
                out.add(place.whole(), FileProblem::unread(&error, Limits::DEFAULT.published_bytes));
            }
        }
    }
    files
}

fn published(artifact: &Artifact) -> PublishedFile {
    let sha256 = Fingerprint::of(&artifact.bytes).to_string();
    PublishedFile { path: artifact.path.clone(), size: artifact.bytes.len(), sha256 }
}
