//! The main part with the ranges of comments: put around whole paragraphs, so that what stands in them stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Namespace;
use crate::formats::mark::CannotMark;
use crate::formats::opc::{Edits, Scan, Step, Tag};

/// A comment, and the cell or paragraph that it is about: the end of its start tag; none for the first paragraph of all.
pub(super) struct Commented {
    pub at: Option<usize>,
    pub number: u64,
}

/// An element that is open.
struct Open<'a> {
    tag: Tag<'a>,
    kind: Kind,
    /// Comments that wait for the first paragraph in it, or belong around it where it is one.
    comments: Vec<u64>,
    /// Where the content of a paragraph begins: behind its properties.
    content: usize,
    /// Of a run: whether a reference of a former copy is in it, and whether anything else that shows.
    former: bool,
    shows: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cell,
    Paragraph,
    Table,
    Run,
    Other,
}

/// Puts the ranges and references of comments into the text, and takes those of a former copy out.
pub(super) fn commented(
    text: &str,
    namespace: &Namespace,
    wanted: Vec<Commented>,
    former: &BTreeSet<String>,
) -> Result<String, CannotMark> {
    let mut first: Vec<u64> = wanted.iter().filter(|it| it.at.is_none()).map(|it| it.number).collect();
    let mut targets: BTreeMap<usize, u64> = wanted.iter().filter_map(|it| Some((it.at?, it.number))).collect();
    let mut scan = Scan::new(text);
    let mut edits = Edits::default();
    let mut open: Vec<Open> = Vec::new();
    loop {
        match scan.next()? {
            Step::Open(tag) => {
                let kind = if tag.prefix() == namespace.own { kind(&tag) } else { Kind::Other };
                let mut comments: Vec<u64> = targets.remove(&tag.end).into_iter().collect();
                if !comments.is_empty() && !matches!(kind, Kind::Cell | Kind::Paragraph) {
                    return Err(CannotMark::UNLIKE);
                }
                if kind == Kind::Paragraph {
                    comments.append(&mut first);
                    comments.extend(waiting(&mut open));
                }
                if is_former(&tag, former) {
                    match tag.name() {
                        "commentReference" => open.last_mut().iter_mut().for_each(|run| run.former = true),
                        _ => edits.replace(tag.start..tag.end, ""),
                    }
                } else if !matches!(tag.name(), "rPr" | "rStyle")
                    && let Some(run) = open.last_mut().filter(|it| it.kind == Kind::Run)
                {
                    run.shows = true;
                }
                if tag.empty {
                    let name = tag.qualified();
                    let whole = tag.text.trim_end_matches('>').trim_end_matches('/');
                    if !comments.is_empty() {
                        let (before, after) = around(namespace, &comments);
                        edits.replace(tag.start..tag.end, format!("{whole}>{before}{after}</{name}>"));
                    }
                } else {
                    let content = tag.end;
                    open.push(Open { tag, kind, comments, content, former: false, shows: false });
                }
            }
            Step::Close { start, end } => {
                let closed = open.pop().ok_or(CannotMark::DAMAGED)?;
                match closed.kind {
                    Kind::Paragraph => {
                        let (before, after) = around(namespace, &closed.comments);
                        edits.insert(closed.content, before);
                        edits.insert(start, after);
                    }
                    // A cell always holds a paragraph.
                    Kind::Cell if !closed.comments.is_empty() => return Err(CannotMark::UNLIKE),
                    Kind::Run if closed.former && !closed.shows => edits.replace(closed.tag.start..end, ""),
                    _ => {}
                }
                if closed.tag.name() == "pPr"
                    && let Some(paragraph) = open.last_mut().filter(|it| it.kind == Kind::Paragraph)
                {
                    paragraph.content = end;
                }
            }
            Step::End => break,
        }
    }
    if !targets.is_empty() || !first.is_empty() {
        return Err(CannotMark::UNLIKE);
    }
    edits.apply(text).ok_or(CannotMark::UNLIKE)
}

fn kind(tag: &Tag) -> Kind {
    match tag.name() {
        "tc" => Kind::Cell,
        "p" => Kind::Paragraph,
        "tbl" => Kind::Table,
        "r" => Kind::Run,
        _ => Kind::Other,
    }
}

/// The comments of the cell that is open, for its first paragraph; that of a table within it is none of its own.
fn waiting(open: &mut [Open]) -> Vec<u64> {
    let inner = open.iter_mut().rev().find(|it| matches!(it.kind, Kind::Cell | Kind::Table | Kind::Paragraph));
    match inner {
        Some(cell) if cell.kind == Kind::Cell => std::mem::take(&mut cell.comments),
        _ => Vec::new(),
    }
}

fn is_former(tag: &Tag, former: &BTreeSet<String>) -> bool {
    matches!(tag.name(), "commentRangeStart" | "commentRangeEnd" | "commentReference")
        && tag.empty
        && tag.get("id").is_some_and(|id| former.contains(&id))
}

/// What stands before and behind the content of a paragraph that these comments are about.
fn around(namespace: &Namespace, comments: &[u64]) -> (String, String) {
    let Namespace { prefix: w, declared, .. } = namespace;
    let before = |id: &u64| format!("<{w}commentRangeStart{declared} {w}id=\"{id}\"/>");
    let after = |id: &u64| {
        format!(
            "<{w}commentRangeEnd{declared} {w}id=\"{id}\"/><{w}r{declared}><{w}commentReference {w}id=\"{id}\"/></{w}r>"
        )
    };
    (comments.iter().map(before).collect(), comments.iter().map(after).collect())
}
