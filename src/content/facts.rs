//! The facts that texts can quote: those of the whole project, of a programme, and of a class on its own page.

use std::collections::BTreeMap;

use crate::diagnostic::Nearest;
use crate::model::{Class, Programme, Project, day_text};
use crate::suggest::nearest;

type Table = BTreeMap<String, String>;

/// All facts of a project, worked out once.
pub struct Catalogue {
    project: Table,
    programmes: BTreeMap<String, Table>,
}

/// What one page can quote: its own facts, then its programme's, then the project's.
pub struct Facts<'c> {
    own: Table,
    shared: Vec<&'c Table>,
    /// The page's programme does not exist: which facts it would have, nobody knows.
    open: bool,
}

impl Catalogue {
    pub fn new(project: &Project) -> Catalogue {
        let programmes = project.programmes.iter().map(|it| (it.id.clone(), of_programme(it, project))).collect();
        Catalogue { project: of_project(project), programmes }
    }

    /// What a page can quote that belongs to a programme, or to none.
    pub fn of(&self, programme: Option<&str>) -> Facts<'_> {
        let known = programme.and_then(|id| self.programmes.get(id));
        let open = programme.is_some() && known.is_none();
        Facts { own: Table::new(), shared: known.into_iter().chain([&self.project]).collect(), open }
    }

    /// What the page of a class can quote.
    pub fn of_class(&self, class: &Class) -> Facts<'_> {
        let mut facts = self.of(Some(&class.programme.value));
        facts.own = class_facts("class", class);
        facts
    }
}

impl Facts<'_> {
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut tables = std::iter::once(&self.own).chain(self.shared.iter().copied());
        tables.find_map(|table| table.get(name)).map(String::as_str)
    }

    /// Whether a fact that is not there may be a fault of its own.
    pub fn are_known(&self) -> bool {
        !self.open
    }

    pub fn nearest(&self, name: &str) -> Nearest {
        let tables = std::iter::once(&self.own).chain(self.shared.iter().copied());
        nearest(name, tables.flat_map(|table| table.keys().map(String::as_str)))
    }

    #[cfg(test)]
    pub fn of<const N: usize>(facts: [(&str, &str); N]) -> Facts<'static> {
        let own = facts.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Facts { own, shared: Vec::new(), open: false }
    }
}

fn of_project(project: &Project) -> Table {
    let mut table = Table::new();
    table.insert("site.title".to_owned(), project.site.title.clone());
    table.insert("site.publisher".to_owned(), project.site.publisher.clone());
    for form in &project.forms {
        table.insert(format!("form.{}.title", form.id), form.title.clone());
    }
    for notice in &project.notices {
        let name = |fact| format!("notice.{}.{fact}", notice.page.slug);
        table.insert(name("title"), notice.page.title.clone());
        if let Some(date) = notice.date {
            table.insert(name("date"), day_text(date));
        }
        if let Some(number) = &notice.doc_number {
            table.insert(name("doc_number"), number.clone());
        }
    }
    table
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
