//! Files of all sorts: what is read, what is left aside, what cannot be read, and how files are named.

use super::builders::{Office, card, card_of, people, roster};

#[test]
fn a_file_that_is_no_form_is_told_and_the_others_go_on() {
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    for (name, text) in [
        ("名单.txt", "姓名 测试甲"),
        ("无扩展名", "x"),
        ("空.yaml", ""),
        ("列表.yaml", "- 甲\n- 乙\n"),
        ("无表单.yaml", "姓名: 测试甲\n"),
        ("别的表.yaml", "表单: registration-2023\n姓名: 测试甲\n"),
        ("冒号.yaml", "表单：registration-2022\n姓名：测试甲\n"),
        ("两份.yaml", "表单: registration-2022\n---\n表单: registration-2022\n"),
        ("断.yaml", "表单: registration-2022\n姓名: [测试甲\n"),
    ] {
        office.receive(name, text);
    }
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"]);
    let told = outcome.ledger();
    let unreadable = told.iter().filter(|line| line.ends_with(" 读不出 0")).count();
    assert_eq!((told.len(), unreadable), (10, 9), "{told:?}");
    let codes = ["E0107", "E0126", "E0401", "E0402", "E0122", "E0128", "E0120"];
    for code in codes {
        assert!(outcome.said.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.said.stderr);
    }
    assert_eq!(outcome.said.status, 1);
    assert!(outcome.said.stdout.contains("收到文件 10 个：读取 1，无法读取 9，忽略 0"), "{}", outcome.said.stdout);
}

#[test]
fn by_products_are_left_aside_without_a_word() {
    let office = Office::with(&[("甲.yaml", card(&[]))]);
    for name in ["~$甲.xlsx", "._甲.yaml", ".DS_Store", "Thumbs.db", "__MACOSX/甲.yaml", "desktop.ini"] {
        office.receive(name, "x");
    }
    let outcome = office.compile();
    assert_eq!(outcome.ledger().iter().filter(|line| line.ends_with(" 略过 0")).count(), 6, "{:?}", outcome.ledger());
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));
    assert!(outcome.said.stdout.contains("收到文件 7 个：读取 1，无法读取 0，忽略 6"), "{}", outcome.said.stdout);
}

#[test]
fn texts_of_all_encodings_and_line_ends_are_the_same() {
    let text = card(&[]);
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows = text.replace('\n', "\r\n");
    for (name, bytes, note) in [
        ("bom", marked.as_slice(), false),
        ("gb18030", &gb, true),
        ("utf16", &utf16, true),
        ("crlf", windows.as_bytes(), false),
    ] {
        let office = Office::new();
        office.receive_bytes("甲.yaml", bytes);
        let outcome = office.compile();
        assert_eq!(outcome.records(), ["甲.yaml#1 accepted"], "{name}");
        assert_eq!(outcome.values("bio"), ["在示例大学任教。"], "{name}");
        assert_eq!(outcome.problems("E0106").len(), usize::from(note), "{name}");
        assert_eq!(outcome.said.status, 0, "{name}");
    }
}

#[test]
fn places_count_lines_and_columns_in_characters() {
    let office = Office::new();
    let text = card(&[("手机", "12345")]).replace('\n', "\r\n");
    office.receive_bytes("甲.yaml", &[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat());
    let outcome = office.compile();
    let problem = &outcome.summaries[0]["problems"][0];
    assert_eq!((&problem["code"], &problem["field"]), (&"E0312".into(), &"手机".into()));
    assert_eq!((&problem["line"], &problem["column"]), (&8.into(), &5.into()));
}

#[test]
fn one_path_gives_names_relative_to_it() {
    let office = Office::with(&[("示例省/市/甲.yaml", card(&[]))]);
    assert_eq!(office.compile().records(), ["示例省/市/甲.yaml#1 accepted"]);
    let outcome = office.run(&["compile", "回收/示例省/", "--out", "结果"]);
    assert_eq!(outcome.records(), ["市/甲.yaml#1 accepted"]);
    let outcome = office.run(&["compile", "回收/示例省/市/甲.yaml", "--out", "结果"]);
    assert_eq!(outcome.records(), ["甲.yaml#1 accepted"], "a file gives its name");
}

#[test]
fn several_paths_put_their_last_component_first() {
    let office = Office::with(&[
        ("一/名单/甲.yaml", card_of(1, &[])),
        ("二/乙.yaml", card_of(3, &[])),
        ("丙.yaml", card_of(5, &[])),
    ]);
    let outcome = office.run(&["compile", "回收/一/名单", "回收/二/", "回收/丙.yaml", "--out", "结果"]);
    assert_eq!(outcome.records(), ["丙.yaml#1 accepted", "二/乙.yaml#1 accepted", "名单/甲.yaml#1 accepted"]);
}

#[test]
fn a_file_that_two_paths_reach_is_read_once() {
    let office = Office::with(&[("一/甲.yaml", card(&[])), ("二/乙.yaml", card_of(3, &[]))]);
    let outcome = office.run(&["compile", "回收", "回收/一", "./回收/二/../二/乙.yaml", "--out", "结果"]);
    assert_eq!(outcome.statuses(), ["accepted", "accepted"], "{:?}", outcome.records());
}

#[test]
fn files_of_one_name_in_two_paths_stay_apart() {
    let office = Office::with(&[("一/名单/甲.yaml", card_of(1, &[])), ("二/名单/甲.yaml", card_of(3, &[]))]);
    let outcome = office.run(&["compile", "回收/一/名单", "回收/二/名单", "--out", "结果"]);
    let told = outcome.records();
    assert_eq!(outcome.statuses(), ["accepted", "accepted"]);
    assert_ne!(told[0], told[1], "each has a name of its own");
}

#[test]
fn a_file_called_as_our_marker_hides_nothing() {
    for marker in ["", "x\n", "linghang sites\n", "Linghang summaries\n"] {
        let files = [("甲/表.yaml", card(&[])), ("甲/.linghang", marker.to_owned()), ("乙.yaml", card_of(3, &[]))];
        let outcome = Office::with(&files).compile();
        assert_eq!(outcome.records(), ["乙.yaml#1 accepted", "甲/表.yaml#1 accepted"], "{marker:?}");
    }
    let files =
        [("甲/表.yaml", card(&[])), ("甲/.linghang", "linghang summaries\n".to_owned()), ("乙.yaml", card_of(3, &[]))];
    let outcome = Office::with(&files).compile();
    assert_eq!(outcome.records(), ["乙.yaml#1 accepted"], "our own outputs");
    assert!(outcome.said.stderr.contains("E0110"), "{}", outcome.said.stderr);
    // What this very run writes, or wrote, is no news.
    let office = Office::with(&[("甲/表.yaml", card(&[])), ("甲/.linghang", "linghang summaries\n".to_owned())]);
    let outcome = office.run(&["compile", "回收", "--out", "回收/甲"]);
    assert!(!outcome.said.stderr.contains("E0110"), "{}", outcome.said.stderr);
}

#[test]
fn the_sums_reconcile_in_a_mixed_folder() {
    let office = Office::with(&[
        ("1.yaml", card(&[])),
        ("1(1).yaml", card(&[])),
        ("2.yaml", card_of(3, &[("手机", "1")])),
        ("3.yaml", card_of(5, &[])),
        ("3改.yaml", card_of(5, &[("选择班次", "北京班")])),
        ("名单.yaml", roster(&[], &people(0, 6, &[]))),
        ("园区.yaml", roster(&[("推荐单位", "虚构协会"), ("单位类别", "")], &people(10, 2, &[]))),
        (".DS_Store", "x".to_owned()),
        ("坏.yaml", "表单: [\n".to_owned()),
        ("说明.doc", "x".to_owned()),
    ]);
    let outcome = office.compile();
    let mut total = [0; 9];
    for summary in &outcome.summaries {
        let of = |key: &str| usize::try_from(summary["counts"][key].as_u64().unwrap()).unwrap();
        let keys = ["files", "read", "unreadable", "ignored", "records", "accepted", "rejected", "held", "superseded"];
        let counts = keys.map(of);
        let [files, read, unreadable, ignored, records, accepted, rejected, held, superseded] = counts;
        assert_eq!(files, read + unreadable + ignored);
        assert_eq!(records, accepted + rejected + held + superseded);
        assert_eq!(records, summary["records"].as_array().unwrap().len());
        for (sum, count) in total.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    assert_eq!(total, [7, 7, 0, 0, 13, 7, 1, 4, 1], "{:?}", outcome.records());
    let sums = "收到文件 10 个：读取 7，无法读取 2，忽略 1\n人选记录 13 条：通过 7，退回 1，待核 4，被替换 1";
    assert!(outcome.said.stdout.contains(sums), "{}", outcome.said.stdout);
    let mut names: Vec<String> = outcome.ledger().iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect();
    names.dedup();
    assert_eq!(names.len(), 10, "every file once");
}

#[test]
fn only_the_programme_that_was_asked_for_is_summed_up() {
    let office = Office::with(&[("甲.yaml", card(&[])), ("名单.yaml", roster(&[], &people(0, 1, &[])))]);
    let outcome = office.run(&["compile", "回收", "--programme", "2025", "--out", "结果"]);
    assert_eq!(outcome.records(), ["名单.yaml#1 accepted"]);
    assert_eq!(outcome.ledger().len(), 2, "the ledger has every file all the same");
}

#[test]
fn a_roster_without_people_is_told() {
    let office = Office::with(&[("名单.yaml", roster(&[], &[]))]);
    let outcome = office.compile();
    assert_eq!(outcome.problems("E0409"), ["名单.yaml:7 error"]);
    assert_eq!(outcome.ledger(), ["名单.yaml 已读取 0"]);
}

#[test]
fn warnings_beyond_the_limit_of_a_file_are_no_error() {
    let rows = people(0, 100, &[("遴选范围", ""), ("民族", "汉")]);
    let other = people(0, 100, &[("遴选范围", ""), ("出生年月", "1981-05")]);
    let text = roster(&[], &[rows, other, people(0, 10, &[("遴选范围", ""), ("出生年月", "1982-05")])].concat());
    let outcome = Office::with(&[("名单.yaml", text)]).compile();
    assert_eq!(outcome.statuses(), ["accepted"; 210].map(str::to_owned));
    assert_eq!(outcome.said.status, 0, "{}", outcome.messages("E0109").join(""));
}
