//! Attachments of notices and materials of classes: what they are, and where to get them.

use serde::Serialize;

use super::form::{self, DownloadData};
use super::parts::{format_of, size_text};
use super::shared::Shared;
use crate::model::{Attachment, AttachmentTarget, Located, address};

/// Something that came with a notice or was shared in a class.
#[derive(Serialize)]
pub struct AttachmentData<'v> {
    number: Option<usize>,
    title: &'v str,
    kind: &'static str,
    /// The blanks of a form, in all formats.
    blanks: Vec<DownloadData<'v>>,
    #[serde(flatten)]
    file: FileData,
}

/// Something to open or download.
#[derive(Default, Serialize)]
pub struct FileData {
    path: Option<String>,
    format: Option<String>,
    size_text: Option<String>,
    sha256: Option<String>,
    /// The page on which it can be filled in.
    fill: Option<String>,
}

pub fn attachment<'v>(attachment: &'v Attachment, shared: &Shared<'v>) -> AttachmentData<'v> {
    let (kind, file) = match &attachment.target {
        AttachmentTarget::Form(id) => ("form", form_file(id, shared)),
        AttachmentTarget::Page(path) => ("page", page_file(path, shared)),
        AttachmentTarget::File(path) => ("file", file(path, shared)),
        AttachmentTarget::None => ("none", None),
    };
    let form = match &attachment.target {
        AttachmentTarget::Form(id) => shared.view.project.form(&id.value),
        _ => None,
    };
    AttachmentData {
        number: attachment.number,
        title: &attachment.title,
        kind,
        blanks: form.map(|form| form::blanks(form, shared)).unwrap_or_default(),
        file: file.unwrap_or_default(),
    }
}

/// The form's section of the page of all forms.
fn form_file(id: &Located<String>, shared: &Shared) -> Option<FileData> {
    let form = shared.view.project.form(&id.value)?;
    let fill = shared.view.project.programme_of(&form.id).map(|_| form.fill_address());
    Some(FileData { path: Some(form.address()), fill, ..FileData::default() })
}

fn page_file(path: &Located<String>, shared: &Shared) -> Option<FileData> {
    Some(FileData { path: Some(shared.view.texts.link(path)?.to_owned()), ..FileData::default() })
}

/// A file beside the page that names it.
pub fn file(path: &Located<String>, shared: &Shared) -> Option<FileData> {
    let address = shared.view.texts.link(path)?;
    let published = shared.view.files.iter().find(|file| address::encoded(&file.path) == address);
    Some(FileData {
        path: Some(address.to_owned()),
        format: Some(format_of(address)),
        size_text: published.map(|file| size_text(file.size)),
        sha256: published.map(|file| file.sha256.clone()),
        fill: None,
    })
}
