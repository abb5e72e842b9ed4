//! What stands beside a label: every kind of field.

use linghang::kinds;
use linghang::lang::Lang;
use linghang::model::{Choice, Choices, Field, Kind, OptionsFrom, Raw};

use super::{Ground, parcel};

/// The first byte chooses the kind, the rest is a text, or a list of texts. What was understood is understood again.
pub fn values(_: &Ground, input: &[u8]) {
    let Some((first, rest)) = input.split_first() else { return };
    let kind = Kind::ALL[usize::from(*first) % Kind::ALL.len()];
    let texts = parcel::texts(rest).into_iter().map(|(_, text)| String::from_utf8_lossy(text).into_owned());
    let texts: Vec<String> = texts.collect();
    let field = field(kind, first & 0x80 == 0);
    let raw = match texts.as_slice() {
        [text] => Raw::Text(text.clone()),
        _ => Raw::List(texts.clone()),
    };
    let reading = kinds::read(&field, &raw);
    for problem in &reading.problems {
        problem.message(Lang::Zh);
        problem.message(Lang::En);
    }
    if let [text] = texts.as_slice() {
        kinds::read(&field, &Raw::Number(text.clone()));
        kinds::exposed(text.as_bytes());
        let written = linghang::formats::yaml::line(text);
        assert!(!written.contains('\n'), "{written:?}");
    }
    if let Some(value) = reading.value {
        let again = kinds::read(&field, &Raw::Text(value.canonical()));
        assert_eq!(again.value, Some(value), "{texts:?}");
    }
}

fn field(kind: Kind, required: bool) -> Field {
    let choice = |value: &str| Choice { value: value.to_owned(), aliases: vec![format!("{value}（含其他）")] };
    let list = ["甲类", "乙类", "丙类（含丁类）"].map(choice).to_vec();
    Field {
        required,
        choices: Choices { from: (kind == Kind::Choice).then_some(OptionsFrom::Classes), list },
        max_chars: Some(40),
        ..Field::bare(kind.id(), "栏目", kind)
    }
}
