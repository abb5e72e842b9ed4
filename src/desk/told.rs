//! Words for problems, places and units that several pages share.

use serde::Serialize;

use super::office::Ready;
use crate::diagnostic::{Code, Diagnostic, Severity, entry, mask};
use crate::export::{Look, Roster, Verdicts, veiled};
use crate::lang::Lang;
use crate::model::{Cell, Field, Kind, Order, Status, Summary, UnitLine, Verdict};
use crate::report::Spot;
use crate::source::{Place, Sources};

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    pub code: &'static str,
    pub severity: &'static str,
    pub label: &'static str,
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The label of the field that it is about.
    pub field: Option<String>,
    pub file: String,
    /// The spot within the file; empty for all of it.
    pub within: String,
}

impl Told {
    pub fn of(problem: &Diagnostic, sources: &Sources, lang: Lang) -> Told {
        let spot = Spot::of(problem.place, sources);
        Told {
            code: problem.code().0,
            severity: problem.severity.id(),
            label: problem.severity.label(lang),
            message: veiled(&problem.problem.message(lang)).into_owned(),
            help: problem.problem.help(lang).map(|help| veiled(&help).into_owned()),
            field: problem.field.as_ref().map(|field| field.to_string()),
            file: veiled(short(spot.file)).into_owned(),
            within: spot.within_file(lang),
        }
    }

    /// A code of which nothing more is told anywhere near.
    pub fn by_title(code: Code, severity: Severity, place: Place, sources: &Sources, lang: Lang) -> Told {
        Told {
            code: code.0,
            severity: severity.id(),
            label: severity.label(lang),
            message: entry(code.0).map(|entry| entry.title(lang).to_owned()).unwrap_or_default(),
            help: None,
            field: None,
            file: veiled(short(&sources.get(place.source).name)).into_owned(),
            within: String::new(),
        }
    }
}

/// A word of a closed list, and its class of style.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    pub id: &'static str,
    pub label: &'static str,
}

impl Word {
    pub fn of_status(status: Status, lang: Lang) -> Word {
        Word { id: status.id(), label: status.label(lang) }
    }
}

/// A value as it is shown: numbers of people only when somebody asks for them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Veiled {
    pub text: String,
    /// All of it, where the text is not.
    pub full: Option<String>,
}

impl Veiled {
    pub fn of(field: &Field, cell: &Cell) -> Veiled {
        let full = cell.text();
        let text = match field.kind {
            Kind::IdNumber | Kind::Mobile | Kind::Phone => mask(&full),
            _ => veiled(&full).into_owned(),
        };
        let full = (text != full).then_some(full);
        Veiled { text, full }
    }
}

/// How a unit stands under a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleLine {
    pub text: String,
    pub basis: String,
    pub actual: usize,
    pub limit: usize,
    pub verdict: &'static str,
    pub label: &'static str,
}

/// How a unit stands under each of its rules.
pub fn rules(roster: &Roster, verdicts: &Verdicts, unit: &UnitLine, lang: Lang) -> Vec<RuleLine> {
    let line = |rule: &crate::model::UnitRule| {
        let verdict = verdicts.of(unit, rule);
        let known = roster.programme.rule(&rule.rule);
        RuleLine {
            text: known.map_or_else(|| rule.text.clone(), |known| known.text(lang)),
            basis: rule.basis.clone(),
            actual: rule.actual,
            limit: rule.limit,
            verdict: verdict.id(),
            label: match verdict {
                Verdict::Ok => lang.pick("符合", "kept"),
                Verdict::Warned => lang.pick("提醒", "to note"),
                Verdict::Broken => lang.pick("不符合", "broken"),
                Verdict::Provisional => lang.pick("暂定", "provisional"),
            },
        }
    };
    unit.rules.iter().map(line).collect()
}

/// The name of a file without the folder of all that came, in its folders and its own part.
pub fn name_parts(name: &str) -> [String; 2] {
    let (folder, base) = short(name).rsplit_once('/').unwrap_or(("", short(name)));
    [folder, base].map(|part| veiled(part).into_owned())
}

/// A file's name without the folder of all that came.
fn short(name: &str) -> &str {
    name.strip_prefix("returned/").unwrap_or(name)
}

impl Ready {
    /// What the units board shows: all summaries, then the programmes that go on and of which nothing came yet.
    pub fn boards(&self) -> impl Iterator<Item = &Summary> {
        let project = &self.compiled.project;
        let goes_on = |it: &&Summary| {
            let programme = project.programme(&it.programme);
            !it.units.is_empty() && programme.is_some_and(|programme| project.goes_on(programme, self.today))
        };
        self.compiled.summaries.iter().chain(self.compiled.silent.iter().filter(goes_on))
    }

    /// The board of a programme.
    pub fn board(&self, programme: &str) -> Option<&Summary> {
        self.boards().find(|summary| summary.programme == programme)
    }

    /// A summary with all that is needed to tell it; its people are in no order of lists.
    pub fn roster<'a>(&'a self, summary: &'a Summary, lang: Lang) -> Option<Roster<'a>> {
        let programme = self.compiled.project.programme(&summary.programme)?;
        let look = Look { lang, order: Order::Given, today: None };
        Some(self.compiled.roster(summary, programme, None, look))
    }
}
