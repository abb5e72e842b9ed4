//! Figures of a programme: how many people there are by everything that can be counted.

/// What the sheets, the report and the brief tell in numbers, worked out once so that they agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Of each form on which somebody was accepted, in the programme's order.
    pub forms: Vec<FormFigures>,
    /// Of each class that people can say they are able to come to, or that they choose.
    pub seats: Vec<Seats>,
    /// Of each form that is about no people and was answered, in the programme's order.
    pub answers: Vec<super::AnswerFigures>,
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
