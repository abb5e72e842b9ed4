//! All texts of a project, with their facts filled in, their Markdown rendered and every link followed.

use std::collections::BTreeSet;
use std::ops::Range;

use super::anchors;
use super::facts::{Catalogue, Facts};
use super::lines::Lines;
use super::links::{Lead, Links};
use super::outside;
use super::quote::{Quoted, markdown, plain};
use crate::diagnostic::{ContentProblem, Diagnostics, Problem, Words};
use crate::formats::markdown::{Document, FaultKind, Resolved, Target, read};
use crate::model::address::{self, root};
use crate::model::{Attachment, AttachmentTarget, Body, Located, Notice, Page, Programme, Project, Texts, TocEntry};
use crate::source::Place;

/// A page whose text is being worked on.
struct Sheet<'p> {
    page: &'p Page,
    file: String,
    address: String,
    quoted: Quoted,
    /// Anchors of the sections around the text.
    taken: Vec<&'static str>,
}

/// Works out all texts. `files` are the paths of all files of the project, relative to it and `/`-separated: links to
/// them are checked. Unless `drafts` are shown, a link to a draft leads nowhere, and a draft's own text may be
/// unfinished.
pub fn texts(project: &Project, files: &BTreeSet<String>, drafts: bool, out: &mut Diagnostics) -> Texts {
    let catalogue = Catalogue::new(project);
    let mut links = Links::new(project, files, drafts);
    let mut texts = Texts::default();

    let sheets = sheets(project, &catalogue, drafts, &mut texts, out);
    for notice in project.notices.iter().filter(|notice| drafts || !notice.page.draft) {
        let facts = catalogue.of(notice.programme.as_ref().map(|id| id.value.as_str()));
        corrected_texts(notice, &facts, &mut texts, out);
    }
    for programme in &project.programmes {
        plain_texts(programme, &catalogue.of(Some(&programme.id)), &mut texts, out);
        links.anchors(&programme.file(), anchors::of_programme(programme).into_iter().map(str::to_owned));
    }
    // All anchors are known before the first link is followed.
    let documents: Vec<(&Sheet, Document)> = sheets
        .iter()
        .map(|sheet| (sheet, read(&sheet.quoted.text, &sheet.quoted.values, &sheet.taken)))
        .inspect(|(sheet, document)| {
            let headings = document.headings.iter().map(|heading| heading.anchor.clone());
            links.anchors(&sheet.file, headings.chain(sheet.taken.iter().map(|anchor| (*anchor).to_owned())));
        })
        .collect();
    for (sheet, document) in &documents {
        let body = body(sheet, document, &mut links, &mut texts, out);
        texts.set_body(sheet.page.source, body);
    }
    follow_front_matter(project, drafts, &mut links, &mut texts, out);
    outside::of_data(project, drafts, &mut texts, out);
    for entry in &project.site.navigation {
        if let Err(problem) = links.page_at(&entry.to.value) {
            out.add(entry.to.place, problem);
        }
    }
    texts.assets = links.into_assets();
    texts
}

/// Every page that is shown, its quotes found.
fn sheets<'p>(
    project: &'p Project,
    catalogue: &Catalogue,
    drafts: bool,
    texts: &mut Texts,
    out: &mut Diagnostics,
) -> Vec<Sheet<'p>> {
    let mut sheets = Vec::new();
    let mut add = |page: &'p Page, file: String, address: String, taken: Vec<&'static str>, facts: &Facts| {
        if page.draft && !drafts {
            return;
        }
        if let Some(summary) = &page.summary {
            plain_text(summary, facts, texts, out);
        }
        let lines = Lines::new(&page.body, page.source, page.body_line);
        let quoted = markdown(&page.body, facts, &mut |range, problem| out.add(lines.place(range), problem));
        sheets.push(Sheet { page, file, address, quoted, taken });
    };
    if let Some(home) = &project.home {
        let (file, address) = (address::HOME_FILE.to_owned(), address::HOME.to_owned());
        add(home, file, address, anchors::of_home(), &catalogue.of(None));
    }
    for notice in &project.notices {
        let facts = catalogue.of(notice.programme.as_ref().map(|id| id.value.as_str()));
        add(&notice.page, notice.file(), notice.address(), anchors::of_notice(notice), &facts);
    }
    for class in &project.classes {
        add(&class.page, class.file(), class.address(), anchors::of_class(class), &catalogue.of_class(class));
    }
    for page in &project.pages {
        add(page, page.file(), page.address(), anchors::of_page(), &catalogue.of(None));
    }
    sheets
}

fn body(sheet: &Sheet, document: &Document, links: &mut Links, texts: &mut Texts, out: &mut Diagnostics) -> Body {
    let page = sheet.page;
    let lines = Lines::new(&page.body, page.source, page.body_line);
    let place = |range: Range<usize>| lines.place(sheet.quoted.source_range(range));
    for fault in &document.faults {
        let problem = match &fault.kind {
            FaultKind::RawHtml(found) => ContentProblem::RawHtml { found: found.clone() },
            FaultKind::UnreadLink(address, why) => {
                ContentProblem::BrokenAddress { address: address.clone(), fault: Words(outside::why_unread(*why)) }
            }
            FaultKind::FirstLevelHeading(text) => ContentProblem::FirstLevelHeading { text: text.clone() },
        };
        out.add(place(fault.range.clone()), problem);
    }
    let up = root(&sheet.address);
    let html = document.html(&mut |target: Target| match links.follow(&sheet.file, target.destination, target.image) {
        Ok(Lead::Within(address)) => Resolved::Within(format!("{up}{address}")),
        Ok(Lead::Here(address)) => {
            if address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
                outside::note(address.clone(), place(target.range), texts, out);
            }
            Resolved::Within(address)
        }
        Ok(Lead::Outside(address)) => {
            outside::note(address.clone(), place(target.range), texts, out);
            Resolved::Outside(address)
        }
        Ok(Lead::Lost) => Resolved::Nowhere,
        Err(problem) => {
            out.add(place(target.range), problem);
            Resolved::Nowhere
        }
    });
    let listed = document.headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
    let toc = listed.map(|heading| TocEntry {
        level: heading.level,
        id: heading.anchor.clone(),
        title: heading.text.clone(),
    });
    Body { html, toc: toc.collect() }
}

/// Follows the paths that front matter names.
fn follow_front_matter(project: &Project, drafts: bool, links: &mut Links, texts: &mut Texts, out: &mut Diagnostics) {
    for notice in project.notices.iter().filter(|notice| drafts || !notice.page.draft) {
        let paths = notice.attachments.iter().filter_map(path_of).chain(&notice.original);
        for path in paths {
            match links.follow(&notice.file(), &path.value, false) {
                Ok(Lead::Within(address)) => texts.set_link(path.place, address),
                Ok(Lead::Lost) => {}
                Ok(Lead::Here(_) | Lead::Outside(_)) => out.add(path.place, links.dead(&notice.file(), &path.value)),
                Err(problem) => out.add(path.place, problem),
            }
        }
    }
}

fn path_of(attachment: &Attachment) -> Option<&Located<String>> {
    match &attachment.target {
        AttachmentTarget::Page(path) | AttachmentTarget::File(path) => Some(path),
        AttachmentTarget::Form(_) | AttachmentTarget::None => None,
    }
}

/// The texts of a programme that may quote facts.
fn plain_texts(programme: &Programme, facts: &Facts, texts: &mut Texts, out: &mut Diagnostics) {
    let sections = programme.sections.iter().flat_map(|section| {
        let items = section.items.iter().flat_map(|item| std::iter::once(&item.text).chain(&item.note));
        section.intro.iter().chain(items).chain(&section.note)
    });
    for text in std::iter::once(&programme.summary).chain(sections).chain(&programme.unstated) {
        plain_text(text, facts, texts, out);
    }
}

/// What a notice puts right, with the facts that it quotes. Where the wording came out as it was before, nobody would know
/// what has changed: most often the fact itself was forgotten.
fn corrected_texts(notice: &Notice, facts: &Facts, texts: &mut Texts, out: &mut Diagnostics) {
    for change in notice.corrects.iter().flat_map(|corrects| &corrects.changes) {
        plain_text(&change.new, facts, texts, out);
        if texts.plain(&change.new) == change.old {
            out.add(change.new.place, ContentProblem::NothingCorrected { text: change.old.clone() });
        }
    }
}

fn plain_text(text: &Located<String>, facts: &Facts, texts: &mut Texts, out: &mut Diagnostics) {
    let mut tell = |range, problem: Problem| out.add(inside(text, range), problem);
    if let Some(filled) = plain(&text.value, facts, &mut tell) {
        texts.set_plain(text.place, filled);
    }
}

/// The place of a stretch of a YAML text: exact where the text stands on one line without escapes, else the whole.
fn inside(text: &Located<String>, range: Range<usize>) -> Place {
    let Some(spot) = text.place.text() else { return text.place };
    let chars = |part: Option<&str>| part.map_or(0, |part| part.chars().count()) as u32;
    let quotes = match spot.length.checked_sub(chars(Some(&text.value))) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return text.place,
    };
    let column = spot.column + quotes + chars(text.value.get(..range.start));
    text.place.source.spot(spot.line, column, chars(text.value.get(range)).max(1))
}

#[cfg(test)]
mod tests;
