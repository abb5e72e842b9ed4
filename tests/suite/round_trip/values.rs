//! Valid values of every kind, in the texts under which records hold them.

use std::collections::BTreeMap;

use linghang::model::{Field, Form, Kind};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::sample::{select, subsequence};

use crate::compile::builders::id_number;

/// What people fill into a form: texts by the keys of fields; what is not there is left empty.
#[derive(Clone, Debug)]
pub struct Filling {
    pub header: BTreeMap<String, String>,
    /// One on a card.
    pub people: Vec<BTreeMap<String, String>>,
}

/// Any valid filling of a form.
pub fn filling(form: &Form) -> BoxedStrategy<Filling> {
    let most = if form.is_roster() { 4 } else { 1 };
    let (header, person) = (fields(&form.header), fields(&form.fields));
    (header, vec(person, 1..=most)).prop_map(|(header, people)| Filling { header, people }).boxed()
}

/// Required fields are filled in, of the others some.
fn fields(fields: &[Field]) -> BoxedStrategy<BTreeMap<String, String>> {
    let one = |field: &Field| {
        // Without its name nobody could tell a row from an empty one.
        let given = match field.required || field.kind == Kind::PersonName {
            true => value(field).prop_map(Some).boxed(),
            false => option::of(value(field)).boxed(),
        };
        (Just(field.key.clone()), given)
    };
    let all: Vec<_> = fields.iter().map(one).collect();
    all.prop_map(|all| all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()).boxed()
}

/// A valid value of a field.
fn value(field: &Field) -> BoxedStrategy<String> {
    let options: Vec<String> = field.choices.list.iter().map(|choice| choice.value.clone()).collect();
    match field.kind {
        Kind::PersonName => person_name(),
        Kind::Sex => one_of(&["男", "女"]),
        Kind::YesNo => one_of(&["是", "否"]),
        Kind::Ethnicity | Kind::PoliticalStatus | Kind::Education | Kind::Choice => select(options).boxed(),
        Kind::Choices => {
            let most = options.len();
            subsequence(options, 1..=most).prop_map(|chosen| chosen.join("、")).boxed()
        }
        Kind::IdNumber => {
            (day(1950..2005), 1..1000_u32).prop_map(|(birth, order)| id_number(&birth.replace('-', ""), order)).boxed()
        }
        Kind::Mobile => mobile(),
        Kind::Phone => vec(number(), 1..3).prop_map(|numbers| numbers.join("、")).boxed(),
        Kind::Email => "[a-z][a-z0-9]{0,8}([._-][a-z0-9]{1,5})?@example\\.(com|org)".boxed(),
        Kind::Text => text(30),
        Kind::LongText => vec(text(60), 1..5).prop_map(|lines| lines.join("\n")).boxed(),
        Kind::Month => (1950..2010, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}")).boxed(),
        Kind::Date => day(2000..2030),
        Kind::Photo => "照片[a-z0-9]{1,6}\\.(jpg|png|JPEG)".boxed(),
        Kind::Unit => "示例[力化材海林][学工][学研]?(学会|大学)".boxed(),
        Kind::Number => (0..1_000_000_i32).prop_map(|number| number.to_string()).boxed(),
        Kind::Score => (0..=100_i32).prop_map(|score| score.to_string()).boxed(),
    }
}

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    select(words).prop_map(str::to_owned).boxed()
}

/// Names with rare characters beyond the basic plane, with the dot of translated names, and in letters.
fn person_name() -> BoxedStrategy<String> {
    let han = "测[甲乙丙丁戊己庚辛壬癸𠮷㛃䶮𬭎龘]{1,3}";
    let translated = "测试·[阿依买提艾力江]{2,5}(·[古丽]{2})?";
    let letters = "Ceshi [A-Z][a-z]{1,7}";
    (0..3_usize, han, translated, letters)
        .prop_map(|(which, han, translated, letters)| vec![han, translated, letters].swap_remove(which))
        .boxed()
}

fn mobile() -> BoxedStrategy<String> {
    (0..10_000).prop_map(|number| format!("1380000{number:04}")).boxed()
}

/// A mobile, or a landline that may have an extension.
fn number() -> BoxedStrategy<String> {
    let landline = (0..10_000, option::of(1..1000)).prop_map(|(number, extension)| {
        format!("010-0000{number:04}{}", extension.map_or_else(String::new, |it| format!("转{it}")))
    });
    (any::<bool>(), mobile(), landline)
        .prop_map(|(moves, mobile, landline)| if moves { mobile } else { landline })
        .boxed()
}

/// A text that begins and ends with a character, and has in it what files of all formats have to write specially.
fn text(most: usize) -> BoxedStrategy<String> {
    let middle = format!("[一-龥𠮷㛃a-zA-Z0-9 <>&\"'，。、；《》（）()%=+@#:：\\\\/_-]{{0,{most}}}");
    let middle = proptest::string::string_regex(&middle).unwrap();
    ("[一-龥]", middle, "[一-龥。]").prop_map(|(first, middle, last)| first + &middle + &last).boxed()
}

/// A day of some years.
fn day(years: std::ops::Range<i32>) -> BoxedStrategy<String> {
    (years, 1..=12, 1..=28).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")).boxed()
}
