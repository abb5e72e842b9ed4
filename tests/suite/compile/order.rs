//! The order of people on lists: as returned, by reading, or by the strokes of surnames.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::builders::{Office, Outcome, person, roster_of};
use crate::support::run;

/// Common surnames in stroke order, written down by the rule: number of strokes, then 横竖撇点折 one after the other.
const BY_STROKES: &str = "丁 卜 刁 于 万 卫 习 马 王 韦 云 尤 车 牛 毛 方 尹 孔 邓 甘 艾 左 石 龙 卢 叶 田 史 白 冯 邢 吉 毕 吕 朱 乔 任 华 向 庄 刘 \
                          齐 江 汤 安 许 孙 严 苏 杜 李 杨 肖 吴 邱 何 余 邹 辛 汪 沈 宋 张 陆 陈 邵 武 苗 范 林 欧 罗 金 周 郑 单 孟 赵 郝 胡 钟 \
                          段 侯 施 姜 洪 姚 贺 秦 袁 聂 贾 夏 顾 钱 徐 殷 高 郭 唐 陶 黄 曹 龚 常 崔 康 梁 彭 葛 董 蒋 韩 覃 程 傅 曾 温 谢 雷 \
                          解 蔡 廖 谭 熊 黎 潘 薛 戴 魏";

/// An office to which two units sent these people, by turns.
fn office(names: &[String]) -> Office {
    let sent = |from: usize, unit: &str| {
        let people: Vec<String> = names.iter().skip(from).step_by(2).map(|name| person(name, &[])).collect();
        roster_of(unit, "央企科协", &people)
    };
    Office::with(&[("甲.yaml", sent(0, "示例集团科学技术协会")), ("乙.yaml", sent(1, "样例能源集团科学技术协会"))])
}

/// The names in `roster.csv`, and those of the first official table.
fn lists(office: &Office) -> (Vec<String>, Vec<String>) {
    let folder = office.root().join("结果/2025");
    let text = fs::read_to_string(folder.join("roster.csv")).unwrap();
    let of_csv = text.lines().skip(1).map(|line| line.split(',').nth(3).unwrap().to_owned()).collect();
    let mut book: Xlsx<_> = open_workbook(folder.join("summary.xlsx")).unwrap();
    let sheet = book.worksheet_range("汇总表").unwrap();
    let people = sheet.rows().filter(|row| matches!(row[0], Data::Float(_)));
    (of_csv, people.map(|row| row[1].to_string()).collect())
}

fn ordered(names: &[String], order: &[&str]) -> (Office, Outcome) {
    let office = office(names);
    let outcome = office.run(&[&["compile", "回收", "--out", "结果", "-v"], order].concat());
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
    (office, outcome)
}

/// The names from the last to the first, so that nothing stands right by chance.
fn turned(names: &[String]) -> Vec<String> {
    names.iter().rev().cloned().collect()
}

#[test]
fn by_strokes_all_lists_are_in_the_official_order() {
    let names: Vec<String> = BY_STROKES.split_whitespace().map(|surname| format!("{surname}测试")).collect();
    assert!(names.len() > 60);
    let (office, outcome) = ordered(&turned(&names), &["--order", "strokes"]);
    let (of_csv, of_book) = lists(&office);
    assert_eq!(of_csv, names);
    assert_eq!(of_book, names);
    assert!(outcome.problems("E0525").is_empty());
    // Files keep their own order where programs read them.
    assert_eq!(outcome.values("name")[0], turned(&names)[1], "乙.yaml comes first");
}

#[test]
fn by_reading_surnames_are_read_as_surnames() {
    let names = "安测 卜测 曹测 仇测 单测 解测 查测 曾测 张测试 章测 朱测";
    let expected = "安测 卜测 曹测 仇测 单测 解测 曾测 查测 张测试 章测 朱测";
    let split = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (office, _) = ordered(&turned(&split(names)), &["--order", "pinyin"]);
    assert_eq!(lists(&office).0, split(expected));
}

#[test]
fn without_an_order_people_stay_as_they_were_returned() {
    let names: Vec<String> = ["魏测", "丁测", "王测", "安测"].map(str::to_owned).into();
    let given = ["丁测", "安测", "魏测", "王测"].map(str::to_owned);
    for order in [&[][..], &["--order", "given"]] {
        let (office, _) = ordered(&names, order);
        assert_eq!(lists(&office).0, given);
    }
}

#[test]
fn the_merged_table_says_its_order() {
    let names: Vec<String> = ["魏测", "丁测"].map(str::to_owned).into();
    for (order, remark) in [("strokes", "按姓氏笔画排序。"), ("pinyin", "按姓名拼音排序。"), ("given", "序号")]
    {
        let (office, _) = ordered(&names, &["--order", order]);
        let mut book: Xlsx<_> = open_workbook(office.root().join("结果/2025/summary.xlsx")).unwrap();
        assert_eq!(book.worksheet_range("合并表").unwrap().get((0, 0)).unwrap().to_string(), remark);
    }
}

#[test]
fn characters_that_nobody_knows_are_told_once() {
    let names: Vec<String> = ["魏\u{20BB8}", "\u{20BB7}测", "丁测", "王\u{20BB7}"].map(str::to_owned).into();
    let (office, outcome) = ordered(&names, &["--order", "strokes"]);
    assert_eq!(lists(&office).0, ["丁测", "王\u{20BB7}", "魏\u{20BB8}", "\u{20BB7}测"]);
    assert_eq!(outcome.problems("E0525").len(), 1);
    assert!(outcome.messages("E0525")[0].contains("\u{20BB7}、\u{20BB8}"), "{:?}", outcome.messages("E0525"));
}

#[test]
fn orders_that_do_not_exist_are_refused() {
    let said = run(Office::new().root(), &["compile", "回收", "--order", "笔画"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("strokes"), "{}", said.stderr);
}
