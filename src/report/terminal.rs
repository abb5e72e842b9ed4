//! A diagnostic for a person at a terminal: message, the line it is about with a caret, the second place, the mend.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::spot::Spot;
use crate::diagnostic::{Diagnostic, Severity, mask};
use crate::lang::Lang;
use crate::source::{Place, Sources};

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    Plain,
    Coloured,
}

/// Further places beyond this help nobody at a terminal; every output file has them all.
const RELATED_SHOWN: usize = 4;
/// A longer line is cut around the place, so that one line of a hostile file cannot fill the screen.
const LINE_CHARS: usize = 160;

/// Renders one diagnostic, without a line end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, palette: Palette) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let main = Shown::of(diagnostic.place, sources, lang);
    let related: Vec<(Shown, &'static str)> = diagnostic
        .related
        .iter()
        .take(RELATED_SHOWN)
        .map(|(place, role)| (Shown::of(*place, sources, lang), role.label(lang)))
        .collect();
    let title = level
        .with_name(diagnostic.severity.label(lang))
        .primary_title(diagnostic.problem.message(lang))
        .id(diagnostic.code().0);
    let mut group = main.add_to(Group::with_title(title), AnnotationKind::Primary, None);
    for (shown, label) in &related {
        group = shown.add_to(group, AnnotationKind::Context, Some(label));
    }
    let left_out = diagnostic.related.len().saturating_sub(RELATED_SHOWN);
    if left_out > 0 {
        let text = lang.pick(format!("另有 {left_out} 处"), format!("and {left_out} more places"));
        group = group.element(Level::NOTE.with_name(Severity::Note.label(lang)).message(text));
    }
    if let Some(help) = diagnostic.problem.help(lang) {
        group = group.element(Level::HELP.with_name(lang.pick("怎么改", "help")).message(help));
    }
    let renderer = match palette {
        Palette::Plain => Renderer::plain(),
        Palette::Coloured => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).term_width(240).render(&[group])
}

/// A place as it is shown: the file's name and, where there is one, the line with the stretch to be marked.
struct Shown {
    name: String,
    line: Option<Line>,
}

struct Line {
    number: usize,
    text: String,
    /// Bytes of `text`.
    start: usize,
    end: usize,
}

impl Shown {
    fn of(place: Place, sources: &Sources, lang: Lang) -> Shown {
        let source = sources.get(place.source);
        let line = place.text().and_then(|spot| {
            let text = sources.text(place.source)?;
            let line = text.lines().nth(spot.line as usize - 1)?;
            let line = if source.personal { mask(line) } else { line.to_owned() };
            // A tab is as wide as the terminal likes; a control character may be an order to it.
            let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let start = (spot.column as usize - 1).min(chars.len());
            let end = (start + spot.length.max(1) as usize).min(chars.len());
            let from = if chars.len() > LINE_CHARS { start.saturating_sub(LINE_CHARS / 2) } else { 0 };
            let to = chars.len().min(from + LINE_CHARS);
            let bytes = |range: &[char]| range.iter().map(|c| c.len_utf8()).sum::<usize>();
            let text: String = chars[from..to].iter().collect();
            let (start, end) = (start.clamp(from, to), end.clamp(from, to));
            Some(Line {
                number: spot.line as usize,
                text,
                start: bytes(&chars[from..start]),
                end: bytes(&chars[from..end]),
            })
        });
        let name = match &line {
            Some(_) => source.name.clone(),
            // Where there is no line to be shown, or not any more, the place still is.
            None => Spot::of(place, sources).text(lang),
        };
        Shown { name, line }
    }

    fn add_to<'s>(&'s self, group: Group<'s>, kind: AnnotationKind, label: Option<&'s str>) -> Group<'s> {
        match &self.line {
            Some(line) => {
                let mark = kind.span(line.start..line.end).label(label);
                let snippet = Snippet::source(line.text.as_str()).line_start(line.number).path(self.name.as_str());
                group.element(snippet.annotation(mark))
            }
            None => {
                let group = group.element(Origin::path(self.name.as_str()));
                match label {
                    Some(label) => group.element(Level::NOTE.no_name().message(label)),
                    None => group,
                }
            }
        }
    }
}
