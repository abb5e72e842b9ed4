//! The texts that cells share (`sharedStrings.xml`), and how a text is put together from its runs.

use crate::diagnostic::FileProblem;
use crate::formats::package::{Kind, Package, Token, Xml};
use crate::formats::workbook::fault::too_large;
use crate::source::Limits;

pub(super) fn read(package: &mut Package, path: &str, limits: &Limits) -> Result<Vec<Box<str>>, FileProblem> {
    let Some(text) = package.text(path)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, Kind::Workbook);
    // The count that the part itself gives is not believed.
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "si" => {
                if strings.len() == limits.workbook_strings {
                    return Err(too_large(["文字条数", "texts"], limits.workbook_strings));
                }
                strings.push(rich(&mut xml)?.into_boxed_str());
            }
            Token::End => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of an element that holds runs: all `t` below it but those that give a reading (`rPh`).
pub(super) fn rich(xml: &mut Xml) -> Result<String, FileProblem> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "t" => text.push_str(&xml.text()?),
            Token::Open(tag) if tag.name() == "rPh" => xml.skip()?,
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(_) => {}
            Token::End => return Err(xml.broken()),
        }
    }
    Ok(unescaped(text))
}

/// Characters that XML cannot hold are written as `_x000D_` (ECMA-376-1, 22.9.2.19).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (c, next) = c.map_or(('_', at + 1), |c| (c, at + 7));
        plain.push_str(&rest[..at]);
        plain.push(c);
        rest = &rest[next..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escaped_characters_are_themselves_again() {
        for (text, plain) in
            [("a_x000D_\nb", "a\r\nb"), ("_x005F_x", "_x"), ("a_xb", "a_xb"), ("_x12", "_x12"), ("_xZZZZ_", "_xZZZZ_")]
        {
            assert_eq!(unescaped(text.to_owned()), plain);
        }
    }
}
