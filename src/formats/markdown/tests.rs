//! What Markdown becomes, example by example.

use super::{Document, FaultKind, Resolved, Unread, quoted, read};

fn html(text: &str) -> String {
    let document = read(text, &[], &[]);
    document.html(&mut |target| match target.destination.contains("://") {
        true => Resolved::Outside(target.destination.to_owned()),
        false => Resolved::Within(target.destination.to_owned()),
    })
}

fn anchors(document: &Document) -> Vec<String> {
    document.headings.iter().map(|heading| heading.anchor.clone()).collect()
}

#[test]
fn anchors_are_the_headings_as_written() {
    let document = read("## 报名 与 提交\n\n### 费用\n\n## 费用\n\n## 联系人\n", &[], &["联系人"]);
    assert_eq!(anchors(&document), ["报名-与-提交", "费用", "费用-2", "联系人-2"]);
    let html = document.html(&mut |_| Resolved::Nowhere);
    assert!(html.starts_with("<h2 id=\"报名-与-提交\">报名 与 提交</h2>\n<h3 id=\"费用\">"), "{html}");
}

#[test]
fn line_breaks_vanish_between_han_characters_only() {
    assert_eq!(html("各单位按\n**通知**\n办理"), "<p>各单位按<strong>通知</strong>办理</p>\n");
    assert_eq!(html("发到\nabc 邮箱\n2025年"), "<p>发到\nabc 邮箱\n2025年</p>\n");
}

#[test]
fn a_quoted_value_is_never_taken_for_markdown() {
    let quote = quoted(0).expect("the first of many");
    let text = format!("见 {quote} 与 `{quote}`\n");
    let values = ["*<b>*[x](y)".to_owned()];
    let document = read(&text, &values, &[]);
    assert_eq!(document.faults, []);
    let html = document.html(&mut |_| Resolved::Nowhere);
    assert_eq!(html, "<p>见 *&lt;b&gt;*[x](y) 与 <code>*&lt;b&gt;*[x](y)</code></p>\n");
}

#[test]
fn links_to_other_sites_do_not_hand_over_the_window() {
    assert_eq!(
        html("[甲](a.md)、[乙](https://b.example/?x=1&y=2)"),
        "<p><a href=\"a.md\">甲</a>、<a href=\"https://b.example/?x=1&amp;y=2\" rel=\"noopener\">乙</a></p>\n"
    );
    assert_eq!(html("<a@b.example>"), "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n");
    assert_eq!(html("![图 *甲*](a.png)"), "<p><img src=\"a.png\" alt=\"图 甲\" loading=\"lazy\"></p>\n");
}

#[test]
fn a_destination_is_found_where_it_is_written() {
    let text = "见[一](x.md)、[x.md](x.md)";
    let mut found = Vec::new();
    read(text, &[], &[]).html(&mut |target| {
        found.push((target.destination.to_owned(), target.range.clone()));
        Resolved::Nowhere
    });
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, range)| &text[range.clone()] == "x.md"), "{found:?}");
    assert_eq!(found[1].1.start, text.rfind("x.md").expect("it is there"));
}

#[test]
fn tables_have_headers_and_scroll_by_keyboard() {
    assert_eq!(
        html("## 名额\n\n|单位|人数|\n|---|--:|\n|学会|5|\n"),
        "<h2 id=\"名额\">名额</h2>\n\
         <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格：名额\">\n<table>\n\
         <thead>\n<tr><th scope=\"col\">单位</th><th scope=\"col\" class=\"align-right\">人数</th></tr>\n</thead>\n\
         <tbody>\n<tr><td>学会</td><td class=\"align-right\">5</td></tr>\n</tbody>\n</table>\n</div>\n"
    );
}

#[test]
fn a_paragraph_beside_a_table_is_its_caption() {
    let table = "|单位|人数|\n|---|--:|\n|学会|5|\n";
    let captions = |text: &str| -> Vec<String> {
        let html = html(text);
        let found = html.split("<caption id=\"").skip(1);
        found.map(|part| part.split_once("</caption>").expect("it ends").0.to_owned()).collect()
    };
    let before = format!("## 名额\n\n表：各类单位的**名额**\n\n{table}\n后文\n");
    assert!(
        html(&before).contains(
            "</h2>\n<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"table-1\">\n<table>\n\
             <caption id=\"table-1\">各类单位的<strong>名额</strong></caption>\n<thead>\n"
        ),
        "{}",
        html(&before)
    );
    assert!(!html(&before).contains("表：") && html(&before).ends_with("</div>\n<p>后文</p>\n"));
    assert_eq!(captions(&format!("{table}\nTable: Quotas\n\n后文\n")), ["table-1\">Quotas"]);
    assert_eq!(captions(&format!("表 2：名额\n\n{table}")), ["table-1\">表 2：名额"]);
    assert_eq!(captions(&format!("表：甲\n{table}")), ["table-1\">甲"], "without a blank line before it");
    // Between two tables it belongs to the second; a table has one caption.
    assert_eq!(captions(&format!("{table}\n表：乙\n\n{table}\n表：丙\n")), ["table-1\">乙"]);
    assert_eq!(captions(&format!("表：甲\n\n{table}\n表：乙\n\n{table}")), ["table-1\">甲", "table-2\">乙"]);
    assert_eq!(captions(&format!("## table-1\n\n表：甲\n\n{table}")), ["table-2\">甲"], "no anchor twice");
    for other in ["表：远处\n\n正文\n\n", "表格：名额\n\n", "表：\n\n", "见表：名额\n\n", "- 表：名额\n\n"]
    {
        assert_eq!(captions(&format!("{other}{table}")), [""; 0], "{other}");
    }
    // Links in a caption are followed once, and are found where they stand.
    let text = format!("{table}\n表：[甲](a.md)\n");
    let mut followed = Vec::new();
    read(&text, &[], &[]).html(&mut |target| {
        followed.push(text[target.range.clone()].to_owned());
        Resolved::Nowhere
    });
    assert_eq!(followed, ["a.md"]);
}

#[test]
fn an_empty_corner_makes_the_first_column_headings() {
    let html = html("||上半年|下半年|\n|---|---|---|\n|学会|5|6|\n");
    assert!(html.contains("<tr><td></td><th scope=\"col\">上半年</th>"), "{html}");
    assert!(html.contains("<tr><th scope=\"row\">学会</th><td>5</td><td>6</td></tr>"), "{html}");
}

#[test]
fn footnotes_lead_there_and_back() {
    let html = html("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注一\n\n[^b]: 注二\n");
    assert!(
        html.contains(
            "甲<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" aria-label=\"脚注1\">1</a></sup>乙"
        )
    );
    assert!(html.contains("id=\"fnref-1-2\""), "{html}");
    let notes = html.split_once("<ol>").map(|(_, notes)| notes).unwrap_or_default();
    assert!(notes.starts_with("\n<li id=\"fn-1\"><p>注二 <a class=\"footnote-back\" href=\"#fnref-1\""), "{html}");
    assert!(notes.contains("<li id=\"fn-2\"><p>注一 <a class=\"footnote-back\" href=\"#fnref-2\""), "{html}");
}

#[test]
fn links_that_a_slip_made_text_are_faults() {
    let faults = |text: &str| -> Vec<(FaultKind, String)> {
        let document = read(text, &[], &[]);
        document.faults.iter().map(|fault| (fault.kind.clone(), text[fault.range.clone()].to_owned())).collect()
    };
    let unread = |address: &str, why| vec![(FaultKind::UnreadLink(address.to_owned(), why), address.to_owned())];
    assert_eq!(faults("见[系统](http://a.example/ b)。\n"), unread("http://a.example/ b", Unread::Blank));
    assert_eq!(faults("见[系统](http://a.example）和(b)\n"), unread("http://a.example", Unread::FullWidthBracket));
    for sound in ["[a](http://a.example \"题\")", "`[a](http://b c)`", "    [a](http://b c)", "（见 http://a b）"] {
        assert_eq!(faults(sound), [], "{sound}");
    }
}

#[test]
fn raw_html_and_first_level_headings_are_faults() {
    let text = "# 题\n\n<div>\n\n甲<br>乙\n\n`<i>` \\<b>\n";
    let document = read(text, &[], &[]);
    let found: Vec<_> = document.faults.iter().map(|fault| &text[fault.range.clone()]).collect();
    assert_eq!(found, ["# 题", "<div>", "<br>"]);
    let html = document.html(&mut |_| Resolved::Nowhere);
    assert!(html.ends_with("<p>甲乙</p>\n<p><code>&lt;i&gt;</code> &lt;b&gt;</p>\n"), "{html}");
}
