//! 合并表: everyone who was accepted, with all fields, to filter and to copy from.

use super::links::Links;
use super::table::{Plan, Table, width};
use crate::export::columns::{Columns, unit_text};
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Style};

pub(super) fn sheet(book: &mut Book, roster: &Roster, links: &mut Links) -> Result<(), ExportError> {
    let forms = roster.people_forms();
    let merged = Columns::new(&forms);
    let several = forms.len() > 1;
    let mut columns = vec![("序号".to_owned(), 6.0), ("推荐单位".to_owned(), 24.0)];
    columns.extend(merged.list.iter().map(|column| (column.label.to_string(), width(column.kind))));
    if several {
        columns.push(("表单".to_owned(), 26.0));
    }
    columns.extend([("文件".to_owned(), 40.0), ("第几条".to_owned(), 8.0)]);
    let remarks = roster.order.label().map(|label| format!("{label}。")).into_iter().collect();
    let plan = Plan { name: "合并表".into(), remarks, columns, fixed: 2, lights: None, above: Vec::new() };
    let mut table = Table::open(book, plan)?;
    for (index, record) in roster.accepted().enumerate() {
        let unit = unit_text(roster.form(&record.form), record);
        let form = several.then(|| Content::from(roster.form_title(&record.form)));
        let texts = merged.texts(record).map(Content::from).chain(form);
        let first = [Content::Number(index + 1), unit.into()];
        let last = [roster.file_name(record).into(), Content::Number(record.number)];
        links.note(record, &table);
        // One line a person: a wrapped biography would push everybody else off the screen.
        table.row(first.into_iter().chain(texts).chain(last).map(|content| (content, Style::BodyLine)))?;
    }
    Ok(table.close()?)
}
