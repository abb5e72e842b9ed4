//! The form in which the catalogue is written: one entry holds everything that is known of a problem.

/// Declares a series of problems. Each entry holds code, default severity, name and facts; then title, message, help
/// and long explanation, Chinese before English. A fact named in braces must exist: the compiler checks it.
macro_rules! problems {
    ($(#[$meta:meta])* $series:ident {$(
        $number:literal $severity:ident $name:ident { $($fact:ident : $ty:ty),* $(,)? }
            title $title_zh:literal / $title_en:literal
            message $zh:literal / $en:literal
            $(help $help_zh:literal / $help_en:literal)?
            explain $explain_zh:literal / $explain_en:literal
    )*}) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $series {
            $( #[doc = $title_en] $name { $($fact: $ty),* } ),*
        }

        impl $series {
            pub const ENTRIES: &'static [$crate::diagnostic::Entry] = &[$(
                $crate::diagnostic::Entry {
                    code: $crate::diagnostic::Code($number),
                    name: stringify!($name),
                    severity: $crate::diagnostic::Severity::$severity,
                    title: [$title_zh, $title_en],
                    explanation: [$explain_zh, $explain_en],
                }
            ),*];

            pub fn code(&self) -> $crate::diagnostic::Code {
                match self { $( Self::$name { .. } => $crate::diagnostic::Code($number) ),* }
            }

            pub fn severity(&self) -> $crate::diagnostic::Severity {
                match self { $( Self::$name { .. } => $crate::diagnostic::Severity::$severity ),* }
            }

            #[allow(unused_variables, reason = "a language may leave a fact out")]
            pub fn message(&self, lang: $crate::lang::Lang) -> String {
                match self { $( Self::$name { $($fact),* } => {
                    $( let $fact = $crate::diagnostic::Fact::show($fact, lang); )*
                    match lang {
                        $crate::lang::Lang::Zh => format!($zh),
                        $crate::lang::Lang::En => format!($en),
                    }
                } ),* }
            }

            #[allow(unused_variables, reason = "a help line need not quote every fact")]
            pub fn help(&self, lang: $crate::lang::Lang) -> Option<String> {
                match self { $( Self::$name { $($fact),* } => {
                    $( let $fact = $crate::diagnostic::Fact::show($fact, lang); )*
                    None::<String> $( .or(Some(match lang {
                        $crate::lang::Lang::Zh => format!($help_zh),
                        $crate::lang::Lang::En => format!($help_en),
                    })) )?
                } ),* }
            }
        }
    };
}

pub(super) use problems;
