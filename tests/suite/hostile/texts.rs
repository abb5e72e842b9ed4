//! YAML that multiplies itself, goes deeper than any stack, or is longer than anybody reads.

use super::measured::received;

/// Levels that stand inside each other: no stack holds as many.
const LEVELS: usize = 100_000;

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "a0: &a0 [哈,哈,哈,哈,哈,哈,哈,哈,哈]\n".to_owned();
    for level in 1..10 {
        let uses = vec![format!("*a{}", level - 1); 9].join(",");
        text.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
    }
    let told = received("YAML aliases, 9^10 texts", "弹.yaml", text.as_bytes());
    assert_eq!((told.fate("弹.yaml"), told.tells("E0124")), ("读不出", true), "{:?}", told.codes());
}

#[test]
fn nesting_has_an_end_in_every_style() {
    let styles = [
        ("flow sequences", format!("表单: {}", "[".repeat(LEVELS))),
        ("closed flow sequences", format!("表单: {}{}", "[".repeat(LEVELS), "]".repeat(LEVELS))),
        ("flow mappings", format!("表单: {}", "{a: ".repeat(LEVELS))),
        ("block sequences", format!("表单:\n  {}x", "- ".repeat(LEVELS))),
        ("block mappings", (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect()),
        ("question marks", format!("? {}x", "? ".repeat(LEVELS))),
    ];
    for (style, text) in styles {
        let told = received(&format!("YAML nesting, {style}"), "深.yaml", text.as_bytes());
        assert_eq!(told.fate("深.yaml"), "读不出", "{style}");
        // Whatever is a key that is no text is told before it is too deep.
        assert!(told.tells("E0125") || told.tells("E0133"), "{style}: {:?}", told.codes());
    }
}

#[test]
fn one_scalar_of_ten_megabytes_and_one_that_just_fits_are_told() {
    let told = received("YAML scalar, 10 MB", "长.yaml", format!("个人简介: {}", "x".repeat(10 << 20)).as_bytes());
    assert!(told.tells("E0105"), "{:?}", told.codes());
    let card = crate::compile::builders::card(&[("个人简介", &"字".repeat(2_600_000))]);
    let told = received("YAML scalar, 7.8 MB", "长.yaml", card.as_bytes());
    assert_eq!(told.fate("长.yaml"), "已读取");
}

#[test]
fn a_million_keys_and_a_million_lines_are_bounded() {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let name = |n: usize| -> String {
        (0..4).map(|place| char::from(LETTERS[n / LETTERS.len().pow(place) % LETTERS.len()])).collect()
    };
    let keys: String = (0..1_000_000).map(|n| format!("{}: \n", name(n))).collect();
    let told = received("YAML, a million keys", "键.yaml", format!("表单: registration-2022\n{keys}").as_bytes());
    assert_eq!(told.ledger.len(), 2);
    let same = format!("表单: registration-2022\n{}", "姓名: x\n".repeat(100_000));
    let told = received("YAML, one key 100,000 times", "键.yaml", same.as_bytes());
    assert!(told.tells("E0127"), "{:?}", told.codes());
    let items = format!("表单: nomination-2025\n学员:\n{}", "- {}\n".repeat(1_000_000));
    let told = received("YAML, a million people", "人.yaml", items.as_bytes());
    assert_eq!(told.ledger.len(), 2);
}
