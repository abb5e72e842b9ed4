//! A document to be written: paragraphs, tables and content controls, in the terms of people who lay out forms.

/// A length in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Mm(pub f64);

/// A document of one section.
#[derive(Clone, Debug)]
pub struct Document {
    pub title: String,
    /// Custom properties, which people do not see and programs keep: name and text.
    pub properties: Vec<(&'static str, String)>,
    pub page: Page,
    pub body: Vec<Block>,
}

/// The sheet of paper: A4.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub orientation: Orientation,
    pub margins: Margins,
    /// Whether a footer counts the pages.
    pub numbered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    Portrait,
    Landscape,
}

#[derive(Clone, Copy, Debug)]
pub struct Margins {
    pub top: Mm,
    pub bottom: Mm,
    /// Left and right.
    pub sides: Mm,
}

/// What stands in the body, one below the other.
#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Clone, Debug)]
pub struct Paragraph {
    pub style: Style,
    /// Begins a new page.
    pub new_page: bool,
    /// Tab stops, from the left edge of the text.
    pub tabs: Vec<Mm>,
    pub content: Vec<Inline>,
}

/// The named styles of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The form's title: 小标宋, centred.
    Title,
    /// The heading of a part that does not belong to the official form.
    Heading,
    /// A line above a table.
    Line,
    /// The label in a table's cell, centred.
    Label,
    /// What is filled in, centred.
    Centre,
    /// What is filled in, from the left.
    Value,
    /// The label of a narrow column, in a smaller type.
    SmallLabel,
    /// What is filled into a narrow column, in a smaller type.
    SmallCentre,
    /// As `SmallCentre`, from the left.
    SmallValue,
    /// Notes below a form.
    Note,
}

/// What stands in a paragraph, one behind the other.
#[derive(Clone, Debug)]
pub enum Inline {
    Text(String),
    Tab,
    Control(Control),
}

/// A content control: a place to fill in that programs find again.
#[derive(Clone, Debug)]
pub struct Control {
    /// By which programs find it; at most 64 characters in Word.
    pub tag: String,
    /// By which people know it.
    pub label: String,
    /// Shown while it is empty, and gone as soon as something is filled in.
    pub prompt: String,
    /// What is filled in; empty in a blank. A box is ticked by any text.
    pub text: String,
    /// Cannot be deleted, only filled in.
    pub locked: bool,
    pub kind: ControlKind,
}

#[derive(Clone, Debug)]
pub enum ControlKind {
    /// Text of any length.
    Text,
    /// One of fixed answers.
    Options(Vec<String>),
    /// One of fixed answers, or a text that is typed in.
    OptionsOrText(Vec<String>),
    Date,
    /// ☐, or ☑ when clicked.
    CheckBox,
    /// A picture of at most this width and height.
    Picture(Mm, Mm),
}

/// A table of fixed columns across the text.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Mm>,
    pub borders: Borders,
    pub rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borders {
    /// Thin lines everywhere, a stronger one around, as printed forms have them.
    Official,
    /// Thin grey lines: a table that is not part of the official form.
    Plain,
}

#[derive(Clone, Debug)]
pub struct Row {
    /// At least so tall.
    pub height: Mm,
    /// Repeated at the top of every page.
    pub heading: bool,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub struct Cell {
    /// In columns.
    pub width: usize,
    pub merge: Merge,
    pub align: Align,
    /// At least one, or Word takes the file for damaged; an empty one is added where there is none.
    pub content: Vec<Paragraph>,
}

/// Whether a cell is one with those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    No,
    /// The uppermost of merged cells.
    Begins,
    /// A further one, whose content is not shown.
    Continues,
}

/// Where a cell's content stands in its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Top,
    Middle,
}

impl Page {
    /// A4, ISO 216.
    const SHORT: Mm = Mm(210.0);
    const LONG: Mm = Mm(297.0);

    /// Width and height of the paper.
    pub fn size(&self) -> (Mm, Mm) {
        match self.orientation {
            Orientation::Portrait => (Page::SHORT, Page::LONG),
            Orientation::Landscape => (Page::LONG, Page::SHORT),
        }
    }

    /// How wide the text is.
    pub fn text_width(&self) -> Mm {
        Mm(self.size().0.0 - 2.0 * self.margins.sides.0)
    }
}

impl Paragraph {
    pub fn new(style: Style, content: Vec<Inline>) -> Paragraph {
        Paragraph { style, new_page: false, tabs: Vec::new(), content }
    }

    /// A paragraph of nothing but a text.
    pub fn text(style: Style, text: impl Into<String>) -> Paragraph {
        Paragraph::new(style, vec![Inline::Text(text.into())])
    }
}

impl Cell {
    /// A cell of one column with its content in the middle.
    pub fn new(content: Paragraph) -> Cell {
        Cell { width: 1, merge: Merge::No, align: Align::Middle, content: vec![content] }
    }

    pub fn wide(self, width: usize) -> Cell {
        Cell { width, ..self }
    }
}

impl Style {
    /// In the order of the style sheet.
    pub(super) const ALL: [Style; 10] = [
        Style::Title,
        Style::Heading,
        Style::Line,
        Style::Label,
        Style::Centre,
        Style::Value,
        Style::SmallLabel,
        Style::SmallCentre,
        Style::SmallValue,
        Style::Note,
    ];

    /// The identifier in the file.
    pub(super) fn id(self) -> &'static str {
        match self {
            Style::Title => "FormTitle",
            Style::Heading => "FormHeading",
            Style::Line => "FormLine",
            Style::Label => "FormLabel",
            Style::Centre => "FormCentre",
            Style::Value => "FormValue",
            Style::SmallLabel => "FormSmallLabel",
            Style::SmallCentre => "FormSmallCentre",
            Style::SmallValue => "FormSmallValue",
            Style::Note => "FormNote",
        }
    }
}
