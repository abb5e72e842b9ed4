//! One decision more or fewer in a file that people write by hand: comments and layout of all others stay as they are.

use super::write::item;
use super::{decisions, decisions_yaml};
use crate::diagnostic::Diagnostics;
use crate::lang::Lang;
use crate::model::{Decision, Project};
use crate::source::{Encoding, LineEdits, SourceId, TextFile, decode, relined};

/// The bytes of a decisions file with one more decision at its end. Where that cannot be done by adding lines, all is written
/// anew; none where that would lose what the program does not understand: the file has to be mended first.
pub fn with_decision(bytes: &[u8], project: &Project, decision: &Decision) -> Option<Vec<u8>> {
    let before = Read::of(bytes, project)?;
    let mut list = before.list.clone();
    list.push(decision.clone());
    before.edited(bytes, project, &list, before.added(decision))
}

/// The bytes of a decisions file without the decision of this number in its list, from 0; else as with one more.
pub fn without_decision(bytes: &[u8], project: &Project, at: usize) -> Option<Vec<u8>> {
    let before = Read::of(bytes, project)?;
    let place = before.list.get(at)?.place.text();
    let mut list = before.list.clone();
    list.remove(at);
    let edits = place.and_then(|spot| before.cut(spot.line as usize, list.is_empty()));
    before.edited(bytes, project, &list, edits)
}

/// What is wrong with a decision by itself, such as a unit that nobody knows.
pub fn decision_faults(decision: &Decision, project: &Project) -> Diagnostics {
    let mut faults = Diagnostics::default();
    let text = decisions_yaml(std::slice::from_ref(decision));
    decisions(&TextFile { source: SourceId(0), name: "", text: &text }, project, &mut faults);
    faults
}

/// A decisions file as it was understood.
struct Read {
    text: String,
    encoding: Encoding,
    list: Vec<Decision>,
    /// In words, without their places, which move.
    faults: Vec<String>,
}

impl Read {
    fn of(bytes: &[u8], project: &Project) -> Option<Read> {
        let decoded = decode(bytes).ok()?;
        let mut out = Diagnostics::default();
        let file = TextFile { source: SourceId(0), name: "", text: &decoded.text };
        let list = decisions(&file, project, &mut out);
        // That a file says nothing at all is mended by the first decision.
        let blank = decoded.text.lines().all(is_aside);
        let faults = out.iter().filter(|_| !blank).map(|fault| fault.problem.message(Lang::En)).collect();
        Some(Read { text: decoded.text, encoding: decoded.encoding, list, faults })
    }

    /// Edits the lines if that comes to exactly the wanted list, and to the same faults as before; else writes all anew.
    fn edited(
        &self,
        bytes: &[u8],
        project: &Project,
        wanted: &[Decision],
        edits: Option<LineEdits>,
    ) -> Option<Vec<u8>> {
        let canonical = decisions_yaml(wanted);
        let right = |bytes: &Vec<u8>| {
            let after = Read::of(bytes, project);
            after.is_some_and(|after| decisions_yaml(&after.list) == canonical && after.faults == self.faults)
        };
        let edited = edits.and_then(|edits| relined(bytes, self.encoding, &edits).ok()).filter(right);
        edited.or_else(|| self.faults.is_empty().then(|| canonical.into_bytes()))
    }

    /// The edits that put a decision behind all others.
    fn added(&self, decision: &Decision) -> Option<LineEdits> {
        let lines: Vec<&str> = self.text.lines().collect();
        let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
        let mut edits = LineEdits::default();
        let Some(head) = Head::of(&lines) else {
            let only_comments = lines.iter().all(|line| is_aside(line));
            let head = std::iter::once("decisions:".to_owned());
            edits.behind.insert(last as u32, head.chain(indented(decision, 2)).collect());
            return only_comments.then_some(edits);
        };
        let dash = lines[head.at + 1..].iter().find(|line| line.trim_start().starts_with('-'));
        let indent = dash.map_or(2, |line| indent(line));
        match head.value {
            "" => {
                edits.behind.insert(last as u32, indented(decision, indent).collect());
            }
            "[]" => {
                edits.without.insert(head.at as u32 + 1);
                let opened = format!("decisions:{}", head.comment);
                edits.behind.insert(head.at as u32 + 1, vec![opened]);
                edits.behind.entry(last as u32).or_default().extend(indented(decision, 2));
            }
            _ => return None,
        }
        Some(edits)
    }

    /// The edits that take out the lines of the item that begins in a line, which counts from 1; a comment that stands above
    /// the next item is that one's.
    fn cut(&self, line: usize, last_one: bool) -> Option<LineEdits> {
        let lines: Vec<&str> = self.text.lines().collect();
        let first = line.checked_sub(1)?;
        let dash = lines.get(first).filter(|line| line.trim_start().starts_with('-')).map(|line| indent(line))?;
        let inside = |line: &&&str| is_aside(line) || indent(line) > dash;
        let mut count = 1 + lines[first + 1..].iter().take_while(inside).count();
        while count > 1 && is_aside(lines[first + count - 1]) && indent(lines[first + count - 1]) <= dash {
            count -= 1;
        }
        let mut edits = LineEdits { without: (line as u32..(line + count) as u32).collect(), ..LineEdits::default() };
        if let Some(head) = Head::of(&lines).filter(|head| last_one && head.value.is_empty()) {
            edits.without.insert(head.at as u32 + 1);
            edits.behind.insert(head.at as u32 + 1, vec![format!("decisions: []{}", head.comment)]);
        }
        Some(edits)
    }
}

/// The line below which the decisions stand.
struct Head<'t> {
    /// From 0.
    at: usize,
    /// What stands behind the key in its line, without a comment.
    value: &'t str,
    /// The comment, with the blanks before it.
    comment: &'t str,
}

impl<'t> Head<'t> {
    fn of(lines: &[&'t str]) -> Option<Head<'t>> {
        let at = lines.iter().position(|line| line.starts_with("decisions:"))?;
        let rest = &lines[at]["decisions:".len()..];
        let (value, _) = rest.split_once(" #").unwrap_or((rest, ""));
        let value = value.trim();
        let comment = if value.is_empty() { rest } else { &rest[rest.find(value)? + value.len()..] };
        Some(Head { at, value, comment: comment.trim_end() })
    }
}

/// The lines of a decision whose dash stands behind so many blanks.
fn indented(decision: &Decision, indent: usize) -> impl Iterator<Item = String> {
    let text = item(decision);
    let lines: Vec<String> = text.lines().map(|line| format!("{:indent$}{}", "", &line[2..])).collect();
    lines.into_iter()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line that says nothing to a program.
fn is_aside(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::{Read, with_decision, without_decision};
    use crate::model::{Decision, FileRef, Located, Project, RecordRef, Ruling};
    use crate::schema::decisions_yaml;
    use crate::source::SourceId;

    fn refused(reason: &str) -> Decision {
        let place = SourceId(0).whole();
        let file = FileRef { place, file: "甲 (2).yaml".to_owned(), sha256: None };
        let record = RecordRef { file, record: 1, name: Some("测试甲".to_owned()) };
        Decision { place, ruling: Ruling::Drop(record), reason: reason.to_owned(), by: None, on: None }
    }

    const ADDED: &str = "drop:\n      file: 甲 (2).yaml\n      record: 1\n      name: 测试甲\n    reason: 放弃\n";

    #[test]
    fn a_decision_is_put_behind_all_others_and_nothing_else_is_touched() {
        let item = format!("  - {ADDED}");
        let flat: String = item.lines().map(|line| format!("{}\n", &line[2..])).collect();
        for (before, after) in [
            ("decisions: []\n".to_owned(), format!("decisions:\n{item}")),
            (
                "# 手写\ndecisions: []  # 还没有\n\n# 完\n".to_owned(),
                format!("# 手写\ndecisions:  # 还没有\n\n# 完\n{item}"),
            ),
            ("decisions: []".to_owned(), format!("decisions:\n{item}")),
            ("decisions:\n".to_owned(), format!("decisions:\n{item}")),
            ("".to_owned(), format!("decisions:\n{item}")),
            ("# 空的\n".to_owned(), format!("# 空的\ndecisions:\n{item}")),
            (
                "decisions:\n- unit:   甲会 # 电话\n  is: 甲\n  reason: >\n    长\n    话\n\n\n".to_owned(),
                format!("decisions:\n- unit:   甲会 # 电话\n  is: 甲\n  reason: >\n    长\n    话\n{flat}\n\n"),
            ),
            (
                "decisions:\n  - { drop: { file: a, record: 1 }, reason: 甲 }".to_owned(),
                format!("decisions:\n  - {{ drop: {{ file: a, record: 1 }}, reason: 甲 }}\n{item}"),
            ),
        ] {
            same(&before, &after, |bytes, project| with_decision(bytes, project, &refused("放弃")));
        }
    }

    #[test]
    fn a_list_in_one_line_is_written_anew() {
        let before = "decisions: [{ drop: { file: a, record: 1 }, reason: 甲 }]\n";
        let after = format!("decisions:\n  - drop:\n      file: a\n      record: 1\n    reason: 甲\n  - {ADDED}");
        same(before, &after, |bytes, project| with_decision(bytes, project, &refused("放弃")));
    }

    #[test]
    fn undoing_takes_out_the_lines_of_one_decision() {
        let one = "  # 一\n  - drop: { file: a, record: 1 }\n    reason: |\n      甲\n\n      乙\n    # 里面\n";
        let two = "  # 二\n  - keep:\n      file: b\n      record: 2\n    reason: 丙\n";
        let end = "# 完\n";
        let all = format!("decisions: # 头\n{one}\n{two}{end}");
        for (at, after) in [
            (0, format!("decisions: # 头\n  # 一\n\n{two}{end}")),
            (1, format!("decisions: # 头\n{one}\n  # 二\n{end}")),
        ] {
            same(&all, &after, |bytes, project| without_decision(bytes, project, at));
        }
        let last = format!("decisions: # 头\n{two}");
        same(&last, "decisions: [] # 头\n  # 二\n", |bytes, project| without_decision(bytes, project, 0));
        let flow = "decisions: [{ drop: { file: a, record: 1 }, reason: 甲 }] # 没了\n";
        same(flow, "decisions: []\n", |bytes, project| without_decision(bytes, project, 0));
    }

    #[test]
    fn what_the_program_does_not_understand_is_kept_or_nothing_is_written() {
        let project = Project::default();
        let faulty = "decisions:\n  - drop: { file: a, record: 1 }\n    reason: 甲\n  - dorp: { file: b, record: 1 }\n    reason: 乙\n";
        let more = with_decision(faulty.as_bytes(), &project, &refused("放弃")).expect("added");
        assert_eq!(String::from_utf8(more).expect("a text"), format!("{faulty}  - {ADDED}"));
        for lost in ["decisions: [{ dorp: 1 }]\n", "decisions: {\n", "\u{0}"] {
            assert_eq!(with_decision(lost.as_bytes(), &project, &refused("放弃")), None, "{lost}");
        }
        assert_eq!(without_decision(faulty.as_bytes(), &project, 7), None);
    }

    #[test]
    fn any_number_of_decisions_can_be_made_and_undone_in_any_order() {
        let project = Project::default();
        let mut bytes = "# 手写\ndecisions: []\n".as_bytes().to_vec();
        for reason in ["甲", "#乙", "- 丙\n第二行", " : 丁", "\"戊\\", "己\r\n庚"] {
            bytes = with_decision(&bytes, &project, &refused(reason)).expect("added");
        }
        let mut list = Read::of(&bytes, &project).expect("read").list;
        assert_eq!(list.len(), 6);
        for at in [3, 0, 3, 1, 0, 0] {
            bytes = without_decision(&bytes, &project, at).expect("taken out");
            list.remove(at);
            assert_eq!(decisions_yaml(&Read::of(&bytes, &project).expect("read").list), decisions_yaml(&list));
        }
        assert_eq!(bytes, "# 手写\ndecisions: []\n".as_bytes());
    }

    /// The same with every way to write a text: line ends of Windows, and a byte order mark.
    fn same(before: &str, after: &str, edit: impl Fn(&[u8], &Project) -> Option<Vec<u8>>) {
        let project = Project::default();
        let edited = |text: &str| edit(text.as_bytes(), &project).and_then(|bytes| String::from_utf8(bytes).ok());
        assert_eq!(edited(before).as_deref(), Some(after), "{before}");
        let rewritten = decisions_yaml(&Read::of(after.as_bytes(), &project).expect("read").list) == after;
        for written in [|text: &str| text.replace('\n', "\r\n"), |text: &str| format!("\u{feff}{text}")] {
            // What is written anew is written as the program writes; so is a file that had no line end.
            if !rewritten && before.contains('\n') {
                assert_eq!(edited(&written(before)), Some(written(after)), "{before}");
            }
        }
    }

    #[test]
    fn a_unit_that_nobody_knows_is_a_fault_of_the_decision() {
        let place = SourceId(0).whole();
        let located = |value: &str| Located { value: value.to_owned(), place };
        let unit = Ruling::Unit { unit: located("甲"), is: None, category: Some(located("没有这一类")) };
        let faults = super::decision_faults(&Decision { ruling: unit, ..refused("甲") }, &Project::default());
        assert_eq!(faults.len(), 1);
        assert!(super::decision_faults(&refused("甲"), &Project::default()).is_empty());
    }
}
