//! What a text is found by: every Han character, every pair of neighbours, and every word of Latin letters and digits.

use std::fmt;

/// A term. Han characters, of which there are so many, are kept without an allocation each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    One(char),
    Pair(char, char),
    Word(Box<str>),
}

impl fmt::Display for Term {
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

/// The terms of a text, in the order in which they come. Full-width letters and digits count as plain ones.
pub fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for c in text.chars().map(folded).chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            before = None;
            continue;
        }
        if !word.is_empty() && word.len() <= LONGEST {
            terms.push(Term::Word(word.as_str().into()));
        }
        word.clear();
        if is_han(c) {
            terms.push(Term::One(c));
            terms.extend(before.map(|before| Term::Pair(before, c)));
            before = Some(c);
        } else {
            before = None;
        }
    }
    terms
}

/// The file in which a term stands: FNV-1a of its UTF-8 bytes, in 32 bits, over the number of files.
pub fn shard_of(term: &str, shards: usize) -> usize {
    let hash = term.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % shards
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

/// The text of a page's main part, tags taken out and blanks folded.
pub fn text_of(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main.split_once("</main>").map_or(main, |it| it.0));
    let mut text = String::new();
    // The rest of the opening tag comes first.
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    for (entity, plain) in entities {
        text = text.replace(entity, plain);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{shard_of, terms, text_of};

    #[test]
    fn a_text_is_found_by_characters_pairs_and_words() {
        let terms = |text: &str| terms(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(terms("林学会ＡＢ-12，第7期"), ["林", "学", "林学", "会", "学会", "ab", "12", "第", "7", "期"]);
        assert_eq!(terms(""), Vec::<String>::new());
        assert_eq!(terms("𠮷田"), ["𠮷", "田", "𠮷田"]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // FNV-1a, 32 bits: "a" is E40C292C, "foobar" is BF9CF968.
        assert_eq!(shard_of("a", 1 << 16), 0x292C);
        assert_eq!(shard_of("foobar", 1 << 16), 0xF968);
    }

    #[test]
    fn only_the_main_part_is_read() {
        let page = "<header>甲</header><main id=\"m\"><h1>乙 &amp; 丙</h1>\n<p>丁</p></main><footer>戊</footer>";
        assert_eq!(text_of(page), "乙 & 丙 丁");
    }
}
