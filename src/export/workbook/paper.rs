//! Sheets of small tables with charts beside or below them, upright, page by page.

use crate::formats::sheet::{Bars, Book, BookError, Cells, Content, Sheet, Style};

/// Columns of a sheet.
pub(super) const COLUMNS: usize = 7;

/// Rows that fit on a page, and the height of one in pixels.
const PAGE: u32 = 42;
pub(super) const ROW: u32 = 28;

/// Charts beside a table begin in the third column and fill the rest; those below a wide table begin at the edge.
pub(super) const BESIDE: (u16, u32) = (2, 352);
pub(super) const BELOW: (u16, u32) = (0, 620);

/// The sheet, and where its pages end: no table is torn apart that fits on one.
pub(super) struct Paper {
    pub(super) sheet: Sheet,
    /// The first row of the page.
    begun: u32,
    ends: Vec<u32>,
}

impl Paper {
    /// An empty sheet with columns of these widths.
    pub(super) fn open(book: &mut Book, name: &str, widths: impl IntoIterator<Item = f64>) -> Result<Paper, BookError> {
        let mut sheet = book.small_sheet(name)?;
        sheet.widths(widths)?;
        Ok(Paper { sheet, begun: 0, ends: Vec::new() })
    }

    /// Puts the sheet into its book, ready to be printed.
    pub(super) fn close(self, book: &mut Book) -> Result<(), BookError> {
        let Paper { mut sheet, ends, .. } = self;
        sheet.print_area(COLUMNS as u16)?;
        sheet.upright(&ends)?;
        book.push(sheet)
    }

    /// Makes sure that so many rows stand on one page.
    pub(super) fn block(&mut self, rows: u32) {
        let next = self.sheet.next_row();
        if next + rows > self.begun + PAGE && next > self.begun {
            self.ends.push(next);
            self.begun = next;
        }
        // A block of several pages ends on the last of them.
        self.begun += rows.saturating_sub(1) / PAGE * PAGE;
    }

    pub(super) fn skip_to(&mut self, row: u32) {
        while self.sheet.next_row() < row {
            self.sheet.skip();
        }
    }

    pub(super) fn head<'a>(&mut self, labels: impl IntoIterator<Item = &'a str>) -> Result<(), BookError> {
        self.sheet.row(labels.into_iter().map(|label| (label.into(), Style::Head)))
    }

    pub(super) fn line(&mut self, label: &str, counts: impl IntoIterator<Item = usize>) -> Result<(), BookError> {
        let counts = counts.into_iter().map(|count| (Content::Number(count), Style::BodyCentre));
        self.sheet.row([(Content::from(label), Style::Body)].into_iter().chain(counts))
    }

    /// A table of labels and counts with its chart beside it.
    pub(super) fn tally(
        &mut self,
        title: &str,
        unit: &str,
        lines: &[(&str, usize)],
        alt: &str,
    ) -> Result<(), BookError> {
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
                labels: Cells::down(0, top + 1..=top + bars),
                series: &[(Cells::down(1, top + 1..=top + bars), unit)],
                at: (top, column),
                size: (width, height * ROW),
            })?;
        }
        self.skip_to(top + height + 1);
        Ok(())
    }
}

/// A chart in words.
pub(super) fn told(title: &str, lines: &[(&str, usize)]) -> String {
    let lines: Vec<_> = lines.iter().map(|(label, count)| format!("{label} {count}")).collect();
    format!("{title}：{}", lines.join("，"))
}
