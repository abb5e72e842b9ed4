//! What people open: the sheets of `summary.xlsx`, rosters by unit and the brief, read back by other readers.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use super::builders::{Office, PNG, card_of, people, person, roster, roster_of};
use crate::support::files;

const RUN: [&str; 4] = ["compile", "回收", "--out", "结果"];

fn book(office: &Office, path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = std::fs::read(office.root().join("结果").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The cells of a sheet, in lines and joined by `|`.
fn lines(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).unwrap_or_else(|error| panic!("{sheet}: {error}"));
    let line = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    range.rows().map(|row| line(row).trim_end_matches('|').to_owned()).collect()
}

/// The parts of a workbook whose names begin so, one behind the other.
fn parts(root: &Path, path: &str, name: &str) -> Vec<String> {
    let file = std::fs::File::open(root.join("结果").join(path)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let names: Vec<String> =
        archive.file_names().map(|it| it.unwrap().into_owned()).filter(|it| it.starts_with(name)).collect();
    let read = |name: &String| {
        let mut text = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    };
    names.iter().map(read).collect()
}

#[test]
fn each_unit_has_its_own_roster_to_seal() {
    let office = Office::with(&[
        ("集团.yaml", roster(&[], &people(0, 3, &[]))),
        ("学会.yaml", roster_of("示例力学学会", "全国学会", &people(3, 2, &[("出生年月", "1995-05")]))),
    ]);
    office.run(&RUN);
    let mut group = book(&office, "2025/rosters/示例集团科学技术协会.xlsx");
    assert_eq!(group.sheet_names(), ["推荐学员汇总表"]);
    let group = lines(&mut group, "推荐学员汇总表");
    assert!(group[1].contains("推荐单位（加盖公章）：示例集团科学技术协会"), "{group:?}");
    let numbered =
        |lines: &[String]| lines.iter().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
    assert_eq!(numbered(&group), 3);
    assert!(group.iter().any(|line| line.starts_with("（加盖公章）")), "room for the seal: {group:?}");
    assert_eq!(numbered(&lines(&mut book(&office, "2025/rosters/示例力学学会.xlsx"), "推荐学员汇总表")), 2);
}

#[test]
fn a_units_name_never_leads_out_of_the_folder() {
    let office = Office::with(&[("表.yaml", roster(&[("推荐单位", "../../学会:一")], &people(0, 1, &[])))]);
    office.run(&RUN);
    let rosters = files(&office.root().join("结果/2025/rosters"));
    assert!(
        matches!(rosters.as_slice(), [only] if only.starts_with("_.._学会_一-") && only.ends_with(".xlsx")),
        "{rosters:?}"
    );
}

#[test]
fn each_class_that_somebody_chose_has_a_sheet_with_its_days_and_contacts() {
    let office =
        Office::with(&[("一.yaml", card_of(1, &[])), ("二.yaml", card_of(2, &[("选择班次", "中国林学会班")]))]);
    office.run(&RUN);
    let mut book = book(&office, "2022/summary.xlsx");
    assert_eq!(book.sheet_names()[..3], ["汇总表", "河南班", "中国林学会班"]);
    let lines = lines(&mut book, "中国林学会班");
    assert_eq!(lines[0], "第7期 全国学会分校班（中国林学会）");
    for part in ["办班时间：2022年8月上旬（5天）", "报名截止（活动开始前30日）：2022年7月2日", "人数：通过1人，待核0人"]
    {
        assert!(lines[1].contains(part), "{part} in {}", lines[1]);
    }
    assert!(lines[2].contains("地点：浙江安吉县") && lines[2].contains("承办单位：中国林学会、"), "{}", lines[2]);
    assert!(lines[3].starts_with("联系人：郭建斌、李平　010-62889737、18518162001"), "{}", lines[3]);
    assert!(!lines[4].contains("选择班次") && lines[4].starts_with("序号|推荐单位|姓名|"), "{}", lines[4]);
    assert_eq!(lines.len(), 6);
}

#[test]
fn who_can_come_stands_under_the_seats_of_each_activity() {
    let office = Office::with(&[("表.yaml", roster(&[], &people(0, 3, &[])))]);
    office.amend("content/classes/2025/01-seminar.md", "capacity: 80", "capacity: 2");
    office.run(&RUN);
    let lines = lines(&mut book(&office, "2025/summary.xlsx"), "可参加情况");
    for line in ["|||名额|2|80", "|||通过|3|0", "|||余缺|超 1 人|余 80 人", "|||结论|超出|未满"] {
        assert!(lines.iter().any(|it| it == line), "{line} in {lines:?}");
    }
    assert!(
        lines.iter().any(|line| line.starts_with("1|示例集团科学技术协会|测试甲甲|通过|✓||13800000000|")),
        "{lines:?}"
    );
}

#[test]
fn lights_follow_the_words_and_charts_stand_beside_the_tables() {
    let sent = [people(0, 6, &[]), vec![person("测试戊戊", &[("联系方式", "1")])]].concat();
    let office = Office::with(&[
        ("学会.yaml", roster_of("示例力学学会", "全国学会", &sent)),
        ("集团.yaml", roster(&[], &people(10, 6, &[]))),
    ]);
    office.run(&RUN);
    let sheets = parts(office.root(), "2025/summary.xlsx", "xl/worksheets/sheet").concat();
    for word in ["不符合", "未报送", "名额不符", "退回", "读不出", "错误"] {
        assert!(sheets.contains(&format!("<formula>\"{word}\"</formula>")), "{word}");
    }
    let charts = parts(office.root(), "2025/summary.xlsx", "xl/charts/chart").concat();
    for title in ["性别", "民族", "政治面貌", "擅长领域", "各类单位报送情况", "报送情况"] {
        assert!(charts.contains(&format!("<a:t>{title}</a:t>")), "{title}");
    }
    let drawings = parts(office.root(), "2025/summary.xlsx", "xl/drawings/drawing").concat();
    assert!(drawings.contains("通过的人选按性别的人数：男 6，女 0"), "what each chart shows is said in words");
}

#[test]
fn a_free_text_is_counted_where_the_form_says_so() {
    let all = [people(0, 2, &[("擅长领域", "力学")]), vec![person("测试戊戊", &[("擅长领域", "化学")])]].concat();
    let office = Office::with(&[("表.yaml", roster(&[], &all))]);
    let outcome = office.run(&RUN);
    let tallies = outcome.summaries.last().unwrap()["figures"]["forms"][0]["tallies"].clone();
    let tally = tallies.as_array().unwrap().iter().find(|it| it["key"] == "expertise").unwrap();
    assert_eq!(tally["lines"].to_string(), r#"[["力学",2],["化学",1]]"#, "the commonest first");
}

#[test]
fn problems_link_to_their_page_and_to_the_persons_row() {
    let office = Office::with(&[("甲.yaml", card_of(1, &[("手机", "1")])), ("乙.yaml", card_of(2, &[("民族", "汉")]))]);
    office.run(&RUN);
    let relations = parts(office.root(), "2022/summary.xlsx", "xl/worksheets/_rels/").concat();
    assert!(relations.contains("https://linghang.example/errors/E0312/"), "{relations}");
    let sheets = parts(office.root(), "2022/summary.xlsx", "xl/worksheets/sheet").concat();
    assert!(sheets.contains("location=\"待核与退回!A2\"") || sheets.contains("location=\"'待核与退回'!A2\""));
    let mut own = book(&office, "2022/summary.xlsx");
    let problems = lines(&mut own, "问题清单");
    assert!(
        problems.iter().any(|line| line.starts_with("错误|E0312|甲.yaml|") && line.ends_with("|测试甲")),
        "{problems:?}"
    );
    assert!(lines(&mut own, "待核与退回")[1].contains("|测试甲|"));
}

#[test]
fn photos_stand_on_a_sheet_where_they_are_asked_for() {
    let office = Office::with(&[("甲/表.yaml", card_of(1, &[("照片", "甲.png")])), ("乙.yaml", card_of(2, &[]))]);
    office.receive_bytes("甲/甲.png", PNG);
    office.run(&RUN);
    assert!(!book(&office, "2022/summary.xlsx").sheet_names().contains(&"照片".to_owned()));
    office.run(&[&RUN[..], &["--photos"]].concat());
    let lines = lines(&mut book(&office, "2022/summary.xlsx"), "照片");
    assert_eq!(lines[0], "通过的人选 2 人，有照片的 1 人。");
    assert_eq!(lines[1..4], ["（没有照片）", "测试甲|测试甲", "示例力学学会|示例力学学会"]);
    assert_eq!(parts(office.root(), "2022/summary.xlsx", "xl/media/image").len(), 1);
}

#[test]
fn the_brief_says_the_figures_on_one_page() {
    let office = Office::with(&[("表.yaml", roster(&[], &people(0, 2, &[]))), ("坏.yaml", "：\n".to_owned())]);
    office.run(&[&RUN[..], &["--today", "2025-08-12", "--programme", "2025"]].concat());
    let html = std::fs::read_to_string(office.root().join("结果/2025/brief.html")).unwrap();
    for sentence in
        ["收到文件 2 个：已读取 1 个，读不出 1 个。", "截至2025年8月12日", "未报送的单位：", "专题研修班名额 80 人"]
    {
        assert!(html.contains(sentence), "{sentence} in {html}");
    }
    assert!(html.contains("style-src 'sha384-") && !html.contains("<script") && !html.contains("src="));
    let word = parts(office.root(), "2025/brief.docx", "word/document.xml").concat();
    assert!(word.contains("截至2025年8月12日") && word.contains("收到文件 2 个"));
}
