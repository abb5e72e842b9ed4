//! What a text is found by: every Han character, every pair of neighbours, and every word of Latin letters and digits.

use std::fmt;

/// A term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term<'t> {
    One(char),
    Pair(char, char),
    Word(&'t str),
}

impl Term<'_> {
    /// The file in which the term stands, of so many, which are a power of two.
    pub fn file(&self, files: usize) -> usize {
        let (first, whole) = match self {
            Term::One(c) => (Hash::of(*c), Hash::of(*c)),
            Term::Pair(first, second) => (Hash::of(*first), Hash::of(*first).and(*second)),
            Term::Word(word) => {
                let mut hashes = word.chars().scan(Hash::default(), |hash, c| {
                    *hash = hash.and(c);
                    Some(*hash)
                });
                let first = hashes.next().unwrap_or_default();
                (first, hashes.last().unwrap_or(first))
            }
        };
        (first.folded() & (GROUPS - 1) | whole.folded() & !(GROUPS - 1)) & (files - 1)
    }
}

/// Terms that begin with the same character stand in files whose numbers agree in their lowest bits, so that the files of
/// one group can be made from the characters of that group alone. This is how many groups there are, a power of two.
pub const GROUPS: usize = 16;

/// FNV-1a in 32 bits over code points.
#[derive(Clone, Copy, Debug)]
pub struct Hash(u32);

impl Default for Hash {
    fn default() -> Hash {
        Hash(0x811C_9DC5)
    }
}

impl Hash {
    pub fn of(c: char) -> Hash {
        Hash::default().and(c)
    }

    /// The hash of what was hashed so far and one more character.
    fn and(self, c: char) -> Hash {
        Hash((self.0 ^ c as u32).wrapping_mul(0x0100_0193))
    }

    /// The upper half folded into the lower one, whose bits depend on less of the character.
    pub fn folded(self) -> usize {
        (self.0 ^ self.0 >> 16) as usize
    }
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::One(c) => write!(f, "{c}"),
            Term::Pair(first, second) => write!(f, "{first}{second}"),
            Term::Word(word) => f.write_str(word),
        }
    }
}

/// The longest Latin word that is worth finding.
const LONGEST: usize = 40;

/// What can be found of a text, and nothing else: Han characters, plain small letters and digits, and one blank for all
/// that stands between. Full-width letters and digits count as plain ones.
pub fn searchable(text: &str) -> Box<str> {
    let mut gathered = Gathered::default();
    gathered.add(text);
    gathered.0.into()
}

/// Tags within a line of text: a word goes on behind them.
const INLINE: [&str; 11] = ["a", "b", "code", "del", "em", "i", "mark", "s", "span", "strong", "wbr"];
/// No entity has a longer name.
const ENTITY: usize = 12;

/// The same of a page's main part.
pub fn searchable_page(html: &str) -> Box<str> {
    let mut gathered = Gathered::default();
    let mut rest = main_part(html);
    while let Some(at) = rest.find(['<', '&']) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        gathered.add(before);
        let is_tag = rest.as_bytes()[at] == b'<';
        let end = match is_tag {
            true => after.find('>'),
            false => after.find(';').filter(|end| *end <= ENTITY),
        };
        let name = end.map_or("", |end| &after[..end]).trim_start_matches('/');
        let name = name.split_once(' ').map_or(name, |(name, _)| name);
        if !(is_tag && INLINE.contains(&name)) {
            gathered.gap();
        }
        rest = end.map_or(after, |end| &after[end + 1..]);
    }
    gathered.add(rest);
    gathered.0.into()
}

#[derive(Default)]
struct Gathered(String);

impl Gathered {
    fn add(&mut self, text: &str) {
        for c in text.chars().map(folded) {
            if c.is_ascii_alphanumeric() || is_han(c) {
                self.0.push(c);
            } else {
                self.gap();
            }
        }
    }

    fn gap(&mut self) {
        if !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }
}

/// The Latin words of a searchable text that are worth finding, in order.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    // Byte by byte, because a text is mostly Han characters.
    let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
    words.filter(|word| (1..=LONGEST).contains(&word.len())).filter_map(|word| std::str::from_utf8(word).ok())
}

fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_lowercase(),
        c => c.to_ascii_lowercase(),
    }
}

fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}'
        | '々' | '〇'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// The beginning of the readable text of a page's main part, tags taken out and blanks folded.
pub fn beginning(html: &str, characters: usize) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in main_part(html).chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
        // Entities and blanks shrink; the rest of a long page is not looked at.
        if text.len() > characters * 16 {
            break;
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    for (entity, plain) in entities {
        text = text.replace(entity, plain);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(characters).collect()
}

/// What stands in the page's `main`, without its own tags; everything where there is none.
fn main_part(html: &str) -> &str {
    let Some((_, main)) = html.split_once("<main") else { return html };
    let main = main.split_once('>').map_or(main, |(_, main)| main);
    main.rsplit_once("</main>").map_or(main, |(main, _)| main)
}

#[cfg(test)]
mod tests {
    use super::{Term, beginning, searchable, searchable_page, words};

    #[test]
    fn only_what_can_be_found_is_kept() {
        assert_eq!(&*searchable("林学会ＡＢ-12，（第7期）"), "林学会ab 12 第7期 ");
        assert_eq!(&*searchable("𠮷田 々〇"), "𠮷田 々〇");
        let page = "<header>甲</header><main id=\"m\"><h1>乙 &amp; 丙</h1>\n<p class=\"x\">丁a<b>b</b></p></main><footer>戊</footer>";
        assert_eq!(&*searchable_page(page), " 乙 丙 丁ab ");
        // A stray sign hides nothing.
        assert_eq!(&*searchable_page("甲 & 乙，丙；丁; 戊<"), "甲 乙 丙 丁 戊 ");
        assert_eq!(beginning(page, 100), "乙 & 丙 丁a b");
        assert_eq!(beginning(page, 3), "乙 &");
    }

    #[test]
    fn words_stand_between_characters_and_gaps() {
        assert_eq!(words("林ab 12学").collect::<Vec<_>>(), ["ab", "12"]);
        assert_eq!(words(&"a".repeat(41)).count(), 0);
    }

    #[test]
    fn files_are_filled_evenly() {
        let mut filled = [0; 256];
        for first in 0..300 {
            for second in 0..300 {
                let han = |number: u32| char::from_u32(0x4E00 + number * 7).expect("a Han character");
                filled[Term::Pair(han(first), han(second)).file(256)] += 1;
            }
        }
        let (least, most) = (filled.iter().min().expect("files"), filled.iter().max().expect("files"));
        assert!(*least > 250 && *most < 470, "{least} {most}");
        assert_eq!(Term::Word("林学").file(4096), Term::Pair('林', '学').file(4096));
    }
}
