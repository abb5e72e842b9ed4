//! Field kinds: one file a kind with all its faces, and the steps that every value goes through first.

mod cell;
mod choice;
mod date;
mod email;
mod exposed;
mod fold;
mod id_number;
mod number;
mod person_name;
mod phone;
mod photo;
mod pick;
mod sex;
mod sheet;
#[cfg(test)]
mod testing;
mod text;
mod yes_no;

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use self::fold::{code_of, is_invisible, is_plain, shown, unix_lines};
use crate::diagnostic::{FieldProblem, List, Personal, Severity, Words};
use crate::lang::Lang;
use crate::model::{Field, Kind, Raw, Value};

pub use self::cell::PICTURE_IN_CELL;
pub use self::exposed::{Exposed, Number, exposed};
pub use self::phone::room_beside;
pub use self::sheet::{Cell, entry};

/// What a text means for a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// None where the field is empty or its content could not be understood.
    pub value: Option<Value>,
    /// Errors where it could not be understood; else notes and warnings.
    pub problems: Vec<FieldProblem>,
}

/// All the faces of a kind of field.
pub trait FieldKind: Sync {
    /// Reads a text that is not empty, has no blanks around it and no control characters in it.
    fn read(&self, field: &Field, text: &str) -> Reading;

    /// What to write, for the comments of a blank form.
    fn hint(&self, field: &Field, lang: Lang) -> Option<String>;

    /// The JSON Schema (2020-12) of the field's value, for editors.
    fn json_schema(&self, field: &Field) -> Json;

    /// What a cell of a spreadsheet takes, and what it says to whatever else is entered.
    fn cell(&self, field: &Field) -> Cell;
}

/// The faces of a kind.
pub fn faces(kind: Kind) -> &'static dyn FieldKind {
    match kind {
        Kind::PersonName => &person_name::PersonNameKind,
        Kind::Sex => &sex::SexKind,
        Kind::Ethnicity => &choice::EthnicityKind,
        Kind::PoliticalStatus | Kind::Education => &choice::CodeKind,
        Kind::IdNumber => &id_number::IdNumberKind,
        Kind::Mobile => &phone::MobileKind,
        Kind::Phone => &phone::PhoneKind,
        Kind::Email => &email::EmailKind,
        Kind::Text | Kind::LongText => &text::TextKind,
        Kind::Choice => &choice::ChoiceKind,
        Kind::Choices => &choice::ChoicesKind,
        Kind::YesNo => &yes_no::YesNoKind,
        Kind::Month => &date::MonthKind,
        Kind::Date => &date::DateKind,
        Kind::Photo => &photo::PhotoKind,
        Kind::Unit => &text::UnitKind,
        Kind::Number => &number::NumberKind,
        Kind::Score => &number::ScoreKind,
    }
}

/// Reads what stands beside a label. An empty field takes its default and is never a problem here: whether it may be
/// empty is for the check of the whole record.
pub fn read(field: &Field, raw: &Raw) -> Reading {
    match raw {
        Raw::Empty => empty(field),
        Raw::Text(text) => read_text(field, text),
        Raw::Number(number) => cell::number(field, number),
        Raw::Date(day) => cell::day(field, *day),
        Raw::Picture => cell::picture(field),
        Raw::Error(found) => cell::error(field, found),
        Raw::Formula => Reading::problem(FieldProblem::FormulaWithoutResult { field: field.label.to_string() }),
        Raw::List(items) => read_list(field, items),
        Raw::Other(found) => not_a_text(field, *found),
    }
}

fn empty(field: &Field) -> Reading {
    let value = field.default.as_deref().and_then(|default| faces(field.kind).read(field, default).value);
    Reading { value, problems: Vec::new() }
}

fn not_a_text(field: &Field, found: [&'static str; 2]) -> Reading {
    Reading::problem(FieldProblem::NotAText { field: field.label.to_string(), found: Words(found) })
}

fn read_text(field: &Field, text: &str) -> Reading {
    // Almost all texts are plain, and for them one look at each character is enough.
    let is_plain = text.chars().all(is_plain);
    let text = if is_plain { Cow::Borrowed(text) } else { unix_lines(text) };
    let given = text.trim();
    if given.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return empty(field);
    }
    let clean = match is_plain {
        true => Cow::Borrowed(given),
        false => match clean(field, given) {
            Ok(clean) => clean,
            Err(problem) => return Reading::problem(problem),
        },
    };
    if is_ditto(&clean) {
        return Reading::problem(FieldProblem::Ditto { field: field.label.to_string(), found: shown(&clean) });
    }
    if says_nothing(field, &clean) {
        return empty(field);
    }
    remark(field, given, faces(field.kind).read(field, &clean))
}

fn read_list(field: &Field, items: &[String]) -> Reading {
    let items: Vec<&str> = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()).collect();
    match items.as_slice() {
        [] => empty(field),
        [only] => read_text(field, only),
        several if field.kind == Kind::Choices => {
            let mut problems = Vec::new();
            let mut chosen: Vec<String> = Vec::new();
            for item in several {
                let reading = read_text(field, item);
                problems.extend(reading.problems);
                if let Some(Value::Choices(more)) = reading.value {
                    chosen.extend(more.into_iter().filter(|option| !chosen.contains(option)).collect::<Vec<_>>());
                }
            }
            let has_errors = problems.iter().any(|it| it.severity() == Severity::Error);
            let value = (!has_errors && !chosen.is_empty()).then_some(Value::Choices(chosen.into()));
            Reading { value, problems }
        }
        several if field.kind.has_options() || matches!(field.kind, Kind::Sex | Kind::YesNo) => {
            // One answer in several spellings is one answer.
            let mut readings: Vec<Reading> = several.iter().map(|item| read_text(field, item)).collect();
            let first = readings.swap_remove(0);
            if first.value.is_some() && readings.iter().all(|reading| reading.value == first.value) {
                return first;
            }
            let found = List(several.iter().map(|item| shown(item)).collect());
            Reading::problem(FieldProblem::TwoChoices { field: field.label.to_string(), found })
        }
        _ => not_a_text(field, ["一个列表", "a list"]),
    }
}

/// The text without invisible characters, where the kind has no use for them and the meaning is certain. Phone numbers
/// copied from an address book and days copied from a spreadsheet carry them. Names and free texts have to be typed
/// anew: nobody knows what such a character replaced or hides there.
fn clean<'a>(field: &Field, text: &'a str) -> Result<Cow<'a, str>, FieldProblem> {
    use Kind::{LongText, PersonName, Photo, Text, Unit};
    let is_free = matches!(field.kind, PersonName | Text | LongText | Unit | Photo);
    // In a name U+FFFD is a lost character of the name, and told as such.
    let is_lost = |c: char| c == '\u{FFFD}' && field.kind != PersonName;
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let stray = text.chars().find(|&c| is_control(c) || is_lost(c) || (is_free && is_invisible(c)));
    match stray {
        Some(stray) => Err(FieldProblem::ControlInValue { field: field.label.to_string(), code: code_of(stray) }),
        None if text.contains(is_invisible) => Ok(Cow::Owned(text.replace(is_invisible, "").trim().to_owned())),
        None => Ok(Cow::Borrowed(text)),
    }
}

fn is_ditto(text: &str) -> bool {
    // The longest is far shorter; this spares long texts the work.
    if text.len() > 40 {
        return false;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let bare = bare.trim_matches(['(', ')', '（', '）', '。', '.']);
    let words =
        ["同上", "同前", "同左", "ditto", "〃", "″", "＂", "\"", "\"\"", "“", "”", "“”", "''", "〝", "〞", "々"];
    words.contains(&bare)
}

/// Whether the field says in words that there is nothing to say, as people do who leave no cell empty. Free texts stay
/// as they are, and so does 无 where a yes or no is asked. A required field has to say something.
fn says_nothing(field: &Field, text: &str) -> bool {
    use Kind::{LongText, PersonName, Text, Unit, YesNo};
    let is_free = matches!(field.kind, PersonName | Text | LongText | Unit | YesNo);
    let nothing = ["无", "没有", "暂无", "/", "／", "-", "－", "—", "——"].contains(&text);
    nothing && !field.required && !is_free && field.option(text).is_none()
}

/// Adds what there is to say of a value that was understood.
fn remark(field: &Field, given: &str, mut reading: Reading) -> Reading {
    let Some(value) = &reading.value else { return reading };
    let label = || field.label.to_string();
    let canonical = value.words();
    let mut problems = Vec::new();
    if canonical != given {
        let (found, value) = (Personal(shown(given)), Personal(shown(&canonical)));
        problems.push(FieldProblem::Understood { field: label(), found, value });
    }
    if let Some(limit) = field.max_chars {
        let count = canonical.chars().count();
        if count > limit {
            problems.push(FieldProblem::TooLong { field: label(), count, limit });
        }
    }
    reading.problems.extend(problems);
    reading
}

impl Reading {
    fn value(value: Value) -> Reading {
        Reading { value: Some(value), problems: Vec::new() }
    }

    fn problem(problem: FieldProblem) -> Reading {
        Reading { value: None, problems: vec![problem] }
    }
}

impl From<Result<Value, FieldProblem>> for Reading {
    fn from(result: Result<Value, FieldProblem>) -> Reading {
        result.map_or_else(Reading::problem, Reading::value)
    }
}

/// The words of a kind and those of the field's author, on one line.
fn hint_line(field: &Field, lang: Lang, words: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = words.into_iter().chain(field.hint.as_deref().map(str::trim)).collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")).replace('\n', " "))
}

/// What every schema of a field says besides the kind's own: the hint, and that only a required field must be filled in.
fn schema(kind: &dyn FieldKind, field: &Field, mut schema: Json) -> Json {
    if !field.required {
        match schema.get_mut("type") {
            Some(Json::Array(types)) => types.push(json!("null")),
            Some(only) => *only = json!([only, "null"]),
            None => {}
        }
        if let Some(options) = schema.get_mut("enum").and_then(Json::as_array_mut) {
            options.push(Json::Null);
        }
    }
    if let Some(hint) = kind.hint(field, Lang::Zh) {
        schema["description"] = json!(hint);
    }
    schema
}

#[cfg(test)]
mod tests;
