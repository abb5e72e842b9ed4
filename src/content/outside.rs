//! Addresses outside the site: where they stand, and which of them can lead nowhere. None is ever asked for.

use crate::diagnostic::{ContentProblem, Diagnostics, Words};
use crate::formats::markdown::Unread;
use crate::model::{Outside, Project, Texts};
use crate::source::Place;

const BLANK: [&str; 2] = ["里面有空格", "it holds a blank"];

/// Notes the addresses that data files and front matter hold: official systems, and mail of contacts.
pub fn of_data(project: &Project, drafts: bool, texts: &mut Texts, out: &mut Diagnostics) {
    let notices = project.notices.iter().filter(|it| drafts || !it.page.draft).map(|it| &it.contacts);
    let classes = project.classes.iter().filter(|it| drafts || !it.page.draft).map(|it| &it.contacts);
    let contacts = project.programmes.iter().map(|it| &it.contacts).chain(notices).chain(classes).flatten();
    for email in contacts.filter_map(|contact| contact.email.as_ref()) {
        texts.add_outside(noted(format!("mailto:{}", email.value), email.place, out));
    }
    for link in project.programmes.iter().flat_map(|programme| &programme.links) {
        texts.add_outside(noted(link.url.value.clone(), link.url.place, out));
    }
}

/// In words why a link was not read as one.
pub fn why_unread(why: Unread) -> [&'static str; 2] {
    match why {
        Unread::Blank => BLANK,
        Unread::FullWidthBracket => ["右括号写成了全角", "its closing bracket is full-width"],
    }
}

/// An address with its place; tells if it is plainly broken.
pub fn noted(address: String, place: Place, out: &mut Diagnostics) -> Outside {
    if let Some(fault) = fault(&address) {
        out.add(place, ContentProblem::BrokenAddress { address: address.clone(), fault: Words(fault) });
    }
    Outside { address, place }
}

/// What is plainly wrong with a web or mail address; none where nothing is, or where it is of another kind.
fn fault(address: &str) -> Option<[&'static str; 2]> {
    const FULL_WIDTH: [&str; 2] = ["域名里有全角字符", "its host holds full-width characters"];
    let (scheme, rest) = address.split_once(':')?;
    let (host, no_host) = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => (web_host(rest), ["没有写域名", "it names no host"]),
        "mailto" => (mail_host(rest), ["不是“名称@域名”的样子", "it is not of the form name@host"]),
        _ => return None,
    };
    if address.contains(char::is_whitespace) {
        return Some(BLANK);
    }
    match host {
        None => Some(no_host),
        Some(host) if host.contains(is_full_width) => Some(FULL_WIDTH),
        Some(_) => None,
    }
}

/// The host of what follows `http:`; none where there is none.
fn web_host(rest: &str) -> Option<&str> {
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let name = match host.strip_prefix('[') {
        // An IPv6 address has colons of its own.
        Some(six) => six.split_once(']')?.0,
        None => host.split(':').next()?,
    };
    (!name.is_empty()).then_some(host)
}

/// The host of what follows `mailto:`; none where that is no address.
fn mail_host(rest: &str) -> Option<&str> {
    let (name, host) = rest.split('?').next()?.split_once('@')?;
    (!name.is_empty() && !host.is_empty() && !host.contains('@')).then_some(host)
}

/// Whether a character is one that an input method makes of an ASCII one: `．`, `：`, `。`. Han letters may well stand in
/// names of hosts.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{2010}'..='\u{203B}')
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn plainly_broken_addresses_are_told_from_odd_ones() {
        for sound in [
            "https://a.example/x?y=1#z",
            "http://111.203.146.213:38081/Login",
            "https://中国科协.example/路径，甲",
            "http://[::1]:80/",
            "https://u:p@a.example",
            "mailto:a@b.example?subject=x",
            "HTTPS://A.EXAMPLE",
            "tel:010-1",
        ] {
            assert_eq!(fault(sound), None, "{sound}");
        }
        for (broken, words) in [
            ("https://a.example/x y", "里面有空格"),
            ("https:// a.example", "里面有空格"),
            ("mailto:a @b.example", "里面有空格"),
            ("http://", "没有写域名"),
            ("https:///path", "没有写域名"),
            ("http:a.example", "没有写域名"),
            ("https://:80/", "没有写域名"),
            ("https://ａ.example", "域名里有全角字符"),
            ("https://a。example", "域名里有全角字符"),
            ("https://a.example：80", "域名里有全角字符"),
            ("mailto:a@b．example", "域名里有全角字符"),
            ("mailto:a", "不是“名称@域名”的样子"),
            ("mailto:a＠b.example", "不是“名称@域名”的样子"),
        ] {
            assert_eq!(fault(broken).map(|it| it[0]), Some(words), "{broken}");
        }
    }
}
