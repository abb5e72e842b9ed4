//! Wrong usage, in the user's language: what clap found, in our words.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Outcome;
use super::console::{stderr, stdout};
use crate::lang::Lang;

/// Shows help or version where that was asked for, else says what is wrong with the arguments.
pub fn tell(error: &Error, lang: Lang) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            stdout(&error.render().to_string());
            return Outcome::Fine;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            stderr(&error.render().to_string());
            return Outcome::Failed;
        }
        _ => {}
    }
    if lang == Lang::En {
        stderr(&error.render().to_string());
        return Outcome::Failed;
    }
    stderr(&format!("用法错误: {}\n", sentence(error)));
    if let Some(suggestion) = suggestion(error) {
        stderr(&format!("是不是「{suggestion}」？\n"));
    }
    stderr("用 linghang --help 查看全部命令，用 linghang 命令 --help 查看一个命令的用法。\n");
    Outcome::Failed
}

fn sentence(error: &Error) -> String {
    let arg = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有「{arg}」这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有「{}」这个命令", text(error, ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("「{arg}」后面缺少内容"),
        ErrorKind::InvalidValue => match text(error, ContextKind::ValidValue) {
            Some(valid) if !valid.is_empty() => format!("「{arg}」不能是「{value}」，可以用的有：{valid}"),
            _ => format!("「{arg}」不能是「{value}」"),
        },
        ErrorKind::ValueValidation => format!("「{arg}」不能是「{value}」"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict => format!("「{arg}」不能和前面的命令或选项一起用"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("「{arg}」后面内容的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数里有不能识别的字符".to_owned(),
        _ => "参数不对".to_owned(),
    }
}

fn suggestion(error: &Error) -> Option<String> {
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| text(error, kind))
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    }
}
