//! A table for another system, such as an official entry system: exactly the columns that it asks for.

use jiff::civil::Date;

use super::located::Located;
use super::order::Order;
use super::value::Month;
use crate::source::{Charset, Place};

/// A table that `compile` writes beside the summaries, as `data/exports/<id>.yaml` declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportTable {
    pub id: String,
    pub place: Place,
    pub title: String,
    /// The forms whose accepted people stand in it.
    pub forms: Vec<Located<String>>,
    pub file: ExportFile,
    /// None: the order that the run was asked for.
    pub order: Option<Order>,
    pub columns: Vec<ExportColumn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFile {
    Xlsx,
    Csv(Charset),
}

/// One column, under the label that the other system knows.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportColumn {
    pub label: String,
    pub place: Place,
    pub content: ExportContent,
    /// How a day or a month is written.
    pub format: Option<Located<DayPattern>>,
    /// The code is written in a value's place.
    pub code: Option<Codes>,
    /// The most characters that the other system takes.
    pub max_chars: Option<usize>,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportContent {
    /// The key of a field that all the table's forms have.
    Field(Located<String>),
    /// The same in every row.
    Text(String),
    Fact(ExportFact),
}

/// What is known of a person whatever the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFact {
    /// From 1, down the table.
    Serial,
    Unit,
    UnitCategory,
    /// On the programme's reference day.
    Age,
    Sex,
    Birth,
    /// The title of the form.
    Form,
}

/// Codes that stand for words.
#[derive(Clone, Debug, PartialEq)]
pub enum Codes {
    /// GB/T 2261.1: 1 for men, 2 for women.
    Sex,
    /// A list in `data/codes/`, by its id.
    List(Located<String>),
}

/// How a day is written: `YYYY`, `MM` and `DD` stand for its parts, all else for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Text(String),
}

impl ExportFact {
    /// With the words by which authors name them.
    pub const ALL: [(&'static str, ExportFact); 7] = [
        ("serial", ExportFact::Serial),
        ("unit", ExportFact::Unit),
        ("unit_category", ExportFact::UnitCategory),
        ("age", ExportFact::Age),
        ("sex", ExportFact::Sex),
        ("birth", ExportFact::Birth),
        ("form", ExportFact::Form),
    ];
}

impl Codes {
    /// The name of the codes that need no list.
    pub const SEX: &'static str = "sex";
}

impl DayPattern {
    /// None for what is no pattern: without a year, or with other letters than those of the parts.
    pub fn read(text: &str) -> Option<DayPattern> {
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let known = [("YYYY", Part::Year), ("MM", Part::Month), ("DD", Part::Day)];
            if let Some((word, part)) = known.into_iter().find(|(word, _)| rest.starts_with(word)) {
                parts.push(part);
                rest = &rest[word.len()..];
                continue;
            }
            if first.is_ascii_alphanumeric() {
                return None;
            }
            match parts.last_mut() {
                Some(Part::Text(text)) => text.push(first),
                _ => parts.push(Part::Text(first.to_string())),
            }
            rest = &rest[first.len_utf8()..];
        }
        parts.contains(&Part::Year).then_some(DayPattern(parts))
    }

    /// Whether a month is not enough.
    pub fn needs_day(&self) -> bool {
        self.0.contains(&Part::Day)
    }

    pub fn of_day(&self, day: Date) -> String {
        self.write(day.year(), day.month(), day.day())
    }

    /// Without the day, which a month does not know.
    pub fn of_month(&self, month: Month) -> Option<String> {
        (!self.needs_day()).then(|| self.write(month.year, month.month, 1))
    }

    fn write(&self, year: i16, month: i8, day: i8) -> String {
        let part = |part: &Part| match part {
            Part::Year => format!("{year:04}"),
            Part::Month => format!("{month:02}"),
            Part::Day => format!("{day:02}"),
            Part::Text(text) => text.clone(),
        };
        self.0.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::DayPattern;
    use crate::model::Month;

    #[test]
    fn parts_stand_for_themselves_and_nothing_else_is_taken() {
        let pattern = |text: &str| DayPattern::read(text);
        let day = |text: &str| pattern(text).map(|it| it.of_day(date(1990, 1, 5)));
        assert_eq!(day("YYYYMMDD").as_deref(), Some("19900105"));
        assert_eq!(day("YYYY年MM月DD日").as_deref(), Some("1990年01月05日"));
        let month = pattern("YYYY.MM").and_then(|it| it.of_month(Month { year: 1985, month: 10 }));
        assert_eq!(month.as_deref(), Some("1985.10"));
        assert_eq!(pattern("YYYYMMDD").and_then(|it| it.of_month(Month { year: 1985, month: 10 })), None);
        for wrong in ["", "MM", "YY-MM", "yyyy-mm", "YYYY-M", "%Y"] {
            assert_eq!(pattern(wrong), None, "{wrong}");
        }
    }
}
