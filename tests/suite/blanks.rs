//! Blank forms as workbooks, and how all formats are asked for and offered.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Reader, Xlsx};

use crate::support::{run, shipped, write};

const FORMS: [&str; 6] = [
    "assessment-2022",
    "attendance-2025",
    "closing-report-2022",
    "feedback-2022",
    "nomination-2025",
    "registration-2022",
];

/// The parts of a workbook's package.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn blank(root: &Path, form: &str) -> std::path::PathBuf {
    let said = run(root, &["blank", form, "--format", "xlsx", "--out", "blank"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    root.join(format!("blank/{form}.xlsx"))
}

#[test]
fn formats_are_asked_for_by_name_once_or_more() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let written = |args: &[&str]| {
        let said = run(temp.path(), args);
        assert_eq!(said.status, 0, "{}", said.stderr);
        let names = said.stdout.lines().map(|line| line.rsplit(['/', '\\']).next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let form = "nomination-2025";
    let all = ["xlsx", "docx", "html", "yaml", "schema.json"].map(|ending| format!("{form}.{ending}"));
    assert_eq!(written(&["blank", form]), all, "all of them, those that most people have first");
    let two = [format!("{form}.xlsx"), format!("{form}.yaml"), format!("{form}.schema.json")];
    assert_eq!(written(&["blank", form, "--format", "yaml,xlsx"]), two);
    assert_eq!(written(&["blank", form, "--format", "yaml", "--format", "xlsx"]), two);

    let said = run(temp.path(), &["--lang", "zh", "blank", "--format", "xls"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("是不是「xlsx」") && said.stderr.contains("docx"), "{}", said.stderr);
    let said = run(temp.path(), &["--lang", "en", "blank", "--format", "dox"]);
    assert!(said.status == 2 && said.stderr.contains("docx"), "{}", said.stderr);
    for (lang, words) in [("zh", "要哪些格式：xlsx,docx,html,yaml"), ("en", "which formats: xlsx,docx,html,yaml")]
    {
        let help = run(temp.path(), &["--lang", lang, "blank", "--help"]).stdout;
        assert!(help.contains(words), "{help}");
    }
}

#[test]
fn a_workbook_blank_holds_the_official_labels_and_nobody() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    for form in FORMS {
        let path = blank(temp.path(), form);
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let names = book.sheet_names();
        assert_eq!(names.last().unwrap(), "_form");
        let range = book.worksheet_range("_form").unwrap();
        let stamp: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
        assert_eq!((stamp[0].as_str(), stamp[1].as_str(), stamp[2].len()), ("linghang", form, 16));
        let texts: Vec<String> =
            book.worksheet_range(&names[0]).unwrap().cells().map(|(.., it)| it.to_string()).collect();
        let labels: &[&str] = match form {
            "registration-2022" => &["姓    名", "工作单位及职务、职称", "以下供汇总核对，不打印", "修订"],
            "feedback-2022" => &["参加班次", "总体评价", "意见建议"],
            "closing-report-2022" => &["班次", "承办单位", "参加人数", "修订"],
            "assessment-2022" => &["办班单位", "平台报名", "特色案例"],
            _ => &["姓名", "可否参加国情研修活动", "以下供汇总核对，不打印", "报送方式"],
        };
        for label in labels {
            assert!(texts.iter().any(|text| text == label), "{form}: {label}");
        }
        fs::create_dir_all(temp.path().join("back")).unwrap();
        fs::copy(&path, temp.path().join("back/表.xlsx")).unwrap();
        let said = run(temp.path(), &["compile", "back", "--check", "--message-format", "json"]).stdout;
        let codes = said.lines().filter_map(|line| line.split("\"code\":\"").nth(1)?.split('"').next());
        let codes: BTreeSet<&str> = codes.collect();
        // Nobody is in it, and there is nothing else to tell.
        assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["E0409"], "{form}");
    }
}

#[test]
fn a_fingerprint_of_a_blank_changes_with_its_fields_alone() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let stamp = |root: &Path| {
        let bytes = fs::read(blank(root, "nomination-2025")).unwrap();
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        book.worksheet_range("_form").unwrap().get((2, 0)).unwrap().to_string()
    };
    let before = stamp(temp.path());
    let change = |path: &str, from: &str, to: &str| {
        let text = fs::read_to_string(temp.path().join(path)).unwrap();
        assert!(text.contains(from));
        write(temp.path(), path, &text.replace(from, to));
    };
    change("data/forms/nomination-2025.yaml", "rows: 14", "rows: 20");
    change("data/forms/nomination-2025.yaml", "title: 推荐学员汇总表", "title: 推荐学员汇总表（更正）");
    assert_eq!(stamp(temp.path()), before);
    change("data/forms/nomination-2025.yaml", "label: 擅长领域", "label: 专业领域");
    assert_ne!(stamp(temp.path()), before);
}

#[test]
fn a_list_too_long_for_a_cell_stands_on_a_hidden_sheet() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let path = "data/forms/nomination-2025.yaml";
    let text = fs::read_to_string(temp.path().join(path)).unwrap();
    let many: Vec<String> = (1..=60).map(|number| format!("第{number}类人选")).collect();
    let options = "options: [新经济组织, 新社会组织, 新就业群体]";
    assert!(text.contains(options));
    write(
        temp.path(),
        path,
        &text.replace(options, &format!("{}, {}]", options.trim_end_matches(']'), many.join(", "))),
    );
    let blank = blank(temp.path(), "nomination-2025");
    let sheet = part(&blank, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<formula1>_lists!$A$1:$A$63</formula1>"));
    let book = part(&blank, "xl/workbook.xml");
    assert_eq!(book.matches("state=\"hidden\"").count(), 2, "{book}");
    let mut book: Xlsx<_> = calamine::open_workbook(&blank).unwrap();
    assert_eq!(book.worksheet_range("_lists").unwrap().height(), 63);
}

#[test]
fn forms_and_notices_offer_every_format() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let page = |path: &str| fs::read_to_string(temp.path().join("site").join(path)).unwrap();
    let order = |html: &str, form: &str| {
        let at =
            |ending: &str| html.find(&format!("forms/{form}.{ending}\"")).unwrap_or_else(|| panic!("{form}.{ending}"));
        let places = ["xlsx", "docx", "html", "yaml"].map(at);
        assert!(places.is_sorted(), "{form}: {places:?}");
    };
    let forms = page("forms/index.html");
    for form in FORMS {
        order(&forms, form);
        assert!(forms.contains(&format!("{form}.schema.json\"")));
        let bytes = fs::read(temp.path().join(format!("site/forms/{form}.xlsx"))).unwrap();
        use sha2::Digest;
        let sum: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(forms.contains(&sum), "{form}: its fingerprint");
    }
    let notice = page("notices/2025-letter/index.html");
    order(&notice, "nomination-2025");
    order(&notice, "attendance-2025");
    assert!(!notice.contains("schema.json"), "what helps editors stays on the page of forms");
    assert!(notice.contains("../../forms/index.html#nomination-2025"));
}
