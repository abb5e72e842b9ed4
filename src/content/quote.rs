//! Quoted facts: `{{ deadline.unit }}` in a text, and where everything stood before facts took their places.

use std::ops::Range;

use super::facts::Facts;
use crate::diagnostic::{ContentProblem, Problem};
use crate::formats::markdown;

/// A Markdown text whose quotes have given way to single characters that stand for their values.
pub struct Quoted {
    pub text: String,
    pub values: Vec<String>,
    /// Pairs of a byte of `text` and the byte of the source that it comes from; from there on, both run in step.
    steps: Vec<(usize, usize)>,
}

/// A part of a text; ranges are bytes of it.
enum Piece<'t> {
    Text(&'t str),
    /// Two braces that stand for themselves.
    Braces,
    Quote(&'t str, Range<usize>),
    Unclosed,
}

impl Quoted {
    /// The stretch of the source from which a stretch of the text comes.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        self.source(range.start)..self.source(range.end)
    }

    fn source(&self, at: usize) -> usize {
        let index = self.steps.partition_point(|(text, _)| *text <= at);
        match index.checked_sub(1).map(|index| self.steps[index]) {
            Some((text, source)) => source + (at - text),
            None => at,
        }
    }
}

/// Finds every quote of a Markdown text.
pub fn markdown(text: &str, facts: &Facts, tell: &mut dyn FnMut(Range<usize>, Problem)) -> Quoted {
    let mut quoted = Quoted { text: String::with_capacity(text.len()), values: Vec::new(), steps: Vec::new() };
    for (piece, range) in pieces(text) {
        quoted.steps.push((quoted.text.len(), range.start));
        match piece {
            Piece::Text(text) => quoted.text.push_str(text),
            Piece::Braces => quoted.text.push_str("{{"),
            Piece::Unclosed => tell(range, ContentProblem::UnclosedQuote {}.into()),
            Piece::Quote(name, at) => {
                if let Some(value) = value(name, at, facts, tell)
                    && let Some(c) = markdown::quoted(quoted.values.len())
                {
                    quoted.values.push(value);
                    quoted.text.push(c);
                }
            }
        }
    }
    quoted.steps.push((quoted.text.len(), text.len()));
    quoted
}

/// Fills in every quote of a plain text; none where there is nothing to fill in.
pub fn plain(text: &str, facts: &Facts, tell: &mut dyn FnMut(Range<usize>, Problem)) -> Option<String> {
    if !text.contains("{{") {
        return None;
    }
    let mut filled = String::new();
    for (piece, range) in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Braces => filled.push_str("{{"),
            Piece::Unclosed => tell(range, ContentProblem::UnclosedQuote {}.into()),
            Piece::Quote(name, at) => filled.extend(value(name, at, facts, tell)),
        }
    }
    Some(filled)
}

fn value(name: &str, at: Range<usize>, facts: &Facts, tell: &mut dyn FnMut(Range<usize>, Problem)) -> Option<String> {
    let value = facts.get(name);
    if value.is_none() && facts.are_known() {
        let problem = ContentProblem::UnknownFact { fact: name.to_owned(), nearest: facts.nearest(name) };
        tell(at, problem.into());
    }
    value.map(|value| value.into_owned())
}

/// Cuts a text at its quotes.
fn pieces(text: &str) -> Vec<(Piece<'_>, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    // Where the line ends on which the last quote began, and whether any more of its quotes can be closed: a line may be long,
    // and have very many of them.
    let (mut line_end, mut may_close) = (0, true);
    while let Some(found) = text[from..].find("{{") {
        let open = from + found;
        if text[from..open].ends_with('\\') {
            pieces.push((Piece::Text(&text[from..open - 1]), from..open - 1));
            pieces.push((Piece::Braces, open - 1..open + 2));
            from = open + 2;
            continue;
        }
        pieces.push((Piece::Text(&text[from..open]), from..open));
        if open >= line_end {
            line_end = text[open..].find('\n').map_or(text.len(), |at| open + at);
            may_close = true;
        }
        let inside = open + 2..line_end;
        from = match may_close.then(|| text[inside.clone()].find("}}")).flatten() {
            None => {
                may_close = false;
                pieces.push((Piece::Unclosed, open..open + 2));
                open + 2
            }
            Some(length) => {
                let written = &text[inside.start..inside.start + length];
                let name = written.trim();
                let start = inside.start + (written.len() - written.trim_start().len());
                let end = inside.start + length + 2;
                pieces.push((Piece::Quote(name, start..start + name.len()), open..end));
                end
            }
        };
    }
    pieces.push((Piece::Text(&text[from..]), from..text.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{markdown, plain};
    use crate::content::facts::Facts;

    fn told(text: &str) -> (Option<String>, Vec<String>) {
        let facts = Facts::of([("site.title", "领航")]);
        let mut told = Vec::new();
        let filled = plain(text, &facts, &mut |at, problem| told.push(format!("{} {}", problem.code(), &text[at])));
        (filled, told)
    }

    #[test]
    fn quotes_are_filled_in_and_slips_are_told() {
        assert_eq!(told("没有引用"), (None, vec![]));
        assert_eq!(told("在{{ site.title }}，\\{{ x }}"), (Some("在领航，{{ x }}".to_owned()), vec![]));
        assert_eq!(told("{{site.titel}}。").1, ["E0604 site.titel"]);
        assert_eq!(told("甲{{ site.title\n}}").1, ["E0605 {{"]);
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let text = "甲{{ site.title }}乙\\{{丙";
        let quoted = markdown(text, &Facts::of([("site.title", "领航")]), &mut |_, _| {});
        for c in ['甲', '乙', '丙'] {
            let at = quoted.text.find(c).expect("it stayed");
            assert_eq!(&text[quoted.source_range(at..at + c.len_utf8())], c.to_string());
        }
        let quote = quoted.text.find(|c| u32::from(c) >= 0xF_0000).expect("it stands for the title");
        assert_eq!(&text[quoted.source_range(quote..quote + 4)], "{{ site.title }}");
    }
}
