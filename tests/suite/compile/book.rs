//! Workbooks for tests, written as tables: a line a row, a `|` a cell, so that a test shows what its sender saw.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Image, Workbook, Worksheet};

/// A workbook in the making.
#[derive(Default)]
pub struct Book {
    sheets: Vec<Sheet>,
    names: Vec<(String, String)>,
}

#[derive(Default)]
struct Sheet {
    name: String,
    rows: Vec<Vec<String>>,
    merged: Vec<String>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u16>,
    hidden: bool,
    pictures: Vec<(u32, u16)>,
    far: Vec<(u32, u16, String)>,
}

impl Book {
    /// Adds a sheet. A cell is text as it stands; `\n` is a line break in it. Others begin with their kind: `num:1985.1`,
    /// `day:1985-03-01`, `bool:true`, `result:F` for a formula with that result, `cellpicture:F` for a picture by a formula.
    pub fn sheet(mut self, name: &str, table: &str) -> Book {
        let rows = table.trim().lines().map(str::trim).map(|line| {
            let cells = line.trim_start_matches('|').trim_end_matches('|').split('|');
            cells.map(|cell| cell.trim().replace("\\n", "\n")).collect()
        });
        self.sheets.push(Sheet { name: name.to_owned(), rows: rows.collect(), ..Sheet::default() });
        self
    }

    fn last(mut self, change: impl FnOnce(&mut Sheet)) -> Book {
        change(self.sheets.last_mut().unwrap());
        self
    }

    /// Merges areas of the last sheet, such as `A1:C1`; their first cells keep what they hold.
    pub fn merge(self, areas: &[&str]) -> Book {
        self.last(|sheet| sheet.merged.extend(areas.iter().map(|area| (*area).to_owned())))
    }

    pub fn hide_row(self, row: u32) -> Book {
        self.last(|sheet| sheet.hidden_rows.push(row))
    }

    /// Hides a column, from 1.
    pub fn hide_column(self, column: u16) -> Book {
        self.last(|sheet| sheet.hidden_columns.push(column))
    }

    pub fn hide(self) -> Book {
        self.last(|sheet| sheet.hidden = true)
    }

    /// Lays a picture over a cell; rows and columns from 1.
    pub fn picture(self, row: u32, column: u16) -> Book {
        self.last(|sheet| sheet.pictures.push((row, column)))
    }

    /// Writes one cell somewhere; rows and columns from 1.
    pub fn far(self, row: u32, column: u16, text: &str) -> Book {
        self.last(|sheet| sheet.far.push((row, column, text.to_owned())))
    }

    pub fn name(mut self, name: &str, target: &str) -> Book {
        self.names.push((name.to_owned(), target.to_owned()));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            let page = workbook.add_worksheet();
            page.set_name(&sheet.name).unwrap();
            fill(page, sheet);
        }
        for (name, target) in &self.names {
            workbook.define_name(name, &format!("={target}")).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    }
}

fn fill(page: &mut Worksheet, sheet: &Sheet) {
    for area in &sheet.merged {
        let (first, last) = area.split_once(':').unwrap();
        let ((top, left), (bottom, right)) = (at(first), at(last));
        page.merge_range(top, left, bottom, right, "", &Format::new()).unwrap();
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            write(page, row as u32, column as u16, cell);
        }
    }
    for (row, column, text) in &sheet.far {
        page.write_string(row - 1, column - 1, text).unwrap();
    }
    for row in &sheet.hidden_rows {
        page.set_row_hidden(row - 1).unwrap();
    }
    for column in &sheet.hidden_columns {
        page.set_column_hidden(column - 1).unwrap();
    }
    if sheet.hidden {
        page.set_hidden(true);
    }
    for (row, column) in &sheet.pictures {
        page.insert_image(row - 1, column - 1, &Image::new_from_buffer(super::builders::PNG).unwrap()).unwrap();
    }
}

fn write(page: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let (kind, value) = cell.split_once(':').unwrap_or(("", cell));
    match kind {
        "num" => page.write_number(row, column, value.parse::<f64>().unwrap()).unwrap(),
        "bool" => page.write_boolean(row, column, value == "true").unwrap(),
        "day" => {
            let day = ExcelDateTime::parse_from_str(value).unwrap();
            page.write_datetime_with_format(row, column, day, &Format::new().set_num_format("yyyy\"年\"m\"月\""))
                .unwrap()
        }
        "result" => page.write_formula(row, column, Formula::new("=A1&\"\"").set_result(value)).unwrap(),
        "cellpicture" => page.write_formula(row, column, Formula::new(value).set_result(format!("={value}"))).unwrap(),
        _ if cell.is_empty() => return,
        _ => page.write_string(row, column, cell).unwrap(),
    };
}

fn at(name: &str) -> (u32, u16) {
    let split = name.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = name[..split].bytes().fold(0, |column, letter| column * 26 + u16::from(letter - b'A') + 1);
    (name[split..].parse::<u32>().unwrap() - 1, column - 1)
}
