//! People of two summaries, matched by their identity, else by the place where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::super::earlier::{Earlier, EarlierRecord};
use crate::model::{FieldChange, Form, Kind, PersonChange, Record, RecordChange, Status, Summary};
use crate::source::Sources;

/// Fields that date a version and are no part of what it says, as the check of versions has it.
const DATING: [&str; 2] = ["filled_on", "revision"];

/// What changed of each person, and how many people did not change.
pub(super) fn compare(
    earlier: &Earlier,
    summary: &Summary,
    forms: &[&Form],
    sources: &Sources,
) -> (Vec<RecordChange>, usize) {
    let form = |id: &str| forms.iter().find(|form| form.id == id).copied();
    let then: Vec<Standing> = earlier.records.iter().map(|it| Standing::then(it, form(&it.form))).collect();
    let now: Vec<Standing> =
        summary.records.iter().map(|it| Standing::now(it, form(&it.form), &sources.get(it.source).name)).collect();
    let before = Pairs::find(&then, &now);
    let mut changed = Vec::new();
    let mut unchanged = 0;
    for (at, standing) in now.iter().enumerate().filter(|(_, it)| it.counts()) {
        let Some(former) = before.of.get(&at).map(|at| &then[*at]) else {
            changed.push(standing.change(PersonChange::New, None, Some(standing.status)));
            continue;
        };
        let fields = standing.differences(former);
        let change = if fields.is_empty() { PersonChange::Unchanged } else { PersonChange::Corrected };
        unchanged += usize::from(fields.is_empty());
        if change == PersonChange::Corrected || former.status != standing.status {
            let told = standing.change(change, Some(former.status), Some(standing.status));
            changed.push(RecordChange { fields, ..told });
        }
    }
    let matched: BTreeSet<usize> = before.of.into_values().collect();
    let gone = then.iter().enumerate().filter(|(at, it)| it.counts() && !matched.contains(at));
    changed.extend(gone.map(|(_, it)| it.change(PersonChange::Withdrawn, Some(it.status), None)));
    (changed, unchanged)
}

/// A record of either summary, by its texts alone.
struct Standing<'a> {
    form: Option<&'a Form>,
    form_id: &'a str,
    file: &'a str,
    number: usize,
    unit: &'a str,
    status: Status,
    values: BTreeMap<&'a str, String>,
}

impl<'a> Standing<'a> {
    fn then(record: &'a EarlierRecord, form: Option<&'a Form>) -> Standing<'a> {
        Standing {
            form,
            form_id: &record.form,
            file: &record.file,
            number: record.record,
            unit: &record.unit,
            // A word that is not known is that of a later program; whoever it was about was there.
            status: Status::named(&record.status).unwrap_or(Status::Held),
            values: record.values.iter().map(|(key, text)| (key.as_str(), text.clone())).collect(),
        }
    }

    fn now(record: &'a Record, form: Option<&'a Form>, file: &'a str) -> Standing<'a> {
        // A summary withholds which answers stand in which file, and so does the comparison of two.
        let telling = form.filter(|form| !form.is_anonymous());
        let fields = telling.into_iter().flat_map(Form::all_fields).zip(record.cells.iter());
        let values = fields.map(|(field, cell)| (field.key.as_str(), cell.text()));
        Standing {
            form,
            form_id: &record.form,
            file,
            number: record.number,
            unit: &record.unit,
            status: record.status,
            values: values.filter(|(_, text)| !text.is_empty()).collect(),
        }
    }

    /// What was replaced is past.
    fn counts(&self) -> bool {
        self.status != Status::Superseded
    }

    fn text(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    fn name(&self) -> String {
        let names = self.form.into_iter().flat_map(|form| &form.fields).filter(|it| it.kind == Kind::PersonName);
        names.map(|field| self.text(&field.key)).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The words that say who it is; none where one of them is missing.
    fn identity(&self) -> Option<String> {
        let keys = &self.form?.identity;
        let parts: Vec<&str> = keys.iter().map(|key| self.text(key)).collect();
        let whole = !parts.is_empty() && parts.iter().all(|part| !part.is_empty());
        whole.then(|| parts.join("\u{1F}"))
    }

    /// Whether one of the words that say who it is, or the name, is that of another record as well.
    fn resembles(&self, other: &Standing) -> bool {
        let (name, others) = (self.name(), other.name());
        let keys = self.form.map_or(&[][..], |form| &form.identity);
        let shares = keys.iter().any(|key| !self.text(key).is_empty() && self.text(key) == other.text(key));
        name == others || name.is_empty() || others.is_empty() || shares
    }

    /// Fields of the person that differ. What a roster says once for all its people is not theirs, but for the unit.
    fn differences(&self, former: &Standing) -> Vec<FieldChange> {
        let Some(form) = self.form else { return Vec::new() };
        let fields = form.fields.iter().filter(|field| !DATING.contains(&field.key.as_str()));
        let unit = form.all_fields().find(|field| field.kind == Kind::Unit);
        let own = fields.filter(|field| unit.is_none_or(|unit| unit.key != field.key));
        let texts = own.map(|field| (field, former.text(&field.key), self.text(&field.key)));
        let units = unit.map(|field| (field, former.unit, self.unit));
        let differing = units.into_iter().chain(texts).filter(|(_, was, now)| was != now);
        let change = |(field, was, now): (&crate::model::Field, &str, &str)| FieldChange {
            key: field.key.clone(),
            label: field.label.to_string(),
            was: was.to_owned(),
            now: now.to_owned(),
        };
        differing.map(change).collect()
    }

    fn change(&self, change: PersonChange, was: Option<Status>, now: Option<Status>) -> RecordChange {
        RecordChange {
            change,
            form: self.form_id.to_owned(),
            file: self.file.to_owned(),
            number: self.number,
            unit: self.unit.to_owned(),
            name: self.name(),
            was,
            now,
            fields: Vec::new(),
        }
    }
}

/// Which record of the earlier summary a record of this one is, by index.
struct Pairs {
    of: BTreeMap<usize, usize>,
    taken: BTreeSet<usize>,
}

impl Pairs {
    /// The surest signs come first; who was matched is out of the way of the next.
    fn find(then: &[Standing], now: &[Standing]) -> Pairs {
        let mut pairs = Pairs { of: BTreeMap::new(), taken: BTreeSet::new() };
        let person = |it: &Standing| it.identity().map(|who| format!("{}\u{1F}{who}", it.form_id));
        let place = |it: &Standing| format!("{}\u{1F}{}\u{1F}{}", it.form_id, it.file, it.number);
        // Several versions of one person: the very same first, then the one in the same place, then in their order.
        let content = |it: &Standing| format!("{}\u{1F}{:?}", it.unit, it.values);
        pairs.join(then, now, &|it| person(it).map(|who| who + "\u{1E}" + &content(it)), &|_, _| true);
        pairs.join(then, now, &|it| person(it).map(|who| who + "\u{1E}" + &place(it)), &|_, _| true);
        pairs.join(then, now, &person, &|_, _| true);
        // A slip in what says who it is, such as a digit of an ID number, was mended in the same file or in another.
        pairs.join(then, now, &|it| Some(place(it)), &|one, other| one.resembles(other));
        let known = |it: &Standing| !it.unit.is_empty() && !it.name().is_empty();
        let namesake = |it: &Standing| known(it).then(|| format!("{}\u{1F}{}\u{1F}{}", it.form_id, it.unit, it.name()));
        pairs.join_single(then, now, &namesake);
        pairs
    }

    /// Matches the records of equal keys in their order.
    fn join(
        &mut self,
        then: &[Standing],
        now: &[Standing],
        key: &dyn Fn(&Standing) -> Option<String>,
        fits: &dyn Fn(&Standing, &Standing) -> bool,
    ) {
        let mut free = self.free(then, key);
        for (at, standing) in now.iter().enumerate() {
            if !standing.counts() || self.of.contains_key(&at) {
                continue;
            }
            let Some(candidates) = key(standing).and_then(|key| free.get_mut(&key)) else { continue };
            if let Some(index) = candidates.iter().position(|former| fits(standing, &then[*former])) {
                self.pair(at, candidates.remove(index));
            }
        }
    }

    /// Matches records of equal keys where there is only one on each side.
    fn join_single(&mut self, then: &[Standing], now: &[Standing], key: &dyn Fn(&Standing) -> Option<String>) {
        let free = self.free(then, key);
        let mut wanting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, standing) in now.iter().enumerate().filter(|(_, it)| it.counts()) {
            if let Some(key) = key(standing).filter(|_| !self.of.contains_key(&at)) {
                wanting.entry(key).or_default().push(at);
            }
        }
        for (key, wanting) in wanting {
            if let ([at], Some([former])) = (wanting.as_slice(), free.get(&key).map(Vec::as_slice)) {
                self.pair(*at, *former);
            }
        }
    }

    fn free(&self, then: &[Standing], key: &dyn Fn(&Standing) -> Option<String>) -> BTreeMap<String, Vec<usize>> {
        let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, standing) in then.iter().enumerate().filter(|(_, it)| it.counts()) {
            if let Some(key) = key(standing).filter(|_| !self.taken.contains(&at)) {
                free.entry(key).or_default().push(at);
            }
        }
        free
    }

    fn pair(&mut self, now: usize, then: usize) {
        self.of.insert(now, then);
        self.taken.insert(then);
    }
}
