//! Problem pages: what each code of a returned form means and how to mend it, for whoever was sent one.

use serde::Serialize;

use super::frame::Sheet;
use super::shared::Shared;
use crate::diagnostic::{Entry, entries};
use crate::formats::template::Data;
use crate::lang::Lang;
use crate::model::address;

const TITLE: &str = "问题说明";

/// The series that a returned form can raise, and what each is about.
const SERIES: [(&str, [&str; 2]); 4] = [
    (address::HAS_PAGE[0], ["文件", "The file"]),
    (address::HAS_PAGE[1], ["栏目", "A field"]),
    (address::HAS_PAGE[2], ["人选与整张表", "A person, or the form as a whole"]),
    (address::HAS_PAGE[3], ["人选之间、单位与名额", "Several people, units and quotas"]),
];

/// A problem as lists show it.
#[derive(Serialize)]
struct ProblemBrief {
    code: &'static str,
    path: String,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    severity_text: &'static str,
    title: &'static str,
    title_en: &'static str,
}

#[derive(Serialize)]
struct ProblemData {
    #[serde(flatten)]
    brief: ProblemBrief,
    severity_en: &'static str,
    explanation: &'static str,
    explanation_en: &'static str,
    prev: Option<ProblemBrief>,
    next: Option<ProblemBrief>,
}

#[derive(Serialize)]
struct Group {
    series: &'static str,
    title: &'static str,
    title_en: &'static str,
    problems: Vec<ProblemBrief>,
}

/// The list of all codes, then a page for each.
pub fn all(shared: &Shared) -> Vec<Sheet> {
    let groups = SERIES.map(|(series, [title, title_en])| Group {
        series,
        title,
        title_en,
        problems: told().filter(|entry| entry.code.0.starts_with(series)).map(brief).collect(),
    });
    let list = Sheet::new("errors.html", address::PROBLEMS.to_owned(), TITLE, "errors", shared)
        .described("收到的表格会提示哪些问题，各是什么意思，怎样改。")
        .with("groups", Data::new(&groups));
    let entries: Vec<&Entry> = told().collect();
    let pages = entries.iter().enumerate().map(|(at, entry)| page(entry, neighbours(&entries, at), shared));
    std::iter::once(list).chain(pages).collect()
}

fn told() -> impl Iterator<Item = &'static Entry> {
    entries().filter(|entry| SERIES.iter().any(|(series, _)| entry.code.0.starts_with(series)))
}

fn neighbours(entries: &[&'static Entry], at: usize) -> [Option<ProblemBrief>; 2] {
    [at.checked_sub(1), at.checked_add(1)].map(|index| index.and_then(|index| entries.get(index)).copied().map(brief))
}

fn page(entry: &'static Entry, [prev, next]: [Option<ProblemBrief>; 2], shared: &Shared) -> Sheet {
    let data = ProblemData {
        brief: brief(entry),
        severity_en: entry.severity.label(Lang::En),
        explanation: entry.explanation(Lang::Zh),
        explanation_en: entry.explanation(Lang::En),
        prev,
        next,
    };
    let title = format!("{} {}", entry.code, entry.title(Lang::Zh));
    Sheet::new("error.html", address::of_problem(entry.code.0), &title, "errors", shared)
        .below(TITLE, address::PROBLEMS)
        .described(entry.explanation(Lang::Zh))
        .with("problem", Data::new(&data))
}

fn brief(entry: &'static Entry) -> ProblemBrief {
    ProblemBrief {
        code: entry.code.0,
        path: address::of_problem(entry.code.0),
        severity: entry.severity.id(),
        severity_text: entry.severity.label(Lang::Zh),
        title: entry.title(Lang::Zh),
        title_en: entry.title(Lang::En),
    }
}
