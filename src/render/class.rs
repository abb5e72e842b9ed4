//! Classes: the catalogue of all, and a page for each.

use serde::Serialize;

use super::attachment::{AttachmentData, attachment};
use super::catalogue::{Marks, facets};
use super::frame::Sheet;
use super::json_ld;
use super::parts::{Contact, Deadline, Link, contacts, deadline};
use super::programme::ProgrammeLink;
use super::shared::{Shared, neighbours};
use crate::formats::template::Data;
use crate::lang::Lang;
use crate::model::{Class, ClassResult, Form, Notice, address, conditions_text};

const TITLE: &str = "班次";

/// A class as lists show it.
#[derive(Serialize)]
pub struct ClassBrief<'v> {
    number: usize,
    title: &'v str,
    path: String,
    option: &'v str,
    period_text: String,
    days: Option<u32>,
    window: Window,
    window_text: String,
    place: &'v str,
    province: &'v str,
    city: Option<&'v str>,
    venue: Option<&'v str>,
    fields: &'v [String],
    organisers: &'v [String],
    restriction: Option<String>,
    tentative: bool,
    deadline: Option<Deadline>,
    programme: Option<ProgrammeLink<'v>>,
    marks: Marks,
}

/// The days on which the class can take place.
#[derive(Serialize)]
struct Window {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct ClassData<'v> {
    #[serde(flatten)]
    brief: ClassBrief<'v>,
    sites: &'v [String],
    activities: &'v [String],
    contacts: Vec<Contact<'v>>,
    capacity: Option<usize>,
    notes: &'v [String],
    materials: Vec<AttachmentData<'v>>,
    result: Option<ResultData<'v>>,
    calendar: String,
    body: &'v str,
    notices: Vec<Link>,
    forms: Vec<Link>,
    /// Forms below a heading of their own, such as 办班之后.
    form_groups: Vec<FormGroup<'v>>,
    prev: Option<Data>,
    next: Option<Data>,
}

/// What came of a class.
#[derive(Serialize)]
struct ResultData<'v> {
    text: Option<&'v str>,
    notice: Option<Link>,
}

/// Forms below one heading.
#[derive(Clone, Serialize)]
struct FormGroup<'v> {
    title: &'v str,
    forms: Vec<Link>,
}

impl<'v> ClassBrief<'v> {
    pub fn new(class: &'v Class, shared: &Shared<'v>) -> ClassBrief<'v> {
        let programme = shared.programme(Some(&class.programme));
        let window = class.period.window(programme.map_or(5, |programme| programme.month_end_days as i64));
        let (province, restriction) = (shared.province(class), restriction(class));
        ClassBrief {
            marks: Marks::new(class, window, province, restriction.as_deref()),
            number: class.number,
            title: &class.page.title,
            path: class.address(),
            option: &class.option,
            period_text: class.period.text(),
            days: class.period.days(),
            window: Window { start: window.start.to_string(), end: window.end.to_string() },
            window_text: window.text(),
            place: &class.place.text,
            province,
            city: class.place.city.as_deref(),
            venue: class.venue.as_deref(),
            fields: &class.fields,
            organisers: &class.organisers,
            restriction,
            tentative: class.tentative,
            deadline: programme.and_then(|programme| programme.deadline_of(class)).as_ref().map(deadline),
            programme: shared.programme_link(Some(&class.programme)),
        }
    }
}

/// Whom the class admits, in the announcement's words, else in ours.
pub fn restriction(class: &Class) -> Option<String> {
    let admits = class.admits.as_ref()?;
    Some(admits.text.clone().unwrap_or_else(|| format!("仅限{}", conditions_text(&admits.conditions, Lang::Zh))))
}

pub fn list(shared: &Shared) -> Sheet {
    let groups: Vec<&Data> = shared.programmes.iter().map(|(_, brief)| brief).collect();
    Sheet::new("classes.html", address::CLASSES.to_owned(), TITLE, "classes", shared)
        .with("groups", Data::new(&groups))
        .with("facets", Data::new(&facets(shared)))
}

pub fn all(shared: &Shared) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (programme, _) in &shared.programmes {
        let classes: Vec<(&Class, Data)> = shared.classes_of(&programme.id).cloned().collect();
        let notices = shared.places(&programme.notices).map(|at| shared.notices[at].notice);
        let notices: Vec<Link> =
            notices.map(|notice| Link { title: notice.page.title.clone(), path: notice.address() }).collect();
        let forms = programme.forms.iter().filter_map(|id| shared.view.project.form(&id.value));
        let (grouped, own): (Vec<&Form>, Vec<&Form>) = forms.partition(|form| form.group.is_some());
        let forms: Vec<Link> = own.into_iter().map(form_link).collect();
        let form_groups = form_groups(&grouped);
        for (at, (class, _)) in classes.iter().enumerate() {
            let [prev, next] = neighbours(at, classes.len(), |place| classes[place].1.clone());
            let data = ClassData {
                brief: ClassBrief::new(class, shared),
                sites: &class.sites,
                activities: &class.activities,
                contacts: contacts(&class.contacts),
                capacity: class.capacity,
                notes: &class.notes,
                materials: class.materials.iter().map(|it| attachment(it, shared)).collect(),
                result: class.result.as_ref().map(|it| result(it, shared)),
                calendar: address::calendar_of(class),
                body: shared.html(&class.page),
                notices: notices.clone(),
                forms: forms.clone(),
                form_groups: form_groups.clone(),
                prev,
                next,
            };
            let sheet = Sheet::new("class.html", class.address(), &class.page.title, "classes", shared)
                .below(TITLE, address::CLASSES)
                .described(shared.summary(&class.page))
                .with_contents(shared.view.texts.body(class.page.source))
                .about(json_ld::education_event(class, shared))
                .with("class", Data::new(&data));
            sheets.push(sheet);
        }
    }
    sheets
}

fn form_link(form: &Form) -> Link {
    Link { title: form.title.clone(), path: form.address() }
}

/// Forms by their headings, in the order in which these first come up.
fn form_groups<'v>(forms: &[&'v Form]) -> Vec<FormGroup<'v>> {
    let mut groups: Vec<FormGroup> = Vec::new();
    for form in forms {
        let title = form.group.as_deref().unwrap_or_default();
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.forms.push(form_link(form)),
            None => groups.push(FormGroup { title, forms: vec![form_link(form)] }),
        }
    }
    groups
}

fn result<'v>(result: &'v ClassResult, shared: &Shared<'v>) -> ResultData<'v> {
    let notice = result.notice.as_ref().and_then(|slug| shared.shown_notice(slug));
    let link = |notice: &Notice| Link { title: notice.page.title.clone(), path: notice.address() };
    ResultData { text: result.text.as_deref(), notice: notice.map(link) }
}
