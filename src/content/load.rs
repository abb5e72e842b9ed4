//! Markdown files to notices, classes and pages, by the folder that each stands in.

use std::sync::Arc;

use rayon::prelude::*;

use super::decode;
use super::front::{Written, split};
use super::memory::Memory;
use crate::diagnostic::{ContentProblem, Diagnostics};
use crate::formats::yaml::{Node, Origin, Reader, parse};
use crate::model::{Class, Notice, Page};
use crate::source::{Limits, Sources, TextFile};

/// What the content files say.
#[derive(Debug, Default)]
pub struct Content {
    pub home: Option<Page>,
    /// By file name.
    pub notices: Vec<Notice>,
    /// By programme, then by number.
    pub classes: Vec<Class>,
    /// By file name.
    pub pages: Vec<Page>,
}

/// Reads the Markdown files below `content/`; faults of all of them are told at once. A page whose front matter is
/// faulty is there all the same where its address is known, so that links to it are no second fault.
pub fn load(files: &[TextFile], sources: &Sources, memory: &mut Memory, out: &mut Diagnostics) -> Content {
    let opened: Vec<Arc<Opened>> = files
        .par_iter()
        .map(|file| memory.opened.get(file.source, sources).unwrap_or_else(|| Arc::new(Opened::new(file))))
        .collect();
    memory.opened.replace(files.iter().map(|file| file.source).zip(&opened), sources);
    let mut content = Content::default();
    for opened in opened {
        out.extend(opened.problems.iter().cloned());
        match &opened.held {
            Some(Held::Notice(notice)) => content.notices.push(Notice::clone(notice)),
            Some(Held::Class(class)) => content.classes.push(Class::clone(class)),
            Some(Held::Page(page)) => content.pages.push(page.clone()),
            Some(Held::Home(page)) => content.home = Some(page.clone()),
            None => {}
        }
    }
    content.classes.sort_by(|a, b| (&a.programme.value, a.number).cmp(&(&b.programme.value, b.number)));
    content
}

/// A content file, read; other files hold nothing.
pub struct Opened {
    held: Option<Held>,
    problems: Diagnostics,
}

impl Opened {
    fn new(file: &TextFile) -> Opened {
        let mut problems = Diagnostics::default();
        Opened { held: held(file, &mut problems), problems }
    }
}

/// What one content file holds.
enum Held {
    Home(Page),
    Notice(Box<Notice>),
    Class(Box<Class>),
    Page(Page),
}

fn held(file: &TextFile, out: &mut Diagnostics) -> Option<Held> {
    let name = file.name.strip_prefix("content/").and_then(|name| name.strip_suffix(".md"))?;
    let parts: Vec<&str> = name.split('/').collect();
    let slug = match parts.as_slice() {
        ["index"] => name,
        ["notices" | "pages", _] | ["classes", _, _] => name.split_once('/').map_or(name, |(_, slug)| slug),
        _ => {
            out.add(file.source.whole(), ContentProblem::StrayPage { path: file.name.to_owned() });
            return None;
        }
    };
    if let Some(name) = parts.iter().find(|part| !is_address(part)) {
        out.add(file.source.whole(), ContentProblem::BadFileName { name: (*name).to_owned() });
    }
    let (written, node) = open(file, slug, out);
    let node = node.as_ref();
    Some(match parts[0] {
        "notices" => Held::Notice(Box::new(decode::notice(&written, node, out))),
        "classes" => Held::Class(Box::new(decode::class(&written, node?, out)?)),
        "pages" => Held::Page(decode::page(&written, node, out)),
        _ => Held::Home(decode::page(&written, node, out)),
    })
}

/// Splits a file and reads its front matter.
fn open<'t>(file: &'t TextFile<'t>, slug: &'t str, out: &mut Diagnostics) -> (Written<'t>, Option<Node>) {
    let Some(front) = split(file.text) else {
        out.add(file.source.spot(1, 1, 1), ContentProblem::NoFrontMatter {});
        return (Written { file, slug }, None);
    };
    let origin =
        Origin { source: file.source, first_line: 2, cut: 0, depth: Limits::DEFAULT.depth, reader: Reader::Authored };
    let (node, problems) = parse(front.yaml, origin);
    out.extend(problems);
    (Written { file, slug }, node)
}

/// Whether a name survives every chat program as a part of an address.
fn is_address(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
mod tests;
