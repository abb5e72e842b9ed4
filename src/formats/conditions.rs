//! Conditions on fields, `{field: {predicate: value}}`, which rules and classes write alike.

use super::yaml::{Decode, Map, Node, Pair, list};
use crate::diagnostic::{Diagnostics, Nearest, SchemaProblem, Words};
use crate::lang::Lang;
use crate::model::{Condition, DERIVED_FACTS, Field, Form, Kind, Predicate};
use crate::source::Place;
use crate::suggest::nearest;

const OWNER: [&str; 2] = ["条件", "the condition"];

/// Reads a mapping of conditions, all of which have to hold. Each stands at its field's key and bears that key as its
/// label until [`label_conditions`] knows the form.
pub fn conditions(node: &Node, out: &mut Diagnostics) -> Vec<Condition> {
    let Some(mut fields) = Map::open(node, OWNER, out) else { return Vec::new() };
    let mut found = Vec::new();
    for field in fields.rest() {
        let Some(mut predicates) = Map::open(&field.value, OWNER, out) else { continue };
        let pairs = predicates.rest();
        if pairs.is_empty() {
            out.add(field.key_place, SchemaProblem::MissingKey { key: "is".to_owned(), owner: Words(OWNER) });
        }
        for pair in pairs {
            if let Some(predicate) = predicate(pair, out) {
                let (field, place) = (&field.key, field.key_place);
                found.push(Condition { field: field.clone(), label: field.clone(), predicate, place });
            }
        }
    }
    found
}

/// Tells of a condition that names nothing, compares what cannot be compared, or asks for a value that the field never
/// has.
pub fn check_condition(condition: &Condition, form: &Form, out: &mut Diagnostics) {
    let field = form.field(&condition.field);
    let Some(kind) = kind_of(&condition.field, form) else {
        let problem = SchemaProblem::UnknownReference {
            what: Words(["栏目", "field"]),
            name: condition.field.clone(),
            nearest: nearest_field(&condition.field, form),
        };
        out.add(condition.place, problem);
        return;
    };
    if !fits(&condition.predicate, kind) {
        let problem = SchemaProblem::PredicateMisfit {
            predicate: condition.predicate.id().to_owned(),
            field: condition.field.clone(),
            kind: Words([kind.label(Lang::Zh), kind.label(Lang::En)]),
        };
        out.add(condition.place, problem);
        return;
    }
    if let Some(expected) = underivable(&condition.field, form) {
        out.add(condition.place, SchemaProblem::BadRule { reason: Words(expected) });
    }
    for value in condition.predicate.values() {
        let allowed = allowed(kind, field);
        if !allowed.is_empty() && !allowed.contains(&value.as_str()) {
            not_a_choice(condition.place, &condition.field, value, nearest(value, allowed.iter().copied()), out);
        } else if let Some(expected) = misshapen(kind, &condition.field, value) {
            let (key, found) = (condition.field.clone(), value.clone());
            out.add(condition.place, SchemaProblem::BadValue { key, found, expected: Words(expected) });
        }
    }
}

/// Whether a question makes sense for a kind: sizes of numbers, the order of days and months, and of a photo only whether
/// there is one.
fn fits(predicate: &Predicate, kind: Kind) -> bool {
    match predicate {
        Predicate::AtMost(_) | Predicate::AtLeast(_) => matches!(kind, Kind::Number | Kind::Score),
        Predicate::Before(_) | Predicate::After(_) => matches!(kind, Kind::Date | Kind::Month),
        Predicate::Present | Predicate::Absent => true,
        Predicate::Is(_) | Predicate::IsNot(_) | Predicate::In(_) | Predicate::NotIn(_) => kind != Kind::Photo,
    }
}

/// Why a derived fact can be derived from nothing that the form asks for.
fn underivable(key: &str, form: &Form) -> Option<[&'static str; 2]> {
    let asks = |kinds: &[Kind]| form.all_fields().any(|field| kinds.contains(&field.kind));
    let tells_birth = |field: &Field| field.key == "birth" && matches!(field.kind, Kind::Month | Kind::Date);
    match key {
        "age" | "birth"
            if form.field(key).is_none() && !form.all_fields().any(tells_birth) && !asks(&[Kind::IdNumber]) =>
        {
            Some([
                "表单里没有出生年月（birth）或身份证号，算不出来",
                "the form has neither `birth` nor an ID number to derive it from",
            ])
        }
        "sex" if form.field(key).is_none() && !asks(&[Kind::Sex, Kind::IdNumber]) => Some([
            "表单里没有性别或身份证号，推不出来",
            "the form has neither the sex nor an ID number to derive it from",
        ]),
        "unit_category" if !asks(&[Kind::Unit]) => Some([
            "表单里没有单位栏目，不知道单位类别",
            "the form has no field of kind `unit`, so no category is known",
        ]),
        _ => None,
    }
}

/// How a value would have to be written that the field never has as it stands: canonical texts are compared.
fn misshapen(kind: Kind, key: &str, value: &str) -> Option<[&'static str; 2]> {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    match kind {
        // What is derived from an ID number is a day, which lies in a month.
        Kind::Month | Kind::Date if key == "birth" && matches!(shape.as_str(), "9999-99" | "9999-99-99") => None,
        Kind::Month => (shape != "9999-99").then_some(["写成 1985-03 的年月", "a month written 1985-03"]),
        Kind::Date => (shape != "9999-99-99").then_some(["写成 2025-08-10 的日期", "a day written 2025-08-10"]),
        Kind::Number | Kind::Score => {
            let number = value.parse::<i64>().is_ok_and(|number| number.to_string() == value);
            (!number).then_some(["整数", "a whole number"])
        }
        _ => None,
    }
}

/// The canonical values of a field that has only certain ones.
fn allowed(kind: Kind, field: Option<&Field>) -> Vec<&str> {
    match kind {
        Kind::Sex => vec!["男", "女"],
        Kind::YesNo => vec!["是", "否"],
        _ => field.map(|field| field.choices.list.iter().map(|it| it.value.as_str()).collect()).unwrap_or_default(),
    }
}

fn not_a_choice(place: Place, field: &str, value: &str, nearest: Nearest, out: &mut Diagnostics) {
    let problem = SchemaProblem::NotAChoice { field: field.to_owned(), value: value.to_owned(), nearest };
    out.add(place, problem);
}

/// The kind of what a condition names: a field of the form, or a derived fact; none where it is neither.
fn kind_of(key: &str, form: &Form) -> Option<Kind> {
    let derived = DERIVED_FACTS.iter().find(|fact| fact.key == key).map(|fact| fact.kind);
    form.field(key).map(|field| field.kind).or(derived)
}

/// The right name nearest to one that [`kind_of`] does not know.
fn nearest_field(key: &str, form: &Form) -> Nearest {
    let derived = DERIVED_FACTS.iter().map(|fact| fact.key).filter(|fact| form.field(fact).is_none());
    nearest(key, form.all_fields().map(|field| field.key.as_str()).chain(derived))
}

/// Gives every condition the label that people see: that of the form's field, else that of the derived fact.
pub fn label_conditions(conditions: &mut [Condition], form: &Form) {
    for condition in conditions {
        let derived = DERIVED_FACTS.iter().find(|fact| fact.key == condition.field).map(|fact| fact.label);
        if let Some(label) = form.field(&condition.field).map(|field| &*field.label).or(derived) {
            condition.label = label.to_owned();
        }
    }
}

fn predicate(pair: &Pair, out: &mut Diagnostics) -> Option<Predicate> {
    let (key, value) = (pair.key.as_str(), &pair.value);
    Some(match key {
        "is" => Predicate::Is(String::decode(value, key, out)?),
        "is_not" => Predicate::IsNot(String::decode(value, key, out)?),
        "in" => Predicate::In(values(value, key, out)?),
        "not_in" => Predicate::NotIn(values(value, key, out)?),
        "at_most" => Predicate::AtMost(Decode::decode(value, key, out)?),
        "at_least" => Predicate::AtLeast(Decode::decode(value, key, out)?),
        "before" => Predicate::Before(Decode::decode(value, key, out)?),
        "after" => Predicate::After(Decode::decode(value, key, out)?),
        "present" | "absent" => match bool::decode(value, key, out)? == (key == "present") {
            true => Predicate::Present,
            false => Predicate::Absent,
        },
        _ => {
            let nearest = nearest(key, Predicate::IDS);
            out.add(pair.key_place, SchemaProblem::UnknownKey { key: key.to_owned(), nearest });
            return None;
        }
    })
}

/// A list of values; an empty one would make the condition void, so it is a fault.
fn values(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Vec<String>> {
    let known = out.len();
    let values: Vec<String> = list(node, key, out);
    if values.is_empty() && out.len() == known {
        let expected = Words(["至少有一个值的列表", "a list of at least one value"]);
        out.add(node.place, SchemaProblem::BadValue { key: key.to_owned(), found: "[]".to_owned(), expected });
    }
    (!values.is_empty()).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::conditions;
    use crate::diagnostic::Diagnostics;
    use crate::formats::yaml::{Origin, Reader, parse};
    use crate::lang::Lang;
    use crate::model::conditions_text;
    use crate::source::SourceId;

    fn read(text: &str) -> (String, Vec<String>) {
        let origin = Origin { source: SourceId(0), first_line: 1, cut: 0, depth: 9, reader: Reader::Authored };
        let (node, _) = parse(text, origin);
        let mut out = Diagnostics::default();
        let found = conditions(&node.expect("these texts are YAML"), &mut out);
        let told = out.iter().map(|problem| {
            let spot = problem.place.text().map(|spot| (spot.line, spot.column)).unwrap_or_default();
            format!("{} {spot:?}", problem.code())
        });
        (conditions_text(&found, Lang::En), told.collect())
    }

    #[test]
    fn all_predicates_of_all_fields_have_to_hold() {
        let (text, told) =
            read("age: { at_least: 18, at_most: 35 }\npost: { in: [a, b] }\nemail: { present: false }\n");
        assert_eq!(text, "aged 18 or older and aged 35 or younger and post is a or b and email is not given");
        assert_eq!(told, Vec::<String>::new());
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let (text, told) = read("age: { atmost: 35 }\nsex: 女\npost: { in: [] }\nname: {}\ngroup: { is: [a] }\n");
        assert_eq!(text, "");
        assert_eq!(told, ["E0201 (1, 8)", "E0126 (2, 6)", "E0206 (3, 13)", "E0203 (4, 1)", "E0202 (5, 14)"]);
    }
}
