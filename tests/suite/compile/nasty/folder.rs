//! What came in at a bad office in a bad week, made up: good and bad forms in every format, archives, mails, scans, copies,
//! corrections and rubbish, with what has to become of each file.

use std::collections::BTreeMap;

use super::Table;
use crate::compile::builders::{Office, PNG, card, card_of, id_number, person, roster};
use crate::compile::mails::{letter, mail};
use crate::compile::packed::{patched, zipped};
use crate::documents::ways::{workbook, workbook_blank};
use crate::documents::word::fill;
use crate::documents::{CARD, HEADER, PEOPLE, blank, from};

/// The files, and of each that the ledger has to tell, what became of it and how many records it holds.
#[derive(Default)]
pub struct Folder {
    pub files: Vec<(String, Vec<u8>)>,
    pub expected: BTreeMap<String, (&'static str, usize)>,
}

const READ: &str = "已读取";
const UNREADABLE: &str = "读不出";
const IGNORED: &str = "略过";
const OPENED: &str = "已展开";

/// The scan that is typed in, and a picture of it.
const SCAN: &str = "扫描/扫描件00.pdf";

impl Folder {
    pub fn new(office: &Office) -> Folder {
        let mut folder = Folder::default();
        folder.cards();
        folder.rosters();
        folder.corrections();
        folder.blanks(office);
        folder.packed();
        folder.mails();
        folder.rubbish();
        folder.expect("decisions.yaml", IGNORED, 0);
        folder.expect(SCAN, "已录入", 1);
        folder
    }

    fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>, fate: &'static str, records: usize) {
        self.files.push((name.to_owned(), bytes.into()));
        self.expect(name, fate, records);
    }

    fn expect(&mut self, name: &str, fate: &'static str, records: usize) {
        self.expected.insert(name.to_owned(), (fate, records));
    }

    /// Cards in YAML, one in three with something wrong, some that cannot be read at all.
    fn cards(&mut self) {
        for n in 0..200 {
            let name = format!("报名/单位{}/报名表{n:03}.yaml", n % 9);
            let own = human(n);
            let with = |changes: &[(&str, &str)]| card_of(n, &[&[("姓名", own.as_str())], changes].concat());
            let text = match n % 15 {
                0 => with(&[("手机", "1380000")]),
                1 => with(&[("身份证号", "110000198503070010")]),
                2 => with(&[("选择班次", "没有这个班")]),
                3 => with(&[("民族", "汉"), ("政治面貌", "党员")]),
                4 => with(&[("推荐单位", "从没听说过的学会")]),
                5 => with(&[("电子邮箱", ""), ("备用栏", "x")]),
                _ => with(&[]),
            };
            match n % 25 {
                23 => self.add(&name, text.replace(": ", "："), UNREADABLE, 0),
                24 => self.add(&name, encoding_rs::GBK.encode(&text).0.into_owned(), READ, 1),
                _ => self.add(&name, text, READ, 1),
            }
        }
        for n in 0..10 {
            let text = card_of(n * 7 + 6, &[("姓名", &human(n * 7 + 6))]);
            self.add(&format!("报名/转发/报名表{n}（副本）.yaml"), text, READ, 1);
        }
        for n in 0..8 {
            let photo = [("姓名", human(300 + n)), ("照片", format!("照片{n}.png"))];
            let photo = photo.each_ref().map(|(label, value)| (*label, value.as_str()));
            self.add(&format!("报名/带照片/表{n}.yaml"), card_of(300 + n, &photo), READ, 1);
            if n < 6 {
                self.add(&format!("报名/带照片/照片{n}.png"), PNG, IGNORED, 0);
            }
        }
    }

    /// Rosters of many units; some over their quota, some with people who may not be put forward.
    fn rosters(&mut self) {
        for n in 0..40 {
            let unit = format!("示例第{n}集团科协");
            let people: Vec<String> = (0..if n % 8 == 7 { 9 } else { 2 })
                .map(|row| {
                    let name = human(400 + 10 * n + row);
                    match (n + row) % 6 {
                        0 => person(&name, &[("政治面貌", "中共党员")]),
                        1 => person(&name, &[("出生年月", "1980-13")]),
                        _ => person(&name, &[]),
                    }
                })
                .collect();
            let records = people.len();
            let text = roster(&[("推荐单位", &unit)], &people);
            self.add(&format!("推荐/{unit}/汇总表.yaml"), text, READ, records);
        }
    }

    /// Mended cards, a clash that nothing orders, whole rosters that replace earlier ones, and one that comes twice.
    fn corrections(&mut self) {
        for n in 0..12 {
            let own = human(800 + n);
            let dated = |day: &str, mobile: &str| {
                card_of(800 + n, &[("姓名", own.as_str()), ("填表日期", day), ("手机", mobile)])
            };
            let (early, late) = if n < 9 { ("2022-04-01", "2022-04-05") } else { ("", "") };
            self.add(&format!("更正/甲{n}.yaml"), dated(early, "13800000000"), READ, 1);
            self.add(&format!("更正/乙{n}.yaml"), dated(late, "13900000000"), READ, 1);
        }
        for n in 0..8 {
            let unit = format!("示例第{}公司科协", n + 1);
            let list = |day: &str, from: u32, count: u32| {
                let people: Vec<String> =
                    (from..from + count).map(|row| person(&human(820 + 8 * n + row), &[])).collect();
                roster(&[("推荐单位", unit.as_str()), ("填表日期", day)], &people)
            };
            self.add(&format!("推荐/{unit}/一稿.yaml"), list("2025-08-01", 0, 3), READ, 3);
            self.add(&format!("推荐/{unit}/二稿.yaml"), list("2025-08-05", 1, 3), READ, 3);
            self.add(&format!("推荐/{unit}/二稿 - 副本.yaml"), list("2025-08-05", 1, 3), READ, 3);
        }
    }

    /// Our own blanks, filled in as workbooks and as documents.
    fn blanks(&mut self, office: &Office) {
        let (card_book, roster_book) =
            (workbook_blank(office, "registration-2022"), workbook_blank(office, "nomination-2025"));
        let (card_word, roster_word) = (blank(office, "registration-2022"), blank(office, "nomination-2025"));
        for n in 0..50 {
            let (own, id) = (human(900 + n), id_number("19860307", n));
            let sex = if n % 2 == 0 { "女" } else { "男" };
            let mobile = if n % 10 == 9 { "12345" } else { "13800000000" };
            let changed = [("name", own.as_str()), ("sex", sex), ("id_number", &id), ("mobile", mobile)];
            let answers = CARD.map(|(key, value)| {
                (key, changed.iter().find(|(it, _)| *it == key).map_or(value, |(_, changed)| *changed))
            });
            if n < 25 {
                let cells = answers.map(|(key, value)| (key, 0, value));
                self.add(&format!("表格/卡{n}.xlsx"), workbook(&card_book, &cells), READ, 1);
            } else {
                let document = fill(&card_word, |control| from(&answers, control));
                self.add(&format!("表格/卡{n}.docx"), document, READ, 1);
            }
        }
        for n in 0..16 {
            let unit = format!("示例第{n}院科协");
            let header = HEADER.map(|(key, value)| (key, if key == "recommending_unit" { &unit } else { value }));
            let names = [human(960 + 2 * n), human(961 + 2 * n)];
            let people: Vec<Vec<(&str, &str)>> = (0..2)
                .map(|row| {
                    PEOPLE[row].map(|(key, value)| (key, if key == "name" { &names[row] } else { value })).into()
                })
                .collect();
            if n % 2 == 0 {
                let head = header.iter().filter(|(key, _)| *key != "mode").map(|(key, value)| (*key, 0, *value));
                let rows = (1..).zip(&people);
                let rows = rows.flat_map(|(row, own)| own.iter().map(move |(key, value)| (*key, row, *value)));
                let cells: Vec<_> = head.chain(rows).filter(|(.., value)| !value.is_empty()).collect();
                self.add(&format!("表格/汇总{n}.xlsx"), workbook(&roster_book, &cells), READ, 2);
            } else {
                let document = fill(&roster_word, |control| {
                    let own = people.get(control.nth).and_then(|values| from(values, control));
                    from(&header, control).or(own)
                });
                self.add(&format!("表格/汇总{n}.docx"), document, READ, 2);
            }
        }
    }

    /// Archives: flat, with names by Chinese Windows, one within another, with rubbish in them, and damaged.
    fn packed(&mut self) {
        for n in 0..6 {
            let name = format!("打包/包{n}.zip");
            let text = |at: u32| card_of(500 + 10 * n + at, &[("姓名", &human(1000 + 10 * n + at))]).into_bytes();
            let inner = zipped(&[("里.yaml", &text(5)), ("Thumbs.db", b"x")]);
            let zip = zipped(&[
                ("aa.yaml", &text(0)),
                ("夹/一.yaml", &text(1)),
                ("夹/二.yaml", &text(2)),
                ("夹/坏.yaml", "姓名：\n".as_bytes()),
                ("夹/~$一.docx", b"x"),
                ("内.zip", &inner),
            ]);
            let zip = patched(zip, b"aa.yaml", &encoding_rs::GBK.encode("甲.yaml").0);
            self.add(&name, zip, OPENED, 0);
            for member in ["甲.yaml", "夹/一.yaml", "夹/二.yaml", "内.zip!/里.yaml"] {
                self.expect(&format!("{name}!/{member}"), READ, 1);
            }
            self.expect(&format!("{name}!/夹/坏.yaml"), UNREADABLE, 0);
            self.expect(&format!("{name}!/内.zip"), OPENED, 0);
            for member in ["夹/~$一.docx", "内.zip!/Thumbs.db"] {
                self.expect(&format!("{name}!/{member}"), IGNORED, 0);
            }
        }
        self.add("打包/残.zip", b"PK\x03\x04 cut off".as_slice(), UNREADABLE, 0);
    }

    /// Mails with attachments, with a form in their words, and with neither.
    fn mails(&mut self) {
        for n in 0..10 {
            let name = format!("来信/信{n}.eml");
            let text = |at: u32| card_of(600 + 4 * n + at, &[("姓名", &human(1100 + 4 * n + at))]);
            let files = [("表.yaml", text(0)), ("表二.yaml", text(1))];
            let kind = "application/octet-stream";
            let attached = [
                (files[0].0, kind, files[0].1.as_bytes()),
                (files[1].0, kind, files[1].1.as_bytes()),
                ("照.png", "image/png", PNG),
            ];
            self.add(&name, mail("您好，附件请查收。", &attached), OPENED, 0);
            self.expect(&format!("{name}!/表.yaml"), READ, 1);
            self.expect(&format!("{name}!/表二.yaml"), READ, 1);
            self.expect(&format!("{name}!/照.png"), UNREADABLE, 0);
            self.expect(&format!("{name}!/正文.txt"), IGNORED, 0);
            let words = format!("来信/正文{n}.eml");
            self.add(&words, letter(&text(2)), OPENED, 0);
            self.expect(&format!("{words}!/正文.txt"), READ, 1);
            self.add(&format!("聊天/记录{n}.txt"), text(3), READ, 1);
        }
        for n in 0..4 {
            self.add(&format!("来信/闲话{n}.eml"), letter(&format!("我们第{n}周再报。\r\n")), OPENED, 0);
            self.expect(&format!("来信/闲话{n}.eml!/正文.txt"), UNREADABLE, 0);
            self.add(&format!("聊天/闲话{n}.txt"), format!("第{n}批还没有。\n"), UNREADABLE, 0);
        }
    }

    /// Scans, photos, files of systems and programs, empty ones, and what nobody can read.
    fn rubbish(&mut self) {
        for n in 0..8 {
            self.add(&format!("扫描/扫描件{n:02}.pdf"), format!("%PDF-1.4 scan {n}"), UNREADABLE, 0);
            self.add(&format!("扫描/拍照{n}.png"), [PNG, &[n]].concat(), UNREADABLE, 0);
        }
        for n in 0..6 {
            self.add(&format!("杂/~$汇总{n}.xlsx"), "x", IGNORED, 0);
            self.add(&format!("杂/空{n}.yaml"), "", UNREADABLE, 0);
            self.add(&format!("杂/坏{n}.docx"), format!("no document {n}"), UNREADABLE, 0);
            self.add(&format!("杂/坏{n}.xlsx"), [b"PK\x03\x04".as_slice(), &[n; 40]].concat(), UNREADABLE, 0);
            self.add(&format!("杂/{n}/.DS_Store"), "x", IGNORED, 0);
            self.add(&format!("杂/{n}/decisions.yaml"), "decisions: []\n", IGNORED, 0);
        }
        self.add("杂/另一种.yaml", card(&[("表单", "registration-2099")]), UNREADABLE, 0);
    }
}

/// A name that nobody bears; no two of a number are alike.
fn human(n: u32) -> String {
    const SIGNS: [char; 22] = [
        '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未',
        '申', '酉', '戌', '亥',
    ];
    let sign = |n: u32| SIGNS[n as usize % SIGNS.len()];
    format!("测试{}{}{}", sign(n / 484), sign(n / 22), sign(n))
}

/// What the office decided: one of every kind, each of which takes effect.
pub fn decisions(ledger: &Table) -> String {
    let at = ledger.column("文件").iter().position(|file| *file == SCAN).unwrap();
    let print = ledger.column("指纹（SHA-256）")[at];
    let typed: String =
        card_of(700, &[("姓名", "测试录入")]).lines().skip(1).map(|line| format!("      {line}\n")).collect();
    format!(
        "decisions:\n\
         \x20 - accept: {{ file: 报名/单位0/报名表000.yaml, record: 1 }}\n    reason: 电话核实\n\
         \x20 - drop: {{ file: 报名/单位6/报名表006.yaml, record: 1 }}\n    reason: 本人放弃\n\
         \x20 - keep: {{ file: 更正/甲9.yaml, record: 1 }}\n    reason: 单位来电\n\
         \x20 - same: [{{ file: 报名/单位7/报名表007.yaml, record: 1 }}, {{ file: 报名/单位8/报名表008.yaml, record: 1 }}]\n    reason: 号码写错\n\
         \x20 - different: [{{ file: 更正/甲10.yaml, record: 1 }}, {{ file: 更正/乙10.yaml, record: 1 }}]\n    reason: 单位确认是两个人\n\
         \x20 - unit: 示例第3集团科协\n    is: 示例集团科学技术协会\n    reason: 已更名\n\
         \x20 - paper: {{ unit: 示例海洋学会, programme: \"2025\" }}\n    received: 2025-08-13T16:30\n    people: 4\n    reason: 邮寄\n\
         \x20 - record: {{ form: registration-2022 }}\n    source: {{ file: {SCAN}, sha256: {print} }}\n    values:\n{typed}    reason: 只有扫描件\n"
    )
}
