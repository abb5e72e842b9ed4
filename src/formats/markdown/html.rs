//! A document as HTML that needs no styles or scripts of its own, with tables, footnotes and links for every reader.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::caption::{Captions, captions, sign};
use super::han::joins;
use super::{Document, Resolved, Target};

/// Writes the whole document.
pub fn write(document: &Document, resolve: &mut dyn FnMut(Target) -> Resolved) -> String {
    let mut writer = Writer {
        document,
        resolve,
        out: String::new(),
        last: None,
        headings: 0,
        captions: captions(document),
        tables: 0,
        alignments: Vec::new(),
        headed_rows: false,
        column: None,
        open_links: Vec::new(),
        image: None,
        notes: Notes::default(),
    };
    let mut at = 0;
    while at < document.events.len() {
        // A caption is written with its table.
        at = writer.captions.end_at(at).unwrap_or_else(|| {
            writer.event(at);
            at + 1
        });
    }
    writer.footnotes();
    writer.out
}

struct Writer<'d, 'r> {
    document: &'d Document<'d>,
    resolve: &'r mut dyn FnMut(Target) -> Resolved,
    out: String,
    /// The last character of the running text.
    last: Option<char>,
    /// How many headings have begun.
    headings: usize,
    captions: Captions,
    /// How many tables with a caption have begun.
    tables: usize,
    alignments: Vec<Alignment>,
    /// Whether the first cell of each row of the table is its heading: the corner of the head is empty.
    headed_rows: bool,
    /// The column of the table in which the next cell stands, and whether it is one of the head.
    column: Option<(usize, bool)>,
    /// For each open link, whether a tag was written.
    open_links: Vec<bool>,
    /// The description of the picture that is being read, and what was opened inside it.
    image: Option<(Resolved, String)>,
    notes: Notes,
}

#[derive(Default)]
struct Notes {
    /// By label: the number, and how often it was referred to.
    numbers: BTreeMap<String, (usize, usize)>,
    texts: BTreeMap<String, String>,
    /// What was written before the note that is being read.
    outside: Vec<(String, String)>,
}

impl Writer<'_, '_> {
    fn event(&mut self, at: usize) {
        let document = self.document;
        let (event, range) = &document.events[at];
        if let Some((_, description)) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => description.push_str(text),
                Event::SoftBreak | Event::HardBreak => description.push(' '),
                Event::End(TagEnd::Image) => self.end_image(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                let mut filled = String::new();
                let Some(target) = document.target(tag, range, &mut filled) else { return };
                let image = target.image;
                let resolved = (self.resolve)(target);
                match image {
                    true => self.image = Some((resolved, String::new())),
                    false => self.link(&resolved),
                }
            }
            Event::Start(Tag::Table(alignments)) => self.table(at, alignments),
            Event::Start(Tag::TableCell) => self.cell(at),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                self.last = text.chars().last().or(self.last);
                escape(text, &mut self.out);
            }
            Event::Code(text) => {
                self.last = text.chars().last();
                self.out.push_str("<code>");
                escape(text, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => {
                let after = document.events[at + 1..].iter().find_map(|(event, _)| first_char(event));
                let joined = self.last.zip(after).is_some_and(|(before, after)| joins(before, after));
                if !joined {
                    self.out.push('\n');
                }
            }
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.reference(label),
            // Raw HTML is told as a fault and left out; mathematics and tasks are not switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let anchor = self.document.headings.get(self.headings).map_or("", |heading| &heading.anchor);
                self.headings += 1;
                let _ = write!(self.out, "<{level} id=\"");
                escape(anchor, &mut self.out);
                self.out.push_str("\">");
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            // Long lines scroll, and what scrolls must be within reach of the keyboard.
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    self.out.push_str(" class=\"language-");
                    escape(language, &mut self.out);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
            }
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.notes.outside.push((label.to_string(), std::mem::take(&mut self.out)));
            }
            Tag::TableHead => {
                self.column = Some((0, true));
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = Some((0, false));
                self.out.push_str("<tr>");
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let _ = writeln!(self.out, "</{level}>");
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((label, outside)) = self.notes.outside.pop() {
                    let text = std::mem::replace(&mut self.out, outside);
                    self.notes.texts.entry(label).or_insert(text);
                }
            }
            TagEnd::Table => self.out.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => self.out.push_str("</tr>\n</thead>\n<tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.is_heading() { "</th>" } else { "</td>" });
                self.column = self.column.map(|(column, head)| (column + 1, head));
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link if self.open_links.pop() == Some(true) => self.out.push_str("</a>"),
            _ => {}
        }
    }

    /// Opens a table in a frame of its own: where it is wider than the screen, the frame scrolls, not the page, and what
    /// scrolls must be within reach of the keyboard.
    fn table(&mut self, at: usize, alignments: &[Alignment]) {
        self.alignments = alignments.to_vec();
        self.out.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" ");
        match self.captions.of_table(at) {
            Some(caption) => {
                let id = self.caption_id();
                let _ = write!(self.out, "aria-labelledby=\"{id}\">\n<table>\n<caption id=\"{id}\">");
                self.caption(caption);
                self.out.push_str("</caption>\n");
            }
            None => {
                self.out.push_str("aria-label=\"表格");
                let heading = self.headings.checked_sub(1).and_then(|last| self.document.headings.get(last));
                if let Some(heading) = heading {
                    self.out.push('：');
                    escape(&heading.text, &mut self.out);
                }
                self.out.push_str("\">\n<table>\n");
            }
        }
    }

    /// `table-1` and so on, but never the anchor of a heading.
    fn caption_id(&mut self) -> String {
        loop {
            self.tables += 1;
            let id = format!("table-{}", self.tables);
            if self.document.headings.iter().all(|heading| heading.anchor != id) {
                return id;
            }
        }
    }

    /// Writes what a caption's paragraph says, without the sign that makes it one.
    fn caption(&mut self, events: Range<usize>) {
        let inner = events.start + 1..events.end - 1;
        for at in inner.clone() {
            match &self.document.events[at].0 {
                Event::Text(text) if at == inner.start => {
                    let text = &text[sign(text).unwrap_or_default()..];
                    self.last = text.chars().last();
                    escape(text, &mut self.out);
                }
                _ => self.event(at),
            }
        }
    }

    fn cell(&mut self, at: usize) {
        let Some((column, head)) = self.column else { return };
        let empty = matches!(self.document.events.get(at + 1), Some((Event::End(TagEnd::TableCell), _)));
        if head && column == 0 {
            self.headed_rows = empty;
        }
        self.out.push_str(match (self.is_heading(), head) {
            (true, true) => "<th scope=\"col\"",
            (true, false) => "<th scope=\"row\"",
            (false, _) => "<td",
        });
        self.out.push_str(match self.alignments.get(column) {
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
    }

    /// Whether the cell that is being written heads its column or its row; the empty corner between both heads nothing.
    fn is_heading(&self) -> bool {
        self.column.is_some_and(|(column, head)| if self.headed_rows && column == 0 { !head } else { head })
    }

    fn link(&mut self, resolved: &Resolved) {
        let (address, outside) = match resolved {
            Resolved::Within(address) => (address, false),
            Resolved::Outside(address) => (address, true),
            Resolved::Nowhere => {
                self.open_links.push(false);
                return;
            }
        };
        self.open_links.push(true);
        self.out.push_str("<a href=\"");
        escape(address, &mut self.out);
        self.out.push_str(if outside { "\" rel=\"noopener\">" } else { "\">" });
    }

    fn end_image(&mut self) {
        let Some((resolved, description)) = self.image.take() else { return };
        match resolved {
            Resolved::Within(address) => {
                self.out.push_str("<img src=\"");
                escape(&address, &mut self.out);
                self.out.push_str("\" alt=\"");
                escape(&description, &mut self.out);
                self.out.push_str("\" loading=\"lazy\">");
            }
            // No page asks another host for anything.
            Resolved::Outside(_) | Resolved::Nowhere => escape(&description, &mut self.out),
        }
    }

    fn reference(&mut self, label: &str) {
        let next = self.notes.numbers.len() + 1;
        let (number, times) = self.notes.numbers.entry(label.to_owned()).or_insert((next, 0));
        *times += 1;
        let id = reference_id(*number, *times);
        let _ = write!(
            self.out,
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{number}\" aria-label=\"脚注{number}\">{number}</a></sup>"
        );
    }

    fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let mut numbered: Vec<_> =
            notes.numbers.iter().map(|(label, (number, times))| (*number, label, *times)).collect();
        // Nothing that was written is lost: notes that nobody refers to come last.
        let unused = notes.texts.keys().filter(|label| !notes.numbers.contains_key(*label));
        numbered.sort();
        let used = numbered.len();
        numbered.extend((used + 1..).zip(unused).map(|(number, label)| (number, label, 0)));
        if numbered.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\" aria-label=\"脚注\">\n<ol>\n");
        for (number, label, times) in numbered {
            let text = notes.texts.get(label).map_or("", |text| text.trim_end());
            let (text, end) = match text.strip_suffix("</p>") {
                Some(text) => (text, "</p>"),
                None => (text, ""),
            };
            let _ = write!(self.out, "<li id=\"fn-{number}\">{text}");
            for time in 1..=times {
                let id = reference_id(number, time);
                let _ = write!(
                    self.out,
                    " <a class=\"footnote-back\" href=\"#{id}\" aria-label=\"回到正文脚注{number}处\">↩</a>"
                );
            }
            let _ = writeln!(self.out, "{end}</li>");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

fn reference_id(number: usize, time: usize) -> String {
    match time {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{time}"),
    }
}

/// The first character that an event adds to the running text.
fn first_char(event: &Event) -> Option<char> {
    match event {
        Event::Text(text) | Event::Code(text) => text.chars().next(),
        // A note's number or a break stands between the characters.
        Event::FootnoteReference(_) | Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => Some(' '),
        _ => None,
    }
}

/// Writes a text so that it stands for itself, between tags and within quoted attributes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
