//! What people and spreadsheets make of single values, from the cell to the summary.

use super::{compiled, roster};
use crate::compile::book::Book;
use crate::compile::builders::{Office, Outcome, card, id_number};

/// The usual row with one cell changed, by its position in the official table.
fn with(position: usize, cell: &str) -> Outcome {
    let mut cells = [
        "1",
        "测试甲",
        "男",
        "汉族",
        "1980-05",
        "群众",
        "示例大学教授",
        "博士研究生",
        "精密测量",
        "13800000000",
        "是",
        "否",
    ];
    cells[position] = cell;
    compiled(&Book::default().sheet("名单", &roster(&[format!("| {} |", cells.join(" | "))])))
}

/// What a cell comes to: the canonical value, or the code of the error.
fn read(position: usize, key: &str, cell: &str) -> String {
    let outcome = with(position, cell);
    let records = outcome.records();
    let error = records[0].split(' ').skip(2).find(|code| *code != "E0326" && *code != "E0320");
    error.map_or_else(|| outcome.values(key)[0].clone(), str::to_owned)
}

fn all(position: usize, key: &str, cells: &[(&str, &str)]) {
    for (cell, value) in cells {
        assert_eq!(read(position, key, cell), *value, "{cell}");
    }
}

#[test]
fn names() {
    all(
        1,
        "name",
        &[
            ("阿依·测试", "阿依·测试"),
            ("阿依•测试", "阿依·测试"),
            ("阿依．测试", "阿依·测试"),
            ("张  伟", "张伟"),
            ("\u{20BB7}测\u{36DB}", "\u{20BB7}测\u{36DB}"),
            ("\u{4DAE}测\u{2CB2D}", "\u{4DAE}测\u{2CB2D}"),
            ("测试?", "E0321"),
        ],
    );
}

#[test]
fn birth_months() {
    all(
        4,
        "birth",
        &[
            ("1985年3月", "1985-03"),
            ("1985-3", "1985-03"),
            ("１９８５．０３", "1985-03"),
            ("一九八五年三月", "1985-03"),
            ("198503", "1985-03"),
            ("num:198503", "1985-03"),
            ("num:1985.03", "1985-03"),
            ("day:1985-03-01", "1985-03"),
            ("result:1985-03", "1985-03"),
            ("num:1985.1", "E0305"),
            ("num:1985.10", "E0305"),
            ("num:31107", "E0304"),
            ("85.3", "1985-03"),
            ("num:85.3", "1985-03"),
            ("num:85.10", "E0305"),
            ("num:5.3", "E0304"),
            ("05.3", "E0331"),
        ],
    );
}

#[test]
fn answers_and_lists() {
    all(3, "ethnicity", &[("汉", "汉族"), ("蒙古", "蒙古族"), ("汉 族", "汉族"), ("维吾尔", "维吾尔族")]);
    all(
        5,
        "political_status",
        &[
            ("九三", "九三学社社员"),
            ("党外", "E0315"),
            ("民革党员", "民革党员"),
            ("民革", "民革党员"),
            ("民盟、九三学社", "E0316"),
        ],
    );
    all(7, "education", &[("博士", "博士研究生"), ("硕士研究生", "硕士研究生"), ("本科", "大学本科")]);
    all(
        10,
        "attend_seminar",
        &[("√", "是"), ("能", "是"), ("bool:true", "是"), ("×", "否"), ("待定", "E0317"), ("num:1", "E0317")],
    );
}

#[test]
fn telephones() {
    all(
        9,
        "contact",
        &[
            ("num:13800000000", "13800000000"),
            ("\u{202D}13800000000\u{202C}", "13800000000"),
            ("+86 138 0000 0000", "13800000000"),
            ("010-00000000转601\\n13800000000", "010-00000000转601、13800000000"),
            ("num:1.38E+20", "E0313"),
            ("day:2025-08-10", "E0328"),
        ],
    );
}

#[test]
fn cells_that_are_no_text() {
    all(6, "unit_post", &[("result:示例大学教授", "示例大学教授"), ("day:2025-03-01", "E0328"), ("同上", "E0319")]);
    let outcome = with(6, "result:示例大学教授");
    assert_eq!(outcome.messages("E0146"), ["有 1 个单元格是公式，采用了文件里保存的结果"]);
}

#[test]
fn id_numbers() {
    let number = id_number("19850307", 1);
    let card = |id: &str| {
        let table = format!(
            "| 推荐单位 | 示例力学学会 |
             | 姓名 | 测试甲 | 性别 | 男 | 民族 | 汉族 |
             | 政治面貌 | 群众 | 身份证号 | {id} |
             | 手机 | num:13800000000 | 电子邮箱 | jia＠example.org |
             | 研究领域 | 新能源 | 工作单位及职务、职称 | 示例大学教授 |
             | 选择班次 | 第１期 | 个人简介 | 在示例大学任教。 |"
        );
        let outcome = compiled(&Book::default().sheet("报名表", &table));
        let records = outcome.records();
        assert_eq!(outcome.values("email"), ["jia@example.org"]);
        let error = records[0].split(' ').nth(2).map(str::to_owned);
        (error.unwrap_or_else(|| outcome.values("id_number")[0].clone()), outcome)
    };
    let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    assert_eq!(card(&number).0, number);
    assert_eq!(card(&wide).0, number);
    assert_eq!(card(&format!("'{number}")).0, number);
    assert_eq!(card("110000850307001").0, "E0306");
    assert_eq!(card("1.10E+17").0, "E0311");
    let (code, damaged) = card(&format!("num:{number}"));
    assert_eq!(code, "E0311");
    assert_eq!(damaged.problems("E0311"), ["表.xlsx 报名表!D3 error"]);
    assert!(!damaged.said.stderr.contains(&number[..10]));
}

#[test]
fn the_number_of_a_day_is_told_with_its_day_and_not_taken() {
    let outcome = with(4, "num:31107");
    assert_eq!(outcome.values("birth"), ["31107"]);
    let told = &outcome.said.stderr;
    assert!(told.contains("「31107」像是电子表格的日期序号，对应 1985-03-01"), "{told}");
    assert!(!with(4, "num:5.3").said.stderr.contains("日期序号"));
}

#[test]
fn several_mobiles_are_counted_and_the_form_says_where_the_others_go() {
    let office = Office::new();
    office.receive("甲.yaml", &card(&[("手机", "13800000000、13800000001")]));
    let plain = office.compile();
    assert_eq!(plain.records(), ["甲.yaml#1 rejected E0332"]);
    assert_eq!(plain.messages("E0332"), ["「手机」里有 2 个号码：「138****0000、138****0001」"]);
    assert!(plain.said.stderr.contains("请只留一个手机号\n"), "{}", plain.said.stderr);
    let more = "  - { key: more, label: 其他电话, kind: phone, official: false }\nidentity:";
    office.amend("data/forms/registration-2022.yaml", "identity:", more);
    let told = office.compile().said.stderr;
    assert!(told.contains("请只留一个手机号，其余的填到「其他电话」里"), "{told}");
}
