//! Saved mails and plain texts: forms in their words and their attachments, and when they came.

use super::builders::{Office, PNG, card, card_of, person, roster};
use super::packed::zipped;

const HEAD: &str = "Received: from a.example.org by b.example.org; Tue, 12 Aug 2025 01:30:00 +0000\r\n\
    From: =?utf-8?B?5rWL6K+V55Sy?= <jia@example.org>\r\nTo: office@example.org\r\nSubject: =?gb2312?B?u+PX3LHt?=\r\n";

/// A mail of a text only.
pub fn letter(text: &str) -> Vec<u8> {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}").into_bytes()
}

/// A mail of a text and attachments: name, content type, bytes.
pub fn mail(text: &str, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut raw = format!("{HEAD}Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n").into_bytes();
    raw.extend(format!("--=_b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n").bytes());
    for (name, kind, bytes) in attachments {
        let head = format!(
            "--=_b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename*=utf-8''{}\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            name.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>(),
            base64(bytes)
        );
        raw.extend(head.bytes());
    }
    raw.extend(b"--=_b--\r\n");
    raw
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let quad = |chunk: &[u8]| {
        let word = chunk.iter().chain(&[0, 0]).take(3).fold(0, |word, byte| word << 8 | u32::from(*byte));
        let letter = |at: usize| match at <= chunk.len() {
            true => char::from(LETTERS[(word >> (18 - 6 * at) & 63) as usize]),
            false => '=',
        };
        [0, 1, 2, 3].map(letter)
    };
    let letters: Vec<char> = bytes.chunks(3).flat_map(quad).collect();
    letters.chunks(76).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\r\n")
}

fn office(name: &str, bytes: &[u8]) -> Office {
    let office = Office::new();
    office.receive_bytes(name, bytes);
    office
}

fn ledger(office: &Office) -> String {
    std::fs::read_to_string(office.root().join("结果/ledger.csv")).unwrap()
}

#[test]
fn attachments_are_read_and_the_words_around_them_are_no_problem() {
    let zip = zipped(&[("乙.yaml", card_of(3, &[]).as_bytes())]);
    let text = card(&[("照片", "甲.png")]);
    let raw = mail(
        "您好，附件请查收。",
        &[
            ("表格.yaml", "application/x-yaml", text.as_bytes()),
            ("甲.png", "image/png", PNG),
            ("更多.zip", "application/zip", &zip),
        ],
    );
    let office = office("来信.eml", &raw);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["来信.eml!/更多.zip!/乙.yaml#1 accepted", "来信.eml!/表格.yaml#1 accepted"]);
    assert_eq!(
        outcome.ledger(),
        [
            "来信.eml 已展开 0",
            "来信.eml!/更多.zip 已展开 0",
            "来信.eml!/更多.zip!/乙.yaml 已读取 1",
            "来信.eml!/正文.txt 略过 0",
            "来信.eml!/甲.png 略过 0",
            "来信.eml!/表格.yaml 已读取 1"
        ]
    );
    assert_eq!((outcome.said.status, outcome.said.stderr.as_str()), (0, ""));
    let ledger = ledger(&office);
    let line = ledger.lines().find(|it| it.starts_with("来信.eml!/更多.zip!/乙.yaml,")).unwrap();
    assert!(line.contains(",2025-08-12 09:30,测试甲 <jia@example.org>,"), "{line}");
}

#[test]
fn a_form_in_a_mails_words_is_read_with_the_mails_lines() {
    let text = format!("您好！\r\n\r\n{}\r\n此致\r\n测试乙\r\n", card(&[("手机", "1")]).replace('\n', "\r\n"));
    let outcome = office("来信.eml", &letter(&text)).compile();
    assert_eq!(outcome.records(), ["来信.eml!/正文.txt#1 rejected E0312"]);
    assert_eq!(outcome.problems("E0312"), ["来信.eml!/正文.txt:10 error"]);
    assert_eq!(outcome.problems("E0170"), ["来信.eml!/正文.txt:3 note"]);
    assert!(outcome.messages("E0170")[0].contains("之前的 1 行、之后的 2 行"), "{:?}", outcome.messages("E0170"));
    assert!(outcome.said.stderr.contains("手机: 1"), "the snippet: {}", outcome.said.stderr);
}

#[test]
fn a_quoted_form_with_no_break_spaces_is_read_as_it_was_meant() {
    let text = roster(&[], &[person("测试甲", &[]), person("测试乙", &[("出生年月", "1990-13")])]);
    let quoted: String = text.lines().map(|line| format!("> {}\r\n", line.replace("  ", "\u{A0} "))).collect();
    let office = office("转发.txt", format!("在 8 月 10 日写道：\r\n{quoted}\r\n> --\r\n> 落款\r\n").as_bytes());
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["转发.txt#1 accepted", "转发.txt#2 rejected E0304"]);
    let problem = &outcome.summaries[0]["problems"];
    let month = problem.as_array().unwrap().iter().find(|it| it["code"] == "E0304").unwrap();
    let line = 1 + text.lines().position(|line| line.contains("1990-13")).unwrap() + 1;
    let column = 2 + "    出生年月: ".chars().count() + 1;
    assert_eq!((&month["line"], &month["column"]), (&line.into(), &column.into()));
}

#[test]
fn a_mail_in_gbk_is_read_and_full_width_colons_are_told_as_ever() {
    let text = card(&[]).replacen("姓名: ", "姓名：", 1);
    let body = encoding_rs::GBK.encode(&text).0.into_owned();
    let head = format!("{HEAD}Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    let outcome = office("来信.eml", format!("{head}{}\r\n", base64(&body)).as_bytes()).compile();
    assert_eq!(outcome.ledger(), ["来信.eml 已展开 0", "来信.eml!/正文.txt 读不出 0"]);
    assert!(
        outcome.said.stderr.contains("[E0122]") && outcome.said.stderr.contains("来信.eml!/正文.txt:3:3"),
        "{}",
        outcome.said.stderr
    );
}

#[test]
fn a_mail_without_any_form_is_told() {
    let outcome = office("来信.eml", &letter("我们下周再报。\r\n")).compile();
    assert_eq!(outcome.ledger(), ["来信.eml 已展开 0", "来信.eml!/正文.txt 读不出 0"]);
    assert!(outcome.said.stderr.contains("[E0169]"), "{}", outcome.said.stderr);
    let outcome = office("说明.txt", "我们下周再报。".as_bytes()).compile();
    assert!(outcome.said.stderr.contains("[E0169]"), "{}", outcome.said.stderr);
    for bytes in [b"no mail".as_slice(), b"", "表单: registration-2022".as_bytes()] {
        let outcome = office("来信.eml", bytes).compile();
        assert_eq!(outcome.ledger(), ["来信.eml 读不出 0"]);
    }
}

#[test]
fn a_mail_is_a_mail_whatever_its_attachments_are_called() {
    let form = card(&[]);
    let attached: [(&str, &str, &[u8]); 2] =
        [("[Content_Types].xml", "text/xml", b"<Types/>"), ("表.yaml", "text/yaml", form.as_bytes())];
    let office = office("信.eml", &mail("见附件", &attached));
    assert_eq!(office.compile().records(), ["信.eml!/表.yaml#1 accepted"]);
    assert!(ledger(&office).contains("[Content_Types].xml"), "{}", ledger(&office));
}

#[test]
fn a_forwarded_mail_is_opened_and_a_copy_counts_once() {
    let text = card(&[]);
    let inner = mail("见附件", &[("表.yaml", "text/plain; charset=utf-8", text.as_bytes())]);
    let outer = [
        format!("{HEAD}Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: text/plain\r\n\r\nFW\r\n").as_bytes(),
        b"--outer\r\nContent-Type: message/rfc822\r\n\r\n",
        &inner,
        b"\r\n--outer--\r\n",
    ]
    .concat();
    let office = office("转发.eml", &outer);
    office.receive_bytes("原信.eml", &inner);
    let outcome = office.compile();
    assert_eq!(outcome.records(), ["原信.eml!/表.yaml#1 accepted", "转发.eml!/附件.eml!/表.yaml#1 superseded E0501"]);
    let prints: Vec<String> = ledger(&office)
        .lines()
        .filter(|it| it.contains("/表.yaml,"))
        .map(|it| it.split(',').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(prints[0], prints[1], "attached bytes have one fingerprint, however often they are forwarded");
}

#[test]
fn a_picture_in_the_words_is_a_logo_unless_it_is_all_there_is() {
    let picture = format!(
        "--=_b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--=_b--",
        base64(PNG)
    );
    let with = |raw: Vec<u8>| String::from_utf8(raw).unwrap().replace("--=_b--", &picture).into_bytes();
    let raw = with(mail("您好", &[("表.yaml", "application/x-yaml", card(&[]).as_bytes())]));
    let outcome = office("信.eml", &raw).compile();
    assert_eq!(outcome.ledger()[1], "信.eml!/logo.png 略过 0");
    assert_eq!(outcome.said.status, 0, "{}", outcome.said.stderr);
    let outcome = office("信.eml", &with(mail("表格见图", &[]))).compile();
    assert_eq!(outcome.ledger(), ["信.eml 已展开 0", "信.eml!/logo.png 读不出 0", "信.eml!/正文.txt 略过 0"]);
    assert!(outcome.said.stderr.contains("[E0172]"), "{}", outcome.said.stderr);
}

#[test]
fn files_that_are_no_forms_come_with_words_for_the_sender() {
    let office = Office::new();
    for (name, bytes) in [
        ("扫描.pdf", b"%PDF-1.7".as_slice()),
        ("改名.docx", b"%PDF-1.7"),
        ("截图.jpg", b"\xFF\xD8\xFF\xE0"),
        ("旧表.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("名单.numbers", b"x"),
        ("打包.rar", b"Rar!\x1A\x07\x01\0"),
        ("链接.lnk", b"x"),
        ("空.yaml", b""),
        ("信.msg", b"x"),
    ] {
        office.receive_bytes(name, bytes);
    }
    let outcome = office.compile();
    assert!(outcome.ledger().iter().all(|it| it.ends_with(" 读不出 0")), "{:?}", outcome.ledger());
    let ledger = ledger(&office);
    for (name, code, words) in [
        ("扫描.pdf", "E0171", "请发回填好的 Word、Excel 或 YAML 原件"),
        ("改名.docx", "E0171", "请发回填好的"),
        ("截图.jpg", "E0172", "请发回填好的"),
        ("旧表.doc", "E0173", "另存为"),
        ("名单.numbers", "E0174", "另存为"),
        ("打包.rar", "E0175", "请改用 .zip"),
        ("链接.lnk", "E0176", "请发送文件本身"),
        ("空.yaml", "E0177", "重新发一次"),
        ("信.msg", "E0178", "请直接发附件"),
    ] {
        let line = ledger
            .lines()
            .map(|it| it.trim_start_matches('\u{FEFF}'))
            .find(|it| it.starts_with(&format!("{name},")))
            .unwrap();
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells[4].contains(words) && line.ends_with(code) && !cells[3].is_empty(), "{line}");
    }
}

/// A mail with two halves that should say the same.
fn halves(text: &str, html: &str) -> Vec<u8> {
    let part = |kind: &str, text: &str| format!("--=_a\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n");
    let head = format!("{HEAD}Content-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n");
    format!("{head}{}{}--=_a--\r\n", part("plain", text), part("html", html)).into_bytes()
}

#[test]
fn a_text_whose_lines_the_mail_program_broke_is_read_as_it_was_typed() {
    let long = "2005年至2009年在示例大学学习， 2010年起在示例大学任教， 从事新能源研究。";
    let text = card(&[("个人简介", long)]).replace("， ", "， \r\n");
    let plain = String::from_utf8(letter(&text)).unwrap();
    let flowed = plain.replace("charset=utf-8", "charset=utf-8; format=flowed");
    let outcome = office("来信.eml", flowed.as_bytes()).compile();
    assert_eq!(outcome.records(), ["来信.eml!/正文.txt#1 accepted"], "{}", outcome.said.stderr);
    assert_eq!(outcome.values("bio"), [long]);
    let joined = flowed.replace("flowed", "flowed; delsp=yes");
    assert_eq!(office("来信.eml", joined.as_bytes()).compile().values("bio"), [long.replace(' ', "")]);
}

#[test]
fn a_form_that_only_the_html_half_holds_is_read() {
    let lines: String = card(&[]).lines().map(|line| format!("<p>{line}</p>")).collect();
    let html = format!("<html><head><style>p {{ margin: 0 }}</style></head><body>{lines}</body></html>");
    let outcome = office("来信.eml", &halves("您的邮箱不能显示网页格式的邮件。", &html)).compile();
    assert_eq!(outcome.records(), ["来信.eml!/正文 (2).txt#1 accepted"], "{}", outcome.said.stderr);
    assert_eq!(outcome.ledger(), ["来信.eml 已展开 0", "来信.eml!/正文 (2).txt 已读取 1", "来信.eml!/正文.txt 略过 0"]);
    let once = office("来信.eml", &halves(&card(&[]), &html)).compile();
    assert_eq!(once.records(), ["来信.eml!/正文.txt#1 accepted"]);
    assert_eq!(once.ledger().len(), 2);
}

/// A roster as people paste it from a spreadsheet into a mail.
const PASTED: &str = "<div>您好，附名单。</div><p>推荐学员汇总表</p>
    <p>推荐单位（加盖公章）：示例集团科学技术协会&nbsp;&nbsp;联系人及电话：测试联络甲 010-00000001&nbsp;&nbsp;填表日期：2025年8月10日</p>
    <TABLE border=1><tr><td rowspan=2>序号<td rowspan=2>姓名<td rowspan=2>性别<td rowspan=2>民族<td rowspan=2>出生年月
    <td rowspan=2>政治面貌<td rowspan=2>单位职务<td rowspan=2>最高学历<td rowspan=2>擅长领域<td rowspan=2>联系方式
    <td colspan=\"2\">可否参加</tr><tr><td>专题研修班<td>国情研修活动</tr>
    <tr><td>1</td><td>测试甲</td><td>男</td><td>汉族</td><td>1980-05</td><td>群众</td><td>示例大学<br>教授</td>
    <td>博士研究生</td><td>精密测量</td><td>13800000000</td><td>是</td><td>否</td></tr>
    <tr><td>2</td><td>测试乙</td><td>男</td><td>汉族</td><td>1980-13</td><td>群众</td><td>示例大学教授</td>
    <td>博士研究生</td><td>精密测量</td><td>13800000000</td><td>是</td><td>否</td></tr></TABLE><p>此致</p>";

#[test]
fn a_table_in_a_mail_is_a_form_with_places() {
    for raw in [halves("您好，附名单。", PASTED), letter(PASTED), halves(&"您好，".repeat(200), PASTED)] {
        let raw = String::from_utf8(raw).unwrap();
        let raw = if raw.contains("alternative") { raw } else { raw.replace("text/plain", "text/html") };
        let outcome = office("来信.eml", raw.as_bytes()).compile();
        let told = &outcome.said.stderr;
        assert_eq!(outcome.statuses(), ["accepted", "rejected"], "{told}");
        assert_eq!(outcome.values("contact_phone"), ["010-00000001"; 2], "{told}");
        assert!(told.contains("来信.eml!/正文.html 第1个表格第4行第5列"), "{told}");
    }
}

#[test]
fn a_mails_tables_that_are_no_form_are_passed_over() {
    let signature = "<p>您好，表格见附件。</p><table><tr><td>测试乙<td>示例学会<td>秘书</tr><tr><td>电话<td>传真<td>邮编</tr></table>";
    let raw = String::from_utf8(mail("x", &[("表.yaml", "application/x-yaml", card(&[]).as_bytes())])).unwrap();
    let with =
        raw.replacen("text/plain", "text/html", 1).replacen("\r\n\r\nx\r\n", &format!("\r\n\r\n{signature}\r\n"), 1);
    let outcome = office("来信.eml", with.as_bytes()).compile();
    assert_eq!((outcome.records().len(), outcome.said.stderr.as_str()), (1, ""));
    let alone = office("来信.eml", &halves("您好。", signature)).compile();
    assert_eq!(alone.said.stderr.matches("错误[").count(), 1, "{}", alone.said.stderr);
    assert!(alone.said.stderr.contains("[E0169]"), "{}", alone.said.stderr);
}
