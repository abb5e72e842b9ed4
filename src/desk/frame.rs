//! The frame around every page: its templates, and what all of them show.

use serde::Serialize;

use super::office::{Desk, Ready, Shown, State};
use crate::diagnostic::Diagnostics;
use crate::formats::template::{Data, Templates};
use crate::lang::Lang;
use crate::model::Counts;
use crate::model::address::uri;
use crate::report::{Palette, Snippets, render};
use crate::source::{SourceId, TextFile};

/// The pages' templates, by their names.
const FILES: &[(&str, &str)] = &[
    ("frame.html", include_str!("pages/frame.html")),
    ("inbox.html", include_str!("pages/inbox.html")),
    ("decisions.html", include_str!("pages/decisions.html")),
    ("decision-form.html", include_str!("pages/decision-form.html")),
    ("decision-preview.html", include_str!("pages/decision-preview.html")),
    ("decision-line.html", include_str!("pages/decision-line.html")),
    ("decision-effect.html", include_str!("pages/decision-effect.html")),
    ("decision-records.html", include_str!("pages/decision-records.html")),
    ("faulty.html", include_str!("pages/faulty.html")),
    ("paging.html", include_str!("pages/paging.html")),
    ("out.html", include_str!("pages/out.html")),
    ("out-files.html", include_str!("pages/out-files.html")),
    ("site-problems.html", include_str!("pages/site-problems.html")),
    ("print.html", include_str!("pages/print.html")),
    ("site.html", include_str!("pages/site.html")),
    ("units.html", include_str!("pages/units.html")),
    ("unit.html", include_str!("pages/unit.html")),
    ("problem.html", include_str!("pages/problem.html")),
    ("people.html", include_str!("pages/people.html")),
    ("person.html", include_str!("pages/person.html")),
    ("value.html", include_str!("pages/value.html")),
    ("explain.html", include_str!("pages/explain.html")),
];

pub const STYLE: &str = include_str!("pages/desk.css");
pub const ICON: &str = include_str!("../../templates/assets/favicon.svg");
pub const SCRIPT: &str = include_str!("pages/desk.js");

/// The templates in both languages.
pub struct Frame {
    templates: [Templates; 2],
    /// What addresses of the desk begin with in its pages.
    home: String,
}

/// What the frame shows besides the page.
#[derive(Serialize)]
struct Around<'a> {
    lang: &'static str,
    /// Which entry of the menu the page belongs to.
    here: &'a str,
    version: u64,
    folder: String,
    programmes: Vec<(&'a str, &'a str)>,
    counts: Option<Sums>,
}

/// Sums over all programmes.
#[derive(Serialize)]
struct Sums {
    files: usize,
    unreadable: usize,
    records: usize,
    accepted: usize,
    rejected: usize,
    held: usize,
}

#[derive(Serialize)]
struct Page<'a> {
    frame: Around<'a>,
    page: Data,
}

impl Frame {
    /// `home` is the path below which everything of the desk is.
    pub fn new(home: &str) -> Frame {
        let files: Vec<TextFile> =
            (0..).zip(FILES).map(|(id, (name, text))| TextFile { source: SourceId(id), name, text }).collect();
        let templates = [Lang::Zh, Lang::En].map(|lang| Templates::speaking(&files, lang).0);
        Frame { templates, home: format!("=\"{home}/") }
    }

    /// Fills in a page; `here` is its entry in the menu.
    pub fn page(
        &self,
        desk: &Desk,
        shown: &Shown,
        lang: Lang,
        here: &str,
        name: &str,
        page: &impl Serialize,
    ) -> String {
        let ready = shown.ready();
        let programmes = ready.map(|ready| &ready.compiled.summaries[..]).unwrap_or_default();
        let frame = Around {
            lang: lang.pick("zh-CN", "en"),
            here,
            version: shown.version,
            folder: desk.opening().folder.root.display().to_string(),
            programmes: programmes.iter().map(|it| (it.programme.as_str(), it.title.as_str())).collect(),
            counts: ready.map(Sums::of),
        };
        let templates = &self.templates[lang.pick(0, 1)];
        let mut problems = Diagnostics::default();
        let text = templates.render(name, &Page { frame, page: Data::new(page) }, &mut problems);
        // Only a slip of ours in a template leads here, and a test draws every page.
        let text = text.unwrap_or_else(|| problems.iter().map(|it| it.problem.message(lang)).collect());
        // Templates write addresses as if the desk stood at the top. In what people wrote no quotation mark is left as it is, so
        // this is an attribute's beginning and nothing else.
        text.replace("=\"/", &self.home)
    }

    /// What is shown while nothing else can be: the project's problems, or what the program failed at.
    pub fn faulty(&self, desk: &Desk, shown: &Shown, lang: Lang) -> String {
        let text = match &shown.state {
            State::Faulty(sources, problems) => {
                let (all, snippets) = (problems.iter().filter(|problem| problem.is_error()), Snippets::new(sources));
                all.map(|problem| render(problem, &snippets, lang, Palette::Plain)).collect::<Vec<_>>().join("\n")
            }
            State::Failed(detail) => detail.clone(),
            State::Ready(_) => String::new(),
        };
        self.page(desk, shown, lang, "", "faulty.html", &Faulty { text })
    }
}

#[derive(Serialize)]
struct Faulty {
    text: String,
}

impl Sums {
    fn of(ready: &Ready) -> Sums {
        let Counts { files, unreadable, records, accepted, rejected, held, .. } = ready.compiled.counts();
        // The desk's own file of decisions did not come from anybody.
        Sums { files: files - usize::from(ready.source.is_some()), unreadable, records, accepted, rejected, held }
    }
}

/// A stretch of a long list, as pages show it.
#[derive(Debug, Serialize)]
pub struct Paging {
    pub total: usize,
    /// From 1.
    pub page: usize,
    pub pages: usize,
    pub first: usize,
    pub last: usize,
}

/// Lines of a long list that one page shows.
pub const LINES: usize = 50;

impl Paging {
    /// The wanted page of so many lines, or the nearest that there is, and the lines that it shows.
    pub fn of(total: usize, wanted: Option<usize>) -> (Paging, std::ops::Range<usize>) {
        let pages = total.div_ceil(LINES).max(1);
        let page = wanted.unwrap_or(1).clamp(1, pages);
        let range = (page - 1) * LINES..(page * LINES).min(total);
        (Paging { total, page, pages, first: range.start + 1, last: range.end }, range)
    }
}

/// An address of ours with what is wanted there, ready for more.
pub fn address(path: &str, wanted: &[(&str, &str)]) -> String {
    let given = wanted.iter().filter(|(_, value)| !value.is_empty());
    let pairs: String = given.map(|(key, value)| format!("{key}={}&", uri(value))).collect();
    format!("{path}?{pairs}")
}

#[cfg(test)]
mod tests {
    use super::{FILES, Paging};
    use crate::diagnostic::Diagnostics;
    use crate::formats::template::Templates;
    use crate::lang::Lang;
    use crate::source::{SourceId, TextFile};

    #[test]
    fn all_templates_are_sound() {
        let file = |(id, &(name, text))| TextFile { source: SourceId(id), name, text };
        let files: Vec<TextFile> = (0..).zip(FILES).map(file).collect();
        let told = |problems: Diagnostics| problems.iter().map(|it| it.problem.message(Lang::En)).collect::<Vec<_>>();
        assert_eq!(told(Templates::speaking(&files, Lang::Zh).1), [""; 0]);
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        let at = |total, wanted| {
            let (paging, range) = Paging::of(total, wanted);
            (paging.page, paging.pages, range)
        };
        assert_eq!(at(0, None), (1, 1, 0..0));
        assert_eq!(at(50, Some(2)), (1, 1, 0..50));
        assert_eq!(at(51, Some(2)), (2, 2, 50..51));
        assert_eq!(at(120, Some(0)), (1, 3, 0..50));
    }
}
