//! The two languages that the program speaks.

/// A language. Chinese comes first everywhere; English stands beside it on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    /// Reads the usual environment variables, the strongest first. Anything that does not start with `en` means
    /// Chinese, and so do `C`, `POSIX` and nothing at all.
    pub fn from_locale<'a>(values: impl IntoIterator<Item = &'a str>) -> Lang {
        let strongest = values.into_iter().find(|value| !value.is_empty());
        match strongest {
            Some(locale) if locale.to_ascii_lowercase().starts_with("en") => Lang::En,
            _ => Lang::Zh,
        }
    }

    /// Picks the text of this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn chinese_unless_the_strongest_value_is_english() {
        assert_eq!(Lang::from_locale([]), Lang::Zh);
        assert_eq!(Lang::from_locale(["", "C"]), Lang::Zh);
        assert_eq!(Lang::from_locale(["", "en_US.UTF-8"]), Lang::En);
        assert_eq!(Lang::from_locale(["zh_CN.UTF-8", "en_US.UTF-8"]), Lang::Zh);
    }
}
