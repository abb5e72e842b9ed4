//! Relationships of parts, read and added, and the content types of added parts.

use super::{Edits, Outline, Patch};
use crate::formats::mark::CannotMark;
use crate::formats::package::{Relations, relations_of};
use crate::formats::xml::escaped;

const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The relationships of a part that is patched, or of the package itself where the path is empty.
pub fn relations(patch: &mut Patch, part: &str) -> Result<Relations, CannotMark> {
    let mut relations = Relations::default();
    let Some(text) = patch.text(&relations_of(part))? else { return Ok(relations) };
    let outline = Outline::of(&text)?;
    for element in outline.children(outline.root()).filter(|it| it.tag.name() == "Relationship") {
        relations.add(part, |name| element.tag.get(name).unwrap_or_default());
    }
    Ok(relations)
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
