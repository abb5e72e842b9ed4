//! Corrections (更正通知): the front matter key `corrects`, and what of it only several notices together can tell.

use std::collections::{BTreeMap, BTreeSet};

use super::check::refer;
use crate::diagnostic::{ContentProblem, Diagnostic, Diagnostics, Role, SchemaProblem, Words};
use crate::formats::yaml::{Decode, Map, Node, Tree, list};
use crate::model::{Change, Correction, Located, Notice, Project};

/// As many notices of a circle as a message names.
const SHOWN: usize = 8;

/// Notices by their slugs.
type BySlug<'p> = BTreeMap<&'p str, &'p Notice>;

/// Tells of corrections of notices that do not exist, of the notice itself, or of a later one.
pub fn check(project: &Project, out: &mut Diagnostics) {
    let by_slug: BySlug = project.notices.iter().map(|notice| (notice.page.slug.as_str(), notice)).collect();
    let circles = circles(&by_slug);
    for circle in &circles {
        let slug = circle.first().and_then(|notice| notice.corrects.as_ref()).map(|corrects| &corrects.notice);
        let problem = || ContentProblem::CorrectionCircle { chain: chain(circle) };
        slug.into_iter().for_each(|slug| out.add(slug.place, problem()));
    }
    let in_circle: BTreeSet<&str> = circles.iter().flatten().map(|notice| notice.page.slug.as_str()).collect();
    for notice in project.notices.iter().filter(|notice| !in_circle.contains(notice.page.slug.as_str())) {
        let Some(Correction { notice: slug, .. }) = &notice.corrects else { continue };
        refer(["通知", "notice"], slug, by_slug.keys().copied(), out);
        let Some(corrected) = by_slug.get(slug.value.as_str()) else { continue };
        if let (Some(date), Some(before)) = (notice.date, corrected.date)
            && date < before
        {
            let problem = ContentProblem::EarlyCorrection { date: date.to_string(), corrected: before.to_string() };
            out.push(Diagnostic::new(slug.place, problem).with(corrected.page.source.whole(), Role::Other));
        }
    }
}

/// The notices that correct each other in a circle, each circle once.
fn circles<'p>(by_slug: &BySlug<'p>) -> Vec<Vec<&'p Notice>> {
    let next = |notice: &Notice| by_slug.get(notice.corrects.as_ref()?.notice.value.as_str()).copied();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in by_slug.values().filter(|notice| notice.corrects.is_some()) {
        let mut path: Vec<&Notice> = Vec::new();
        let mut at = Some(*start);
        while let Some(notice) = at.filter(|notice| seen.insert(&notice.page.slug)) {
            path.push(notice);
            at = next(notice);
        }
        // The way ends nowhere, on an earlier way, or on itself.
        let back = at.and_then(|end| path.iter().position(|notice| notice.page.slug == end.page.slug));
        circles.extend(back.map(|from| path[from..].to_vec()));
    }
    circles
}

/// `a → b → a`, or the beginning of it.
fn chain(circle: &[&Notice]) -> String {
    let slugs = circle.iter().chain(circle.first()).map(|notice| notice.page.slug.as_str());
    let mut chain = slugs.take(SHOWN).collect::<Vec<_>>().join(" → ");
    if circle.len() >= SHOWN {
        chain.push_str(" → …");
    }
    chain
}

impl Decode for Correction {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Correction> {
        let mut map = Map::open(node, ["更正", "the correction"], out)?;
        let notice = map.required("notice", out);
        let changes = map.required::<Changes>("changes", out);
        map.finish(out);
        Some(Correction { notice: notice?, changes: changes?.0 })
    }
}

/// A list that is not empty: a correction that corrects nothing is none.
struct Changes(Vec<Change>);

impl Decode for Changes {
    fn decode(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Changes> {
        if matches!(&node.tree, Tree::List(items) if items.is_empty()) {
            let expected = Words(["至少一项 {what, old, new}", "at least one {what, old, new}"]);
            out.add(node.place, SchemaProblem::BadValue { key: key.to_owned(), found: "[]".to_owned(), expected });
        }
        Some(Changes(list(node, key, out)))
    }
}

impl Decode for Change {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Change> {
        let mut map = Map::open(node, ["更正事项", "the change"], out)?;
        let what = map.required("what", out);
        let old = map.required("old", out).and_then(|old| literal(old, out));
        let new = map.required("new", out);
        map.finish(out);
        Some(Change { what: what?, old: old?, new: new? })
    }
}

/// The former wording as it was: a quoted fact in it would turn into the new one.
fn literal(old: Located<String>, out: &mut Diagnostics) -> Option<String> {
    if !old.value.contains("{{") {
        return Some(old.value);
    }
    let expected = Words([
        "原来的内容照抄，不引用数据",
        "the former wording as it was, without quoted facts, because these change",
    ]);
    out.add(old.place, SchemaProblem::BadValue { key: "old".to_owned(), found: old.value, expected });
    None
}
