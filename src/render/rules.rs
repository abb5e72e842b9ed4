//! Rules in words: those for each person, the quotas of each category of units, and the others.

use serde::Serialize;

use crate::lang::Lang;
use crate::model::{Count, Per, Predicate, Programme, Project, Rule, Scope};

/// The rules of a programme.
pub struct Rules<'p> {
    programme: &'p Programme,
    project: &'p Project,
}

/// A rule as templates know it.
#[derive(Serialize)]
pub struct RuleData {
    id: String,
    basis: String,
    text: String,
    severity: &'static str,
    note: Option<String>,
}

/// What units of one category may send.
#[derive(Serialize)]
pub struct QuotaGroup {
    category: String,
    note: Option<String>,
    rules: Vec<QuotaRule>,
    /// Who does not count, in words.
    exempt_text: Option<String>,
}

#[derive(Serialize)]
struct QuotaRule {
    #[serde(flatten)]
    rule: RuleData,
    limit: usize,
    kind: &'static str,
}

impl<'p> Rules<'p> {
    pub fn of(programme: &'p Programme, project: &'p Project) -> Rules<'p> {
        Rules { programme, project }
    }

    /// A rule by its id.
    pub fn one(&self, id: &str) -> Option<RuleData> {
        self.programme.rule(id).map(|rule| self.data(rule))
    }

    /// The rules that every person must meet.
    pub fn each(&self) -> Vec<RuleData> {
        let each = self.programme.rules.iter().filter(|rule| matches!(rule.scope, Scope::Each(_)));
        each.map(|rule| self.data(rule)).collect()
    }

    /// The quotas of every category, in the order in which the programme names them; none where there are no quotas.
    pub fn quotas(&self) -> Vec<QuotaGroup> {
        let categories = &self.programme.unit_categories;
        let groups: Vec<QuotaGroup> = categories.iter().map(|it| self.group(&it.name, &it.note)).collect();
        match groups.iter().any(|group| !group.rules.is_empty()) {
            true => groups,
            false => Vec::new(),
        }
    }

    /// The rules that stand neither among those for each person nor in any quota.
    pub fn others(&self) -> Vec<RuleData> {
        let named = |count: &Count| self.programme.unit_categories.iter().any(|it| concerns(count, &it.name));
        let others = self.programme.rules.iter().filter(|rule| match &rule.scope {
            Scope::Each(_) => false,
            Scope::Count(count) => !named(count),
            Scope::NotListedIn(_) => true,
        });
        others.map(|rule| self.data(rule)).collect()
    }

    fn group(&self, category: &str, note: &Option<String>) -> QuotaGroup {
        let mut rules = Vec::new();
        let mut exempt: Vec<String> = Vec::new();
        for rule in &self.programme.rules {
            let Some(count) = rule.count().filter(|count| concerns(count, category)) else { continue };
            let limits = [("at_most", count.at_most, None), ("at_least", None, count.at_least)];
            for (kind, at_most, at_least) in limits {
                let Some(limit) = at_most.or(at_least) else { continue };
                // Each limit in words of its own, also where one rule sets both.
                let text = Count { at_most, at_least, ..count.clone() }.limit_text(Lang::Zh);
                rules.push(QuotaRule { rule: RuleData { text, ..self.data(rule) }, limit, kind });
            }
            exempt.extend(count.except_text(Lang::Zh).filter(|text| !exempt.contains(text)));
        }
        let exempt_text = (!exempt.is_empty()).then(|| exempt.join("；"));
        QuotaGroup { category: category.to_owned(), note: note.clone(), rules, exempt_text }
    }

    /// A rule in words.
    pub fn data(&self, rule: &Rule) -> RuleData {
        RuleData {
            id: rule.id.clone(),
            basis: rule.basis.clone(),
            text: self.text(rule),
            severity: rule.severity.id(),
            note: rule.note.clone(),
        }
    }

    /// The rule in words; other forms by their titles, not their ids.
    fn text(&self, rule: &Rule) -> String {
        match &rule.scope {
            Scope::NotListedIn(id) => {
                let title = self.project.form(id).map_or(id, |form| &form.title);
                Rule { scope: Scope::NotListedIn(title.clone()), ..rule.clone() }.text(Lang::Zh)
            }
            _ => rule.text(Lang::Zh),
        }
    }
}

/// Whether a count is taken for units of a category.
fn concerns(count: &Count, category: &str) -> bool {
    count.per == Per::Unit
        && count.when.iter().any(|condition| {
            condition.field == "unit_category"
                && matches!(condition.predicate, Predicate::Is(_) | Predicate::In(_))
                && condition.predicate.values().iter().any(|value| value == category)
        })
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::diagnostic::Severity;
    use crate::model::{Condition, Count, Per, Predicate, Programme, Project, Rule, Scope, UnitCategory};
    use crate::source::SourceId;

    fn condition(field: &str, label: &str, predicate: Predicate) -> Condition {
        Condition { field: field.to_owned(), label: label.to_owned(), predicate, place: SourceId(0).whole() }
    }

    fn rule(id: &str, scope: Scope) -> Rule {
        Rule {
            id: id.to_owned(),
            place: SourceId(0).whole(),
            form: "f".to_owned(),
            basis: "第1项".to_owned(),
            note: None,
            severity: Severity::Error,
            scope,
        }
    }

    fn count(per: Per, when: Vec<Condition>) -> Count {
        Count { per, when, except: Vec::new(), filter: Vec::new(), at_most: Some(5), at_least: None }
    }

    fn programme(rules: Vec<Rule>) -> Programme {
        let category = |name: &str| UnitCategory { name: name.to_owned(), note: None };
        Programme {
            unit_categories: vec![category("学会"), category("省")],
            rules,
            ..Programme::bare("p", SourceId(0))
        }
    }

    #[test]
    fn quotas_stand_with_their_category_and_every_rule_stands_once() {
        let society = || vec![condition("unit_category", "单位类别", Predicate::Is("学会".to_owned()))];
        let quota = Count {
            except: vec![condition("post", "任职", Predicate::Is("理事长".to_owned()))],
            at_least: Some(2),
            ..count(Per::Unit, society())
        };
        let programme = programme(vec![
            rule("each", Scope::Each(vec![condition("sex", "性别", Predicate::Is("女".to_owned()))])),
            rule("quota", Scope::Count(quota)),
            rule("once", Scope::Count(Count { at_most: Some(1), ..count(Per::Person, Vec::new()) })),
            rule("listed", Scope::NotListedIn("other".to_owned())),
        ]);
        let project = Project::default();
        let rules = Rules::of(&programme, &project);
        let texts = |rules: Vec<super::RuleData>| rules.into_iter().map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(texts(rules.each()), ["性别为女"]);
        assert_eq!(texts(rules.others()), ["每人不超过1个", "已列入「other」的人不必再报"]);
        let groups = rules.quotas();
        let quotas: Vec<_> = groups[0].rules.iter().map(|it| (it.kind, it.limit, it.rule.text.as_str())).collect();
        assert_eq!(quotas, [("at_most", 5, "每个单位不超过5人"), ("at_least", 2, "每个单位不少于2人")]);
        assert_eq!(groups[0].exempt_text.as_deref(), Some("任职为理事长"));
        assert!(groups[1].rules.is_empty());
    }
}
