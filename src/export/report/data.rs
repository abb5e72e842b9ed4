//! The data block: all rows of the long tables for the script, as compact lists; texts that come again are numbered.

use std::collections::BTreeMap;

use serde::Serialize;

use super::problems::{CARET, Row};
use super::tables::record_codes;
use super::{Page, words};
use crate::diagnostic::{Severity, entry};
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::model::{FileFate, LedgerLine, Record, Ruled, Status, UnitLine, Verdict};

/// What the script has to know besides the rows. It is written last: rows put texts into it.
#[derive(Serialize)]
struct Rest<'a> {
    texts: Vec<String>,
    /// The titles of all codes that occur.
    codes: BTreeMap<&'static str, &'a str>,
    words: BTreeMap<&'static str, &'static str>,
    /// By their ids.
    severities: BTreeMap<&'static str, &'static str>,
    statuses: BTreeMap<&'static str, &'static str>,
    verdicts: BTreeMap<&'static str, &'static str>,
    /// What comes before a code in the address of its page; null where the site has none.
    pages: Option<String>,
    caret: &'static str,
}

/// Texts, each once, with the number that it got.
#[derive(Default)]
struct Texts(BTreeMap<String, usize>);

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.0.get(text) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(text.to_owned(), number);
        number
    }

    fn list(self) -> Vec<String> {
        let mut list: Vec<(String, usize)> = self.0.into_iter().collect();
        list.sort_unstable_by_key(|(_, number)| *number);
        list.into_iter().map(|(text, _)| text).collect()
    }
}

impl Page<'_> {
    pub(super) fn data(&self, html: &mut Html) {
        let summary = self.roster.summary;
        let mut texts = Texts::default();
        let mut codes = BTreeMap::new();
        html.open("script", &[("type", "application/json"), ("id", "data")]);
        html.verbatim("{\"problems\":");
        rows(html, summary.problems.iter(), |html, problem| {
            let row = self.rows.of(problem);
            codes.insert(row.code, entry(row.code).map_or("", |entry| entry.title(self.lang)));
            html.json(&problem_row(&row, &mut texts));
        });
        html.verbatim(",\"units\":");
        rows(html, summary.units.iter(), |html, unit| html.json(&self.unit_row(unit, &mut texts)));
        html.verbatim(",\"people\":");
        rows(html, summary.records.iter(), |html, record| html.json(&self.person_row(record, &mut texts)));
        html.verbatim(",\"ledger\":");
        rows(html, summary.ledger.iter(), |html, line| html.json(&self.line_row(line, &mut texts)));
        html.verbatim(",\"decisions\":");
        rows(html, summary.decisions.iter(), |html, ruled| html.json(&self.decision_row(ruled, &mut texts)));
        html.verbatim(",\"rest\":");
        html.json(&self.remaining(texts.list(), codes));
        html.verbatim("}");
        html.close();
    }

    fn remaining<'a>(&self, texts: Vec<String>, codes: BTreeMap<&'static str, &'a str>) -> Rest<'a> {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let verdicts = [Verdict::Ok, Verdict::Warned, Verdict::Provisional, Verdict::Broken];
        Rest {
            texts,
            codes,
            words: words::of_script(self.lang).into_iter().collect(),
            severities: severities.map(|it| (it.id(), it.label(self.lang))).into(),
            statuses: Status::ALL.map(|it| (it.id(), it.label(self.lang))).into(),
            verdicts: verdicts.map(|it| (it.id(), words::verdict(it, self.lang))).into(),
            pages: self.roster.base_url().map(|base| format!("{base}errors/")),
            caret: CARET,
        }
    }

    /// Name, category, state, whether it reported, files, four counts, verdict, rules with their lights, the light of the state.
    fn unit_row(&self, unit: &UnitLine, texts: &mut Texts) -> impl Serialize + use<> {
        let rule = |rule| (words::verdict_light(self.verdicts.of(unit, rule)), texts.number(&self.rule(unit, rule)));
        let rules: Vec<_> = unit.rules.iter().map(rule).collect();
        (
            texts.number(&veiled(&unit.unit)),
            texts.number(&veiled(unit.category.as_deref().unwrap_or_default())),
            unit.state.label(self.lang),
            u8::from(unit.reported()),
            unit.files,
            unit.statuses,
            unit.verdict.id(),
            rules,
            words::state_light(unit.state),
        )
    }

    /// Status, name, unit, form, file, number, codes.
    fn person_row(&self, record: &Record, texts: &mut Texts) -> impl Serialize + use<> {
        let [name, unit, form, file] = self.person_words(record);
        let codes = texts.number(&record_codes(record).join(" "));
        (record.status.id(), name, texts.number(&unit), texts.number(&form), texts.number(&file), record.number, codes)
    }

    /// Kind, about whom, reason, by whom, day, whether it took effect, outcome, place.
    fn decision_row(&self, ruled: &Ruled, texts: &mut Texts) -> impl Serialize + use<> {
        let [kind, target, reason, by, on, effect, place] = self.decision_words(ruled);
        let [kind, reason, by] = [kind, reason, by].map(|it| texts.number(&it));
        (kind, target, reason, by, on, u8::from(ruled.applied()), effect, place)
    }

    /// File, kind of outcome, its word, why, arrival, sender, units, records, codes.
    fn line_row(&self, line: &LedgerLine, texts: &mut Texts) -> impl Serialize + use<> {
        let [file, fate, why, arrived, sender, units, codes] = self.line_words(line);
        let kind = match line.fate {
            FileFate::Read | FileFate::Keyed => "read",
            FileFate::Unreadable => "unreadable",
            FileFate::Ignored(_) => "ignored",
            FileFate::Expanded { .. } => "expanded",
        };
        let [file, fate, why, sender, units, codes] =
            [file, fate, why, sender, units, codes].map(|it| texts.number(&it));
        (file, kind, fate, why, arrived, sender, units, line.records, codes)
    }
}

/// Severity, code, file, unit, spot, field, message, mend, line and three parts of the snippet, further places.
fn problem_row(row: &Row, texts: &mut Texts) -> impl Serialize + use<> {
    let parts = |parts: [&str; 3]| parts.map(str::to_owned);
    let snippet = row.snippet.as_ref().map(|snippet| (snippet.line, parts(snippet.parts())));
    let related: Vec<_> = row.related.iter().map(|[role, place]| (texts.number(role), place.clone())).collect();
    (
        row.severity.id(),
        row.code,
        texts.number(&row.file),
        texts.number(&row.unit),
        row.within.clone(),
        texts.number(row.field),
        row.message.clone(),
        row.help.as_deref().map(|help| texts.number(help)),
        snippet,
        related,
    )
}

/// A list of rows, written one by one.
fn rows<T>(html: &mut Html, all: impl Iterator<Item = T>, mut one: impl FnMut(&mut Html, T)) {
    html.verbatim("[");
    for (index, row) in all.enumerate() {
        if index > 0 {
            html.verbatim(",\n");
        }
        one(html, row);
    }
    html.verbatim("]");
}
