//! The drawing of a card: words in rows, as in CSS grid-template-areas, to rectangles.

use crate::model::{Grid, GridCell};

/// Reads the drawing; the error says what is wrong with it, in Chinese and English.
pub fn read(drawing: &str) -> Result<Grid, [&'static str; 2]> {
    let rows: Vec<Vec<&str>> = drawing
        .lines()
        .map(|line| line.split_whitespace().collect())
        .filter(|row: &Vec<&str>| !row.is_empty())
        .collect();
    let columns = rows.first().map_or(0, Vec::len);
    if columns == 0 {
        return Err(["没有画任何一格", "it is empty"]);
    }
    if rows.iter().any(|row| row.len() != columns) {
        return Err(["各行的格数不同", "its rows have different lengths"]);
    }
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, words) in rows.iter().enumerate() {
        for (column, word) in words.iter().enumerate() {
            let drawn = cells.iter().any(|cell| cell.key == *word);
            if *word == "." || drawn {
                continue;
            }
            let width = words[column..].iter().take_while(|other| *other == word).count();
            let height = rows[row..].iter().take_while(|words| words[column] == *word).count();
            let inside =
                rows[row..row + height].iter().all(|words| words[column..column + width].iter().all(|w| w == word));
            let drawn_cells = rows.iter().flatten().filter(|other| *other == word).count();
            if !inside || drawn_cells != width * height {
                return Err(["有的栏目没有连成一个矩形", "a field is not one rectangle"]);
            }
            cells.push(GridCell { key: (*word).to_owned(), row, column, height, width });
        }
    }
    Ok(Grid { rows: rows.len(), columns, cells })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn rectangles_are_found_and_other_shapes_refused() {
        let grid = read("a a b\nc . b\n").expect("a sound drawing");
        let b = grid.cells.iter().find(|cell| cell.key == "b").expect("b is drawn");
        assert_eq!((b.row, b.column, b.height, b.width), (0, 2, 2, 1));
        assert!(read("a a\na b").is_err(), "an L is no rectangle");
        assert!(read("a b a").is_err(), "two parts are no rectangle");
        assert!(read("a b\nc").is_err(), "rows differ");
        assert!(read("").is_err());
    }
}
