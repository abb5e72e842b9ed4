//! Decisions: found beside the returned files, bound to the files and records that they name, and told what became of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::check::{Bound, Target, contradicted, contradictions, transcribe};
use crate::diagnostic::{BatchProblem, Both, Diagnostics};
use crate::model::{
    Decision, Entry, FileFate, FileRef, Form, Judged, Mode, Programme, Project, RawRecord, Received, RecordRef, Ruled,
    RuledRecord, Ruling, Status, Submission, Transcript,
};
use crate::schema;
use crate::source::{SourceId, Sources, TextFile};
use crate::suggest;

/// The status that each record has without any decision.
pub type Before = BTreeMap<(SourceId, usize), Status>;

/// The decisions of a run.
#[derive(Default)]
pub struct Decisions {
    list: Vec<Decision>,
    /// What is known of each before any record is judged; in step with the list.
    fits: Vec<Fit>,
    before: Arc<OnceLock<Before>>,
    /// Programmes of which anything came, by id.
    active: BTreeSet<String>,
}

/// What a decision is bound to.
enum Fit {
    /// The records that it names, in the programmes to which they all belong.
    Records(Vec<Target>, Vec<String>),
    /// A unit, whatever the programme.
    Everywhere,
    /// Paper for one programme.
    Paper(String),
    /// Nothing, and why.
    Nothing(Both),
}

impl Decisions {
    /// Reads the texts of decisions files.
    pub fn read(
        texts: &BTreeMap<SourceId, String>,
        project: &Project,
        sources: &Sources,
        out: &mut Diagnostics,
    ) -> Decisions {
        let mut list = Vec::new();
        for (source, text) in texts {
            let file = TextFile { source: *source, name: &sources.get(*source).name, text };
            list.extend(schema::decisions(&file, project, out));
        }
        Decisions { list, ..Decisions::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Notes the statuses of records that were judged without any decision.
    pub fn note(&mut self, before: Arc<OnceLock<Before>>) {
        self.before = before;
    }

    /// Finds what every decision is about, and puts what was keyed in beside what was read.
    pub fn settle(&mut self, project: &Project, received: &mut [Received], sources: &Sources, out: &mut Diagnostics) {
        if self.list.is_empty() {
            return;
        }
        let second = contradictions(&self.list, out);
        let mut files = Files::of(received, sources);
        let mut fits: Vec<Option<Fit>> = Vec::with_capacity(self.list.len());
        for (at, decision) in self.list.iter().enumerate() {
            fits.push(match &decision.ruling {
                _ if second.contains(&at) => Some(Fit::Nothing(contradicted())),
                Ruling::Record { form, source, values } => {
                    let target = files.key_in(decision, project.form(&form.value), source.as_ref(), values);
                    let own = programmes_of(project, &form.value);
                    Some(target.map_or_else(Fit::Nothing, |target| Fit::Records(vec![target], own)))
                }
                _ => None,
            });
        }
        files.take_back(out);
        // Only now do the records exist that were keyed in.
        for (decision, fit) in self.list.iter().zip(fits) {
            self.fits.push(fit.unwrap_or_else(|| files.fit(&decision.ruling, project, out)));
        }
        let forms = files.received.iter().flat_map(|file| &file.transcripts);
        self.active = forms.flat_map(|transcript| programmes_of(project, &transcript.form)).collect();
    }

    /// Those that a programme's records are judged by.
    pub fn bound(&self, programme: &str) -> Vec<Bound<'_>> {
        let all = self.list.iter().zip(&self.fits);
        let bound = all.filter_map(|(decision, fit)| match fit {
            Fit::Records(targets, own) if own.iter().any(|id| id == programme) => Some((decision, targets.clone())),
            Fit::Everywhere => Some((decision, Vec::new())),
            _ => None,
        });
        bound.map(|(decision, targets)| Bound { decision, targets }).collect()
    }

    /// Adds what is not for the checks to settle, and tells of every decision that changed nothing. `homeless` is the
    /// programme that shows what belongs to none.
    pub fn conclude(&self, judged: &mut [(&Programme, Judged)], homeless: Option<&str>, out: &mut Diagnostics) {
        // Of a unit that one programme knows, the others need not speak.
        let all = judged.iter().flat_map(|(_, judged)| &judged.decisions);
        let fitting: BTreeSet<_> = all.filter(|it| it.applied()).map(|it| it.decision.place).collect();
        let fits: BTreeMap<_, &Fit> = self.list.iter().map(|it| it.place).zip(&self.fits).collect();
        for (programme, judged) in judged.iter_mut() {
            let shows = homeless.map_or(self.active.contains(&programme.id), |id| id == programme.id);
            judged.decisions.retain(|it| it.applied() || (shows && !fitting.contains(&it.decision.place)));
            for ruled in &mut judged.decisions {
                let Some(Fit::Records(targets, _)) = fits.get(&ruled.decision.place) else { continue };
                for (record, target) in ruled.records.iter_mut().zip(targets) {
                    let before = self.before.get().and_then(|before| before.get(&(target.source, target.number)));
                    record.before = before.copied();
                }
            }
            for (decision, fit) in self.list.iter().zip(&self.fits) {
                let unfit = match fit {
                    Fit::Paper(id) if *id == programme.id => None,
                    Fit::Nothing(reason) if shows => Some(reason.clone()),
                    _ => continue,
                };
                let records = decision.ruling.records().iter().map(RuledRecord::unknown);
                judged.decisions.push(Ruled { decision: decision.clone(), unfit, records: records.collect() });
            }
            judged.decisions.sort_by_key(|it| it.decision.place);
        }
        let lost = self.list.iter().zip(&self.fits).filter_map(|(decision, fit)| match fit {
            Fit::Nothing(reason) => Some((decision.place, reason)),
            _ => None,
        });
        let listed = judged.iter().flat_map(|(_, judged)| &judged.decisions);
        let unfit: BTreeMap<_, &Both> =
            listed.filter_map(|it| Some((it.decision.place, it.unfit.as_ref()?))).chain(lost).collect();
        for (place, reason) in unfit.into_iter().filter(|(_, reason)| **reason != contradicted()) {
            out.add(place, BatchProblem::DecisionUnfit { reason: reason.clone() });
        }
    }
}

/// The statuses of records that were judged without any decision.
pub fn statuses<'a>(judged: impl Iterator<Item = &'a Judged>) -> Before {
    judged.flat_map(|judged| &judged.records).map(|it| ((it.source, it.number), it.status)).collect()
}

/// The programmes that the decisions of each file concern, by id.
pub fn concerned(judged: &[(&Programme, Judged)]) -> BTreeMap<SourceId, Vec<String>> {
    let mut concerned: BTreeMap<SourceId, Vec<String>> = BTreeMap::new();
    for (programme, judged) in judged {
        let files: BTreeSet<SourceId> = judged.decisions.iter().map(|it| it.decision.place.source).collect();
        for file in files {
            concerned.entry(file).or_default().push(programme.id.clone());
        }
    }
    concerned
}

/// The received files, by their names in the ledger.
struct Files<'a> {
    received: &'a mut [Received],
    sources: &'a Sources,
    by_name: BTreeMap<&'a str, usize>,
    /// Those of which something was keyed in.
    keyed: BTreeSet<SourceId>,
}

impl<'a> Files<'a> {
    fn of(received: &'a mut [Received], sources: &'a Sources) -> Files<'a> {
        let names = received.iter().map(|file| sources.get(file.source).name.as_str());
        let by_name = names.enumerate().map(|(at, name)| (name, at)).collect();
        Files { received, sources, by_name, keyed: BTreeSet::new() }
    }

    /// The file that a decision names; else why there is none.
    fn file(&self, named: &FileRef) -> Result<usize, Both> {
        let file = &named.file;
        let Some(&at) = self.by_name.get(file.as_str()) else {
            // Most likely it lies in another folder now.
            let last = |name: &str| name.rsplit('/').next().map(str::to_owned);
            let near = self.by_name.keys().find(|name| last(name) == last(file));
            let [zh, en] = near.map_or_else(Default::default, |near| {
                [format!("，是不是「{near}」？"), format!("; did you mean `{near}`?")]
            });
            return Err(Both([format!("收件里没有「{file}」{zh}"), format!("no file `{file}` came in{en}")]));
        };
        let fingerprint = self.sources.get(self.received[at].source).fingerprint;
        match named.sha256 {
            Some(sha256) if fingerprint != Some(sha256) => Err(Both([
                format!("「{file}」的指纹不同，已不是裁定时的文件"),
                format!("`{file}` has another fingerprint: it is not the file that was decided upon"),
            ])),
            _ => Ok(at),
        }
    }

    /// The record that a decision names, and its form; else why there is none.
    fn record(&self, named: &RecordRef) -> Result<(Target, &str), Both> {
        let file = &self.received[self.file(&named.file)?];
        let holds = |it: &&Arc<Transcript>| named.record > it.before && named.record <= it.before + it.records.len();
        let Some(transcript) = file.transcripts.iter().find(holds) else {
            let (name, count) = (&named.file.file, count(file));
            return Err(Both([
                format!("「{name}」里共 {count} 条记录，没有第 {} 条", named.record),
                format!("`{name}` holds {count} records, and no record {}", named.record),
            ]));
        };
        let file = named.file.file.clone();
        Ok((Target { source: transcript.source, file, number: named.record }, &transcript.form))
    }

    /// Puts a record that was typed in beside those that were read.
    fn key_in(
        &mut self,
        decision: &Decision,
        form: Option<&Form>,
        scan: Option<&FileRef>,
        values: &[Entry],
    ) -> Result<Target, Both> {
        let gone = || Both(["没有这张表单".to_owned(), "there is no such form".to_owned()]);
        let form = form.ok_or_else(gone)?;
        let at = match scan {
            Some(scan) => self.file(scan)?,
            None => self.received.partition_point(|file| file.source < decision.place.source),
        };
        let file = self.received.get_mut(at).ok_or_else(gone)?;
        let source = file.source;
        let name = self.sources.get(source).name.clone();
        if scan.is_some() {
            if matches!(file.fate, FileFate::Read | FileFate::Expanded { .. }) {
                let zh = format!("「{name}」已能读取，不必代为录入");
                return Err(Both([zh, format!("`{name}` can be read, and nothing need be keyed in for it")]));
            }
            file.fate = FileFate::Keyed;
            self.keyed.insert(source);
        }
        let before = count(file);
        let submission = submission(decision, form, source, before, values);
        file.transcripts.push(Arc::new(transcribe(&submission, form)));
        Ok(Target { source, file: name, number: before + 1 })
    }

    /// What was told of files that could not be read is settled where their records were keyed in.
    fn take_back(&self, out: &mut Diagnostics) {
        if !self.keyed.is_empty() {
            let all = std::mem::take(out).into_iter();
            out.extend(all.filter(|problem| !self.keyed.contains(&problem.place.source)));
        }
    }

    fn fit(&self, ruling: &Ruling, project: &Project, out: &mut Diagnostics) -> Fit {
        if let Ruling::Unit { .. } = ruling {
            return Fit::Everywhere;
        }
        if let Ruling::Paper { unit, programme, .. } = ruling {
            let units = &project.units;
            if !units.is_empty() && units.find(&unit.value).is_none() {
                let names = units.list.iter().map(|unit| unit.name.as_str());
                let nearest = suggest::nearest(&unit.value, names);
                out.add(unit.place, BatchProblem::UnitNotListed { unit: unit.value.clone(), nearest });
            }
            return Fit::Paper(programme.value.clone());
        }
        let mut targets = Vec::new();
        let mut own: Option<Vec<String>> = None;
        for named in ruling.records() {
            match self.record(named) {
                Err(reason) => return Fit::Nothing(reason),
                Ok((target, form)) => {
                    targets.push(target);
                    let of_form = programmes_of(project, form);
                    let both = |own: Vec<String>| own.into_iter().filter(|id| of_form.contains(id)).collect();
                    own = Some(own.map_or(of_form.clone(), both));
                }
            }
        }
        match own.filter(|own| !own.is_empty()) {
            Some(own) => Fit::Records(targets, own),
            None => {
                let zh = "这些记录不属于同一个项目".to_owned();
                Fit::Nothing(Both([zh, "the records belong to no programme that they share".to_owned()]))
            }
        }
    }
}

/// How many records a file holds.
fn count(file: &Received) -> usize {
    file.transcripts.iter().map(|transcript| transcript.records.len()).sum()
}

fn programmes_of(project: &Project, form: &str) -> Vec<String> {
    let own = project.programmes.iter().filter(|it| it.forms.iter().any(|id| id.value == form));
    own.map(|programme| programme.id.clone()).collect()
}

/// What was typed in, as if it had been read from a file. It replaces no list of its unit, and is held to no more than
/// the official form asks for, which is what came on paper.
fn submission(decision: &Decision, form: &Form, source: SourceId, before: usize, values: &[Entry]) -> Submission {
    let of_header = |entry: &&Entry| {
        let label = entry.label.as_str();
        form.header.iter().any(|field| field.answers_to(label) || field.printed.as_deref() == Some(label))
    };
    let (header, entries) = values.iter().partition::<Vec<&Entry>, _>(of_header);
    let owned = |entries: Vec<&Entry>| entries.into_iter().cloned().collect();
    let record = RawRecord { place: decision.place, fault: None, entries: owned(entries) };
    Submission {
        source,
        form: form.id.clone(),
        mode: Mode::Addition,
        before,
        table: true,
        faults: Vec::new(),
        header: owned(header),
        records: vec![record],
    }
}
