//! Mails as the programs of Chinese offices write them.

use std::cell::Cell;

use super::{Mail, MailFault, MailRole};

thread_local! {
    /// How often the text half of a mail was counted.
    pub static HALVES: Cell<usize> = const { Cell::new(0) };
}

fn items(raw: &[u8]) -> Vec<(String, MailRole, String)> {
    let mail = Mail::open(raw).unwrap();
    let read = |(index, it): (usize, &super::MailItem)| {
        (it.name.clone(), it.role, String::from_utf8_lossy(&mail.read(index).unwrap()).into_owned())
    };
    mail.items().iter().enumerate().map(read).collect()
}

fn mixed(parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect();
    format!("From: x@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n")
}

#[test]
fn the_last_servers_mark_tells_when_it_came_at_beijing_time() {
    let raw = "Received: from a by b; Tue, 12 Aug 2025 01:30:05 +0000\r\nReceived: from c by a; Mon, 11 Aug 2025 01:30:05 +0000\r\n\
        Date: Sun, 10 Aug 2025 23:59:00 -0700\r\nFrom: =?gb2312?B?suLK1LzX?= <jia@example.org>\r\n\
        Subject: =?utf-8?B?5rGH5oC76KGo?=\r\n\r\nhi\r\n";
    let envelope = Mail::open(raw.as_bytes()).unwrap().envelope;
    assert_eq!(envelope.arrived.as_deref(), Some("2025-08-12 09:30"));
    assert_eq!(envelope.from.as_deref(), Some("测试甲 <jia@example.org>"));
    assert_eq!(envelope.subject.as_deref(), Some("汇总表"));
    let sent = raw.split_once("Date").unwrap().1;
    assert_eq!(
        Mail::open(format!("Date{sent}").as_bytes()).unwrap().envelope.arrived.as_deref(),
        Some("2025-08-11 14:59")
    );
    assert_eq!(Mail::open(b"From: a@example.org\r\nDate: yesterday\r\n\r\nx").unwrap().envelope.arrived, None);
}

#[test]
fn a_text_in_any_charset_and_encoding_is_the_same() {
    let text = "表单: x\r\n姓名: 测试甲\r\n";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let quoted: String = gbk.iter().map(|byte| format!("={byte:02X}")).collect();
    let head = |kind: &str, encoding: &str| {
        format!("From: x@example.org\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n")
            .into_bytes()
    };
    let base64 = "se21pTogeA0K0NXD+zogsuLK1LzXDQo=";
    for raw in [
        [head("text/plain; charset=utf-8", "8bit"), text.into()].concat(),
        [head("text/plain; charset=gb2312", "8bit"), gbk.to_vec()].concat(),
        [head("text/plain; charset=\"GB18030\"", "quoted-printable"), quoted.into_bytes()].concat(),
        [head("text/plain; charset=gbk", "base64"), base64.into()].concat(),
        [head("text/plain", "8bit"), gbk.to_vec()].concat(),
        [head("text/plain; charset=x-unknown", "base64"), base64.into()].concat(),
        head("text/html; charset=utf-8", "8bit")
            .into_iter()
            .chain("<html><body><div>表单: x</div><div>姓名: 测试甲</div></body></html>".bytes())
            .collect(),
    ] {
        let items = items(&raw);
        let lines: Vec<&str> = items[0].2.lines().map(str::trim_end).filter(|it| !it.is_empty()).collect();
        assert_eq!((items.len(), items[0].0.as_str(), items[0].1), (1, "正文.txt", MailRole::Body));
        assert_eq!(lines, ["表单: x", "姓名: 测试甲"], "{}", String::from_utf8_lossy(&raw));
    }
}

#[test]
fn names_of_attachments_in_every_spelling() {
    let part = |disposition: &str| {
        format!("Content-Type: application/octet-stream\r\nContent-Disposition: {disposition}\r\n\r\nbytes")
    };
    for disposition in [
        "attachment; filename=\"=?gb2312?B?w/u1pS55YW1s?=\"",
        "attachment; filename*=utf-8''%E5%90%8D%E5%8D%95.yaml",
        "attachment; filename*0*=utf-8''%E5%90%8D; filename*1*=%E5%8D%95.yaml",
        "attachment; filename=\"名单.yaml\"",
        "attachment; filename=\"../名单.yaml\"",
    ] {
        let items = items(mixed(&[&part(disposition)]).as_bytes());
        assert_eq!(items, [("名单.yaml".to_owned(), MailRole::Attachment, "bytes".to_owned())], "{disposition}");
    }
    let (raw, ..) = encoding_rs::GBK.encode("attachment; filename=\"名单.yaml\"");
    let marked = mixed(&[&part("MARK")]);
    let (before, after) = marked.split_once("MARK").unwrap();
    let bare = [before.as_bytes(), &raw, after.as_bytes()].concat();
    assert_eq!(items(&bare)[0].0, "名单.yaml", "bare GBK");
    assert_eq!(
        items(mixed(&["Content-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nx"]).as_bytes())[0].0,
        "附件.png"
    );
}

#[test]
fn attached_texts_keep_their_bytes_and_only_typed_ones_are_bodies() {
    let (gbk, ..) = encoding_rs::GBK.encode("表单: x");
    let base64 = "se21pTogeA==";
    let raw = mixed(&[
        "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n您好\r\n--c\r\nContent-Type: text/html\r\n\r\n<b>hi</b>\r\n--c--",
        &format!(
            "Content-Type: text/plain; charset=utf-8; name=a.yaml\r\nContent-Disposition: attachment; filename=a.yaml\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}"
        ),
        "Content-Type: image/png; name=logo.png\r\nContent-Disposition: inline\r\nContent-ID: <1@x>\r\n\r\nx",
        "Content-Type: message/rfc822\r\n\r\nFrom: y@example.org\r\nSubject: inner\r\n\r\ninner text",
    ]);
    let mail = Mail::open(raw.as_bytes()).unwrap();
    let told: Vec<_> = mail.items().iter().map(|it| (it.name.as_str(), it.role)).collect();
    let expected = [
        ("正文.txt", MailRole::Body),
        ("a.yaml", MailRole::Attachment),
        ("logo.png", MailRole::Inline),
        ("附件.eml", MailRole::Attachment),
    ];
    assert_eq!(told, expected);
    assert_eq!(mail.read(1).unwrap(), gbk.to_vec());
    let inner = mail.read(3).unwrap();
    assert_eq!(Mail::open(&inner).unwrap().envelope.subject.as_deref(), Some("inner"));
}

#[test]
fn what_is_no_mail_or_has_no_end_is_refused() {
    for raw in ["", "just a text", "姓名: 测试甲\n"] {
        assert_eq!(Mail::open(raw.as_bytes()).err(), Some(MailFault::NotAMail), "{raw}");
    }
    let part = "Content-Type: application/x-a\r\n\r\nx";
    assert_eq!(Mail::open(mixed(&vec![part; 10_000]).as_bytes()).err(), Some(MailFault::TooManyParts));
    let many = mixed(&vec![part; 400]);
    assert_eq!(Mail::open(many.as_bytes()).unwrap().items().len(), 400);
    let boundaries = "Content-Type: multipart/mixed; boundary=never\r\n\r\n".repeat(300);
    assert_eq!(Mail::open(format!("From: x\r\n{boundaries}").as_bytes()).err(), Some(MailFault::TooManyParts));
}

#[test]
fn mails_in_mails_to_the_limit_do_not_cost_the_stack() {
    let deep = format!(
        "From: x@example.org\r\n{}From: y@example.org\r\n\r\nend",
        "Content-Type: message/rfc822\r\n\r\n".repeat(499)
    );
    assert!(Mail::open(deep.as_bytes()).is_ok());
}

#[test]
fn the_text_half_is_counted_once_however_many_parts_are_compared_with_it() {
    let page = "--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n";
    let raw = format!(
        "From: x@example.org\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n{}--b--\r\n",
        page.repeat(60)
    );
    HALVES.set(0);
    assert_eq!(items(raw.as_bytes()).len(), 1);
    assert_eq!(HALVES.get(), 1);
}
