//! All texts of a project, with their facts filled in, their Markdown rendered and every link followed.

mod body;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

pub(super) use self::body::Worked;
use self::body::{Sheet, work};
use super::anchors;
use super::facts::{Catalogue, Facts};
use super::links::{Lead, Links};
use super::memory::Memory;
use super::outside;
use super::quote::plain;
use crate::diagnostic::{ContentProblem, Diagnostics, Problem};
use crate::model::address::{self, encoded};
use crate::model::{Asset, Attachment, AttachmentTarget, Located, Notice, Page, Programme, Project, Texts};
use crate::source::{Place, SourceId, Sources, TextFile};

/// What the texts are made from.
pub struct Written<'a> {
    pub project: &'a Project,
    /// The files of the pages, and whatever other texts there are.
    pub texts: &'a [TextFile<'a>],
    /// The paths of all files of the project, relative to it and `/`-separated: links to them are checked.
    pub files: Arc<BTreeSet<String>>,
    /// Those of them that lead out of the project, as symbolic links may: they are never published.
    pub outward: Arc<BTreeSet<String>>,
    pub sources: &'a Sources,
    /// Unless they are shown, a link to a draft leads nowhere, and a draft's own text may be unfinished.
    pub drafts: bool,
}

/// Works out all texts.
pub fn texts(written: &Written, memory: &mut Memory, out: &mut Diagnostics) -> Texts {
    let &Written { project, drafts, .. } = written;
    let catalogue = Catalogue::new(project);
    let mut links = Links::new(project, [&written.files, &written.outward].map(Arc::clone), drafts);
    memory.link_to(&links);
    let mut texts = Texts::default();
    let mut assets = BTreeSet::new();

    for notice in project.notices.iter().filter(|notice| drafts || !notice.page.draft) {
        let facts = catalogue.of(notice.programme.as_ref().map(|id| id.value.as_str()));
        corrected_texts(notice, &facts, &mut texts, out);
    }
    for programme in &project.programmes {
        plain_texts(programme, &catalogue.of(Some(&programme.id)), &mut texts, out);
        let anchors = anchors::of_programme(programme).into_iter().map(str::to_owned).collect();
        links.anchors(&programme.file(), Arc::new(anchors));
    }
    let sheets = sheets(written, &catalogue, &mut texts, out);
    let known = |sheet: &Sheet| memory.worked.get(sheet.page.source, written.sources);
    let worked: Vec<Arc<Worked>> =
        sheets.par_iter().map(|sheet| known(sheet).unwrap_or_else(|| Arc::new(work(sheet, &links)))).collect();
    let lasting = sheets.iter().zip(&worked).filter(|(_, worked)| !worked.quotes);
    memory.worked.replace(lasting.map(|(sheet, worked)| (sheet.page.source, worked)), written.sources);
    for (sheet, worked) in sheets.iter().zip(&worked) {
        links.anchors(&sheet.file, worked.anchors.clone());
        assets.extend(worked.assets.iter().cloned());
        out.extend(worked.problems.iter().cloned());
        worked.outside.iter().for_each(|outside| texts.add_outside(outside.clone()));
        texts.set_body(sheet.page.source, worked.body.clone());
    }
    for (section, place) in worked.iter().flat_map(|worked| &worked.sections) {
        if let Err(problem) = links.check(section) {
            out.add(*place, problem);
        }
    }
    follow_front_matter(project, drafts, &links, &mut texts, &mut assets, out);
    outside::of_data(project, drafts, &mut texts, out);
    for entry in &project.site.navigation {
        if let Err(problem) = links.page_at(&entry.to.value) {
            out.add(entry.to.place, problem);
        }
    }
    texts.assets = assets.into_iter().collect();
    texts
}

/// Every page that is shown, with what it can quote.
fn sheets<'p>(
    written: &Written<'p>,
    catalogue: &'p Catalogue<'p>,
    texts: &mut Texts,
    out: &mut Diagnostics,
) -> Vec<Sheet<'p>> {
    let by_source: BTreeMap<SourceId, &str> = written.texts.iter().map(|file| (file.source, file.text)).collect();
    let mut sheets = Vec::new();
    let mut add = |page: &'p Page, file: String, address: String, taken: Vec<&'static str>, facts: Facts<'p>| {
        if page.draft && !written.drafts {
            return;
        }
        if let Some(summary) = &page.summary {
            plain_text(summary, &facts, texts, out);
        }
        let text = by_source.get(&page.source).copied().unwrap_or_default();
        sheets.push(Sheet { page, text, file, address, taken, facts });
    };
    let project = written.project;
    if let Some(home) = &project.home {
        let (file, address) = (address::HOME_FILE.to_owned(), address::HOME.to_owned());
        add(home, file, address, anchors::of_home(), catalogue.of(None));
    }
    for notice in &project.notices {
        let facts = catalogue.of(notice.programme.as_ref().map(|id| id.value.as_str()));
        add(&notice.page, notice.file(), notice.address(), anchors::of_notice(notice), facts);
    }
    for class in &project.classes {
        add(&class.page, class.file(), class.address(), anchors::of_class(class), catalogue.of_class(class));
    }
    for page in &project.pages {
        add(page, page.file(), page.address(), anchors::of_page(), catalogue.of(None));
    }
    sheets
}

/// Follows the paths that front matter names.
fn follow_front_matter(
    project: &Project,
    drafts: bool,
    links: &Links,
    texts: &mut Texts,
    assets: &mut BTreeSet<Asset>,
    out: &mut Diagnostics,
) {
    let notices = project.notices.iter().filter(|notice| drafts || !notice.page.draft).flat_map(|notice| {
        let paths = notice.attachments.iter().filter_map(path_of).chain(&notice.original);
        paths.map(|path| (notice.file(), path))
    });
    let classes = project.classes.iter().filter(|class| drafts || !class.page.draft);
    let materials =
        classes.flat_map(|class| class.materials.iter().filter_map(path_of).map(|path| (class.file(), path)));
    for (file, path) in notices.chain(materials) {
        match links.follow(&file, &path.value, false) {
            Ok(Lead::Page(address)) => texts.set_link(path.place, address),
            Ok(Lead::Section(section)) if !section.is_here => match links.check(&section) {
                Ok(()) => texts.set_link(path.place, section.address),
                Err(problem) => out.add(path.place, problem),
            },
            Ok(Lead::File(asset)) => {
                texts.set_link(path.place, encoded(&asset.path));
                assets.insert(asset);
            }
            Ok(Lead::Lost) => {}
            Ok(Lead::Section(_) | Lead::Here(_) | Lead::Outside(_)) => {
                out.add(path.place, links.dead(&file, &path.value));
            }
            Err(problem) => out.add(path.place, problem),
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
