//! The tables of characters and surnames, read from what `make.py` wrote.

/// Strokes and readings of the characters in names.
pub struct Names {
    /// By character: how many characters come before it in stroke order.
    strokes: Vec<(char, u16)>,
    /// By character: which of the syllables it usually is.
    readings: Vec<(char, u16)>,
    /// With tones, such as `shan4`, in their order.
    syllables: Vec<&'static str>,
    /// By name: compound surnames, and those that are read otherwise than the character usually is.
    surnames: Vec<(&'static str, Vec<u16>)>,
}

const STROKES: &str = include_str!("strokes.txt");
const READINGS: &str = include_str!("readings.txt");
const SURNAMES: &str = include_str!("surnames.txt");

impl Names {
    /// Reads the tables: a matter of a few milliseconds, for which nobody waits unless names are put in order.
    pub fn read() -> Names {
        let characters = lines(STROKES).flat_map(|(_, characters)| characters.chars());
        let strokes = by_character(characters.zip(0..));
        let syllables: Vec<_> = lines(READINGS).map(|(syllable, _)| syllable).collect();
        let readings = lines(READINGS).zip(0..);
        let readings =
            by_character(readings.flat_map(|((_, characters), at)| characters.chars().map(move |it| (it, at))));
        let number = |syllable| syllables.iter().position(|it| *it == syllable).and_then(|at| u16::try_from(at).ok());
        let surname = |(name, reading): (_, &'static str)| (name, reading.split(' ').filter_map(number).collect());
        let mut surnames: Vec<_> = lines(SURNAMES).map(surname).collect();
        surnames.sort();
        Names { strokes, readings, syllables, surnames }
    }

    /// How a surname is read, a syllable and its tone for each character: `ou1`, `yang2`. None if a character is unknown.
    pub fn reading(&self, surname: &str) -> Option<Vec<&'static str>> {
        let usual = || surname.chars().map(|character| self.usual(character)).collect();
        let numbers: Option<Vec<u16>> = self.surname(surname).map(<[u16]>::to_vec).or_else(usual);
        numbers?.into_iter().map(|at| self.syllables.get(usize::from(at)).copied()).collect()
    }

    /// The place of a character in stroke order.
    pub(super) fn place(&self, character: char) -> Option<u16> {
        found(&self.strokes, character)
    }

    /// The usual syllable of a character, by its number.
    pub(super) fn usual(&self, character: char) -> Option<u16> {
        found(&self.readings, character)
    }

    /// The syllables of a surname that the table of surnames has.
    pub(super) fn surname(&self, surname: &str) -> Option<&[u16]> {
        let at = self.surnames.binary_search_by_key(&surname, |(name, _)| name).ok()?;
        Some(&self.surnames[at].1)
    }
}

/// The lines of a table that are no remarks: what stands before the first space, and what after it.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_once(' ').unwrap_or((line, "")))
}

fn by_character(pairs: impl Iterator<Item = (char, u16)>) -> Vec<(char, u16)> {
    let mut all: Vec<_> = pairs.collect();
    all.sort_unstable();
    all
}

fn found(table: &[(char, u16)], character: char) -> Option<u16> {
    let at = table.binary_search_by_key(&character, |(it, _)| *it).ok()?;
    Some(table[at].1)
}
