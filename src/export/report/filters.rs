//! The controls by which the script narrows the long tables down; they are hidden where no script runs.

use super::{Page, words};
use crate::diagnostic::Severity;
use crate::formats::html::Html;
use crate::model::{Status, Verdict};

/// A choice: its key, its label in both languages, and its options, value and label. Where there are none, the script fills
/// them in from the data.
struct Choice<'a> {
    key: &'a str,
    label: [&'a str; 2],
    options: Vec<(&'a str, &'a str)>,
}

impl Page<'_> {
    pub(super) fn problem_filters(&self, html: &mut Html) {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let choices = [
            Choice {
                key: "severity",
                label: ["级别", "Severity"],
                options: severities.map(|it| (it.id(), it.label(self.lang))).into(),
            },
            Choice { key: "unit", label: ["单位", "Unit"], options: Vec::new() },
            Choice { key: "code", label: ["代码", "Code"], options: Vec::new() },
            Choice {
                key: "order",
                label: ["次序", "Order"],
                options: vec![
                    ("severity", self.say("先看错误", "errors first")),
                    ("code", self.say("按代码", "by code")),
                    ("unit", self.say("按单位", "by unit")),
                ],
            },
        ];
        self.filters(html, &choices, &[("file", ["文件名", "File name"]), ("q", ["文字", "Words"])]);
    }

    pub(super) fn unit_filters(&self, html: &mut Html) {
        let verdicts = [Verdict::Broken, Verdict::Provisional, Verdict::Warned, Verdict::Ok];
        let choices = [
            Choice {
                key: "state",
                label: ["报送情况", "State"],
                options: vec![("1", self.say("已报送", "reported")), ("0", self.say("未报送", "nothing yet"))],
            },
            Choice {
                key: "verdict",
                label: ["名额结论", "Quotas"],
                options: verdicts.map(|it| (it.id(), words::verdict(it, self.lang))).into(),
            },
        ];
        self.filters(html, &choices, &[("q", ["单位名称", "Name"])]);
    }

    pub(super) fn people_filters(&self, html: &mut Html) {
        let choices = [
            Choice {
                key: "status",
                label: ["状态", "Status"],
                options: Status::ALL.map(|it| (it.id(), it.label(self.lang))).into(),
            },
            Choice { key: "unit", label: ["单位", "Unit"], options: Vec::new() },
        ];
        self.filters(html, &choices, &[("q", ["姓名、文件", "Name, file"])]);
    }

    pub(super) fn ledger_filters(&self, html: &mut Html) {
        let fates = [
            ("read", self.say("已读取", "read")),
            ("unreadable", self.say("读不出", "unreadable")),
            ("ignored", self.say("略过", "ignored")),
            ("expanded", self.say("已展开", "opened")),
        ];
        let choices = [Choice { key: "fate", label: ["处理结果", "Outcome"], options: fates.into() }];
        self.filters(html, &choices, &[("q", ["文件、单位、发件人", "File, unit, sender"])]);
    }

    pub(super) fn decision_filters(&self, html: &mut Html) {
        let choices = [
            Choice { key: "kind", label: ["裁定", "Decision"], options: Vec::new() },
            Choice {
                key: "applied",
                label: ["起作用", "Took effect"],
                options: vec![("1", words::applied(true, self.lang)), ("0", words::applied(false, self.lang))],
            },
        ];
        self.filters(html, &choices, &[("q", ["姓名、文件、理由", "Name, file, reason"])]);
    }

    fn filters(&self, html: &mut Html, choices: &[Choice], texts: &[(&str, [&str; 2])]) {
        html.open("form", &[("class", "filters"), ("data-filters", ""), ("hidden", "")]);
        for choice in choices {
            html.open("label", &[]);
            html.leaf("span", &[], self.say(choice.label[0], choice.label[1]));
            html.open("select", &[("name", choice.key)]);
            let first =
                if choice.key == "order" { self.say("按文件", "by file") } else { self.say("全部", "all") };
            html.leaf("option", &[("value", "")], first);
            for (value, label) in &choice.options {
                html.leaf("option", &[("value", value)], label);
            }
            html.up(2);
        }
        for (key, label) in texts {
            html.open("label", &[]);
            html.leaf("span", &[], self.say(label[0], label[1]));
            html.void("input", &[("type", "search"), ("name", key), ("autocomplete", "off"), ("spellcheck", "false")]);
            html.close();
        }
        html.leaf("button", &[("type", "reset")], self.say("清除", "Clear"));
        html.leaf("p", &[("role", "status"), ("data-found", "")], "");
        html.close();
    }
}
