//! One worksheet: its cells with their kinds of value, hidden rows and columns, merged areas.

use super::Lexicon;
use super::strings::{rich, unescaped};
use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Open, Token, Xml};
use crate::formats::workbook::grid::{Allowance, Grid, area_at, cell_at};
use crate::formats::workbook::value;
use crate::model::Raw;

/// The last row and column of a sheet (ECMA-376 sets no limit; all programs do).
const LAST: (u32, u32) = (1_048_576, 16_384);

/// Puts a sheet's cells on the grid and answers how many results of formulas were taken.
pub(super) fn read(
    text: &str,
    lexicon: &Lexicon,
    grid: &mut Grid,
    allowance: &mut Allowance,
) -> Result<usize, FileProblem> {
    let mut xml = Xml::new(text, Kind::Workbook);
    let mut formulas = 0;
    // Rows and cells that do not say where they are follow the ones before them.
    let (mut row, mut column) = (0, 0);
    loop {
        let tag = match xml.next()? {
            Token::Open(tag) => tag,
            Token::End => return Ok(formulas),
            _ => continue,
        };
        match tag.name() {
            "row" => {
                row = tag.number("r").unwrap_or(row + 1);
                column = 0;
                if tag.is("hidden") && row <= LAST.0 {
                    grid.hide_row(row, allowance)?;
                }
            }
            "c" => {
                (row, column) = tag.get("r").and_then(|name| cell_at(&name)).unwrap_or((row, column + 1));
                if row > LAST.0 || column > LAST.1 {
                    return Err(xml.broken());
                }
                let (raw, is_result) = cell(&mut xml, &tag, lexicon)?;
                formulas += usize::from(is_result);
                grid.put(row, column, raw, allowance)?;
            }
            "col" if tag.is("hidden") => {
                grid.hide_columns(tag.number("min").unwrap_or(0), tag.number("max").unwrap_or(0));
            }
            "mergeCell" => {
                if let Some((first, last)) = tag.get("ref").and_then(|area| area_at(&area)) {
                    grid.merge(first, last, allowance)?;
                }
            }
            _ => {}
        }
    }
}

/// A cell's value, and whether it is the result of a formula.
fn cell(xml: &mut Xml, tag: &Open, lexicon: &Lexicon) -> Result<(Raw, bool), FileProblem> {
    let (mut value, mut inline, mut formula) = (None, None, None);
    loop {
        match xml.next()? {
            Token::Open(inner) => match inner.name() {
                "v" => value = Some(xml.text()?),
                "is" => inline = Some(rich(xml)?),
                "f" => formula = Some(xml.text()?),
                _ => xml.skip()?,
            },
            Token::Close(_) => break,
            Token::Text(_) => {}
            Token::End => return Err(xml.broken()),
        }
    }
    let value = value.unwrap_or_default();
    if is_picture(tag, &value, formula.as_deref()) {
        return Ok((Raw::Picture, false));
    }
    let raw = match inline {
        Some(text) => Raw::Text(text),
        None => typed(&tag.get("t").unwrap_or_default(), value, tag.number("s"), lexicon),
    };
    Ok(match (formula, &raw) {
        (Some(_), Raw::Empty) if tag.get("t").as_deref() != Some("str") => (Raw::Formula, false),
        (Some(_), raw) => (raw.clone(), *raw != Raw::Empty),
        (None, _) => (raw, false),
    })
}

/// WPS keeps a picture in a cell as a formula, Excel as an error value with more behind it.
fn is_picture(tag: &Open, value: &str, formula: Option<&str>) -> bool {
    let by_formula = |text: &str| text.contains("DISPIMG(");
    formula.is_some_and(by_formula)
        || value.starts_with('=') && by_formula(value)
        || formula.is_none() && value == "#VALUE!" && tag.get("vm").is_some()
}

fn typed(kind: &str, value: String, style: Option<usize>, lexicon: &Lexicon) -> Raw {
    match kind {
        _ if value.is_empty() => Raw::Empty,
        "s" => match value.trim().parse().ok().and_then(|at: usize| lexicon.strings.get(at)) {
            Some(text) => Raw::Text(text.to_string()),
            None => Raw::Error("#REF!"),
        },
        "b" => Raw::Text(if matches!(value.trim(), "1" | "true") { "TRUE" } else { "FALSE" }.to_owned()),
        "e" => Raw::Error(value::error(&value)),
        // An ISO day, perhaps with a time.
        "d" => match value.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Raw::Date(day),
            None => Raw::Text(value),
        },
        "str" | "inlineStr" => Raw::Text(unescaped(value)),
        _ => match value.trim().parse::<f64>() {
            Ok(number) => {
                let is_day = style.and_then(|style| lexicon.days.get(style).copied()).unwrap_or(false);
                value::formatted(number, is_day, lexicon.from_1904)
            }
            Err(_) => Raw::Text(value),
        },
    }
}
