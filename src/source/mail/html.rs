//! The HTML half of a mail: its words line for line, and whether it holds a table that may be a form.

use mail_parser::decoders::html::html_to_text;

/// Rows and cells of the smallest table that can be a form: labels, and a line below them or values beside them.
const ROWS: usize = 2;
const CELLS: usize = 6;

/// The text of HTML, line for line: the library breaks lines only where `<br>` or `</p>` say so.
pub fn plain(html: &str) -> String {
    let mut lines = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let (before, tag) = rest.split_at(at);
        lines.push_str(before);
        let block = ["</div>", "</li>", "</tr>", "</h1>", "</h2>", "</h3>", "</pre>"];
        let closes = |it: &&str| tag.get(..it.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(it));
        lines.push_str(if block.iter().any(closes) { "<br></" } else { "</" });
        rest = &tag[2..];
    }
    lines.push_str(rest);
    html_to_text(&lines)
}

/// Whether HTML holds enough cells for a form.
pub fn has_table(html: &str) -> bool {
    let count = |names: &[&str]| {
        let tags = html.split('<').skip(1).filter_map(|tag| tag.get(..2));
        tags.filter(|tag| names.iter().any(|name| tag.eq_ignore_ascii_case(name))).count()
    };
    count(&["tr"]) >= ROWS && count(&["td", "th"]) >= CELLS
}

/// Whether the HTML half says clearly more than a text beside it of so many letters, which then is only a stand-in.
pub fn says_more(html: &str, beside: usize) -> bool {
    letters(&plain(html)) > beside + beside / 4 + 8
}

pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
