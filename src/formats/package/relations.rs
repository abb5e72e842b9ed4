//! Which part of a package stands for what: the relationships of a part (ECMA-376 part 2, 8.5).

use super::{Package, Token, Xml};
use crate::diagnostic::FileProblem;

/// The relationships of a part, with their targets as whole paths. Those that lead out of the package are left out.
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

/// More than any package has.
const MOST: usize = 10_000;

impl Relations {
    /// Those of a part, or of the package itself where the path is empty. A part may have none.
    pub fn read(package: &mut Package, part: &str) -> Result<Relations, FileProblem> {
        let mut relations = Relations::default();
        let Some(text) = package.text(&relations_of(part))? else { return Ok(relations) };
        let mut xml = Xml::new(&text, package.kind);
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name() == "Relationship" => {
                    relations.add(part, |name| tag.get(name).unwrap_or_default());
                }
                Token::End => return Ok(relations),
                _ => {}
            }
        }
    }

    /// Adds what an element of a part's relationships says by its attributes.
    pub fn add(&mut self, part: &str, get: impl Fn(&str) -> String) {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !get("TargetMode").eq_ignore_ascii_case("external") && self.list.len() < MOST {
            let path = resolved(folder, &get("Target"));
            self.list.push(Relation { id: get("Id"), kind: get("Type"), path });
        }
    }

    /// The first of a type, which is the last word of its address.
    pub fn of_type(&self, kind: &str) -> Option<&Relation> {
        self.all_of(kind).next()
    }

    /// Where the first part of a type lies.
    pub fn path_of(&self, kind: &str) -> Option<&str> {
        self.of_type(kind).map(|relation| relation.path.as_str())
    }

    /// All of a type.
    pub fn all_of(&self, kind: &str) -> impl Iterator<Item = &Relation> {
        self.list.iter().filter(move |relation| relation.kind.rsplit('/').next() == Some(kind))
    }

    pub fn of_id(&self, id: &str) -> Option<&Relation> {
        self.list.iter().find(|relation| relation.id == id)
    }
}

/// The part that holds the relationships of a part.
pub fn relations_of(part: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::{relations_of, resolved};

    #[test]
    fn targets_are_resolved_against_the_part_s_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "../../x.xml"), "x.xml");
        assert_eq!(relations_of(""), "_rels/.rels");
        assert_eq!(relations_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
