//! `report.html`: the summary as one page that opens from disk: figures, charts, and tables to look things up in.
//!
//! It is written here and not by a template: it carries its whole data within itself, of ten thousand people if need be,
//! and what it may show of them is no matter of looks. All of it can be read without script, the long tables up to
//! [`SHOWN`]; the script draws them whole from the data block, page by page.

mod charts;
mod data;
mod decisions;
mod filters;
mod groups;
mod problems;
mod tables;
mod words;

use self::problems::Rows;
use super::Roster;
use super::bearing::Bearing;
use super::verdicts::Verdicts;
use crate::formats::html::Html;
use crate::lang::Lang;
use crate::report::Snippets;
use crate::source::integrity;

pub(super) const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// How many rows of a table stand in the page itself, for readers without script.
const SHOWN: usize = 100;
/// Units are what everybody asks for: more of them stand in the page.
const UNITS_SHOWN: usize = 500;

/// The whole page. No number of a person is in it in full.
pub(super) fn bytes(roster: &Roster) -> Vec<u8> {
    let page = Page {
        roster,
        lang: roster.lang,
        rows: Rows::new(roster, Bearing::new(roster.summary), Snippets::new(roster.sources)),
        verdicts: Verdicts::new(roster),
    };
    let mut html = Html::document(page.say("zh-CN", "en"));
    page.head(&mut html);
    html.open("body", &[]);
    page.banner(&mut html);
    html.open("main", &[("id", "main"), ("tabindex", "-1")]);
    page.headline(&mut html);
    page.units(&mut html);
    page.groups(&mut html);
    page.problems(&mut html);
    page.people(&mut html);
    page.decisions(&mut html);
    page.ledger(&mut html);
    page.figures(&mut html);
    html.close();
    page.foot(&mut html);
    page.data(&mut html);
    html.open("script", &[]);
    html.verbatim(SCRIPT);
    html.finish().into_bytes()
}

/// What all parts of the page draw from.
struct Page<'a> {
    roster: &'a Roster<'a>,
    lang: Lang,
    rows: Rows<'a>,
    verdicts: Verdicts<'a>,
}

impl Page<'_> {
    /// A text of the page's language.
    fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(zh, en)
    }

    fn head(&self, html: &mut Html) {
        let (style, script) = (integrity(STYLE.as_bytes()), integrity(SCRIPT.as_bytes()));
        let policy = format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
        );
        html.open("head", &[]);
        html.void("meta", &[("charset", "utf-8")]);
        html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
        html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        html.void("meta", &[("name", "format-detection"), ("content", "telephone=no")]);
        html.void("meta", &[("name", "robots"), ("content", "noindex")]);
        html.leaf("title", &[], &format!("{} — {}", self.say("汇总报告", "Report"), self.roster.summary.title));
        html.open("style", &[]);
        html.verbatim(STYLE);
        html.up(2);
    }

    fn banner(&self, html: &mut Html) {
        let summary = self.roster.summary;
        html.leaf("a", &[("class", "skip"), ("href", "#main")], self.say("跳到正文", "Skip to the text"));
        html.open("header", &[("class", "banner")]);
        html.leaf("p", &[("class", "eyebrow")], self.say("汇总报告", "Report"));
        html.leaf("h1", &[], &summary.title);
        let mut remarks = vec![format!("{} {}", self.say("项目", "Programme"), summary.programme)];
        remarks.extend(summary.as_of.map(|day| match self.lang {
            Lang::Zh => format!("年龄按 {day} 计算"),
            Lang::En => format!("ages as of {day}"),
        }));
        remarks.push(self.say("号码已遮盖", "numbers are masked").to_owned());
        html.leaf("p", &[("class", "lead")], &remarks.join(self.say("　·　", " · ")));
        html.open("nav", &[("aria-label", self.say("本页内容", "Contents"))]);
        html.open("ul", &[("role", "list")]);
        for (id, zh, en) in SECTIONS.into_iter().filter(|(id, ..)| self.has(id)) {
            html.open("li", &[]);
            html.leaf("a", &[("href", &format!("#{id}"))], self.say(zh, en));
            html.close();
        }
        html.up(3);
    }

    /// Whether there is such a part: some stand only where there is something to tell.
    fn has(&self, id: &str) -> bool {
        match id {
            "groups" => !self.roster.summary.groups.is_empty(),
            "decisions" => !self.roster.summary.decisions.is_empty(),
            _ => true,
        }
    }

    /// Opens a section under its heading.
    fn section(&self, html: &mut Html, id: &str) {
        let heading = format!("{id}-heading");
        html.open("section", &[("id", id), ("aria-labelledby", &heading)]);
        let title = SECTIONS.iter().find(|(known, ..)| *known == id).map_or(id, |(_, zh, en)| self.say(zh, en));
        html.leaf("h2", &[("id", &heading)], title);
    }

    fn foot(&self, html: &mut Html) {
        let words = self.say(
            "本页由 linghang 汇总时生成，含姓名等个人信息，请妥善保管，不要公开。身份证号、手机等号码只显示前三位和后四位；完整的号码在 summary.xlsx 里。",
            "This page was made by linghang compile. It holds names of people: keep it safe and do not publish it. Of numbers \
             only the first three and the last four digits are shown; summary.xlsx has them in full.",
        );
        html.open("footer", &[]);
        html.leaf("p", &[], words);
        html.close();
    }
}

/// The parts of the page, by their anchors.
const SECTIONS: [(&str, &str, &str); 8] = [
    ("overview", "总数", "Totals"),
    ("units", "单位报送情况", "Units"),
    ("groups", "班次与全项目核对", "Classes and programme"),
    ("problems", "问题清单", "Problems"),
    ("people", "人选记录", "People"),
    ("decisions", "裁定", "Decisions"),
    ("ledger", "收件台账", "Files received"),
    ("figures", "统计", "Figures"),
];

#[cfg(test)]
mod tests {
    use crate::export::testing::{card_example, decided_example, roster_example};
    use crate::lang::Lang;
    use crate::model::{GroupLine, Per, UnitRule, Verdict};

    #[test]
    fn the_page_says_all_without_script_and_shows_no_number_in_full() {
        let example = roster_example();
        let page = String::from_utf8(super::bytes(&example.roster(Lang::Zh))).expect("UTF-8");
        for part in [
            "<html lang=\"zh-CN\">",
            "<dd data-count=\"accepted\">4</dd>",
            "示例海洋学会",
            "238****0001",
            "限额 5，实有 6",
            "政治面貌：共 3，群众 3",
        ] {
            assert!(page.contains(part), "{part}\n\nis not in\n\n{page}");
        }
        let page = String::from_utf8(super::bytes(&card_example().roster(Lang::En))).expect("UTF-8");
        assert!(page.contains("<html lang=\"en\">") && !page.contains("110000198503070"), "{page}");
    }

    #[test]
    fn decisions_and_the_verdicts_on_classes_stand_in_it_where_there_are_any() {
        let mut example = decided_example();
        example.summary.decisions[0].decision.reason = "电话 13800000001 核实".into();
        let rule = UnitRule {
            rule: "capacity".into(),
            basis: "示例班".into(),
            text: "容量3人".into(),
            actual: 4,
            limit: 3,
            ok: false,
            provisional: false,
        };
        example.summary.groups =
            vec![GroupLine { per: Per::Class, group: "河南班".into(), verdict: Verdict::Broken, rule }];
        let page = |lang| String::from_utf8(super::bytes(&example.roster(lang))).expect("UTF-8");
        let seen = |page: &str| page.split_once("id=\"data\">").expect("data").0.to_owned();
        let zh = page(Lang::Zh);
        for part in [
            "裁定 3 条：起作用 2 条，没有起作用 1 条。",
            "示例材料研究会/汇总表.yaml 第2条 测试庚",
            "电话 138****0001 核实",
            "待核 → 通过",
            "收件里没有「丙.yaml」",
            "2025-08-13 16:30 收到，4 人",
            "<th scope=\"row\">河南班</th>",
            "<td class=\"n\">4</td>\n<td class=\"n\">3</td>",
            "href=\"#groups\"",
            "href=\"#decisions\"",
        ] {
            assert!(seen(&zh).contains(part), "{part}\n\nis not in\n\n{}", seen(&zh));
        }
        assert!(!zh.contains("13800000001"));
        let en = seen(&page(Lang::En));
        for part in ["Of these 2 took effect, 1 changed nothing", "held → accepted", "received 2025-08-13 16:30"] {
            assert!(en.contains(part), "{part}\n\nis not in\n\n{en}");
        }
        let bare = String::from_utf8(super::bytes(&roster_example().roster(Lang::Zh))).expect("UTF-8");
        assert!(!bare.contains("id=\"groups\"") && !bare.contains("id=\"decisions\""));
    }
}
