//! A form: its fields, how it is drawn, and what tells two people apart.

use std::sync::Arc;

use super::kind::Kind;
use super::located::Located;
use super::rule::Condition;
use crate::source::{Fingerprint, Place, SourceId};

/// A form that is handed out blank and comes back filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub id: String,
    pub place: Place,
    pub title: String,
    pub summary: Option<String>,
    /// The heading below which pages list it, such as 办班之后; none for the forms by which people are put forward.
    pub group: Option<String>,
    pub layout: Layout,
    /// Fields given once for all records of a file; empty on a card.
    pub header: Vec<Field>,
    pub header_lines: Vec<HeaderLine>,
    pub fields: Vec<Field>,
    /// The keys that, taken together, say that two records are about one person, or about one thing.
    pub identity: Vec<String>,
    /// The drawing of a card.
    pub grid: Option<Grid>,
    /// The official roster made from a card form.
    pub roster: Option<RosterLayout>,
    pub seal: bool,
    pub notes: Vec<String>,
    pub privacy: Option<Privacy>,
}

/// How a form is laid out.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// One person a file.
    Card,
    /// One unit a file, one person a row.
    Roster {
        /// The key under which the rows stand, such as 学员.
        records: String,
        /// The label of the number column, such as 序号.
        serial: String,
        /// How many rows the printed table offers.
        rows: usize,
    },
}

/// A line printed above an official roster.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderLine {
    pub label: String,
    /// The keys of the header fields whose values follow the label.
    pub fields: Vec<String>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub key: String,
    pub label: Arc<str>,
    /// The label as printed, with the blanks that widen it.
    pub printed: Option<String>,
    pub kind: Kind,
    pub required: bool,
    /// Not required, but its absence is remarked upon: the checks need it.
    pub recommended: bool,
    /// Whether the official printed form has it.
    pub official: bool,
    /// Whether its texts are counted although it has no options, such as 擅长领域.
    pub statistic: bool,
    pub choices: Choices,
    pub hint: Option<String>,
    pub example: Option<String>,
    pub max_chars: Option<usize>,
    /// What an empty field means.
    pub default: Option<String>,
    /// Other labels by which returned files may name it.
    pub aliases: Vec<String>,
    pub place: Place,
}

/// The options of a field and where they come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    pub from: Option<OptionsFrom>,
    pub list: Vec<Choice>,
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub value: String,
    pub aliases: Vec<String>,
}

/// A source of options outside the form.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionsFrom {
    /// A code list, by its id.
    Codes(Located<String>),
    /// The classes of the form's programme.
    Classes,
    /// The unit categories of the form's programme.
    UnitCategories,
}

/// The official roster of a card form: a title and the keys of its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterLayout {
    pub title: String,
    pub columns: Vec<String>,
}

/// Who collects the data, why, and how long it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Privacy {
    pub who: String,
    pub why: String,
    pub how_long: String,
}

/// A card drawn on a grid of rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<GridCell>,
}

/// A rectangle of the grid that one field fills; rows and columns count from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    pub key: String,
    pub row: usize,
    pub column: usize,
    pub height: usize,
    pub width: usize,
}

/// What a blank in Excel says above what stands beside the printed form.
pub const FURTHER_PRINT: &str = "以下供汇总核对，不打印";

impl Form {
    /// What a blank in Word says above whatever is not on the official form: for a roster above its further table, if it has
    /// one.
    pub fn further_words(&self) -> String {
        let Layout::Roster { serial, .. } = &self.layout else {
            return "以下栏目不在原表之内，供汇总时分辨先后，可以不填".to_owned();
        };
        let printed = if self.seal { "打印盖章" } else { "打印" };
        let rows_too = match self.fields.iter().all(|field| field.official) {
            true => String::new(),
            false => format!("{serial}与原表相同，同一行填同一个人。"),
        };
        format!("以下不在原表之内，供汇总核对，请一并填写；{printed}只用前面的原表。{rows_too}")
    }

    /// The field in which a class is chosen.
    pub fn class_field(&self) -> Option<&Field> {
        self.all_fields().find(|field| field.choices.from == Some(OptionsFrom::Classes))
    }

    /// The header's fields, then the record's: the order of a record's cells.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.header.iter().chain(&self.fields)
    }

    /// Where a field's cell stands in a record.
    pub fn index(&self, key: &str) -> Option<usize> {
        self.all_fields().position(|field| field.key == key)
    }

    pub fn field(&self, key: &str) -> Option<&Field> {
        self.all_fields().find(|field| field.key == key)
    }

    /// The field where people find what a condition judges, as the place of its cell in a record. A derived fact is found
    /// at the field that it follows from.
    pub fn evidence(&self, condition: &Condition) -> Option<usize> {
        let of_kind = |kinds: &[Kind]| self.all_fields().position(|field| kinds.contains(&field.kind));
        self.index(&condition.field).or_else(|| match condition.field.as_str() {
            "age" | "birth" => self.index("birth").or_else(|| of_kind(&[Kind::IdNumber])),
            "sex" => of_kind(&[Kind::Sex, Kind::IdNumber]),
            _ => of_kind(&[Kind::Unit]),
        })
    }

    /// Whether its records are people: something that tells one from another names a person. A report or a questionnaire
    /// may name whoever filled it in, and is none the less about something else.
    pub fn lists_people(&self) -> bool {
        let names_one = |field: &Field| matches!(field.kind, Kind::PersonName | Kind::IdNumber);
        match self.identity.as_slice() {
            [] => self.fields.iter().any(names_one),
            keys => keys.iter().filter_map(|key| self.field(key)).any(names_one),
        }
    }

    /// Whether nothing in it says who filled it in: it names neither people nor units.
    pub fn is_anonymous(&self) -> bool {
        let names_somebody = |kind: Kind| matches!(kind, Kind::PersonName | Kind::IdNumber | Kind::Unit);
        !self.all_fields().any(|field| names_somebody(field.kind))
    }

    /// Where the cell stands by which a record chooses a class.
    pub fn class_index(&self) -> Option<usize> {
        self.all_fields().position(|field| field.choices.from == Some(OptionsFrom::Classes))
    }

    pub fn is_roster(&self) -> bool {
        matches!(self.layout, Layout::Roster { .. })
    }

    /// The columns of the official roster: those of the printed table, or those that the card form names.
    pub fn roster_columns(&self) -> Vec<&Field> {
        match &self.roster {
            Some(roster) => roster.columns.iter().filter_map(|key| self.field(key)).collect(),
            None => self.fields.iter().filter(|field| field.official).collect(),
        }
    }

    /// A short fingerprint of the fields alone: what a blank asks for, and how it is answered. A blank that was handed
    /// out stays valid as long as it does not change, whatever else of the form does.
    pub fn fields_mark(&self) -> String {
        short(&self.all_fields().map(Field::told).collect::<String>(), 16)
    }

    /// A shorter fingerprint of each field behind its key, by which a blank can tell which of them were changed:
    /// `name:0a1b2c3d sex:4e5f6a7b`.
    pub fn field_marks(&self) -> String {
        let marks = self.all_fields().map(|field| format!("{}:{}", field.key, field.mark()));
        marks.collect::<Vec<_>>().join(" ")
    }

    /// The title of the official roster.
    pub fn roster_title(&self) -> &str {
        self.roster.as_ref().map_or(&self.title, |roster| &roster.title)
    }
}

fn short(text: &str, digits: usize) -> String {
    let mut mark = Fingerprint::of(text.as_bytes()).to_string();
    mark.truncate(digits);
    mark
}

impl Field {
    /// A required field of which nothing more is known, for others to fill in what they need.
    pub fn bare(key: &str, label: &str, kind: Kind) -> Field {
        Field {
            key: key.to_owned(),
            label: label.into(),
            printed: None,
            kind,
            required: true,
            recommended: false,
            official: true,
            statistic: false,
            choices: Choices::default(),
            hint: None,
            example: None,
            max_chars: None,
            default: None,
            aliases: Vec::new(),
            place: SourceId(0).whole(),
        }
    }

    /// What a blank shows of it: its label, how it is answered, and whether it has to be.
    fn told(&self) -> String {
        let options: String = self.choices.list.iter().map(|choice| format!("\t{}\n", choice.value)).collect();
        format!("{}\t{}\t{:?}\t{}\n{options}", self.key, self.label, self.kind, self.required)
    }

    /// A short fingerprint of that.
    pub fn mark(&self) -> String {
        short(&self.told(), 8)
    }

    /// Whether a returned file may name the field so: by its label, its key or an alias.
    pub fn answers_to(&self, name: &str) -> bool {
        *self.label == *name || self.key == name || self.aliases.iter().any(|alias| alias == name)
    }

    /// Whether its options are the classes of the programme.
    pub fn chooses_class(&self) -> bool {
        self.choices.from == Some(OptionsFrom::Classes)
    }

    pub fn option(&self, text: &str) -> Option<&Choice> {
        self.choices.list.iter().find(|choice| choice.value == text || choice.aliases.iter().any(|alias| alias == text))
    }
}
