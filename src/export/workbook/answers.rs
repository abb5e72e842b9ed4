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
    let plan =
        Plan { name: form.roster_title().to_owned(), remarks, columns, fixed: 2, lights: None, above: Vec::new() };
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
    let mut sheet = book.small_sheet(&format!("{}（统计）", form.roster_title()))?;
    sheet.widths([24.0, 24.0].into_iter().chain([10.0; 5]))?;
    sheet.row([(format!("《{}》，共 {} 份", form.title, figures.order.len()).into(), Style::Remark)])?;
    sheet.skip();
    // Sums that mean nothing get no column.
    for measures in figures.measures.chunk_by(|one, other| one.additive == other.additive) {
        means(&mut sheet, measures)?;
    }
    for measures in figures.measures.chunk_by(|one, other| one.bands == other.bands) {
        bands(&mut sheet, measures)?;
    }
    for tally in &figures.tallies {
        options(&mut sheet, tally)?;
    }
    sheet.page();
    book.push(sheet)
}

/// Each number over all answers, then class by class.
fn means(sheet: &mut Sheet, measures: &[Measure]) -> Result<(), BookError> {
    let additive = measures.iter().any(|measure| measure.additive);
    let sum = additive.then_some("合计");
    head(sheet, ["项目", "班次", "份数", "平均", "最低", "最高"].into_iter().chain(sum))?;
    let top = sheet.next_row();
    for measure in measures {
        line(sheet, measure, "全部", &measure.all)?;
        for (class, spread) in &measure.classes {
            line(sheet, measure, if class.is_empty() { "未选班次" } else { class }, spread)?;
        }
    }
    // Scores are of a hundred; other numbers have no such end.
    if !additive {
        sheet.data_bars(top..=sheet.next_row() - 1, 3..=3, 100)?;
    }
    sheet.skip();
    Ok(())
}

fn line(sheet: &mut Sheet, measure: &Measure, class: &str, spread: &Spread) -> Result<(), BookError> {
    let numbers = [
        Content::Number(spread.count),
        Content::Tenths(spread.mean_tenths()),
        whole(spread.least.into()),
        whole(spread.most.into()),
    ];
    let sum = measure.additive.then(|| whole(spread.sum));
    let numbers = numbers.into_iter().chain(sum).map(|content| (content, Style::BodyCentre));
    let labels = [(measure.title.as_str().into(), Style::Body), (class.into(), Style::BodyCentre)];
    sheet.row(labels.into_iter().chain(numbers))
}

/// How many answers fall into each band, of numbers that have the same bands.
fn bands(sheet: &mut Sheet, measures: &[Measure]) -> Result<(), BookError> {
    let Some(first) = measures.first() else { return Ok(()) };
    head(sheet, ["分布", "份数"].into_iter().chain(first.bands.iter().map(String::as_str)))?;
    let top = sheet.next_row();
    for measure in measures {
        let counts = std::iter::once(&measure.all.count).chain(&measure.all.bands);
        let counts = counts.map(|count| (Content::Number(*count), Style::BodyCentre));
        sheet.row([(measure.title.as_str().into(), Style::Body)].into_iter().chain(counts))?;
    }
    let most = measures.iter().map(|measure| measure.all.count).max().unwrap_or_default();
    sheet.data_bars(top..=sheet.next_row() - 1, 2..=1 + first.bands.len() as u16, most)?;
    sheet.skip();
    Ok(())
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
