//! What no compiling and no building can do without, each by itself: the machine's own limit, for `growth.py`.
//!
//! ```text
//! limits read FOLDER               reads all files below a folder
//! limits yaml FOLDER               reads them, and parses each as YAML, down to the last event
//! limits markdown FOLDER           reads them, and makes HTML of each
//! limits copy FOLDER NEW           reads them, and writes them below a new folder
//! limits cells BOOK.xlsx           reads all cells of a workbook
//! limits workbook BOOK.xlsx NEW    reads them, and writes them as texts into a new workbook
//! ```
//!
//! Files are dealt with by as many threads as there are processors. The last line says how many bytes or cells there were.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use calamine::{Data, Reader, Xlsx, open_workbook};
use pulldown_cmark::{Options, html};
use rayon::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use walkdir::WalkDir;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let count = match words.as_slice() {
        ["read", folder] => each(folder, |path| Ok(fs::read(path)?.len()))?,
        ["yaml", folder] => each(folder, |path| events(&fs::read_to_string(path)?))?,
        ["markdown", folder] => each(folder, |path| Ok(page(&fs::read_to_string(path)?).len()))?,
        ["copy", folder, new] => each(folder, |path| copy(path, &Path::new(new).join(path.strip_prefix(folder)?)))?,
        ["cells", book] => cells(book)?.iter().flatten().map(Vec::len).sum(),
        ["workbook", book, new] => write_book(&cells(book)?, new)?,
        // Without a word there is nothing to measure, as in `cargo bench` for all of them.
        [] => 0,
        _ => return Err(format!("not a limit: {}", words.join(" ")).into()),
    };
    writeln!(io::stdout(), "{count}")?;
    Ok(())
}

/// Does something with every file below a folder: the sum of the answers.
fn each(folder: &str, work: impl Fn(&Path) -> Result<usize, Failure> + Sync) -> Result<usize, Failure> {
    let files: Vec<PathBuf> = WalkDir::new(folder)
        .into_iter()
        .filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()))
        .map(|entry| entry.map(walkdir::DirEntry::into_path))
        .collect::<Result<_, _>>()?;
    files.par_iter().map(|path| work(path)).sum()
}

fn events(text: &str) -> Result<usize, Failure> {
    let mut count = 0;
    for event in granit_parser::Parser::new_from_str(text) {
        event?;
        count += 1;
    }
    Ok(count)
}

/// A text as HTML, its front matter included: that is YAML, and a small part of it.
fn page(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut page = String::new();
    html::push_html(&mut page, pulldown_cmark::Parser::new_ext(text, options));
    page
}

fn copy(from: &Path, to: &Path) -> Result<usize, Failure> {
    let bytes = fs::read(from)?;
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, &bytes)?;
    Ok(bytes.len())
}

/// The texts of all cells, by sheet and row.
fn cells(book: &str) -> Result<Vec<Vec<Vec<String>>>, Failure> {
    let mut book: Xlsx<_> = open_workbook(book)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name)?;
        sheets.push(range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect());
    }
    Ok(sheets)
}

/// One look for all cells, which is less than any real workbook has.
fn write_book(sheets: &[Vec<Vec<String>>], new: &str) -> Result<usize, Failure> {
    let (mut book, look, mut count) = (Workbook::new(), Format::new().set_text_wrap(), 0);
    for rows in sheets {
        let sheet = book.add_worksheet();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts) {
                sheet.write_string_with_format(row, column, text, &look)?;
                count += 1;
            }
        }
    }
    book.save(new)?;
    Ok(count)
}
