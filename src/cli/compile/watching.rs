//! `compile --watch`: compiling again whenever files are put into the folders, until somebody ends it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use super::told::tell_outputs;
use super::{Job, Ready, outcome};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::diagnostic::{Both, Diagnostics, PublishProblem};
use crate::jobs::{Compiled, Intakes, Loaded, Loader};
use crate::report::json_line;
use crate::source::{Sources, Waited, Watch};

/// Shared folders do not tell of what others put into them: they are looked into so often.
const LOOK: Duration = Duration::from_secs(2);
/// A file that cannot be read may still be on its way: it is looked at again after so long, and told if it has not changed.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often such a file may have changed before the others are compiled without waiting for it.
const LOOKS: usize = 5;

/// Compiles until Ctrl+C; the outcome is that of the last compiling.
pub fn run(job: &Job, console: &Console) -> Outcome {
    let watch = match job.existing(console).and_then(|()| watch(job, console)) {
        Ok(watch) => watch,
        Err(outcome) => return outcome,
    };
    let ending = watch.ending();
    // Without it Ctrl+C ends the program at once, as it does everywhere; the results are whole all the same.
    let _ = ctrlc::set_handler(move || ending.end());
    let mut desk = Desk {
        job,
        console,
        loader: Loader::default(),
        intakes: Intakes::default(),
        told: BTreeSet::new(),
        ready: None,
    };
    let mut last = match desk.round(&watch) {
        Ok(outcome) => outcome,
        Err(Outcome::Failed) => return Outcome::Failed,
        Err(outcome) => outcome,
    };
    loop {
        match watch.wait_for(LOOK) {
            Waited::Ended => break,
            Waited::Changed | Waited::Nothing if !desk.intakes.stale(&job.paths) => {}
            Waited::Changed | Waited::Nothing => last = desk.round(&watch).unwrap_or_else(|outcome| outcome),
        }
    }
    console.clear_running();
    console.say("已停止；结果是最后一次汇总的。", "stopped; the results are those of the last compiling.");
    last
}

fn watch(job: &Job, console: &Console) -> Result<Watch, Outcome> {
    Watch::over(&job.paths).map_err(|reason| {
        let path = job.paths.first().map_or(Path::new("."), |path| path.as_path());
        let problem = PublishProblem::CannotWrite { path: path.display().to_string(), reason: Both::same(&reason) };
        console.refused(path, problem)
    })
}

/// What lasts from one compiling to the next.
struct Desk<'a> {
    job: &'a Job,
    console: &'a Console,
    loader: Loader,
    intakes: Intakes,
    /// Problems that the user has been told of and that are still there.
    told: BTreeSet<String>,
    ready: Option<Ready>,
}

impl Desk<'_> {
    /// Compiles once, tells what has not been told before, and replaces the results.
    fn round(&mut self, watch: &Watch) -> Result<Outcome, Outcome> {
        let is_first = self.ready.is_none();
        let compiled = self.compile(watch)?;
        self.console.clear_running();
        self.tell(&compiled.problems, &compiled.sources);
        let copied = self.job.write(&compiled, self.console)?;
        if let Some(out) = self.job.target().filter(|_| is_first) {
            tell_outputs(&compiled, &copied, out, self.console);
        }
        if is_first {
            self.console.say("等候新文件，按 Ctrl+C 结束。", "waiting for files; Ctrl+C ends it.");
        }
        self.running(&compiled);
        Ok(outcome(&compiled.problems))
    }

    /// Compiles, and once more while a file seems to be on its way.
    fn compile(&mut self, watch: &Watch) -> Result<Compiled, Outcome> {
        let mut compiled = self.compile_once()?;
        for _ in 0..LOOKS {
            if !self.intakes.unsettled() || watch.wait_for(PATIENCE) == Waited::Ended {
                break;
            }
            compiled = self.compile_once()?;
        }
        Ok(compiled)
    }

    fn compile_once(&mut self) -> Result<Compiled, Outcome> {
        let loaded = self.load()?;
        let ready = match self.ready.take() {
            Some(ready) => ready,
            None => self.job.ready(&loaded, self.console)?,
        };
        let compiled = self.job.compile(loaded, &ready, &mut self.intakes, self.console);
        self.ready = Some(ready);
        compiled
    }

    /// The project may have been changed meanwhile; unchanged files of it are not read again.
    fn load(&mut self) -> Result<Loaded, Outcome> {
        let loaded = self.loader.load(&self.console.root()?, false, None);
        if loaded.problems.has_errors() {
            self.console.clear_running();
            self.tell(&loaded.problems, &loaded.sources);
            return Err(Outcome::Errors);
        }
        Ok(loaded)
    }

    /// What was told before and still holds is not told again.
    fn tell(&mut self, problems: &Diagnostics, sources: &Sources) {
        let line = |problem| json_line(problem, sources, self.console.lang);
        let fresh = problems.iter().filter(|problem| !self.told.contains(&line(problem)));
        self.console.tell_some(fresh, sources);
        self.told = problems.iter().map(line).collect();
    }

    fn running(&self, compiled: &Compiled) {
        let sum = compiled.counts();
        let errors = compiled.problems.iter().filter(|problem| problem.is_error()).count();
        self.console.running(
            &format!(
                "文件 {}，记录 {}：通过 {}，退回 {}，待核 {}，被替换 {}；错误 {errors}",
                sum.files, sum.records, sum.accepted, sum.rejected, sum.held, sum.superseded
            ),
            &format!(
                "files {}, records {}: accepted {}, rejected {}, held {}, superseded {}; errors {errors}",
                sum.files, sum.records, sum.accepted, sum.rejected, sum.held, sum.superseded
            ),
        );
    }
}
