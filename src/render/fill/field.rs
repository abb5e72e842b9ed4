//! A field as the fill-in page knows it: which control it gets, and what its script reads it by.

use serde::Serialize;

use crate::kinds;
use crate::lang::Lang;
use crate::model::{Choice, Field, Kind, OptionsFrom};

/// Up to so many options stand on the page one beside the other; more of them open on demand.
const BESIDE_EACH_OTHER: usize = 6;
/// More options than this are searched by typing.
const MOST_TO_OPEN: usize = 24;

/// A field, for the template and for the script.
#[derive(Clone, Serialize)]
pub struct FieldData<'f> {
    key: &'f str,
    label: &'f str,
    printed: Option<&'f str>,
    kind: &'static str,
    /// `line`, `area`, `radio`, `select`, `list` (a line with proposals), `checks` or `photo`.
    control: &'static str,
    required: bool,
    recommended: bool,
    official: bool,
    hint: Option<String>,
    example: Option<&'f str>,
    max: Option<usize>,
    default: Option<&'f str>,
    options: Vec<OptionData<'f>>,
    /// Whether an option may be named by the number of its class.
    classes: bool,
    aliases: &'f [String],
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
}

#[derive(Clone, Serialize)]
struct OptionData<'f> {
    value: &'f str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'f [String],
}

impl<'f> FieldData<'f> {
    pub fn new(field: &'f Field) -> FieldData<'f> {
        let options: Vec<OptionData> = match field.kind {
            Kind::Sex => plain(&["男", "女"]),
            Kind::YesNo => plain(&["是", "否"]),
            _ => field.choices.list.iter().map(of_field).collect(),
        };
        FieldData {
            key: &field.key,
            label: &field.label,
            printed: field.printed.as_deref(),
            kind: field.kind.id(),
            control: control(field.kind, options.len()),
            required: field.required,
            recommended: field.recommended,
            official: field.official,
            hint: hint(field),
            example: field.example.as_deref(),
            max: field.max_chars,
            default: field.default.as_deref(),
            options,
            classes: field.choices.from == Some(OptionsFrom::Classes),
            aliases: &field.aliases,
            autocomplete: autocomplete(field.kind),
            inputmode: inputmode(field.kind),
        }
    }
}

/// Whether a list replaces what the unit sent before, as the reading of returned files asks.
pub fn choice_of_mode() -> FieldData<'static> {
    FieldData {
        key: "mode",
        label: "报送方式",
        printed: None,
        kind: Kind::Choice.id(),
        control: "radio",
        required: false,
        recommended: false,
        official: false,
        hint: Some("全部：替换本单位以前报送的名单；补充：在以前的名单上增加人选".to_owned()),
        example: None,
        max: None,
        default: Some("全部"),
        options: plain(&["全部", "补充"]),
        classes: false,
        aliases: &[],
        autocomplete: None,
        inputmode: None,
    }
}

fn plain(values: &'static [&'static str]) -> Vec<OptionData<'static>> {
    values.iter().map(|value| OptionData { value, aliases: &[] }).collect()
}

fn of_field(choice: &Choice) -> OptionData<'_> {
    OptionData { value: &choice.value, aliases: &choice.aliases }
}

fn control(kind: Kind, options: usize) -> &'static str {
    match kind {
        Kind::LongText => "area",
        Kind::Photo => "photo",
        Kind::Choices => "checks",
        _ if options == 0 => "line",
        _ if options <= BESIDE_EACH_OTHER => "radio",
        _ if options <= MOST_TO_OPEN => "select",
        _ => "list",
    }
}

/// What to write; where options are in sight, only the author's words. Those on a photo ask for the name of a file, which
/// is chosen here.
fn hint(field: &Field) -> Option<String> {
    match field.kind {
        Kind::Photo => None,
        Kind::Sex | Kind::YesNo | Kind::Choice | Kind::Choices => field.hint.clone(),
        kind => kinds::faces(kind).hint(field, Lang::Zh),
    }
}

/// What the browser may fill in; only on a card, where it is the reader's own.
fn autocomplete(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::PersonName => Some("name"),
        Kind::Mobile => Some("tel-national"),
        Kind::Phone => Some("tel"),
        Kind::Email => Some("email"),
        Kind::Unit => Some("organization"),
        _ => None,
    }
}

fn inputmode(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Mobile | Kind::Phone => Some("tel"),
        Kind::Email => Some("email"),
        Kind::Number | Kind::Score => Some("numeric"),
        _ => None,
    }
}
