//! The rows of a list by their labels, whatever file they came from.

use std::collections::BTreeMap;

use crate::formats::yaml::{Node, Pair, Tree};
use crate::model::{Raw, Table, TableCell};
use crate::source::Place;

/// What a list may say of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Name,
    IdNumber,
    Birth,
    Unit,
}

/// One line of a list.
#[derive(Debug)]
pub struct Row {
    pub place: Place,
    pub cells: BTreeMap<Column, (Raw, Place)>,
}

/// The labels of each column, the usual one first.
const LABELS: [(Column, &[&str]); 4] = [
    (Column::Name, &["姓名", "学员姓名", "name"]),
    (Column::IdNumber, &["身份证号码", "身份证号", "身份证", "公民身份号码", "证件号码", "证件号", "id_number"]),
    (Column::Birth, &["出生年月", "出生日期", "出生年月日", "birth"]),
    (Column::Unit, &["推荐单位", "推荐单位名称", "单位名称", "单位", "recommending_unit", "unit"]),
];

/// Every label that is known.
pub fn labels() -> Vec<String> {
    LABELS.iter().flat_map(|(_, labels)| labels.iter()).map(|label| (*label).to_owned()).collect()
}

impl Column {
    /// The column that goes by a label; blanks and what stands in brackets behind it aside, as in 推荐单位（加盖公章）.
    pub fn of(label: &str) -> Option<Column> {
        let close: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = close.split(['（', '(', ':', '：']).next().unwrap_or_default().to_lowercase();
        LABELS.iter().find(|(_, labels)| labels.contains(&bare.as_str())).map(|(column, _)| *column)
    }

    fn comparable(columns: &[Column]) -> bool {
        let has = |column| columns.contains(&column);
        has(Column::IdNumber) || has(Column::Name) && has(Column::Birth)
    }
}

/// The rows of all tables that have comparable columns; none where no table has.
pub fn of_tables(tables: &[Table]) -> Option<Vec<Row>> {
    let mut rows = None;
    for table in tables {
        let mut lines: BTreeMap<u32, Vec<&TableCell>> = BTreeMap::new();
        for cell in &table.cells {
            lines.entry(cell.row).or_default().push(cell);
        }
        let mut head: BTreeMap<u32, Column> = BTreeMap::new();
        for cells in lines.values() {
            let labels: BTreeMap<u32, Column> = cells.iter().filter_map(|cell| labelled(cell)).collect();
            let columns: Vec<Column> = labels.values().copied().collect();
            if Column::comparable(&columns) {
                // A list that goes on under a second head goes on by that one.
                head = labels;
                rows.get_or_insert_with(Vec::new);
                continue;
            }
            let of_column =
                |cell: &&TableCell| head.get(&cell.column).map(|column| (*column, (cell.raw.clone(), cell.place)));
            let found: BTreeMap<Column, (Raw, Place)> = cells.iter().filter_map(of_column).collect();
            let place = found.values().next().map(|(_, place)| *place);
            if let (Some(place), Some(rows)) = (place, rows.as_mut()) {
                rows.push(Row { place, cells: found });
            }
        }
    }
    rows
}

fn labelled(cell: &TableCell) -> Option<(u32, Column)> {
    match &cell.raw {
        Raw::Text(text) => Column::of(text).map(|column| (cell.column, column)),
        _ => None,
    }
}

/// The rows of a YAML list of people, or of the only list in a mapping, such as a roster of ours; none where there is no
/// such list. What a mapping says above its list, such as the unit, holds for everybody on it.
pub fn of_yaml(tree: &Node) -> Option<Vec<Row>> {
    let (above, people): (&[Pair], &[Node]) = match &tree.tree {
        Tree::List(people) => (&[], people),
        Tree::Map(pairs) => {
            let mut lists = pairs.iter().filter_map(|pair| match &pair.value.tree {
                Tree::List(people) => Some(people),
                _ => None,
            });
            let people = lists.next().filter(|_| lists.next().is_none())?;
            (pairs, people)
        }
        _ => return None,
    };
    let shared = cells(above);
    let row = |person: &Node| {
        let own = match &person.tree {
            Tree::Map(pairs) => cells(pairs),
            _ => BTreeMap::new(),
        };
        let mut cells = shared.clone();
        // A card's header is about nobody on the list but for the unit.
        cells.retain(|column, _| *column == Column::Unit);
        cells.extend(own);
        Row { place: person.place, cells }
    };
    Some(people.iter().map(row).collect())
}

fn cells(pairs: &[Pair]) -> BTreeMap<Column, (Raw, Place)> {
    let cell = |pair: &Pair| {
        let text = pair.value.text()?;
        Some((Column::of(&pair.key)?, (Raw::Text(text.to_owned()), pair.value.place)))
    };
    pairs.iter().filter_map(cell).collect()
}
