//! Marked copies of returned files, made one by one from the files themselves after everything is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::names::Names;
use super::returns::Compiled;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::formats::csv::CsvTable;
use crate::lang::Lang;
use crate::model::{Artifact, LedgerLine, Record, Sink, file_name};
use crate::returns::{self, Kind};
use crate::source::{Limits, SourceId};

/// A returned file with something wrong in it, and what came of marking it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub source: SourceId,
    /// The programme's id; none for a file that belongs to no programme.
    pub programme: Option<String>,
    /// The folder below the output folder where whatever goes back with this file belongs.
    pub folder: String,
    /// The copy's name in the folder, or why there is none.
    pub result: Result<String, Words>,
}

/// The list of all of them, below each programme's folder `returns`.
const LIST: &str = "copies.csv";

const CHANGED: Words = Words(["文件已改动或移走", "it has changed or gone since"]);
const FAULT: Words = Words(["程序没能标注这个文件", "the program failed to mark it"]);

/// What is to be marked.
struct Task<'a> {
    source: SourceId,
    programme: Option<&'a str>,
    folder: String,
    problems: Vec<&'a Diagnostic>,
}

/// A copy without its name, which depends on the others of its folder.
type Made = Result<(Kind, Vec<u8>), Words>;

/// Tasks whose copies are in memory at one time.
const ROW: usize = 64;

/// Makes a marked copy of every file with errors or warnings, and hands each one over as soon as it is made, so that only a
/// few are in memory. A list of them comes last. Files are read again, and marked only if they are what they were.
pub fn copies(compiled: &Compiled, lang: Lang, sink: &mut dyn Sink) -> Vec<Copied> {
    let done = mark(compiled, &tasks(compiled), lang, &mut |artifact| sink.put(artifact));
    lists(compiled, &done, lang).into_iter().for_each(|artifact| sink.put(artifact));
    done
}

/// Makes the marked copies that go back to one unit alone, under the names that they have among all.
pub fn unit_copies(
    compiled: &Compiled,
    programme: &str,
    unit: &str,
    lang: Lang,
    put: &mut dyn FnMut(Artifact),
) -> Vec<Copied> {
    let folder = format!("{}/{}", base(programme), file_name::of_unit(unit));
    let own: Vec<Task> = tasks(compiled).into_iter().filter(|task| task.folder == folder).collect();
    mark(compiled, &own, lang, put)
}

/// Makes the marked copy of one file alone; none where nothing in it is wrong, or nobody is asked about it any more.
pub fn file_copy(compiled: &Compiled, programme: &str, file: SourceId, lang: Lang) -> Option<Result<Artifact, Words>> {
    let own = |task: &Task| task.source == file && task.programme == Some(programme);
    let task = tasks(compiled).into_iter().find(own)?;
    let mut made = None;
    let copied = mark(compiled, &[task], lang, &mut |copy| made = Some(copy)).pop()?;
    match copied.result {
        Ok(_) => made.map(Ok),
        Err(reason) => Some(Err(reason)),
    }
}

fn mark(compiled: &Compiled, tasks: &[Task], lang: Lang, put: &mut dyn FnMut(Artifact)) -> Vec<Copied> {
    let one_at_a_time = Mutex::new(());
    // Where names differ in capitals only, most computers see one.
    let mut names: BTreeMap<String, Names> = BTreeMap::new();
    let mut done = Vec::with_capacity(tasks.len());
    for row in tasks.chunks(ROW) {
        let made: Vec<Made> = row.par_iter().map(|task| make(compiled, task, lang, &one_at_a_time)).collect();
        for (task, made) in row.iter().zip(made) {
            let result = made.map(|(kind, bytes)| {
                let name = returns::file_name(&compiled.sources.get(task.source).name, kind, lang);
                let own = names.entry(task.folder.to_lowercase());
                let name = own.or_insert_with(|| Names::seen_as(str::to_lowercase)).file(&name);
                put(Artifact::new(format!("{}/{name}", task.folder), bytes));
                name
            });
            let (source, programme) = (task.source, task.programme.map(str::to_owned));
            done.push(Copied { source, programme, folder: task.folder.clone(), result });
        }
    }
    done
}

fn make(compiled: &Compiled, task: &Task, lang: Lang, one_at_a_time: &Mutex<()>) -> Made {
    let limits = Limits::DEFAULT;
    let source = compiled.sources.get(task.source);
    // What an archive holds is bounded by what was read of it.
    let size = if source.inside.is_empty() { crate::source::file_size(&source.path) } else { 0 };
    if size > limits.marked_bytes {
        return Err(returns::TOO_LARGE.0);
    }
    // No thread that holds it waits for another, and a panic in it leaves nothing half done.
    let _turn = (size > limits.file_bytes).then(|| one_at_a_time.lock());
    let bytes = compiled.sources.bytes(task.source, limits.marked_bytes).ok_or(CHANGED)?;
    let kind = Kind::of(&source.name, &bytes).ok_or(returns::NO_COPY.0)?;
    // A fault of the program on one file must not cost the others.
    let marked = catch_unwind(AssertUnwindSafe(|| returns::marked(kind, &bytes, &task.problems, lang)));
    let marked = marked.map_err(|_| FAULT)?.map_err(|reason| reason.0)?;
    Ok((kind, marked))
}

/// The files with errors or warnings, of each programme and of none, in the order of their names.
fn tasks(compiled: &Compiled) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    let mut housed: BTreeSet<SourceId> = BTreeSet::new();
    for summary in &compiled.summaries {
        let mut units: BTreeMap<SourceId, BTreeSet<&str>> = BTreeMap::new();
        for Record { source, unit, .. } in &summary.records {
            units.entry(*source).or_default().insert(unit);
        }
        let base = base(&summary.programme);
        housed.extend(summary.ledger.iter().map(|line| line.source));
        // What a later version has replaced is no longer asked about, and what is told of the programme's own files goes to
        // nobody.
        let asked = |line: &&Arc<LedgerLine>| {
            let [.., superseded] = line.statuses;
            line.records == 0 || superseded < line.records
        };
        let asked: BTreeSet<SourceId> = summary.ledger.iter().filter(asked).map(|line| line.source).collect();
        let own = by_file(summary.problems.iter().filter(|problem| asked.contains(&problem.place.source)));
        for (source, problems) in own {
            let units = units.remove(&source).unwrap_or_default();
            let folder = format!("{base}/{}", folder(&units));
            tasks.push(Task { source, programme: Some(&summary.programme), folder, problems });
        }
    }
    let homeless = |line: &&Arc<LedgerLine>| !housed.contains(&line.source) && line.programmes.is_empty();
    let homeless: BTreeSet<SourceId> = compiled.ledger.iter().filter(homeless).map(|line| line.source).collect();
    let of_none = compiled.problems.iter().filter(|problem| homeless.contains(&problem.place.source));
    for (source, problems) in by_file(of_none) {
        let folder = format!("returns/{}", file_name::NOBODY);
        tasks.push(Task { source, programme: None, folder, problems });
    }
    tasks
}

/// The folder of whatever a programme's units get back.
fn base(programme: &str) -> String {
    format!("{programme}/returns")
}

fn by_file<'a>(problems: impl Iterator<Item = &'a Diagnostic>) -> BTreeMap<SourceId, Vec<&'a Diagnostic>> {
    let mut files: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.filter(|problem| problem.severity != Severity::Note) {
        files.entry(problem.place.source).or_default().push(problem);
    }
    files
}

/// The folder of the one unit that all records of a file name; a file of several may go to none of them.
fn folder(units: &BTreeSet<&str>) -> String {
    let mut units = units.iter();
    match (units.next(), units.next()) {
        (Some(unit), None) => file_name::of_unit(unit),
        (Some(_), Some(_)) => file_name::SEVERAL.to_owned(),
        (None, _) => file_name::NOBODY.to_owned(),
    }
}

/// For each programme, which files have a copy, where it is, and why others have none.
fn lists(compiled: &Compiled, done: &[Copied], lang: Lang) -> Vec<Artifact> {
    let mut tables: BTreeMap<&str, CsvTable> = BTreeMap::new();
    for copied in done {
        let Some((base, unit)) = copied.folder.rsplit_once('/') else { continue };
        let table =
            tables.entry(base).or_insert_with(|| CsvTable::new(["文件", "单位文件夹", "标注副本", "没有副本的原因"]));
        let (name, reason) = match &copied.result {
            Ok(name) => (name.as_str(), ""),
            Err(Words(words)) => ("", lang.pick(words[0], words[1])),
        };
        table.row([compiled.sources.get(copied.source).name.as_str(), unit, name, reason]);
    }
    let list = |(base, table): (&str, CsvTable)| Artifact::new(format!("{base}/{LIST}"), table.finish());
    tables.into_iter().map(list).collect()
}
