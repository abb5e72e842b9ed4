//! 统计: how many there are of everything, in small tables.

use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, BookError, Content, Sheet, Style};
use crate::lang::Lang;
use crate::model::{CategoryFigures, Figures, FormFigures, FormRecords, Status};

/// Records by status, units by category, then the accepted people of each form by everything that has options.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let figures = &roster.summary.figures;
    let mut sheet = book.sheet("统计")?;
    sheet.widths([30.0].into_iter().chain([15.0; 6]))?;
    by_status(&mut sheet, figures)?;
    by_category(&mut sheet, figures)?;
    for form in &figures.forms {
        sheet.row([(format!("《{}》通过的人选，共 {} 人", form.title, form.people).into(), Style::Remark)])?;
        sheet.skip();
        people(&mut sheet, form)?;
    }
    sheet.page();
    book.push(sheet)?;
    Ok(())
}

fn by_status(sheet: &mut Sheet, figures: &Figures) -> Result<(), BookError> {
    // With one form, its column would only repeat the total.
    let forms = if figures.records.len() > 1 { &figures.records[..] } else { &[] };
    head(sheet, ["记录"].into_iter().chain(forms.iter().map(|form| form.title.as_str())).chain(["合计"]))?;
    for (at, status) in Status::ALL.into_iter().enumerate() {
        let total = figures.records.iter().map(|form| form.statuses[at]).sum();
        line(sheet, status.label(Lang::Zh), forms.iter().map(|form| form.statuses[at]).chain([total]))?;
    }
    let all = |form: &FormRecords| form.statuses.iter().sum::<usize>();
    line(sheet, "合计", forms.iter().map(all).chain([figures.records.iter().map(all).sum()]))?;
    sheet.skip();
    Ok(())
}

fn by_category(sheet: &mut Sheet, figures: &Figures) -> Result<(), BookError> {
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    head(sheet, ["单位类别", "单位数", "已报送"].into_iter().chain(statuses))?;
    for CategoryFigures { category, units, reported, statuses } in &figures.categories {
        line(sheet, category.as_deref().unwrap_or("未知"), [*units, *reported].into_iter().chain(*statuses))?;
    }
    sheet.skip();
    Ok(())
}

fn people(sheet: &mut Sheet, figures: &FormFigures) -> Result<(), BookError> {
    for tally in &figures.tallies {
        head(sheet, [tally.title.as_str(), "人数"])?;
        for (value, count) in &tally.lines {
            line(sheet, value, [*count])?;
        }
        if tally.unknown > 0 {
            line(sheet, "未知或未填", [tally.unknown])?;
        }
        sheet.skip();
    }
    Ok(())
}

fn head<'a>(sheet: &mut Sheet, labels: impl IntoIterator<Item = &'a str>) -> Result<(), BookError> {
    sheet.row(labels.into_iter().map(|label| (label.into(), Style::Head)))
}

fn line(sheet: &mut Sheet, label: &str, counts: impl IntoIterator<Item = usize>) -> Result<(), BookError> {
    let counts = counts.into_iter().map(|count| (Content::Number(count), Style::BodyCentre));
    sheet.row([(Content::from(label), Style::Body)].into_iter().chain(counts))
}
