//! One page's text: from its file to HTML, with everything that the rest of the site has to know of it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::content::facts::Facts;
use crate::content::front::split;
use crate::content::lines::Lines;
use crate::content::links::{Lead, Links, Section};
use crate::content::outside;
use crate::content::quote::markdown;
use crate::diagnostic::{ContentProblem, Counted, Diagnostic, Diagnostics, Problem, Words};
use crate::formats::markdown::{Document, FaultKind, Resolved, Target, read};
use crate::model::address::{encoded, root};
use crate::model::{Asset, Body, Outside, Page, TocEntry};
use crate::source::Place;

/// A page whose text is to be worked out.
pub struct Sheet<'p> {
    pub page: &'p Page,
    /// The whole file.
    pub text: &'p str,
    /// The file's path, relative to the project.
    pub file: String,
    pub address: String,
    /// Anchors of the sections around the text.
    pub taken: Vec<&'static str>,
    pub facts: Facts<'p>,
}

/// What became of a page's text.
#[derive(Default)]
pub struct Worked {
    pub body: Arc<Body>,
    /// Every anchor of the page.
    pub anchors: Arc<BTreeSet<String>>,
    /// Whether it quotes facts, which may be others next time.
    pub quotes: bool,
    /// The sections that it leads to, which have to be there, with the links' places.
    pub sections: Vec<(Section, Place)>,
    /// The files that it shows or offers.
    pub assets: Vec<Asset>,
    pub outside: Vec<Outside>,
    pub problems: Diagnostics,
    counted: Counted<2>,
}

/// Works out a page's text. It depends on nothing but the sheet and on which pages and files there are.
pub fn work(sheet: &Sheet, links: &Links) -> Worked {
    let (body, body_line) = split(sheet.text).map_or(("", 1), |front| (front.body, front.body_line));
    let lines = Lines::new(body, sheet.page.source, body_line);
    let mut worked = Worked { quotes: body.contains("{{"), ..Worked::default() };
    let mut tell = |range, problem: Problem| worked.add(lines.place(range), problem);
    let quoted = markdown(body, &sheet.facts, &mut tell);
    let document = read(&quoted.text, &quoted.values, &sheet.taken);
    let place = |range: Range<usize>| lines.place(quoted.source_range(range));
    for fault in &document.faults {
        worked.add(place(fault.range.clone()), problem(&fault.kind));
    }
    let up = root(&sheet.address);
    let html = document.html(&mut |target: Target| {
        let place = place(target.range);
        let lead = links.follow(&sheet.file, target.destination, target.image);
        worked.resolved(lead, place, &up)
    });
    let headings = document.headings.iter().map(|heading| heading.anchor.clone());
    let anchors = headings.chain(sheet.taken.iter().map(|anchor| (*anchor).to_owned()));
    worked.anchors = Arc::new(anchors.collect());
    worked.body = Arc::new(Body { html: html.into(), toc: toc(&document) });
    worked.problems.extend(worked.counted.more());
    worked
}

impl Worked {
    fn add(&mut self, place: Place, problem: impl Into<Problem>) {
        self.push(Diagnostic::new(place, problem));
    }

    /// A long page may have very many problems. Errors are counted by themselves.
    fn push(&mut self, problem: Diagnostic) {
        if self.counted.tells(usize::from(problem.is_error()), problem.place) {
            self.problems.push(problem);
        }
    }

    /// Where a link leads from a page that is `up` from the root.
    fn resolved(&mut self, lead: Result<Lead, Problem>, place: Place, up: &str) -> Resolved {
        match lead {
            Ok(Lead::Page(address)) => Resolved::Within(format!("{up}{address}")),
            Ok(Lead::Section(section)) => {
                let up = if section.is_here { "" } else { up };
                let address = format!("{up}{}", section.address);
                self.sections.push((section, place));
                Resolved::Within(address)
            }
            Ok(Lead::File(asset)) => {
                let address = format!("{up}{}", encoded(&asset.path));
                self.assets.push(asset);
                Resolved::Within(address)
            }
            Ok(Lead::Here(address)) => {
                if address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
                    self.note(address.clone(), place);
                }
                Resolved::Within(address)
            }
            Ok(Lead::Outside(address)) => {
                self.note(address.clone(), place);
                Resolved::Outside(address)
            }
            Ok(Lead::Lost) => Resolved::Nowhere,
            Err(problem) => {
                self.add(place, problem);
                Resolved::Nowhere
            }
        }
    }

    fn note(&mut self, address: String, place: Place) {
        let mut problems = Diagnostics::default();
        self.outside.push(outside::noted(address, place, &mut problems));
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

fn problem(fault: &FaultKind) -> Problem {
    let problem = match fault {
        FaultKind::RawHtml(found) => ContentProblem::RawHtml { found: found.clone() },
        FaultKind::UnreadLink(address, why) => {
            ContentProblem::BrokenAddress { address: address.clone(), fault: Words(outside::why_unread(*why)) }
        }
        FaultKind::FirstLevelHeading(text) => ContentProblem::FirstLevelHeading { text: text.clone() },
    };
    problem.into()
}

/// The headings that a table of contents lists.
fn toc(document: &Document) -> Vec<TocEntry> {
    let listed = document.headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
    let entry = |heading: &crate::formats::markdown::Heading| TocEntry {
        level: heading.level,
        id: heading.anchor.clone(),
        title: heading.text.clone(),
    };
    listed.map(entry).collect()
}
