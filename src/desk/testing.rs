//! A small desk for tests: the example project, and a few files of units that were invented.

use jiff::civil::date;
use tempfile::TempDir;

use super::folder::Folder;
use super::office::{Desk, Opening};
use crate::jobs::write_example;
use crate::lang::Lang;
use crate::model::Order;

/// Two people of a roster, of whom one may not be put forward.
pub const ROSTER: (&str, &str) = (
    "示例化学协会/名单.yaml",
    "表单: nomination-2025
推荐单位: 示例化学协会
单位类别: 全国学会
联系人: 测试联络丁
联系电话: 010-00000003
填表日期: 2025-08-09
学员:
  - 姓名: 测试天
    性别: 女
    民族: 汉族
    出生年月: 1992-11
    政治面貌: 无党派人士
    单位职务: 示例化工大学副教授
    最高学历: 博士研究生
    擅长领域: 催化化学
    联系方式: 13800000124
    可否参加专题研修班: 是
    可否参加国情研修活动: 是
    国籍: 中国
    遴选范围: 表彰举荐
  - 姓名: 测试黄
    性别: 男
    民族: 汉族
    出生年月: 1993-04
    政治面貌: 中共党员
    单位职务: 示例检测技术有限公司工程师
    最高学历: 硕士研究生
    擅长领域: 分析化学
    联系方式: 13800000125
    可否参加专题研修班: 是
    可否参加国情研修活动: 否
    国籍: 中国
    遴选范围: 基层科协会员
",
);

/// A card, and the later one that replaces it.
pub fn cards() -> [(&'static str, String); 2] {
    let card = |field: &str, day: &str| {
        format!(
            "表单: registration-2022
推荐单位: 示例力学学会
姓名: 测试甲
性别: 男
民族: 苗族
政治面貌: 无党派人士
身份证号: 110000198503121018
手机: 13800000014
电子邮箱: jia@example.org
研究领域: {field}
工作单位及职务、职称: 示例药业有限公司研发经理
选择班次: 河南班
个人简介: 2009年至2016年在示例大学学习。
填表日期: {day}
"
        )
    };
    [("示例力学学会/甲.yaml", card("流体力学", "2022-04-10")), ("示例力学学会/乙.yaml", card("固体力学", "2022-04-12"))]
}

/// A desk on which these files came in on one day, below `returned/2025-08-10/`. The folder goes with the first value.
pub fn desk<'f>(files: impl IntoIterator<Item = (&'f str, String)>) -> (TempDir, Desk) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    write_example(temp.path()).expect("the example project");
    let folder = Folder::open(temp.path()).expect("the folder is opened");
    for (name, text) in files {
        let mut kept = folder.keep(name, date(2025, 8, 10)).expect("begun");
        kept.write(text.as_bytes()).expect("written");
        kept.finish().expect("finished");
    }
    let project = temp.path().to_owned();
    let today = Box::new(|| date(2025, 8, 10));
    (temp, Desk::open(Opening { folder, project, lang: Lang::Zh, order: Order::Given, today }))
}

/// A desk with the roster and both cards.
pub fn small_desk() -> (TempDir, Desk) {
    let (name, text) = ROSTER;
    desk(cards().into_iter().chain([(name, text.to_owned())]))
}
