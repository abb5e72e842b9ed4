//! Links between files, and where they lead on the site: every path, anchor and picture is looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{ContentProblem, Problem};
use crate::model::address::{self, decoded, encoded};
use crate::model::{Asset, Project};
use crate::suggest::nearest;

/// Everything that a link can lead to.
#[derive(Clone, PartialEq)]
pub struct Links {
    /// By the file that each is written in.
    targets: BTreeMap<String, Target>,
    /// All files of the project.
    files: Arc<BTreeSet<String>>,
    /// Those that lead out of it.
    outward: Arc<BTreeSet<String>>,
    /// Files of drafts that are not shown.
    hidden: BTreeSet<String>,
}

/// A page, or the section of one that a data file makes.
#[derive(Clone, PartialEq)]
struct Target {
    address: String,
    anchors: Arc<BTreeSet<String>>,
}

/// Where a link leads in the end.
#[derive(Debug, PartialEq)]
pub enum Lead {
    /// A page; its address relative to the site's root, ready for an attribute.
    Page(String),
    /// A section of a page. Whether the page has it is known once all pages are read.
    Section(Section),
    /// A file beside the pages.
    File(Asset),
    /// What needs no way up to the root: a mail address, a telephone number.
    Here(String),
    /// Another site.
    Outside(String),
    /// Nowhere, which is told elsewhere: the page is there, but its file is faulty.
    Lost,
}

/// A section of a page, as a link names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The file of the page.
    file: String,
    /// The page, as the link names it.
    shown: String,
    anchor: String,
    /// The address relative to the site's root, ready for an attribute; of the page that is being written, only the anchor.
    pub address: String,
    /// Whether it is a section of that page itself.
    pub is_here: bool,
}

impl Links {
    /// The pages of a project and their addresses, all files of it and those that lead out of it; a draft is no page unless
    /// `drafts` are shown.
    pub fn new(project: &Project, [files, outward]: [Arc<BTreeSet<String>>; 2], drafts: bool) -> Links {
        let mut links = Links { targets: BTreeMap::new(), files, outward, hidden: BTreeSet::new() };
        if project.home.is_some() {
            links.add(address::HOME_FILE.to_owned(), address::HOME.to_owned(), true);
        }
        for notice in &project.notices {
            links.add(notice.file(), notice.address(), drafts || !notice.page.draft);
        }
        for class in &project.classes {
            links.add(class.file(), class.address(), drafts || !class.page.draft);
        }
        for page in &project.pages {
            links.add(page.file(), page.address(), drafts || !page.draft);
        }
        for programme in &project.programmes {
            links.add(programme.file(), programme.address(), true);
        }
        for form in &project.forms {
            links.add(form.file(), form.address(), true);
        }
        links
    }

    fn add(&mut self, file: String, address: String, shown: bool) {
        match shown {
            true => {
                self.targets.insert(file, Target { address, anchors: Arc::default() });
            }
            false => {
                self.hidden.insert(file);
            }
        }
    }

    /// Makes the anchors of a page known.
    pub fn anchors(&mut self, file: &str, anchors: Arc<BTreeSet<String>>) {
        if let Some(target) = self.targets.get_mut(file) {
            target.anchors = anchors;
        }
    }

    /// Looks for a page at an address such as `notices/`; the home page's is empty.
    pub fn page_at(&self, to: &str) -> Result<(), Problem> {
        let fixed =
            [address::HOME, address::NOTICES, address::CLASSES, address::FORMS, address::PROBLEMS, address::TOPICS];
        let addresses: Vec<&str> = self
            .targets
            .values()
            .map(|target| target.address.as_str())
            .chain(fixed)
            .filter_map(|address| address.strip_suffix("index.html"))
            .collect();
        if addresses.contains(&to) {
            return Ok(());
        }
        let nearest = nearest(to, addresses.into_iter().filter(|address| !address.is_empty()));
        Err(ContentProblem::MissingPage { to: to.to_owned(), nearest }.into())
    }

    /// Follows a link or picture that is written in `file`.
    pub fn follow(&self, file: &str, written: &str, image: bool) -> Result<Lead, Problem> {
        if let Some((scheme, _)) = written.split_once(':')
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        {
            // Pages ask no other host for pictures, and lead nowhere but to pages, mail and telephones.
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" if !image => Ok(Lead::Outside(written.to_owned())),
                "mailto" | "tel" if !image => Ok(Lead::Here(written.to_owned())),
                _ => Err(ContentProblem::ForeignTarget { target: written.to_owned() }.into()),
            };
        }
        let (path, anchor) = match written.split_once('#') {
            Some((path, anchor)) => (path, Some(decoded(anchor))),
            None => (written, None),
        };
        let path = decoded(path);
        let target_file = if path.is_empty() { Some(file.to_owned()) } else { joined(file, &path) };
        let Some(target_file) = target_file else { return Err(self.dead(file, written)) };
        if let Some(target) = self.targets.get(&target_file).filter(|_| !image) {
            return Ok(match anchor.filter(|anchor| !anchor.is_empty()) {
                None => Lead::Page(target.address.clone()),
                Some(anchor) => Lead::Section(section(target, target_file, &path, anchor)),
            });
        }
        if self.is_faulty_page(&target_file) {
            return Ok(Lead::Lost);
        }
        if self.outward.contains(&target_file) {
            return Err(ContentProblem::ForeignTarget { target: written.to_owned() }.into());
        }
        match self.asset(&target_file).filter(|_| anchor.is_none()) {
            Some(asset) => Ok(Lead::File(asset)),
            None => Err(self.dead(file, written)),
        }
    }

    /// What is wrong with a section, once the anchors of all pages are known.
    pub fn check(&self, section: &Section) -> Result<(), Problem> {
        let Some(target) = self.targets.get(&section.file) else { return Ok(()) };
        if target.anchors.contains(&section.anchor) {
            return Ok(());
        }
        let nearest = nearest(&section.anchor, target.anchors.iter().map(String::as_str));
        let (target, anchor) = (section.shown.clone(), section.anchor.clone());
        Err(ContentProblem::DeadAnchor { target, anchor, nearest }.into())
    }

    /// A page that should be there: its file exists, but could not be read, which has been told.
    fn is_faulty_page(&self, file: &str) -> bool {
        let is_page = (file.starts_with("content/") && file.ends_with(".md"))
            || file.starts_with("data/programmes/")
            || file.starts_with("data/forms/");
        is_page && self.files.contains(file) && !self.hidden.contains(file)
    }

    /// A file beside a page, as it is published; none where it is not.
    fn asset(&self, file: &str) -> Option<Asset> {
        let inside = file.strip_prefix("content/")?;
        let hidden = file.split('/').any(|part| part.starts_with('.'));
        if hidden || file.ends_with(".md") || !self.files.contains(file) {
            return None;
        }
        Some(Asset { source: file.to_owned(), path: format!("files/{inside}") })
    }

    /// The problem of a link to nothing.
    pub fn dead(&self, file: &str, written: &str) -> Problem {
        let others: Vec<String> = self.targets.keys().map(|other| between(file, other)).collect();
        let nearest = nearest(written, others.iter().map(String::as_str));
        ContentProblem::DeadLink { target: written.to_owned(), nearest }.into()
    }
}

fn section(target: &Target, file: String, path: &str, anchor: String) -> Section {
    let (is_here, encoded) = (path.is_empty(), encoded(&anchor));
    let address = if is_here { format!("#{encoded}") } else { format!("{}#{encoded}", target.address) };
    let shown = if is_here { file.clone() } else { path.to_owned() };
    Section { file, shown, anchor, address, is_here }
}

/// The file that a relative path written in another one means; none where it leads out of the project.
fn joined(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The relative path from one file to another.
fn between(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let folder = &folder[..folder.len() - 1];
    let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folder.len() - shared), parts[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::{between, joined};

    #[test]
    fn paths_are_relative_to_the_file() {
        let file = "content/classes/2022/07-forestry.md";
        assert_eq!(joined(file, "../../notices/x.md").as_deref(), Some("content/notices/x.md"));
        assert_eq!(joined(file, "./01.md").as_deref(), Some("content/classes/2022/01.md"));
        assert_eq!(joined(file, "../../../../x.md"), None);
        assert_eq!(joined(file, "/etc/passwd"), None);
        assert_eq!(between(file, "content/notices/x.md"), "../../notices/x.md");
        assert_eq!(between(file, "content/classes/2022/01.md"), "01.md");
    }
}
