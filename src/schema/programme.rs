//! `data/programmes/<id>.yaml`.

use super::duplicate;
use crate::diagnostic::{Diagnostics, SchemaProblem, Words};
use crate::formats::yaml::{Decode, Map, Node, Tree};
use crate::model::{ClassDeadline, Cost, Deadline, ItemText, Link, Located, Programme, Rule, Section, UnitCategory};
use crate::source::{Place, SourceId};

pub fn decode(node: &Node, id: &str, source: SourceId, out: &mut Diagnostics) -> Option<Programme> {
    let mut map = Map::open(node, ["项目", "the programme"], out)?;
    let deadlines: Vec<Located<Deadline>> = map.list("deadlines", out);
    distinct(["截止时间", "deadline"], deadlines.iter().map(|it| (it.value.id.as_str(), it.place)), out);
    let rules: Vec<Rule> = map.list("rules", out);
    distinct(["规则", "rule"], rules.iter().map(|rule| (rule.id.as_str(), rule.place)), out);
    let sections: Vec<Located<Section>> = map.list("sections", out);
    distinct(["段落", "section"], sections.iter().map(|it| (it.value.id.as_str(), it.place)), out);
    let programme = Programme {
        id: id.to_owned(),
        source,
        title: map.required("title", out).unwrap_or_default(),
        short: map.required("short", out).unwrap_or_default(),
        year: map.required("year", out).unwrap_or_default(),
        host: map.optional("host", out),
        summary: map.required("summary", out).unwrap_or(Located { value: String::new(), place: source.whole() }),
        notices: map.list("notices", out),
        forms: map.list("forms", out),
        as_of: map.optional("as_of", out),
        as_of_note: map.optional("as_of_note", out),
        retention: map.optional("retention", out),
        month_end_days: month_end(map.optional("month_end_days", out), out),
        revision: map.optional("revision", out).unwrap_or_default(),
        deadlines: deadlines.into_iter().map(|it| it.value).collect(),
        class_deadline: map.optional("class_deadline", out),
        sections: sections.into_iter().map(|it| it.value).collect(),
        costs: map.list("costs", out),
        contacts: map.list("contacts", out),
        links: map.list("links", out),
        unstated: map.list("unstated", out),
        unit_categories: map.list("unit_categories", out),
        rules,
    };
    map.finish(out);
    Some(programme)
}

/// The usual reading of 月底 is the last five days; more than a 旬 would be none.
fn month_end(days: Option<Located<usize>>, out: &mut Diagnostics) -> usize {
    const USUAL: usize = 5;
    let Some(days) = days else { return USUAL };
    if !(1..=10).contains(&days.value) {
        let problem = SchemaProblem::BadValue {
            key: "month_end_days".to_owned(),
            found: days.value.to_string(),
            expected: Words(["1 至 10 的数", "a number from 1 to 10"]),
        };
        out.add(days.place, problem);
        return USUAL;
    }
    days.value
}

/// How many days a deadline is counted back; what is beyond ten years is a slip, and may be beyond the calendar.
fn counted_back(days: Located<usize>, out: &mut Diagnostics) -> usize {
    const MOST: usize = 3_650;
    if days.value > MOST {
        let problem = SchemaProblem::BadValue {
            key: "days_before".to_owned(),
            found: days.value.to_string(),
            expected: Words(["0 至 3650 的数", "a number from 0 to 3650"]),
        };
        out.add(days.place, problem);
    }
    days.value.min(MOST)
}

fn distinct<'a>(what: [&'static str; 2], names: impl Iterator<Item = (&'a str, Place)>, out: &mut Diagnostics) {
    let mut seen: Vec<(&str, Place)> = Vec::new();
    for (name, place) in names {
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, first)) => duplicate(what, name, place, *first, out),
            None => seen.push((name, place)),
        }
    }
}

impl Decode for Deadline {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Deadline> {
        let mut map = Map::open(node, ["截止时间", "the deadline"], out)?;
        let id = map.required("id", out);
        let label = map.required("label", out);
        let audience = map.required("audience", out);
        let at = map.required("at", out);
        let text = map.optional("text", out);
        let note = map.optional("note", out);
        let filled_on = map.flag("filled_on", out);
        map.finish(out);
        Some(Deadline { id: id?, label: label?, audience: audience?, at: at?, text, note, filled_on })
    }
}

impl Decode for ClassDeadline {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<ClassDeadline> {
        let mut map = Map::open(node, ["班次截止时间", "the class deadline"], out)?;
        let days_before = map.required("days_before", out).map(|days| counted_back(days, out));
        let label = map.required("label", out);
        let note = map.optional("note", out);
        map.finish(out);
        Some(ClassDeadline { days_before: days_before?, label: label?, note })
    }
}

impl Decode for Section {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Section> {
        let mut map = Map::open(node, ["段落", "the section"], out)?;
        let id = map.required("id", out);
        let title = map.required("title", out);
        let section = Section {
            id: String::new(),
            title: String::new(),
            intro: map.optional("intro", out),
            items: map.list("items", out),
            ordered: map.flag("ordered", out),
            note: map.optional("note", out),
        };
        map.finish(out);
        Some(Section { id: id?, title: title?, ..section })
    }
}

impl Decode for ItemText {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<ItemText> {
        if !matches!(node.tree, Tree::Map(_)) {
            return Decode::decode(node, key, out).map(|text| ItemText { text, note: None, rule: None });
        }
        let mut map = Map::open(node, ["条目", "the item"], out)?;
        let text = map.required("text", out);
        let note = map.optional("note", out);
        let rule = map.optional("rule", out);
        map.finish(out);
        Some(ItemText { text: text?, note, rule })
    }
}

impl Decode for Cost {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Cost> {
        let mut map = Map::open(node, ["费用", "the cost"], out)?;
        let item = map.required("item", out);
        let borne_by = map.required("borne_by", out);
        map.finish(out);
        Some(Cost { item: item?, borne_by: borne_by? })
    }
}

impl Decode for Link {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Link> {
        let mut map = Map::open(node, ["链接", "the link"], out)?;
        let title = map.required("title", out);
        let url = map.required("url", out).filter(|url| is_web(url, out));
        let note = map.optional("note", out);
        map.finish(out);
        Some(Link { title: title?, url: url?, note })
    }
}

/// Whether an address begins as one of the web; anything else would be shown as a link and lead nowhere good.
fn is_web(url: &Located<String>, out: &mut Diagnostics) -> bool {
    let scheme = url.value.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let sound = matches!(scheme.as_deref(), Some("http" | "https"));
    if !sound {
        let expected = Words(["以 https:// 或 http:// 开头的网址", "an address that begins with https:// or http://"]);
        out.add(url.place, SchemaProblem::BadValue { key: "url".to_owned(), found: url.value.clone(), expected });
    }
    sound
}

impl Decode for UnitCategory {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<UnitCategory> {
        let mut map = Map::open(node, ["单位类别", "the unit category"], out)?;
        let name = map.required("name", out);
        let note = map.optional("note", out);
        map.finish(out);
        Some(UnitCategory { name: name?, note })
    }
}
