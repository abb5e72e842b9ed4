//! Return slips and reminders as they lie below `returns/`: who gets one, what stands in it, and what must not.

use std::fs;

use super::builders::{Office, Outcome, card, card_of, people, person, roster, roster_of};
use super::mails::mail;
use crate::support::files;

const FORMS: [&str; 3] = ["html", "docx", "txt"];

/// A text file below `returns/` of a programme.
fn read(office: &Office, programme: &str, name: &str) -> String {
    let path = office.root().join("结果").join(programme).join("returns").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below `returns/` of a programme.
fn written(office: &Office, programme: &str) -> Vec<String> {
    files(&office.root().join("结果").join(programme).join("returns"))
}

/// What one unit is told, as a mail and in a chat.
fn slip(office: &Office, programme: &str, unit: &str) -> [String; 2] {
    ["html", "txt"].map(|form| read(office, programme, &format!("{unit}/退回单.{form}")))
}

fn compiled(files: &[(&str, String)]) -> (Office, Outcome) {
    let office = Office::with(files);
    let outcome = office.compile();
    (office, outcome)
}

#[test]
fn a_slip_says_who_where_what_how_until_when_and_whom_to_ask() {
    let young = [("出生年月", "1995-02")];
    let mut list = people(0, 3, &young);
    list.push(person("测试癸", &[("政治面貌", "中共党员"), ("出生年月", "1995-02")]));
    let (office, _) = compiled(&[("力学/汇总表.yaml", roster_of("示例力学学会", "全国学会", &list))]);
    let [mail, chat] = slip(&office, "2025", "示例力学学会");
    for part in [
        "退回单",
        "示例力学学会　测试联络甲",
        "1 个文件、4 条人选记录",
        "有 1 处需要改正",
        "已通过 3 人：测试甲甲、测试甲乙、测试甲丙。",
        "汇总表.yaml",
        "测试癸，第",
        "不符合推荐条件第2项",
        "已通过的人选也请留在表上",
        "2025年8月14日 17:00",
        "材料报送：王伊文，010-65088522",
        "https://linghang.example/notices/2025-letter/",
    ] {
        assert!(mail.contains(part), "{part}\n\n{mail}");
        assert!(chat.contains(part), "{part}\n\n{chat}");
    }
    assert!(mail.contains("href=\"https://linghang.example/errors/E0406/\""), "{mail}");
    assert!(mail.contains("https://linghang.example/forms/#nomination-2025"), "{mail}");
    assert!(!mail.contains("力学/汇总表"), "the office's folders are its own business");
    for keeps_out in ["<script", "<style", "class=", " src=", "http://"] {
        assert!(!mail.contains(keeps_out), "mail programs throw it away: {keeps_out}");
    }
}

#[test]
fn only_units_with_something_to_mend_get_a_slip_and_only_silent_ones_a_reminder() {
    let (office, outcome) = compiled(&[
        ("集团.yaml", roster(&[], &people(0, 1, &[("联系方式", "010-00000077")]))),
        ("研究会.yaml", roster_of("示例材料研究会", "全国学会", &people(10, 6, &[("出生年月", "1995-02")]))),
    ]);
    let written = written(&office, "2025");
    let has = |unit: &str, name: &str| FORMS.map(|form| written.contains(&format!("{unit}/{name}.{form}")));
    assert_eq!(has("示例材料研究会", "退回单"), [true; 3], "{written:?}");
    assert!(!written.iter().any(|name| name.starts_with("示例集团")), "all is well there: {written:?}");
    assert_eq!(has("示例海洋学会", "催报"), [true; 3]);
    assert!(!written.iter().any(|name| name.starts_with("示例市")), "it is expected for 2022 only");
    let reminder = read(&office, "2025", "示例海洋学会/催报.txt");
    for part in [
        "测试联络戊",
        "还没有收到贵单位报送的",
        "《推荐学员汇总表》 https://linghang.example/forms/#nomination-2025",
        "每个单位不超过5人（名额分配第1项）",
        "2025年8月14日 17:00",
    ] {
        assert!(reminder.contains(part), "{part}\n\n{reminder}");
    }
    let overview = read(&office, "2025", "index.html");
    for unit in outcome.summaries[0]["units"].as_array().unwrap() {
        assert!(overview.contains(unit["unit"].as_str().unwrap()), "{unit}");
    }
    let links: Vec<&str> = overview.split("href=\"").skip(1).map(|it| it.split_once('"').unwrap().0).collect();
    let files = written.iter().filter(|name| name.contains('/')).count();
    assert_eq!(links.len(), files, "every letter and every marked copy is linked: {links:?}");
    assert!(links.iter().all(|link| written.iter().any(|name| name == link)), "{links:?} {written:?}");
}

#[test]
fn deadlines_of_classes_are_those_of_the_classes_in_question() {
    let (office, _) =
        compiled(&[("甲.yaml", card(&[("手机", "1")])), ("乙.yaml", card_of(3, &[("选择班次", "江苏班")]))]);
    let [_, chat] = slip(&office, "2022", "示例力学学会");
    assert!(chat.contains("河南班：活动开始前30日，推算为2022年") && !chat.contains("江苏班"), "{chat}");
    assert!(chat.contains("已通过的不必重报"), "{chat}");
    let reminder = read(&office, "2022", "示例海洋学会/催报.html");
    assert!(reminder.contains("江苏班：活动开始前30日"), "nobody chose yet: {reminder}");
}

#[test]
fn every_error_is_told_to_somebody_once_in_each_of_their_letters() {
    let (office, outcome) = compiled(&[
        ("甲.yaml", card(&[("手机", "1"), ("民族", "无此族")])),
        ("乙.yaml", card_of(3, &[("推荐单位", "示例材料研究会"), ("电子邮箱", "无")])),
        ("丙.yaml", card_of(5, &[("推荐单位", "")])),
        ("丁.yaml", "：\n".to_owned()),
    ]);
    let errors = outcome.summaries.iter().flat_map(|it| it["problems"].as_array().unwrap());
    let messages: Vec<&str> =
        errors.filter(|it| it["severity"] == "error").map(|it| it["message"].as_str().unwrap()).collect();
    assert!(messages.len() >= 4, "{messages:?}");
    let slips = written(&office, "2022").into_iter().filter(|name| name.ends_with("退回单.html"));
    let slips: Vec<String> = slips.map(|name| read(&office, "2022", &name)).collect();
    for message in messages {
        let told: usize = slips.iter().map(|slip| slip.matches(message).count()).sum();
        assert_eq!(told, 1, "{message}");
    }
}

#[test]
fn numbers_are_masked_in_letters_and_in_names_of_files() {
    let id = "110000198503070029";
    let wrong = [("手机", "1380000000012"), ("身份证号", "110000198503070020")];
    let (office, _) = compiled(&[(&format!("{id}.yaml"), card_of(2, &wrong))]);
    for text in slip(&office, "2022", "示例力学学会") {
        assert!(text.contains("110***********0029.yaml") && text.contains("138******0012"), "{text}");
        for number in [id, "1380000000012", "110000198503070020"] {
            assert!(!text.contains(number), "{number}\n\n{text}");
        }
    }
}

#[test]
fn a_person_of_two_units_is_told_to_both_without_the_others_file() {
    let (office, _) = compiled(&[
        ("力学/甲力学.yaml", card_of(1, &[])),
        ("材料/甲材料.yaml", card_of(1, &[("推荐单位", "示例材料研究会")])),
    ]);
    for (unit, own, others) in [("示例力学学会", "甲力学", "甲材料"), ("示例材料研究会", "甲材料", "甲力学")]
    {
        for text in slip(&office, "2022", unit) {
            assert!(text.contains("由不同单位分别报送") && text.contains(own) && !text.contains(others), "{text}");
        }
    }
}

#[test]
fn what_a_later_version_replaced_is_no_longer_asked_about() {
    let first = card(&[("填表日期", "2022-03-01"), ("电子邮箱", "无")]);
    let (office, outcome) = compiled(&[("1.yaml", first), ("2.yaml", card(&[("填表日期", "2022-03-03")]))]);
    assert_eq!(outcome.statuses(), ["superseded", "accepted"], "{:?}", outcome.records());
    let written = written(&office, "2022");
    assert!(!written.iter().any(|name| name.starts_with("示例力学学会/")), "{written:?}");
}

#[test]
fn an_unreadable_file_goes_back_to_its_folders_unit_its_sender_or_nobody_known() {
    let office = Office::with(&[("示例海洋学会/扫描件.yaml", "：\n".to_owned()), ("无名.yaml", "：\n".to_owned())]);
    office.receive_bytes("来信.eml", &mail("见附件", &[("表.yaml", "text/yaml", "：\n".as_bytes())]));
    office.run(&["compile", "回收", "--out", "结果", "--programme", "2022"]);
    let written = written(&office, "2022");
    let [_, chat] = slip(&office, "2022", "示例海洋学会");
    assert!(chat.contains("您发来的文件已经收到") && chat.contains("扫描件.yaml"), "{chat}");
    assert!(!written.iter().any(|name| name == "示例海洋学会/催报.txt"), "something came: {written:?}");
    let nobody = read(&office, "2022", "_未知单位/退回单.txt");
    assert!(nobody.contains("无名.yaml") && !nobody.contains("表.yaml》\n1. 来信"), "{nobody}");
    let sender = written.iter().find(|name| name.starts_with("_未知单位/") && name.ends_with("/退回单.txt")).unwrap();
    assert!(read(&office, "2022", sender).contains("表.yaml"), "{sender}");
}

#[test]
fn a_chat_message_stays_short_and_says_how_much_it_leaves_out() {
    let wrong = people(0, 80, &[("出生年月", "不详"), ("联系方式", "1")]);
    let (office, _) = compiled(&[("名单.yaml", roster_of("虚构协会", "", &wrong))]);
    let [mail, chat] = slip(&office, "2025", "虚构协会");
    assert!(chat.chars().count() <= 1500, "{}", chat.chars().count());
    let told = chat.lines().filter(|line| line.split_once(". ").is_some_and(|it| it.0.parse::<u32>().is_ok())).count();
    let all = mail.matches("请改正</span>").count() + mail.matches("请核对</span>").count();
    let first = chat.lines().find(|line| line.starts_with("1. ")).unwrap();
    assert!(!first.contains("测试"), "what is about the whole unit comes first: {first}");
    assert!(told > 5 && chat.contains(&format!("其余 {} 处见附件“退回单”。", all - told)), "{told} of {all}\n\n{chat}");
}

#[test]
fn a_units_name_is_a_folder_on_every_system_and_never_markup() {
    let unit = "\"<b>示例/学会: CON?\"";
    let (office, _) = compiled(&[("甲.yaml", card(&[("推荐单位", unit), ("手机", "1")]))]);
    let written = written(&office, "2022");
    let name =
        written.iter().find(|name| name.starts_with("_b_示例_学会_CON_-")).unwrap_or_else(|| panic!("{written:?}"));
    assert!(name.matches('/').count() == 1 && !name.contains(['<', ':', '?']), "{name}");
    let folder = name.split_once('/').unwrap().0;
    assert!(read(&office, "2022", &format!("{folder}/退回单.html")).contains("&lt;b&gt;示例/学会"));
    assert!(!read(&office, "2022", "index.html").contains("<b>示例"));
}
