//! Light and dark: what the browser tests cannot see, because they look at one of the two ways into the dark at a time.

use std::fs;

use crate::support::{repository, run, shipped};

#[test]
fn the_dark_has_the_same_colours_by_system_and_by_choice() {
    let css = fs::read_to_string(repository().join("templates/assets/site.css")).unwrap();
    let colours = |selector: &str| -> Vec<String> {
        let (_, rest) = css.split_once(selector).unwrap();
        let block = rest.split_once('}').unwrap().0;
        block.split(['{', ';']).map(str::trim).filter(|line| line.starts_with("--")).map(str::to_owned).collect()
    };
    let by_system = colours(":root:not([data-theme=\"light\"])");
    assert!(by_system.len() > 10);
    assert_eq!(by_system, colours(":root[data-theme=\"dark\"]"));
}

#[test]
fn what_the_reader_chose_comes_before_the_style_sheet() {
    let temp = tempfile::tempdir().unwrap();
    shipped(temp.path());
    assert_eq!(run(temp.path(), &["build"]).status, 0);
    for path in ["index.html", "404.html", "notices/2025-letter/index.html"] {
        let page = fs::read_to_string(temp.path().join("site").join(path)).unwrap();
        let script = page.find("assets/look").unwrap();
        assert!(
            script < page.find("rel=\"stylesheet\"").unwrap_or_else(|| page.find("rel=stylesheet").unwrap()),
            "{path}"
        );
        let tag = &page[page[..script].rfind('<').unwrap()..];
        assert!(!tag.split('>').next().unwrap().contains("defer"), "{path}: a deferred script would come too late");
    }
}
