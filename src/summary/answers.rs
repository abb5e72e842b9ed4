//! Accepted answers of forms that are about no people to counts, means and distributions.

use super::figures::option_tallies;
use crate::model::{
    AnswerFigures, Cell, Field, Form, Kind, Measure, Programme, Project, Record, Spread, Status, Value,
};

/// Of each such form of the programme to which there is an accepted answer, in the programme's order.
pub(super) fn answers(project: &Project, programme: &Programme, records: &[Record]) -> Vec<AnswerFigures> {
    let forms = programme.forms.iter().filter_map(|id| project.form(&id.value)).filter(|form| !form.lists_people());
    forms.filter_map(|form| of_form(form, records)).collect()
}

fn of_form(form: &Form, records: &[Record]) -> Option<AnswerFigures> {
    let order = order(form, records);
    let accepted: Vec<&Record> = order.iter().map(|at| &records[*at]).collect();
    (!accepted.is_empty()).then(|| AnswerFigures {
        form: form.id.clone(),
        tallies: option_tallies(form, &accepted),
        measures: form.all_fields().enumerate().filter_map(|(at, field)| measure(form, at, field, &accepted)).collect(),
        order,
    })
}

/// By class, then by the text of all that was answered: neither the files' names nor when they came can be told from it.
fn order(form: &Form, records: &[Record]) -> Vec<usize> {
    let accepted = |(_, record): &(usize, &Record)| record.status == Status::Accepted && *record.form == form.id;
    let mut order: Vec<usize> = records.iter().enumerate().filter(accepted).map(|(at, _)| at).collect();
    let texts = |record: &Record| record.cells.iter().map(Cell::text).collect::<Vec<_>>();
    order.sort_by_cached_key(|at| (class(form, &records[*at]).0, texts(&records[*at])));
    order
}

/// The class that a record chooses: where it stands among the options, and its name. What chooses none comes last.
fn class<'r>(form: &Form, record: &'r Record) -> (usize, &'r str) {
    let at = form.class_index();
    let (Some(field), Some(Value::Choice(chosen))) =
        (at.and_then(|at| form.all_fields().nth(at)), at.and_then(|at| record.cells.get(at)?.value()))
    else {
        return (usize::MAX, "");
    };
    let place = field.choices.list.iter().position(|option| *option.value == **chosen);
    (place.unwrap_or(usize::MAX - 1), chosen)
}

/// A field's numbers; none where it holds none, or counts nothing but versions.
fn measure(form: &Form, at: usize, field: &Field, records: &[&Record]) -> Option<Measure> {
    let additive = match field.kind {
        Kind::Score => false,
        Kind::Number if field.key != "revision" => true,
        _ => return None,
    };
    // Records stand class by class already.
    let mut numbers: Vec<((usize, &str), i64)> = Vec::new();
    for record in records {
        if let Some(Value::Number(number)) = record.cells.get(at).and_then(Cell::value) {
            numbers.push((class(form, record), *number));
        }
    }
    let least = numbers.iter().map(|(_, number)| *number).min()?;
    let most = numbers.iter().map(|(_, number)| *number).max()?;
    let bands = if additive { widths(least, most) } else { SCORES.to_vec() };
    let all: Vec<i64> = numbers.iter().map(|(_, number)| *number).collect();
    let groups = numbers.chunk_by(|(one, _), (other, _)| one == other).filter(|_| form.class_index().is_some());
    let group = |group: &[((usize, &str), i64)]| {
        let numbers: Vec<i64> = group.iter().map(|(_, number)| *number).collect();
        (group[0].0.1.to_owned(), spread(&numbers, &bands))
    };
    Some(Measure {
        key: field.key.clone(),
        title: field.label.to_string(),
        additive,
        all: spread(&all, &bands),
        classes: groups.map(group).collect(),
        bands: bands.iter().map(band_text).collect(),
    })
}

/// The first and last number of a band.
type Band = (i64, i64);

/// The bands that people know from school marks.
const SCORES: [Band; 5] = [(90, 100), (80, 89), (70, 79), (60, 69), (0, 59)];

/// At most five bands of one width, the highest first.
fn widths(least: i64, most: i64) -> Vec<Band> {
    let width = (most - least) / 5 + 1;
    let begins = std::iter::successors(Some(least), |begin| begin.checked_add(width).filter(|next| *next <= most));
    let mut bands: Vec<Band> = begins.map(|begin| (begin, begin.saturating_add(width - 1).min(most))).collect();
    bands.reverse();
    bands
}

fn band_text((first, last): &Band) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn spread(numbers: &[i64], bands: &[Band]) -> Spread {
    let within = |(first, last): &Band| numbers.iter().filter(|number| (first..=last).contains(number)).count();
    Spread {
        count: numbers.len(),
        sum: numbers.iter().map(|number| i128::from(*number)).sum(),
        least: numbers.iter().copied().min().unwrap_or_default(),
        most: numbers.iter().copied().max().unwrap_or_default(),
        bands: bands.iter().map(within).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn numbers_fall_into_at_most_five_bands_of_one_width() {
        assert_eq!(widths(7, 7), [(7, 7)]);
        assert_eq!(widths(0, 4), [(4, 4), (3, 3), (2, 2), (1, 1), (0, 0)]);
        assert_eq!(widths(30, 41), [(39, 41), (36, 38), (33, 35), (30, 32)]);
        let widest = widths(0, i64::MAX);
        assert_eq!((widest.len(), widest[0].1, widest[4].0), (5, i64::MAX, 0));
    }
}
