//! What a diagnostic may hold, and how each fact is shown in a sentence.

use std::io::{self, ErrorKind};

use super::mask::mask;
use crate::lang::Lang;

/// A fact that a sentence can quote.
pub trait Fact {
    fn show(&self, lang: Lang) -> String;
}

/// A text that may be about a person: numbers in it are masked wherever it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal(pub String);

/// Several things of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct List(pub Vec<String>);

/// The right name nearest to a wrong one, and all the right ones; shown as a sentence that helps.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Nearest {
    pub nearest: Option<String>,
    pub among: Vec<String>,
}

/// A fixed word in Chinese and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub [&'static str; 2]);

/// A text that was put together in both languages, such as the wording of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both(pub [String; 2]);

impl Nearest {
    /// Beyond this, a list of right names helps nobody.
    pub const SHOWN: usize = 16;
}

/// Characters of a quoted text that a sentence shows, from its beginning and from its end. Somebody may send a name of a
/// megabyte; the end is where a path has its file.
const QUOTED: [usize; 2] = [240, 60];

fn quoted(text: &str) -> String {
    let [head, tail] = QUOTED;
    if text.chars().nth(head + tail).is_none() {
        return text.to_owned();
    }
    let head: String = text.chars().take(head).collect();
    let tail = text.char_indices().rev().nth(tail - 1).map_or("", |(start, _)| &text[start..]);
    format!("{head}…{tail}")
}

impl Fact for String {
    fn show(&self, _: Lang) -> String {
        quoted(self)
    }
}

impl Fact for usize {
    fn show(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Fact for Personal {
    fn show(&self, _: Lang) -> String {
        // Masked as a whole: what a number is must not hang on where it is cut.
        quoted(&mask(&self.0))
    }
}

impl<T: Fact> Fact for Box<T> {
    fn show(&self, lang: Lang) -> String {
        (**self).show(lang)
    }
}

impl Fact for Words {
    fn show(&self, lang: Lang) -> String {
        lang.pick(self.0[0], self.0[1]).to_owned()
    }
}

impl Fact for Both {
    fn show(&self, lang: Lang) -> String {
        lang.pick(&self.0[0], &self.0[1]).clone()
    }
}

impl Both {
    /// The same words in both languages, such as a file's ending.
    pub fn same(text: &str) -> Both {
        Both([text.to_owned(), text.to_owned()])
    }

    /// Why the operating system refused: in our words where the reason is a usual one, else in its own.
    pub fn refusal(error: &io::Error) -> Both {
        let [zh, en] = match error.kind() {
            ErrorKind::NotFound => ["文件不存在", "it does not exist"],
            ErrorKind::PermissionDenied => ["没有权限", "permission denied"],
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ["磁盘已满", "the disk is full"],
            ErrorKind::ReadOnlyFilesystem => ["磁盘只读", "the disk is read-only"],
            ErrorKind::NotADirectory => ["路径中有一段不是文件夹", "a part of the path is no folder"],
            ErrorKind::IsADirectory => ["这是一个文件夹", "it is a folder"],
            ErrorKind::AlreadyExists => ["已有同名的文件", "a file of that name exists"],
            ErrorKind::InvalidFilename => {
                ["文件名太长或有不允许的字符", "the name is too long or holds forbidden characters"]
            }
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
                ["文件正被别的程序占用", "another program holds it"]
            }
            _ => return Both::same(&error.to_string()),
        };
        Both([zh.to_owned(), en.to_owned()])
    }

    /// Puts a text together in each language.
    pub fn from(text: impl Fn(Lang) -> String) -> Both {
        Both([text(Lang::Zh), text(Lang::En)])
    }
}

impl Fact for List {
    fn show(&self, lang: Lang) -> String {
        join(&self.0, lang)
    }
}

impl Fact for Nearest {
    fn show(&self, lang: Lang) -> String {
        match (&self.nearest, self.among.as_slice()) {
            (Some(name), _) => lang.pick(format!("是不是「{name}」？"), format!("did you mean `{name}`?")),
            (None, []) => lang.pick("请核对名称".to_owned(), "check the name".to_owned()),
            (None, among) => {
                let more = if among.len() > Nearest::SHOWN { lang.pick("等", " and others") } else { "" };
                let among = join(&among[..among.len().min(Nearest::SHOWN)], lang);
                lang.pick(format!("可以用的有：{among}{more}"), format!("one of: {among}{more}"))
            }
        }
    }
}

fn join(list: &[String], lang: Lang) -> String {
    list.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::Fact;
    use crate::lang::Lang;

    #[test]
    fn a_sentence_shows_the_ends_of_a_long_text() {
        let text = |chars: usize| "甲".repeat(chars - 1) + "乙";
        assert_eq!(text(300).show(Lang::Zh), text(300));
        assert_eq!(text(301).show(Lang::Zh), format!("{}…{}", "甲".repeat(240), text(60)));
    }
}
