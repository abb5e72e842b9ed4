//! How long the texts are that the cells of an old workbook share (SST, MS-XLS 2.4.265).

/// Bytes of UTF-8 that a character of two bytes, or of one, takes at most.
const WIDE: usize = 3;
const NARROW: usize = 2;

const CONTINUE: u16 = 0x003C;

/// How many bytes each text of a record takes at most, with the records behind it that continue it. None where it breaks
/// off.
pub(super) fn lengths(data: &[u8], behind: &[u8]) -> Option<Vec<u32>> {
    let mut reading = Reading { data: data.get(8..)?, behind };
    let mut lengths = Vec::new();
    while !reading.data.is_empty() || reading.go_on() {
        lengths.push(u32::try_from(reading.text()?).ok()?);
    }
    Some(lengths)
}

struct Reading<'a> {
    /// What is left of the record.
    data: &'a [u8],
    /// The records behind it.
    behind: &'a [u8],
}

impl Reading<'_> {
    /// Goes on in the next record, if it continues this one.
    fn go_on(&mut self) -> bool {
        let [low, high, short, long, tail @ ..] = self.behind else { return false };
        let length = usize::from(u16::from_le_bytes([*short, *long]));
        match tail.split_at_checked(length) {
            Some((data, behind)) if u16::from_le_bytes([*low, *high]) == CONTINUE => {
                (self.data, self.behind) = (data, behind);
                true
            }
            _ => false,
        }
    }

    /// Passes a text (XLUnicodeRichExtendedString, 2.5.293) and answers how many bytes it takes at most.
    fn text(&mut self) -> Option<usize> {
        if self.data.is_empty() {
            return Some(0);
        }
        let mut left = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let more = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let (mut wide, mut bytes) = (flags & 1 == 1, 0);
        while left > 0 {
            let size = if wide { 2 } else { 1 };
            let here = left.min(self.data.len() / size);
            self.data = &self.data[here * size..];
            bytes += here * if wide { WIDE } else { NARROW };
            left -= here;
            if left > 0 {
                // A text that goes on says anew how wide its characters are.
                self.go_on().then_some(())?;
                wide = self.number(1)? & 1 == 1;
            }
        }
        self.skip(runs * 4)?;
        self.skip(more)?;
        Some(bytes)
    }

    fn number(&mut self, size: usize) -> Option<usize> {
        let (number, rest) = self.data.split_at_checked(size)?;
        self.data = rest;
        Some(number.iter().rev().fold(0, |all, byte| all << 8 | usize::from(*byte)))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.data.is_empty() && !self.go_on() {
                return None;
            }
            let here = count.min(self.data.len());
            self.data = &self.data[here..];
            count -= here;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn texts_are_measured_across_records() {
        let head = [0; 8];
        let one = [&head[..], &[2, 0, 0], b"ab", &[2, 0, 1], &[1, 2, 3, 4]].concat();
        assert_eq!(lengths(&one, &[]), Some(vec![4, 6]));
        // Three wide characters, of which the second record has one, narrow, and then its four bytes of a run.
        let cut = [&head[..], &[3, 0, 9, 1, 0], &[1, 2, 3, 4]].concat();
        let behind = [&[0x3C, 0, 6, 0, 0][..], b"c", &[9, 9, 9, 9], &[0x0A, 0, 0, 0]].concat();
        assert_eq!(lengths(&cut, &behind), Some(vec![8]));
        assert_eq!(lengths(&cut, &[0x0A, 0, 0, 0]), None);
        assert_eq!(lengths(&[0; 3], &[]), None);
    }
}
