//! Files that come back: read, judged, told and, where that is quick, written out with marked copies.

use std::collections::BTreeMap;
use std::fs;

use linghang::check::{Batch, Photo, judge, transcribe};
use linghang::diagnostic::Diagnostics;
use linghang::export::Look;
use linghang::intake::{Forms, Intake, receive};
use linghang::jobs::{Compiling, KnownLists, Loaded, compile, deliver};
use linghang::lang::Lang;
use linghang::model::{Artifact, Order, Texts, Transcript};
use linghang::report::{Palette, Snippets, render};
use linghang::source::{Limits, Source};

use super::{Ground, parcel, told};

/// How a compound file begins, in which workbooks of the old kind are ([MS-CFB] 2.2).
const OLD_WORKBOOK: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

pub fn yaml(ground: &Ground, input: &[u8]) {
    judged(ground, "表.yaml", input);
    judged(ground, "表.txt", input);
}

/// Workbooks of all kinds: of the old one as it is, of the others the texts in their packages.
pub fn xlsx(ground: &Ground, input: &[u8]) {
    let name = match parcel::texts(input).first() {
        _ if input.starts_with(&OLD_WORKBOOK) => return judged(ground, "表.xls", input),
        Some((b"content.xml" | b"mimetype", _)) => "表.ods",
        _ => "表.xlsx",
    };
    judged(ground, name, &parcel::package(input));
}

pub fn docx(ground: &Ground, input: &[u8]) {
    judged(ground, "表.docx", &parcel::package(input));
}

pub fn zip(ground: &Ground, input: &[u8]) {
    compiled(ground, "包.zip", &parcel::package(input));
}

pub fn eml(ground: &Ground, input: &[u8]) {
    compiled(ground, "信.eml", input);
}

/// One file in memory, up to the judgement of its records.
fn judged(ground: &Ground, name: &str, bytes: &[u8]) {
    let Ground { project, .. } = ground;
    let forms = Forms::new(project.forms.iter().collect());
    let mut sources = ground.sources.clone();
    let id = sources.add(Source { personal: true, ..Source::new(name, name) });
    let Intake { submissions, problems, .. } = receive(id, name, Ok(bytes), &forms, &Limits::DEFAULT);
    told(&problems, &sources);
    let forms = submissions.iter().filter_map(|it| Some((it, project.form(&it.form)?)));
    let transcripts: Vec<Transcript> = forms.map(|(submission, form)| transcribe(submission, form)).collect();
    for programme in &project.programmes {
        let own = |it: &&Transcript| project.programme_of(&it.form).is_some_and(|it| it.id == programme.id);
        let batch = Batch {
            project,
            programme,
            transcripts: transcripts.iter().filter(own).collect(),
            photo: &|_, _| Photo::Missing,
            fingerprint: &|_| None,
            decisions: Vec::new(),
            known: &[],
        };
        if !batch.transcripts.is_empty() {
            let mut all = Diagnostics::default();
            all.extend(judge(&batch).problems);
            told(&all.sorted(), &sources);
        }
    }
}

/// One file on the disk, through everything that `compile` does but writing.
pub fn compiled(ground: &Ground, name: &str, bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let back = ground.path().join("回收");
    fs::create_dir_all(&back).unwrap();
    let path = back.join(name);
    fs::write(&path, bytes).unwrap();
    let loaded = Loaded {
        root: ground.path().to_owned(),
        project: ground.project.clone(),
        texts: Texts::default(),
        sources: ground.sources.clone(),
        known: KnownLists::default(),
        problems: Diagnostics::default(),
    };
    let paths = [path];
    let compiled = compile(loaded, &Compiling::of(&paths)).unwrap();
    told(&compiled.problems, &compiled.sources);
    let snippets = Snippets::new(&compiled.sources);
    for problem in compiled.problems.iter().take(50) {
        render(problem, &snippets, Lang::Zh, Palette::Plain);
    }
    let look = Look { lang: Lang::Zh, order: Order::Given, today: None };
    let mut written = BTreeMap::new();
    let copied =
        deliver(&compiled, look, &mut |Artifact { path, bytes }: Artifact| drop(written.insert(path, bytes))).unwrap();
    for copy in copied {
        let failed = copy.result.is_err_and(|why| why.0[1] == "the program failed to mark it");
        assert!(!failed, "no copy of {name}");
    }
    for path in written.keys() {
        let led_out = path.split('/').any(|part| matches!(part, "" | "." | "..")) || path.contains(['\\', '\0', ':']);
        assert!(!led_out, "an output is called {path:?}");
    }
    written
}
