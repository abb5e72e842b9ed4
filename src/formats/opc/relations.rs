//! Relationships of parts, read and added, and the content types of added parts.

use super::{Edits, Outline, Patch};
use crate::formats::mark::CannotMark;
use crate::formats::xml::escaped;

/// The relationships of a part, with their targets as whole paths.
#[derive(Debug, Default)]
pub struct Relations {
    pub list: Vec<Relation>,
}

#[derive(Debug)]
pub struct Relation {
    pub id: String,
    /// The whole address of its type.
    pub kind: String,
    pub path: String,
}

const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

impl Relations {
    /// Those of a part, or of the package itself where the path is empty.
    pub fn read(patch: &mut Patch, part: &str) -> Result<Relations, CannotMark> {
        let mut relations = Relations::default();
        let Some(text) = patch.text(&relations_of(part))? else { return Ok(relations) };
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let outline = Outline::of(&text)?;
        for element in outline.children(outline.root()).filter(|it| it.tag.name() == "Relationship") {
            let get = |name| element.tag.get(name).unwrap_or_default();
            if !get("TargetMode").eq_ignore_ascii_case("external") {
                let path = resolved(folder, &get("Target"));
                relations.list.push(Relation { id: get("Id"), kind: get("Type"), path });
            }
        }
        Ok(relations)
    }

    /// The first of a type, by the last word of its address.
    pub fn of_type(&self, kind: &str) -> Option<&Relation> {
        self.list.iter().find(|it| it.kind.rsplit('/').next() == Some(kind))
    }

    pub fn of_id(&self, id: &str) -> Option<&Relation> {
        self.list.iter().find(|it| it.id == id)
    }
}

/// Adds a relationship to a part and answers its id.
pub fn add_relation(patch: &mut Patch, part: &str, kind: &str, target: &str) -> Result<String, CannotMark> {
    let name = relations_of(part);
    let text = patch.text(&name)?.unwrap_or_else(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELATIONSHIPS}\"/>"
        )
    });
    let outline = Outline::of(&text)?;
    let taken: Vec<String> = outline.elements.iter().filter_map(|it| it.tag.get("Id")).collect();
    let id = (1..).map(|number| format!("rIdLh{number}")).find(|id| !taken.contains(id)).unwrap_or_default();
    let root = outline.root();
    let element = format!(
        "<{}Relationship Id=\"{id}\" Type=\"{}\" Target=\"/{}\"/>",
        root.tag.prefix(),
        escaped(kind),
        escaped(target)
    );
    let mut edits = Edits::default();
    root.append(&element, &mut edits);
    let text = edits.apply(&text).ok_or(CannotMark::UNLIKE)?;
    patch.put(&name, text);
    Ok(id)
}

/// Says what an added part is.
pub fn declare_part(patch: &mut Patch, part: &str, content_type: &str) -> Result<(), CannotMark> {
    let text = patch.text(TYPES)?.ok_or(CannotMark::DAMAGED)?;
    let outline = Outline::of(&text)?;
    let root = outline.root();
    let element =
        format!("<{}Override PartName=\"/{}\" ContentType=\"{content_type}\"/>", root.tag.prefix(), escaped(part));
    let mut edits = Edits::default();
    root.append(&element, &mut edits);
    let text = edits.apply(&text).ok_or(CannotMark::UNLIKE)?;
    patch.put(TYPES, text);
    Ok(())
}

fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target as a path from the package's root.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from_root = target.starts_with('/');
    let mut path: Vec<&str> = folder.split('/').filter(|part| !from_root && !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = path.pop(),
            part => path.push(part),
        }
    }
    path.join("/")
}
