//! 问题清单: every problem with its place, the line it is about, and how to mend it.

use std::borrow::Cow;

use super::{Page, SHOWN};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::Roster;
use crate::export::bearing::Bearing;
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::lang::Lang;
use crate::report::{Snippet, Snippets, Spot};
use crate::source::Place;

/// A problem in the words of the page; all that others wrote is masked.
pub(super) struct Row<'a> {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    pub(super) file: Cow<'a, str>,
    pub(super) unit: Cow<'a, str>,
    pub(super) within: String,
    pub(super) field: &'a str,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) snippet: Option<Snippet>,
    /// Why a further place matters, and the place.
    pub(super) related: Vec<[String; 2]>,
}

/// Makes rows out of problems.
pub(super) struct Rows<'a> {
    roster: &'a Roster<'a>,
    bearing: Bearing<'a>,
    snippets: Snippets<'a>,
}

/// So many further places of a problem are shown; a quota of a large unit would name hundreds.
const RELATED: usize = 12;

impl<'a> Rows<'a> {
    pub(super) fn new(roster: &'a Roster<'a>, bearing: Bearing<'a>, snippets: Snippets<'a>) -> Rows<'a> {
        Rows { roster, bearing, snippets }
    }

    pub(super) fn of(&self, problem: &'a Diagnostic) -> Row<'a> {
        let (sources, lang) = (self.roster.sources, self.roster.lang);
        let spot = Spot::of(problem.place, sources);
        let place = |place: Place| veiled(&Spot::of(place, sources).text(lang)).into_owned();
        let shown = problem.related.iter().take(RELATED);
        let mut related: Vec<_> = shown.map(|(at, role)| [role.label(lang).to_owned(), place(*at)]).collect();
        let more = problem.related.len() - related.len();
        if more > 0 {
            related.push([lang.pick(format!("另有 {more} 处"), format!("and {more} more places")), String::new()]);
        }
        Row {
            severity: problem.severity,
            code: problem.code().0,
            file: veiled(spot.file),
            unit: veiled(self.bearing.unit(problem.place)),
            within: spot.within_file(lang),
            field: problem.field.as_deref().unwrap_or_default(),
            message: veiled(&problem.problem.message(lang)).into_owned(),
            help: problem.problem.help(lang).map(|help| veiled(&help).into_owned()),
            snippet: self.snippets.of(problem.place),
            related,
        }
    }
}

impl Page<'_> {
    pub(super) fn problems(&self, html: &mut Html) {
        let problems = &self.roster.summary.problems;
        self.section(html, "problems");
        if problems.is_empty() {
            html.leaf("p", &[("class", "empty")], self.say("没有发现问题。", "No problems were found."));
            html.close();
            return;
        }
        self.problem_filters(html);
        html.open("ol", &[("role", "list"), ("class", "problems"), ("data-rows", "")]);
        for problem in problems.iter().take(SHOWN) {
            self.problem(html, &self.rows.of(problem));
        }
        html.close();
        self.rest(html, problems.len(), SHOWN);
        html.close();
    }

    /// The script draws the same.
    fn problem(&self, html: &mut Html, row: &Row) {
        html.open("li", &[("class", "problem")]);
        html.open("p", &[("class", "what")]);
        html.leaf("span", &[("class", severity_class(row.severity))], row.severity.label(self.lang));
        html.text(" ");
        match self.roster.problem_page(row.code) {
            Some(page) => html.leaf("a", &[("class", "code"), ("href", &page)], row.code),
            None => html.leaf("span", &[("class", "code")], row.code),
        }
        html.text(" ");
        html.leaf("b", &[], &row.message);
        html.close();
        html.open("p", &[("class", "where")]);
        html.leaf("span", &[("class", "file")], &row.file);
        for text in [row.within.as_str(), &field_words(row.field, self.lang), &row.unit] {
            if !text.is_empty() {
                html.text(" ");
                html.leaf("span", &[], text);
            }
        }
        html.close();
        if let Some(snippet) = &row.snippet {
            self.snippet(html, snippet);
        }
        if let Some(help) = &row.help {
            html.open("p", &[("class", "mend")]);
            html.leaf("b", &[], self.say("怎么改", "How to mend it"));
            html.text(" ");
            html.text(help);
            html.close();
        }
        if !row.related.is_empty() {
            html.open("ul", &[("role", "list"), ("class", "related")]);
            for [role, place] in &row.related {
                html.open("li", &[]);
                html.text(role);
                html.text(" ");
                html.leaf("span", &[("class", "file")], place);
                html.close();
            }
            html.close();
        }
        html.close();
    }

    fn snippet(&self, html: &mut Html, snippet: &Snippet) {
        let [before, marked, after] = snippet.parts();
        html.open("pre", &[]);
        html.leaf("span", &[("class", "line")], &snippet.line.to_string());
        html.text(before);
        html.leaf("mark", &[], if marked.is_empty() { CARET } else { marked });
        html.text(after);
        html.close();
    }
}

/// Stands where something is missing at the end of a line.
pub(super) const CARET: &str = "‸";

fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "tag bad",
        Severity::Warning => "tag warn",
        Severity::Note => "tag plain",
    }
}

fn field_words(field: &str, lang: Lang) -> String {
    match field {
        "" => String::new(),
        field => lang.pick(format!("栏目：{field}"), format!("field: {field}")),
    }
}
