//! What leads people to the pages: problem codes, old addresses, topics, feed, calendars, and days of publishing.

use std::fs;
use std::path::Path;

use crate::support::{Said, run, shipped, write};

/// The shipped project in a folder of its own.
fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    temp
}

/// Builds the site, which has to succeed.
fn build(root: &Path, args: &[&str]) -> Said {
    let said = run(root, &[&["build"], args].concat());
    assert_eq!(said.status, 0, "{}", said.stderr);
    said
}

/// A file of the built site.
fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_code_that_a_returned_form_can_raise_has_a_page() {
    let temp = project();
    build(temp.path(), &[]);
    let (list, sitemap) = (page(temp.path(), "errors/index.html"), page(temp.path(), "sitemap.xml"));
    for entry in linghang::diagnostic::entries() {
        let code = entry.code.0;
        let path = format!("errors/{code}/index.html");
        if !["E01", "E03", "E04", "E05"].iter().any(|series| code.starts_with(series)) {
            assert!(!temp.path().join("site").join(&path).exists(), "{code} is for authors");
            continue;
        }
        let shown = page(temp.path(), &path);
        for words in [entry.title, entry.explanation] {
            let [zh, en] = words.map(escaped);
            let (first, second) = (shown.find(&zh), shown.rfind(&en));
            assert!(first.is_some() && first < second, "{code}: Chinese first, English beside: {zh} / {en}");
        }
        assert!(list.contains(&format!("href=\"../{path}\"")), "{code} is listed");
        assert!(sitemap.contains(&format!("<loc>https://linghang.example/errors/{code}/</loc>")), "{code}");
    }
    assert!(page(temp.path(), "forms/index.html").contains("href=\"../errors/index.html\""));
}

/// As templates write a text.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[test]
fn old_addresses_lead_to_where_the_page_stands_now() {
    let temp = project();
    let add = |path: &str, line: &str| {
        let file = temp.path().join(path);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("\ntitle:", &format!("\n{line}\ntitle:"), 1)).unwrap();
    };
    add("content/notices/2025-letter.md", "redirects: [2025/letter/, 旧通知.html]");
    add("content/classes/2022/07-forestry.md", "redirects:\n  - forestry/");
    add("content/pages/guide.md", "redirects: [help.html]");
    build(temp.path(), &[]);
    for (old, up, new) in [
        ("2025/letter/index.html", "../../", "notices/2025-letter/"),
        ("旧通知.html", "", "notices/2025-letter/"),
        ("forestry/index.html", "../", "classes/2022/07-forestry/"),
        ("help.html", "", "pages/guide/"),
    ] {
        let shown = page(temp.path(), old);
        assert!(
            shown.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={up}{new}index.html\">")),
            "{old}"
        );
        assert!(shown.contains(&format!("<link rel=\"canonical\" href=\"https://linghang.example/{new}\">")), "{old}");
        assert!(shown.contains(&format!("href=\"{up}{new}index.html\">")), "a link that can be seen: {old}");
        assert!(!shown.contains("<script"), "{old}");
    }
    let sitemap = page(temp.path(), "sitemap.xml");
    assert!(!sitemap.contains("help.html") && !sitemap.contains("https://linghang.example/forestry/"));
    add("content/pages/about.md", "redirects: [sitemap.xml/]");
    let said = run(temp.path(), &["build"]);
    assert!(said.status == 1 && said.stderr.contains("[E0612]"), "{}", said.stderr);
}

#[test]
fn topics_gather_their_notices() {
    let temp = project();
    let file = temp.path().join("content/notices/2025-letter.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("人选推荐]", "人选推荐, C++ 与 AI]")).unwrap();
    build(temp.path(), &[]);
    let list = page(temp.path(), "topics/index.html");
    assert!(list.contains("href=\"../topics/C%2B%2B%20%E4%B8%8E%20AI/index.html\""), "{list}");
    let topic = page(temp.path(), "topics/国情研修/index.html");
    assert!(topic.contains("notices/2025-letter/index.html") && topic.contains("notices/2022-seminars/index.html"));
    assert!(!topic.contains("notices/2025-forwarding/index.html"));
    assert!(page(temp.path(), "topics/C++ 与 AI/index.html").contains("notices/2025-letter/index.html"));
    let notice = page(temp.path(), "notices/2025-letter/index.html");
    assert!(notice.contains("href=\"../../topics/%E5%9B%BD%E6%83%85%E7%A0%94%E4%BF%AE/index.html\">国情研修</a>"));
    let sitemap = page(temp.path(), "sitemap.xml");
    assert!(sitemap.contains("<loc>https://linghang.example/topics/%E5%9B%BD%E6%83%85%E7%A0%94%E4%BF%AE/</loc>"));
    // A topic that only a draft has is nowhere.
    let draft = "---\ntitle: 未完\nissuer: 甲\nsummary: 略\ndraft: true\ntopics: [秘密]\n---\n";
    write(temp.path(), "content/notices/soon.md", draft);
    build(temp.path(), &[]);
    assert!(!page(temp.path(), "topics/index.html").contains("秘密") && !temp.path().join("site/topics/秘密").exists());
}

#[test]
fn feeds_tell_the_newest_dated_notices() {
    let temp = project();
    for day in 1..=60 {
        let date = format!("2021-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let text = format!("---\ntitle: 第{day}号 <&\"\nissuer: 甲\nsummary: 略\ndate: {date}\ntopics: [很多]\n---\n");
        write(
            temp.path(),
            &format!("content/notices/n{day}.md"),
            &text.replace("title: ", "title: '").replace("\"\n", "\"'\n"),
        );
    }
    build(temp.path(), &[]);
    let feed = page(temp.path(), "feed.xml");
    assert!(
        feed.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
    );
    assert_eq!(feed.matches("<entry>").count(), 50);
    let ids: Vec<&str> = feed.split("<id>").skip(1).map(|part| part.split('<').next().unwrap()).collect();
    assert_eq!(
        ids[..3],
        [
            "https://linghang.example/feed.xml",
            "https://linghang.example/notices/2025-letter/",
            "https://linghang.example/notices/2022-seminars/",
        ]
    );
    // The newest entry's day, not the clock's.
    assert!(feed.contains("\n  <updated>2025-07-29T00:00:00+08:00</updated>\n"), "{feed}");
    assert!(feed.contains("第60号 &lt;&amp;&quot;"));
    assert!(!feed.contains("2025-forwarding"), "a notice without a date is left out");
    let topic = page(temp.path(), "topics/国情研修/feed.xml");
    let own = "https://linghang.example/topics/%E5%9B%BD%E6%83%85%E7%A0%94%E4%BF%AE/";
    assert!(topic.contains(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}feed.xml\"/>")));
    assert!(topic.contains(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{own}\"/>")));
    assert_eq!(topic.matches("<entry>").count(), 2);
    // 转发 has one notice, which bears no date.
    assert!(!temp.path().join("site/topics/转发/feed.xml").exists());
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"领航\" href=\"../../feed.xml\">";
    assert!(page(temp.path(), "notices/2025-letter/index.html").contains(link));
    assert_eq!(page(temp.path(), "topics/转发/index.html").matches("application/atom+xml").count(), 1);
    assert_eq!(page(temp.path(), "topics/国情研修/index.html").matches("application/atom+xml").count(), 2);
}

#[test]
fn calendars_hold_classes_and_deadlines() {
    let temp = project();
    build(temp.path(), &[]);
    let whole = page(temp.path(), "calendar.ics");
    assert!(
        whole.lines().count() > 100
            && whole.split('\n').filter(|line| !line.is_empty()).all(|line| line.ends_with('\r'))
    );
    assert!(whole.split("\r\n").all(|line| line.len() <= 75), "folded");
    let events = events(&whole);
    // Twelve classes, ten counted-back deadlines, two deadlines of the year 2025.
    assert_eq!(events.len(), 24);
    let event = |uid: &str| {
        let uid = format!("UID:{uid}@linghang.example");
        events.iter().find(|event| event.contains(&uid)).unwrap_or_else(|| panic!("no {uid}"))
    };
    let has = |uid: &str, lines: &[&str]| {
        let event = event(uid);
        lines.iter().for_each(|line| assert!(event.iter().any(|it| it == line), "{uid}: {line} is not in {event:#?}"));
    };
    has(
        "class.2025.01-seminar",
        &[
            "DTSTART;VALUE=DATE:20250901",
            "DTEND;VALUE=DATE:20250906",
            "SUMMARY:科技界党外代表人士专题研修班",
            "LOCATION:北京，中央社会主义学院",
            "STATUS:TENTATIVE",
            "TRANSP:OPAQUE",
            "SEQUENCE:0",
            "DTSTAMP:20250728T160000Z",
            "URL:https://linghang.example/classes/2025/01-seminar/",
        ],
    );
    has(
        "class.2022.01-henan",
        &[
            "DTSTART;VALUE=DATE:20220521",
            "DTEND;VALUE=DATE:20220601",
            "SUMMARY:第1期 河南省科协党校班（时间待定，按2022年5月下旬办班）",
            "TRANSP:TRANSPARENT",
        ],
    );
    assert!(
        event("class.2022.01-henan").iter().any(|line| line.starts_with("DESCRIPTION:办班时间：2022年5月下旬\\n共5天"))
    );
    has(
        "class-deadline.2022.01-henan",
        &["DTSTART;VALUE=DATE:20220421", "DTEND;VALUE=DATE:20220422", "TRANSP:TRANSPARENT"],
    );
    has("deadline.2025.unit", &["DTSTART:20250814T090000Z", "SUMMARY:截止：推荐单位系统录入（推荐单位）"]);
    let own = page(temp.path(), "classes/2022/01-henan/class.ics");
    let own = self::events(&own);
    assert_eq!(own, [event("class.2022.01-henan").clone(), event("class-deadline.2022.01-henan").clone()]);
    let class = page(temp.path(), "classes/2022/01-henan/index.html");
    assert!(class.contains("href=\"../../../classes/2022/01-henan/class.ics\""));
    assert!(class.contains("href=\"../../../calendar.ics\""));
}

#[test]
fn a_moved_date_reaches_calendars_by_its_revision() {
    let temp = project();
    let change = |path: &str, old: &str, new: &str| {
        let file = temp.path().join(path);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(old), "{path}: {old}");
        fs::write(&file, text.replacen(old, new, 1)).unwrap();
    };
    change("data/programmes/2025.yaml", "deadlines:", "revision: 2\ndeadlines:");
    change("content/classes/2025/01-seminar.md", "tentative: true", "tentative: true\nrevision: 1");
    change("content/classes/2025/01-seminar.md", "start: 2025-09-01", "start: 2025-09-02");
    build(temp.path(), &[]);
    let events = events(&page(temp.path(), "calendar.ics"));
    let line = |uid: &str, start: &str| {
        let event =
            events.iter().find(|event| event.iter().any(|line| line.starts_with(&format!("UID:{uid}@")))).unwrap();
        event.iter().find(|line| line.starts_with(start)).unwrap().clone()
    };
    assert_eq!(line("class.2025.01-seminar", "SEQUENCE"), "SEQUENCE:3");
    assert_eq!(line("class.2025.01-seminar", "DTSTART"), "DTSTART;VALUE=DATE:20250902");
    assert_eq!(line("class.2025.02-study-tour", "SEQUENCE"), "SEQUENCE:2");
    assert_eq!(line("deadline.2025.unit", "SEQUENCE"), "SEQUENCE:2");
    assert_eq!(line("class.2022.01-henan", "SEQUENCE"), "SEQUENCE:0");
}

/// The unfolded lines of each event.
fn events(calendar: &str) -> Vec<Vec<String>> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    let whole = calendar.replace("\r\n ", "");
    let parts = whole.split("BEGIN:VEVENT\r\n").skip(1).map(|part| part.split("END:VEVENT\r\n").next().unwrap());
    parts.map(|event| event.lines().map(str::to_owned).collect()).collect()
}

#[test]
fn days_of_publishing_are_honoured_once_today_is_named() {
    let temp = project();
    let notice = |name: &str, front: &str| {
        let text = format!("---\ntitle: 通知{name}\nissuer: 甲\nsummary: 略\n{front}---\n");
        write(temp.path(), &format!("content/notices/{name}.md"), &text);
    };
    notice("soon", "date: 2026-01-10\npublish_from: 2026-01-15\n");
    notice("past", "date: 2026-01-09\nexpires: 2026-01-20\n");
    let shown = || {
        let list = page(temp.path(), "notices/index.html");
        let at = |name: &str| list.find(&format!("../notices/{name}/index.html"));
        (at("soon"), at("past"), at("2025-letter"), list.contains("已失效"))
    };
    // Without a day nothing is hidden, marked or moved.
    build(temp.path(), &[]);
    let (soon, past, letter, marked) = shown();
    assert!(soon.is_some() && soon < past && past < letter && !marked);
    assert!(page(temp.path(), "notices/soon/index.html").contains("<dt>公布日期</dt>"));
    assert!(page(temp.path(), "notices/past/index.html").contains("datetime=\"2026-01-20\">2026年1月20日</time>"));
    // The day before it is public; the last day on which the other holds is yet to come.
    build(temp.path(), &["--today", "2026-01-14"]);
    let (soon, past, letter, marked) = shown();
    assert!(soon.is_none() && past < letter && !marked);
    assert!(!temp.path().join("site/notices/soon").exists());
    assert!(
        !page(temp.path(), "feed.xml").contains("notices/soon/") && !page(temp.path(), "sitemap.xml").contains("soon")
    );
    build(temp.path(), &["--today", "2026-01-14", "--drafts"]);
    assert!(shown().0.is_some());
    build(temp.path(), &["--today", "2026-01-20"]);
    assert!(shown().0.is_some() && !shown().3, "both days themselves are in time");
    build(temp.path(), &["--today", "2026-01-21"]);
    let (soon, past, letter, marked) = shown();
    assert!(soon < letter && letter < past && marked);
    assert!(page(temp.path(), "notices/past/index.html").contains("已失效"));
    assert!(!page(temp.path(), "feed.xml").contains("notices/past/"));

    // A link to what is not public yet is dead, which `check` tells as well.
    write(temp.path(), "content/pages/news.md", "---\ntitle: 新\n---\n\n见[通知](../notices/soon.md)。\n");
    assert_eq!(run(temp.path(), &["check"]).status, 0);
    let said = run(temp.path(), &["check", "--today", "2026-01-14"]);
    assert!(said.status == 1 && said.stderr.contains("[E0602]"), "{}", said.stderr);
    let said = run(temp.path(), &["check", "--today", "14.1.2026"]);
    assert!(said.status == 2 && said.stderr.contains("不能是「14.1.2026」"), "{}", said.stderr);
    notice("never", "publish_from: 2026-02-01\nexpires: 2026-01-01\n");
    let said = run(temp.path(), &["check"]);
    assert!(said.stderr.contains("[E0206]") && said.stderr.contains("never.md:6:10"), "{}", said.stderr);
}

#[test]
fn pages_introduce_themselves_to_chat_programs() {
    let temp = project();
    build(temp.path(), &[]);
    let said = |path: &str, property: &str| {
        let shown = page(temp.path(), path);
        let start = format!("<meta property=\"og:{property}\" content=\"");
        let mut parts = shown.split(&start).skip(1).map(|part| part.split('"').next().unwrap().to_owned());
        (parts.next(), parts.next())
    };
    let one = |text: &str| (Some(text.to_owned()), None);
    let notice = "notices/2022-seminars/index.html";
    assert_eq!(said(notice, "type"), one("article"));
    assert_eq!(said(notice, "url"), one("https://linghang.example/notices/2022-seminars/"));
    assert_eq!(said(notice, "site_name"), one("领航"));
    assert_eq!(said(notice, "locale"), one("zh_CN"));
    assert!(said(notice, "title").0.unwrap().starts_with("中国科协办公厅关于开展"));
    assert!(said(notice, "description").0.unwrap().starts_with("按科技人才"));
    for path in ["index.html", "notices/index.html", "classes/2022/01-henan/index.html", "errors/E0303/index.html"] {
        assert_eq!(said(path, "type"), one("website"), "{path}");
    }
    assert_eq!(said("index.html", "title"), one("领航"));
    assert_eq!(said("404.html", "url"), (None, None));
}
