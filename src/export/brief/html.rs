//! The brief as one page of HTML: nothing is loaded, nothing runs, and it prints on one sheet.

use super::{Brief, Table};
use crate::formats::xml::escaped;
use crate::lang::Lang;
use crate::source::integrity;

pub(super) fn text(brief: &Brief, lang: Lang) -> String {
    let policy =
        format!("default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'", integrity(STYLE.as_bytes()));
    let title = escaped(&brief.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n",
        lang.pick("zh-CN", "en")
    );
    for line in &brief.lines {
        html.push_str(&format!("<p class=\"of\">{}</p>\n", escaped(line)));
    }
    for part in &brief.parts {
        html.push_str(&format!("<h2>{}</h2>\n", escaped(&part.heading)));
        for sentence in &part.sentences {
            html.push_str(&format!("<p>{}</p>\n", escaped(sentence)));
        }
    }
    for table in &brief.tables {
        html.push_str(&drawn(table));
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn drawn(table: &Table) -> String {
    let mut html = format!("<div class=\"wide\"><table>\n<caption>{}</caption>\n<thead><tr>", escaped(&table.title));
    for text in &table.head {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(text)));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (column, text) in row.iter().enumerate() {
            // The empty end of a folded table heads nothing.
            let cell = match table.labels(column) && !text.is_empty() {
                true => format!("<th scope=\"row\">{}</th>", escaped(text)),
                false => format!("<td>{}</td>", escaped(text)),
            };
            html.push_str(&cell);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table></div>\n");
    html
}

const STYLE: &str = "
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1rem/1.7 \"Noto Serif CJK SC\", \"Source Han Serif SC\", SimSun, serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { margin: 0 0 .3em; font-size: 1.5rem; line-height: 1.35; text-align: center; }
h2 { margin: 1em 0 .1em; font-size: 1.0625rem; }
p { margin: .1em 0; }
.of { text-align: center; color: #404040; }
.wide { overflow-x: auto; }
table { width: 100%; margin: 1em 0 0; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 .3em; text-align: left; font-weight: 700; }
th, td { padding: .1em .5em; border: 1px solid #8c8c8c; text-align: center; }
thead th { background: #f2f2f2; }
tbody th { font-weight: 400; text-align: left; }
@page { size: A4; margin: 14mm 18mm; }
@media print {
  body { font-size: 10.5pt; line-height: 1.5; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11.5pt; margin-top: .7em; break-after: avoid; }
  table { font-size: 10pt; margin-top: .7em; break-inside: avoid; }
  thead th { background: none; }
}
";
