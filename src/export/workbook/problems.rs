//! 问题清单: every problem with its place and what to do about it.

use super::links::Links;
use super::table::{Plan, Table, columns};
use crate::diagnostic::{Code, Severity};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Light, Style};
use crate::lang::Lang;
use crate::model::address;
use crate::report::Spot;
use crate::source::Place;

pub(super) fn sheet(book: &mut Book, roster: &Roster, links: &Links) -> Result<(), ExportError> {
    let columns = columns([
        ("级别", 8.0),
        ("代码", 9.0),
        ("文件", 36.0),
        ("位置", 22.0),
        ("栏目", 16.0),
        ("问题", 56.0),
        ("处理办法", 44.0),
        ("相关位置", 40.0),
        ("人选", 10.0),
    ]);
    let words = [(Severity::Error, Light::Bad), (Severity::Warning, Light::Warn)];
    let lights = Some((0, words.map(|(severity, light)| (severity.label(Lang::Zh), light)).into()));
    let plan = Plan { name: "问题清单".into(), remarks: Vec::new(), columns, fixed: 2, lights, above: Vec::new() };
    let mut table = Table::open(book, plan)?;
    for (index, problem) in roster.summary.problems.iter().enumerate() {
        let linked = index < LINKED;
        let spot = Spot::of(problem.place, roster.sources);
        let related = problem.related.iter().map(|(place, role)| {
            format!("{} {}", role.label(roster.lang), Spot::of(*place, roster.sources).text(Lang::Zh))
        });
        let related: Vec<_> = related.collect();
        table.row([
            (problem.severity.label(Lang::Zh).into(), Style::BodyCentre),
            page(roster, problem.code()).filter(|_| linked).unwrap_or((problem.code().0.into(), Style::BodyCentre)),
            (spot.file.into(), Style::Body),
            (spot.within_file(Lang::Zh).into(), Style::Body),
            (problem.field.as_deref().unwrap_or_default().into(), Style::Body),
            (problem.problem.message(roster.lang).into(), Style::Body),
            (problem.problem.help(roster.lang).unwrap_or_default().into(), Style::Body),
            (related.join("\n").into(), Style::Body),
            person(roster, links, problem.place, linked),
        ])?;
    }
    Ok(table.close()?)
}

/// Spreadsheet programs open some 65,000 links on a sheet; a problem has two.
const LINKED: usize = 20_000;

/// The code with a link to the page that explains it, if the site is published somewhere and has such a page.
fn page<'a>(roster: &Roster, code: Code) -> Option<(Content<'a>, Style)> {
    let base = roster.project.site.base_url.as_str();
    // Spreadsheet programs take no longer addresses, and none of another kind from a sheet.
    let web = base.starts_with("https://") || base.starts_with("http://");
    if !web || base.len() > LONGEST || !address::HAS_PAGE.iter().any(|series| code.0.starts_with(series)) {
        return None;
    }
    let to = format!("{base}{}", address::of_problem(code.0).trim_end_matches("index.html"));
    Some((Content::Link { text: code.0.into(), to: to.into() }, Style::Link))
}

const LONGEST: usize = 1_000;

/// The name of the person whom a place is about, with a link to the row where the person stands.
fn person<'a>(roster: &Roster, links: &'a Links, place: Place, linked: bool) -> (Content<'a>, Style) {
    let Some(record) = links.about(place) else { return ("".into(), Style::BodyCentre) };
    let name = Some(record.person_name(roster.form(&record.form))).filter(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| format!("第{}条", record.number));
    match links.cell(record).filter(|_| linked) {
        Some(to) => (Content::Link { text: name.into(), to: to.into() }, Style::Link),
        None => (name.into(), Style::BodyCentre),
    }
}
