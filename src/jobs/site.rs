//! Building the site: texts and data to pages, with every blank form beside them.

use std::path::Path;

use super::assets::{self, File};
use super::embedded;
use super::forms::{self, Blank, Format};
use super::gate::Gate;
use super::project::{Loaded, below, led_out};
use crate::diagnostic::{Diagnostics, FileProblem};
use crate::formats::template::Templates;
use crate::model::{Artifact, Asset, Form, Project};
use crate::render::{self, Download, PublishedFile, View};
use crate::source::{Fingerprint, Limits, Source, SourceId, Sources, TextFile, decode, read_file};

/// How the site is built.
pub struct Building<'a> {
    /// Instead of the one in `data/site.yaml`.
    pub base_url: Option<&'a str>,
    pub drafts: bool,
}

/// Builds the site of a loaded project that is free of errors. Every file goes to the sink as soon as it is made, from
/// several threads and in no particular order. The problems are those of loading and those of building, sorted; with an
/// error among them, nothing of it should be published.
pub fn build(loaded: &mut Loaded, job: &Building, sink: &(dyn Fn(Artifact) + Sync)) -> Diagnostics {
    let mut problems = loaded.problems.clone();
    let gate = Gate::new(&loaded.project);
    let watched = |artifact: Artifact| {
        gate.look(&artifact);
        sink(artifact);
    };
    with_site(loaded, job, &watched, &mut problems, |site, out| {
        site.pages.draw(&watched, out);
        site.blanks.into_iter().for_each(&watched);
    });
    gate.tell(&mut loaded.sources, &mut problems);
    problems.sorted()
}

/// A site put together, of which no page is drawn yet.
pub struct Site<'s> {
    pub pages: &'s render::Site<'s>,
    pub project: &'s Project,
    /// The blank forms, where the site has them.
    pub blanks: Vec<Artifact>,
    /// The same as the site offers them.
    pub downloads: &'s [Download],
    /// The files that are published as they are.
    pub files: &'s [Asset],
    /// Every file that was read for it, templates included.
    pub sources: &'s Sources,
}

/// Puts the site of a loaded project together and hands it on. The files that are published as they are go to a sink,
/// since all have to be read; they may be large.
pub fn with_site<T>(
    loaded: &mut Loaded,
    job: &Building,
    copies: &(dyn Fn(Artifact) + Sync),
    problems: &mut Diagnostics,
    then: impl FnOnce(Site, &mut Diagnostics) -> T,
) -> T {
    if let Some(url) = job.base_url {
        loaded.project.site.base_url = format!("{}/", url.trim_end_matches('/'));
    }
    let frame = Frame::read(&loaded.root, &mut loaded.sources, problems);
    let all: Vec<&Form> = loaded.project.forms.iter().collect();
    let blanks = forms::of(&loaded.project, &all, Format::ALL, &frame, problems);
    let downloads: Vec<Download> = blanks.iter().map(download).collect();
    let published = copied(loaded, copies, problems);
    let view = View {
        project: &loaded.project,
        texts: &loaded.texts,
        drafts: job.drafts,
        downloads: &downloads,
        files: &published,
        assets: &frame.assets,
    };
    render::site(&view, &frame.templates, problems, |site, out| {
        let blanks = blanks.into_iter().map(|blank| in_forms(blank.artifact)).collect();
        let (project, files) = (&loaded.project, &loaded.texts.assets);
        then(Site { pages: site, project, blanks, downloads: &downloads, files, sources: &loaded.sources }, out)
    })
}

/// What pages are drawn with.
pub(super) struct Frame {
    pub templates: Templates,
    assets: Vec<Artifact>,
    /// The style sheets of the fill-in page in one text, for the page that carries them within itself.
    pub style: String,
    /// Its scripts.
    pub script: String,
}

impl Frame {
    pub(super) fn read(root: &Path, sources: &mut Sources, out: &mut Diagnostics) -> Frame {
        let (pages, files) = templates(root, sources, out);
        let (links, assets) = assets::published(files);
        let texts: Vec<TextFile> = pages
            .iter()
            .map(|(source, text)| TextFile { source: *source, name: &sources.get(*source).name, text })
            .collect();
        let (templates, faults) = Templates::new(&texts, &links);
        out.extend(faults);
        let text = |names: &[&str]| {
            let named = names.iter().filter_map(|name| links.iter().position(|asset| asset.name == *name));
            let texts: Vec<_> = named.map(|at| String::from_utf8_lossy(&assets[at].bytes)).collect();
            texts.join("\n")
        };
        let (style, script) = (text(&["site.css", "fill.css"]), text(&["fields.js", "rules.js", "yaml.js", "fill.js"]));
        Frame { templates, assets, style, script }
    }
}

/// The templates and their assets: those inside the program, unless the project has a file of the same name.
fn templates(root: &Path, sources: &mut Sources, out: &mut Diagnostics) -> (Vec<(SourceId, String)>, Vec<File>) {
    let built_in = |file: embedded::Embedded| File { path: file.path, bytes: file.bytes.to_vec(), built_in: true };
    let mut files: Vec<File> = embedded::templates().into_iter().map(built_in).collect();
    for (found, leads_out) in below(root, "templates") {
        let path = format!("templates/{}", found.name);
        if leads_out {
            let place = sources.add(Source::new(path, found.path)).whole();
            out.add(place, led_out());
            continue;
        }
        match read_file(&found.path, Limits::DEFAULT.file_bytes) {
            Ok(bytes) => {
                files.retain(|known| known.path != path);
                files.push(File { path, bytes, built_in: false });
            }
            Err(error) => {
                let place = sources.add(Source::new(path, found.path)).whole();
                out.add(place, FileProblem::unread(&error, Limits::DEFAULT.file_bytes));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (mut pages, mut assets) = (Vec::new(), Vec::new());
    for file in files {
        if file.asset().is_some() {
            assets.push(file);
        } else if file.path.ends_with(".html") {
            let File { path, bytes, .. } = file;
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
        filled_in: blank.filled_in,
        path: format!("forms/{}", blank.artifact.path),
        size: blank.artifact.bytes.len(),
        sha256: Fingerprint::of(&blank.artifact.bytes).to_string(),
    }
}

/// Hands on the files beside pages that some page shows or offers, one by one: they may be large.
fn copied(loaded: &mut Loaded, sink: &(dyn Fn(Artifact) + Sync), out: &mut Diagnostics) -> Vec<PublishedFile> {
    let mut published = Vec::new();
    for asset in &loaded.texts.assets {
        let path = loaded.root.join(&asset.source);
        match read_file(&path, Limits::DEFAULT.published_bytes) {
            Ok(bytes) => {
                let (path, sha256) = (asset.path.clone(), Fingerprint::of(&bytes).to_string());
                published.push(PublishedFile { path: path.clone(), size: bytes.len(), sha256 });
                sink(Artifact::new(path, bytes));
            }
            Err(error) => {
                let name = asset.source.clone();
                let place = loaded.sources.add(Source::new(name, path)).whole();
                out.add(place, FileProblem::unread(&error, Limits::DEFAULT.published_bytes));
            }
        }
    }
    published
}
