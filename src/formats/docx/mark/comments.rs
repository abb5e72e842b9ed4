//! The part with a document's comments: people's stay, those of a former copy go, the new ones come.

use std::collections::BTreeSet;

use super::Spot;
use crate::formats::mark::{AUTHOR, CannotMark};
use crate::formats::opc::{Edits, Outline, Patch, add_relation, declare_part, relations};
use crate::formats::xml::escaped;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The ids of a former copy's comments.
pub(super) fn former(patch: &mut Patch, main: &str) -> Result<BTreeSet<String>, CannotMark> {
    let Some((_, text)) = part(patch, main)? else { return Ok(BTreeSet::new()) };
    let outline = Outline::of(&text)?;
    let ours = outline.children(outline.root()).filter(|it| it.tag.get("author").as_deref() == Some(AUTHOR));
    Ok(ours.filter_map(|it| it.tag.get("id")).collect())
}

/// Writes a comment for each of the spots and answers their ids.
pub(super) fn write(
    patch: &mut Patch,
    main: &str,
    kinds: &str,
    namespace: &str,
    spots: &[Spot],
    former: &BTreeSet<String>,
) -> Result<Vec<u64>, CannotMark> {
    let known = part(patch, main)?;
    let is_new = known.is_none();
    let (path, text) = known.unwrap_or_else(|| {
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let free = format!("{folder}comments.xml");
        let path = if patch.has(&free) { patch.free(&format!("{folder}comments"), ".xml") } else { free };
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        (path, format!("{head}<w:comments xmlns:w=\"{namespace}\"/>"))
    });
    let outline = Outline::of(&text)?;
    let root = outline.root();
    // Attributes are of the vocabulary too, so the prefix must not be empty.
    let prefix = match root.tag.prefix() {
        "" => return Err(CannotMark::UNLIKE),
        prefix => prefix,
    };
    let mut edits = Edits::default();
    let mut last = 0;
    for comment in outline.children(root) {
        let id = comment.tag.get("id").unwrap_or_default();
        if former.contains(&id) {
            edits.replace(comment.tag.start..comment.end, "");
        } else {
            last = last.max(id.parse::<u64>().unwrap_or(0).min(u64::from(u32::MAX)));
        }
    }
    let numbers: Vec<u64> = (0..spots.len() as u64).map(|index| last + 1 + index).collect();
    let new: String = spots.iter().zip(&numbers).map(|(spot, number)| comment(prefix, *number, &spot.lines)).collect();
    root.append(&new, &mut edits);
    let changed = edits.apply(&text).ok_or(CannotMark::UNLIKE)?;
    if changed != text {
        patch.put(&path, changed);
    }
    if is_new && !spots.is_empty() {
        add_relation(patch, main, &format!("{kinds}comments"), &path)?;
        declare_part(patch, &path, TYPE)?;
    }
    Ok(numbers)
}

fn part(patch: &mut Patch, main: &str) -> Result<Option<(String, String)>, CannotMark> {
    let relations = relations(patch, main)?;
    let Some(known) = relations.of_type("comments") else { return Ok(None) };
    let text = patch.text(&known.path)?.ok_or(CannotMark::DAMAGED)?;
    Ok(Some((known.path.clone(), text)))
}

/// A comment of ours: no date, so that the same file gives the same copy.
fn comment(w: &str, number: u64, lines: &[String]) -> String {
    let line = |(index, line): (usize, &String)| {
        let reference = if index == 0 { format!("<{w}r><{w}annotationRef/></{w}r>") } else { String::new() };
        let text = escaped(line);
        format!("<{w}p>{reference}<{w}r><{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}p>")
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    format!("<{w}comment {w}id=\"{number}\" {w}author=\"{AUTHOR}\" {w}initials=\"LH\">{lines}</{w}comment>")
}
