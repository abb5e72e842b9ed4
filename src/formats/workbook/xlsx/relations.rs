//! Which part of a package stands for what: the relations of a part, with their targets as whole paths.

use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package, Token, Xml};

#[derive(Default)]
pub(super) struct Relations {
    list: Vec<Relation>,
}

struct Relation {
    id: String,
    kind: String,
    path: String,
}

impl Relations {
    /// Those of a part, or of the package itself where the path is empty. A part may have none.
    pub fn read(package: &mut Package, part: &str) -> Result<Relations, FileProblem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut relations = Relations::default();
        let Some(text) = package.text(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(relations) };
        let mut xml = Xml::new(&text, Kind::Workbook);
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name() == "Relationship" => {
                    let external = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                    let target = tag.get("Target").unwrap_or_default();
                    if !external && relations.list.len() < MOST {
                        let kind = tag.get("Type").unwrap_or_default();
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        let id = tag.get("Id").unwrap_or_default();
                        relations.list.push(Relation { id, kind, path: resolved(folder, &target) });
                    }
                }
                Token::End => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The path of the first part of a type, which is the last word of its address.
    pub fn of_type(&self, kind: &str) -> Option<&str> {
        self.list.iter().find(|relation| relation.kind == kind).map(|relation| relation.path.as_str())
    }

    pub fn of_id(&self, id: &str) -> Option<&str> {
        self.list.iter().find(|relation| relation.id == id).map(|relation| relation.path.as_str())
    }
}

/// More than any workbook has.
const MOST: usize = 10_000;

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

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_resolved_against_the_part_s_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "../../x.xml"), "x.xml");
    }
}
