//! Answers to forms that are about no people: what was said, class by class, and what the numbers come to.

use super::table::{Plan, Table, width};
use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, BookError, Content, Sheet, Style};
use crate::model::{AnswerFigures, Field, Form, Kind, Measure, Record, Spread, Tally, Value};

/// Two sheets for each such form that was answered: the answers, and what they come to.
pub(super) fn sheets(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    for figures in &roster.summary.figures.answers {
        if let Some(form) = roster.form(&figures.form) {
            answers(book, roster, form, figures)?;
            statistics(book, form, figures)?;
        }
    }
    Ok(())
}

const UNSIGNED: &str = "本表不记名，各行按班次和文字排列，与收到的先后无关；请不要据此推断是谁填的。";

fn answers(book: &mut Book, roster: &Roster, form: &Form, figures: &AnswerFigures) -> Result<(), BookError> {
    let fields: Vec<(usize, &Field)> =
        form.roster_columns().into_iter().filter_map(|field| Some((form.index(&field.key)?, field))).collect();
    let unsigned = form.is_anonymous();
    let mut columns = vec![("序号".to_owned(), 6.0)];
    columns.extend(fields.iter().map(|(_, field)| (field.label.to_string(), width(field.kind).max(10.0))));
    if !unsigned {
        columns.extend([("文件".to_owned(), 36.0), ("第几条".to_owned(), 8.0)]);
    }
    let remarks = unsigned.then(|| UNSIGNED.to_owned()).into_iter().collect();
    let plan = Plan { name: form.roster_title().to_owned(), remarks, columns, fixed: 2 };
    let mut table = Table::open(book, plan)?;
    for (index, record) in figures.order.iter().filter_map(|at| roster.summary.records.get(*at)).enumerate() {
        let own = fields.iter().map(|(at, field)| cell(form, record, *at, field));
        let first = [(Content::Number(index + 1), Style::BodyCentre)];
        let last = [
            (Content::from(roster.file_name(record)), Style::Body),
            (Content::Number(record.number), Style::BodyCentre),
        ];
        let last = last.into_iter().filter(|_| !unsigned);
        table.row(first.into_iter().chain(own).chain(last))?;
    }
    table.close()
}

/// Numbers stay numbers, so that people can go on reckoning with them.
fn cell<'r>(form: &Form, record: &'r Record, at: usize, field: &Field) -> (Content<'r>, Style) {
    let cell = record.cells.get(at);
    let style = match field.kind {
        Kind::Text | Kind::LongText | Kind::Unit => Style::Body,
        _ => Style::BodyCentre,
    };
    let content = match cell.and_then(|cell| cell.value()) {
        Some(Value::Number(number)) => whole(i128::from(*number)),
        _ if field.kind == Kind::Unit => unit_text(Some(form), record).into(),
        _ => cell.map_or_else(String::new, |cell| cell.text()).into(),
    };
    (content, style)
}

fn statistics(book: &mut Book, form: &Form, figures: &AnswerFigures) -> Result<(), BookError> {
    let mut sheet = book.sheet(&format!("{}（统计）", form.roster_title()))?;
    sheet.widths([26.0, 16.0, 10.0, 10.0, 10.0, 10.0, 12.0])?;
    sheet.row([(format!("《{}》，共 {} 份", form.title, figures.order.len()).into(), Style::Remark)])?;
    sheet.skip();
    if !figures.measures.is_empty() {
        overall(&mut sheet, &figures.measures)?;
        bands(&mut sheet, &figures.measures)?;
        classes(&mut sheet, &figures.measures)?;
    }
    for tally in &figures.tallies {
        options(&mut sheet, tally)?;
    }
    sheet.page();
    book.push(sheet)
}

const SPREAD: [&str; 5] = ["份数", "平均", "最低", "最高", "合计"];

fn overall(sheet: &mut Sheet, measures: &[Measure]) -> Result<(), BookError> {
    head(sheet, ["项目", ""].into_iter().chain(SPREAD))?;
    let top = sheet.next_row();
    for measure in measures {
        let label = [(measure.title.as_str().into(), Style::Body), ("".into(), Style::Body)];
        sheet.row(label.into_iter().chain(spread(measure, &measure.all)))?;
    }
    mean_bars(sheet, top, measures)?;
    sheet.skip();
    Ok(())
}

fn bands(sheet: &mut Sheet, measures: &[Measure]) -> Result<(), BookError> {
    head(sheet, ["项目", "分段", "份数"])?;
    for measure in measures {
        let top = sheet.next_row();
        for (band, count) in measure.bands.iter().zip(&measure.all.bands) {
            sheet.row([
                (measure.title.as_str().into(), Style::Body),
                (band.as_str().into(), Style::BodyCentre),
                (Content::Number(*count), Style::BodyCentre),
            ])?;
        }
        sheet.data_bars(top..=sheet.next_row() - 1, 2, measure.all.count)?;
    }
    sheet.skip();
    Ok(())
}

fn classes(sheet: &mut Sheet, measures: &[Measure]) -> Result<(), BookError> {
    if measures.iter().all(|measure| measure.classes.is_empty()) {
        return Ok(());
    }
    head(sheet, ["班次", "项目"].into_iter().chain(SPREAD))?;
    for measure in measures {
        let top = sheet.next_row();
        for (class, own) in &measure.classes {
            let class = if class.is_empty() { "未选班次" } else { class };
            let label = [(class.into(), Style::Body), (measure.title.as_str().into(), Style::BodyCentre)];
            sheet.row(label.into_iter().chain(spread(measure, own)))?;
        }
        mean_bars(sheet, top, std::slice::from_ref(measure))?;
    }
    sheet.skip();
    Ok(())
}

/// Bars behind means, as long as they are of a hundred; other numbers have no such end.
fn mean_bars(sheet: &mut Sheet, top: u32, measures: &[Measure]) -> Result<(), BookError> {
    match measures.iter().any(|measure| measure.additive) || sheet.next_row() == top {
        true => Ok(()),
        false => sheet.data_bars(top..=sheet.next_row() - 1, 3, 100),
    }
}

fn spread(measure: &Measure, spread: &Spread) -> [(Content<'static>, Style); 5] {
    let sum = if measure.additive { whole(spread.sum) } else { "".into() };
    let least = whole(i128::from(spread.least));
    [Content::Number(spread.count), Content::Tenths(spread.mean_tenths()), least, whole(spread.most.into()), sum]
        .map(|content| (content, Style::BodyCentre))
}

fn options(sheet: &mut Sheet, tally: &Tally) -> Result<(), BookError> {
    head(sheet, [tally.title.as_str(), "份数"])?;
    let unknown = (tally.unknown > 0).then_some(("未填", tally.unknown));
    let lines = tally.lines.iter().map(|(label, count)| (label.as_str(), *count));
    for (label, count) in lines.chain(unknown) {
        sheet.row([(label.into(), Style::Body), (Content::Number(count), Style::BodyCentre)])?;
    }
    sheet.skip();
    Ok(())
}

fn head<'a>(sheet: &mut Sheet, labels: impl IntoIterator<Item = &'a str>) -> Result<(), BookError> {
    sheet.row(labels.into_iter().map(|label| (label.into(), Style::Head)))
}

fn whole(number: i128) -> Content<'static> {
    match usize::try_from(number) {
        Ok(number) => Content::Number(number),
        Err(_) => number.to_string().into(),
    }
}
