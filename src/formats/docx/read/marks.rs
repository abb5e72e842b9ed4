//! Boxes and ticks in whatever form a word processor keeps them, as the characters that people read.

/// A character of a symbol font, by its number there; none for other fonts and other pictures.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    // Symbol fonts are kept in the private area at U+F000.
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let mark = match (font.trim(), code) {
        ("Wingdings", 0xFE) | ("Wingdings 2", 0x52) => '☑',
        ("Wingdings", 0xFD | 0x78) | ("Wingdings 2", 0x51 | 0x53 | 0x54) => '☒',
        ("Wingdings", 0xA8 | 0x6F | 0x71 | 0x72) | ("Wingdings 2", 0xA3 | 0x2A | 0x30) => '☐',
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => '√',
        ("Wingdings", 0xFB) | ("Wingdings 2", 0x4F) => '×',
        ("Wingdings", 0x6E) => '■',
        ("Wingdings", 0x6C) => '●',
        ("Wingdings", 0xA1) => '○',
        _ => return None,
    };
    Some(mark)
}

/// Whether a font shows pictures instead of the letters that are kept.
pub fn is_symbol_font(font: &str) -> bool {
    matches!(font.trim(), "Wingdings" | "Wingdings 2")
}

/// Whether a character in a check box says that it is ticked.
pub fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■' | '●' | '◉' | '⊠' | '×')
}
