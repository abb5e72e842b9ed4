//! Photos that forms name: beside the form on the disk, or beside it in the same archive or mail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::Photo;
use crate::diagnostic::{Diagnostic, Diagnostics, PublishProblem};
use crate::export::Album;
use crate::model::{FileFate, Form, Kind, Project, Received, Record, Status};
use crate::source::{Limits, PictureFile, SourceId, Sources, picture, read_file};

/// Where photos are looked for.
pub struct Photos<'a> {
    sources: &'a Sources,
    /// Files within archives and mails, and whether they are pictures.
    members: BTreeMap<&'a str, (SourceId, bool)>,
}

/// Where a photo would stand.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Disk(PathBuf),
    Member(String),
}

impl<'a> Photos<'a> {
    pub fn new(sources: &'a Sources) -> Photos<'a> {
        let members = sources.iter().filter(|(_, it)| !it.inside.is_empty());
        Photos { sources, members: members.map(|(id, it)| (it.name.as_str(), (id, it.picture))).collect() }
    }

    /// Looks at the picture that a form names.
    pub fn look(&self, form: SourceId, name: &str) -> Photo {
        match spot(self.sources, form, name) {
            Spot::Disk(_) => match picture(folder_of(&self.sources.get(form).path), name) {
                PictureFile::Picture => Photo::Picture,
                PictureFile::NotAPicture => Photo::NotAPicture,
                PictureFile::Missing => Photo::Missing,
            },
            Spot::Member(name) => match self.members.get(name.as_str()) {
                Some((_, true)) => Photo::Picture,
                Some((_, false)) => Photo::NotAPicture,
                None => Photo::Missing,
            },
        }
    }

    /// The bytes of a picture that a form names, unless they are more than the limit.
    fn bytes(&self, form: SourceId, name: &str, limit: u64) -> Option<Vec<u8>> {
        match spot(self.sources, form, name) {
            Spot::Disk(path) => read_file(&path, limit).ok(),
            Spot::Member(name) => self.sources.bytes(self.members.get(name.as_str())?.0, limit),
        }
    }
}

/// The photos of those accepted, up to so many bytes in all; how many did not fit is told at the first of them.
pub fn album(forms: &[&Form], records: &[Record], sources: &Sources, most: u64, out: &mut Diagnostics) -> Album {
    let photos = Photos::new(sources);
    let (mut album, mut used, mut left_out) = (Album::new(), 0, Vec::new());
    for record in records.iter().filter(|record| record.status == Status::Accepted) {
        let Some(form) = forms.iter().find(|form| form.id == *record.form) else { continue };
        let mut fields = form.all_fields().filter(|field| field.kind == Kind::Photo);
        let name = fields.find_map(|field| record.cell(form, field)).map(|cell| cell.text()).unwrap_or_default();
        if name.is_empty() || photos.look(record.source, &name) != Photo::Picture {
            continue;
        }
        let limit = Limits::DEFAULT.photo_bytes.min(most - used);
        match photos.bytes(record.source, &name, limit) {
            Some(bytes) => {
                used += bytes.len() as u64;
                album.insert((record.source, record.number), bytes);
            }
            None => left_out.push(record.place),
        }
    }
    if let Some(first) = left_out.first() {
        out.add(*first, PublishProblem::PhotosLeftOut { count: left_out.len(), megabytes: (most >> 20) as usize });
    }
    album
}

/// Pictures that a form names are no forms that failed: they are set aside, and what was told of them is taken back.
pub fn set_photos_aside(project: &Project, received: &mut [Received], sources: &Sources, out: &mut Diagnostics) {
    let mut photos: BTreeSet<Spot> = BTreeSet::new();
    for file in received.iter() {
        for transcript in &file.transcripts {
            let Some(form) = project.form(&transcript.form) else { continue };
            for record in &transcript.records {
                let cells = form.all_fields().zip(record.cells.iter()).filter(|(field, _)| field.kind == Kind::Photo);
                let names = cells.map(|(_, cell)| cell.text()).filter(|name| !name.is_empty());
                photos.extend(names.map(|name| spot(sources, file.source, &name)));
            }
        }
    }
    let mut aside: BTreeSet<SourceId> = BTreeSet::new();
    for file in received.iter_mut().filter(|file| file.fate == FileFate::Unreadable) {
        let source = sources.get(file.source);
        let place = match source.inside.as_slice() {
            [] => Spot::Disk(source.path.clone()),
            _ => Spot::Member(source.name.clone()),
        };
        // A form that failed stays one, whoever names it.
        let extension = source.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        let form = extension.is_some_and(|it| it == "yaml" || it == "yml");
        if !form && photos.contains(&place) {
            file.fate = FileFate::Ignored(["表格所附的照片", "a photo that a form names"]);
            aside.insert(file.source);
        }
    }
    let kept: Vec<Diagnostic> =
        std::mem::take(out).into_iter().filter(|problem| !aside.contains(&problem.place.source)).collect();
    out.extend(kept);
}

fn spot(sources: &Sources, form: SourceId, name: &str) -> Spot {
    let source = sources.get(form);
    if source.inside.is_empty() {
        return Spot::Disk(folder_of(&source.path).join(name));
    }
    let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    Spot::Member(format!("{folder}/{}", parts.join("/")))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
