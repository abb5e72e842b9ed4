//! What was typed into a form, name by name, and the decision that it makes.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::diagnostic::entry;
use crate::lang::Lang;
use crate::model::{Decision, Entry, Field, FileRef, Form, Kind, Located, Moment, Project, Raw, RecordRef, Ruling};
use crate::source::{Fingerprint, Place, SourceId};

/// The pairs of a form in their order; a name may come several times.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Vec<(String, String)>);

/// What a form lacks, told beside it.
pub type Lacks = [&'static str; 2];

/// A name and a value that a page carries along unseen.
#[derive(Debug, Serialize)]
pub struct Hidden {
    name: String,
    value: String,
}

/// The prefix of names of a form's fields, before their keys.
pub const FIELD: &str = "v.";

/// Decisions that are typed in come from no file.
pub fn nowhere() -> Place {
    SourceId(0).whole()
}

impl Typed {
    /// The first value of a name, without blanks around it; empty where there is none.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a name that say something.
    pub fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.trim()).filter(|it| !it.is_empty())
    }

    /// Sets the value of a name that was not typed.
    pub fn or(&mut self, name: &str, value: impl FnOnce() -> String) {
        if !self.0.iter().any(|(given, _)| given == name) {
            self.0.push((name.to_owned(), value()));
        }
    }

    pub fn replace(&mut self, name: &str, value: String) {
        self.0.retain(|(given, _)| given != name);
        self.0.push((name.to_owned(), value));
    }

    /// Everything, for a page that carries it along.
    pub fn hidden(&self) -> Vec<Hidden> {
        let all = self.0.iter().filter(|(_, value)| !value.is_empty());
        all.map(|(name, value)| Hidden { name: name.clone(), value: value.clone() }).collect()
    }

    /// The records that were chosen, each once.
    pub fn records(&self) -> Vec<(String, usize)> {
        // What a button took just now comes before what was chosen earlier.
        let mut all: Vec<(String, usize)> = Vec::new();
        let first = (self.one("file").to_owned(), self.one("record").parse().unwrap_or(0));
        let choices = |name| self.all(name).filter_map(chosen);
        let without: Vec<(String, usize)> = choices("without").collect();
        for it in choices("take").chain(choices("pick")).chain([first]).chain(choices("with")) {
            if !it.0.is_empty() && it.1 > 0 && !all.contains(&it) && !without.contains(&it) {
                all.push(it);
            }
        }
        all
    }

    /// The decision; else what is lacking. `name_of` is who a record is about.
    pub fn decision(
        &self,
        project: &Project,
        name_of: impl Fn(&str, usize) -> Option<String>,
    ) -> Result<Decision, Vec<Lacks>> {
        let mut lacks = Vec::new();
        let ruling = self.ruling(project, &name_of).map_err(|more| lacks.extend(more)).ok();
        if self.one("reason").is_empty() {
            lacks.push(["请写理由", "Please give a reason"]);
        }
        let on = self.one("date");
        let day = on.parse::<Date>().ok();
        if !on.is_empty() && day.is_none() {
            lacks.push(["日期要写成 2025-08-13 这样", "The date is to be written as 2025-08-13"]);
        }
        let by = Some(self.one("by")).filter(|by| !by.is_empty()).map(str::to_owned);
        match ruling.filter(|_| lacks.is_empty()) {
            Some(ruling) => {
                Ok(Decision { place: nowhere(), ruling, reason: self.one("reason").to_owned(), by, on: day })
            }
            None => Err(lacks),
        }
    }

    fn ruling(
        &self,
        project: &Project,
        name_of: &impl Fn(&str, usize) -> Option<String>,
    ) -> Result<Ruling, Vec<Lacks>> {
        let named = |(file, record): (String, usize)| {
            let name = name_of(&file, record);
            RecordRef { file: FileRef { place: nowhere(), file, sha256: None }, record, name }
        };
        let mut records: Vec<RecordRef> = self.records().into_iter().map(named).collect();
        let mut one = || match records.is_empty() {
            true => Err(vec![["请先选一条记录", "Please choose a record first"]]),
            false => Ok(records.swap_remove(0)),
        };
        match self.one("kind") {
            "accept" => {
                let codes = self.all("problems").filter_map(entry);
                let problems = codes.map(|it| Located { value: it.code, place: nowhere() }).collect();
                Ok(Ruling::Accept { record: one()?, problems })
            }
            "drop" => one().map(Ruling::Drop),
            "keep" => one().map(Ruling::Keep),
            "same" | "different" if records.len() < 2 => {
                Err(vec![["请选出另一条记录", "Please choose the other record"]])
            }
            "same" => Ok(Ruling::Same(records)),
            "different" => Ok(Ruling::Different(records)),
            "unit" => self.unit(),
            "paper" => self.paper(),
            "record" => self.record(project),
            _ => Err(vec![["请选一种裁定", "Please choose a kind"]]),
        }
    }

    fn located(&self, name: &str) -> Option<Located<String>> {
        let value = self.one(name);
        (!value.is_empty()).then(|| Located { value: value.to_owned(), place: nowhere() })
    }

    fn unit(&self) -> Result<Ruling, Vec<Lacks>> {
        let mut lacks = Vec::new();
        let (unit, is, category) = (self.located("unit"), self.located("is"), self.located("category"));
        if unit.is_none() {
            lacks.push(["请写表上的单位名称", "Please give the unit as it is written"]);
        }
        if is.is_none() && category.is_none() {
            lacks.push(["请选它是哪个单位，或者属于哪一类", "Please choose which unit it is, or its category"]);
        }
        unit.filter(|_| lacks.is_empty()).map(|unit| Ruling::Unit { unit, is, category }).ok_or(lacks)
    }

    fn paper(&self) -> Result<Ruling, Vec<Lacks>> {
        let mut lacks = Vec::new();
        let (day, time) = (self.one("received"), self.one("time"));
        let received = match time {
            "" => day.parse().ok().map(Moment::Day),
            time => format!("{day}T{time}").parse::<DateTime>().ok().map(Moment::Time),
        };
        let people = Some(self.one("people")).filter(|it| !it.is_empty()).map(|it| it.parse().ok());
        let unit = self.located("unit");
        if unit.is_none() {
            lacks.push(["请写是哪个单位", "Please give the unit"]);
        }
        if received.is_none() {
            lacks.push(["请写哪天收到", "Please give the day on which it was received"]);
        }
        if people == Some(None) {
            lacks.push(["人数要写成数字", "The number of people is to be a number"]);
        }
        let programme = self.located("programme").ok_or([["请选项目", "Please choose the programme"]]);
        match (unit, received, programme) {
            (Some(unit), Some(received), Ok(programme)) if lacks.is_empty() => {
                Ok(Ruling::Paper { unit, programme, received, people: people.flatten() })
            }
            (_, _, programme) => {
                lacks.extend(programme.err().into_iter().flatten());
                Err(lacks)
            }
        }
    }

    fn record(&self, project: &Project) -> Result<Ruling, Vec<Lacks>> {
        let Some(form) = project.form(self.one("form")) else {
            return Err(vec![["请选表单", "Please choose the form"]]);
        };
        let values: Vec<Entry> = form.all_fields().filter_map(|field| self.value(form, field)).collect();
        if values.is_empty() {
            return Err(vec![["请至少录入一项", "Please key in one field at least"]]);
        }
        let file = self.one("file");
        let source = match (file, self.one("sha256").parse::<Fingerprint>()) {
            ("", _) => None,
            (file, Ok(print)) => Some(FileRef { place: nowhere(), file: file.to_owned(), sha256: Some(print) }),
            _ => return Err(vec![["这个文件没有指纹，不能据以录入", "This file has no fingerprint to key in from"]]),
        };
        let form = Located { value: form.id.clone(), place: nowhere() };
        Ok(Ruling::Record { form, source, values })
    }

    /// What was typed into a field; none where it was left empty.
    fn value(&self, form: &Form, field: &Field) -> Option<Entry> {
        let name = format!("{FIELD}{}", field.key);
        let given: Vec<String> = self.all(&name).map(|text| text.replace("\r\n", "\n")).collect();
        let raw = match given.as_slice() {
            [] => return None,
            [only] => Raw::Text(only.clone()),
            _ if field.kind == Kind::Choices => Raw::List(given),
            [first, ..] => Raw::Text(first.clone()),
        };
        // What two fields are called alike is told apart by their keys.
        let alike = form.all_fields().filter(|other| other.label == field.label).count() > 1;
        let label = if alike { field.key.clone() } else { field.label.to_string() };
        Some(Entry { label, label_place: nowhere(), raw, place: nowhere() })
    }
}

/// A record as forms choose it: its number and its file.
fn chosen(choice: &str) -> Option<(String, usize)> {
    let (number, file) = choice.split_once(':')?;
    Some((file.to_owned(), number.parse().ok()?))
}

/// What is lacking, in one language.
pub fn told(lacks: &[Lacks], lang: Lang) -> Vec<String> {
    lacks.iter().map(|[zh, en]| lang.pick(*zh, *en).to_owned()).collect()
}
