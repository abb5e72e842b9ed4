//! A letter as the body of a mail: tables and inline styles only, which mail programs keep; no script, nothing from outside.

use super::letter::{Fact, Letter, Part, Told};
use crate::formats::html::Html;

const PAPER: &str = "margin:0;padding:0;background-color:#ffffff";
const SHEET: &str = "width:100%;max-width:720px;border-collapse:collapse;color:#1e2328;font-size:15px;line-height:1.75;font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
const CELL: &str = "padding:20px 24px";
const EYEBROW: &str = "margin:0;color:#5f676e;font-size:14px";
const SMALL: &str = "margin:14px 0 0;color:#5f676e;font-size:14px";
const TITLE: &str = "margin:0 0 16px;font-size:22px;line-height:1.5;font-weight:bold;color:#1c4a68";
const TEXT: &str = "margin:0 0 10px";
const FILE: &str = "margin:22px 0 8px;font-size:16px;font-weight:bold;color:#1c4a68";
const TABLE: &str = "width:100%;border-collapse:collapse;font-size:14px;line-height:1.65";
const HEAD: &str =
    "border:1px solid #c9c4b6;background-color:#f3f1ea;padding:6px 10px;text-align:left;font-weight:bold";
const BODY: &str = "border:1px solid #c9c4b6;padding:6px 10px;text-align:left;vertical-align:top";
const NARROW: &str = "border:1px solid #c9c4b6;padding:6px 10px;text-align:center;vertical-align:top;width:28px";
const MUST: &str = "color:#a32626;font-weight:bold";
const MAY: &str = "color:#8a4b0f;font-weight:bold";
const MEND: &str = "color:#1f6a4d";
const LINK: &str = "color:#1c4a68;display:inline-block;padding:1px 0";
const REQUEST: &str = "margin:22px 0 14px;padding:12px 16px;background-color:#e8eff3;color:#12374f";
const LABEL: &str = "border-top:1px solid #e4e0d6;padding:6px 12px 6px 0;text-align:left;vertical-align:top;white-space:nowrap;font-weight:bold;width:72px";
const FACT: &str = "border-top:1px solid #e4e0d6;padding:6px 0;text-align:left;vertical-align:top";

/// The page, which can also be opened and printed by itself.
pub(super) fn page(letter: &Letter) -> String {
    let mut html = Html::document("zh-CN");
    html.open("head", &[]);
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "format-detection"), ("content", "telephone=no")]);
    html.leaf("title", &[], &format!("{}：{}", letter.title(), letter.programme));
    html.close();
    html.open("body", &[("style", PAPER)]);
    html.open("table", &[("role", "presentation"), ("align", "center"), ("style", SHEET)]);
    html.open("tr", &[]);
    html.open("td", &[("style", CELL)]);
    html.leaf("p", &[("style", EYEBROW)], &letter.programme);
    html.leaf("h1", &[("style", TITLE)], letter.title());
    html.leaf("p", &[("style", TEXT)], &format!("{}：", letter.addressee));
    letter.opening.iter().for_each(|line| html.leaf("p", &[("style", TEXT)], line));
    let mut number = 0;
    letter.parts.iter().for_each(|part| points(&mut html, part, &mut number));
    html.leaf("p", &[("style", REQUEST)], &letter.request);
    facts(&mut html, letter);
    html.finish()
}

fn points(html: &mut Html, part: &Part, number: &mut usize) {
    html.leaf("h2", &[("style", FILE)], &part.file);
    if let Some(marked) = part.where_marked() {
        html.leaf("p", &[("style", TEXT)], &format!("下面各处{marked}，可以直接在副本上改。"));
    }
    html.open("table", &[("style", TABLE)]);
    html.open("tr", &[]);
    for label in ["序号", "人选与位置", "问题与改法"] {
        html.leaf("th", &[("scope", "col"), ("style", HEAD)], label);
    }
    html.close();
    for point in &part.points {
        *number += 1;
        html.open("tr", &[]);
        html.leaf("td", &[("style", NARROW)], &number.to_string());
        html.leaf("td", &[("style", BODY)], if point.place.is_empty() { "整份表" } else { &point.place });
        html.open("td", &[("style", BODY)]);
        words(html, point);
        html.up(2);
    }
    html.close();
}

fn words(html: &mut Html, point: &Told) {
    let (style, word) = if point.must { (MUST, "请改正") } else { (MAY, "请核对") };
    html.leaf("span", &[("style", style)], word);
    html.text("　");
    html.text(&point.message);
    if let Some(mend) = &point.mend {
        html.void("br", &[]);
        html.leaf("span", &[("style", MEND)], "怎么改");
        html.text("　");
        html.text(mend);
    }
    if let Some(page) = &point.page {
        html.void("br", &[]);
        html.leaf("a", &[("href", page), ("style", LINK)], &format!("{} 详细说明", point.code));
    }
}

fn facts(html: &mut Html, letter: &Letter) {
    html.open("table", &[("role", "presentation"), ("style", TABLE)]);
    letter.facts.iter().for_each(|it| fact(html, it));
    if let Some(copy) = &letter.copy {
        html.open("tr", &[]);
        html.leaf("td", &[("style", LABEL)], "抄送");
        html.leaf("td", &[("style", FACT)], copy);
        html.close();
    }
    html.close();
    html.leaf("p", &[("style", SMALL)], "号码只显示前三位和后四位。");
}

fn fact(html: &mut Html, fact: &Fact) {
    html.open("tr", &[]);
    html.leaf("td", &[("style", LABEL)], fact.label);
    html.open("td", &[("style", FACT)]);
    for (index, line) in fact.lines.iter().enumerate() {
        if index > 0 {
            html.void("br", &[]);
        }
        match &line.url {
            Some(url) => html.leaf("a", &[("href", url), ("style", LINK)], &line.text),
            None => html.text(&line.text),
        }
    }
    html.up(2);
}
