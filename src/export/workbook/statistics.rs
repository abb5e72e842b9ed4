//! 统计: how many there are of everything, in small tables.

use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, BookError, Content, Sheet, Style};
use crate::lang::Lang;
use crate::model::{Form, FormFigures, Status};

/// Records by status, units by category, then the accepted people of each form by everything that has options.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let mut sheet = book.sheet("统计")?;
    sheet.widths([30.0].into_iter().chain([15.0; 6]))?;
    by_status(&mut sheet, roster)?;
    by_category(&mut sheet, roster)?;
    for form in &roster.summary.figures.forms {
        sheet.row([(format!("《{}》通过的人选，共 {} 人", form.title, form.people).into(), Style::Remark)])?;
        sheet.skip();
        people(&mut sheet, form)?;
    }
    sheet.page();
    book.push(sheet)?;
    Ok(())
}

fn by_status(sheet: &mut Sheet, roster: &Roster) -> Result<(), BookError> {
    // With one form, its column would only repeat the total.
    let forms = if roster.forms.len() > 1 { &roster.forms[..] } else { &[] };
    head(sheet, ["记录"].into_iter().chain(forms.iter().map(|form| form.title.as_str())).chain(["合计"]))?;
    for status in Status::ALL {
        let on = |form: &&Form| roster.with_status(status).filter(|record| *record.form == form.id).count();
        let counts = forms.iter().map(on).chain([roster.with_status(status).count()]);
        line(sheet, status.label(Lang::Zh), counts)?;
    }
    let on = |form: &&Form| roster.summary.records.iter().filter(|record| *record.form == form.id).count();
    line(sheet, "合计", forms.iter().map(on).chain([roster.summary.records.len()]))?;
    sheet.skip();
    Ok(())
}

fn by_category(sheet: &mut Sheet, roster: &Roster) -> Result<(), BookError> {
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    head(sheet, ["单位类别", "单位数", "已报送"].into_iter().chain(statuses))?;
    let declared = roster.programme.unit_categories.iter().map(|category| Some(category.name.as_str()));
    let mut categories: Vec<Option<&str>> = declared.collect();
    for unit in &roster.summary.units {
        if !categories.contains(&unit.category.as_deref()) {
            categories.push(unit.category.as_deref());
        }
    }
    // Units of no known category come last.
    categories.sort_by_key(|category| category.is_none());
    for category in categories {
        let units: Vec<_> = roster.summary.units.iter().filter(|unit| unit.category.as_deref() == category).collect();
        let sent = units.iter().filter(|unit| unit.reported()).count();
        let of = |at: usize| units.iter().map(|unit| unit.statuses[at]).sum();
        line(sheet, category.unwrap_or("未知"), [units.len(), sent, of(0), of(1), of(2), of(3)])?;
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
