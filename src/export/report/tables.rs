//! Totals, units, people and received files as tables.

use super::{Page, SHOWN, UNITS_SHOWN, words};
use crate::diagnostic::Severity;
use crate::export::columns::unit_text;
use crate::export::ledger::{codes, mail_words, request};
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::lang::Lang;
use crate::model::{LedgerLine, Record, Status, UnitLine, UnitRule};

impl Page<'_> {
    pub(super) fn headline(&self, html: &mut Html) {
        let counts = self.roster.summary.counts;
        self.section(html, "overview");
        html.open("div", &[("class", "tiles")]);
        let files = [
            ("read", ["已读取", "read"], counts.read, "ledger?fate=read"),
            ("unreadable", ["读不出", "unreadable"], counts.unreadable, "ledger?fate=unreadable"),
            ("ignored", ["略过或已展开", "ignored or opened"], counts.ignored, ""),
        ];
        self.tile(html, ("files", ["收到文件", "Files received"], counts.files), &files);
        let records = [
            ("accepted", ["通过", "accepted"], counts.accepted, "people?status=accepted"),
            ("rejected", ["退回", "rejected"], counts.rejected, "people?status=rejected"),
            ("held", ["待核", "held"], counts.held, "people?status=held"),
            ("superseded", ["被替换", "superseded"], counts.superseded, "people?status=superseded"),
        ];
        self.tile(html, ("records", ["人选记录", "People's records"], counts.records), &records);
        let units = &self.roster.summary.units;
        let reported = units.iter().filter(|unit| unit.reported()).count();
        let split = [
            ("reported", ["已报送", "reported"], reported, "units?state=1"),
            ("silent", ["未报送", "nothing yet"], units.len() - reported, "units?state=0"),
        ];
        self.tile(html, ("units", ["单位", "Units"], units.len()), &split);
        let problems = &self.roster.summary.problems;
        let of = |severity: Severity| problems.iter().filter(|it| it.severity == severity).count();
        let split = [
            ("error", ["错误", "errors"], of(Severity::Error), "problems?severity=error"),
            ("warning", ["提醒", "warnings"], of(Severity::Warning), "problems?severity=warning"),
            ("note", ["说明", "notes"], of(Severity::Note), "problems?severity=note"),
        ];
        self.tile(html, ("problems", ["问题", "Problems"], problems.len()), &split);
        html.close();
        self.progress(html);
        html.close();
    }

    /// A total and what it splits into. The script makes links of the parts, to the table narrowed down to them.
    fn tile(
        &self,
        html: &mut Html,
        (key, label, total): (&str, [&str; 2], usize),
        parts: &[(&str, [&str; 2], usize, &str)],
    ) {
        html.open("dl", &[("class", "tile")]);
        html.open("div", &[("class", "total")]);
        html.leaf("dt", &[], self.say(label[0], label[1]));
        html.leaf("dd", &[("data-count", key)], &total.to_string());
        html.close();
        for (key, label, count, go) in parts {
            // Nothing is wrong with none of it.
            let class = if *count > 0 { *key } else { "zero" };
            html.open("div", &[("class", class), ("data-go", *go)]);
            html.leaf("dt", &[], self.say(label[0], label[1]));
            html.leaf("dd", &[("data-count", *key)], &count.to_string());
            html.close();
        }
        html.close();
    }

    pub(super) fn units(&self, html: &mut Html) {
        let units = &self.roster.summary.units;
        self.section(html, "units");
        self.unit_filters(html);
        self.table(
            html,
            "units",
            &[
                ("推荐单位", "Unit", "t"),
                ("单位类别", "Category", "t"),
                ("报送情况", "State", "t"),
                ("文件", "Files", "n"),
                ("通过", "Accepted", "n"),
                ("退回", "Rejected", "n"),
                ("待核", "Held", "n"),
                ("被替换", "Superseded", "n"),
                ("名额核对", "Quotas", "t"),
            ],
        );
        units.iter().take(UNITS_SHOWN).for_each(|unit| self.unit(html, unit));
        html.up(3);
        self.rest(html, units.len(), UNITS_SHOWN);
        html.close();
    }

    fn unit(&self, html: &mut Html, unit: &UnitLine) {
        html.open("tr", &[]);
        html.leaf("th", &[("scope", "row")], &veiled(&unit.unit));
        html.leaf("td", &[], &veiled(unit.category.as_deref().unwrap_or_default()));
        html.open("td", &[]);
        let light = format!("tag {}", words::state_light(unit.state));
        html.leaf("span", &[("class", &light)], unit.state.label(self.lang));
        html.close();
        for count in [unit.files].into_iter().chain(unit.statuses) {
            html.leaf("td", &[("class", "n")], &count.to_string());
        }
        html.open("td", &[]);
        if unit.reported() {
            let class = format!("tag {}", words::verdict_light(unit.verdict));
            html.leaf("span", &[("class", &class)], words::verdict(unit.verdict, self.lang));
        }
        if !unit.rules.is_empty() {
            html.open("ul", &[("role", "list"), ("class", "rules")]);
            for rule in &unit.rules {
                let light = words::verdict_light(self.verdicts.of(unit, rule));
                html.leaf("li", &[("class", light)], &self.rule(unit, rule));
            }
            html.close();
        }
        html.up(2);
    }

    /// `不超过5人：限额 5，实有 6，不符合（名额分配第1项）`
    pub(super) fn rule(&self, unit: &UnitLine, rule: &UnitRule) -> String {
        let verdict = words::verdict(self.verdicts.of(unit, rule), self.lang);
        let UnitRule { text, basis, actual, limit, .. } = rule;
        match self.lang {
            Lang::Zh => format!("{text}：限额 {limit}，实有 {actual}，{verdict}（{basis}）"),
            Lang::En => format!("{text}: limit {limit}, found {actual}, {verdict} ({basis})"),
        }
    }

    pub(super) fn people(&self, html: &mut Html) {
        let records = &self.roster.summary.records;
        self.section(html, "people");
        self.people_filters(html);
        self.table(
            html,
            "people",
            &[
                ("状态", "Status", "t"),
                ("姓名", "Name", "t"),
                ("推荐单位", "Unit", "t"),
                ("表单", "Form", "t"),
                ("文件", "File", "t"),
                ("第几条", "No.", "n"),
                ("问题代码", "Problems", "t"),
            ],
        );
        records.iter().take(SHOWN).for_each(|record| self.person(html, record));
        html.up(3);
        self.rest(html, records.len(), SHOWN);
        html.close();
    }

    fn person(&self, html: &mut Html, record: &Record) {
        let [name, unit, form, file] = self.person_words(record);
        html.open("tr", &[]);
        html.open("td", &[]);
        html.leaf("span", &[("class", status_class(record.status))], record.status.label(self.lang));
        html.close();
        html.leaf("th", &[("scope", "row")], &name);
        for text in [unit, form] {
            html.leaf("td", &[], &text);
        }
        html.leaf("td", &[("class", "file")], &file);
        html.leaf("td", &[("class", "n")], &record.number.to_string());
        html.leaf("td", &[("class", "code")], &record_codes(record).join(" "));
        html.close();
    }

    /// Name, unit, form and file, with all numbers masked. Who has no name, as in opinions on a class, has a number.
    pub(super) fn person_words(&self, record: &Record) -> [String; 4] {
        let form = self.roster.form(&record.form);
        let name = Some(record.person_name(form)).filter(|name| !name.trim().is_empty());
        let name = name
            .unwrap_or_else(|| self.lang.pick(format!("第{}条", record.number), format!("record {}", record.number)));
        let title = form.map_or(&*record.form, |form| form.title.as_str());
        let (unit, file) = (unit_text(form, record), self.roster.file_name(record));
        [name.as_str(), &unit, title, file].map(|text| veiled(text).into_owned())
    }

    pub(super) fn ledger(&self, html: &mut Html) {
        let lines = &self.roster.summary.ledger;
        self.section(html, "ledger");
        self.ledger_filters(html);
        self.table(
            html,
            "ledger",
            &[
                ("文件", "File", "t"),
                ("处理结果", "Outcome", "t"),
                ("原因与请求", "Why, and what to ask for", "t"),
                ("收到时间", "Arrived", "t"),
                ("发件人", "Sender", "t"),
                ("推荐单位", "Unit", "t"),
                ("人选记录", "Records", "n"),
                ("问题代码", "Problems", "t"),
            ],
        );
        lines.iter().take(SHOWN).for_each(|line| self.line(html, line));
        html.up(3);
        self.rest(html, lines.len(), SHOWN);
        html.close();
    }

    fn line(&self, html: &mut Html, line: &LedgerLine) {
        let [file, fate, why, arrived, sender, units, codes] = self.line_words(line);
        html.open("tr", &[]);
        html.leaf("th", &[("scope", "row"), ("class", "file")], &file);
        html.open("td", &[]);
        html.leaf("span", &[("class", &format!("tag {}", words::fate_light(&line.fate)))], &fate);
        html.close();
        for text in [why, arrived, sender, units] {
            html.leaf("td", &[], &text);
        }
        html.leaf("td", &[("class", "n")], &line.records.to_string());
        html.leaf("td", &[("class", "code")], &codes);
        html.close();
    }

    /// File, outcome, reason with what to ask the sender for, arrival, sender, units and codes.
    pub(super) fn line_words(&self, line: &LedgerLine) -> [String; 7] {
        let [fate, reason] = words::fate(line, self.lang);
        let [arrived, sender] = mail_words(line, self.roster.sources);
        let why: Vec<String> = [reason, request(line, self.lang)].into_iter().filter(|it| !it.is_empty()).collect();
        let file = veiled(&self.roster.sources.get(line.source).name).into_owned();
        let (why, units) = (why.join(self.say("。", ". ")), line.units.join(self.say("、", ", ")));
        [file, fate, veiled(&why).into_owned(), arrived, sender, veiled(&units).into_owned(), codes(line)]
    }

    /// Opens a table down to its body, in a frame that scrolls sideways on narrow screens. The script sorts it and turns
    /// its pages.
    pub(super) fn table(&self, html: &mut Html, id: &str, columns: &[(&str, &str, &str)]) {
        self.heads(html, id, columns, true);
        html.open("tbody", &[("data-rows", "")]);
    }

    /// The same of a short table, which the script leaves as it is.
    pub(super) fn still_table(&self, html: &mut Html, id: &str, columns: &[(&str, &str, &str)]) {
        self.heads(html, id, columns, false);
        html.open("tbody", &[]);
    }

    fn heads(&self, html: &mut Html, id: &str, columns: &[(&str, &str, &str)], sorted: bool) {
        let label = format!("{id}-heading");
        html.open("div", &[("class", "frame"), ("tabindex", "0"), ("role", "group"), ("aria-labelledby", &label)]);
        html.open("table", &[("aria-labelledby", &label)]);
        html.open("thead", &[]);
        html.open("tr", &[]);
        for (zh, en, kind) in columns {
            let class = if *kind == "n" { "n" } else { "t" };
            let attributes = [("scope", "col"), ("class", class), ("data-sort", *kind)];
            html.leaf("th", &attributes[..if sorted { 3 } else { 2 }], self.say(zh, en));
        }
        html.up(2);
    }

    /// Tells readers without script how many more there are.
    pub(super) fn rest(&self, html: &mut Html, all: usize, shown: usize) {
        if all > shown {
            let more = all - shown;
            let words = match self.lang {
                Lang::Zh => format!("其余 {more} 条见 summary.xlsx。"),
                Lang::En => format!("The other {more} are in summary.xlsx."),
            };
            html.leaf("p", &[("class", "rest"), ("data-rest", "")], &words);
        }
    }
}

/// The codes of a record's problems, each once.
pub(super) fn record_codes(record: &Record) -> Vec<&'static str> {
    let mut codes: Vec<_> = record.problems.iter().map(|problem| problem.code.0).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Accepted => "tag good",
        Status::Rejected => "tag bad",
        Status::Held => "tag warn",
        Status::Superseded => "tag plain",
    }
}
