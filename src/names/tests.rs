//! Names in order: by strokes as published lists have them, by reading as dictionaries have it; given names are made up.

use super::Names;
use crate::model::Order;

const SURNAMES: &str = include_str!("../../tests/fixtures/surnames.txt");

/// Strokes of the first character, the surname, its syllables.
fn surnames() -> impl Iterator<Item = (usize, &'static str, Vec<&'static str>)> {
    let lines = SURNAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(count, names)| {
        names.split(", ").map(move |name| {
            let (name, reading) = name.split_once(' ').expect("a name and its reading");
            (count.parse().expect("a number"), name, reading.split(' ').collect())
        })
    })
}

fn sorted(names: &[&str], order: Order) -> Vec<String> {
    let table = Names::read();
    // From the end, so that nothing stands right by chance.
    let mut names: Vec<String> = names.iter().rev().map(ToString::to_string).collect();
    names.sort_by_cached_key(|name| table.key(name, order));
    names
}

#[test]
fn the_commonest_surnames_have_strokes_and_readings() {
    let table = Names::read();
    let mut last = None;
    for (strokes, name, reading) in surnames() {
        assert_eq!(table.reading(name), Some(reading), "{name}");
        assert_eq!(table.unknown(name, Order::Strokes), [] as [char; 0]);
        let key = table.key(&format!("{name}测试"), Order::Strokes);
        assert!(last < Some((strokes, key.clone())), "{name} comes too late");
        last = Some((strokes, key));
    }
    assert!(surnames().count() >= 500);
}

/// Of each level of 《通用规范汉字表》, which prints them by strokes: the commonest surnames by their numbers in it.
const LEVELS: [&str; 2] = [
    "丁于万马王尤车牛毛文方孔邓甘艾左石龙卢叶申田史冉付代白包冯兰宁司吉成毕曲吕朱乔伍任华向庄刘齐关江汤安许孙阳纪严苏杜李杨肖时吴何余\
     谷辛汪沈宋张陆陈武苗范林欧尚易罗季岳金周庞郑单房屈孟赵胡柳钟段侯饶施姜洪祝姚贺骆秦袁耿聂莫贾夏顾柴钱候徐殷翁凌高郭唐涂陶黄梅曹盛常崔\
     符康章梁彭葛董蒋韩喻程傅焦舒鲁童曾温游谢蓝蒲蒙赖雷路鲍解蔡管谭熊黎颜潘薛霍穆戴魏",
    "亓韦卞尹邝匡邢邬祁阮牟芮岑邱佟佘邸狄邹闵邵邰冼郝茹柯郜俞胥敖晁晏倪奚栾姬龚谌逯覃鄢靳裘甄虞詹雍阙窦褚蔺臧裴廖阚翟缪樊滕瞿",
];

#[test]
fn surnames_stand_as_the_table_of_characters_prints_them() {
    for level in LEVELS {
        let names: Vec<String> = level.chars().map(|surname| format!("{surname}测试")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(names.len() >= 60);
        assert_eq!(sorted(&names, Order::Strokes), names);
    }
}

#[test]
fn surnames_stand_as_in_a_published_list() {
    // The surnames of a list printed 以简体姓氏笔画为序 (members of a provincial committee, Macao Daily, 8 January 2023),
    // as far as the surname decides.
    let names = [
        "马测", "卢测", "刘测", "许测", "李测", "杨测", "陈测", "林测", "郑测", "柯测", "黄测", "龚测", "崔测", "梁测",
        "廖测", "黎测", "戴测",
    ];
    assert_eq!(sorted(&names, Order::Strokes), names);
}

#[test]
fn within_a_surname_given_names_of_one_character_come_first() {
    let names = ["王甲", "王测", "王一乙", "王一丁", "王丁一", "王测一", "王测试"];
    assert_eq!(sorted(&names, Order::Strokes), names);
}

#[test]
fn compound_surnames_stand_by_their_first_character() {
    // 上官 among three strokes, 司马 among five, 欧阳 after 欧 and before 罗, 诸葛 among ten.
    let names = [
        "于试",
        "上官测试",
        "马试",
        "司试",
        "司马测试",
        "司徒测",
        "欧试",
        "欧阳试",
        "欧阳测试",
        "罗试",
        "诸葛测",
        "陶试",
    ];
    assert_eq!(sorted(&names, Order::Strokes), names);
    // Two characters are a surname and a given name.
    assert_eq!(sorted(&["欧阳", "欧测试"], Order::Strokes), ["欧阳", "欧测试"]);
}

#[test]
fn names_with_a_dot_go_by_their_characters() {
    let names = ["阿不都·测试", "阿布都・测试", "陈测"];
    assert_eq!(sorted(&names, Order::Strokes), names);
    // 单 and 曾 are read as surnames only where they are surnames.
    let names = ["曾·测试", "单·测试", "查测试", "单测试"];
    let expected = ["曾·测试", "单·测试", "单测试", "查测试"];
    assert_eq!(sorted(&names, Order::Pinyin), expected);
}

#[test]
fn surnames_of_two_readings_are_read_as_surnames() {
    let table = Names::read();
    let readings = "单 shan4, 仇 qiu2, 区 ou1, 查 zha1, 曾 zeng1, 解 xie4, 覃 qin2, 朴 piao2, 任 ren2, 华 hua4, 盖 ge3, 乐 yue4, \
                    尉迟 yu4 chi2, 万俟 mo4 qi2, 长孙 zhang3 sun1, 澹台 tan2 tai2, 尉 wei4, 宁 ning2, 甯 ning4, 缪 miao4, 翟 zhai2";
    for pair in readings.split(", ") {
        let (name, reading) = pair.split_once(' ').expect("a name and its reading");
        assert_eq!(table.reading(name).map(|it| it.join(" ")).as_deref(), Some(reading), "{name}");
    }
}

#[test]
fn readings_go_by_syllable_then_tone_then_strokes() {
    // 林 lín, 蔺 lìn, 凌 líng; 张 before 章, which has more strokes, whatever their given names; 卢 before 吕.
    let names = [
        "安测",
        "曹测",
        "陈测",
        "林测",
        "蔺测",
        "凌测",
        "卢测",
        "鲁测",
        "路测",
        "吕测",
        "欧测",
        "欧阳测",
        "单测",
        "沈测",
        "解测",
        "谢测",
        "曾测",
        "张测",
        "张甲",
        "张测试",
        "章测",
        "朱测",
    ];
    let expected = [
        "安测",
        "曹测",
        "陈测",
        "林测",
        "蔺测",
        "凌测",
        "卢测",
        "鲁测",
        "路测",
        "吕测",
        "欧测",
        "欧阳测",
        "单测",
        "沈测",
        "谢测",
        "解测",
        "曾测",
        "张测",
        "张测试",
        "张甲",
        "章测",
        "朱测",
    ];
    assert_eq!(sorted(&names, Order::Pinyin), expected);
}

#[test]
fn latin_letters_come_after_han_and_unknown_characters_last() {
    for order in [Order::Strokes, Order::Pinyin] {
        let names = ["魏测", "Amós Test", "Ben Test", "ceshi", "\u{20BB7}测", "\u{20BB8}测"];
        assert_eq!(sorted(&names, order), names, "{order:?}");
    }
    let table = Names::read();
    assert_eq!(table.unknown("魏\u{20BB7}·\u{E000} Test", Order::Strokes), ['\u{20BB7}', '\u{E000}']);
}

#[test]
fn traditional_characters_are_known() {
    let names = ["趙測", "張測", "陳測", "馬測", "劉測"];
    let expected = ["馬測", "陳測", "張測", "趙測", "劉測"];
    assert_eq!(sorted(&names, Order::Strokes), expected);
    let names = ["陈测", "陳測", "刘测", "劉測", "张测", "張測"];
    assert_eq!(sorted(&names, Order::Pinyin), names);
}

#[test]
fn the_tables_are_whole() {
    let table = include_str!("strokes.txt").lines().filter(|line| !line.starts_with('#'));
    let mut labels = Vec::new();
    let mut characters: Vec<char> = Vec::new();
    for line in table {
        let (label, part) = line.split_once(' ').expect("a label and characters");
        let (count, first) = label.split_once('-').expect("strokes and the first of them");
        labels.push((count.parse::<u8>().expect("a number"), first.parse::<u8>().expect("a number")));
        characters.extend(part.chars());
    }
    assert!(labels.is_sorted());
    let all = characters.len();
    characters.sort_unstable();
    characters.dedup();
    assert_eq!(characters.len(), all, "no character stands twice");
    // U+4E00 to U+9FA5, of which some forty are left out, and those of 通用规范汉字表 beyond them.
    assert!(all > 21_000, "{all}");
    let size =
        include_str!("strokes.txt").len() + include_str!("readings.txt").len() + include_str!("surnames.txt").len();
    assert!(size < 200_000, "{size}");
}

#[test]
fn as_returned_all_names_are_equal() {
    let table = Names::read();
    assert_eq!(table.key("王测", Order::Given), table.key("", Order::Given));
    assert_eq!(table.unknown("\u{20BB7}", Order::Given), [] as [char; 0]);
}
