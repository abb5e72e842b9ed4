//! A notice in a few lines of plain text, to paste into a chat or an official account.
//!
//! One fact a line, a blank line between groups, no sign of Markdown: chat programs show every character as it is.

use super::correction::changes;
use super::shared::Shared;
use crate::model::{Attachment, AttachmentTarget, Contact, Deadline, Notice, address, day_text};

/// As many lines of a kind as are read in a chat; the page has them all.
const LISTED: usize = 6;

/// The text; ends without a line end.
pub fn text(notice: &Notice, shared: &Shared) -> String {
    let groups = [
        head(notice, shared),
        vec![line(shared.summary(&notice.page))],
        titled("更正内容", corrected(notice, shared)),
        titled("截止时间", deadlines(notice, shared)),
        titled("联系人", notice.contacts.iter().map(contact).collect()),
        titled("表单", forms(notice, shared)),
        foot(notice, shared),
    ];
    let groups = groups.map(|group| group.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"));
    groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn head(notice: &Notice, shared: &Shared) -> Vec<String> {
    let mark = if shared.corrections_of(notice).is_empty() { "" } else { "【已有更正】" };
    let date = notice.date.map(day_text);
    let number = notice.doc_number.as_deref().unwrap_or_default();
    let source = [notice.issuer.as_str(), number, date.as_deref().unwrap_or_default()];
    let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
    vec![format!("{mark}{}", line(&notice.page.title)), line(&source.join(" "))]
}

/// What the notice puts right, or what others put right in it.
fn corrected(notice: &Notice, shared: &Shared) -> Vec<String> {
    let all = std::iter::once(notice).chain(shared.corrections_of(notice).iter().copied());
    let changes = all.flat_map(|notice| {
        changes(notice, shared)
            .into_iter()
            .map(|change| line(&format!("{}：原为{}，更正为{}", change.what, change.old, change.new)))
            .collect::<Vec<_>>()
    });
    changes.collect()
}

fn deadlines(notice: &Notice, shared: &Shared) -> Vec<String> {
    let programme = shared.programme(notice.programme.as_ref());
    let deadlines = notice.deadlines.iter().filter_map(|id| programme?.deadline(&id.value));
    deadlines.map(|it: &Deadline| line(&format!("{}：{}（面向{}）", it.label, it.text(), it.audience))).collect()
}

/// `咨询：甲、乙 010-1、010-2 a@b.example`
fn contact(contact: &Contact) -> String {
    let who = [&contact.role, &contact.unit].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("，");
    let email = contact.email.as_ref().map(|email| email.value.clone()).unwrap_or_default();
    let parts = [contact.persons.join("、"), contact.phones.join("、"), email];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let colon = if who.is_empty() || parts.is_empty() { "" } else { "：" };
    line(&format!("{who}{colon}{}", parts.join(" ")))
}

fn forms(notice: &Notice, shared: &Shared) -> Vec<String> {
    let forms = notice.attachments.iter().filter_map(|attachment| match &attachment.target {
        AttachmentTarget::Form(id) => shared.view.project.form(&id.value).map(|_| attachment),
        _ => None,
    });
    let named = |attachment: &Attachment| {
        let number = attachment.number.map(|number| format!("附件{number} ")).unwrap_or_default();
        line(&format!("{number}{}", attachment.title))
    };
    forms.map(named).collect()
}

fn foot(notice: &Notice, shared: &Shared) -> Vec<String> {
    let base = &shared.view.project.site.base_url;
    match base.contains("://") {
        true => vec!["要点摘编，以原文为准。详情和表单：".to_owned(), address::url(base, &notice.address())],
        false => vec!["要点摘编，以原文为准。".to_owned()],
    }
}

/// A group below its title; nothing where there is nothing to list.
fn titled(title: &str, mut lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let count = lines.len();
    if count > LISTED {
        lines.truncate(LISTED - 1);
        lines.push(format!("（共{count}项，其余见网页）"));
    }
    lines.insert(0, format!("【{title}】"));
    lines
}

/// A text on one line, whatever line breaks its author made.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
