//! A working table: remarks, a row of headings that stays in view and can be filtered, and rows without end.

use std::mem;

use crate::formats::sheet::{Book, BookError, Content, Light, MAX_ROWS, Sheet, Style};
use crate::model::Kind;

/// A working table under construction. When a sheet is full, the next one goes on with the same headings, and both say so.
pub(super) struct Table<'b> {
    book: &'b mut Book,
    plan: Plan,
    sheet: Sheet,
    /// The row of headings, from 0.
    head: u32,
    limit: u32,
}

/// What each sheet of a table begins with.
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) remarks: Vec<String>,
    /// Heading and width of each column.
    pub(super) columns: Vec<(String, f64)>,
    /// How many columns stay in view.
    pub(super) fixed: u16,
    /// The column whose words are lights, and what each of them shows.
    pub(super) lights: Option<(u16, Vec<(&'static str, Light)>)>,
    /// Rows between the remarks and the headings, of which the last holds lights, too.
    pub(super) above: Vec<Vec<(Content<'static>, Style)>>,
}

impl<'b> Table<'b> {
    pub(super) fn open(book: &'b mut Book, plan: Plan) -> Result<Table<'b>, BookError> {
        let (sheet, head) = begin(book, &plan, None)?;
        Ok(Table { book, plan, sheet, head, limit: MAX_ROWS })
    }

    pub(super) fn row<'a>(&mut self, cells: impl IntoIterator<Item = (Content<'a>, Style)>) -> Result<(), BookError> {
        // The last row says where the table goes on.
        if self.sheet.next_row() + 1 >= self.limit {
            let (next, head) = begin(self.book, &self.plan, Some(&self.sheet.name()))?;
            let goes_on = format!("未完，下接表「{}」", next.name());
            let (full, above) = (mem::replace(&mut self.sheet, next), mem::replace(&mut self.head, head));
            end(self.book, &self.plan, full, above, Some(goes_on))?;
        }
        self.sheet.row(cells)
    }

    /// The first cell of the row that is written next, as links name it.
    pub(super) fn next_cell(&self) -> String {
        // The row that finds the sheet full goes onto the next one, below its headings; that far nobody follows links.
        format!("internal:'{}'!A{}", self.sheet.name(), self.sheet.next_row() + 1)
    }

    pub(super) fn close(self) -> Result<(), BookError> {
        end(self.book, &self.plan, self.sheet, self.head, None)
    }

    #[cfg(test)]
    pub(super) fn limited(self, limit: u32) -> Table<'b> {
        Table { limit, ..self }
    }
}

/// Columns from fixed headings and widths.
pub(super) fn columns<const N: usize>(columns: [(&str, f64); N]) -> Vec<(String, f64)> {
    columns.map(|(label, width)| (label.to_owned(), width)).into()
}

/// How wide a column of this kind should be, in characters of the standard type.
pub(super) fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Sex => 6.0,
        Kind::Number | Kind::Score => 8.0,
        Kind::Ethnicity => 9.0,
        Kind::PersonName | Kind::Month => 10.0,
        Kind::YesNo => 11.0,
        Kind::Education | Kind::Date | Kind::Photo => 12.0,
        Kind::PoliticalStatus => 14.0,
        Kind::Mobile | Kind::Phone | Kind::Choice => 15.0,
        Kind::Choices => 18.0,
        Kind::Unit => 22.0,
        Kind::IdNumber => 23.0,
        Kind::Text => 24.0,
        Kind::Email => 28.0,
        Kind::LongText => 40.0,
    }
}

/// A sheet with its headings, and the row where they stand; it may go on where the full sheet of a name ends.
fn begin(book: &mut Book, plan: &Plan, full: Option<&str>) -> Result<(Sheet, u32), BookError> {
    let goes_on = full.map(|name| format!("上接表「{name}」：一张表至多 1,048,576 行"));
    let remarks: Vec<&str> = goes_on.iter().chain(&plan.remarks).map(String::as_str).collect();
    let head = (remarks.len() + plan.above.len()) as u32;
    let mut sheet = book.sheet(&plan.name)?;
    sheet.widths(plan.columns.iter().map(|(_, width)| *width))?;
    sheet.freeze(head + 1, plan.fixed)?;
    sheet.page();
    for remark in remarks {
        sheet.row([(remark.into(), Style::Remark)])?;
    }
    for cells in &plan.above {
        sheet.row(cells.iter().cloned())?;
    }
    sheet.row(plan.columns.iter().map(|(label, _)| (label.as_str().into(), Style::Head)))?;
    Ok((sheet, head))
}

fn end(book: &mut Book, plan: &Plan, mut sheet: Sheet, head: u32, remark: Option<String>) -> Result<(), BookError> {
    sheet.filter(head)?;
    sheet.repeat(head..=head)?;
    if let Some((column, words)) = &plan.lights
        && sheet.next_row() > head + 1
    {
        sheet.lights(head + 1..=sheet.next_row() - 1, *column..=*column, words)?;
    }
    if let (Some((_, words)), Some(row)) = (&plan.lights, plan.above.last()) {
        sheet.lights(head - 1..=head - 1, 0..=row.len() as u16 - 1, words)?;
    }
    if let Some(remark) = remark {
        sheet.row([(remark.into(), Style::Remark)])?;
    }
    book.push(sheet)
}
