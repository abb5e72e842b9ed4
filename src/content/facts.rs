//! The facts that texts can quote: those of the whole project, of a programme, and of a class on its own page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Nearest;
use crate::model::{Class, Notice, Programme, Project, day_text};
use crate::suggest::nearest;

type Table = BTreeMap<String, String>;

/// All facts of a project. Those of programmes are worked out once; those of notices, of which there may be very many,
/// when they are asked for.
pub struct Catalogue<'p> {
    project: &'p Project,
    programmes: BTreeMap<&'p str, Table>,
}

/// What one page can quote: its own facts, then its programme's, then the project's.
pub struct Facts<'c> {
    own: Table,
    programme: Option<&'c Table>,
    project: Option<&'c Project>,
    /// The page's programme does not exist: which facts it would have, nobody knows.
    open: bool,
}

impl<'p> Catalogue<'p> {
    pub fn new(project: &'p Project) -> Catalogue<'p> {
        let programmes = project.programmes.iter().map(|it| (it.id.as_str(), of_programme(it, project))).collect();
        Catalogue { project, programmes }
    }

    /// What a page can quote that belongs to a programme, or to none.
    pub fn of(&self, programme: Option<&str>) -> Facts<'_> {
        let known = programme.and_then(|id| self.programmes.get(id));
        let open = programme.is_some() && known.is_none();
        Facts { own: Table::new(), programme: known, project: Some(self.project), open }
    }

    /// What the page of a class can quote.
    pub fn of_class(&self, class: &Class) -> Facts<'_> {
        let mut facts = self.of(Some(&class.programme.value));
        facts.own = class_facts("class", class);
        facts
    }
}

impl Facts<'_> {
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let own = self.tables().find_map(|table| table.get(name));
        own.map(|value| Cow::from(value.as_str())).or_else(|| of_project(self.project?, name))
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        std::iter::once(&self.own).chain(self.programme)
    }

    /// Whether a fact that is not there may be a fault of its own.
    pub fn are_known(&self) -> bool {
        !self.open
    }

    pub fn nearest(&self, name: &str) -> Nearest {
        let of_project: Vec<String> = self.project.into_iter().flat_map(names).collect();
        let names = self.tables().flat_map(|table| table.keys()).chain(&of_project);
        nearest(name, names.map(String::as_str).collect::<BTreeSet<_>>())
    }

    #[cfg(test)]
    pub fn of<const N: usize>(facts: [(&str, &str); N]) -> Facts<'static> {
        let own = facts.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Facts { own, programme: None, project: None, open: false }
    }
}

/// A fact of the project itself, of a form or of a notice.
fn of_project<'p>(project: &'p Project, name: &str) -> Option<Cow<'p, str>> {
    let (thing, fact) = name.rsplit_once('.')?;
    match thing.split_once('.') {
        None if thing == "site" => match fact {
            "title" => Some(project.site.title.as_str().into()),
            "publisher" => Some(project.site.publisher.as_str().into()),
            _ => None,
        },
        Some(("form", id)) if fact == "title" => Some(project.form(id)?.title.as_str().into()),
        Some(("notice", slug)) => of_notice(project.notice(slug)?, fact),
        _ => None,
    }
}

fn of_notice<'p>(notice: &'p Notice, fact: &str) -> Option<Cow<'p, str>> {
    match fact {
        "title" => Some(notice.page.title.as_str().into()),
        "date" => notice.date.map(|date| day_text(date).into()),
        "doc_number" => notice.doc_number.as_deref().map(Cow::from),
        _ => None,
    }
}

/// The names of all that [`of_project`] knows.
fn names(project: &Project) -> Vec<String> {
    let site = ["title", "publisher"].map(|fact| format!("site.{fact}"));
    let forms = project.forms.iter().map(|form| format!("form.{}.title", form.id));
    let notices = project.notices.iter().flat_map(|notice| {
        let facts = ["title", "date", "doc_number"].into_iter().filter(|fact| of_notice(notice, fact).is_some());
        facts.map(|fact| format!("notice.{}.{fact}", notice.page.slug)).collect::<Vec<_>>()
    });
    site.into_iter().chain(forms).chain(notices).collect()
}

fn of_programme(programme: &Programme, project: &Project) -> Table {
    let mut table = Table::new();
    table.insert("programme.title".to_owned(), programme.title.clone());
    if let Some(day) = programme.as_of {
        table.insert("programme.as_of".to_owned(), day_text(day));
    }
    for deadline in &programme.deadlines {
        table.insert(format!("deadline.{}", deadline.id), deadline.text());
    }
    for rule in &programme.rules {
        // A rule with two limits is quoted by its upper one.
        if let Some(limit) = rule.count().and_then(|count| count.at_most.or(count.at_least)) {
            table.insert(format!("rule.{}.limit", rule.id), limit.to_string());
        }
    }
    for class in project.classes_of(&programme.id) {
        let prefix = format!("class.{}", class.number);
        if let Some(deadline) = programme.deadline_of(class) {
            table.insert(format!("{prefix}.deadline"), deadline.text());
        }
        table.extend(class_facts(&prefix, class));
    }
    table
}

fn class_facts(prefix: &str, class: &Class) -> Table {
    let facts =
        [("title", class.page.title.clone()), ("period", class.period.text()), ("place", class.place.text.clone())];
    facts.into_iter().map(|(fact, value)| (format!("{prefix}.{fact}"), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::{names, of_project};
    use crate::content::{Memory, load};
    use crate::diagnostic::Diagnostics;
    use crate::model::Project;
    use crate::source::{SourceId, Sources, TextFile};

    #[test]
    fn every_name_leads_to_a_fact() {
        let text = "---\ntitle: 甲\nissuer: 乙\ndate: 2025-01-02\ndoc_number: 丙〔2025〕1号\nsummary: 丁\n---\n";
        let file = TextFile { source: SourceId(0), name: "content/notices/a.md", text };
        let content = load(&[file], &Sources::default(), &mut Memory::default(), &mut Diagnostics::default());
        let project = Project { notices: content.notices, ..Project::default() };
        let names = names(&project);
        assert_eq!(names.len(), 5, "{names:?}");
        for name in names {
            assert!(of_project(&project, &name).is_some(), "{name}");
        }
        for name in ["site", "site.x", "notice.x.title", "form.x", "x.y.title", ""] {
            assert_eq!(of_project(&project, name), None, "{name}");
        }
    }
}
