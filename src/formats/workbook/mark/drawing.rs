//! The boxes in which comments are shown: vector markup of old (VML), which every program still wants.

use std::collections::BTreeSet;
use std::ops::Range;

use super::CellMark;
use super::sheet::Columns;
use crate::formats::mark::CannotMark;
use crate::formats::opc::Edits;

pub(super) const TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// What is needed to draw the boxes of a sheet.
pub(super) struct Boxes<'a> {
    pub marks: &'a [CellMark],
    pub columns: &'a Columns,
    /// The sheet's, from 1; ids of shapes differ between sheets.
    pub number: usize,
}

/// Ids of shapes come in blocks of so many.
const BLOCK: usize = 1024;

/// A box is about so many characters wide, and a line so many rows high.
const WIDTH: f64 = 42.0;
const HAN_A_LINE: usize = 20;

const NAMESPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
     xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

/// A drawing with the boxes of these cells, for a sheet that has none.
pub(super) fn fresh(boxes: &Boxes, new: &BTreeSet<(u32, u32)>) -> Result<String, CannotMark> {
    let text = format!(
        "<xml {NAMESPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout></xml>",
        boxes.number
    );
    extended(&text, boxes, new, &BTreeSet::new())
}

/// A drawing with the boxes of some cells added and those of others taken out. The markup of real files is not always
/// well-formed, so it is not parsed.
pub(super) fn extended(
    text: &str,
    boxes: &Boxes,
    new: &BTreeSet<(u32, u32)>,
    gone: &BTreeSet<(u32, u32)>,
) -> Result<String, CannotMark> {
    let mut edits = Edits::default();
    if !gone.is_empty() {
        for (range, cell) in shapes(text) {
            if gone.contains(&cell) {
                edits.replace(range, "");
            }
        }
    }
    if !new.is_empty() {
        let end = text.rfind("</").filter(|at| text[*at..].trim_end().ends_with("xml>")).ok_or(CannotMark::UNLIKE)?;
        let first = (boxes.number * BLOCK).max(last_id(text)) + 1;
        let mut added = String::new();
        if !text.contains(&format!("id=\"{KIND}\"")) {
            added.push_str(&kind());
        }
        let wanted = boxes.marks.iter().filter(|mark| new.contains(&(mark.row, mark.column)));
        for (number, mark) in (first..).zip(wanted) {
            added.push_str(&shape(number, mark, boxes.columns));
        }
        edits.insert(end, added);
    }
    edits.apply(text).ok_or(CannotMark::UNLIKE)
}

const KIND: &str = "_x0000_t202";

fn kind() -> String {
    format!(
        "<v:shapetype {NAMESPACES} id=\"{KIND}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

fn shape(number: usize, mark: &CellMark, columns: &Columns) -> String {
    let (row, column) = (mark.row - 1, mark.column - 1);
    let lines: usize = mark.lines.iter().map(|line| line.chars().count() / HAN_A_LINE + 1).sum();
    let (mut last, mut width) = (mark.column + 1, 0.0);
    while width < WIDTH && last < mark.column + 30 {
        width += columns.width(last);
        last += 1;
    }
    let top = row.saturating_sub(1);
    let bottom = top + lines as u32 + 1;
    let (width, height) = ("240pt", lines * 15 + 12);
    // Left column and its offset in pixels, top row, right column, bottom row; all from 0.
    let anchor = format!("{}, 12, {top}, 8, {}, 4, {bottom}, 4", mark.column, last - 1);
    format!(
        "<v:shape {NAMESPACES} id=\"_x0000_s{number}\" type=\"#{KIND}\" style=\"position:absolute;margin-left:60pt;\
         margin-top:2pt;width:{width};height:{height}pt;z-index:{number};visibility:hidden\" fillcolor=\"#fffbe6\" o:insetmode=\"auto\">\
         <v:fill color2=\"#fffbe6\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}

/// The boxes of comments, with the cell of each, from 1.
fn shapes(text: &str) -> Vec<(Range<usize>, (u32, u32))> {
    const END: &str = "</v:shape>";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<v:shape ").map(|start| at + start) {
        let Some(end) = text[start..].find(END).map(|end| start + end + END.len()) else { break };
        let number = |name: &str| -> Option<u32> {
            let (_, rest) = text[start..end].split_once(&format!("<x:{name}>"))?;
            rest.split_once('<')?.0.trim().parse().ok()
        };
        if let (Some(row), Some(column)) = (number("Row"), number("Column")) {
            found.push((start..end, (row.saturating_add(1), column.saturating_add(1))));
        }
        at = end;
    }
    found
}

/// The greatest number of a shape's id.
fn last_id(text: &str) -> usize {
    let mut last = 0;
    for (at, mark) in text.match_indices("_x0000_s") {
        let digits: String = text[at + mark.len()..].chars().take_while(char::is_ascii_digit).take(9).collect();
        last = last.max(digits.parse().unwrap_or(0));
    }
    last
}
