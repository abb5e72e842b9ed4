//! An office with a folder of returned files, the forms that people send it, and a short way to read what came out.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Said, run, run_within, shipped, write};

/// The shipped project, and the folder `回收` in which returned files gather.
pub struct Office {
    folder: tempfile::TempDir,
}

/// What a run of `compile` came to.
pub struct Outcome {
    pub said: Said,
    /// The `summary.json` of every programme that was summed up.
    pub summaries: Vec<Value>,
    ledger: String,
}

impl Office {
    pub fn new() -> Office {
        let folder = tempfile::tempdir().unwrap();
        shipped(folder.path());
        fs::create_dir(folder.path().join("回收")).unwrap();
        Office { folder }
    }

    /// An office that received these files.
    pub fn with(files: &[(&str, String)]) -> Office {
        let office = Office::new();
        for (name, text) in files {
            office.receive(name, text);
        }
        office
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn receive(&self, name: &str, text: &str) {
        write(self.root(), &format!("回收/{name}"), text);
    }

    pub fn receive_bytes(&self, name: &str, bytes: &[u8]) {
        self.receive(name, "");
        fs::write(self.root().join("回收").join(name), bytes).unwrap();
    }

    /// Changes a file of the project.
    pub fn amend(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(old), "{path} does not say {old}");
        write(self.root(), path, &text.replacen(old, new, 1));
    }

    pub fn compile(&self) -> Outcome {
        self.run(&["compile", "回收", "--out", "结果"])
    }

    /// Compiles with so many MiB of memory.
    pub fn compile_within(&self, mebibytes: u64) -> Outcome {
        self.outcome(run_within(mebibytes, self.root(), &["compile", "回收", "--out", "结果"]))
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        self.outcome(run(self.root(), args))
    }

    fn outcome(&self, said: Said) -> Outcome {
        let out = self.root().join("结果");
        let read = |id: &str| fs::read_to_string(out.join(id).join("summary.json")).ok();
        let summaries = ["2022", "2025"].into_iter().filter_map(read);
        let summaries = summaries.map(|text| serde_json::from_str(&text).unwrap()).collect();
        Outcome { said, summaries, ledger: fs::read_to_string(out.join("ledger.csv")).unwrap_or_default() }
    }
}

/// What becomes of these files: one line a record, as [`Outcome::records`] tells it.
pub fn records(files: &[(&str, String)]) -> Vec<String> {
    Office::with(files).compile().records()
}

impl Outcome {
    /// Every record: `文件#序号 status codes…`, by programme and file. E0320 is left out, which says only that a spelling
    /// was understood, and E0534, because people of tests often share one number.
    pub fn records(&self) -> Vec<String> {
        self.part("records", |it| {
            let codes = list(&it["problems"]).map(text).filter(|code| code != "E0320" && code != "E0534");
            let codes: String = codes.map(|code| format!(" {code}")).collect();
            format!("{}#{} {}{codes}", text(&it["file"]), it["record"], text(&it["status"]))
        })
    }

    /// The statuses alone, in the order of [`Outcome::records`].
    pub fn statuses(&self) -> Vec<String> {
        self.part("records", |it| text(&it["status"]))
    }

    /// A field's text in every record.
    pub fn values(&self, key: &str) -> Vec<String> {
        self.part("records", |it| text(&it["values"][key]))
    }

    /// Units that sent something: `单位 类别 counted+exempt verdict`.
    pub fn units(&self) -> Vec<String> {
        let sent: Vec<String> = self.part("records", |it| text(&it["unit"]));
        let all = self.part("units", |it| {
            let (counted, exempt) = (&it["counted"], &it["exempt"]);
            format!("{} {} {counted}+{exempt} {}", text(&it["unit"]), text(&it["category"]), text(&it["verdict"]))
        });
        all.into_iter().filter(|line| sent.iter().any(|unit| line.starts_with(&format!("{unit} ")))).collect()
    }

    /// How a unit stands under its rules: `规则 actual/limit ok|broken|provisional`.
    pub fn rules(&self, unit: &str) -> Vec<String> {
        let units = self.part("units", |it| {
            let rules = list(&it["rules"]).map(|rule| {
                let verdict = match (rule["ok"].as_bool(), rule["provisional"].as_bool()) {
                    (Some(true), Some(false)) => "ok",
                    (Some(false), Some(true)) => "provisional",
                    (Some(false), Some(false)) => "broken",
                    _ => "?",
                };
                format!("{} {}/{} {verdict}", text(&rule["rule"]), rule["actual"], rule["limit"])
            });
            (text(&it["unit"]), rules.collect::<Vec<_>>())
        });
        units.into_iter().filter(|(name, _)| name == unit).flat_map(|(_, rules)| rules).collect()
    }

    /// Problems of one code: `文件:行 severity -> 文件:行…`, in workbooks `文件 名单!D7 severity`, with the places it is related to in returned files.
    pub fn problems(&self, code: &str) -> Vec<String> {
        let spot = |it: &Value| match it["line"].as_u64() {
            Some(line) => format!("{}:{line}", text(&it["file"])),
            None => match it["cell"].as_str() {
                Some(cell) => format!("{} {}!{cell}", text(&it["file"]), text(&it["sheet"])),
                None => text(&it["file"]),
            },
        };
        let told = self.part("problems", |it| {
            let related =
                list(&it["related"]).map(spot).filter(|it| !it.starts_with("data/") && !it.starts_with("content/"));
            let related: String = related.map(|it| format!(" -> {it}")).collect();
            (text(&it["code"]), format!("{} {}{related}", spot(it), text(&it["severity"])))
        });
        told.into_iter().filter(|(it, _)| it == code).map(|(_, line)| line).collect()
    }

    /// The words of all problems of a code.
    pub fn messages(&self, code: &str) -> Vec<String> {
        let told = self.part("problems", |it| (text(&it["code"]), text(&it["message"])));
        told.into_iter().filter(|(it, _)| it == code).map(|(_, message)| message).collect()
    }

    /// Every decision: `kind applied|unfit 文件#序号 before>after…`.
    pub fn decisions(&self) -> Vec<String> {
        self.part("decisions", |it| {
            let word = if it["applied"] == true { "applied" } else { "unfit" };
            let status = |it: &Value| it.as_str().unwrap_or("-").to_owned();
            let records = list(&it["records"]).map(|it| {
                format!(" {}#{} {}>{}", text(&it["file"]), it["record"], status(&it["before"]), status(&it["after"]))
            });
            format!("{} {word}{}", text(&it["kind"]), records.collect::<String>())
        })
    }

    /// Every line of the ledger: `文件 处理结果 人选记录`.
    pub fn ledger(&self) -> Vec<String> {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = self.ledger.trim_start_matches('\u{FEFF}').lines().map(cells);
        let head = lines.next().unwrap_or_default();
        let at = |name: &str| head.iter().position(|it| it == name).unwrap();
        lines.map(|it| format!("{} {} {}", it[at("文件")], it[at("处理结果")], it[at("人选记录")])).collect()
    }

    fn part<T>(&self, key: &str, line: impl Fn(&Value) -> T) -> Vec<T> {
        self.summaries.iter().flat_map(|summary| list(&summary[key])).map(line).collect()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A card of `registration-2022` that is right in every field, with some fields changed; an empty value leaves the
/// field out.
pub fn card(changes: &[(&str, &str)]) -> String {
    let id = id_number("19850307", 1);
    let fields = [
        ("表单", "registration-2022"),
        ("推荐单位", "示例力学学会"),
        ("姓名", "测试甲"),
        ("性别", "男"),
        ("民族", "汉族"),
        ("政治面貌", "群众"),
        ("身份证号", &id),
        ("手机", "13800000000"),
        ("电子邮箱", "jia@example.org"),
        ("研究领域", "新能源"),
        ("工作单位及职务、职称", "示例大学教授"),
        ("选择班次", "河南班"),
        ("个人简介", "在示例大学任教。"),
    ];
    mapping(&fields, changes, "")
}

/// A valid card of the person of a number.
pub fn card_of(person: u32, changes: &[(&str, &str)]) -> String {
    let (id, sex) = (id_number("19850307", person), if person.is_multiple_of(2) { "女" } else { "男" });
    card(&[&[("身份证号", id.as_str()), ("性别", sex)], changes].concat())
}

/// A roster of `nomination-2025` with some fields of its header changed. Its unit is of 央企科协, which no minimum binds.
pub fn roster(changes: &[(&str, &str)], people: &[String]) -> String {
    let header = [
        ("表单", "nomination-2025"),
        ("推荐单位", "示例集团科学技术协会"),
        ("单位类别", "央企科协"),
        ("联系人", "测试联络甲"),
        ("联系电话", "010-00000001"),
        ("填表日期", "2025-08-10"),
    ];
    format!("{}学员:\n{}", mapping(&header, changes, ""), people.concat())
}

/// A roster of a unit of some category, filled in before the deadline.
pub fn roster_of(unit: &str, category: &str, people: &[String]) -> String {
    roster(&[("推荐单位", unit), ("单位类别", category)], people)
}

/// A list of `attendance-2025`.
pub fn attendance(people: &[String]) -> String {
    roster(&[("表单", "attendance-2025"), ("单位类别", "")], people)
}

/// A row of a roster that is right in every field, with some fields changed.
pub fn person(name: &str, changes: &[(&str, &str)]) -> String {
    let fields = attendee_fields(name);
    mapping(&[&fields[..], &[("遴选范围", "表彰举荐")]].concat(), changes, "    ").replacen("    ", "  - ", 1)
}

/// A row of the attendance list, which asks for less.
pub fn attendee(name: &str, changes: &[(&str, &str)]) -> String {
    mapping(&attendee_fields(name), changes, "    ").replacen("    ", "  - ", 1)
}

fn attendee_fields(name: &str) -> [(&str, &str); 11] {
    [
        ("姓名", name),
        ("性别", "男"),
        ("民族", "汉族"),
        ("出生年月", "1980-05"),
        ("政治面貌", "群众"),
        ("单位职务", "示例大学教授"),
        ("最高学历", "博士研究生"),
        ("擅长领域", "精密测量"),
        ("联系方式", "13800000000"),
        ("可否参加专题研修班", "是"),
        ("可否参加国情研修活动", "否"),
    ]
}

/// So many people of different names, all with the same changes.
pub fn people(from: usize, count: usize, changes: &[(&str, &str)]) -> Vec<String> {
    let stems = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    let name = |n: usize| format!("测试{}{}", stems[n / 10], stems[n % 10]);
    (from..from + count).map(|n| person(&name(n), changes)).collect()
}

fn mapping(fields: &[(&str, &str)], changes: &[(&str, &str)], indent: &str) -> String {
    let changed = |label: &str| changes.iter().rev().find(|(it, _)| *it == label).map(|(_, value)| *value);
    let own = fields.iter().map(|(label, value)| (*label, changed(label).unwrap_or(value)));
    let more = changes.iter().filter(|(label, _)| fields.iter().all(|(it, _)| it != label)).copied();
    let lines = own.chain(more).filter(|(_, value)| !value.is_empty());
    lines.map(|(label, value)| format!("{indent}{label}: {value}\n")).collect()
}

/// An ID number that no card carries: the region 110000, a birthday, an order number (odd for men), and the check digit
/// of GB 11643.
pub fn id_number(birth: &str, order: u32) -> String {
    let body = format!("110000{birth}{order:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().map(|c| c.to_digit(10).unwrap());
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

/// The smallest PNG: one pixel.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
    0, 0, 0, 0x1F, 0x15, 0xC4, 0x89,
];
