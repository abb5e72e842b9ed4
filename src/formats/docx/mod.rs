//! Word documents (ECMA-376, WordprocessingML): a typed document written to bytes, and received bytes read as tables.

mod mark;
mod model;
mod read;
mod write;

pub use mark::mark;
pub use model::{
    Align, Block, Borders, Cell, Control, ControlKind, Document, Inline, Margins, Merge, Mm, Orientation, Page,
    Paragraph, Row, Style, Table,
};
pub use read::{is_document, read};
pub use write::write;

/// The picture that stands in an empty photo control; reading knows by its bytes that nobody put a photo there.
const NO_PHOTO: &[u8] = include_bytes!("no-photo.png");

/// The character style of prompts, as Word names it.
const PROMPT_STYLE: &str = "PlaceholderText";

/// The custom document property that names the form of a blank.
pub const FORM_PROPERTY: &str = "linghang-form";

/// The custom document property with the fingerprint of the form's fields.
pub const FIELDS_PROPERTY: &str = "linghang-fields";

/// The custom document property with the fingerprints of each field.
pub const MARKS_PROPERTY: &str = "linghang-marks";

/// The title of the table in which reading says which blank a document is.
pub const FORM_TABLE: &str = "_form";

/// What empty controls of our blanks say; a colon and a hint may follow.
pub const PROMPTS: [&str; 5] = ["点此填写", "请选择", "选择或填写", "选择日期", "填写"];

/// What empty controls say in Word and WPS when nobody gave them words.
const FOREIGN_PROMPTS: [&str; 6] = [
    "单击或点击此处输入文字",
    "单击此处输入文字",
    "选择一项",
    "单击或点击此处输入日期",
    "Click or tap here to enter text",
    "Choose an item",
];

/// Whether a text is the prompt of an empty control, and nothing that a person wrote.
fn is_prompt(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['。', '.']);
    let ours = |prompt: &str| text.strip_prefix(prompt).is_some_and(|rest| rest.is_empty() || rest.starts_with('：'));
    text.is_empty() || PROMPTS.iter().any(|prompt| ours(prompt)) || FOREIGN_PROMPTS.contains(&text)
}
