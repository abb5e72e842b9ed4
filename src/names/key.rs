//! What a name is sorted by.

use super::table::Names;
use crate::model::Order;

/// What a name is sorted by. Keys of one order compare as their names do; equal names have equal keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    surname: Vec<Weight>,
    /// Of surnames that are read alike.
    surname_strokes: Vec<Weight>,
    /// By strokes, a given name of one character comes before all others.
    longer: bool,
    given: Vec<Weight>,
    given_strokes: Vec<Weight>,
}

/// A character's place. Han before Latin letters, as the Chinese collations of CLDR have it; what no table has, last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Known(u16),
    Letter(char),
    Unknown(char),
}

impl Names {
    /// The key of a name in an order; in the order in which they were returned, all names are equal.
    pub fn key(&self, name: &str, order: Order) -> NameKey {
        let (surname, given) = parts(self, name);
        let strokes = |part: &[char]| part.iter().map(|it| weight(*it, self.place(*it))).collect::<Vec<_>>();
        match order {
            Order::Given => NameKey::default(),
            Order::Strokes => NameKey {
                surname: strokes(&surname),
                longer: given.len() > 1,
                given: strokes(&given),
                ..NameKey::default()
            },
            Order::Pinyin => NameKey {
                surname: self.surname_sounds(name, &surname),
                surname_strokes: strokes(&surname),
                longer: false,
                given: self.sounds(&given),
                given_strokes: strokes(&given),
            },
        }
    }

    /// The characters of a name that the order does not know.
    pub fn unknown(&self, name: &str, order: Order) -> Vec<char> {
        let key = self.key(name, order);
        let weights = key.surname.into_iter().chain(key.given);
        weights.filter_map(|weight| if let Weight::Unknown(it) = weight { Some(it) } else { None }).collect()
    }

    /// How the surname is read. Names written with a dot are put down by their sound: their characters have no surname's reading.
    fn surname_sounds(&self, name: &str, surname: &[char]) -> Vec<Weight> {
        let special = self.surname(&String::from_iter(surname)).filter(|_| !name.contains(is_dot));
        special.map_or_else(|| self.sounds(surname), |sounds| sounds.iter().copied().map(Weight::Known).collect())
    }

    fn sounds(&self, part: &[char]) -> Vec<Weight> {
        part.iter().map(|it| weight(*it, self.usual(*it))).collect()
    }
}

/// Surname and given name, without spaces, dots and hyphens. A name that begins with no Han character of the table is taken whole.
fn parts(names: &Names, name: &str) -> (Vec<char>, Vec<char>) {
    let mut surname: Vec<char> = name.chars().filter(|it| is_written(*it)).collect();
    let compound = |first: &[char]| names.surname(&String::from_iter(first)).is_some();
    // Two characters are a surname and a given name, whatever else they might be.
    let length = match surname.as_slice() {
        [first, ..] if names.place(*first).is_none() => surname.len(),
        [first, second, _, ..] if !name.contains(is_dot) && compound(&[*first, *second]) => 2,
        _ => surname.len().min(1),
    };
    let given = surname.split_off(length);
    (surname, given)
}

/// The dots between the parts of names that come from other languages of China, as keyboards have them.
fn is_dot(character: char) -> bool {
    matches!(character, '·' | '•' | '・' | '‧' | '∙' | '．' | '.')
}

/// Letters and digits of any script, and the private characters that some systems have in place of rare ones.
fn is_written(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{E000}'..='\u{F8FF}')
}

fn weight(character: char, place: Option<u16>) -> Weight {
    match place {
        Some(place) => Weight::Known(place),
        None if is_latin(character) => Weight::Letter(character.to_lowercase().next().unwrap_or(character)),
        None => Weight::Unknown(character),
    }
}

/// Letters of the Latin blocks of Unicode, with and without accents.
fn is_latin(character: char) -> bool {
    character.is_alphabetic() && character < '\u{250}'
}
