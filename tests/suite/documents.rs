//! Word documents out and back: a blank that is filled in, and whatever else people send in Word, gives the same records
//! as the YAML form.

mod rows;
pub mod ways;
pub mod word;

use std::fs;

use serde_json::Value;

use self::word::{Control, body, edit, fill, flattened, heading, paragraph, plain, table};
use crate::compile::builders::{Office, Outcome, PNG, card, person, roster_of};
use crate::support::{repository, run};

/// The blank of a form, as `linghang blank` writes it.
pub fn blank(office: &Office, form: &str) -> Vec<u8> {
    let said = run(office.root(), &["blank", form, "--format", "docx"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    fs::read(office.root().join(format!("blank/{form}.docx"))).unwrap()
}

pub const CARD: [(&str, &str); 13] = [
    ("recommending_unit", "示例力学学会"),
    ("name", "测试甲"),
    ("sex", "男"),
    ("ethnicity", "汉族"),
    ("political_status", "群众"),
    ("id_number", "110000198503070011"),
    ("mobile", "13800000000"),
    ("email", "jia@example.org"),
    ("research_field", "新能源"),
    ("unit_post_title", "示例大学教授"),
    ("class_choice", "河南班"),
    ("bio", "在示例大学任教。\n2010年起任教授。"),
    ("filled_on", "2022-04-10"),
];

pub const HEADER: [(&str, &str); 6] = [
    ("recommending_unit", "示例集团科学技术协会"),
    ("unit_category", "央企科协"),
    ("contact_name", "测试联络甲"),
    ("contact_phone", "010-00000001"),
    ("filled_on", "2025-08-10"),
    ("mode", "全部"),
];

pub const PEOPLE: [[(&str, &str); 13]; 2] =
    [people("测试甲", "代表委员", "秘书长、人大代表"), people("测试乙", "表彰举荐", "")];

const fn people(name: &'static str, scope: &'static str, post: &'static str) -> [(&'static str, &'static str); 13] {
    [
        ("name", name),
        ("sex", "男"),
        ("ethnicity", "汉族"),
        ("birth", "1980-05"),
        ("political_status", "群众"),
        ("unit_post", "示例大学教授"),
        ("education", "博士研究生"),
        ("expertise", "精密测量"),
        ("contact", "13800000000"),
        ("attend_seminar", "是"),
        ("attend_study_tour", "否"),
        ("scope", scope),
        ("post", post),
    ]
}

/// What a control is answered with, from a list of keys and values.
pub fn from(values: &[(&str, &str)], control: &Control) -> Option<String> {
    let value = values.iter().find(|(key, _)| *key == control.key).map(|(_, value)| *value)?;
    let ticked = value.split('、').any(|part| part == control.label);
    (!value.is_empty() && (!control.boxed || ticked)).then(|| value.to_owned())
}

fn filled_card(office: &Office) -> Vec<u8> {
    fill(&blank(office, "registration-2022"), |control| from(&CARD, control))
}

fn filled_roster(office: &Office) -> Vec<u8> {
    fill(&blank(office, "nomination-2025"), |control| {
        let of_person = PEOPLE.get(control.nth).and_then(|values| from(values, control));
        // The name of a contact and that of a person are different keys; 推荐单位 stands above only.
        from(&HEADER, control).or(of_person)
    })
}

/// The same forms in YAML, a card and a roster.
fn yaml() -> [String; 2] {
    let changes = [("个人简介", "\"在示例大学任教。\\n2010年起任教授。\""), ("填表日期", "2022-04-10")];
    let people = [
        person("测试甲", &[("遴选范围", "代表委员"), ("任职", "秘书长、人大代表")]),
        person("测试乙", &[("遴选范围", "表彰举荐")]),
    ];
    [card(&changes), roster_of("示例集团科学技术协会", "央企科协", &people)]
}

fn in_yaml() -> Outcome {
    let [card, roster] = yaml();
    Office::with(&[("a.yaml", card), ("b.yaml", roster)]).compile()
}

/// Every record's status and values.
fn records(outcome: &Outcome) -> Vec<(String, Value)> {
    let all = outcome.summaries.iter().flat_map(|summary| summary["records"].as_array().unwrap().clone());
    all.map(|record| (record["status"].as_str().unwrap().to_owned(), record["values"].clone())).collect()
}

/// Where problems of a code are: `table.row.column` or `¶paragraph`.
fn places(outcome: &Outcome, code: &str) -> Vec<String> {
    let all = outcome.summaries.iter().flat_map(|summary| summary["problems"].as_array().unwrap().clone());
    let spot = |it: Value| match (&it["table"], &it["paragraph"]) {
        (Value::Null, paragraph) => format!("¶{paragraph}"),
        (table, _) => format!("{table}.{}.{}", it["row"], it["column"]),
    };
    all.filter(|it| it["code"] == code).map(spot).collect()
}

fn receive(files: &[(&str, Vec<u8>)]) -> Outcome {
    let office = Office::new();
    for (name, bytes) in files {
        office.receive_bytes(name, bytes);
    }
    office.compile()
}

#[test]
fn a_blank_that_was_filled_in_gives_the_records_of_the_yaml_form() {
    let office = Office::new();
    let (card, roster) = (filled_card(&office), filled_roster(&office));
    let expected = records(&in_yaml());
    assert_eq!(expected.len(), 3);
    assert_eq!(expected[0].1["bio"], "在示例大学任教。\n2010年起任教授。");
    assert_eq!(records(&receive(&[("a.docx", card.clone()), ("b.docx", roster.clone())])), expected, "with controls");
    let flat = [("a.docx", flattened(&card)), ("b.docx", flattened(&roster))];
    assert_eq!(records(&receive(&flat)), expected, "flattened by a program that knows no controls");
}

#[test]
fn a_blank_is_the_same_at_every_run_and_says_nothing_by_itself() {
    let office = Office::new();
    for form in ["registration-2022", "nomination-2025", "attendance-2025"] {
        let bytes = blank(&office, form);
        assert_eq!(bytes, blank(&office, form), "{form}");
        for bytes in [bytes.clone(), flattened(&bytes)] {
            let outcome = receive(&[("a.docx", bytes)]);
            assert!(outcome.said.stderr.contains("[E0409]"), "{form}: {}", outcome.said.stderr);
            assert!(!outcome.said.stderr.contains("点此填写"), "{form}: {}", outcome.said.stderr);
            assert_eq!(records(&outcome), [], "{form}");
        }
    }
}

#[test]
fn problems_name_table_row_and_column() {
    let office = Office::new();
    let wrong = |text: String| text.replace("110000198503070011", "110000198503070012").replace("示例大学教授", "同上");
    let card = edit(&filled_card(&office), wrong);
    let roster = edit(&filled_roster(&office), |text| text.replacen("1980-05", "05年5月", 1));
    let outcome = receive(&[("a.docx", card), ("b.docx", roster)]);
    assert_eq!(places(&outcome, "E0310"), ["1.3.4"], "the ID number");
    assert_eq!(places(&outcome, "E0331"), ["1.2.5"], "the birth month");
    assert!(outcome.said.stderr.contains("a.docx 第1个表格第3行第4列"), "{}", outcome.said.stderr);
}

/// The annex as the office published it, filled in by hand.
fn plain_card(name: &str, id: &str) -> String {
    let rows: &[&[&str]] = &[
        &["推荐单位", "6>示例力学学会"],
        &["姓    名", name, "性   别", "男", "民   族", "汉", "v>照片"],
        &["政治面貌", "群众", "身份证号", &format!("3>{id}"), "^>"],
        &["手    机", "13800000000", "办公电话", "3>", "^>"],
        &["电子邮箱", "2>jia@example.org", "2>研究领域", "2>新能源"],
        &["工作单位及职务、职称", "6>示例大学教授"],
        &["选择班次", "6>√河南班  □北京班\n□江苏班  □天津班"],
        &["个人简介", "6>在示例大学任教。\n2010年起任教授。"],
    ];
    format!("{}{}", heading("“领航计划”青年科技领军人才国情研修活动报名表"), table(rows))
}

const HEADS: [&str; 12] = [
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "单位职务",
    "最高学历",
    "擅长领域",
    "联系方式",
    "可否参加\n专题研修班",
    "可否参加国情研修活动",
];

fn plain_roster() -> String {
    let lines = "推荐单位（加盖公章）：示例集团科学技术协会　　　联系人及电话：测试联络甲 010-00000001　　　填表日期：2025年8月10日";
    let row = |number, name| {
        ["男", "汉", "1980.05", "群众", "示例大学教授", "博士", "精密测量", "13800000000", "√", "×"].into_iter().fold(
            vec![number, name],
            |mut row, cell| {
                row.push(cell);
                row
            },
        )
    };
    let (first, second) = (row("1", "测试甲"), row("2", "测试乙"));
    let dots = ["…"; 12];
    heading("推荐学员汇总表") + &paragraph(lines) + &table(&[&HEADS, &first, &second, &dots])
}

#[test]
fn the_plain_annex_is_read_by_its_labels() {
    let outcome =
        receive(&[("a.docx", plain(&plain_card("测试甲", "110000198503070011"))), ("b.docx", plain(&plain_roster()))]);
    let mut expected = records(&in_yaml());
    // What the official forms do not ask for cannot come back on them.
    for (_, values) in &mut expected {
        for key in if values["bio"].is_null() { vec!["unit_category", "scope", "post"] } else { vec!["filled_on"] } {
            values.as_object_mut().unwrap().shift_remove(key);
        }
    }
    let got: Vec<Value> = records(&outcome).into_iter().map(|(_, values)| values).collect();
    assert_eq!(got, expected.into_iter().map(|(_, values)| values).collect::<Vec<_>>(), "{}", outcome.said.stderr);
}

#[test]
fn a_column_that_was_deleted_is_told_once_where_the_labels_stand() {
    let whole = plain_roster();
    let gone = |body: &str, text: &str| {
        let cell = table(&[&[text]]).replace("<w:tbl><w:tr>", "").replace("</w:tr></w:tbl>", "");
        body.replace(&cell, "")
    };
    let without = gone(&gone(&whole, "政治面貌"), "群众");
    assert_eq!(whole.matches("<w:tc>").count() - without.matches("<w:tc>").count(), 3);
    let outcome = receive(&[("b.docx", plain(&without))]);
    assert_eq!(outcome.statuses(), ["rejected"; 2], "{}", outcome.said.stderr);
    assert_eq!(outcome.messages("E0428"), ["表里没有「政治面貌」这一栏"]);
    assert_eq!(places(&outcome, "E0428"), ["1.1.2"]);
    assert_eq!(outcome.messages("E0301"), Vec::<String>::new());
}

#[test]
fn a_letter_comes_back_whole_with_its_annexes_filled_in() {
    let letter: String =
        (1..40).map(|n| paragraph(&format!("第{n}条　推荐条件：请各单位认真组织，联系人：测试丁。"))).collect();
    let cards = plain_card("测试甲", "110000198503070011") + &plain_card("测试丙", "11000019850307003X");
    let outcome = receive(&[("来函.docx", plain(&(letter + &plain_roster() + &cards)))]);
    let names: Vec<String> =
        records(&outcome).iter().map(|(_, values)| values["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["测试甲", "测试丙", "测试甲", "测试乙"], "{}", outcome.said.stderr);
}

#[test]
fn copied_blanks_in_one_document_are_a_record_each() {
    let office = Office::new();
    let first = filled_card(&office);
    let second =
        edit(&first, |text| text.replace("测试甲", "测试丙").replace("110000198503070011", "11000019850307003X"));
    let outcome =
        receive(&[("两人.docx", edit(&first, |text| text.replace("<w:sectPr>", &(body(&second) + "<w:sectPr>"))))]);
    let all = records(&outcome);
    let names: Vec<&str> = all.iter().map(|(_, values)| values["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["测试甲", "测试丙"], "{}", outcome.said.stderr);
    assert_eq!(all[1].1["filled_on"], "2022-04-10", "what stands below the second card");
}

#[test]
fn rows_of_the_further_table_find_their_people_by_number() {
    let office = Office::new();
    // The rows of the second table in another order: its numbers 1 and 2 changed places.
    let swapped = edit(&filled_roster(&office), |text| {
        let (first, second) = text.split_at(text.find("不在原表之内").unwrap());
        let number = |n: u32| format!(">{n}</w:t>");
        let second =
            second.replace(&number(1), ">x</w:t>").replace(&number(2), &number(1)).replace(">x</w:t>", &number(2));
        first.to_owned() + &second
    });
    let outcome = receive(&[("b.docx", swapped)]);
    assert_eq!(outcome.values("scope"), ["表彰举荐", "代表委员"]);
    let lost = edit(&filled_roster(&office), |text| {
        let (first, second) = text.split_at(text.find("不在原表之内").unwrap());
        first.to_owned() + &second.replacen(">2</w:t>", ">99</w:t>", 1)
    });
    let outcome = receive(&[("b.docx", lost)]);
    let place = places(&outcome, "E0301").first().cloned().unwrap_or_default();
    assert!(place.starts_with("2.3."), "{place} {}", outcome.said.stderr);
}

#[test]
fn a_photo_in_the_form_counts_as_given() {
    let office = Office::new();
    let mut parts = word::unpack(&filled_card(&office));
    let empty = receive(&[("a.docx", word::pack(&parts))]);
    assert_eq!(empty.values("photo"), [""]);
    parts.insert("word/media/no-photo.png".to_owned(), PNG.to_vec());
    let given = receive(&[("a.docx", word::pack(&parts))]);
    assert_eq!(given.statuses(), ["accepted"], "{}", given.said.stderr);
    assert_ne!(given.values("photo"), [""]);
}

#[test]
fn a_blank_of_other_fields_says_what_changed() {
    let office = Office::new();
    let old = filled_card(&office);
    office.receive_bytes("a.docx", &old);
    office.amend(
        "data/forms/registration-2022.yaml",
        "label: 研究领域, kind: text, required: true",
        "label: 主攻方向, kind: text",
    );
    let title = "“领航计划”青年科技领军人才国情研修活动报名表";
    let changed = |fields: &str| format!("空白表《{title}》与现在的版本不同：改了名称、选项或填法的栏目：{fields}");
    assert_eq!(office.compile().messages("E0427"), [changed("「主攻方向」")]);
    office.amend("data/forms/registration-2022.yaml", "kind: mobile", "kind: phone");
    let later = "  - { key: diet, label: 饮食, kind: choice, options: [清真, 素食], official: false }\nidentity:";
    office.amend("data/forms/registration-2022.yaml", "identity:", later);
    let told = changed("「手机」、「主攻方向」").replace("改了", "少了栏目「饮食」；改了");
    assert_eq!(office.compile().messages("E0427"), [told]);
}

#[test]
fn documents_of_other_programs_read_alike() {
    let fixture = |name: String| {
        let bytes = fs::read(repository().join("tests/fixtures/office/word").join(&name)).unwrap();
        receive(&[(&name, bytes)])
    };
    for program in ["python-docx", "libreoffice"] {
        let card = fixture(format!("card-{program}.docx"));
        assert_eq!(card.statuses(), ["accepted"], "{program}: {}", card.said.stderr);
        assert_eq!(card.values("class_choice"), ["河南班"], "{program}");
        assert_eq!(card.values("bio"), ["在示例大学任教。\n从事新能源研究。"], "{program}");
        assert_eq!(card.values("filled_on"), ["2022-04-10"], "{program}");

        let roster = fixture(format!("roster-{program}.docx"));
        assert_eq!(roster.statuses(), ["accepted"; 2], "{program}: {}", roster.said.stderr);
        assert_eq!(roster.values("name"), ["测试甲", "阿依·测试"], "{program}");
        assert_eq!(roster.values("post"), ["人大代表", ""], "{program}");
        assert_eq!(roster.values("group"), ["", "新社会组织"], "{program}");
        assert_eq!(roster.values("unit_category")[0], "央企科协", "{program}");

        let annex = fixture(format!("annex-{program}.docx"));
        assert_eq!(annex.values("name"), ["测试甲", "测试甲", "阿依·测试"], "{program}: {}", annex.said.stderr);
        assert_eq!(annex.values("photo")[0], "（单元格内的图片）", "{program}");
        assert_eq!(annex.values("contact_phone")[1], "010-00000001", "{program}");
        assert_eq!(annex.values("expertise")[2], "精密测量", "{program}");
    }
}
