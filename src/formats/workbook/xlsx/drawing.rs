//! The pictures that lie over a sheet, by the cell that their upper left corner is in.

use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package, Relations, Token, Xml};
use crate::formats::workbook::grid::Grid;

/// Notes the pictures over the sheet of a path. The pictures themselves are never looked at.
pub(super) fn read(package: &mut Package, sheet: &str, grid: &mut Grid) -> Result<(), FileProblem> {
    let relations = Relations::read(package, sheet)?;
    let Some(path) = relations.path_of("drawing") else { return Ok(()) };
    let Some(text) = package.text(path)? else { return Ok(()) };
    let mut xml = Xml::new(&text, Kind::Workbook);
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut in_corner = false;
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "from" => in_corner = true,
                "row" if in_corner => row = xml.text()?.trim().parse().unwrap_or(0),
                "col" if in_corner => column = xml.text()?.trim().parse().unwrap_or(0),
                "pic" => grid.picture(row.saturating_add(1), column.saturating_add(1)),
                _ => {}
            },
            Token::Close(tag) if tag.name() == "from" => in_corner = false,
            Token::End => return Ok(()),
            _ => {}
        }
    }
}
