//! A diagnostic for a person at a terminal: message, the line it is about with a caret, the second place, the mend.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet as Code};

use super::snippet::{Snippet, Snippets};
use super::spot::Spot;
use crate::diagnostic::{Diagnostic, Severity, visible};
use crate::lang::Lang;
use crate::source::Place;

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    Plain,
    Coloured,
}

/// Further places beyond this help nobody at a terminal; every output file has them all.
const RELATED_SHOWN: usize = 4;

/// Renders one diagnostic, without a line end. Whatever others wrote stands in it so that a terminal takes no orders from it.
pub fn render(diagnostic: &Diagnostic, snippets: &Snippets, lang: Lang, palette: Palette) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let main = Shown::of(diagnostic.place, snippets, lang);
    let related: Vec<(Shown, &'static str)> = diagnostic
        .related
        .iter()
        .take(RELATED_SHOWN)
        .map(|(place, role)| (Shown::of(*place, snippets, lang), role.label(lang)))
        .collect();
    let title = level
        .with_name(diagnostic.severity.label(lang))
        .primary_title(visible(&diagnostic.problem.message(lang)).into_owned())
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
        group = group.element(Level::HELP.with_name(lang.pick("怎么改", "help")).message(visible(&help).into_owned()));
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
    line: Option<Snippet>,
}

impl Shown {
    fn of(place: Place, snippets: &Snippets, lang: Lang) -> Shown {
        let line = snippets.of(place);
        let name = match &line {
            Some(_) => snippets.sources.get(place.source).name.clone(),
            // Where there is no line to be shown, or not any more, the place still is.
            None => Spot::of(place, snippets.sources).text(lang),
        };
        Shown { name: visible(&name).into_owned(), line }
    }

    fn add_to<'s>(&'s self, group: Group<'s>, kind: AnnotationKind, label: Option<&'s str>) -> Group<'s> {
        match &self.line {
            Some(line) => {
                let mark = kind.span(line.start..line.end).label(label);
                let snippet = Code::source(line.text.as_str()).line_start(line.line).path(self.name.as_str());
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
