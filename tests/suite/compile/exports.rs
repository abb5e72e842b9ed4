//! Tables for other systems, as `data/exports/` describes them.

use std::fs;

use super::builders::{Office, card, card_of, person, roster, roster_of};
use crate::support::{run, write};

/// What an invented system asks for; no real one is known to.
const COLUMNS: &str = "columns:
  - { label: 序号, fact: serial }
  - { label: 姓名, field: name, max_chars: 4 }
  - { label: 性别代码, fact: sex, code: sex }
  - { label: 民族代码, field: ethnicity, code: ethnicities }
";

fn office(table: &str, files: &[(&str, String)]) -> Office {
    let office = Office::with(files);
    write(office.root(), "data/exports/import.yaml", table);
    office
}

fn table(head: &str, columns: &str) -> String {
    format!("title: 导入表\n{head}{COLUMNS}{columns}")
}

#[test]
fn days_codes_and_facts_are_written_as_the_other_system_wants_them() {
    let columns = "  - { label: 批次, text: \"2022\" }
  - { label: 出生日期, fact: birth, format: YYYYMMDD }
  - { label: 填表日期, field: filled_on, format: YYYY.MM.DD }
  - { label: 推荐单位, fact: unit }
  - { label: 表单, fact: form }
";
    let files = [
        ("1.yaml", card(&[("填表日期", "2022-04-10"), ("推荐单位", "示例力学会（盖章）")])),
        ("2.yaml", card_of(2, &[("手机", "1")])),
        ("3.yaml", card_of(4, &[("民族", "蒙古族")])),
    ];
    let office = office(&table("forms: [registration-2022]\nfile: csv\n", columns), &files);
    let outcome = office.compile();
    let text = fs::read_to_string(office.root().join("结果/2022/exports/import.csv")).unwrap();
    let form = "“领航计划”青年科技领军人才国情研修活动报名表";
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "\u{FEFF}序号,姓名,性别代码,民族代码,批次,出生日期,填表日期,推荐单位,表单".to_owned(),
            format!("1,测试甲,1,01,2022,19850307,2022.04.10,示例力学学会,{form}"),
            format!("2,测试甲,2,02,2022,19850307,,示例力学学会,{form}"),
        ]
    );
    assert!(outcome.said.stdout.contains("导出表：结果/2022/exports/import.csv"), "{}", outcome.said.stdout);
    assert!(!office.root().join("结果/2025/exports").exists());
}

#[test]
fn gb18030_and_workbooks_hold_the_same_texts() {
    let people = [person("测试甲", &[]), person("测试乙", &[("性别", "女")])];
    for (head, name) in
        [("file: csv\nencoding: gb18030\n", "import.csv"), ("file: xlsx\norder: pinyin\n", "import.xlsx")]
    {
        let table = table(&format!("forms: [nomination-2025]\n{head}"), "  - { label: 类别, fact: unit_category }\n");
        let office = office(&table, &[("1.yaml", roster(&[], &people))]);
        let outcome = office.compile();
        let bytes = fs::read(office.root().join("结果/2025/exports").join(name)).expect(&outcome.said.stderr);
        if name.ends_with("csv") {
            let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes).unwrap();
            assert_eq!(
                text,
                "序号,姓名,性别代码,民族代码,类别\r\n1,测试甲,1,01,央企科协\r\n2,测试乙,2,01,央企科协\r\n"
            );
        } else {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let shared = std::io::read_to_string(archive.by_name("xl/sharedStrings.xml").unwrap()).unwrap();
            for text in ["性别代码", "测试甲", "01", "央企科协"] {
                assert!(shared.contains(&format!(">{text}<")), "{text} is not in {shared}");
            }
        }
    }
}

#[test]
fn what_is_not_certain_is_left_empty_and_told_at_its_place() {
    let columns = "  - { label: 年龄, fact: age }\n  - { label: 生日, fact: birth, format: YYYYMMDD }\n";
    let undecided = person("测试很长的名字", &[("出生年月", "1990-08")]);
    let files = [("1.yaml", roster_of("示例集团科学技术协会", "央企科协", &[undecided]))];
    let office = office(&table("forms: [nomination-2025]\nfile: csv\n", columns), &files);
    let outcome = office.compile();
    let text = fs::read_to_string(office.root().join("结果/2025/exports/import.csv")).unwrap();
    assert_eq!(text.lines().nth(1).unwrap(), "1,测试很长的名字,1,01,,");
    let said = &outcome.said.stderr;
    assert_eq!((said.matches("E0547").count(), said.matches("E0548").count()), (1, 2), "{said}");
    assert_eq!(outcome.said.status, 0);
}

#[test]
fn every_slip_of_an_export_is_told_at_once() {
    let misspelt = "title: 导入表
forms: [nomination-2025]
file: xls
columns:
  - { label: 姓名, field: name, text: 甲 }
  - { label: 年月, field: birth, format: yyyymm }
  - { label: 班次, fact: klass, max_char: 3 }
";
    let astray = "title: 导入表
forms: [nomination-2025, nominatoin-2025, attendance-2025]
file: xlsx
columns:
  - { label: 姓名, field: nmae }
  - { label: 范围, field: scope }
  - { label: 生日, field: birth, format: YYYYMMDD }
  - { label: 民族, field: ethnicity, code: ethnicity }
  - { label: 性别, field: name, code: sex }
";
    let told = |text: &str, parts: &[&str], errors: usize| {
        let said = run(office(text, &[]).root(), &["check"]);
        assert_eq!(said.status, 1);
        for part in parts {
            assert!(said.stderr.contains(part), "{part} is not told:\n{}", said.stderr);
        }
        assert!(said.stderr.contains(&format!("错误 {errors} 个")), "{}", said.stderr);
    };
    told(misspelt, &["「xls」", "field、text、fact 要有一个", "YYYYMMDD、YYYY.MM", "「klass」", "「max_chars」"], 5);
    let names = [
        "是不是「nomination-2025」",
        "是不是「name」",
        "「scope」",
        "写不出 DD",
        "是不是「ethnicities」",
        "code: sex 只用于性别",
    ];
    told(astray, &names, 6);
}

#[test]
fn the_schema_for_editors_knows_this_projects_names() {
    let office = office(&table("forms: [nomination-2025]\nfile: csv\n", ""), &[]);
    let said = run(office.root(), &["schema", "export"]);
    let schema: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let column = &schema["properties"]["columns"]["items"]["properties"];
    let has = |list: &serde_json::Value, name: &str| list["enum"].as_array().unwrap().iter().any(|it| it == name);
    assert!(
        has(&column["field"], "political_status") && has(&column["code"], "ethnicities") && has(&column["fact"], "age")
    );
    assert!(has(&schema["properties"]["forms"]["items"], "nomination-2025"));
}
