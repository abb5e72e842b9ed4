//! How much may be taken from the tables of one file: a merged cell stands for everybody beside it, so that a small file can
//! say more than any memory holds.

use crate::model::Raw;
use crate::source::Limits;

pub(super) struct Room {
    records: usize,
    /// Bytes of texts.
    text: usize,
    pub too_much_text: bool,
}

impl Room {
    /// Room for one record more than a file may have, so that it is seen that there are too many.
    pub fn new(limits: &Limits) -> Room {
        Room { records: limits.records + 1, text: limits.workbook_texts, too_much_text: false }
    }

    /// Whether it is worth reading on.
    pub fn is_left(&self) -> bool {
        self.records > 0 && !self.too_much_text
    }

    pub fn take_record(&mut self) {
        self.records = self.records.saturating_sub(1);
    }

    /// A copy of what stands in a cell, as far as there is room for it.
    pub fn copy(&mut self, raw: &Raw) -> Raw {
        let size = match raw {
            Raw::Text(text) | Raw::Number(text) => text.len(),
            Raw::List(items) => items.iter().map(String::len).sum(),
            _ => 0,
        };
        match self.text.checked_sub(size) {
            Some(left) => {
                self.text = left;
                raw.clone()
            }
            None => {
                self.too_much_text = true;
                Raw::Empty
            }
        }
    }
}
