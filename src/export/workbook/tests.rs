//! Workbooks read back by another program's reader.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::bytes;
use super::table::{Plan, Table, columns};
use crate::export::testing::{Example, card_example, decided_example, roster_example};
use crate::formats::sheet::{Book, Style};
use crate::lang::Lang;

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn open(example: &Example) -> Xlsx<Cursor<Vec<u8>>> {
    read(bytes(&example.roster(Lang::Zh)).expect("bytes"))
}

/// The cells of a sheet, in lines and joined by `|`.
fn lines(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).unwrap_or_else(|error| panic!("{sheet}: {error}"));
    let line = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    range.rows().map(line).collect()
}

fn assert_has(lines: &[String], expected: &str) {
    assert!(lines.iter().any(|line| line == expected), "{expected}\nis not in\n{}", lines.join("\n"));
}

#[test]
fn sheets_stand_in_the_order_of_the_work() {
    let book = open(&roster_example());
    let names = [
        "汇总表",
        "2024年推荐学员参加活动信息表",
        "合并表",
        "待核与退回",
        "名额核对",
        "单位报送情况",
        "问题清单",
        "统计",
        "收件台账",
    ];
    assert_eq!(book.sheet_names(), names);
}

#[test]
fn the_official_table_holds_all_accepted_people_and_only_what_all_have_in_common() {
    let mut book = open(&roster_example());
    let lines = lines(&mut book, "汇总表");
    assert_eq!(lines[0].trim_end_matches('|'), "推荐学员汇总表");
    // Two units and two phones, but one day.
    let header: Vec<_> = lines[1].split('|').filter(|text| !text.is_empty()).collect();
    assert_eq!(header, ["推荐单位（加盖公章）：", "联系人及电话：", "填表日期：2025年8月10日"]);
    assert_eq!(lines[2], "序号|姓名|性别|民族|出生年月|政治面貌|单位职务|联系方式|可否参加专题研修班");
    assert_eq!(lines[3], "1|测试甲|女|汉族|1990-10|群众|示例研究院副研究员|13800000001|是");
    assert_eq!(lines[4], "2|测试乙|男|汉族|1990-10|群众|=1+1|13800000001|是");
    assert!(lines[5].starts_with("3|测试戊|"), "{}", lines[5]);
    assert!(lines[6].contains("（加盖公章）") && lines[7].contains("年　　月　　日"), "{lines:?}");
}

#[test]
fn a_single_unit_is_named_above_its_table() {
    let mut example = roster_example();
    example.summary.records.truncate(2);
    let lines = lines(&mut open(&example), "汇总表");
    assert!(lines[1].contains("推荐单位（加盖公章）：示例力学学会|"), "{}", lines[1]);
    assert!(lines[1].contains("联系人及电话：测试乙　010-00000001|"), "{}", lines[1]);
}

#[test]
fn a_table_stands_even_if_nobody_was_accepted() {
    let mut example = roster_example();
    example.summary.records.clear();
    let mut book = open(&example);
    assert!(lines(&mut book, "汇总表")[3].starts_with("（没有通过的人选）"));
    assert_eq!(book.sheet_names()[1], "合并表");
}

#[test]
fn cards_make_a_roster_with_id_numbers_as_text() {
    let mut book = open(&card_example());
    let official = lines(&mut book, "汇总表");
    assert_eq!(official[0].trim_end_matches('|'), "国情研修活动报名汇总表");
    assert_eq!(official[1], "序号|选择班次|推荐单位|姓名|身份证号");
    assert_eq!(official[2], "1|河南班|示例力学学会|测试甲|110000198503070011");
    let range = book.worksheet_range("汇总表").expect("sheet");
    assert!(matches!(range.get((2, 4)), Some(Data::String(_))));
    let statistics = lines(&mut book, "统计");
    for line in ["男|1", "女|1", "选择班次|人数", "江苏班|0"] {
        assert!(statistics.iter().any(|row| row.trim_end_matches('|') == line), "{line} in {statistics:?}");
    }
}

#[test]
fn who_is_held_or_turned_away_stands_beside_the_reason() {
    let lines = lines(&mut open(&roster_example()), "待核与退回");
    let form = "推荐学员汇总表";
    let found = "不符合推荐条件第2项：政治面貌不是中共党员；「政治面貌」填的是「中共党员」";
    assert_has(&lines, &format!("退回|示例力学学会|测试丙|{found}|E0406|{form}|示例力学学会/汇总表.yaml|3"));
    assert_has(
        &lines,
        &format!(
            "待核|示例材料研究会|测试庚|「示例材料研究会」计入名额 6 人，超出名额分配第1项规定的 5 人：测试庚|E0507|{form}|示例材料研究会/汇总表.yaml|2"
        ),
    );
    // No problem with that code stands at the record: the catalogue's title serves.
    assert_has(&lines, &format!("被替换|示例力学学会|测试丁|被后来的版本替换|E0502|{form}|示例力学学会/汇总表.yaml|4"));
}

#[test]
fn units_and_quotas() {
    let mut book = open(&roster_example());
    let quotas = lines(&mut book, "名额核对");
    assert_has(
        &quotas,
        "示例力学学会|全国学会|3|0|每个单位不超过5人|名额分配第1项|2|5|符合".replace("|3|0|", "|2|0|").as_str(),
    );
    assert_has(&quotas, "示例材料研究会|全国学会|3|0|每个单位不超过5人|名额分配第1项|6|5|不符合");
    assert_has(&quotas, "示例材料研究会|全国学会|3|0|每个单位不超过5人|名额分配第1项|1|2|暂定");
    let units = lines(&mut book, "单位报送情况");
    let remark = "名册中的单位 3 家，连同名册外的共 3 家：未报送 1 家，待更正 1 家，名额不符 1 家。";
    assert!(units[0].starts_with(remark), "{}", units[0]);
    let call = "测试联络甲|010-00000004、010-00000005|示例省科学技术协会";
    assert_has(&units, &format!("示例海洋学会|全国学会|未报送|是|0|0|0|0|0|{call}"));
    assert_has(&units, &format!("示例力学学会|全国学会|待更正|是|1|2|1|0|1|{call}"));
    assert_has(&units, &format!("示例材料研究会|全国学会|名额不符|是|2|2|0|1|0|{call}"));
}

#[test]
fn problems_name_their_place_and_mask_numbers() {
    let lines = lines(&mut open(&roster_example()), "问题清单");
    assert_has(
        &lines,
        "错误|E0312|示例材料研究会/汇总表.yaml|第30行第9列||「联系方式」的「238****0001」不是手机号|请填写以 1 开头的 11 位手机号||测试庚",
    );
    assert!(lines[2].ends_with("|计入的人选 示例材料研究会/汇总表.yaml:20:5|"), "{}", lines[2]);
}

#[test]
fn people_are_counted_by_form() {
    let lines = lines(&mut open(&roster_example()), "统计");
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end_matches('|').to_owned()).collect();
    for line in [
        "人选记录|通过|退回|待核|被替换|合计",
        "推荐学员汇总表|3|1|1|1|6",
        "2024年推荐学员参加活动信息表|1|0|0|0|1",
        "合计|4|1|1|1|7",
        "未报送|1",
        "全国学会|3|2|4|1|1|1",
        "《推荐学员汇总表》通过的人选，共 3 人",
        "年龄（按 2025-08-14 计算）|人数",
        "35岁及以下|3",
        "群众|3",
    ] {
        assert_has(&lines, line);
    }
}

#[test]
fn a_full_sheet_goes_on_in_the_next_one() {
    let mut book = Book::new("").expect("book");
    let plan = Plan {
        name: "表".into(),
        remarks: vec!["说明".into()],
        columns: columns([("甲", 8.0)]),
        fixed: 0,
        lights: None,
        above: Vec::new(),
    };
    let mut table = Table::open(&mut book, plan).expect("table").limited(5);
    for number in 1..=5_usize {
        table.row([(number.into(), Style::Body)]).expect("row");
    }
    table.close().expect("close");
    let mut book = read(book.finish().expect("bytes"));
    assert_eq!(book.sheet_names(), ["表", "表（2）", "表（3）", "表（4）"]);
    assert_eq!(lines(&mut book, "表"), ["说明", "甲", "1", "2", "未完，下接表「表（2）」"]);
    let before = "上接表「表」：一张表至多 1,048,576 行";
    assert_eq!(lines(&mut book, "表（2）"), [before, "说明", "甲", "3", "未完，下接表「表（3）」"]);
    let before = "上接表「表（2）」：一张表至多 1,048,576 行";
    assert_eq!(lines(&mut book, "表（3）"), [before, "说明", "甲", "4", "未完，下接表「表（4）」"]);
    let before = "上接表「表（3）」：一张表至多 1,048,576 行";
    assert_eq!(lines(&mut book, "表（4）"), [before, "说明", "甲", "5"]);
}

#[test]
fn decisions_stand_with_reasons_and_effects_and_paper_is_a_report() {
    let mut book = open(&decided_example());
    let decisions = lines(&mut book, "裁定");
    assert!(decisions[0].starts_with("裁定 3 条：起作用 2 条，没有起作用 1 条。"), "{}", decisions[0]);
    let accepted = "准予通过|示例材料研究会/汇总表.yaml 第2条 测试庚|电话核实|测试办|2025-08-12|是|待核 → 通过|";
    assert!(decisions[2].starts_with(accepted), "{}", decisions[2]);
    assert!(decisions[3].contains("|否|没有起作用：收件里没有「丙.yaml」|"), "{}", decisions[3]);
    assert!(decisions[4].contains("已收纸质材料|示例海洋学会|"), "{}", decisions[4]);
    let units = lines(&mut book, "单位报送情况");
    assert!(units[0].contains("纸质已收 1 家") && !units[0].contains("未报送"), "{}", units[0]);
    assert!(
        units.iter().any(|line| {
            line.starts_with("示例海洋学会|全国学会|纸质已收|是|0|2025-08-13 16:30 收到，4 人（测试办）|0|0|0|0|")
        }),
        "{units:?}"
    );
}
