//! 统计: how many there are of everything, in small tables with a chart beside each.

use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Bars, Book, BookError, Content, Sheet, Style};
use crate::lang::Lang;
use crate::model::{CategoryFigures, Figures, FormFigures, FormRecords, Status, UnitState};

/// Records by form and status, units by state and category, then the accepted people of each form by everything that can
/// be counted.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let figures = &roster.summary.figures;
    let mut sheet = book.small_sheet("统计")?;
    sheet.widths([28.0].into_iter().chain([10.0; COLUMNS - 1]))?;
    let mut paper = Paper { sheet, begun: 0, ends: Vec::new() };
    by_status(&mut paper, figures)?;
    by_state(&mut paper, figures)?;
    by_category(&mut paper, figures)?;
    for form in &figures.forms {
        people(&mut paper, form)?;
    }
    let Paper { mut sheet, ends, .. } = paper;
    sheet.print_area(COLUMNS as u16)?;
    sheet.upright(&ends)?;
    book.push(sheet)?;
    Ok(())
}

const COLUMNS: usize = 7;

/// Rows that fit on a page, and the height of one in pixels.
const PAGE: u32 = 42;
const ROW: u32 = 28;

/// Charts beside a table begin in the third column and fill the rest; those below a wide table begin at the edge.
const BESIDE: (u16, u32) = (2, 352);
const BELOW: (u16, u32) = (0, 620);

/// The sheet, and where its pages end: no table is torn apart that fits on one.
struct Paper {
    sheet: Sheet,
    /// The first row of the page.
    begun: u32,
    ends: Vec<u32>,
}

impl Paper {
    /// Makes sure that so many rows stand on one page.
    fn block(&mut self, rows: u32) {
        let next = self.sheet.next_row();
        if next + rows > self.begun + PAGE && next > self.begun {
            self.ends.push(next);
            self.begun = next;
        }
        // A block of several pages ends on the last of them.
        self.begun += rows.saturating_sub(1) / PAGE * PAGE;
    }

    fn skip_to(&mut self, row: u32) {
        while self.sheet.next_row() < row {
            self.sheet.skip();
        }
    }

    fn head<'a>(&mut self, labels: impl IntoIterator<Item = &'a str>) -> Result<(), BookError> {
        self.sheet.row(labels.into_iter().map(|label| (label.into(), Style::Head)))
    }

    fn line(&mut self, label: &str, counts: impl IntoIterator<Item = usize>) -> Result<(), BookError> {
        let counts = counts.into_iter().map(|count| (Content::Number(count), Style::BodyCentre));
        self.sheet.row([(Content::from(label), Style::Body)].into_iter().chain(counts))
    }

    /// A table of labels and counts with its chart beside it.
    fn tally(&mut self, title: &str, unit: &str, lines: &[(&str, usize)], alt: &str) -> Result<(), BookError> {
        let bars = lines.len() as u32;
        let height = (bars + 1).max(bars.min(PAGE) + 2).max(4);
        self.block(height + 1);
        let top = self.sheet.next_row();
        self.head([title, unit])?;
        for (label, count) in lines {
            self.line(label, [*count])?;
        }
        if bars > 0 {
            let (column, width) = BESIDE;
            self.sheet.bars(&Bars {
                title,
                alt,
                rows: top + 1..=top + bars,
                labels: 0,
                series: &[(1, unit)],
                at: (top, column),
                size: (width, height * ROW),
            })?;
        }
        self.skip_to(top + height + 1);
        Ok(())
    }
}

fn by_status(paper: &mut Paper, figures: &Figures) -> Result<(), BookError> {
    paper.block(figures.records.len() as u32 + 3);
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    paper.head(["人选记录"].into_iter().chain(statuses).chain(["合计"]))?;
    let line = |counts: [usize; 4]| counts.into_iter().chain([counts.iter().sum()]);
    for FormRecords { title, statuses, .. } in &figures.records {
        paper.line(title, line(*statuses))?;
    }
    // With one form, it would only be said again.
    if figures.records.len() > 1 {
        let sum = [0, 1, 2, 3].map(|at| figures.records.iter().map(|form| form.statuses[at]).sum());
        paper.line("合计", line(sum))?;
    }
    paper.sheet.skip();
    Ok(())
}

fn by_state(paper: &mut Paper, figures: &Figures) -> Result<(), BookError> {
    let lines = UnitState::ALL.map(|state| (state.label(Lang::Zh), figures.units_in(state)));
    paper.tally("报送情况", "单位数", &lines, &told("各报送情况的单位数", &lines))
}

fn by_category(paper: &mut Paper, figures: &Figures) -> Result<(), BookError> {
    let bars = figures.categories.len() as u32;
    if bars == 0 {
        return Ok(());
    }
    // Two bars for each, the title and the legend.
    let height = bars * 2 + 3;
    paper.block(bars + height + 3);
    let top = paper.sheet.next_row();
    let statuses = Status::ALL.map(|status| status.label(Lang::Zh));
    paper.head(["单位类别", "单位数", "已报送"].into_iter().chain(statuses))?;
    let mut said = Vec::new();
    for CategoryFigures { category, units, reported, statuses } in &figures.categories {
        let category = category.as_deref().unwrap_or("未知");
        paper.line(category, [*units, *reported].into_iter().chain(*statuses))?;
        said.push(format!("{category} {units} 家，已报送 {reported} 家"));
    }
    paper.sheet.skip();
    let (column, width) = BELOW;
    let at = paper.sheet.next_row();
    paper.sheet.bars(&Bars {
        title: "各类单位报送情况",
        alt: &format!("各类单位的单位数和已报送数：{}", said.join("；")),
        rows: top + 1..=top + bars,
        labels: 0,
        series: &[(1, "单位数"), (2, "已报送")],
        at: (at, column),
        size: (width, height * ROW),
    })?;
    paper.skip_to(at + height + 1);
    Ok(())
}

fn people(paper: &mut Paper, figures: &FormFigures) -> Result<(), BookError> {
    // The heading stays with the first table.
    paper.block(8);
    let heading = format!("《{}》通过的人选，共 {} 人", figures.title, figures.people);
    paper.sheet.row([(heading.into(), Style::Remark)])?;
    for tally in &figures.tallies {
        let unknown = (tally.unknown > 0).then_some(("未知或未填", tally.unknown));
        let lines = tally.lines.iter().map(|(label, count)| (label.as_str(), *count)).chain(unknown);
        let lines: Vec<_> = lines.collect();
        let title = format!("《{}》通过的人选按{}的人数", figures.title, tally.title);
        paper.tally(&tally.title, "人数", &lines, &told(&title, &lines))?;
    }
    Ok(())
}

/// A chart in words.
fn told(title: &str, lines: &[(&str, usize)]) -> String {
    let lines: Vec<_> = lines.iter().map(|(label, count)| format!("{label} {count}")).collect();
    format!("{title}：{}", lines.join("，"))
}
