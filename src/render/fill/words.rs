//! The words in which the page tells what is wrong: those of the catalogue, with braces where the script puts facts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Fact, FieldProblem, List, Nearest, Personal, RecordProblem, Severity};
use crate::kinds;
use crate::lang::Lang;
use crate::model::{Choices, Field, Kind, Raw};
use crate::source::SourceId;

/// All that the page can tell.
#[derive(Serialize)]
pub struct Words {
    /// By code; where the words depend on the kind of field, by code and kind (`E0325:score`).
    problems: BTreeMap<String, Pattern>,
    /// `{name}` is the right name that is nearest to a wrong one.
    nearest: String,
    /// `{among}` lists the right names.
    among: String,
    /// The same, where there are more than can be listed.
    among_many: String,
    /// How many of them are listed.
    shown: usize,
}

/// What is wrong, and how to mend it.
#[derive(Serialize)]
struct Pattern {
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// Numbers that stand for a count and a limit until the script puts the real ones there; no sentence has them otherwise.
const COUNT: usize = 987_654_301;
const LIMIT: usize = 987_654_302;

/// The words for a form whose list of people is called so.
pub fn words(records: &str) -> Words {
    let mut problems = BTreeMap::new();
    for problem in field_problems() {
        problems.insert(
            problem.code().to_string(),
            pattern(problem.severity(), problem.message(Lang::Zh), problem.help(Lang::Zh)),
        );
    }
    for kind in [Kind::Number, Kind::Score] {
        for problem in not_a_number(kind) {
            let pattern = pattern(problem.severity(), problem.message(Lang::Zh), problem.help(Lang::Zh));
            problems.insert(format!("{}:{}", problem.code(), kind.id()), pattern);
        }
    }
    for problem in record_problems(records) {
        problems.insert(
            problem.code().to_string(),
            pattern(problem.severity(), problem.message(Lang::Zh), problem.help(Lang::Zh)),
        );
    }
    let nearest = |nearest: Option<&str>, among: Vec<String>| {
        Nearest { nearest: nearest.map(str::to_owned), among }.show(Lang::Zh)
    };
    // One fact that is too long a list, cut where the words cut it.
    let many: Vec<String> = (0..=Nearest::SHOWN).map(|_| "{among}".to_owned()).collect();
    let listed = many[..Nearest::SHOWN].join("、");
    Words {
        problems,
        nearest: nearest(Some("{name}"), Vec::new()),
        among: nearest(None, vec!["{among}".to_owned()]),
        among_many: nearest(None, many).replace(&listed, "{among}"),
        shown: Nearest::SHOWN,
    }
}

fn pattern(severity: Severity, message: String, help: Option<String>) -> Pattern {
    let facts = |text: String| text.replace(&COUNT.to_string(), "{count}").replace(&LIMIT.to_string(), "{limit}");
    Pattern { severity: severity.id(), message: facts(message), help: help.map(facts) }
}

/// What the kinds can find in a field, and that it is empty.
fn field_problems() -> Vec<FieldProblem> {
    use FieldProblem as It;
    let field = || "{field}".to_owned();
    let text = || "{found}".to_owned();
    let found = || Personal(text());
    let nearest = Nearest { nearest: None, among: vec!["{nearest}".to_owned()] };
    vec![
        It::Missing { field: field() },
        It::ToComplete { field: field() },
        It::TooLong { field: field(), count: COUNT, limit: LIMIT },
        It::NotADate { field: field(), found: found() },
        It::NotAMonth { field: field(), found: found() },
        It::AmbiguousMonth { field: field(), found: found() },
        It::TwoDigitYear { field: field(), found: found(), early: "{early}".to_owned(), late: "{late}".to_owned() },
        It::IdLength { field: field(), count: COUNT },
        It::IdCharacter { field: field(), found: text() },
        It::IdProvince { field: field(), code: "{code}".to_owned() },
        It::IdDate { field: field(), found: found() },
        It::IdCheckDigit { field: field(), found: text() },
        It::IdDamaged { field: field(), found: found() },
        It::NotAMobile { field: field(), found: found() },
        It::NotAPhone { field: field(), found: found() },
        It::NotAnEmail { field: field(), found: found() },
        It::NotAnOption { field: field(), found: found(), nearest },
        It::TwoChoices { field: field(), found: List(vec![text()]) },
        It::NotYesNo { field: field(), found: found() },
        It::Ditto { field: field(), found: text() },
        It::Understood { field: field(), found: found(), value: Personal("{value}".to_owned()) },
        It::BadName { field: field(), found: text() },
        It::PhotoUnreadable { field: field(), found: text() },
        It::PhotoOutside { field: field(), found: text() },
        It::ControlInValue { field: field(), code: "{code}".to_owned() },
    ]
}

/// The range that is asked for belongs to the kind, which is asked for it.
fn not_a_number(kind: Kind) -> Vec<FieldProblem> {
    let field = Field {
        key: String::new(),
        label: "{field}".into(),
        printed: None,
        kind,
        required: true,
        recommended: false,
        official: true,
        statistic: false,
        choices: Choices::default(),
        hint: None,
        example: None,
        max_chars: None,
        default: None,
        aliases: Vec::new(),
        place: SourceId(0).whole(),
    };
    kinds::read(&field, &Raw::Text("{found}".to_owned())).problems
}

/// What values say against each other, and a list without anybody in it.
fn record_problems(records: &str) -> Vec<RecordProblem> {
    let field = || "{field}".to_owned();
    vec![
        RecordProblem::SexDisagrees { sex: "{found}".to_owned(), field: field() },
        RecordProblem::BirthDisagrees { birth: "{found}".to_owned(), field: field() },
        RecordProblem::NoRecords { key: records.to_owned() },
    ]
}
