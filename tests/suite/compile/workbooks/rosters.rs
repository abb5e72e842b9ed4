//! Rosters in workbooks: the official table as units return it, and all that they change in it.

use super::{HEADER, LABELS, compiled, person, roster};
use crate::compile::book::Book;

#[test]
fn the_official_table_reads_as_it_is() {
    let table = format!(
        "| 附件1 |
         | 推荐学员汇总表 |
         {HEADER}
         {LABELS}
         {}
         {}
         | 3 |
         | … | … | … |",
        person("测试甲"),
        person("测试乙")
    );
    let outcome = compiled(&Book::default().sheet("Sheet1", &table).merge(&["A2:L2", "A3:D3", "E3:H3", "I3:L3"]));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326"]);
    assert_eq!(outcome.values("contact_phone"), ["010-00000001", "010-00000001"]);
    assert_eq!(outcome.problems("E0326")[0], "表.xlsx Sheet1!B5 warning");
}

#[test]
fn the_other_official_table_lacks_the_unit_and_is_taken() {
    let table = format!(
        "| 附件2 |
         | 2024年推荐学员参加活动信息表 |
         | 联系人及电话：测试联络甲 010-00000001 | | | | | 填表日期：2025年8月10日 |
         {LABELS}
         {}",
        person("测试甲")
    );
    let outcome = compiled(&Book::default().sheet("Sheet1", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326"]);
    assert_eq!(outcome.messages("E0326"), ["「推荐单位」没有填，待补"]);
}

#[test]
fn labels_and_values_stand_in_neighbouring_cells_too() {
    let table = format!(
        "| 推荐单位\\n（加盖公章） | 示例集团科学技术协会 | | 联系人及电话 | 测试联络甲 | 010-00000001 | | 填表日期 | day:2025-08-10 |
         | 单位类别 | 央企科协 |
         | 报送方式：补充 |
         {LABELS}
         {}",
        person("测试甲")
    );
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326"]);
    assert_eq!(outcome.values("contact_name"), ["测试联络甲"]);
    assert_eq!(outcome.values("contact_phone"), ["010-00000001"]);
    assert_eq!(outcome.values("filled_on"), ["2025-08-10"]);
    assert_eq!(outcome.units(), ["示例集团科学技术协会 央企科协 1+0 ok"]);
}

#[test]
fn a_header_that_contradicts_itself_is_told_as_given_twice() {
    let table = |unit: &str, day: &str| {
        format!(
            "{HEADER}
             {LABELS}
             {}
             | 推荐单位：{unit} |
             | 填表日期：{day} |",
            person("测试甲")
        )
    };
    let outcome = compiled(&Book::default().sheet("名单", &table("示例化学学会", "2025-08-12")));
    assert_eq!(
        outcome.problems("E0127"),
        ["表.xlsx 名单!A4 error -> 表.xlsx 名单!A1", "表.xlsx 名单!A5 error -> 表.xlsx 名单!A1"]
    );
    assert!(outcome.records()[0].starts_with("表.xlsx#1 rejected"), "{:?}", outcome.records());
    for (unit, day) in [("", ""), ("（加盖公章）", "年　　月　　日"), ("2025年8月10日", "8月10日")] {
        let outcome = compiled(&Book::default().sheet("名单", &table(unit, day)));
        assert_eq!(outcome.problems("E0127"), Vec::<String>::new(), "{unit} {day}");
        assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326"]);
    }
}

#[test]
fn a_header_may_do_without_colons() {
    let table = format!(
        "| 推荐单位（加盖公章）示例集团科学技术协会 |
         | 联系人 测试联络甲 | 联系电话010-00000001 | 填表日期2025年8月10日 |
         {LABELS}
         {}",
        person("测试甲")
    );
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326"]);
    assert_eq!(outcome.values("contact_phone"), ["010-00000001"]);
    let below = format!("{LABELS}\n{}\n{HEADER}", person("测试甲"));
    assert_eq!(compiled(&Book::default().sheet("名单", &below)).records(), ["表.xlsx#1 accepted E0326"]);
}

#[test]
fn two_rosters_on_one_sheet_keep_their_units() {
    let other = HEADER.replace("示例集团科学技术协会", "示例高新区科协");
    let table = format!("{}\n|  |\n{other}\n{LABELS}\n{}", roster(&[person("测试甲")]), person("测试乙"));
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.values("recommending_unit"), ["示例集团科学技术协会", "示例高新区科协"]);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326"]);
}

#[test]
fn columns_may_be_renamed_in_the_usual_ways_moved_and_added() {
    let table = format!(
        "{HEADER}
         | 序号 | 姓  名 | 民 族 | 性\\n别 | 联系方式： | 出生年月 | 政治面貌* | 单位职务（含职称） | 最高学历 | 擅长领域 | 可否参加\\n专题研修班 | 可否参加国情研修活动 | 遴选范围 | 身高 | 备注 |
         | 1 | 测试甲 | 汉族 | 男 | 13800000000 | 1980-05 | 群众 | 示例大学教授 | 博士研究生 | 精密测量 | 是 | 否 | 表彰举荐 | 178 | 兼任理事 |
         | 2 | 测试乙 | 汉族 | 男 | 13800000000 | 1980-05 | 群众 | 示例大学教授 | 博士研究生 | 精密测量 | 是 | 否 | 表彰举荐 | 180 | |"
    );
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"]);
    assert_eq!(outcome.values("remark"), ["兼任理事", ""]);
    assert_eq!(outcome.problems("E0424"), ["表.xlsx 名单!N2 warning"]);
    assert_eq!(outcome.messages("E0424"), ["表单里没有「身高」这一栏，其中 2 格内容没有采用"]);
}

#[test]
fn labels_may_take_two_rows() {
    let table = format!(
        "{HEADER}
         | 序号 | 姓名 | 性别 | 民族 | 出生年月 | 政治面貌 | 单位职务 | 最高学历 | 擅长领域 | 联系方式 | 可否参加 | | 遴选范围 |
         | | | | | | | | | | | 专题研修班 | 国情研修活动 | |
         {} 表彰举荐 |",
        person("测试甲")
    );
    let outcome = compiled(&Book::default().sheet("名单", &table).merge(&["K2:L2", "A2:A3", "B2:B3", "C2:C3"]));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!([outcome.values("attend_seminar"), outcome.values("attend_study_tour")], [["是"], ["否"]]);
}

#[test]
fn what_people_leave_among_the_rows_is_no_person() {
    let rows = [
        "| 例 | 张某 | 男 | 汉族 | 1980-05 | 群众 | 某大学 | 博士研究生 | 测量 | 13800000000 | 是 | 否 |".to_owned(),
        person("测试甲"),
        String::from("|  |"),
        LABELS.to_owned(),
        person("测试乙"),
        "| ... | ... | ... |".to_owned(),
        "| …… |".to_owned(),
        "| 合计 | 2人 |".to_owned(),
        "| 注：本表由推荐单位填写。 |".to_owned(),
        "| 填表人： | 测试联络甲 |".to_owned(),
    ];
    let outcome = compiled(&Book::default().sheet("名单", &roster(&rows)));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326"]);
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙"]);
    assert_eq!(
        outcome.messages("E0426"),
        [
            "「例 张某 男 汉族 1980-05 群众 某大学 博士研究生 测量 138000…」这一行不是人选，没有采用",
            "「合计 2人」这一行不是人选，没有采用",
            "「注：本表由推荐单位填写。」这一行不是人选，没有采用",
            "「填表人： 测试联络甲」这一行不是人选，没有采用",
        ]
    );
}

#[test]
fn what_stands_above_the_labels_is_told_unless_it_is_print() {
    let above = |line: &str| {
        let table = format!("| {line} |\n{}", roster(&[person("测试甲")]));
        compiled(&Book::default().sheet("名单", &table))
    };
    for print in ["附件1", "推荐单位意见", "（加盖公章）　　年　　月　　日"] {
        let outcome = above(print);
        let told = if print.ends_with("意见") { vec!["表.xlsx 名单!A1 note"] } else { Vec::new() };
        assert_eq!(outcome.problems("E0426"), told, "{print}");
    }
    let outcome = above("测试丙因故退出，请勿录取");
    assert_eq!(outcome.messages("E0426"), ["「测试丙因故退出，请勿录取」这一行不是人选，没有采用"]);
    assert_eq!(outcome.values("name"), ["测试甲"]);
}

#[test]
fn rows_below_the_table_and_hidden_ones_count() {
    let mut rows = vec![person("测试甲"), person("测试乙")];
    rows.extend(std::iter::repeat_n("|  |".to_owned(), 30));
    rows.push(person("测试丙"));
    let outcome = compiled(&Book::default().sheet("名单", &roster(&rows)).hide_row(4));
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙", "测试丙"]);
    assert_eq!(outcome.problems("E0425"), ["表.xlsx 名单!A4 warning"]);
    let hidden = compiled(&Book::default().sheet("名单", &roster(&[person("测试甲")])).hide_column(4));
    assert_eq!(hidden.problems("E0425"), ["表.xlsx 名单!D3 warning"]);
}

#[test]
fn ditto_and_empty_cells_are_told_where_they_are() {
    let ditto = "| 1 | 测试甲 | 男 | | 1980-05 | 群众 | 同上 | 博士研究生 | 精密测量 | 13800000000 | 是 | 否 |";
    let outcome = compiled(&Book::default().sheet("名单", &roster(&[ditto.to_owned()])));
    assert_eq!(outcome.problems("E0301"), ["表.xlsx 名单!D3 error"]);
    assert_eq!(outcome.problems("E0319"), ["表.xlsx 名单!G3 error"]);
}

#[test]
fn a_unit_may_have_a_column_merged_down_its_rows() {
    let labels = LABELS.replace("| 序号 |", "| 推荐单位 | 单位类别 | 联系人 | 联系电话 | 填表日期 | 序号 |");
    let unit = |name: &str, category: &str| format!("| {name} | {category} | 测试联络甲 | 010-00000001 | 2025-08-10 ");
    let table = format!(
        "| 推荐学员汇总表 |
         {labels}
         {}{}
         | | | | | {}
         {}{}",
        unit("示例集团科学技术协会", "央企科协"),
        person("测试甲"),
        person("测试乙"),
        unit("示例高新区科协", "国家级园区科协"),
        person("测试丙"),
    );
    let book = Book::default().sheet("名单", &table).merge(&["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4"]);
    let outcome = compiled(&book);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326", "表.xlsx#3 accepted E0326"]);
    let units: Vec<String> = outcome.values("recommending_unit");
    assert_eq!(units, ["示例集团科学技术协会", "示例集团科学技术协会", "示例高新区科协"]);
    assert_eq!(outcome.messages("E0417"), Vec::<String>::new());
}

#[test]
fn a_row_with_a_unit_of_its_own_overrules_the_header_and_that_is_told() {
    let labels = LABELS.replace("| 序号 |", "| 推荐单位 | 序号 |");
    let rows: Vec<String> = ["示例高新区科协", "", "示例化学会", "示例高新区科协"]
        .iter()
        .zip(["测试甲", "测试乙", "测试丙", "测试丁"])
        .map(|(unit, name)| format!("| {unit} {}", person(name)))
        .collect();
    let outcome = compiled(&Book::default().sheet("名单", &format!("{HEADER}\n{labels}\n{}", rows.join("\n"))));
    let unit = outcome.values("recommending_unit");
    assert_eq!(unit, ["示例高新区科协", "示例高新区科协", "示例集团科学技术协会", "示例化学会"]);
    assert_eq!(outcome.problems("E0417"), ["表.xlsx 名单!A1 note -> 表.xlsx 名单!A3"]);
}

#[test]
fn one_unit_a_sheet_is_one_roster_each_and_a_further_sheet_goes_on() {
    let other = HEADER.replace("示例集团科学技术协会", "示例高新区科协");
    let second = format!("{other}\n{LABELS}\n{}", person("测试乙"));
    let third = format!("{LABELS}\n{}", person("测试丙"));
    let book = Book::default()
        .sheet("甲", &roster(&[person("测试甲")]))
        .sheet("乙", &second)
        .sheet("乙（续）", &third)
        .sheet("说明", "| 请于8月14日前报送。 |")
        .sheet("填写示例", &roster(&[person("测试丁")]));
    let outcome = compiled(&book);
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙", "测试丙"]);
    let units = outcome.values("recommending_unit");
    assert_eq!(units, ["示例集团科学技术协会", "示例高新区科协", "示例高新区科协"]);
    assert_eq!(outcome.problems("E0422"), ["表.xlsx 说明!A1 note", "表.xlsx 填写示例!A1 note"]);
    assert_eq!(outcome.ledger(), ["表.xlsx 已读取 3"]);
}

#[test]
fn two_forms_in_one_workbook_are_both_read() {
    let attendance = format!(
        "| 2024年推荐学员参加活动信息表 |
         | 推荐单位：示例集团科学技术协会 | 联系人：测试联络甲 | 联系电话：010-00000001 | 填表日期：2025-08-10 |
         {LABELS}
         {}",
        person("测试戊")
    );
    let book = Book::default().sheet("附件1", &roster(&[person("测试甲")])).sheet("附件2", &attendance);
    let outcome = compiled(&book);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted"]);
    let forms = outcome.messages("E0421");
    assert_eq!(forms, ["按栏目名认作《推荐学员汇总表》", "按标题认作《2024年推荐学员参加活动信息表》"]);
    assert_eq!(outcome.ledger(), ["表.xlsx 已读取 2"]);
}

#[test]
fn an_empty_blank_beside_a_filled_one_is_left_aside() {
    let book =
        Book::default().sheet("附件1", &roster(&[person("测试甲")])).sheet("附件2", &roster(&["| 1 |".to_owned()]));
    let outcome = compiled(&book);
    assert_eq!(outcome.values("name"), ["测试甲"]);
    assert_eq!(outcome.problems("E0422"), ["表.xlsx 附件2!A1 note"]);
    let alone = compiled(&Book::default().sheet("附件1", &roster(&["| 1 |".to_owned()])));
    assert_eq!(alone.said.stderr.matches("[E0409]").count(), 1);
}

#[test]
fn our_own_blank_says_what_it_is_and_where_everything_stands() {
    let table = format!(
        "| 汇总 |
         | 单位 | 示例集团科学技术协会 | 联系人 | 测试联络甲 | 电话 | 010-00000001 | 日期 | 2025-08-10 |
         | 号 | 叫什么 | 性别 | 民族 | 出生年月 | 政治面貌 | 单位职务 | 最高学历 | 擅长领域 | 联系方式 | 能否研修 | 能否国情 | 遴选范围 |
         {} 表彰举荐 |",
        person("测试甲")
    );
    let stamped = |mark: &str| {
        Book::default()
            .sheet("名单", &table)
            .sheet("_form", &format!("| linghang |\n| nomination-2025 |\n| {mark} |"))
            .hide()
            .name("lh_recommending_unit", "名单!$B$2")
            .name("lh_contact_name", "名单!$D$2")
            .name("lh_contact_phone", "名单!$F$2")
            .name("lh_filled_on", "名单!$H$2")
            .name("lh_name", "名单!$B$3")
            .name("lh_attend_seminar", "名单!$K$3")
            .name("lh_attend_study_tour", "名单!$L$3")
    };
    let outcome = compiled(&stamped(""));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert!(outcome.problems("E0421").is_empty());
    let changed = compiled(&stamped("0123456789abcdef"));
    assert_eq!(changed.records(), ["表.xlsx#1 accepted"]);
    let told = &changed.messages("E0427")[0];
    assert!(told.contains("少了栏目") && told.contains("「任职」") && told.contains("「号」"), "{told}");
    let book = stamped("").sheet("x", "| x |");
    let renamed = Book::default().sheet("名单", &table).sheet("_form", "| linghang |\n| nomination-2024 |");
    assert_eq!(compiled(&renamed).said.stderr.matches("[E0430]").count(), 1);
    assert_eq!(compiled(&book).records(), ["表.xlsx#1 accepted"]);
}

#[test]
fn what_stands_right_of_the_table_is_told() {
    let outcome = compiled(&Book::default().sheet("名单", &roster(&[person("测试甲")])).far(3, 20, "这位同志很优秀"));
    assert_eq!(outcome.problems("E0423"), ["表.xlsx 名单!T3 warning"]);
    assert_eq!(outcome.messages("E0423"), ["「这位同志很优秀」不属于任何栏目，没有采用"]);
}

#[test]
fn names_that_a_script_left_behind_are_passed_over() {
    let table = |more: &str| {
        let people = [person("测试甲") + more, person("测试乙")].join("\n");
        format!("| 附件1 |\n| 推荐学员汇总表 |\n{HEADER}\n{LABELS}\n{people}")
    };
    let stamped =
        |table: &str| Book::default().sheet("名单", table).sheet("_form", "| linghang |\n| nomination-2025 |").hide();
    let keys = ["name", "sex", "ethnicity", "birth", "political_status", "unit_post"];
    // Over the title, where the labels were before rows came in above, and over the first person.
    for row in [2, 5] {
        let named = |book: Book, (at, key): (usize, &str)| {
            book.name(&format!("lh_{key}"), &format!("名单!${}${row}", ["B", "C", "D", "E", "F", "G"][at]))
        };
        let outcome = compiled(&keys.into_iter().enumerate().fold(stamped(&table("")), named));
        assert_eq!(outcome.values("name"), ["测试甲", "测试乙"], "row {row}");
        assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326"], "row {row}");
    }
    // Over an empty column, after one was deleted: what stands there is told.
    let outcome = compiled(&stamped(&table(" 可以 |")).name("lh_attend_study_tour", "名单!$M$4"));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted E0326", "表.xlsx#2 accepted E0326"]);
    assert_eq!(outcome.problems("E0423"), ["表.xlsx 名单!M5 warning"]);
}

#[test]
fn one_mistake_is_told_once_however_many_it_concerns() {
    let twice = format!(
        "{HEADER}\n{LABELS} 姓名 |\n{} 测试甲 |\n{} 测试乙 |",
        person("测试甲"),
        person("测试乙").replace("| 汉族 ", "| ")
    );
    let outcome = compiled(&Book::default().sheet("名单", &twice.replace("汉族", "汗族")).merge(&["D3:D4"]));
    assert_eq!(outcome.problems("E0127"), ["表.xlsx 名单!M2 error -> 表.xlsx 名单!B2"]);
    assert_eq!(outcome.problems("E0315"), ["表.xlsx 名单!D3 error"]);
    let both = "rejected E0127 E0315 E0326";
    assert_eq!(outcome.records(), [format!("表.xlsx#1 {both}"), format!("表.xlsx#2 {both}")]);
}

#[test]
fn a_column_that_was_deleted_is_one_message_and_the_people_keep_the_rest() {
    let without = |line: &str| {
        line.replace(" 政治面貌 |", "").replace(" 群众 |", "").replace(" 民族 |", "").replace(" 汉族 |", "")
    };
    let people = [person("测试甲"), person("测试乙")].map(|line| without(&line));
    let table = format!("{HEADER}\n{}\n{}", without(LABELS), people.join("\n"));
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 rejected E0326 E0428", "表.xlsx#2 rejected E0326 E0428"]);
    assert_eq!(outcome.messages("E0428"), ["表里没有「民族」这一栏", "表里没有「政治面貌」这一栏"]);
    assert_eq!(outcome.problems("E0428"), ["表.xlsx 名单!B2 error"; 2]);
    assert_eq!(outcome.problems("E0301"), Vec::<String>::new());
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙"]);
}

#[test]
fn a_column_that_is_missing_from_the_rosters_of_several_units_is_told_once() {
    let without = |line: &str| line.replace(" 政治面貌 |", "").replace(" 群众 |", "");
    let row = |unit: &str, name: &str| format!("{} {unit} |", without(&person(name)));
    let table = format!(
        "| 填表日期：2025年8月10日 | | 联系人及电话：测试联络甲 010-00000001 |\n{} 推荐单位 |\n{}\n{}",
        without(LABELS),
        row("示例集团科学技术协会", "测试甲"),
        row("示例高新区科协", "测试乙")
    );
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.statuses(), ["rejected"; 2]);
    assert_eq!(outcome.messages("E0428"), ["表里没有「政治面貌」这一栏"]);
}

#[test]
fn a_line_that_is_missing_above_the_table_is_a_missing_column_too() {
    let header = HEADER.replace("填表日期：2025年8月10日", "");
    let table = format!("{header}\n{LABELS}\n{}", person("测试甲"));
    let outcome = compiled(&Book::default().sheet("名单", &table));
    assert_eq!(outcome.messages("E0428"), ["表里没有「填表日期」这一栏"]);
    assert_eq!(outcome.problems("E0410"), ["表.xlsx 名单!A1 error"]);
}

#[test]
fn an_empty_roster_says_only_that_nobody_is_listed() {
    let empty = "推荐单位（加盖公章）：  联系人及电话：  填表日期：  年  月  日";
    for header in [format!("| {empty} |"), "| 推荐学员汇总表 |".to_owned()] {
        let outcome = compiled(&Book::default().sheet("名单", &format!("{header}\n{LABELS}\n| 1 |\n| 2 |")));
        let told = &outcome.said.stderr;
        assert_eq!(told.matches("错误[").count() + told.matches("提醒[").count(), 1, "{told}");
        assert!(told.contains("错误[E0409]"), "{told}");
    }
}
