//! Classes and the programme as a whole under the rules that count for them, and the classes' seats.

use super::{Page, words};
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::model::{GroupLine, Per};

impl Page<'_> {
    /// Nothing where no rule counts for them; the rows are those of 名额核对.
    pub(super) fn groups(&self, html: &mut Html) {
        let groups = &self.roster.summary.groups;
        if groups.is_empty() {
            return;
        }
        self.section(html, "groups");
        self.still_table(
            html,
            "groups",
            &[
                ("班次或项目", "Class or programme", "t"),
                ("范围", "Scope", "t"),
                ("实有", "Found", "n"),
                ("限额", "Limit", "n"),
                ("结论", "Verdict", "t"),
                ("核对内容", "Rule", "t"),
                ("依据", "Basis", "t"),
            ],
        );
        groups.iter().for_each(|line| self.group(html, line));
        html.up(4);
    }

    fn group(&self, html: &mut Html, line: &GroupLine) {
        let scope = match line.per {
            Per::Class => self.say("班次", "class"),
            _ => self.say("全项目", "programme"),
        };
        html.open("tr", &[]);
        html.leaf("th", &[("scope", "row")], &veiled(&line.group));
        html.leaf("td", &[("class", "short")], scope);
        for count in [line.rule.actual, line.rule.limit] {
            html.leaf("td", &[("class", "n")], &count.to_string());
        }
        html.open("td", &[]);
        let light = format!("tag {}", words::verdict_light(line.verdict));
        html.leaf("span", &[("class", &light)], words::verdict(line.verdict, self.lang));
        html.close();
        for text in [&line.rule.text, &line.rule.basis] {
            html.leaf("td", &[("class", "file")], &veiled(text));
        }
        html.close();
    }
}
