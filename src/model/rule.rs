//! Rules of a programme: a closed vocabulary, and the words that pages and messages use for it.

use jiff::civil::Date;

use super::kind::Kind;
use crate::diagnostic::Severity;
use crate::lang::Lang;
use crate::source::Place;

/// A rule of a programme, and where the notice states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub id: String,
    pub place: Place,
    /// The id of the form whose records it judges.
    pub form: String,
    /// Where the notice says so, such as 推荐条件第2项.
    pub basis: String,
    pub note: Option<String>,
    pub severity: Severity,
    pub scope: Scope,
}

/// What a rule looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// Every record has to meet all conditions.
    Each(Vec<Condition>),
    /// Records are counted.
    Count(Count),
    /// Nobody should stand on that other form as well.
    NotListedIn(String),
}

/// How records are counted, and how many there may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    pub per: Per,
    /// Whether the rule applies at all.
    pub when: Vec<Condition>,
    /// Who is not counted: anyone who meets one of these.
    pub except: Vec<Condition>,
    /// Who is counted: anyone who meets all of these.
    pub filter: Vec<Condition>,
    pub at_most: Option<usize>,
    pub at_least: Option<usize>,
}

/// What a count is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    Unit,
    Class,
    Person,
    Programme,
}

/// A field (or derived fact) and what must be true of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// A field's key, or `age`, `birth`, `sex`, `unit_category`.
    pub field: String,
    /// The field's label, for people.
    pub label: String,
    pub predicate: Predicate,
    pub place: Place,
}

/// A fact that rules may name although the form has no field of that key: it follows from other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DerivedFact {
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    pub kind: Kind,
}

/// Every fact that is derived where the form does not ask for it.
pub const DERIVED_FACTS: [DerivedFact; 4] = [
    DerivedFact { key: "age", label: "年龄", kind: Kind::Number },
    DerivedFact { key: "birth", label: "出生年月", kind: Kind::Date },
    DerivedFact { key: "sex", label: "性别", kind: Kind::Sex },
    DerivedFact { key: "unit_category", label: "单位类别", kind: Kind::Choice },
];

/// What must be true of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    Is(String),
    IsNot(String),
    In(Vec<String>),
    NotIn(Vec<String>),
    AtMost(i64),
    AtLeast(i64),
    Before(Date),
    After(Date),
    Present,
    Absent,
}

impl Per {
    pub const ALL: [Per; 4] = [Per::Unit, Per::Class, Per::Person, Per::Programme];

    pub fn id(self) -> &'static str {
        match self {
            Per::Unit => "unit",
            Per::Class => "class",
            Per::Person => "person",
            Per::Programme => "programme",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Per::Unit => lang.pick("每个单位", "each unit"),
            Per::Class => lang.pick("每个班次", "each class"),
            Per::Person => lang.pick("每人", "each person"),
            Per::Programme => lang.pick("本项目", "the programme"),
        }
    }

    fn counter(self, lang: Lang) -> &'static str {
        match self {
            Per::Person => lang.pick("个", ""),
            _ => lang.pick("人", " people"),
        }
    }
}

impl Predicate {
    /// The name in rule files.
    pub fn id(&self) -> &'static str {
        match self {
            Predicate::Is(_) => "is",
            Predicate::IsNot(_) => "is_not",
            Predicate::In(_) => "in",
            Predicate::NotIn(_) => "not_in",
            Predicate::AtMost(_) => "at_most",
            Predicate::AtLeast(_) => "at_least",
            Predicate::Before(_) => "before",
            Predicate::After(_) => "after",
            Predicate::Present => "present",
            Predicate::Absent => "absent",
        }
    }

    pub const IDS: [&'static str; 10] =
        ["is", "is_not", "in", "not_in", "at_most", "at_least", "before", "after", "present", "absent"];

    /// The values that the field is compared with.
    pub fn values(&self) -> &[String] {
        match self {
            Predicate::Is(value) | Predicate::IsNot(value) => std::slice::from_ref(value),
            Predicate::In(values) | Predicate::NotIn(values) => values,
            _ => &[],
        }
    }

    /// What the field is compared with, as a page's script knows it: words, a number, a day as `2025-08-14`.
    pub fn operands(&self) -> Vec<String> {
        match self {
            Predicate::AtMost(limit) | Predicate::AtLeast(limit) => vec![limit.to_string()],
            Predicate::Before(day) | Predicate::After(day) => vec![day.to_string()],
            _ => self.values().to_vec(),
        }
    }
}

impl Condition {
    /// The condition in words, such as 政治面貌不是中共党员.
    pub fn text(&self, lang: Lang) -> String {
        let label = &self.label;
        let or = |values: &[String]| match values {
            [only] => only.clone(),
            [most @ .., last] => {
                lang.pick(format!("{}或{last}", most.join("、")), format!("{} or {last}", most.join(", ")))
            }
            [] => String::new(),
        };
        if self.field == "age" {
            match self.predicate {
                Predicate::AtMost(years) => {
                    return lang.pick(format!("{years}岁及以下"), format!("aged {years} or younger"));
                }
                Predicate::AtLeast(years) => {
                    return lang.pick(format!("{years}岁及以上"), format!("aged {years} or older"));
                }
                _ => {}
            }
        }
        match &self.predicate {
            Predicate::Is(value) => lang.pick(format!("{label}为{value}"), format!("{label} is {value}")),
            Predicate::IsNot(value) => lang.pick(format!("{label}不是{value}"), format!("{label} is not {value}")),
            Predicate::In(values) => {
                lang.pick(format!("{label}为{}", or(values)), format!("{label} is {}", or(values)))
            }
            Predicate::NotIn(values) => {
                lang.pick(format!("{label}不是{}", or(values)), format!("{label} is not {}", or(values)))
            }
            Predicate::AtMost(n) => lang.pick(format!("{label}不超过{n}"), format!("{label} is at most {n}")),
            Predicate::AtLeast(n) => lang.pick(format!("{label}不少于{n}"), format!("{label} is at least {n}")),
            Predicate::Before(day) => lang.pick(format!("{label}早于{day}"), format!("{label} is before {day}")),
            Predicate::After(day) => lang.pick(format!("{label}晚于{day}"), format!("{label} is after {day}")),
            Predicate::Present => lang.pick(format!("填写了{label}"), format!("{label} is given")),
            Predicate::Absent => lang.pick(format!("没有填写{label}"), format!("{label} is not given")),
        }
    }
}

/// Several conditions that all have to hold, in words.
pub fn conditions_text(conditions: &[Condition], lang: Lang) -> String {
    let parts: Vec<_> = conditions.iter().map(|condition| condition.text(lang)).collect();
    parts.join(lang.pick("，并且", " and "))
}

impl Count {
    /// Who is counted within the group, in words; empty where everyone is.
    pub fn filter_text(&self, lang: Lang) -> String {
        conditions_text(&self.filter, lang)
    }

    /// Who is not counted, in words; none where nobody is left out.
    pub fn except_text(&self, lang: Lang) -> Option<String> {
        let parts: Vec<_> = self.except.iter().map(|condition| condition.text(lang)).collect();
        (!parts.is_empty()).then(|| parts.join(lang.pick("，或者", " or ")))
    }

    /// The limit in words, such as 每个单位不超过 5 人.
    pub fn limit_text(&self, lang: Lang) -> String {
        let per = self.per.label(lang);
        let counter = self.per.counter(lang);
        let who = self.filter_text(lang);
        let mut parts = Vec::new();
        if let Some(n) = self.at_least {
            parts.push(lang.pick(format!("不少于{n}{counter}"), format!("at least {n}{counter}")));
        }
        if let Some(n) = self.at_most {
            parts.push(lang.pick(format!("不超过{n}{counter}"), format!("at most {n}{counter}")));
        }
        let limits = parts.join(lang.pick("，", ", "));
        match who.is_empty() {
            true => lang.pick(format!("{per}{limits}"), format!("{per}: {limits}")),
            false => lang.pick(format!("其中{who}的{limits}"), format!("{per}, {who}: {limits}")),
        }
    }
}

impl Rule {
    /// The rule in words, as pages and messages show it.
    pub fn text(&self, lang: Lang) -> String {
        match &self.scope {
            Scope::Each(conditions) => conditions_text(conditions, lang),
            Scope::Count(count) => count.limit_text(lang),
            Scope::NotListedIn(form) => lang.pick(
                format!("已列入「{form}」的人不必再报"),
                format!("people listed on `{form}` need not be returned again"),
            ),
        }
    }

    pub fn count(&self) -> Option<&Count> {
        match &self.scope {
            Scope::Count(count) => Some(count),
            _ => None,
        }
    }
}
