//! The overview of all slips and reminders, for whoever sends them.

use super::findings::{Found, Party};
use super::letter::{Kind, Letter};
use crate::diagnostic::Severity;
use crate::export::Roster;
use crate::export::report::STYLE;
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::model::{UnitLine, address};
use crate::source::integrity;

/// A line of the overview.
pub(super) struct Entry {
    name: String,
    /// The class of its colour, and the word.
    state: [&'static str; 2],
    accepted: usize,
    errors: usize,
    warnings: usize,
    /// Folder and name of the letter, without an extension.
    letter: Option<String>,
    /// The names of the marked copies in the folder.
    copies: Vec<String>,
    folder: String,
}

/// Where the letter of a party lies, and what lies beside it.
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) copies: Vec<String>,
}

impl Entry {
    pub(super) fn of_unit(unit: &UnitLine, found: Option<&Found>, folder: Folder, letter: Option<&Letter>) -> Entry {
        let errors = found.map_or(0, Found::errors);
        let state = match (letter.map(|letter| letter.kind), errors) {
            (Some(Kind::Reminder), _) => ["bad", "未报送"],
            (Some(Kind::Slip), 1..) => ["bad", "需改正"],
            (Some(Kind::Slip), 0) => ["warn", "请核对"],
            (None, _) if unit.reported() => ["good", "无需改正"],
            (None, _) => ["plain", "未报送"],
        };
        Entry {
            name: veiled(&unit.unit).into_owned(),
            state,
            accepted: unit.statuses[0],
            errors,
            warnings: found.map_or(0, |found| found.count(Severity::Warning)),
            letter: letter.map(|letter| format!("{}/{}", folder.name, letter.kind.file())),
            copies: folder.copies,
            folder: folder.name,
        }
    }

    pub(super) fn of_other(party: &Party, found: &Found, folder: Folder, letter: &Letter) -> Entry {
        let name = match party {
            Party::Unit(unit) => veiled(unit).into_owned(),
            Party::Sender(sender) => format!("未知单位（发件人 {}）", veiled(sender)),
            Party::Nobody => "未知单位".to_owned(),
        };
        Entry {
            name,
            state: if found.errors() > 0 { ["bad", "需改正"] } else { ["warn", "请核对"] },
            accepted: 0,
            errors: found.errors(),
            warnings: found.count(Severity::Warning),
            letter: Some(format!("{}/{}", folder.name, letter.kind.file())),
            copies: folder.copies,
            folder: folder.name,
        }
    }
}

/// The page: no script, links to the files beside it.
pub(super) fn page(roster: &Roster, entries: &[Entry]) -> String {
    let policy =
        format!("default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'", integrity(STYLE.as_bytes()));
    let mut html = Html::document("zh-CN");
    html.open("head", &[]);
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    html.void("meta", &[("name", "robots"), ("content", "noindex")]);
    html.leaf("title", &[], &format!("退回单与催报 — {}", roster.summary.title));
    html.open("style", &[]);
    html.verbatim(STYLE);
    html.up(2);
    html.open("body", &[]);
    html.open("header", &[("class", "banner")]);
    html.leaf("p", &[("class", "eyebrow")], "退回单与催报");
    html.leaf("h1", &[], &roster.summary.title);
    html.leaf("p", &[("class", "lead")], &lead(entries));
    html.close();
    html.open("main", &[("id", "main")]);
    html.open("section", &[("aria-labelledby", "units")]);
    html.leaf("h2", &[("id", "units")], "各单位");
    html.open("div", &[("class", "frame"), ("tabindex", "0"), ("role", "group"), ("aria-labelledby", "units")]);
    table(&mut html, entries);
    html.up(3);
    html.open("footer", &[]);
    html.leaf("p", &[], "网页版可以整页复制到邮件正文，Word 版供打印或作附件，文字版供粘贴到聊天里。标注副本随退回单一起发。发出前请看一遍。");
    html.finish()
}

fn lead(entries: &[Entry]) -> String {
    let of = |word: &str| entries.iter().filter(|entry| entry.state[1] == word).count();
    format!("需改正 {}，请核对 {}，未报送 {}，无需改正 {}。", of("需改正"), of("请核对"), of("未报送"), of("无需改正"))
}

fn table(html: &mut Html, entries: &[Entry]) {
    html.open("table", &[("aria-labelledby", "units")]);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for (label, class) in [
        ("单位", "t"),
        ("情况", "t"),
        ("通过", "n"),
        ("请改正", "n"),
        ("请核对", "n"),
        ("退回单或催报", "t"),
        ("标注副本", "t"),
    ] {
        html.leaf("th", &[("scope", "col"), ("class", class)], label);
    }
    html.up(2);
    html.open("tbody", &[]);
    for entry in entries {
        html.open("tr", &[]);
        html.leaf("th", &[("scope", "row")], &entry.name);
        html.open("td", &[]);
        html.leaf("span", &[("class", &format!("tag {}", entry.state[0]))], entry.state[1]);
        html.close();
        for count in [entry.accepted, entry.errors, entry.warnings] {
            html.leaf("td", &[("class", "n")], &count.to_string());
        }
        html.open("td", &[("class", "file")]);
        if let Some(letter) = &entry.letter {
            for (index, (extension, word)) in
                [("html", "网页（邮件）"), ("docx", "Word"), ("txt", "文字（聊天）")].iter().enumerate()
            {
                if index > 0 {
                    html.text("　");
                }
                html.leaf("a", &[("href", &address::encoded(&format!("{letter}.{extension}")))], word);
            }
        }
        html.close();
        html.open("td", &[("class", "file")]);
        copies(html, entry);
        html.up(2);
    }
    html.up(2);
}

/// The links lead to the files under their own names; of numbers in these nothing is shown in full.
fn copies(html: &mut Html, entry: &Entry) {
    for (index, copy) in entry.copies.iter().enumerate() {
        if index > 0 {
            html.void("br", &[]);
        }
        html.leaf("a", &[("href", &address::encoded(&format!("{}/{copy}", entry.folder)))], &veiled(copy));
    }
}
