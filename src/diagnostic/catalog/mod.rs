//! The catalogue: every problem the program can find, by series, with all its words.

mod batch;
mod content;
mod field;
mod file;
mod known;
mod pair;
mod people;
mod publish;
mod received;
mod record;
mod schema;
mod sent;

pub use batch::BatchProblem;
pub use content::ContentProblem;
pub use field::FieldProblem;
pub use file::FileProblem;
pub use known::KnownProblem;
pub use pair::PairProblem;
pub use people::PeopleProblem;
pub use publish::PublishProblem;
pub use received::ReceivedProblem;
pub use record::RecordProblem;
pub use schema::SchemaProblem;
pub use sent::SentProblem;

use super::code::{Code, Entry, Severity};
use crate::lang::Lang;

macro_rules! series {
    ($($variant:ident($series:ident)),* $(,)?) => {
        /// Every problem the program can find, by series.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Problem { $($variant($series)),* }

        $(impl From<$series> for Problem {
            fn from(problem: $series) -> Problem { Problem::$variant(problem) }
        })*

        impl Problem {
            pub fn code(&self) -> Code { match self { $(Self::$variant(it) => it.code()),* } }

            /// The severity unless a rule says otherwise.
            pub fn severity(&self) -> Severity { match self { $(Self::$variant(it) => it.severity()),* } }

            pub fn message(&self, lang: Lang) -> String { match self { $(Self::$variant(it) => it.message(lang)),* } }

            pub fn help(&self, lang: Lang) -> Option<String> { match self { $(Self::$variant(it) => it.help(lang)),* } }
        }

        /// Every entry of the catalogue, in the order of the codes.
        pub fn entries() -> impl Iterator<Item = &'static Entry> {
            [$($series::ENTRIES),*].into_iter().flatten()
        }
    };
}

series! {
    File(FileProblem),
    Received(ReceivedProblem),
    Known(KnownProblem),
    Schema(SchemaProblem),
    Field(FieldProblem),
    Record(RecordProblem),
    People(PeopleProblem),
    Batch(BatchProblem),
    Pair(PairProblem),
    Sent(SentProblem),
    Content(ContentProblem),
    Publish(PublishProblem),
}

/// The entry of a code, however it is capitalised.
pub fn entry(code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.code.0.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::entries;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = entries().map(|entry| entry.code.0).collect();
        let sorted: BTreeSet<_> = codes.iter().copied().collect();
        assert_eq!(codes, sorted.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn codes_are_an_e_and_four_digits() {
        for entry in entries() {
            let digits = entry.code.0.strip_prefix('E').unwrap_or_default();
            assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", entry.code);
        }
    }
}
