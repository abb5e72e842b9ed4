//! The properties of controls, cells, rows and runs: a few facts out of elements that hold many.

use super::super::PROMPT_STYLE;
use crate::diagnostic::FileProblem;
use crate::formats::package::{Open, Token, Vocabulary, Xml};

/// What a content control says of itself (`w:sdtPr`).
#[derive(Debug, Default)]
pub struct ControlProperties {
    pub tag: Option<String>,
    /// It shows its prompt.
    pub prompt: bool,
    /// Of a check box: whether it is ticked.
    pub checked: Option<bool>,
}

/// What a cell says of itself (`w:tcPr`).
#[derive(Debug, Default)]
pub struct CellProperties {
    /// In columns; at least 1.
    pub width: Option<u32>,
    pub merge: Merge,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    #[default]
    No,
    Begins,
    Continues,
}

/// What a row says of itself (`w:trPr`).
#[derive(Debug, Default)]
pub struct RowProperties {
    /// Columns left out before its first cell.
    pub before: u32,
    /// Taken out by a tracked change.
    pub deleted: bool,
    pub hidden: bool,
    pub tracked: bool,
}

/// What a run says of itself (`w:rPr`).
#[derive(Debug, Default)]
pub struct RunProperties {
    pub hidden: bool,
    pub font: Option<String>,
    /// Set in the style of prompts.
    pub prompt: bool,
}

/// What a paragraph says of itself (`w:pPr`).
#[derive(Debug, Default)]
pub struct ParagraphProperties {
    /// Centred, or in the style of a heading.
    pub heading: bool,
    pub new_page: bool,
}

/// No table of Word has more columns (its own limit is 63).
const MOST_COLUMNS: u32 = 1024;

pub fn control(xml: &mut Xml) -> Result<ControlProperties, FileProblem> {
    let mut found = ControlProperties::default();
    each(xml, |tag| match (tag.vocabulary, tag.name()) {
        (Vocabulary::Word, "tag") => found.tag = value(tag).filter(|tag| !tag.trim().is_empty()),
        (Vocabulary::Word, "showingPlcHdr") => found.prompt = is_on(tag),
        (_, "checkbox") => found.checked = found.checked.or(Some(false)),
        (_, "checked") => found.checked = Some(is_on(tag)),
        _ => {}
    })?;
    Ok(found)
}

pub fn cell(xml: &mut Xml) -> Result<CellProperties, FileProblem> {
    let mut found = CellProperties::default();
    each(xml, |tag| match tag.name() {
        "gridSpan" => found.width = number(tag).map(|width| width.clamp(1, MOST_COLUMNS)),
        "vMerge" if value(tag).as_deref() == Some("restart") => found.merge = Merge::Begins,
        "vMerge" => found.merge = Merge::Continues,
        _ => {}
    })?;
    Ok(found)
}

pub fn row(xml: &mut Xml) -> Result<RowProperties, FileProblem> {
    let mut found = RowProperties::default();
    each(xml, |tag| match tag.name() {
        "gridBefore" => found.before = number(tag).unwrap_or(0).min(MOST_COLUMNS),
        "hidden" => found.hidden = is_on(tag),
        "del" => (found.deleted, found.tracked) = (true, true),
        "ins" => found.tracked = true,
        _ => {}
    })?;
    Ok(found)
}

pub fn run(xml: &mut Xml) -> Result<RunProperties, FileProblem> {
    let mut found = RunProperties::default();
    each(xml, |tag| match tag.name() {
        "vanish" => found.hidden = is_on(tag),
        "rStyle" => found.prompt = value(tag).as_deref() == Some(PROMPT_STYLE),
        "rFonts" => found.font = tag.get("ascii").or_else(|| tag.get("hAnsi")),
        _ => {}
    })?;
    Ok(found)
}

pub fn paragraph(xml: &mut Xml) -> Result<ParagraphProperties, FileProblem> {
    let mut found = ParagraphProperties::default();
    each(xml, |tag| match tag.name() {
        "jc" => found.heading |= value(tag).as_deref() == Some("center"),
        "pStyle" => {
            found.heading |= value(tag).is_some_and(|style| style.contains("Title") || style.contains("Heading"))
        }
        "pageBreakBefore" => found.new_page = is_on(tag),
        _ => {}
    })?;
    Ok(found)
}

/// The mark of an old form field's check box (`w:checkBox`).
pub fn old_check_box(xml: &mut Xml) -> Result<char, FileProblem> {
    let (mut checked, mut default) = (None, false);
    each(xml, |tag| match tag.name() {
        "checked" => checked = Some(is_on(tag)),
        "default" => default = is_on(tag),
        _ => {}
    })?;
    Ok(if checked.unwrap_or(default) { '☑' } else { '☐' })
}

/// What was chosen in an old form field's list (`w:ddList`); none where nobody touched it.
pub fn old_list(xml: &mut Xml) -> Result<Option<String>, FileProblem> {
    let (mut chosen, mut entries) = (None, Vec::new());
    each(xml, |tag| match tag.name() {
        "result" => chosen = number(tag),
        "listEntry" => entries.push(value(tag).unwrap_or_default()),
        _ => {}
    })?;
    Ok(chosen.and_then(|index| entries.into_iter().nth(index as usize)))
}

/// `w:val`.
fn value(tag: &Open) -> Option<String> {
    tag.get("val")
}

fn number(tag: &Open) -> Option<u32> {
    tag.number("val")
}

/// Whether a property that needs no value is set (ECMA-376 part 1, 17.17.4).
fn is_on(tag: &Open) -> bool {
    value(tag).is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// Looks at every element within the one that has just been opened.
fn each(xml: &mut Xml, mut look: impl FnMut(&Open)) -> Result<(), FileProblem> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            // What it was before a tracked change.
            Token::Open(tag) if tag.name().ends_with("PrChange") => xml.skip()?,
            Token::Open(tag) => {
                depth += 1;
                look(&tag);
            }
            Token::Close(_) => depth -= 1,
            Token::Text(_) => {}
            Token::End => break,
        }
    }
    Ok(())
}
