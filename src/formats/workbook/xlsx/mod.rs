//! Workbooks of Office Open XML (ECMA-376): the parts of the package, put together sheet by sheet.

mod drawing;
mod sheet;
mod strings;
mod styles;

use super::Book;
use super::fault::{damaged, too_large};
use super::grid::{Allowance, Grid, area_at};
use crate::diagnostic::{FileProblem, Words};
use crate::formats::package::{Kind, Package, Relations, Token, Xml};
use crate::source::{Limits, SourceId};

/// What the workbook says of its sheets.
#[derive(Default)]
struct Contents {
    sheets: Vec<Sheet>,
    from_1904: bool,
    /// The keys of our blanks: sheet, row and column of each.
    keys: Vec<Key>,
}

struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
}

struct Key {
    key: String,
    sheet: String,
    row: u32,
    column: u32,
}

/// How a sheet's cells are to be understood.
struct Lexicon {
    strings: Vec<Box<str>>,
    /// Whether a cell format shows days, by its number.
    days: Vec<bool>,
    from_1904: bool,
}

pub(super) fn read(package: &mut Package, source: SourceId, limits: &Limits) -> Result<Book, FileProblem> {
    let mut book = Book::default();
    let root = Relations::read(package, "")?;
    let path = root.path_of("officeDocument").unwrap_or("xl/workbook.xml").to_owned();
    let missing = || damaged(["缺少工作簿部件", "its main part is missing"]);
    if path.ends_with(".bin") {
        let found = Words(["二进制工作簿（xlsb）", "a binary workbook (xlsb)"]);
        return Err(FileProblem::NotAWorkbook { extension: "xlsx".to_owned(), found });
    }
    let text = package.text(&path)?.ok_or_else(missing)?;
    let contents = contents(&text, limits)?;
    let relations = Relations::read(package, &path)?;
    if package.has("xl/vbaProject.bin") {
        book.left_out.push(Words(["宏", "macros"]));
    }
    if package.has_below("xl/externallinks/") {
        book.left_out.push(Words(["外部链接", "links to other files"]));
    }
    let lexicon = Lexicon {
        strings: strings::read(package, relations.path_of("sharedStrings").unwrap_or("xl/sharedStrings.xml"), limits)?,
        days: styles::read(package, relations.path_of("styles").unwrap_or("xl/styles.xml"), limits)?,
        from_1904: contents.from_1904,
    };
    let mut allowance = Allowance::new(limits);
    for (index, sheet) in contents.sheets.iter().enumerate() {
        book.sheets.push(sheet.name.as_str().into());
        let Some(path) = relations.of_id(&sheet.relation).map(|it| it.path.as_str()).filter(|path| package.has(path))
        else {
            continue;
        };
        let path = path.to_owned();
        let text = package.text(&path)?.ok_or_else(missing)?;
        let mut grid = Grid::new(source, index, sheet.hidden);
        book.formulas += sheet::read(&text, &lexicon, &mut grid, &mut allowance)?;
        drop(text);
        drawing::read(package, &path, &mut grid)?;
        for key in contents.keys.iter().filter(|key| key.sheet == sheet.name) {
            grid.name(key.row, key.column, key.key.clone());
        }
        book.tables.push(grid.finish(&sheet.name));
    }
    Ok(book)
}

fn contents(text: &str, limits: &Limits) -> Result<Contents, FileProblem> {
    let mut xml = Xml::new(text, Kind::Workbook);
    let mut contents = Contents::default();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "workbookPr" => contents.from_1904 |= tag.is("date1904"),
            Token::Open(tag) if tag.name() == "sheet" => {
                if contents.sheets.len() == limits.workbook_sheets {
                    return Err(too_large(["工作表数", "sheets"], limits.workbook_sheets));
                }
                contents.sheets.push(Sheet {
                    name: tag.get("name").unwrap_or_default(),
                    relation: tag.get("id").unwrap_or_default(),
                    hidden: tag.get("state").is_some_and(|state| state != "visible"),
                });
            }
            Token::Open(tag) if tag.name() == "definedName" => {
                let name = tag.get("name").unwrap_or_default();
                let target = xml.text()?;
                if contents.keys.len() < limits.workbook_keys {
                    contents.keys.extend(key(&name, &target));
                }
            }
            Token::End => return Ok(contents),
            _ => {}
        }
    }
}

/// The field that a defined name of our blanks marks, and where: `lh_name` for `名单!$B$5`.
fn key(name: &str, target: &str) -> Option<Key> {
    let key = name.strip_prefix(super::KEY_PREFIX)?.to_owned();
    let (sheet, area) = target.rsplit_once('!')?;
    let ((row, column), _) = area_at(area)?;
    let bare = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
    let sheet = bare.map_or_else(|| sheet.to_owned(), |sheet| sheet.replace("''", "'"));
    Some(Key { key, sheet, row, column })
}
