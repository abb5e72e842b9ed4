//! Cards in workbooks: the official registration form, and the ways in which it comes back.

use super::compiled;
use crate::compile::book::Book;
use crate::compile::builders::id_number;

/// The official card as it is printed: labels left of their values, the photo merged down three rows.
fn card(name: &str, order: u32) -> String {
    let id = id_number("19850307", order);
    let sex = if order.is_multiple_of(2) { "女" } else { "男" };
    format!(
        "| “领航计划”青年科技领军人才国情研修活动报名表 |
         | 推荐单位 | 示例力学学会 |
         | 姓    名 | {name} | 性   别 | {sex} | 民   族 | 汉族 | 照片 |
         | 政治面貌 | 群众 | 身份证号 | {id} |
         | 手    机 | 13800000000 | 办公电话 | 010-00000000 |
         | 电子邮箱 | jia@example.org | | 研究领域 | 新能源 |
         | 工作单位及职务、职称 | 示例大学教授 |
         | 选择班次 | 河南班 |
         | 个人简介\\n（学习、工作经历） | 在示例大学任教。 |
         | 注：每位学员限参加1个班次。 |"
    )
}

fn book(name: &str, order: u32) -> Book {
    let merged = ["A1:G1", "B2:G2", "G3:G5", "D4:F4", "D5:F5", "B6:C6", "E6:G6", "B7:G7", "B8:G8", "B9:G9"];
    Book::default().sheet("报名表", &card(name, order)).merge(&merged)
}

#[test]
fn the_official_card_reads_as_it_is() {
    let outcome = compiled(&book("测试甲", 1));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!(outcome.values("bio"), ["在示例大学任教。"]);
    assert_eq!(outcome.values("research_field"), ["新能源"]);
    assert_eq!(outcome.problems("E0423"), Vec::<String>::new());
    assert_eq!(outcome.messages("E0421"), ["按标题认作《“领航计划”青年科技领军人才国情研修活动报名表》"]);
}

#[test]
fn what_stands_above_and_below_a_card_is_told() {
    let around = format!(
        "| 此人改由测试乙参加，作废 |
         {}
         | 备注：本表作废，以另表为准 |
         | 测试乙 | {} |",
        card("测试甲", 1),
        id_number("19900307", 2)
    );
    let outcome = compiled(&Book::default().sheet("报名表", &around));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    let places = ["表.xlsx 报名表!A1 note", "表.xlsx 报名表!A12 note", "表.xlsx 报名表!A13 note"];
    assert_eq!(outcome.problems("E0426"), places);
    // A remark that is not the form's own is told among the labels too.
    let among = card("测试甲", 1).replace("| 选择班次", "| 注：本人不能参加 |\n| 选择班次");
    let outcome = compiled(&Book::default().sheet("报名表", &among));
    assert_eq!(outcome.problems("E0426"), ["表.xlsx 报名表!A8 note"]);
    for own in ["附件1", "推荐单位意见：（加盖公章）　　年　　月　　日"] {
        let outcome = compiled(&Book::default().sheet("报名表", &format!("| {own} |\n{}", card("测试甲", 1))));
        let told = if own.starts_with("附件") { Vec::new() } else { vec!["表.xlsx 报名表!A1 note".to_owned()] };
        assert_eq!(outcome.problems("E0426"), told, "{own}");
    }
}

#[test]
fn a_value_that_is_missing_is_told_at_its_cell() {
    let empty = card("测试甲", 1).replace("| 13800000000 |", "|  |").replace("河南班", "海南班");
    let outcome = compiled(&Book::default().sheet("报名表", &empty));
    assert_eq!(outcome.problems("E0301"), ["表.xlsx 报名表!B5 error"]);
    assert_eq!(outcome.problems("E0315"), ["表.xlsx 报名表!B8 error"]);
}

#[test]
fn a_photo_may_lie_over_its_cell_or_in_it() {
    for book in [book("测试甲", 1).picture(3, 7), book("测试甲", 1).picture(4, 7)] {
        assert_eq!(compiled(&book).values("photo"), ["（单元格内的图片）"]);
    }
    let within = card("测试甲", 1).replace("| 照片 |", "| 照片 | cellpicture:_xlfn.DISPIMG(\"ID_0\",1) |");
    let outcome = compiled(&Book::default().sheet("报名表", &within));
    assert_eq!(outcome.values("photo"), ["（单元格内的图片）"]);
    let astray = card("测试甲", 1).replace("| 示例力学学会 |", "| cellpicture:DISPIMG(\"ID_0\",1) |");
    let outcome = compiled(&Book::default().sheet("报名表", &astray));
    assert_eq!(outcome.problems("E0318"), ["表.xlsx 报名表!B2 error"]);
}

#[test]
fn a_card_a_sheet_and_several_on_one_are_so_many_records() {
    let several = Book::default().sheet("甲", &card("测试甲", 1)).sheet("乙", &card("测试乙", 2));
    let outcome = compiled(&several);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"]);
    let stacked = format!("{}\n|  |\n{}", card("测试甲", 1), card("测试乙", 2));
    let outcome = compiled(&Book::default().sheet("报名表", &stacked));
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙"]);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"]);
}

#[test]
fn labels_may_stand_above_their_values_or_in_the_same_cell() {
    let id = id_number("19850307", 1);
    let above = format!(
        "| 报名表 |
         | 姓名 | 性别 | 民族 | 政治面貌 |
         | 测试甲 | 男 | 汉族 | 群众 |
         | 推荐单位 | 身份证号 | 手机 | 电子邮箱 |
         | 示例力学学会 | {id} | 13800000000 | jia@example.org |
         | 研究领域：新能源 | 工作单位及职务、职称：示例大学教授 | 选择班次：河南班 |
         | 个人简介：在示例大学任教。 |"
    );
    let outcome = compiled(&Book::default().sheet("报名表", &above));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!(outcome.values("unit_post_title"), ["示例大学教授"]);
}

#[test]
fn people_in_rows_are_cards_too() {
    let row = |name: &str, order: u32| {
        let (id, sex) = (id_number("19850307", order), if order.is_multiple_of(2) { "女" } else { "男" });
        format!(
            "| {order} | 河南班 | 示例力学学会 | {name} | {sex} | 汉族 | 群众 | {id} | 13800000000 | jia@example.org | 新能源 | 示例大学教授 | 在示例大学任教。 |"
        )
    };
    let table = format!(
        "| “领航计划”青年科技领军人才国情研修活动报名汇总表 |
         | 序号 | 选择班次 | 推荐单位 | 姓名 | 性别 | 民族 | 政治面貌 | 身份证号 | 手机 | 电子邮箱 | 研究领域 | 工作单位及职务、职称 | 个人简介 |
         {}
         {}",
        row("测试甲", 1),
        row("测试乙", 2)
    );
    let outcome = compiled(&Book::default().sheet("汇总", &table));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"]);
}

#[test]
fn defined_names_mark_the_cells_of_our_card() {
    let renamed =
        card("测试甲", 1).replace("| 姓    名 |", "| 称呼 |").replace("个人简介\\n（学习、工作经历）", "介绍");
    let book = Book::default().sheet("报名表", &renamed).name("lh_name", "报名表!$B$3").name("lh_bio", "报名表!$B$9");
    let outcome = compiled(&book);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!(outcome.values("name"), ["测试甲"]);
    assert_eq!(outcome.messages("E0423"), ["「称呼」不属于任何栏目，没有采用", "「介绍」不属于任何栏目，没有采用"]);
}

#[test]
fn what_belongs_to_no_label_is_told() {
    let more = card("测试甲", 1).replace("| 选择班次 | 河南班 |", "| 选择班次 | 河南班 | 饮食要求 | 清真 |");
    let outcome = compiled(&Book::default().sheet("报名表", &more));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!(outcome.problems("E0423"), ["表.xlsx 报名表!C8 warning", "表.xlsx 报名表!D8 warning"]);
}

#[test]
fn a_long_text_may_speak_of_other_labels() {
    let bio = "研究领域：计量。手机：见上。民族：略。";
    let outcome = compiled(&Book::default().sheet("报名表", &card("测试甲", 1).replace("在示例大学任教。", bio)));
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted"]);
    assert_eq!(outcome.values("bio"), [bio]);
    assert_eq!(outcome.values("research_field"), ["新能源"]);
}

/// Cards side by side: every line of one, brought to so many cells, then that of the other.
fn beside(cards: &[String]) -> String {
    let cells = |line: &str| {
        let mut cells: Vec<String> =
            line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        cells.resize(8, String::new());
        cells
    };
    let lines =
        |at: usize| cards.iter().filter_map(move |card| card.lines().nth(at)).flat_map(cells).collect::<Vec<_>>();
    let count = cards[0].lines().count();
    (0..count).map(|at| format!("| {} |\n", lines(at).join(" | "))).collect()
}

#[test]
fn cards_side_by_side_are_a_record_each() {
    let cards = [card("测试甲", 1), card("测试乙", 2), card("测试丙", 3)];
    let two = compiled(&Book::default().sheet("报名表", &beside(&cards[..2])));
    assert_eq!(two.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"], "{}", two.said.stderr);
    assert_eq!([two.values("name"), two.values("sex")], [["测试甲", "测试乙"], ["男", "女"]]);
    // Two beside each other, and another two below them.
    let four = format!("{}|  |\n{}", beside(&cards[..2]), beside(&[cards[2].clone(), card("测试丁", 4)]));
    let four = compiled(&Book::default().sheet("报名表", &four));
    assert_eq!(four.values("name"), ["测试甲", "测试丙", "测试乙", "测试丁"], "{}", four.said.stderr);
    let wrong = [cards[0].clone(), cards[1].replace("13800000000", "1380000000")];
    let wrong = compiled(&Book::default().sheet("报名表", &beside(&wrong)));
    assert_eq!(wrong.statuses(), ["accepted", "rejected"]);
    assert_eq!(wrong.problems("E0312"), ["表.xlsx 报名表!J5 error"]);
}

#[test]
fn a_label_that_comes_again_within_a_card_is_told_and_makes_no_other_card() {
    let twice = card("测试甲", 1).replace("| 选择班次 | 河南班 |", "| 选择班次 | 河南班 | 选择班次 | 北京班 |");
    let outcome = compiled(&Book::default().sheet("报名表", &twice));
    assert_eq!(outcome.statuses(), ["rejected"]);
    assert_eq!(outcome.problems("E0127").len(), 1);
}

#[test]
fn an_empty_card_holds_nobody() {
    let blank: String = card("测试甲", 1)
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.trim().trim_matches('|').split('|').collect();
            let keep = |(at, cell): (usize, &&str)| {
                if at % 2 == 0 || cells.len() < 2 { cell.to_string() } else { String::new() }
            };
            format!("| {} |\n", cells.iter().enumerate().map(keep).collect::<Vec<_>>().join("|"))
        })
        .collect();
    let outcome = compiled(&Book::default().sheet("报名表", &blank.replace("照片", "").replace("新能源", "")));
    assert_eq!(outcome.ledger(), ["表.xlsx 已读取 0"]);
    assert_eq!(outcome.said.stderr.matches("[E0409]").count(), 1, "{}", outcome.said.stderr);
}

#[test]
fn names_of_another_row_or_of_another_card_mislead_nobody() {
    let stamp = "| linghang |\n| registration-2022 |";
    let names = |book: Book, row: u32| {
        book.sheet("_form", stamp)
            .hide()
            .name("lh_name", &format!("报名表!$B${}", row + 3))
            .name("lh_political_status", &format!("报名表!$B${}", row + 4))
            .name("lh_mobile", &format!("报名表!$B${}", row + 5))
            .name("lh_email", &format!("报名表!$B${}", row + 6))
    };
    for row in [0, 1, 2] {
        let outcome = compiled(&names(book("测试甲", 1), row));
        assert_eq!(outcome.records(), ["表.xlsx#1 accepted"], "{row} rows off");
        assert_eq!([outcome.values("name"), outcome.values("mobile")], [["测试甲"], ["13800000000"]], "{row} rows off");
    }
    let two = format!("{}\n|  |\n{}", card("测试甲", 1), card("测试乙", 2));
    let outcome = compiled(&names(Book::default().sheet("报名表", &two), 0));
    assert_eq!(outcome.values("name"), ["测试甲", "测试乙"]);
    assert_eq!(outcome.records(), ["表.xlsx#1 accepted", "表.xlsx#2 accepted"]);
}
