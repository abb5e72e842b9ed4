//! Figures of a programme: how many people there are by everything that can be counted.

use super::unit_state::UnitState;

/// What the sheets, the report and the brief tell in numbers, worked out once so that they agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Of each form on which somebody was accepted, in the programme's order.
    pub forms: Vec<FormFigures>,
    /// Of each class that people can say they are able to come to, or that they choose.
    pub seats: Vec<Seats>,
    /// Of each of the programme's forms, in its order.
    pub records: Vec<FormRecords>,
    /// The programme's categories of units, then others, those of no known category last.
    pub categories: Vec<CategoryFigures>,
    /// How many units have each state, in the order of [`UnitState::ALL`].
    pub states: [usize; UnitState::ALL.len()],
}

/// How many records of a form there are of each status, in the order of [`super::Status::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct FormRecords {
    pub form: String,
    pub title: String,
    pub statuses: [usize; 4],
}

/// The units of a category and what came from them.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryFigures {
    /// None of units whose category nobody knows.
    pub category: Option<String>,
    pub units: usize,
    /// From how many of them anything came, be it on paper.
    pub reported: usize,
    /// Records by status, in the order of [`super::Status::ALL`].
    pub statuses: [usize; 4],
}

/// The accepted people of one form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormFigures {
    pub form: String,
    pub title: String,
    pub people: usize,
    pub tallies: Vec<Tally>,
}

/// How often each value occurs.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// `sex`, `age` or the key of a field.
    pub key: String,
    /// The heading, such as 民族.
    pub title: String,
    /// Known values in their order, then others by name.
    pub lines: Vec<(String, usize)>,
    /// Of how many it is not known.
    pub unknown: usize,
}

/// Who can come to a class, against its seats. Superseded and rejected records are not counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Seats {
    pub number: usize,
    /// The class's label on the form.
    pub class: String,
    /// None where the announcement states none.
    pub capacity: Option<usize>,
    pub accepted: usize,
    pub held: usize,
}

impl Figures {
    /// How many units have a state.
    pub fn units_in(&self, state: UnitState) -> usize {
        UnitState::ALL.iter().zip(self.states).filter(|(it, _)| **it == state).map(|(_, count)| count).sum()
    }
}
