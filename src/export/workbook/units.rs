//! 单位报送情况: who has reported, who has not, and what became of it.

use super::table::{Plan, Table, columns};
use crate::export::decision::paper as words;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Style};
use crate::lang::Lang;
use crate::model::{Status, UnitLine};

pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let units = &roster.summary.units;
    let mut columns =
        columns([("推荐单位", 32.0), ("单位类别", 16.0), ("报送情况", 11.0), ("在册", 8.0), ("文件数", 9.0)]);
    // A column that would be empty is left out.
    let paper = units.iter().any(|unit| unit.paper.is_some());
    columns.extend(paper.then(|| ("纸质材料".to_owned(), 34.0)));
    columns.extend(Status::ALL.map(|status| (status.label(Lang::Zh).to_owned(), 9.0)));
    let expected = units.iter().filter(|unit| unit.listed).count();
    let silent = units.iter().filter(|unit| unit.listed && !reported(unit)).count();
    let remark = match expected {
        0 => "没有单位名册，无法列出未报送的单位。".to_owned(),
        _ => format!("名册中的单位 {expected} 家：已报送 {} 家，未报送 {silent} 家。", expected - silent),
    };
    let mut table = Table::open(book, Plan { name: "单位报送情况".into(), remarks: vec![remark], columns, fixed: 1 })?;
    for unit in units {
        let (word, light) = match (sent(unit), &unit.paper) {
            (true, _) => ("已报送", Style::Good),
            (false, Some(_)) => ("已收纸质", Style::Good),
            (false, None) => ("未报送", Style::Bad),
        };
        let listed = match (expected, unit.listed) {
            (0, _) => "",
            (_, true) => "是",
            (_, false) => "否",
        };
        let first = [
            (unit.unit.as_str().into(), Style::Body),
            (unit.category.as_deref().unwrap_or_default().into(), Style::BodyCentre),
            (word.into(), light),
            (listed.into(), Style::BodyCentre),
            (Content::Number(unit.files), Style::BodyCentre),
        ];
        let said = paper.then(|| unit.paper.as_ref().map_or_else(String::new, words));
        let said = said.map(|text| (Content::from(text), Style::Body));
        let counts = unit.statuses.map(|count| (Content::Number(count), Style::BodyCentre));
        table.row(first.into_iter().chain(said).chain(counts))?;
    }
    Ok(table.close()?)
}

/// Whether anything came from the unit, be it on paper, be it that nothing of it counts.
pub(super) fn reported(unit: &UnitLine) -> bool {
    sent(unit) || unit.paper.is_some()
}

fn sent(unit: &UnitLine) -> bool {
    unit.files > 0 || unit.statuses.iter().any(|count| *count > 0)
}
