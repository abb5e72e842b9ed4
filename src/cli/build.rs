//! `build` and `check`: the site, and the checks before it.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::Date;

use super::Outcome;
use super::console::Console;
use super::serve::WATCHED;
use crate::diagnostic::{Both, PublishProblem};
use crate::jobs::{self, Building, Loaded};
use crate::source::Watch;

/// Checks everything, then publishes the whole site.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let loaded = match console.load_on(matches.get_flag("drafts"), today(matches)) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| loaded.root.join("site"));
    let base_url = matches.get_one::<String>("base-url").map(String::as_str);
    publish_site(loaded, &out, base_url, matches.get_flag("drafts"), console)
}

/// Builds a loaded project's site and publishes it.
pub fn publish_site(
    mut loaded: Loaded,
    out: &Path,
    base_url: Option<&str>,
    drafts: bool,
    console: &Console,
) -> Outcome {
    let published = match jobs::publish_site(&mut loaded, &Building { base_url, drafts }, out) {
        Ok(published) => published,
        Err(problem) => return console.refused(out, problem),
    };
    console.tell(&published.problems, &loaded.sources);
    let Some((files, bytes)) = published.size else { return Outcome::Errors };
    let shown = out.display();
    console.say(
        &format!("网站已生成：{shown}（{files} 个文件，{} KB）\n打开 {shown}/index.html 查看", bytes / 1024),
        &format!("built the site: {shown} ({files} files, {} KB)\nopen {shown}/index.html", bytes / 1024),
    );
    Outcome::Fine
}

/// The same checks as `build`, down to the rendering of every page; writes nothing.
pub fn check(matches: &ArgMatches, console: &Console) -> Outcome {
    let drafts = matches.get_flag("drafts");
    let root = match console.root() {
        Ok(root) => root,
        Err(outcome) => return outcome,
    };
    let links = matches.get_flag("links");
    let check = || check_once(&root, drafts, today(matches), links, console);
    let outcome = check();
    if !matches.get_flag("watch") {
        return outcome;
    }
    match Watch::new(&root, &WATCHED) {
        Ok(watch) => {
            while watch.wait() {
                check();
            }
            Outcome::Fine
        }
        Err(reason) => {
            let (path, reason) = (root.display().to_string(), Both::same(&reason));
            console.refused(&root, PublishProblem::CannotWrite { path, reason })
        }
    }
}

fn check_once(root: &Path, drafts: bool, today: Option<Date>, links: bool, console: &Console) -> Outcome {
    let mut loaded = jobs::load_on(root, drafts, today);
    let problems = match loaded.problems.has_errors() {
        true => std::mem::take(&mut loaded.problems),
        false => jobs::build(&mut loaded, &Building { base_url: None, drafts }, &|_| {}),
    };
    console.tell(&problems, &loaded.sources);
    if links {
        console.list_links(loaded.texts.outside(), &loaded.sources);
    }
    if problems.has_errors() {
        return Outcome::Errors;
    }
    let project = &loaded.project;
    let (notices, classes, forms) = (project.notices.len(), project.classes.len(), project.forms.len());
    console.say(
        &format!("没有错误：通知 {notices} 份，班次 {classes} 个，表单 {forms} 张"),
        &format!("no errors (notices: {notices}, classes: {classes}, forms: {forms})"),
    );
    Outcome::Fine
}

/// The day that the user named, if any.
fn today(matches: &ArgMatches) -> Option<Date> {
    matches.get_one::<Date>("today").copied()
}
