//! All that the authors wrote, loaded.

use jiff::civil::Date;

use super::class::Class;
use super::code_list::CodeList;
use super::export_table::ExportTable;
use super::form::Form;
use super::notice::Notice;
use super::page::Page;
use super::programme::Programme;
use super::site::Site;
use super::unit::Units;

/// A whole project; every list is sorted by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    pub site: Site,
    pub programmes: Vec<Programme>,
    pub forms: Vec<Form>,
    pub codes: Vec<CodeList>,
    pub units: Units,
    /// Tables for other systems.
    pub exports: Vec<ExportTable>,
    pub home: Option<Page>,
    pub notices: Vec<Notice>,
    /// By programme, then by number.
    pub classes: Vec<Class>,
    pub pages: Vec<Page>,
}

impl Project {
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    pub fn notice(&self, slug: &str) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.page.slug == slug)
    }

    pub fn codes(&self, id: &str) -> Option<&CodeList> {
        self.codes.iter().find(|list| list.id == id)
    }

    /// The programme that a form belongs to.
    pub fn programme_of(&self, form: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.forms.iter().any(|id| id.value == form))
    }

    /// Whether a programme goes on: it is of this year or a later one, or something is still due.
    pub fn goes_on(&self, programme: &Programme, day: Date) -> bool {
        let of_classes = self.classes_of(&programme.id).filter_map(|class| programme.deadline_of(class));
        let mut due = programme.deadlines.iter().cloned().chain(of_classes).map(|it| it.at.day());
        i64::try_from(programme.year).is_ok_and(|year| year >= i64::from(day.year())) || due.any(|last| last >= day)
    }

    /// The classes of a programme, by number.
    pub fn classes_of(&self, programme: &str) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(move |class| class.programme.value == programme)
    }
}
