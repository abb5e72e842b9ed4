//! Word documents as people and other programs leave them: our blanks filled in, flattened, put together, or none of ours.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;

/// The parts of a document, by name.
pub type Parts = BTreeMap<String, Vec<u8>>;

pub const MAIN: &str = "word/document.xml";

/// A content control of a blank.
pub struct Control<'a> {
    pub key: &'a str,
    /// Of a check box: its option.
    pub label: &'a str,
    /// Whether it is a check box.
    pub boxed: bool,
    /// How many controls of the same key (and option) stand before it.
    pub nth: usize,
}

pub fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, content);
    }
    parts
}

pub fn pack(parts: &Parts) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Changes the text of the main part.
pub fn edit(bytes: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = unpack(bytes);
    let text = String::from_utf8(parts.remove(MAIN).unwrap()).unwrap();
    parts.insert(MAIN.to_owned(), change(text).into_bytes());
    pack(&parts)
}

/// Fills a blank in as Word does: a prompt gives way to the text, a box is ticked where the answer is `true`.
pub fn fill(blank: &[u8], answer: impl Fn(&Control) -> Option<String>) -> Vec<u8> {
    edit(blank, |text| {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut filled = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("<w:sdt>") {
            let end = rest.find("</w:sdt>").unwrap() + "</w:sdt>".len();
            let (before, control, behind) = (&rest[..at], &rest[at..end], &rest[end..]);
            let value = |name: &str| between(control, &format!("<w:{name} w:val=\""), "\"").unwrap();
            let (key, label, boxed) = (value("tag"), value("alias"), control.contains("w14:checkbox"));
            let name = if boxed { format!("{key}={label}") } else { key.to_owned() };
            let nth = seen.entry(name).or_default();
            let answer = answer(&Control { key, label, boxed, nth: *nth });
            *nth += 1;
            filled.push_str(before);
            match answer {
                Some(answer) => filled.push_str(&answered(control, &answer)),
                None => filled.push_str(control),
            }
            rest = behind;
        }
        filled + rest
    })
}

fn answered(control: &str, answer: &str) -> String {
    if control.contains("w14:checkbox") {
        let ticked = control.replace("<w14:checked w14:val=\"0\"/>", "<w14:checked w14:val=\"1\"/>");
        return ticked.replace('☐', "☑");
    }
    let old = between(control, "<w:sdtContent>", "</w:sdtContent>").unwrap();
    let lines: Vec<String> = answer.split('\n').map(|line| format!("<w:t>{line}</w:t>")).collect();
    let new = format!("<w:r>{}</w:r>", lines.join("<w:br/>"));
    control.replace("<w:showingPlcHdr/>", "").replace(old, &new)
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let from = text.find(open)? + open.len();
    Some(&text[from..from + text[from..].find(close)?])
}

/// Without any control, as a program leaves it that knows none: what they held stays as plain text. The properties that
/// say which blank it was are gone too.
pub fn flattened(bytes: &[u8]) -> Vec<u8> {
    let mut parts = unpack(bytes);
    parts.remove("docProps/custom.xml");
    edit(&pack(&parts), |mut text| {
        while let Some(at) = text.find("<w:sdtPr>") {
            let end = text.find("</w:sdtPr>").unwrap() + "</w:sdtPr>".len();
            text.replace_range(at..end, "");
        }
        ["<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>"]
            .iter()
            .fold(text, |text, element| text.replace(element, ""))
    })
}

/// What stands in the body of a document, its section aside.
pub fn body(bytes: &[u8]) -> String {
    let text = String::from_utf8(unpack(bytes)[MAIN].clone()).unwrap();
    let body = between(&text, "<w:body>", "</w:body>").unwrap();
    body[..body.find("<w:sectPr>").unwrap_or(body.len())].to_owned()
}

/// A document that is none of our blanks.
pub fn plain(body: &str) -> Vec<u8> {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>");
    let names = [
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ];
    let names: String = names.iter().map(|(prefix, name)| format!(" xmlns:{prefix}=\"{name}\"")).collect();
    let text = format!("<w:document{names}><w:body>{body}</w:body></w:document>");
    pack(&Parts::from([("[Content_Types].xml".to_owned(), types.into_bytes()), (MAIN.to_owned(), text.into_bytes())]))
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A centred paragraph, as titles are.
pub fn heading(text: &str) -> String {
    paragraph(text).replacen("<w:p>", "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>", 1)
}

/// A table of plain cells. A text may begin with `N>`, which merges the cell over N columns, or with `v>` or `^>`, which
/// begins and continues a cell that is merged downwards.
pub fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        let (properties, text) = match text.split_once('>') {
            Some(("v", text)) => ("<w:vMerge w:val=\"restart\"/>".to_owned(), text),
            Some(("^", text)) => ("<w:vMerge/>".to_owned(), text),
            Some((width, text)) => (format!("<w:gridSpan w:val=\"{width}\"/>"), text),
            None => (String::new(), *text),
        };
        let lines: String = text.split('\n').map(paragraph).collect();
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>")
    };
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}
