//! `compile --watch`: compiling again whenever files are put into the folders, until somebody ends it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::told::tell_outputs;
use super::{Job, Ready, outcome};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::diagnostic::{Both, Diagnostic, Diagnostics, PublishProblem};
use crate::jobs::{AUTHORED, Compiled, Intakes, Loaded, Loader};
use crate::report::json_line;
use crate::source::{Sources, Waited, Watch};

/// Shared folders do not tell of what others put into them: they are looked into so often.
const LOOK: Duration = Duration::from_secs(2);
/// A file that cannot be read may still be on its way: it is looked at again after so long, and told if it has not changed.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often such a file may have changed before the others are compiled without waiting for it.
const LOOKS: usize = 5;

/// How sure it is that a compiling met files as their senders meant them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    None,
    /// Something new is wrong with what can be read: half a form may look like that.
    New,
    /// A file cannot be read.
    Unread,
}

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
            Waited::Changed | Waited::Nothing if !desk.stale() => {}
            Waited::Changed | Waited::Nothing => last = desk.round(&watch).unwrap_or_else(|outcome| outcome),
        }
    }
    console.clear_running();
    console.say("已停止；结果是最后一次汇总的。", "stopped; the results are those of the last compiling.");
    last
}

fn watch(job: &Job, console: &Console) -> Result<Watch, Outcome> {
    let root = console.root()?;
    let own = AUTHORED.map(|folder| root.join(folder));
    let paths: Vec<PathBuf> = job.paths.iter().cloned().chain(own.into_iter().filter(|it| it.is_dir())).collect();
    Watch::over(&paths).map_err(|reason| {
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

    /// Whether there is anything to compile again: received files, or the project's own, have changed.
    fn stale(&self) -> bool {
        self.intakes.stale(&self.job.paths) || self.console.root().is_ok_and(|root| self.loader.stale(&root))
    }

    /// Compiles, and once more while a file seems to be on its way.
    fn compile(&mut self, watch: &Watch) -> Result<Compiled, Outcome> {
        // What lay there before the first compiling is not on its way.
        let is_first = self.ready.is_none();
        settled(
            || {
                let compiled = self.compile_once()?;
                let new = || !is_first && self.fresh(&compiled.problems, &compiled.sources).any(Diagnostic::is_error);
                let doubt = match self.intakes.unsettled() {
                    true => Doubt::Unread,
                    false if new() => Doubt::New,
                    false => Doubt::None,
                };
                Ok((compiled, doubt))
            },
            || watch.wait_for(PATIENCE),
        )
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
        self.console.tell_some(self.fresh(problems, sources), sources);
        self.told = problems.iter().map(|problem| json_line(problem, sources, self.console.lang)).collect();
    }

    fn fresh<'p>(&self, problems: &'p Diagnostics, sources: &Sources) -> impl Iterator<Item = &'p Diagnostic> {
        problems.iter().filter(|problem| !self.told.contains(&json_line(problem, sources, self.console.lang)))
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

/// Compiles until nothing is in doubt any more: a file that cannot be read is looked at once more after a while, and one
/// with something new wrong in it where it changes meanwhile; at most [`LOOKS`] times, so that the others do not wait for ever.
fn settled<T, E>(mut compile: impl FnMut() -> Result<(T, Doubt), E>, mut wait: impl FnMut() -> Waited) -> Result<T, E> {
    let (mut made, mut doubt) = compile()?;
    for _ in 0..LOOKS {
        let again = match doubt {
            Doubt::None => false,
            Doubt::New => wait() == Waited::Changed,
            Doubt::Unread => wait() != Waited::Ended,
        };
        if !again {
            break;
        }
        (made, doubt) = compile()?;
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::{Doubt, LOOKS, settled};
    use crate::source::Waited;

    /// What is told at last, after how many compilings, where these follow one another; the last one goes on.
    fn told(compilings: &[(&'static str, Doubt)], waits: &[Waited]) -> (&'static str, usize) {
        let (mut made, mut waited) = (0, 0);
        let told = settled(
            || {
                made += 1;
                Ok::<_, ()>(compilings[(made - 1).min(compilings.len() - 1)])
            },
            || {
                waited += 1;
                waits[(waited - 1).min(waits.len() - 1)]
            },
        );
        (told.expect("no compiling fails"), made)
    }

    #[test]
    fn a_file_written_in_two_halves_is_told_once_and_whole() {
        let whole = ("whole", Doubt::None);
        for half in [("half", Doubt::Unread), ("half", Doubt::New)] {
            assert_eq!(told(&[half, whole], &[Waited::Changed]), ("whole", 2), "{half:?}");
            assert_eq!(told(&[half, half, half, whole], &[Waited::Changed]), ("whole", 4), "{half:?}");
        }
        let wrong = ("whole and wrong", Doubt::New);
        assert_eq!(told(&[("half", Doubt::Unread), wrong], &[Waited::Changed, Waited::Nothing]), (wrong.0, 2));
    }

    #[test]
    fn what_stays_as_it_is_is_told_after_one_more_look() {
        assert_eq!(told(&[("fine", Doubt::None)], &[Waited::Changed]), ("fine", 1));
        assert_eq!(told(&[("wrong", Doubt::New)], &[Waited::Nothing]), ("wrong", 1));
        let unread = [("unread", Doubt::Unread), ("still unread", Doubt::None)];
        assert_eq!(told(&unread, &[Waited::Nothing]), ("still unread", 2));
    }

    #[test]
    fn nobody_waits_for_a_file_that_never_ends_nor_after_the_end() {
        for doubt in [Doubt::New, Doubt::Unread] {
            assert_eq!(told(&[("growing", doubt)], &[Waited::Changed]), ("growing", LOOKS + 1));
            assert_eq!(told(&[("growing", doubt)], &[Waited::Ended]), ("growing", 1));
        }
    }
}
