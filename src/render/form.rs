//! Forms: one page with all of them, what they ask for and where to get them.

use serde::Serialize;

use super::Download;
use super::frame::Sheet;
use super::parts::size_text;
use super::programme::ProgrammeLink;
use super::shared::Shared;
use crate::formats::template::Data;
use crate::lang::Lang;
use crate::model::{Field, Form, address};

const TITLE: &str = "表单";

#[derive(Serialize)]
struct FormData<'v> {
    id: &'v str,
    title: &'v str,
    summary: Option<&'v str>,
    group: Option<&'v str>,
    /// Whether people are put forward by it.
    people: bool,
    path: String,
    /// The page on which it is filled in; none for a form that no programme uses.
    fill: Option<String>,
    layout: &'static str,
    programme: Option<ProgrammeLink<'v>>,
    downloads: Vec<DownloadData<'v>>,
    fields: Vec<FieldData<'v>>,
    notes: &'v [String],
    privacy: Option<Privacy<'v>>,
}

/// A file to download.
#[derive(Serialize)]
pub struct DownloadData<'v> {
    label: &'v str,
    format: &'v str,
    path: &'v str,
    size_text: String,
    sha256: &'v str,
}

#[derive(Serialize)]
struct FieldData<'v> {
    label: &'v str,
    kind_text: &'static str,
    required: bool,
    official: bool,
    hint: Option<&'v str>,
    options: Vec<&'v str>,
}

#[derive(Serialize)]
struct Privacy<'v> {
    who: &'v str,
    why: &'v str,
    how_long: &'v str,
}

/// The page of all forms: those of programmes first, in their order, then the others; those with a heading of their own
/// last.
pub fn list(shared: &Shared) -> Sheet {
    let own = shared.programmes.iter().flat_map(|(programme, _)| &programme.forms).map(|id| id.value.as_str());
    let mut ids: Vec<&str> = own.collect();
    ids.extend(shared.forms.keys().filter(|id| shared.view.project.programme_of(id).is_none()));
    let is_grouped = |id: &&str| shared.view.project.form(id).is_some_and(|form| form.group.is_some());
    ids.sort_by_key(is_grouped);
    let forms: Vec<&Data> = ids.into_iter().filter_map(|id| shared.forms.get(id)).collect();
    Sheet::new("forms.html", address::FORMS.to_owned(), TITLE, "forms", shared).with("forms", Data::new(&forms))
}

/// A form as templates know it.
pub fn data<'v>(form: &'v Form, shared: &Shared<'v>) -> Data {
    let downloads = shared.view.downloads.iter().filter(|it| it.form == form.id);
    Data::new(&FormData {
        id: &form.id,
        title: &form.title,
        summary: form.summary.as_deref(),
        group: form.group.as_deref(),
        people: form.lists_people(),
        path: form.address(),
        fill: shared.view.project.programme_of(&form.id).map(|_| form.fill_address()),
        layout: if form.is_roster() { "roster" } else { "card" },
        programme: shared.view.project.programme_of(&form.id).map(ProgrammeLink::new),
        downloads: downloads.map(download).collect(),
        fields: form.all_fields().map(field).collect(),
        notes: &form.notes,
        privacy: form.privacy.as_ref().map(|it| Privacy { who: &it.who, why: &it.why, how_long: &it.how_long }),
    })
}

/// The blanks of a form in all their formats, in the order in which they are offered; what only helps to fill them in
/// stays on the page of forms.
pub fn blanks<'v>(form: &Form, shared: &Shared<'v>) -> Vec<DownloadData<'v>> {
    shared.view.downloads.iter().filter(|it| it.form == form.id && it.filled_in).map(download).collect()
}

fn download(download: &Download) -> DownloadData<'_> {
    DownloadData {
        label: &download.label,
        format: &download.format,
        path: &download.path,
        size_text: size_text(download.size),
        sha256: &download.sha256,
    }
}

fn field(field: &Field) -> FieldData<'_> {
    FieldData {
        label: &field.label,
        kind_text: field.kind.label(Lang::Zh),
        required: field.required,
        official: field.official,
        hint: field.hint.as_deref(),
        options: field.choices.list.iter().map(|choice| choice.value.as_str()).collect(),
    }
}
