//! Rules: one scope each, conditions, limits.

use crate::diagnostic::{Diagnostics, SchemaProblem, Severity, Words};
use crate::formats::conditions::conditions;
use crate::formats::yaml::{Decode, Map, Node, one_of};
use crate::model::{Count, Per, Rule, Scope};
use crate::source::Place;

impl Decode for Rule {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Rule> {
        let mut map = Map::open(node, ["规则", "the rule"], out)?;
        let place = map.place();
        let id = map.required("id", out);
        let form = map.required("form", out);
        let basis = map.required("basis", out);
        let note = map.optional("note", out);
        let severities = [("error", Severity::Error), ("warning", Severity::Warning)];
        let severity = map.node("severity").and_then(|node| one_of(node, "severity", &severities, out));
        let scope = scope(&mut map, place, out);
        // “Need not be returned again” is no ban.
        let usual = if matches!(scope, Some(Scope::NotListedIn(_))) { Severity::Warning } else { Severity::Error };
        let severity = severity.unwrap_or(usual);
        map.finish(out);
        Some(Rule { id: id?, place, form: form?, basis: basis?, note, severity, scope: scope? })
    }
}

fn scope(map: &mut Map, place: Place, out: &mut Diagnostics) -> Option<Scope> {
    let each = map.node("each");
    let per = map.node("per");
    let not_listed_in = map.optional("not_listed_in", out);
    let mut listed = |key| map.node(key).map(|node| conditions(node, out)).unwrap_or_default();
    let (when, except, filter) = (listed("when"), listed("except"), listed("where"));
    let at_most = map.optional("at_most", out);
    let at_least = map.optional("at_least", out);
    let counting =
        !when.is_empty() || !except.is_empty() || !filter.is_empty() || at_most.is_some() || at_least.is_some();

    let mut bad = |reason| {
        out.add(place, SchemaProblem::BadRule { reason: Words(reason) });
        None
    };
    match (each, per, not_listed_in) {
        (Some(_), None, None) | (None, None, Some(_)) if counting => bad([
            "when、except、where、at_most、at_least 只用于 per 规则",
            "when, except, where, at_most and at_least belong to `per` rules",
        ]),
        (Some(node), None, None) => Some(Scope::Each(conditions(node, out))),
        (None, None, Some(form)) => Some(Scope::NotListedIn(form)),
        (None, Some(node), None) => {
            if at_most.is_none() && at_least.is_none() {
                return bad(["per 规则缺少 at_most 或 at_least", "a `per` rule needs at_most or at_least"]);
            }
            let words: Vec<_> = Per::ALL.iter().map(|per| (per.id(), *per)).collect();
            let per = one_of(node, "per", &words, out)?;
            Some(Scope::Count(Count { per, when, except, filter, at_most, at_least }))
        }
        (None, None, None) => {
            bad(["缺少范围：each、per 或 not_listed_in", "it has no scope: each, per or not_listed_in"])
        }
        _ => bad(["each、per、not_listed_in 只能有一个", "each, per and not_listed_in exclude each other"]),
    }
}
