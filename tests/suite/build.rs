//! `check`, `build`, `blank`, `schema`, `init` and `demo`, as an author and a newcomer use them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{files, lay, repository, run, shipped, write};

#[test]
fn the_shipped_project_has_no_problem() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let said = run(temp.path(), &["check", "-v"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    assert_eq!(files(temp.path()).iter().filter(|file| file.starts_with("site")).count(), 0, "check writes nothing");
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies() {
    let built = |name: &str| {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join(name);
        shipped(&root);
        assert_eq!(run(&root, &["build"]).status, 0);
        contents(&root.join("site"))
    };
    let (one, other) = (built("a"), built("另一个 地方"));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(other[path] == *bytes, "{path} differs");
    }
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let site = contents(&temp.path().join("site"));
    let pages: BTreeMap<&String, String> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html") && *path != "404.html")
        .map(|(path, bytes)| (path, String::from_utf8(bytes.clone()).unwrap()))
        .collect();
    let mut followed = 0;
    for (path, page) in &pages {
        for target in attributes(page, &["href", "src"]) {
            if target.contains("://") || target.starts_with("mailto:") || target.starts_with("tel:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let to = resolve(path, file);
            assert!(site.contains_key(&to), "{path}: {target} leads to {to}, which does not exist");
            if !anchor.is_empty() {
                let ids = attributes(&pages[&to], &["id"]);
                assert!(ids.contains(&decoded(anchor)), "{path}: {target} has no anchor in {to}");
            }
            followed += 1;
        }
    }
    assert!(pages.len() > 20 && followed > 300, "{} pages, {followed} links", pages.len());
}

#[test]
fn pages_need_nothing_from_elsewhere() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    for (path, bytes) in contents(&temp.path().join("site")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if path.ends_with(".html") {
            assert!(text.starts_with("<!DOCTYPE html>") || text.starts_with("<!doctype html>"), "{path}");
            if path.starts_with("forms/") && !path.ends_with("/index.html") {
                // A fill-in page in one file: its own style and script, by their digests, and nothing else.
                let allowed = "content=\"default-src 'none'; style-src 'sha384-";
                assert!(text.contains(allowed), "{path} allows more than its own");
                let asked = attributes(&text, &["src", "href"]).into_iter().filter(|it| !it.starts_with('#'));
                assert_eq!(asked.count(), 0, "{path}");
                assert_eq!((text.matches("<style").count(), text.matches("<script").count()), (1, 1), "{path}");
                continue;
            }
            assert!(!text.contains(" style=") && !text.contains("<style"), "{path} has an inline style");
            for source in attributes(&text, &["src"]) {
                assert!(!source.contains("://"), "{path} loads {source}");
            }
            let loaded = text.matches("<script src=").count() + text.matches("<script defer src=").count();
            // A block of data is no script: no browser runs it.
            let data = text.matches("<script type=\"application/ld+json\">").count();
            assert!(data <= 1, "{path}");
            assert_eq!(text.matches("<script").count(), loaded + data, "{path} has an inline script");
        }
        if path.ends_with(".css") {
            assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("@import"), "{path}");
        }
    }
}

#[test]
fn a_date_is_changed_in_one_place() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let path = temp.path().join("data/programmes/2025.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("at: 2025-08-14T17:00", "at: 2025-08-21T12:00")).unwrap();
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let site = contents(&temp.path().join("site"));
    for page in ["index.html", "notices/2025-letter/index.html", "programmes/2025/index.html"] {
        let text = String::from_utf8(site[page].clone()).unwrap();
        assert!(text.contains("2025年8月21日") && !text.contains("2025年8月14日 17:00"), "{page}");
    }
    assert!(String::from_utf8(site["forms/nomination-2025.yaml"].clone()).unwrap().contains("2025年8月21日 12:00"));
}

#[test]
fn an_error_anywhere_publishes_nothing() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    let before = contents(&temp.path().join("site"));
    write(temp.path(), "content/notices/broken.md", "---\ntitle: 坏的\nissuerr: 甲\n---\n\n见[无](none.md)。\n");
    let said = run(temp.path(), &["build", "--lang", "en"]);
    assert_eq!(said.status, 1);
    for code in ["E0201", "E0203", "E0602"] {
        assert!(said.stderr.contains(&format!("[{code}]")), "all faults at once: {}", said.stderr);
    }
    assert!(said.stderr.contains("did you mean `issuer`?"), "{}", said.stderr);
    assert!(before == contents(&temp.path().join("site")), "the former site stands");
}

#[test]
fn a_template_of_the_project_wins_and_its_fault_is_told() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    let page = fs::read_to_string(repository().join("templates/404.html")).unwrap();
    write(
        temp.path(),
        "templates/404.html",
        &page.replace("</main>", "<p>我们自己的</p></main>").replace("{% endblock", "我们自己的{% endblock"),
    );
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    assert!(fs::read_to_string(temp.path().join("site/404.html")).unwrap().contains("我们自己的"));
    write(temp.path(), "templates/404.html", "{% if %}\n");
    let said = run(temp.path(), &["build"]);
    assert_eq!(said.status, 1);
    assert!(said.stderr.contains("[E0701]") && said.stderr.contains("templates/404.html:1:"), "{}", said.stderr);
}

#[test]
fn drafts_are_published_only_on_request() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    write(
        temp.path(),
        "content/notices/soon.md",
        "---\ntitle: 未完\nissuer: 甲\nsummary: 略\ndraft: true\n---\n\n## 要点\n\n略。\n",
    );
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    assert!(!temp.path().join("site/notices/soon/index.html").exists());
    assert!(!fs::read_to_string(temp.path().join("site/notices/index.html")).unwrap().contains("未完"));
    assert_eq!(run(temp.path(), &["build", "--drafts"]).status, 0);
    assert!(temp.path().join("site/notices/soon/index.html").exists());
}

#[test]
fn blanks_name_their_schema_and_come_back_as_the_form_they_are() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["blank", "--out", "blank"]).status, 0);
    for form in ["registration-2022", "nomination-2025", "attendance-2025"] {
        let text = fs::read_to_string(temp.path().join(format!("blank/{form}.yaml"))).unwrap();
        assert_eq!(text.lines().next().unwrap(), format!("# yaml-language-server: $schema={form}.schema.json"));
        let schema = run(temp.path(), &["schema", form]);
        assert_eq!(schema.stdout, fs::read_to_string(temp.path().join(format!("blank/{form}.schema.json"))).unwrap());
        let tree: serde_json::Value = yaml_serde::from_str(&text).unwrap();
        assert_eq!(tree["表单"], *form, "another YAML reader reads it too");
        // An empty blank has its required fields to fill in, and no other error.
        write(temp.path(), "back/表.yaml", &text);
        let said = run(temp.path(), &["compile", "back", "--check", "--message-format", "json"]);
        let codes: BTreeSet<String> = said
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|line| line["severity"] == "error")
            .map(|line| line["code"].as_str().unwrap().to_owned())
            .collect();
        let expected: &[&str] = if form == "registration-2022" { &["E0301"] } else { &["E0301", "E0410"] };
        assert_eq!(codes.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{form}");
    }
    let said = run(temp.path(), &["blank", "registraton-2022"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("registration-2022"), "the nearest right name: {}", said.stderr);
}

#[test]
fn blanks_and_site_are_the_same_whoever_makes_them() {
    let built = |lang: &str| {
        let temp = tempfile::tempdir().unwrap();
        shipped(temp.path());
        assert_eq!(run(temp.path(), &["--lang", lang, "build"]).status, 0);
        contents(&temp.path().join("site"))
    };
    assert!(built("zh") == built("en"));
}

#[test]
fn schemas_are_sound_json_schema() {
    fn sound(schema: &serde_json::Value) {
        let types = ["string", "integer", "number", "array", "object", "null", "boolean"];
        match &schema["type"] {
            serde_json::Value::Null => assert!(schema.get("type").is_none(), "a null type: {schema}"),
            serde_json::Value::String(one) => assert!(types.contains(&one.as_str())),
            serde_json::Value::Array(all) => assert!(all.iter().all(|it| types.contains(&it.as_str().unwrap()))),
            other => panic!("{other}"),
        }
        schema["properties"].as_object().into_iter().flatten().for_each(|(_, inner)| sound(inner));
        schema.get("items").into_iter().for_each(sound);
    }
    for form in ["registration-2022", "nomination-2025", "attendance-2025"] {
        let said = run(&repository(), &["schema", form]);
        let schema: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        sound(&schema);
    }
}

#[test]
fn options_alone_are_no_order_to_compile() {
    let said = run(&repository(), &["--lang", "en"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("Usage:"), "{}", said.stderr);
}

#[test]
fn a_new_project_is_ready_and_nothing_of_it_is_overwritten() {
    let temp = tempfile::tempdir().unwrap();
    assert_eq!(run(temp.path(), &["init", "mine"]).status, 0);
    let root = temp.path().join("mine");
    fs::write(
        root.join("data/site.yaml"),
        fs::read_to_string(root.join("data/site.yaml")).unwrap().replace("title: 领航", "title: 我的站"),
    )
    .unwrap();
    assert_eq!(run(temp.path(), &["init", "mine"]).status, 0);
    assert!(fs::read_to_string(root.join("data/site.yaml")).unwrap().contains("我的站"));
    assert_eq!(run(&root, &["build"]).status, 0);
    assert!(fs::read_to_string(root.join("site/index.html")).unwrap().contains("我的站"));
}

#[test]
fn the_demo_does_the_whole_job_and_says_what_to_open() {
    let temp = tempfile::tempdir().unwrap();
    let said = run(temp.path(), &["demo"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    for path in
        ["linghang-demo/site/index.html", "linghang-demo/out/2025/summary.xlsx", "linghang-demo/out/2022/summary.xlsx"]
    {
        assert!(temp.path().join(path).is_file(), "{path}");
        assert!(said.stdout.contains(path), "{path} is not named: {}", said.stdout);
    }
    assert_eq!(run(temp.path(), &["demo"]).status, 0, "a second time does no harm");
}

#[test]
fn help_and_wrong_usage_speak_the_users_language() {
    let temp = tempfile::tempdir().unwrap();
    let help = run(temp.path(), &["--help"]);
    assert_eq!(help.status, 0);
    assert!(
        help.stdout.contains("用法:") && !help.stdout.contains("Usage") && !help.stdout.contains("Print"),
        "{}",
        help.stdout
    );
    assert!(run(temp.path(), &["--lang", "en", "compile", "--help"]).stdout.contains("Usage:"));
    let wrong = run(temp.path(), &["build", "--base-ur", "x"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("没有「--base-ur」这个选项") && wrong.stderr.contains("--base-url"),
        "{}",
        wrong.stderr
    );
    let slip = run(temp.path(), &["bulid"]);
    assert_eq!(slip.status, 2);
    assert!(slip.stderr.contains("「build」"), "{}", slip.stderr);
    let nowhere = run(temp.path(), &["check"]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.stderr.contains("[E0208]"), "{}", nowhere.stderr);
}

#[test]
fn an_output_folder_of_somebody_else_is_never_replaced() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    write(temp.path(), "elsewhere/letter.txt", "重要");
    let said = run(temp.path(), &["build", "--out", "elsewhere"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("[E0702]"), "{}", said.stderr);
    assert_eq!(fs::read_to_string(temp.path().join("elsewhere/letter.txt")).unwrap(), "重要");
    for (place, code) in [("content/x", "E0703"), ("data", "E0703"), (".", "E0706"), ("..", "E0706")] {
        let said = run(temp.path(), &["build", "--out", place]);
        assert!(said.status == 2 && said.stderr.contains(&format!("[{code}]")), "{place}: {}", said.stderr);
    }
}

#[test]
fn explain_knows_every_code_in_both_languages() {
    let temp = tempfile::tempdir().unwrap();
    let list = run(temp.path(), &["explain"]).stdout;
    assert_eq!(list.lines().count(), linghang::diagnostic::entries().count());
    for entry in linghang::diagnostic::entries() {
        for lang in ["zh", "en"] {
            let said = run(temp.path(), &["explain", entry.code.0, "--lang", lang]);
            assert_eq!(said.status, 0);
            assert!(said.stdout.starts_with(entry.code.0) && said.stdout.lines().count() >= 3, "{}", said.stdout);
        }
    }
}

#[test]
fn completions_are_made_for_every_shell() {
    let temp = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = run(temp.path(), &["completions", shell]);
        assert!(said.status == 0 && said.stdout.contains("compile"), "{shell}");
    }
}

#[test]
fn the_small_test_project_has_no_problem() {
    let temp = tempfile::tempdir().unwrap();
    lay(&repository().join("tests/ui/base"), temp.path());
    let said = run(temp.path(), &["check", "-v"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
}

fn contents(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files(root).into_iter().map(|path| (path.clone(), fs::read(root.join(path)).unwrap())).collect()
}

/// The values of some attributes, as they stand in the page.
fn attributes(page: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        for part in page.split(&format!(" {name}=\"")).skip(1) {
            found.push(part.split('"').next().unwrap().replace("&amp;", "&"));
        }
    }
    found
}

/// A link of a page to the path of the file that it leads to.
fn resolve(page: &str, link: &str) -> String {
    if link.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
            "." => {}
            part => parts.push(part),
        }
    }
    decoded(&parts.join("/"))
}

/// Percent signs back to characters.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            out.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}
