//! Emphasis beside full-width punctuation, and that nothing else is touched.

use std::ops::Range;

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::super::{OPTIONS, Resolved, Target, quoted, read};
use super::{MARKS, events, is_punctuation};

fn plain(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    Parser::new_ext(text, OPTIONS).into_offset_iter().collect()
}

fn html(text: &str) -> String {
    read(text, &[], &[]).html(&mut |target| Resolved::Within(target.destination.to_owned()))
}

/// What stands within a text's only paragraph.
fn inline(text: &str) -> String {
    let html = html(text);
    html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>\n")).unwrap_or(&html).to_owned()
}

#[track_caller]
fn becomes(table: &[(&str, &str)]) {
    for (text, wanted) in table {
        assert_eq!(inline(text), *wanted, "{text}");
    }
}

#[test]
fn punctuation_within_emphasis() {
    becomes(&[
        ("**重点：**后文", "<strong>重点：</strong>后文"),
        ("“**引用**”后", "“<strong>引用</strong>”后"),
        ("**“引用”**后文", "<strong>“引用”</strong>后文"),
        ("他说**“引用”**，好", "他说<strong>“引用”</strong>，好"),
        ("这是**强调（说明）**的", "这是<strong>强调（说明）</strong>的"),
        ("前*（斜）*后", "前<em>（斜）</em>后"),
        ("见**《通知》**。", "见<strong>《通知》</strong>。"),
        ("***粗斜：***后", "<em><strong>粗斜：</strong></em>后"),
        ("**粗*斜：*粗：**后", "<strong>粗<em>斜：</em>粗：</strong>后"),
        ("**参见[甲](a.md)：**后", "<strong>参见<a href=\"a.md\">甲</a>：</strong>后"),
        ("**`a`**后**`b`**后", "<strong><code>a</code></strong>后<strong><code>b</code></strong>后"),
        ("**제목(설명)**을", "<strong>제목(설명)</strong>을"),
        ("**強調。\u{FE01}**“次”", "<strong>強調。\u{FE01}</strong>“次”"),
    ]);
}

#[test]
fn half_width_punctuation_beside_han() {
    becomes(&[
        ("**重点:**后文", "<strong>重点:</strong>后文"),
        ("前**(说明)**后", "前<strong>(说明)</strong>后"),
        ("**Note：**text", "<strong>Note：</strong>text"),
        ("2025**（含）**2026", "2025<strong>（含）</strong>2026"),
        // Without a CJK character beside the run, CommonMark's own rule holds.
        ("**Note:**text", "**Note:**text"),
    ]);
}

#[test]
fn several_in_one_paragraph() {
    becomes(&[
        ("**一**和**二：**、**三**", "<strong>一</strong>和<strong>二：</strong>、<strong>三</strong>"),
        ("**一：**甲**二：**乙\n**三：**丙", "<strong>一：</strong>甲<strong>二：</strong>乙<strong>三：</strong>丙"),
        ("**一：**甲*（二）*乙~~三，~~丙", "<strong>一：</strong>甲<em>（二）</em>乙<del>三，</del>丙"),
    ]);
}

#[test]
fn underscores_and_tildes() {
    becomes(&[
        ("_注：_后文", "<em>注：</em>后文"),
        ("__注：__后文", "<strong>注：</strong>后文"),
        ("前_（斜）_后", "前<em>（斜）</em>后"),
        ("前文，_“引用”_后文", "前文，<em>“引用”</em>后文"),
        ("~~删：~~后", "<del>删：</del>后"),
        ("前~~（删）~~后", "前<del>（删）</del>后"),
        ("**_重：_**后", "<strong><em>重：</em></strong>后"),
        ("**~~重：~~**后", "<strong><del>重：</del></strong>后"),
        // Underscores within names and single tildes of ranges stay.
        ("字段_名称_后", "字段_名称_后"),
        ("_注：_abc", "_注：_abc"),
        ("a_（b）_c", "a_（b）_c"),
        ("表_（一）_2025.docx", "表_（一）_2025.docx"),
        ("约3~5天，10~20人（含）~约", "约3~5天，10~20人（含）~约"),
        ("~删：~后", "~删：~后"),
    ]);
}

#[test]
fn in_lists_links_tables_headings_and_notes() {
    becomes(&[
        ("[**重点：**后](x.md)", "<a href=\"x.md\"><strong>重点：</strong>后</a>"),
        ("![**重点：**后](x.png)", "<img src=\"x.png\" alt=\"重点：后\" loading=\"lazy\">"),
        (
            "> **甲：**乙\n>**丙：**丁",
            "<blockquote>\n<p><strong>甲：</strong>乙<strong>丙：</strong>丁</p>\n</blockquote>\n",
        ),
        (
            "- **甲：**乙\n- 丙**（丁）**戊\n",
            "<ul>\n<li><strong>甲：</strong>乙</li>\n<li>丙<strong>（丁）</strong>戊</li>\n</ul>\n",
        ),
        (
            "[**甲：**乙]、[*（丙）*丁][]、[戊*（己）*庚][**辛：**壬]\n\n[**甲：**乙]: a.md\n[*（丙）*丁]: b.md\n[**辛：**壬]: c.md",
            "<a href=\"a.md\"><strong>甲：</strong>乙</a>、<a href=\"b.md\"><em>（丙）</em>丁</a>、\
             <a href=\"c.md\">戊<em>（己）</em>庚</a>",
        ),
    ]);
    let table = html("|**甲：**乙|丙*（丁）*|\n|--|--|\n|**戊：**|**“己”**庚|\n");
    assert!(table.contains("<strong>甲：</strong>乙</th><th scope=\"col\">丙<em>（丁）</em></th>"), "{table}");
    assert!(table.contains("<td><strong>戊：</strong></td><td><strong>“己”</strong>庚</td>"), "{table}");
    let note = html("甲[^1]\n\n[^1]:**乙：**丙\n");
    assert!(note.contains("<li id=\"fn-1\"><p><strong>乙：</strong>丙 <a"), "{note}");
    let document = read("## 一、**重点：**后文\n", &[], &[]);
    assert_eq!(document.headings[0].anchor, "一、重点：后文");
    assert_eq!(document.headings[0].text, "一、重点：后文");
}

#[test]
fn code_escapes_addresses_and_entities_are_no_delimiters() {
    becomes(&[
        ("`**重点：**后` **甲：**乙", "<code>**重点：**后</code> <strong>甲：</strong>乙"),
        ("\\*\\*重点：\\*\\*后**（甲）**乙", "**重点：**后<strong>（甲）</strong>乙"),
        ("\\**重点：*后", "*<em>重点：</em>后"),
        ("&ast;重点：&ast;后**（甲）**乙", "*重点：*后<strong>（甲）</strong>乙"),
        ("[甲](x*（y）*z.md)**（甲）**乙", "<a href=\"x*（y）*z.md\">甲</a><strong>（甲）</strong>乙"),
        (
            "<http://a.b/c*（d）*e>**（甲）**乙",
            "<a href=\"http://a.b/c*（d）*e\">http://a.b/c*（d）*e</a><strong>（甲）</strong>乙",
        ),
        ("甲**\\（乙\\*）**丙", "甲<strong>\\（乙*）</strong>丙"),
    ]);
    assert_eq!(html(">~~~中：\n>**重点：**后\n"), html("> ~~~中：\n> **重点：**后\n"));
    assert!(html("    **重点：**后\n").contains("<code>**重点：**后\n</code>"));
}

#[test]
fn quoted_values_stand_inside_and_beside() {
    let [first, second] = [0, 1].map(|index| quoted(index).expect("the first of many"));
    let values = ["周五*（10月）*".to_owned(), "v2".to_owned()];
    for (text, wanted) in [
        (format!("**截止：**{first}"), "<strong>截止：</strong>周五*（10月）*"),
        (format!("**（{first}）**后"), "<strong>（周五*（10月）*）</strong>后"),
        (format!("**(a)**{first}"), "<strong>(a)</strong>周五*（10月）*"),
        (format!("**{first}**{second}"), "<strong>周五*（10月）*</strong>v2"),
        // A value counts as what it shows: this one is Latin.
        (format!("**(a)**{second}"), "**(a)**v2"),
    ] {
        let shown = read(&text, &values, &[]).html(&mut |_| Resolved::Nowhere);
        assert_eq!(shown, format!("<p>{wanted}</p>\n"), "{text}");
    }
}

/// What every link of a text leads to, and the place in the text where that is written.
fn destinations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    read(text, &[], &[]).html(&mut |target: Target| {
        assert_eq!(target.destination, &text[target.range.clone()]);
        found.push(&text[target.range]);
        Resolved::Nowhere
    });
    found
}

#[test]
fn places_after_emphasis_are_places_of_the_source() {
    assert_eq!(destinations("**甲：**乙[丙](d.md)*（丁）*戊[**己：**庚](f.md)，[辛](d.md)"), ["d.md", "f.md", "d.md"]);
    let text = "**甲：**乙<br>丙*（丁）*戊<i>\n\n# **甲：**乙\n";
    let document = read(text, &[], &[]);
    let found: Vec<_> = document.faults.iter().map(|fault| &text[fault.range.clone()]).collect();
    assert_eq!(found, ["# **甲：**乙", "<br>", "<i>"]);
}

/// The events but those of emphasis, neighbouring texts in one, and the whole text without delimiters.
fn skeleton<'e>(events: &[(Event<'e>, Range<usize>)]) -> (Vec<(Event<'e>, Range<usize>)>, String) {
    use pulldown_cmark::Tag::{Emphasis, Strikethrough, Strong};
    let mut text = String::new();
    let kept = events.iter().filter(|(event, _)| match event {
        Event::Text(found) => {
            text.extend(found.chars().filter(|c| !"*_~".contains(*c)));
            false
        }
        Event::Start(Emphasis | Strong | Strikethrough) => false,
        Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => false,
        _ => true,
    });
    let kept = kept.cloned().collect();
    (kept, text)
}

#[test]
fn marks_are_punctuation_and_the_first_free_one_is_taken() {
    assert!(MARKS.into_iter().all(is_punctuation));
    assert!("“—…·€、（".chars().all(is_punctuation));
    assert!(!"中가é①\u{F0000}".chars().any(is_punctuation));
    let [first, second, third] = MARKS;
    let text = format!("{first}**甲：**乙&#{};", u32::from(second));
    assert_eq!(inline(&text), format!("{first}<strong>甲：</strong>乙{second}"));
    let all = format!("{first}{second}{third}**甲：**乙");
    assert_eq!(events(&all, &[], OPTIONS), plain(&all));
}

#[test]
fn the_examples_of_commonmark_stay_as_they_are() {
    let file = include_str!("../../../../tests/fixtures/commonmark-0.31.json");
    let file: serde_json::Value = serde_json::from_str(file).expect("it is JSON");
    let examples = file["examples"].as_array().expect("there are examples");
    assert_eq!(examples.len(), 652);
    for text in examples.iter().filter_map(|example| example.as_str()) {
        for options in [OPTIONS, Options::empty()] {
            let plain: Vec<_> = Parser::new_ext(text, options).into_offset_iter().collect();
            assert_eq!(events(text, &[], options), plain, "{text}");
        }
    }
}

#[test]
fn han_in_the_examples_of_commonmark_changes_emphasis_only() {
    let file = include_str!("../../../../tests/fixtures/commonmark-0.31.json");
    let file: serde_json::Value = serde_json::from_str(file).expect("it is JSON");
    let mut changed = 0;
    for text in file["examples"].as_array().into_iter().flatten().filter_map(|example| example.as_str()) {
        let mut text = text.to_owned();
        for (latin, han) in [("o", "中"), ("a", "文"), ("(", "（"), ("\"", "：")] {
            text = text.replace(latin, han);
            let (found, plain) = (events(&text, &[], OPTIONS), plain(&text));
            changed += usize::from(found != plain);
            assert_eq!(skeleton(&found), skeleton(&plain), "{text}");
        }
    }
    assert!(changed > 10, "{changed}");
}

const PIECES: &[&str] = &[
    "*",
    "*",
    "**",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "a",
    "b1",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "(",
    ")",
    ":",
    "\"",
    "“",
    "”",
    "\\",
    "`",
    "``",
    "[",
    "]",
    "](x)",
    "![",
    "[a*(b)*c]",
    "[a*(b)*c]: y\n",
    "[^1]",
    "[^1]:",
    "|",
    "\n|--|--|\n",
    "> ",
    ">",
    "- ",
    "1. ",
    "# ",
    "    ",
    "<b>",
    "<http://a.b/*(c>",
    "<!--",
    "-->",
    "&ast;",
    "&#42;",
    "é",
    "😀",
    "\u{FE0E}",
];
const CJK: &[&str] = &[
    "中",
    "文",
    "（",
    "）",
    "：",
    "。",
    "《",
    "가",
    "𠀀",
    "\u{FE01}",
    "\u{E0100}",
    "\u{F0000}",
    "\u{F0001}",
    "[甲*（乙）*丙]",
    "[甲*（乙）*丙]: z\n",
    "[^甲*（乙）*丙]",
    "[^甲*（乙）*丙]: ",
    "<http://甲*（乙>",
    "\u{1BC9F}",
    "&#x1bc9f;",
    "**甲：**乙",
];

fn mixture(pieces: &'static [&'static str], more: &'static [&'static str]) -> impl Strategy<Value = String> {
    let all: Vec<&str> = pieces.iter().chain(more).chain(more).copied().collect();
    proptest::collection::vec(select(all), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn without_cjk_nothing_changes(text in mixture(PIECES, &[])) {
        prop_assert_eq!(events(&text, &[], OPTIONS), plain(&text));
    }

    #[test]
    fn any_text_without_cjk_stays(text in "[ -~\\n\\u{80}-\\u{10FF}\\u{2010}-\\u{2027}]{0,60}") {
        prop_assert_eq!(events(&text, &[], OPTIONS), plain(&text));
    }

    #[test]
    fn with_cjk_only_emphasis_changes(text in mixture(PIECES, CJK)) {
        let values = ["值".to_owned(), "v".to_owned()];
        let (found, plain) = (events(&text, &values, OPTIONS), plain(&text));
        prop_assert_eq!(skeleton(&found), skeleton(&plain));
        for (event, range) in &found {
            let source = text.get(range.clone());
            prop_assert!(source.is_some(), "{:?}", range);
            // Texts that stand in the source as they are shown are where they are said to be.
            if let Event::Text(shown) = event && source.is_some_and(|source| source.len() == shown.len()) {
                prop_assert_eq!(source, Some(&**shown));
            }
            match event {
                Event::Start(pulldown_cmark::Tag::Strong) => {
                    let source = source.unwrap_or_default();
                    prop_assert!(["**", "__"].iter().any(|run| source.starts_with(run) && source.ends_with(run)));
                }
                Event::Start(pulldown_cmark::Tag::Emphasis) => {
                    let source = source.unwrap_or_default();
                    prop_assert!(["*", "_"].iter().any(|run| source.starts_with(run) && source.ends_with(run)));
                }
                _ => {}
            }
        }
        let _ = read(&text, &values, &[]).html(&mut |_| Resolved::Nowhere);
    }
}
