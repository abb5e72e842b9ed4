//! Figures of a programme: how many people there are by everything that can be counted.

use super::unit_state::UnitState;
use crate::lang::Lang;

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
    /// Accepted people of all forms by age band, or in one line where no day is set for ages: men, women, and those of whom
    /// the sex is not known.
    pub ages: Vec<(String, [usize; 3])>,
    /// How many units have each state, in the order of [`UnitState::ALL`].
    pub states: [usize; UnitState::ALL.len()],
    /// Of each form that is about no people and was answered, in the programme's order.
    pub answers: Vec<super::AnswerFigures>,
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

/// How a class stands against its seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Seats are left, whatever becomes of those held.
    Free,
    /// Exactly as many people as seats.
    Full,
    /// More people than seats as soon as those held are accepted.
    Tight,
    Over,
}

impl Tally {
    /// So many different free texts are shown; what is rarer is summed up.
    const COMMONEST: usize = 20;

    /// Of free texts, the commonest first and the rest in one line; of everything else, as it is.
    pub fn commonest(mut self, free: bool) -> Tally {
        if free {
            self.lines.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        }
        if free && self.lines.len() > Tally::COMMONEST {
            let rest = self.lines.split_off(Tally::COMMONEST - 1);
            let people = rest.iter().map(|(_, count)| count).sum();
            self.lines.push((format!("其他（{}种）", rest.len()), people));
        }
        self
    }
}

impl Seats {
    /// None where the announcement states no seats.
    pub fn room(&self) -> Option<Room> {
        let capacity = self.capacity?;
        Some(match (self.accepted, self.accepted + self.held) {
            (accepted, _) if accepted > capacity => Room::Over,
            (_, all) if all > capacity => Room::Tight,
            (accepted, _) if accepted == capacity => Room::Full,
            _ => Room::Free,
        })
    }
}

impl Room {
    pub const ALL: [Room; 4] = [Room::Free, Room::Full, Room::Tight, Room::Over];

    /// The word that people see.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Room::Free => lang.pick("未满", "seats left"),
            Room::Full => lang.pick("已满", "full"),
            Room::Tight => lang.pick("待核的通过后超出", "over if those held are accepted"),
            Room::Over => lang.pick("超出", "over"),
        }
    }
}

impl Figures {
    /// How many units have a state.
    pub fn units_in(&self, state: UnitState) -> usize {
        UnitState::ALL.iter().zip(self.states).filter(|(it, _)| **it == state).map(|(_, count)| count).sum()
    }
}
