//! What forms that are about no people add up to, as `figures.answers` of the summary.

use serde::Serialize;
use serde_json::Number;

use super::Values;
use super::figures::{TallyOut, tally_out};
use crate::export::Roster;
use crate::model::{AnswerFigures, Form, Measure, Spread};

#[derive(Serialize)]
pub(super) struct AnswersOut<'a> {
    form: &'a str,
    count: usize,
    anonymous: bool,
    tallies: Vec<TallyOut<'a>>,
    measures: Vec<MeasureOut<'a>>,
    /// Of an anonymous form, whose records stand in the summary without what they say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<Values<'a>>,
}

#[derive(Serialize)]
struct MeasureOut<'a> {
    key: &'a str,
    title: &'a str,
    #[serde(flatten)]
    all: SpreadOut<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<ClassOut<'a>>,
}

#[derive(Serialize)]
struct ClassOut<'a> {
    class: &'a str,
    #[serde(flatten)]
    spread: SpreadOut<'a>,
}

#[derive(Serialize)]
struct SpreadOut<'a> {
    count: usize,
    /// With one decimal.
    mean: Option<Number>,
    least: i64,
    most: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<i128>,
    bands: Vec<(&'a str, usize)>,
}

pub(super) fn answers_out<'a>(roster: &'a Roster, figures: &'a AnswerFigures) -> AnswersOut<'a> {
    let anonymous = roster.form(&figures.form).is_some_and(Form::is_anonymous);
    let records = figures.order.iter().filter(|_| anonymous).filter_map(|at| roster.summary.records.get(*at));
    AnswersOut {
        form: &figures.form,
        count: figures.order.len(),
        anonymous,
        tallies: figures.tallies.iter().map(tally_out).collect(),
        measures: figures.measures.iter().map(measure_out).collect(),
        answers: records.map(|record| Values { roster, record, withheld: false }).collect(),
    }
}

fn measure_out(measure: &Measure) -> MeasureOut<'_> {
    let classes = measure.classes.iter();
    MeasureOut {
        key: &measure.key,
        title: &measure.title,
        all: spread_out(measure, &measure.all),
        classes: classes.map(|(class, spread)| ClassOut { class, spread: spread_out(measure, spread) }).collect(),
    }
}

fn spread_out<'a>(measure: &'a Measure, spread: &Spread) -> SpreadOut<'a> {
    SpreadOut {
        count: spread.count,
        mean: Number::from_f64(spread.mean_tenths() as f64 / 10.0),
        least: spread.least,
        most: spread.most,
        sum: measure.additive.then_some(spread.sum),
        bands: measure.bands.iter().map(String::as_str).zip(spread.bands.iter().copied()).collect(),
    }
}
