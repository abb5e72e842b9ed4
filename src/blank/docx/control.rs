//! The control of a field: of which kind it is, and what it says while it is empty.

use crate::formats::docx::{Control, ControlKind, Inline, Mm, PROMPTS, Paragraph, Style};
use crate::model::{Field, Kind};

/// More options than this are a list to choose from, not boxes to tick.
const BOXES: usize = 12;

/// Where a control stands, which decides how much it can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a line above or below a table.
    Line,
    /// On such a line beside another field, where no label of its own stands.
    Shared,
    /// In a card's cell; a wide one has room for the hint.
    Cell { wide: bool },
    /// In a roster's cell: no prompt, so that the table prints empty. Rows may be deleted, and controls with them.
    Row,
}

/// An empty prompt still has to be a place to click on.
const BLANK: &str = "\u{3000}";

/// The control with a text filled in, or empty.
pub fn control(field: &Field, place: Place, text: &str) -> Control {
    Control {
        tag: field.key.clone(),
        label: field.label.to_string(),
        prompt: prompt(field, place),
        text: text.to_owned(),
        locked: place != Place::Row,
        kind: kind(field),
    }
}

/// Whether all options are shown with a box before each.
pub fn has_boxes(field: &Field) -> bool {
    matches!(field.kind, Kind::Choice | Kind::Choices) && field.choices.list.len() <= BOXES
}

/// A box and its option, one behind the other; each box bears the field's key.
fn boxes(field: &Field, locked: bool, text: &str) -> Vec<[Inline; 2]> {
    let chosen: Vec<&str> = text.split('、').collect();
    let option = |value: &String| {
        let check = Control {
            tag: field.key.clone(),
            label: value.clone(),
            prompt: String::new(),
            text: if chosen.contains(&value.as_str()) { value.clone() } else { String::new() },
            locked,
            kind: ControlKind::CheckBox,
        };
        [Inline::Control(check), Inline::Text(value.clone())]
    };
    field.choices.list.iter().map(|choice| option(&choice.value)).collect()
}

/// Options set one below the other in columns, read from left to right.
pub fn columns_of_boxes(field: &Field, locked: bool, style: Style, stops: &[Mm], text: &str) -> Vec<Paragraph> {
    let boxes = boxes(field, locked, text);
    let row = |row: &[[Inline; 2]]| {
        let mut content = Vec::new();
        for (index, option) in row.iter().enumerate() {
            if index > 0 {
                content.push(Inline::Tab);
            }
            content.extend(option.iter().cloned());
        }
        Paragraph { tabs: stops.to_vec(), ..Paragraph::new(style, content) }
    };
    boxes.chunks(stops.len() + 1).map(row).collect()
}

fn kind(field: &Field) -> ControlKind {
    let options = || field.choices.list.iter().map(|choice| choice.value.clone()).collect::<Vec<_>>();
    let fixed = |words: [&str; 2]| ControlKind::Options(words.map(str::to_owned).to_vec());
    match field.kind {
        Kind::Sex => fixed(["男", "女"]),
        Kind::YesNo => fixed(["是", "否"]),
        Kind::Choice => ControlKind::Options(options()),
        // Several may be meant; and long lists are quicker typed into than searched.
        Kind::Choices | Kind::Ethnicity | Kind::PoliticalStatus | Kind::Education => {
            ControlKind::OptionsOrText(options())
        }
        Kind::Date => ControlKind::Date,
        // One inch wide, as photos for documents are (GB/T 35678 leaves the size to the form).
        Kind::Photo => ControlKind::Picture(Mm(25.0), Mm(35.0)),
        _ => ControlKind::Text,
    }
}

fn prompt(field: &Field, place: Place) -> String {
    let [fill, choose, choose_or_fill, day, fill_shortly] = PROMPTS;
    let short = match field.kind {
        Kind::Sex | Kind::YesNo | Kind::Choice => choose,
        Kind::Ethnicity | Kind::PoliticalStatus | Kind::Education | Kind::Choices => choose_or_fill,
        Kind::Date => day,
        _ => fill,
    };
    match (place, &field.hint) {
        (Place::Row, _) => BLANK.to_owned(),
        (Place::Shared, _) => format!("{fill_shortly}：{}", field.label),
        (Place::Cell { wide: true }, Some(hint)) => format!("{short}：{hint}"),
        _ => short.to_owned(),
    }
}
