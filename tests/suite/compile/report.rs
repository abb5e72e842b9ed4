//! `report.html` as the office opens it: the sums of `summary.json`, every problem once, and no number in full.

use std::fs;

use serde_json::Value;

use super::builders::{Office, card, card_of, people, roster, roster_of};

/// Sound and faulty cards of 2022, and rosters of 2025 of which one is over its quota.
fn office() -> Office {
    let over = people(0, 6, &[("出生年月", "1995-02")]);
    Office::with(&[
        ("甲/表.yaml", card(&[])),
        ("乙_110000198503070029.yaml", card_of(2, &[("手机", "1380000000012")])),
        ("丙.yaml", card_of(3, &[("民族", "汉"), ("身份证号", "110000198503070010")])),
        ("力学.yaml", roster_of("示例力学学会", "全国学会", &over)),
        ("集团.yaml", roster(&[], &people(10, 3, &[]))),
        ("坏.yaml", "：\n".to_owned()),
        ("<b>说明.txt", "没有表\n".to_owned()),
    ])
}

fn page(office: &Office, programme: &str) -> String {
    fs::read_to_string(office.root().join("结果").join(programme).join("report.html")).unwrap()
}

/// What the page tells its script.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// The page up to its data: what a reader without script sees.
fn seen(page: &str) -> &str {
    page.split_once("<script type=").unwrap().0
}

/// The number that stands in a total.
fn total(page: &str, key: &str) -> u64 {
    let (_, rest) = page.split_once(&format!("data-count=\"{key}\">")).unwrap_or_else(|| panic!("no {key}"));
    rest.split_once('<').unwrap().0.parse().unwrap()
}

/// The values of a figure's bars, in their order.
fn bars(page: &str, figure: &str) -> Vec<u64> {
    let (_, rest) = page.split_once(&format!("data-figure=\"{figure}\">")).unwrap_or_else(|| panic!("no {figure}"));
    let figure = rest.split_once("</figure>").unwrap().0;
    let values = figure.split("data-value=\"").skip(1);
    values.map(|value| value.split_once('"').unwrap().0.parse().unwrap()).collect()
}

fn length(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[test]
fn every_sum_is_that_of_the_summary() {
    let office = office();
    let outcome = office.compile();
    for summary in &outcome.summaries {
        let page = page(&office, summary["programme"].as_str().unwrap());
        for (key, count) in summary["counts"].as_object().unwrap() {
            assert_eq!(total(&page, key), count.as_u64().unwrap(), "{key}");
        }
        let problems = summary["problems"].as_array().unwrap();
        for severity in ["error", "warning", "note"] {
            let count = problems.iter().filter(|it| it["severity"] == severity).count();
            assert_eq!(total(&page, severity), count as u64, "{severity}");
        }
        let counts = ["accepted", "rejected", "held", "superseded"].map(|key| summary["counts"][key].as_u64().unwrap());
        assert_eq!(bars(&page, "status"), counts);
        for form in summary["figures"]["forms"].as_array().unwrap() {
            for tally in form["tallies"].as_array().unwrap() {
                let lines = tally["lines"].as_array().unwrap().iter().map(|line| line[1].as_u64().unwrap());
                let unknown = Some(tally["unknown"].as_u64().unwrap()).filter(|count| *count > 0);
                let figure = format!("{}/{}", form["form"].as_str().unwrap(), tally["key"].as_str().unwrap());
                assert_eq!(bars(&page, &figure), lines.chain(unknown).collect::<Vec<_>>(), "{figure}");
            }
        }
        let seats = summary["figures"]["seats"].as_array().unwrap();
        let seats = seats.iter().flat_map(|it| [it["accepted"].as_u64().unwrap(), it["held"].as_u64().unwrap()]);
        assert_eq!(bars(&page, "seats"), seats.collect::<Vec<_>>());
        let data = data(&page);
        for key in ["problems", "units"] {
            assert_eq!(length(&data[key]), length(&summary[key]), "{key}");
        }
        assert_eq!(length(&data["people"]), length(&summary["records"]));
        assert_eq!(length(&data["ledger"]) as u64, summary["counts"]["files"].as_u64().unwrap());
    }
}

#[test]
fn every_problem_stands_in_it_once_with_its_line_and_how_to_mend_it() {
    let office = office();
    let outcome = office.compile();
    for summary in &outcome.summaries {
        let page = page(&office, summary["programme"].as_str().unwrap());
        let problems = summary["problems"].as_array().unwrap();
        assert_eq!(seen(&page).matches("<li class=\"problem\">").count(), problems.len());
        let data = data(&page);
        for (row, problem) in data["problems"].as_array().unwrap().iter().zip(problems) {
            assert_eq!((&row[0], &row[1]), (&problem["severity"], &problem["code"]));
            assert_eq!(row[7].is_null(), problem["help"].is_null(), "{problem}");
        }
    }
    let page = page(&office, "2022");
    let shown = seen(&page);
    assert!(shown.contains("手机: <mark>138******0012</mark>"), "{shown}");
    assert!(shown.contains("href=\"https://linghang.example/errors/E0312/\""), "{shown}");
    assert!(shown.contains("<b>怎么改</b>"), "{shown}");
}

#[test]
fn no_number_of_a_person_is_in_it_in_full_nor_anything_that_somebody_sent_as_markup() {
    let office = office();
    office.compile();
    for programme in ["2022", "2025"] {
        let page = page(&office, programme);
        let digits = |text: &str| text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap();
        let (style, data) = (page.split_once("</style>").unwrap().1, data(&page).to_string());
        assert!(digits(seen(style)) < 11 && digits(&data) < 11, "{programme}: {}", digits(&data));
        assert!(!page.contains("<b>说明"), "{programme}");
    }
    let page = page(&office, "2022");
    assert!(page.contains("乙_110***********0029.yaml"), "its files are still known");
}

#[test]
fn it_opens_from_disk_and_asks_no_place_for_anything() {
    let office = office();
    office.compile();
    let page = page(&office, "2022");
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha384-"), "a policy by digests");
    for asks in [" src=", "@import", "url(", "<link", "<iframe", "style=", "onclick"] {
        assert!(!page.contains(asks), "{asks}");
    }
}

#[test]
fn the_words_are_english_on_request_and_the_sums_the_same() {
    let office = office();
    let chinese = office.compile().summaries[0]["counts"].clone();
    office.run(&["compile", "回收", "--out", "结果", "--lang", "en"]);
    let page = page(&office, "2022");
    assert!(page.contains("<html lang=\"en\">") && page.contains("How to mend it"), "{page}");
    assert_eq!(total(&page, "accepted"), chinese["accepted"].as_u64().unwrap());
}

#[test]
fn long_lists_stand_in_the_page_as_far_as_they_fit_and_whole_in_its_data() {
    let files: Vec<(String, String)> =
        (0..130).map(|n| (format!("{n:03}.yaml"), card_of(n, &[("手机", "1")]))).collect();
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let office = Office::with(&files);
    let outcome = office.compile();
    let page = page(&office, "2022");
    let problems = length(&outcome.summaries[0]["problems"]);
    assert!(problems > 100);
    assert_eq!(seen(&page).matches("<li class=\"problem\">").count(), 100);
    assert!(page.contains(&format!("其余 {} 条见 summary.xlsx。", problems - 100)));
    assert_eq!(length(&data(&page)["problems"]), problems);
    assert_eq!(length(&data(&page)["people"]), 130);
}
