//! Word documents (ECMA-376, WordprocessingML): a typed document written to bytes, and received bytes read as tables.

mod model;
mod write;

pub use model::{
    Align, Block, Borders, Cell, Control, ControlKind, Document, Inline, Margins, Merge, Mm, Orientation, Page,
    Paragraph, Row, Style, Table,
};
pub use write::write;

/// The picture that stands in an empty photo control; reading knows by its bytes that nobody put a photo there.
const NO_PHOTO: &[u8] = include_bytes!("no-photo.png");

/// The custom document property that names the form of a blank.
pub const FORM_PROPERTY: &str = "linghang-form";

/// The custom document property with the fingerprint of the form's fields.
pub const FIELDS_PROPERTY: &str = "linghang-fields";
