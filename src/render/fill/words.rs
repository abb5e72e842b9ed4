//! The words in which the page tells what is wrong: those of the catalogue, with braces where the script puts facts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{
    BatchProblem, Both, Fact, FieldProblem, FileProblem, List, Nearest, Personal, Problem, ReceivedProblem,
    RecordProblem, Words as Fixed,
};
use crate::kinds;
use crate::lang::Lang;
use crate::model::{Field, Form, Kind, Raw};

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
    /// Where labels of a roster's header and of its people belong.
    in_header: &'static str,
    in_list: &'static str,
    /// Of a file of another form, whose title is `{title}`.
    other_form: &'static str,
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

/// The words for a form; its list of people is called `records`.
pub fn words(form: &Form, records: &str) -> Words {
    let told = field_problems(form).into_iter().map(Problem::from);
    let told = told.chain(record_problems(records));
    let told = told.chain(file_problems()).map(|problem| (problem.code().to_string(), Pattern::of(&problem)));
    let mut problems: BTreeMap<String, Pattern> = told.collect();
    for kind in [Kind::Number, Kind::Score] {
        let told = not_a_number(kind).into_iter().map(Problem::from);
        problems.extend(told.map(|problem| (format!("{}:{}", problem.code(), kind.id()), Pattern::of(&problem))));
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
        in_header: RecordProblem::IN_HEADER.0[0],
        in_list: RecordProblem::IN_LIST.0[0],
        other_form: "这是《{title}》的文件，请到那张表的填写页打开",
    }
}

impl Pattern {
    fn of(problem: &Problem) -> Pattern {
        let facts = |text: String| text.replace(&COUNT.to_string(), "{count}").replace(&LIMIT.to_string(), "{limit}");
        Pattern {
            severity: problem.severity().id(),
            message: facts(problem.message(Lang::Zh)),
            help: problem.help(Lang::Zh).map(facts),
        }
    }
}

/// What the kinds can find in a field, and that it is empty.
fn field_problems(form: &Form) -> Vec<FieldProblem> {
    use FieldProblem as It;
    let field = || "{field}".to_owned();
    let text = || "{found}".to_owned();
    let found = || Personal(text());
    let nearest = Nearest { nearest: None, among: vec!["{nearest}".to_owned()] };
    vec![
        It::Missing { field: field() },
        It::ToComplete { field: field() },
        It::TooLong { field: field(), count: COUNT, limit: LIMIT },
        It::NotADate { field: field(), found: found(), serial: Both::same("") },
        It::NotAMonth { field: field(), found: found(), serial: Both::same("") },
        It::AmbiguousMonth { field: field(), found: found() },
        It::TwoDigitYear { field: field(), found: found(), early: "{early}".to_owned(), late: "{late}".to_owned() },
        It::IdLength { field: field(), count: COUNT },
        It::IdCharacter { field: field(), found: text() },
        It::IdProvince { field: field(), code: "{code}".to_owned() },
        It::IdDate { field: field(), found: found() },
        It::IdCheckDigit { field: field(), found: text() },
        It::IdDamaged { field: field(), found: found() },
        It::NotAMobile { field: field(), found: found() },
        It::SeveralMobiles { field: field(), found: found(), count: COUNT, beside: kinds::room_beside(form) },
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
    kinds::read(&Field::bare("", "{field}", kind), &Raw::Text("{found}".to_owned())).problems
}

/// What values say against each other and against the rules, and a list without anybody in it.
fn record_problems(records: &str) -> Vec<Problem> {
    use RecordProblem as It;
    let field = || "{field}".to_owned();
    let found = || Personal("{found}".to_owned());
    let basis = || "{basis}".to_owned();
    let rule = || Both::same("{rule}");
    let name = || "{name}".to_owned();
    vec![
        It::SexDisagrees { sex: "{found}".to_owned(), field: field() }.into(),
        It::BirthDisagrees { birth: "{found}".to_owned(), field: field() }.into(),
        It::RuleBroken { basis: basis(), rule: rule(), field: field(), found: found() }.into(),
        It::RuleUndecided { basis: basis(), rule: rule(), reason: Fixed(["{reason}", "{reason}"]) }.into(),
        It::ClassClosed { class: "{class}".to_owned(), rule: rule(), found: found() }.into(),
        It::NoRecords { key: records.to_owned() }.into(),
        BatchProblem::SameAgain { name: name() }.into(),
        BatchProblem::VersionsUnordered { name: name() }.into(),
    ]
}

/// What may be wrong with a file that is opened again.
fn file_problems() -> Vec<Problem> {
    let label = || "{label}".to_owned();
    let nearest = || Nearest { nearest: None, among: vec!["{nearest}".to_owned()] };
    let unlike = Fixed(["不是本页存文件时的写法", "not as this page writes it"]);
    vec![
        FileProblem::NotText {}.into(),
        FileProblem::TooLarge { size: "{size}".to_owned(), limit: "{most}".to_owned() }.into(),
        FileProblem::NotYaml { detail: unlike }.into(),
        FileProblem::DuplicateKey { key: label() }.into(),
        ReceivedProblem::EmptyFile {}.into(),
        ReceivedProblem::NoFormInText {}.into(),
        RecordProblem::UnknownForm { found: "{found}".to_owned(), nearest: nearest() }.into(),
        RecordProblem::UnknownLabel { label: label(), nearest: nearest() }.into(),
        RecordProblem::MisplacedLabel { label: label(), level: Fixed(["{level}", "{level}"]) }.into(),
    ]
}
