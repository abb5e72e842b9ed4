//! The drawing by which a card is laid out.

use crate::model::{Field, Form, Grid, GridCell};

/// The drawing that the form's author made, else the official fields one below the other.
pub fn grid(form: &Form) -> Grid {
    form.grid.clone().unwrap_or_else(|| plain(form))
}

fn plain(form: &Form) -> Grid {
    let fields = form.fields.iter().filter(|field| field.official).enumerate();
    let cell = |(row, field): (usize, &Field)| GridCell { key: field.key.clone(), row, column: 0, height: 1, width: 1 };
    let cells: Vec<GridCell> = fields.map(cell).collect();
    Grid { rows: cells.len(), columns: 1, cells }
}
