//! Characters of scripts that are written without blanks: which they are, and where a line break between them vanishes.

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

/// Chinese, Japanese and Korean characters with their punctuation: those of full, wide or half width (UAX #11) that are
/// no emoji, all Hangul, and selectors of ideographic variants.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'
        | '\u{20A9}'
        | '\u{2329}'..='\u{232A}'
        | '\u{2630}'..='\u{2637}'
        | '\u{268A}'..='\u{268F}'
        | '\u{2E80}'..='\u{2FFF}'
        | '\u{3001}'..='\u{303E}'
        | '\u{3041}'..='\u{3247}'
        | '\u{3250}'..='\u{A4C6}'
        | '\u{A960}'..='\u{A97C}'
        | '\u{AC00}'..='\u{D7FB}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE6B}'
        | '\u{FF01}'..='\u{FFEE}'
        | '\u{16FE0}'..='\u{18DF2}'
        | '\u{1AFF0}'..='\u{1B2FB}'
        | '\u{1D300}'..='\u{1D376}'
        | '\u{20000}'..='\u{3FFFD}'
        | '\u{E0100}'..='\u{E01EF}')
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
