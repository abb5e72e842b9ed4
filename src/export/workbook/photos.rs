//! 照片: the photos of those accepted, with name and unit, a few in a row; only where they were asked for.

use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, BookError, Sheet, Style};
use crate::model::{Form, Kind, Record};

/// Photos in a row, and how wide and tall (in points) the cell of one is.
const ABREAST: usize = 5;
const WIDTH: f64 = 14.0;
const HEIGHT: f64 = 105.0;

/// Everybody whose form has a photo, also those of whom there is none, so that nobody is missed.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let Some(album) = roster.photos else { return Ok(()) };
    let with_photo = |form: &&&Form| form.all_fields().any(|field| field.kind == Kind::Photo);
    let forms: Vec<&&Form> = roster.forms.iter().filter(with_photo).collect();
    if forms.is_empty() {
        return Ok(());
    }
    let mut people: Vec<(&Form, &Record)> = Vec::new();
    for form in forms {
        people.extend(roster.accepted_on(form).map(|record| (*form, record)));
    }
    let mut sheet = book.small_sheet("照片")?;
    sheet.widths([WIDTH; ABREAST])?;
    let count = people.iter().filter(|(_, record)| album.contains_key(&(record.source, record.number))).count();
    let remark = format!("通过的人选 {} 人，有照片的 {count} 人。", people.len());
    sheet.row([(remark.into(), Style::Remark)])?;
    for row in people.chunks(ABREAST) {
        sheet.least_height(HEIGHT);
        let mut cells = Vec::new();
        for (column, (form, record)) in (0..).zip(row) {
            let alt = format!("{}的照片", record.person_name(Some(form)));
            let shown = match album.get(&(record.source, record.number)) {
                Some(bytes) => sheet.picture(column, WIDTH, HEIGHT, bytes, &alt)?,
                None => false,
            };
            cells.push((if shown { "" } else { "（没有照片）" }.into(), Style::BodyCentre));
        }
        sheet.row(cells)?;
        sheet.least_height(0.0);
        texts(&mut sheet, row, &|form, record| record.person_name(Some(form)))?;
        texts(&mut sheet, row, &|form, record| unit_text(Some(form), record).into_owned())?;
    }
    sheet.print_area(ABREAST as u16)?;
    sheet.upright(&[])?;
    book.push(sheet)?;
    Ok(())
}

fn texts(
    sheet: &mut Sheet,
    row: &[(&Form, &Record)],
    text: &dyn Fn(&Form, &Record) -> String,
) -> Result<(), BookError> {
    sheet.row(row.iter().map(|(form, record)| (text(form, record).into(), Style::BodyCentre)))
}
