//! The cell formats of a workbook (`styles.xml`), as far as they say whether a number is a day.

use std::collections::BTreeMap;

use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package, Token, Xml};
use crate::formats::workbook::fault::too_large;
use crate::formats::workbook::value::{is_built_in_day, is_day_code};
use crate::source::Limits;

/// Whether each cell format shows days, in the order in which cells refer to them.
pub(super) fn read(package: &mut Package, path: &str, limits: &Limits) -> Result<Vec<bool>, FileProblem> {
    let Some(text) = package.text(path)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, Kind::Workbook);
    let mut codes: BTreeMap<u32, bool> = BTreeMap::new();
    let mut days = Vec::new();
    let mut in_cell_formats = false;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "numFmt" => {
                if codes.len() > limits.workbook_formats {
                    return Err(too_large(["单元格格式数", "cell formats"], limits.workbook_formats));
                }
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode")) {
                    codes.insert(id, is_day_code(&code));
                }
            }
            Token::Open(tag) if tag.name() == "cellXfs" => in_cell_formats = true,
            Token::Close(tag) if tag.name() == "cellXfs" => in_cell_formats = false,
            Token::Open(tag) if in_cell_formats && tag.name() == "xf" => {
                if days.len() > limits.workbook_formats {
                    return Err(too_large(["单元格格式数", "cell formats"], limits.workbook_formats));
                }
                let id: u32 = tag.number("numFmtId").unwrap_or(0);
                days.push(codes.get(&id).copied().unwrap_or_else(|| is_built_in_day(id)));
            }
            Token::End => return Ok(days),
            _ => {}
        }
    }
}
