//! The tables that an office prints and seals, as the workbook has them, for whoever draws them elsewhere.

use super::workbook::{self, Official};
use super::{Roster, rosters};

/// A table that can be printed.
pub struct Printable<'r> {
    roster: &'r Roster<'r>,
    table: Official<'r>,
}

/// A table with all its texts, which are those of the workbook's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    pub title: String,
    /// Lines between the title and the table.
    pub lines: Vec<Vec<Spanned>>,
    pub head: Vec<String>,
    /// Of each column, in characters of the workbook's type; only how they compare matters elsewhere.
    pub widths: Vec<f64>,
    /// Of each column: whether its texts stand in the middle.
    pub centred: Vec<bool>,
    /// One row a person, the number first.
    pub rows: Vec<Vec<String>>,
    /// What stands in the place of rows where there are none.
    pub nobody: Option<&'static str>,
    /// The lines at the right below the table, where there is room for a seal.
    pub seal: Option<[&'static str; 2]>,
}

/// A text that runs across so many columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned {
    pub columns: usize,
    pub text: String,
}

/// The tables of a programme in the order of the workbook's sheets, or those of one unit's own workbook.
pub fn printable<'r>(roster: &'r Roster<'r>, unit: Option<&str>) -> Vec<Printable<'r>> {
    let tables = match unit {
        Some(unit) => rosters::tables(roster, unit),
        None => workbook::printed_tables(roster),
    };
    tables.into_iter().map(|table| Printable { roster, table }).collect()
}

impl Printable<'_> {
    /// The name of its sheet.
    pub fn name(&self) -> &str {
        self.table.name
    }

    pub fn people(&self) -> usize {
        self.table.records.len()
    }

    pub fn draw(&self) -> Printed {
        workbook::printed(self.roster, &self.table)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::{Printed, printable};
    use crate::export::testing::{Example, card_example, roster_example};
    use crate::export::{rosters, workbook as all_sheets};
    use crate::lang::Lang;
    use crate::model::file_name;

    /// The texts of each row that is not empty, without empty cells at its end.
    fn rows(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
        let mut book = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
        let range = book.worksheet_range(sheet).expect("the sheet");
        range.rows().map(|row| trimmed(row.iter().map(ToString::to_string).collect())).collect()
    }

    fn trimmed(mut row: Vec<String>) -> Vec<String> {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        row
    }

    /// The same of a printed table: a text that runs across columns stands in the first of them.
    fn texts(table: &Printed) -> Vec<Vec<String>> {
        let mut rows = vec![vec![table.title.clone()]];
        for line in &table.lines {
            let cells = line.iter().flat_map(|it| {
                std::iter::once(it.text.clone()).chain(std::iter::repeat_n(String::new(), it.columns - 1))
            });
            rows.push(trimmed(cells.collect()));
        }
        rows.push(table.head.clone());
        rows.extend(table.rows.iter().cloned().map(trimmed));
        rows.extend(table.nobody.iter().map(|text| vec![(*text).to_owned()]));
        rows.extend(table.seal.iter().flatten().map(|text| vec![(*text).to_owned()]));
        rows
    }

    fn workbook(example: &Example) -> Vec<u8> {
        all_sheets(&example.roster(Lang::Zh)).expect("a workbook").bytes
    }

    #[test]
    fn printed_tables_are_the_workbooks_cell_by_cell() {
        let nobody = || {
            let mut example = roster_example();
            example.summary.records.clear();
            example
        };
        for (example, tables) in [(roster_example(), 2), (card_example(), 1), (nobody(), 1)] {
            let roster = example.roster(Lang::Zh);
            let printed = printable(&roster, None);
            assert_eq!(printed.len(), tables);
            let book = workbook(&example);
            for table in printed {
                let drawn = table.draw();
                assert_eq!(drawn.rows.len(), table.people());
                assert_eq!(drawn.widths.len(), drawn.head.len());
                assert_eq!(drawn.centred.len(), drawn.head.len());
                assert_eq!(texts(&drawn), rows(&book, table.name()), "{}", table.name());
            }
        }
    }

    #[test]
    fn a_units_tables_are_those_of_its_own_workbook() {
        let example = roster_example();
        let roster = example.roster(Lang::Zh);
        let unit = "示例力学学会";
        let path = format!("2025/rosters/{}.xlsx", file_name::of_unit(unit));
        let mut files = Vec::new();
        rosters::artifacts(&roster, &mut |file| files.push(file)).expect("artifacts");
        let file = files.iter().find(|file| file.path == path).expect("the unit's");
        let tables = printable(&roster, Some(unit));
        assert!(!tables.is_empty());
        for table in tables {
            assert_eq!(texts(&table.draw()), rows(&file.bytes, table.name()));
        }
        assert!(printable(&roster, Some("没有这个单位")).is_empty());
    }
}
