//! The questions by which people see for themselves which rules they meet, drawn from the rules.
//!
//! The page's script answers with the same predicates as `check`; `tests/vectors/self-check.json` keeps both to it.

use serde::Serialize;

use super::catalogue::joined;
use super::rules::{RuleData, Rules};
use crate::model::{Condition, DERIVED_FACTS, Field, Kind, Per, Programme, Project, Scope, Sex};

/// What a text may say that no rule names.
const OTHER: &str = "其他";

#[derive(Serialize)]
pub struct SelfCheck {
    /// The day at which ages are reckoned, as `2025-08-14`.
    as_of: Option<String>,
    questions: Vec<Question>,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct Question {
    /// The fact as conditions name it.
    key: String,
    label: String,
    hint: Option<String>,
    /// `one` or `many` of the options, a `month`, or a `number`.
    kind: &'static str,
    options: Vec<String>,
    /// The option that stands for an answer left out.
    default: Option<String>,
    /// Whether no answer is an open question, not an empty field.
    required: bool,
}

#[derive(Serialize)]
struct RuleRow {
    #[serde(flatten)]
    rule: RuleData,
    /// `each`, or `unit` for a count.
    scope: &'static str,
    /// Who is not counted, in words.
    exempt_text: Option<String>,
    conditions: Vec<ConditionData>,
}

#[derive(Serialize)]
struct ConditionData {
    /// `each`, `when`, `except` or `where`.
    part: &'static str,
    field: String,
    predicate: &'static str,
    /// Joined by `|`.
    values: String,
}

/// The self-check of a programme; none where its rules ask nobody anything.
pub fn of(programme: &Programme, project: &Project, rules: &Rules) -> Option<SelfCheck> {
    let mut check =
        SelfCheck { as_of: programme.as_of.map(|day| day.to_string()), questions: Vec::new(), rules: Vec::new() };
    // The category comes first: the other questions depend on it.
    let mut asked: Vec<(&str, &Condition)> = Vec::new();
    for rule in &programme.rules {
        let (scope, parts) = match &rule.scope {
            Scope::Each(conditions) => ("each", vec![("each", conditions)]),
            Scope::Count(count) if count.per == Per::Unit => {
                ("unit", vec![("when", &count.when), ("except", &count.except), ("where", &count.filter)])
            }
            _ => continue,
        };
        let conditions: Vec<(&'static str, &Condition)> =
            parts.iter().flat_map(|(part, list)| list.iter().map(|it| (*part, it))).collect();
        asked.extend(conditions.iter().map(|(_, condition)| (rule.form.as_str(), *condition)));
        check.rules.push(RuleRow {
            rule: rules.data(rule),
            scope,
            exempt_text: rule.count().and_then(|count| count.except_text(crate::lang::Lang::Zh)),
            conditions: conditions.into_iter().map(|(part, condition)| data(part, condition)).collect(),
        });
    }
    asked.sort_by_key(|(_, condition)| condition.field != "unit_category");
    for (form, condition) in asked {
        let key = if condition.field == "age" { "birth" } else { condition.field.as_str() };
        let field = project.form(form).and_then(|form| form.field(key));
        match check.questions.iter_mut().find(|question| question.key == key) {
            Some(question) => question.also_offer(condition),
            None => check.questions.push(Question::new(key, field, condition, programme)),
        }
    }
    check.questions.iter_mut().for_each(Question::finish);
    // What takes a line of its own comes last.
    check.questions.sort_by_key(|question| question.kind == "many");
    (!check.questions.is_empty()).then_some(check)
}

fn data(part: &'static str, condition: &Condition) -> ConditionData {
    let Condition { field, predicate, .. } = condition;
    ConditionData { part, field: field.clone(), predicate: predicate.id(), values: joined(&predicate.operands()) }
}

impl Question {
    fn new(key: &str, field: Option<&Field>, condition: &Condition, programme: &Programme) -> Question {
        let derived = DERIVED_FACTS.iter().find(|fact| fact.key == key);
        let label = field.map(|it| it.label.to_string()).or(derived.map(|it| it.label.to_owned()));
        let options = |field: &Field| field.choices.list.iter().map(|choice| choice.value.clone()).collect();
        let (kind, options) = match (key, field) {
            ("birth", _) => ("month", Vec::new()),
            ("unit_category", _) => ("one", programme.unit_categories.iter().map(|it| it.name.clone()).collect()),
            (_, Some(field)) => match field.kind {
                Kind::Choices => ("many", options(field)),
                Kind::Number | Kind::Score => ("number", Vec::new()),
                Kind::Month | Kind::Date => ("month", Vec::new()),
                Kind::Sex => ("one", sexes()),
                Kind::YesNo => ("one", vec!["是".to_owned(), "否".to_owned()]),
                kind if kind.has_options() => ("one", options(field)),
                _ => ("text", Vec::new()),
            },
            ("sex", None) => ("one", sexes()),
            _ => ("text", Vec::new()),
        };
        let mut question = Question {
            key: key.to_owned(),
            label: label.unwrap_or_else(|| condition.label.clone()),
            hint: field.and_then(|it| it.hint.clone()).filter(|_| kind != "month"),
            kind,
            options,
            default: field.and_then(|it| it.default.clone()),
            // Nobody is without an age, and without its category no unit has a quota.
            required: matches!(key, "birth" | "unit_category") || field.is_none_or(|it| it.required),
        };
        question.also_offer(condition);
        question
    }

    /// A field of free text offers what the rules name.
    fn also_offer(&mut self, condition: &Condition) {
        if self.kind == "text" {
            let new = condition.predicate.values().iter().filter(|it| !self.options.contains(it));
            self.options.extend(new.cloned().collect::<Vec<_>>());
        }
    }

    fn finish(&mut self) {
        if self.kind == "text" {
            self.kind = "one";
            if !self.options.iter().any(|option| option == OTHER) {
                self.options.push(OTHER.to_owned());
            }
        }
        if self.kind == "one"
            && let Some(default) = &self.default
            && !self.options.contains(default)
        {
            self.options.insert(0, default.clone());
        }
    }
}

fn sexes() -> Vec<String> {
    [Sex::Male, Sex::Female].map(|sex| sex.label().to_owned()).to_vec()
}
