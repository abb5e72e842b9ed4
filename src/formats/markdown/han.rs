//! Line breaks between Han characters: Chinese is written without blanks, so a break within a text vanishes there.

/// Whether a break in the source between these two characters leaves no blank behind.
pub fn joins(before: char, after: char) -> bool {
    // Quotes and dashes are shared with Latin texts: beside a wide character they belong to it.
    (is_wide(before) && (is_wide(after) || is_shared(after))) || (is_shared(before) && is_wide(after))
}

/// Han characters, kana, and punctuation of full width. Korean is not among them: it sets words apart with blanks.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FFF}'
        | '\u{3001}'..='\u{30FF}'
        | '\u{31F0}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::joins;

    #[test]
    fn blanks_stay_where_latin_or_korean_stands() {
        for (before, after, joined) in [
            ('通', '知', true),
            ('，', '第', true),
            ('”', '第', true),
            ('知', '“', true),
            ('2', '年', false),
            ('年', 'A', false),
            ('a', '“', false),
            ('한', '국', false),
        ] {
            assert_eq!(joins(before, after), joined, "{before}{after}");
        }
    }
}
