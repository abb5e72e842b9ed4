//! Reading all pieces, in parallel: each received file once, its members one after the other, so that memory stays bounded.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::expand::{Piece, State, expand, number};
use super::intakes::Intakes;
use crate::check;
use crate::diagnostic::{Diagnostics, FileProblem, Problem, ReceivedProblem};
use crate::intake::{self, Intake};
use crate::model::{FileFate, Project, Received};
use crate::source::{
    Container, ContainerKind, EntryFault, Fingerprint, Found, Limits, Place, ReadError, Source, SourceId, Sources,
    is_picture, open_bytes, open_file, read_file,
};

/// Members of one archive that are read in a row before the archive is opened anew, perhaps by another thread.
const ROW: usize = 512;

/// A link is listed and left alone.
const LINK: [&str; 2] = ["符号链接，没有跟随", "a symbolic link, not followed"];

/// Opens and reads all files but the decisions, which are named; the order of the results is that of the names.
pub fn receive(
    project: &Project,
    found: Vec<Found>,
    decisions: &BTreeSet<String>,
    sources: &mut Sources,
    out: &mut Diagnostics,
    intakes: &mut Intakes,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Received> {
    // A form that no programme uses is none of ours: nothing could become of its records.
    let used = project.forms.iter().filter(|form| project.programme_of(&form.id).is_some());
    let forms = intake::Forms::new(used.collect());
    intakes.begin(project, &found);
    let mut pieces: Vec<Piece> =
        found.into_par_iter().map(|it| intakes.piece(&it).unwrap_or_else(|| opened(it))).collect();
    for piece in pieces.iter_mut().filter(|piece| decisions.contains(&piece.name)) {
        piece.state = State::Aside(intake::DECISIONS);
    }
    let numbered = number(&mut pieces, sources.next_id());
    let (limits, done, total) = (&Limits::DEFAULT, AtomicUsize::new(0), numbered.len());
    let tops = numbered.iter().map(|(_, piece)| *piece).filter(|piece| piece.inside.is_empty());
    let mut got: Vec<Got> = numbered.iter().filter_map(|(_, piece)| intakes.got(piece)).collect();
    done.store(got.len(), Ordering::Relaxed);
    let reading = Reading { project, forms: &forms, limits, one_at_a_time: Mutex::new(()), done, total, progress };
    let fresh = tops.filter(|piece| !intakes.has(&piece.path));
    let units: Vec<Unit> = fresh.flat_map(units).collect();
    got.par_extend(units.par_iter().flat_map_iter(|unit| reading.unit(unit)));
    got.sort_by_key(|it| it.received.source);
    intakes.keep(&numbered, &got);
    let mut received = Vec::with_capacity(numbered.len());
    sources.reserve(numbered.len());
    for ((_, piece), Got { fingerprint, picture, received: file, parts, problems }) in numbered.into_iter().zip(got) {
        let Piece { name, path, inside, envelope, .. } = piece;
        let (inside, envelope) = (inside.clone(), envelope.clone());
        let source = Source::new(name.clone(), path.clone());
        sources.add(Source { inside, envelope, picture, fingerprint, parts, personal: true, ..source });
        out.extend(problems);
        received.push(file);
    }
    received
}

/// What came of reading a piece.
#[derive(Clone)]
pub struct Got {
    pub fingerprint: Option<Fingerprint>,
    pub picture: bool,
    pub received: Received,
    /// The names of a workbook's sheets, in its order; empty for every other file.
    pub parts: Vec<Arc<str>>,
    pub problems: Diagnostics,
}

impl Got {
    /// The same of a file that bears another number now.
    pub fn numbered(mut self, source: SourceId) -> Got {
        let before = self.received.source;
        if before == source {
            return self;
        }
        let moved = |place: Place| if place.source == before { Place { source, ..place } } else { place };
        self.received.source = source;
        for transcript in &mut self.received.transcripts {
            Arc::make_mut(transcript).renumber(source, &moved);
        }
        self.problems.moved(&moved);
        self
    }
}

/// What one thread reads in one go.
enum Unit<'a> {
    /// A file of the disk with everything in it.
    Whole(&'a Piece),
    /// An archive of the disk, without what is in it.
    Alone(&'a Piece),
    /// Some members of an archive of the disk.
    Row(&'a Piece, &'a [Piece]),
}

fn units(piece: &Piece) -> Vec<Unit<'_>> {
    match piece.state {
        State::Container(ContainerKind::Zip) => {
            let rows = piece.pieces.chunks(ROW).map(|row| Unit::Row(piece, row));
            std::iter::once(Unit::Alone(piece)).chain(rows).collect()
        }
        _ => vec![Unit::Whole(piece)],
    }
}

impl Unit<'_> {
    /// Whether reading it takes so much memory that no other such unit should be read meanwhile.
    fn is_large(&self, limits: &Limits) -> bool {
        fn any(pieces: &[Piece], limits: &Limits) -> bool {
            pieces.iter().any(|piece| piece.size > limits.file_bytes || any(&piece.pieces, limits))
        }
        match self {
            Unit::Whole(piece) => any(std::slice::from_ref(piece), limits),
            // Its fingerprint is taken bit by bit.
            Unit::Alone(_) => false,
            Unit::Row(_, row) => any(row, limits),
        }
    }
}

struct Reading<'a> {
    project: &'a Project,
    forms: &'a intake::Forms<'a>,
    limits: &'a Limits,
    /// Held while something large is in memory.
    one_at_a_time: Mutex<()>,
    done: AtomicUsize,
    total: usize,
    progress: &'a (dyn Fn(usize, usize) + Sync),
}

impl Reading<'_> {
    fn unit(&self, unit: &Unit) -> Vec<Got> {
        // No thread that holds it waits for another, and a panic in it leaves nothing half done.
        let _turn = unit.is_large(self.limits).then(|| self.one_at_a_time.lock());
        let mut got = Vec::new();
        match unit {
            Unit::Alone(piece) => got.push(self.container(piece, Fingerprint::of_file(&piece.path))),
            Unit::Row(piece, row) => self.inside(piece, row, &mut got),
            Unit::Whole(piece) => match &piece.state {
                State::Container(_) => {
                    got.push(self.container(piece, Fingerprint::of_file(&piece.path)));
                    self.inside(piece, &piece.pieces, &mut got);
                }
                State::Link => got.push(self.link(piece)),
                State::Trouble(problem) => {
                    got.push(self.trouble(piece, Fingerprint::of_file(&piece.path), problem.clone()));
                }
                State::File | State::Aside(_) | State::Perhaps(_) => {
                    let bytes = read_file(&piece.path, intake::size_limit(&piece.name, self.limits));
                    got.push(self.file(piece, bytes));
                }
            },
        }
        got
    }

    /// Reads members of a container of the disk.
    fn inside(&self, outer: &Piece, pieces: &[Piece], got: &mut Vec<Got>) {
        let State::Container(kind) = outer.state else { return };
        let before = got.len();
        let opened = open_file(&outer.path, kind, self.limits, |it| self.members(it, pieces, got));
        if opened.is_err() {
            got.truncate(before);
            self.lost(pieces, got);
        }
    }

    fn members(&self, container: &mut dyn Container, pieces: &[Piece], got: &mut Vec<Got>) {
        for piece in pieces {
            if let State::Link = piece.state {
                got.push(self.link(piece));
                continue;
            }
            // Only so can a large photo be looked at that a form names.
            let index = piece.inside.last().map_or(usize::MAX, |step| step.index);
            let bytes = container.read(index, self.limits.member_bytes);
            let fingerprint = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
            match (&piece.state, bytes) {
                (State::Trouble(problem), _) => got.push(self.trouble(piece, fingerprint, problem.clone())),
                (State::Container(kind), Ok(bytes)) => {
                    got.push(self.container(piece, fingerprint));
                    let inner = open_bytes(&bytes, *kind, self.limits, |it| self.members(it, &piece.pieces, got));
                    if inner.is_err() {
                        self.lost(&piece.pieces, got);
                    }
                }
                (State::Container(_), Err(_)) => self.lost(std::slice::from_ref(piece), got),
                (_, Ok(bytes)) => got.push(self.file(piece, Ok(bytes))),
                (_, Err(EntryFault::TooLarge { bytes })) => {
                    got.push(self.file(piece, Err(ReadError::TooLarge { bytes })));
                }
                (_, Err(EntryFault::Damaged)) if intake::ignored(&piece.name).is_some() => {
                    got.push(self.file(piece, Ok(Vec::new())));
                }
                (_, Err(EntryFault::Damaged)) => {
                    got.push(self.trouble(piece, None, ReceivedProblem::MemberDamaged {}.into()));
                }
            }
        }
    }

    /// Pieces whose container cannot be opened any more: it has changed since it was listed.
    fn lost(&self, pieces: &[Piece], got: &mut Vec<Got>) {
        for piece in pieces {
            got.push(self.trouble(piece, None, ReceivedProblem::MemberDamaged {}.into()));
            self.lost(&piece.pieces, got);
        }
    }

    fn file(&self, piece: &Piece, bytes: Result<Vec<u8>, ReadError>) -> Got {
        let fingerprint = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
        let picture = !piece.inside.is_empty() && bytes.as_ref().is_ok_and(|bytes| is_picture(bytes));
        let bytes = match bytes {
            Ok(bytes) if bytes.len() as u64 > intake::size_limit(&piece.name, self.limits) => {
                Err(ReadError::TooLarge { bytes: bytes.len() as u64 })
            }
            bytes => bytes,
        };
        let got = match piece.state {
            State::Aside(reason) => told(piece, FileFate::Ignored(reason), None),
            _ => guarded(piece.source, || {
                let limits = self.limits;
                self.transcribed(intake::receive(piece.source, &piece.name, bytes.as_deref(), self.forms, limits))
            }),
        };
        let got = match piece.state {
            State::Perhaps(reason) if got.received.transcripts.is_empty() => {
                told(piece, FileFate::Ignored(reason), None)
            }
            _ => got,
        };
        self.tick();
        Got { fingerprint, picture, ..got }
    }

    /// The fields are read at once, and the text of the file is dropped: memory grows with what was said, not with how.
    fn transcribed(&self, intake: Intake) -> Got {
        let Intake { source, fate, submissions, parts, problems } = intake;
        let forms = submissions.iter().filter_map(|it| Some((it, self.project.form(&it.form)?)));
        let transcripts = forms.map(|(submission, form)| Arc::new(check::transcribe(submission, form))).collect();
        Got { received: Received { source, fate, transcripts }, parts, problems, fingerprint: None, picture: false }
    }

    fn container(&self, piece: &Piece, fingerprint: Option<Fingerprint>) -> Got {
        self.tick();
        let fate = FileFate::Expanded { files: piece.pieces.len() };
        Got { fingerprint, ..told(piece, fate, None) }
    }

    fn trouble(&self, piece: &Piece, fingerprint: Option<Fingerprint>, problem: Problem) -> Got {
        self.tick();
        Got { fingerprint, ..told(piece, FileFate::Unreadable, Some(problem)) }
    }

    fn link(&self, piece: &Piece) -> Got {
        self.tick();
        told(piece, FileFate::Ignored(LINK), None)
    }

    fn tick(&self) {
        (self.progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.total);
    }
}

fn told(piece: &Piece, fate: FileFate, problem: Option<Problem>) -> Got {
    let mut problems = Diagnostics::default();
    if let Some(problem) = problem {
        problems.add(piece.source.whole(), problem);
    }
    let received = Received { source: piece.source, fate, transcripts: Vec::new() };
    Got { fingerprint: None, picture: false, received, parts: Vec::new(), problems }
}

/// Opens a received file. A fault of the program on one file must not cost the others.
fn opened(found: Found) -> Piece {
    let again = found.clone();
    catch_unwind(AssertUnwindSafe(|| expand(found, &Limits::DEFAULT))).unwrap_or_else(|panic| {
        let closed = Found { link: true, ..again };
        let state = State::Trouble(FileProblem::ProgramFault { detail: detail(&*panic) }.into());
        Piece { state, ..expand(closed, &Limits::DEFAULT) }
    })
}

/// A fault of the program on one file must not cost the others.
fn guarded(source: SourceId, read: impl FnOnce() -> Got) -> Got {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let mut problems = Diagnostics::default();
        problems.add(source.whole(), FileProblem::ProgramFault { detail: detail(&*panic) });
        let received = Received { source, fate: FileFate::Unreadable, transcripts: Vec::new() };
        Got { fingerprint: None, picture: false, received, parts: Vec::new(), problems }
    })
}

fn detail(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use crate::model::FileFate;
    use crate::source::SourceId;

    #[test]
    fn a_fault_of_the_program_costs_one_file_and_is_told() {
        let got = guarded(SourceId(7), || panic!("out of range"));
        assert_eq!(got.received.fate, FileFate::Unreadable);
        let told: Vec<_> = got.problems.iter().map(|it| (it.code().0, it.place.source)).collect();
        assert_eq!(told, [("E0108", SourceId(7))]);
    }
}
