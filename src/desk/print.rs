//! Pages for paper: the official tables as the workbook prints them, and the brief.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::frame::address;
use super::out::look;
use super::outputs::policy;
use super::server::{App, Said};
use crate::export::Printed;
use crate::jobs::Printing;
use crate::local::{headers, typed};

const STYLE: &str = include_str!("pages/print.css");
/// For whoever wants the page upright; it comes after the other.
const UPRIGHT: &str = "@page { size: A4 portrait; }\n";
const SCRIPT: &str = include_str!("pages/print.js");

/// The addresses of what is printed.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/print", get(page))
        .route("/print.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .route("/print-upright.css", get(|| async { typed("text/css; charset=utf-8", UPRIGHT) }))
        .route("/print.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/brief", get(brief))
}

#[derive(Clone, Deserialize)]
struct Wanted {
    programme: String,
    /// One unit's own tables.
    #[serde(default)]
    unit: String,
    /// Which of the tables, from 0.
    #[serde(default)]
    table: usize,
    /// `upright`, or across as the workbook is.
    #[serde(default)]
    paper: String,
}

/// The page as its template shows it.
#[derive(Serialize)]
struct Page {
    programme: String,
    unit: String,
    tables: Vec<Choice>,
    upright: bool,
    /// This page with the paper the other way.
    other_way: String,
    /// The size of the type, in points.
    points: usize,
    table: Table,
}

#[derive(Serialize)]
struct Choice {
    name: String,
    people: usize,
    address: String,
    here: bool,
}

#[derive(Serialize)]
struct Table {
    title: String,
    lines: Vec<Vec<(usize, String)>>,
    /// Of each column: its heading, its share of the width in percent, whether its texts stand in the middle.
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    nobody: Option<&'static str>,
    seal: Option<[&'static str; 2]>,
}

#[derive(Serialize)]
struct Column {
    label: String,
    share: String,
    centred: bool,
}

async fn page(State(app): State<App>, said: Said, Query(wanted): Query<Wanted>) -> Response {
    let found = app.work(move |desk| {
        let shown = desk.now();
        let unit = Some(wanted.unit.as_str()).filter(|unit| !unit.is_empty());
        let printing = shown.ready()?.compiled.printing(&wanted.programme, unit, wanted.table, look(desk))?;
        drawn(printing, &wanted)
    });
    let Some(page) = found.await.flatten() else { return StatusCode::NOT_FOUND.into_response() };
    app.show(said.lang, "out", "print.html", move |_, _| page).await
}

fn drawn(printing: Printing, wanted: &Wanted) -> Option<Page> {
    let table = printing.shown?;
    let upright = wanted.paper == "upright";
    let at = |table: usize, upright: bool| {
        let (number, paper) = (table.to_string(), if upright { "upright" } else { "" });
        let pairs = [("programme", &*wanted.programme), ("unit", &*wanted.unit), ("table", &*number), ("paper", paper)];
        address("/print", &pairs)
    };
    let choice = |(number, (name, people)): (usize, (String, usize))| Choice {
        name,
        people,
        address: at(number, upright),
        here: number == wanted.table,
    };
    Some(Page {
        programme: wanted.programme.clone(),
        unit: wanted.unit.clone(),
        upright,
        other_way: at(wanted.table, !upright),
        points: points(&table, upright),
        tables: printing.tables.into_iter().enumerate().map(choice).collect(),
        table: shown(table),
    })
}

fn shown(table: Printed) -> Table {
    let Printed { title, lines, head, widths, centred, rows, nobody, seal } = table;
    let whole: f64 = widths.iter().sum();
    let columns = head.into_iter().zip(widths).zip(centred);
    let columns = columns.map(|((label, width), centred)| Column {
        label,
        share: format!("{:.2}", width * 100.0 / whole),
        centred,
    });
    let line = |line: Vec<crate::export::Spanned>| line.into_iter().map(|it| (it.columns, it.text)).collect();
    Table { title, columns: columns.collect(), lines: lines.into_iter().map(line).collect(), rows, nobody, seal }
}

/// The type of the workbook, in points, and the least that can be read.
const POINTS: f64 = 11.0;
const LEAST: f64 = 7.0;

/// How many characters of that type an A4 page is wide within its margins, across and upright.
const ACROSS: f64 = 141.0;
const UPRIGHT_WIDTH: f64 = 96.0;

/// A table that is wider than the page is made smaller until it fits, as spreadsheet programs do.
fn points(table: &Printed, upright: bool) -> usize {
    let room = if upright { UPRIGHT_WIDTH } else { ACROSS };
    let whole: f64 = table.widths.iter().sum();
    (POINTS * (room / whole).min(1.0)).max(LEAST).floor() as usize
}

#[derive(Deserialize)]
struct Programme {
    programme: String,
}

/// The brief of how things stand now, the same page as is written.
async fn brief(State(app): State<App>, Query(wanted): Query<Programme>) -> Response {
    let page = app.work(move |desk| desk.now().ready()?.compiled.brief(&wanted.programme, look(desk)));
    let page = page.await.flatten().and_then(|page| String::from_utf8(page.bytes).ok());
    match page {
        Some(page) => {
            let policy = headers(&[(header::CONTENT_SECURITY_POLICY, &policy(&page))]);
            (policy, typed("text/html; charset=utf-8", page)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::points;
    use crate::export::Printed;

    #[test]
    fn wide_tables_are_set_smaller() {
        let of = |width: f64| Printed {
            title: String::new(),
            lines: Vec::new(),
            head: Vec::new(),
            widths: vec![width],
            centred: Vec::new(),
            rows: Vec::new(),
            nobody: None,
            seal: None,
        };
        let sizes = [100.0, 141.0, 160.0, 1000.0].map(|width| [points(&of(width), false), points(&of(width), true)]);
        assert_eq!(sizes, [[11, 10], [11, 7], [9, 7], [7, 7]]);
    }
}
