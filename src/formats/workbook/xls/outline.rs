//! What can be known of an old workbook without laying out its sheets.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use super::strings;

#[derive(Default)]
pub(super) struct Outline {
    /// The parts of the stream, by the positions of their first records.
    parts: BTreeMap<usize, Extent>,
    /// Where the workbook says that its sheets begin, in their order.
    places: Vec<usize>,
    /// How long each shared text is at most, in bytes.
    shared: Vec<u32>,
    /// Records that the parser must not see, by their positions.
    muted: Vec<usize>,
    /// Whether the part is of Excel 97 or later (BIFF8).
    modern: bool,
    pub macros: bool,
    pub locked: bool,
}

/// How far a sheet reaches, and what of it is hidden; rows and columns from 0.
#[derive(Default)]
pub(super) struct Extent {
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
    /// The shared texts that its cells show, each as often as it is shown.
    texts: Vec<u32>,
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<(u32, u32)>,
}

impl Extent {
    fn reach(&mut self, row: u32, column: u32) {
        let wider = |range: Option<(u32, u32)>, at: u32| {
            Some(range.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
        };
        self.rows = wider(self.rows, row);
        self.columns = wider(self.columns, column);
    }

    /// The cells of the rectangle around all of its cells.
    pub fn laid_out(&self) -> u64 {
        let length = |range: Option<(u32, u32)>| range.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

impl Outline {
    /// Goes over the records of the workbook's stream (MS-XLS 2.1.4). None where they lead nowhere.
    pub fn of(bytes: &[u8]) -> Option<Outline> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let mut outline = Outline { macros: file.exists("/_VBA_PROJECT_CUR"), ..Outline::default() };
        let mut stream = Vec::new();
        file.open_stream(main(&file)).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
        outline.records(&stream)?;
        Some(outline)
    }

    /// The file without records whose word the parser would take: it reserves memory for what a sheet says of its own size,
    /// which may be anything, and reads as many bytes as a name says that it has.
    pub fn without_muted(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec()))?;
        let name = main(&file);
        let mut stream = file.open_stream(name)?;
        for position in &self.muted {
            stream.seek(SeekFrom::Start(*position as u64))?;
            stream.write_all(&NO_KIND)?;
        }
        stream.flush()?;
        drop(stream);
        Ok(file.into_inner().into_inner())
    }

    /// The sheets that the workbook names, in its order. None where one does not begin where some part does: whoever reads
    /// it there reads what was not looked over.
    pub fn named(&self) -> Option<Vec<&Extent>> {
        self.places.iter().map(|place| self.parts.get(place)).collect()
    }

    /// How many bytes the shared texts of a sheet take, each as often as it stands there.
    pub fn texts(&self, sheet: &Extent) -> u64 {
        let length = |at: &u32| self.shared.get(*at as usize).copied().unwrap_or(0);
        sheet.texts.iter().map(|at| u64::from(length(at))).sum()
    }

    fn records(&mut self, stream: &[u8]) -> Option<()> {
        let mut rest = stream;
        let mut position = 0;
        // The first part of the stream is about the workbook; each following one about a sheet.
        let (mut part, mut depth, mut first) = (0_usize, 0_usize, true);
        while let [low, high, short, long, tail @ ..] = rest {
            let kind = u16::from_le_bytes([*low, *high]);
            let length = usize::from(u16::from_le_bytes([*short, *long]));
            let (data, next) = tail.split_at_checked(length)?;
            match kind {
                // BOF and EOF; charts stand within sheets.
                0x0809 => {
                    self.modern = data.first_chunk::<2>()? == &0x0600_u16.to_le_bytes();
                    depth += 1;
                    if depth == 1 {
                        part = position;
                        self.parts.entry(part).or_default();
                    }
                }
                // FILEPASS: what follows is encrypted, but for the heads of the records.
                0x002F => self.locked = true,
                0x000A => (depth, first) = (depth.saturating_sub(1), false),
                // BOUNDSHEET: a sheet, and where it begins.
                0x0085 if first => self.places.push(u32::from_le_bytes(*data.first_chunk()?) as usize),
                // DIMENSIONS, of charts within sheets too.
                0x0200 => self.muted.push(position),
                // EXTERNSHEET and NAME.
                0x0017 if length < 2 => self.muted.push(position),
                0x0018 if !is_name(data, self.modern) => self.muted.push(position),
                // SST: the texts that cells share. Nothing of it can be read where it is encrypted.
                0x00FC if first && !self.locked => self.shared = strings::lengths(data, next)?,
                _ if depth == 1 => record(self.parts.entry(part).or_default(), kind, data),
                _ => {}
            }
            position += 4 + length;
            rest = next;
        }
        Some(())
    }
}

/// A kind of record that there is not.
const NO_KIND: [u8; 2] = [0xFF; 2];

/// Whether a name is as long as it says, and what it stands for as long as its kind asks (MS-XLS 2.4.150, 2.5.198).
fn is_name(data: &[u8], modern: bool) -> bool {
    let Some((&[.., low, high], rest)) = data.split_at_checked(6) else { return false };
    let formula = usize::from(u16::from_le_bytes([low, high]));
    let Some(start) = rest.len().checked_sub(formula).filter(|start| *start >= 8) else { return false };
    let [cell, area, lost] = if modern { [7, 11, 3] } else { [18, 21, 13] };
    let least = match rest.get(start) {
        Some(0x3A | 0x5A | 0x7A) => cell,
        Some(0x3B | 0x5B | 0x7B) => area,
        Some(0x3C | 0x5C | 0x7C | 0x3D | 0x5D | 0x7D) => lost,
        _ => 0,
    };
    formula >= least
}

/// What the workbook's stream is called, since 1997 and before.
fn main<F>(file: &cfb::CompoundFile<F>) -> &'static str {
    if file.exists("/Workbook") { "/Workbook" } else { "/Book" }
}

/// What a record of a sheet says of its extent.
fn record(extent: &mut Extent, kind: u16, data: &[u8]) {
    let word = |at: usize| data.get(at..at + 2).map(|pair| u32::from(u16::from_le_bytes([pair[0], pair[1]])));
    let (Some(first), Some(second)) = (word(0), word(2)) else { return };
    match kind {
        // A shared text.
        0x00FD => {
            extent.reach(first, second);
            let at = word(6).zip(word(8)).map(|(low, high)| low | high << 16);
            extent.texts.extend(at);
        }
        // Cells: blank, number, text, boolean, formula, RK, text with runs.
        0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00D6 => extent.reach(first, second),
        // Several cells of a row; the last two bytes name the last column.
        0x00BD | 0x00BE => {
            extent.reach(first, second);
            extent.reach(first, word(data.len().saturating_sub(2)).unwrap_or(second));
        }
        // A row; bit 5 of its flags hides it.
        0x0208 if word(12).is_some_and(|flags| flags & 0x20 != 0) => extent.hidden_rows.push(first),
        // Columns; bit 0 of their flags hides them.
        0x007D if word(8).is_some_and(|flags| flags & 1 != 0) => extent.hidden_columns.push((first, second)),
        _ => {}
    }
}
