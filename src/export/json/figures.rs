//! The figures of a summary, as its JSON tells them.

use serde::Serialize;

use super::answers::{AnswersOut, answers_out};
use crate::export::Roster;
use crate::model::{CategoryFigures, Tally, UnitState};

#[derive(Serialize)]
pub struct FiguresOut<'a> {
    forms: Vec<FormFiguresOut<'a>>,
    seats: Vec<SeatsOut<'a>>,
    categories: Vec<CategoryOut<'a>>,
    ages: Vec<AgeOut<'a>>,
    unit_states: Vec<(&'static str, usize)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<AnswersOut<'a>>,
}

#[derive(Serialize)]
struct AgeOut<'a> {
    band: &'a str,
    men: usize,
    women: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct CategoryOut<'a> {
    category: Option<&'a str>,
    units: usize,
    reported: usize,
    accepted: usize,
    rejected: usize,
    held: usize,
    superseded: usize,
}

#[derive(Serialize)]
struct FormFiguresOut<'a> {
    form: &'a str,
    people: usize,
    tallies: Vec<TallyOut<'a>>,
}

#[derive(Serialize)]
pub struct TallyOut<'a> {
    key: &'a str,
    title: &'a str,
    lines: Vec<(&'a str, usize)>,
    unknown: usize,
}

#[derive(Serialize)]
struct SeatsOut<'a> {
    class: &'a str,
    capacity: Option<usize>,
    accepted: usize,
    held: usize,
}

impl FiguresOut<'_> {
    pub fn of<'a>(roster: &'a Roster) -> FiguresOut<'a> {
        let figures = &roster.summary.figures;
        let answers = figures.answers.iter().map(|it| answers_out(roster, it)).collect();
        let forms = figures.forms.iter().map(|form| FormFiguresOut {
            form: &form.form,
            people: form.people,
            tallies: form.tallies.iter().map(tally_out).collect(),
        });
        let seats = figures.seats.iter().map(|seats| SeatsOut {
            class: &seats.class,
            capacity: seats.capacity,
            accepted: seats.accepted,
            held: seats.held,
        });
        let states = UnitState::ALL.iter().zip(figures.states).map(|(state, count)| (state.id(), count));
        FiguresOut {
            answers,
            forms: forms.collect(),
            seats: seats.collect(),
            categories: figures.categories.iter().map(category_out).collect(),
            ages: figures.ages.iter().map(age_out).collect(),
            unit_states: states.collect(),
        }
    }
}

fn age_out((band, [men, women, unknown]): &(String, [usize; 3])) -> AgeOut<'_> {
    AgeOut { band, men: *men, women: *women, unknown: *unknown }
}

fn category_out(figures: &CategoryFigures) -> CategoryOut<'_> {
    let CategoryFigures { category, units, reported, statuses: [accepted, rejected, held, superseded] } = figures;
    CategoryOut {
        category: category.as_deref(),
        units: *units,
        reported: *reported,
        accepted: *accepted,
        rejected: *rejected,
        held: *held,
        superseded: *superseded,
    }
}

pub fn tally_out(tally: &Tally) -> TallyOut<'_> {
    let lines = tally.lines.iter().map(|(label, count)| (label.as_str(), *count)).collect();
    TallyOut { key: &tally.key, title: &tally.title, lines, unknown: tally.unknown }
}
