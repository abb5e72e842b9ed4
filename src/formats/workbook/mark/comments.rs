//! The comments of one sheet: its own stay, those of a former copy go, the new ones come.

use std::collections::{BTreeMap, BTreeSet};

use super::CellMark;
use super::drawing::{self, Boxes};
use crate::formats::mark::{AUTHOR, CannotMark};
use crate::formats::opc::{Edits, Element, Outline, Patch, add_relation, declare_part};
use crate::formats::package::Relations;
use crate::formats::workbook::grid::cell_at;
use crate::formats::xml::escaped;
use crate::source::CellSpot;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// Elements of a worksheet that come after the one that names the boxes of its comments (ECMA-376 part 1, 18.3.1.99).
const LATER: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// What became of a sheet's comments.
struct Changed {
    /// Cells whose comment is new, and so needs a box.
    new: BTreeSet<(u32, u32)>,
    /// Cells that lost their comment.
    gone: BTreeSet<(u32, u32)>,
}

/// Writes the comments of a sheet and answers the text of its part, which names their boxes.
pub(super) fn write(
    patch: &mut Patch,
    sheet: &str,
    text: String,
    kinds: &str,
    relations: &Relations,
    boxes: &Boxes,
) -> Result<String, CannotMark> {
    let threads = threads(patch, relations)?;
    let changed = match relations.of_type("comments") {
        Some(known) => {
            let path = known.path.clone();
            let old = patch.text(&path)?.ok_or(CannotMark::DAMAGED)?;
            let (new, changed) = extended(&old, boxes.marks, &threads)?;
            if new != old {
                patch.put(&path, new);
            }
            changed
        }
        None if boxes.marks.is_empty() => return Ok(text),
        None => {
            let root = Outline::of(&text)?.root().tag;
            let namespace = root.namespace(root.prefix()).ok_or(CannotMark::UNLIKE)?;
            let path = patch.free("xl/comments", ".xml");
            let empty = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <comments xmlns=\"{namespace}\"><authors/><commentList/></comments>"
            );
            let (new, changed) = extended(&empty, boxes.marks, &threads)?;
            patch.put(&path, new);
            add_relation(patch, sheet, &format!("{kinds}comments"), &path)?;
            declare_part(patch, &path, TYPE)?;
            changed
        }
    };
    let outline = Outline::of(&text)?;
    let root = outline.root();
    if let Some(known) = outline.child(root, "legacyDrawing") {
        let id = known.tag.get("id").unwrap_or_default();
        let path = relations.of_id(&id).map(|it| it.path.clone()).ok_or(CannotMark::UNLIKE)?;
        if !(changed.new.is_empty() && changed.gone.is_empty()) {
            let old = patch.text(&path)?.ok_or(CannotMark::UNLIKE)?;
            patch.put(&path, drawing::extended(&old, boxes, &changed.new, &changed.gone)?);
        }
        return Ok(text);
    }
    if changed.new.is_empty() {
        return Ok(text);
    }
    let path = patch.free("xl/drawings/vmlDrawing", ".vml");
    patch.put(&path, drawing::fresh(boxes, &changed.new)?);
    declare_part(patch, &path, drawing::TYPE)?;
    let id = add_relation(patch, sheet, &format!("{kinds}vmlDrawing"), &path)?;
    let mut edits = Edits::default();
    let later = |it: &&Element| LATER.contains(&it.tag.name());
    let at = outline.children(root).find(later).map_or(root.close, |it| it.tag.start);
    edits.insert(at, legacy_drawing(root, kinds, &id));
    edits.apply(&text).ok_or(CannotMark::UNLIKE)
}

fn legacy_drawing(root: &Element, kinds: &str, id: &str) -> String {
    let address = kinds.trim_end_matches('/');
    let prefix = root.tag.prefix();
    match root.tag.prefix_for(address) {
        Some(own) => format!("<{prefix}legacyDrawing {own}:id=\"{id}\"/>"),
        None => format!("<{prefix}legacyDrawing xmlns:r=\"{address}\" r:id=\"{id}\"/>"),
    }
}

/// Cells with a conversation, which programs of today show in place of the comment.
fn threads(patch: &mut Patch, relations: &Relations) -> Result<BTreeSet<(u32, u32)>, CannotMark> {
    let mut cells = BTreeSet::new();
    for part in relations.list.iter().filter(|it| it.kind.ends_with("/threadedComment")) {
        let Some(text) = patch.text(&part.path)? else { continue };
        let outline = Outline::of(&text)?;
        cells.extend(outline.elements.iter().filter_map(|it| cell_at(&it.tag.get("ref")?)));
    }
    Ok(cells)
}

fn extended(text: &str, marks: &[CellMark], threads: &BTreeSet<(u32, u32)>) -> Result<(String, Changed), CannotMark> {
    let outline = Outline::of(text)?;
    let root = outline.root();
    let prefix = root.tag.prefix();
    let authors = outline.child(root, "authors").ok_or(CannotMark::UNLIKE)?;
    let list = outline.child(root, "commentList").ok_or(CannotMark::UNLIKE)?;
    let names: Vec<&str> = outline.children(authors).map(|it| text[it.tag.end..it.close].trim()).collect();
    let ours = names.iter().position(|name| *name == AUTHOR);
    let mut edits = Edits::default();
    if ours.is_none() && !marks.is_empty() {
        authors.append(&format!("<{prefix}author>{AUTHOR}</{prefix}author>"), &mut edits);
    }
    let author = ours.unwrap_or(names.len());
    let mut changed = Changed { new: BTreeSet::new(), gone: BTreeSet::new() };
    let mut known: BTreeMap<(u32, u32), &Element> = BTreeMap::new();
    for comment in outline.children(list) {
        let Some(cell) = comment.tag.get("ref").and_then(|name| cell_at(&name)) else { continue };
        if ours.is_some() && comment.tag.number("authorId") == ours {
            edits.replace(comment.tag.start..comment.end, "");
            changed.gone.insert(cell);
        } else {
            known.insert(cell, comment);
        }
    }
    let mut new = String::new();
    for mark in marks {
        let cell = (mark.row, mark.column);
        match known.get(&cell) {
            // What is said in a conversation would not show; the colour does.
            _ if threads.contains(&cell) => {}
            Some(comment) => add_to(&outline, comment, mark, text, &mut edits)?,
            None => {
                let name = CellSpot { sheet: 0, row: mark.row, column: mark.column }.name();
                let runs = run(prefix, &mark.lines.join("\n"));
                new.push_str(&format!(
                    "<{prefix}comment ref=\"{name}\" authorId=\"{author}\"><{prefix}text>{runs}</{prefix}text></{prefix}comment>"
                ));
                if !changed.gone.remove(&cell) {
                    changed.new.insert(cell);
                }
            }
        }
    }
    list.append(&new, &mut edits);
    Ok((edits.apply(text).ok_or(CannotMark::UNLIKE)?, changed))
}

/// Puts our words below those of a comment that somebody else wrote, unless they stand there already.
fn add_to(
    outline: &Outline,
    comment: &Element,
    mark: &CellMark,
    text: &str,
    edits: &mut Edits,
) -> Result<(), CannotMark> {
    let prefix = comment.tag.prefix();
    let body = outline.child(comment, "text").ok_or(CannotMark::UNLIKE)?;
    let said = &text[body.tag.end..body.close];
    let lines: Vec<&str> =
        mark.lines.iter().map(String::as_str).filter(|line| !said.contains(&escaped(line))).collect();
    if lines.is_empty() {
        return Ok(());
    }
    // A text without runs becomes the first of them.
    if let Some(plain) = outline.child(body, "t") {
        edits.insert(plain.tag.start, format!("<{prefix}r>"));
        edits.insert(plain.end, format!("</{prefix}r>"));
    }
    let after = outline.children(body).find(|it| matches!(it.tag.name(), "rPh" | "phoneticPr"));
    let runs = run(prefix, &format!("\n{}", lines.join("\n")));
    match after {
        Some(after) => edits.insert(after.tag.start, runs),
        None => body.append(&runs, edits),
    }
    Ok(())
}

fn run(prefix: &str, text: &str) -> String {
    let font = format!(
        "<{prefix}rPr><{prefix}sz val=\"10\"/><{prefix}color rgb=\"FF000000\"/><{prefix}rFont val=\"宋体\"/>\
         <{prefix}family val=\"3\"/><{prefix}charset val=\"134\"/></{prefix}rPr>"
    );
    format!("<{prefix}r>{font}<{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>", escaped(text))
}
