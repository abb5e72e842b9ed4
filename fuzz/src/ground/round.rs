//! Blanks that are filled in by somebody who writes anything anywhere, and all that is made of them.

use linghang::formats::yaml::{Origin, Reader, Tree, parse, scalar};
use linghang::model::Layout;
use linghang::source::SourceId;

use super::received::compiled;
use super::{Ground, parcel};

/// The first byte chooses the blank. Of each text that follows, its name's first byte says into which place it is written,
/// counted from the last one.
pub fn round(ground: &Ground, input: &[u8]) {
    let Some((first, rest)) = input.split_first() else { return };
    let nth = usize::from(*first) % ground.blanks.len();
    let Some((name, blank)) = ground.blanks.iter().nth(nth) else { return };
    let texts = parcel::texts(rest).into_iter();
    let texts: Vec<(usize, String)> = texts
        .map(|(step, text)| {
            (usize::from(step.first().copied().unwrap_or(1)), String::from_utf8_lossy(text).into_owned())
        })
        .collect();
    let filled = match name.rsplit_once('.') {
        Some((_, "xlsx")) => package(blank, "xl/worksheets/sheet1.xml", &texts, cell),
        Some((_, "docx")) => package(blank, "word/document.xml", &texts, run),
        Some((form, _)) => yaml(ground, form, &texts),
        None => return,
    };
    compiled(ground, name, &filled);
}

/// The form in YAML with these values, label by label; each is read as it was written.
fn yaml(ground: &Ground, form: &str, texts: &[(usize, String)]) -> Vec<u8> {
    let Some(form) = ground.project.form(form) else { return Vec::new() };
    let fields: Vec<_> = form.all_fields().collect();
    let mut at = 0;
    let (mut head, mut own) = (format!("表单: {}\n", form.id), Vec::new());
    for (step, text) in texts {
        at = (at + step) % fields.len();
        let field = fields[at];
        let written = scalar(text);
        same(&written, text);
        match form.header.iter().any(|it| it.key == field.key) {
            true => head.push_str(&format!("{}: {}\n", field.label, indented(&written, "  "))),
            false => own.push(format!("{}: {}\n", field.label, indented(&written, "      "))),
        }
    }
    match &form.layout {
        Layout::Roster { records, .. } => head.push_str(&format!("{records}:\n  - {}", own.join("    "))),
        Layout::Card => head.push_str(&own.concat()),
    }
    head.into_bytes()
}

/// The lines of a block scalar, further in.
fn indented(written: &str, by: &str) -> String {
    written.replace('\n', &format!("\n{by}"))
}

fn same(written: &str, text: &str) {
    let reader = Reader::Returned { labels: &|_| false };
    let origin = Origin { source: SourceId(0), first_line: 1, depth: 8, cut: 0, reader };
    let whole = format!("栏目: {written}\n");
    let (tree, problems) = parse(&whole, origin);
    let Some(Tree::Map(pairs)) = tree.map(|node| node.tree) else {
        assert!(!problems.is_empty(), "{whole:?}");
        return;
    };
    // An empty text is nothing at all, and what no YAML may hold is refused.
    let read = pairs[0].value.text().unwrap_or_default();
    assert!(read == text || !problems.is_empty(), "{text:?} was written {written:?} and read {read:?}");
}

/// The package with texts put into one of its parts.
fn package(blank: &[u8], part: &str, texts: &[(usize, String)], put: fn(&mut String, usize, &str)) -> Vec<u8> {
    parcel::changed(blank, part, |xml| {
        let mut at = 0;
        for (step, text) in texts {
            at += step;
            put(xml, at, &escaped(text));
        }
    })
}

/// Types a text into a cell of a sheet, counted round.
fn cell(sheet: &mut String, nth: usize, text: &str) {
    let cells: Vec<usize> = sheet.match_indices("<c r=\"").map(|(at, _)| at).collect();
    let Some(from) = cells.get(nth % cells.len().max(1)).copied() else { return };
    let Some(tag) = sheet[from..].find('>').map(|at| from + at) else { return };
    let closed = sheet[..tag].ends_with('/');
    let to = if closed { Some(tag + 1) } else { sheet[tag..].find("</c>").map(|at| tag + at + "</c>".len()) };
    let Some(to) = to else { return };
    let reference = sheet[from + 6..].split('"').next().unwrap_or_default().to_owned();
    let typed = format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>");
    sheet.replace_range(from..to, &typed);
}

/// Puts a text in the place of a run's, counted round.
fn run(document: &mut String, nth: usize, text: &str) {
    let runs: Vec<usize> = document.match_indices("</w:t>").map(|(at, _)| at).collect();
    let Some(to) = runs.get(nth % runs.len().max(1)).copied() else { return };
    let Some(from) = document[..to].rfind('>').map(|at| at + 1) else { return };
    document.replace_range(from..to, text);
}

/// A text as XML holds it; what it cannot hold is left out.
fn escaped(text: &str) -> String {
    let allowed = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    let mut escaped = String::new();
    for c in allowed.filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}
