//! `demo`: the whole job on the example project, so that a newcomer sees what the program does.

use std::path::PathBuf;

use clap::ArgMatches;

use super::console::Console;
use super::{Outcome, build, compile, init};
use crate::jobs::{self, SAMPLES};

/// Writes the example project, builds its site, compiles its samples, and says what to open.
pub fn run(matches: &ArgMatches, console: &Console) -> Outcome {
    let dir = matches.get_one::<PathBuf>("dir").cloned().unwrap_or_else(|| PathBuf::from("linghang-demo"));
    if let Err(outcome) = init::write(&dir, console) {
        return outcome;
    }
    let load = || {
        let loaded = jobs::load(&dir, false);
        console.tell(&loaded.problems, &loaded.sources);
        (!loaded.problems.has_errors()).then_some(loaded)
    };
    let Some(loaded) = load() else { return Outcome::Errors };
    console.say("\n一、生成网站", "\n1. the site");
    let outcome = build::publish_site(loaded, &dir.join("site"), None, false, console);
    if outcome != Outcome::Fine {
        return outcome;
    }
    console.say(
        "\n二、汇总示例表格（其中有些故意填错，好让你看到程序怎样提示）",
        "\n2. the sample returns (some are wrong on purpose, to show how the program says so)",
    );
    let Some(loaded) = load() else { return Outcome::Errors };
    let samples = SAMPLES.map(|folder| dir.join(folder));
    // Errors in the samples are what the demonstration is about.
    let job = compile::Job { paths: samples.into(), out: Some(dir.join("out")), ..compile::Job::default() };
    if job.start_with(loaded, console) == Outcome::Failed {
        return Outcome::Failed;
    }
    let shown = dir.display();
    console.say(
        &format!(
            "\n三、接下来\n  打开网站：{shown}/site/index.html\n  打开汇总表：{shown}/out/2025/summary.xlsx 和 {shown}/out/2022/summary.xlsx\n  改一改：{shown}/data/programmes/2025.yaml 或 {shown}/content/classes/2022/07-forestry.md，再运行 linghang --root {shown} build"
        ),
        &format!(
            "\n3. what next\n  open the site: {shown}/site/index.html\n  open the summaries: {shown}/out/2025/summary.xlsx and {shown}/out/2022/summary.xlsx\n  edit {shown}/data/programmes/2025.yaml or {shown}/content/classes/2022/07-forestry.md and run linghang --root {shown} build"
        ),
    );
    Outcome::Fine
}
