//! What a cell takes, and what is said to whoever fills it in: the validations that Excel, WPS and LibreOffice share.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula};

use super::text::{cut, plain};
use super::write::BookError;

/// What a cell takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Anything,
    /// One of these, from a list that drops down.
    OneOf(Vec<String>),
    /// The same list, but whatever else is typed does as well.
    Offered(Vec<String>),
    /// So many characters.
    Length {
        least: u32,
        most: u32,
    },
    Whole {
        least: i32,
        most: i32,
    },
    /// A formula that is true of what may be entered; `{}` stands for the cell. It must be short (255 characters) and
    /// free of array constants, which validations cannot hold.
    Formula(&'static str),
}

/// What a cell takes and says.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The label that people see above the words.
    pub label: String,
    pub rule: Rule,
    /// Shown beside the cell while it is chosen.
    pub hint: Option<String>,
    /// Shown to whoever enters something else.
    pub refusal: String,
    /// Whether something else is kept out; otherwise people are asked whether they mean it.
    pub firm: bool,
    /// Whether the cell holds texts alone, so that no digit of a number is lost and no month turned into a day.
    pub text: bool,
}

impl Entry {
    /// The validation of cells of which the first is named; long lists stand elsewhere, where `list` puts them.
    pub(super) fn validation(
        &self,
        first: &str,
        list: &mut dyn FnMut(&[String]) -> String,
    ) -> Result<Option<DataValidation>, BookError> {
        if self.rule == Rule::Anything && self.hint.is_none() {
            return Ok(None);
        }
        let style = if self.firm { DataValidationErrorStyle::Stop } else { DataValidationErrorStyle::Warning };
        let label = plain(&self.label);
        let offered = matches!(self.rule, Rule::Anything | Rule::Offered(_));
        let mut validation = self
            .rule(first, list)?
            .ignore_blank(true)
            .set_error_style(style)
            .show_error_message(!offered)
            .set_error_title(cut(&label, TITLE))?
            .set_error_message(cut(&plain(&self.refusal), MESSAGE))?;
        if let Some(hint) = &self.hint {
            validation =
                validation.set_input_title(cut(&label, TITLE))?.set_input_message(cut(&plain(hint), MESSAGE))?;
        }
        Ok(Some(validation))
    }

    fn rule(&self, first: &str, list: &mut dyn FnMut(&[String]) -> String) -> Result<DataValidation, BookError> {
        let validation = DataValidation::new();
        Ok(match &self.rule {
            Rule::Anything => validation.allow_any_value(),
            Rule::OneOf(options) | Rule::Offered(options) => match fits_inline(options) {
                true => validation.allow_list_strings(options)?,
                false => validation.allow_list_formula(Formula::new(format!("={}", list(options)))),
            },
            Rule::Length { least, most } => validation.allow_text_length(DataValidationRule::Between(*least, *most)),
            Rule::Whole { least, most } => validation.allow_whole_number(DataValidationRule::Between(*least, *most)),
            Rule::Formula(formula) => {
                validation.allow_custom(Formula::new(format!("={}", formula.replace("{}", first))))
            }
        })
    }
}

/// How long titles and messages may be, in units of UTF-16 as the file format counts; a little less than it allows.
const TITLE: usize = 31;
const MESSAGE: usize = 250;

/// How long a list may be within a validation.
const INLINE: usize = 255;

/// Whether options can stand within the validation itself: it sets them apart by commas.
fn fits_inline(options: &[String]) -> bool {
    let units: usize = options.iter().map(|option| option.encode_utf16().count() + 1).sum();
    units <= INLINE && !options.iter().any(|option| option.contains([',', '"']) || option.trim() != option)
}

#[cfg(test)]
mod tests {
    use super::fits_inline;

    #[test]
    fn long_lists_and_commas_do_not_fit() {
        let options = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert!(fits_inline(&options(&["是", "否"])));
        assert!(!fits_inline(&options(&["甲,乙"])));
        assert!(!fits_inline(&vec!["五个字的项".to_owned(); 43]));
        assert!(fits_inline(&vec!["五个字的项".to_owned(); 42]));
    }
}
