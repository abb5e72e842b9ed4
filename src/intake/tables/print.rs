//! What a blank prints besides labels and lines: the form's own words are nobody's content.

use super::labels::{Labels, fold};
use crate::model::{FURTHER_PRINT, Form};

/// Longest prefix of a note, in bytes, such as 说明12：.
const PREFIX: usize = 24;

/// Whether a text is one that the form itself prints: a note with its number, whom the data goes to, where the seal and the
/// day stand, or what comes before all that is not official.
pub(super) fn is_own_print(form: &Form, text: &str) -> bool {
    let text = text.trim();
    let is_note = |note: &String| text.strip_suffix(note.trim()).is_some_and(|prefix| prefix.len() <= PREFIX);
    let is_privacy = form.privacy.as_ref().is_some_and(|privacy| {
        let parts = [&privacy.who, &privacy.why, &privacy.how_long];
        let all = parts.iter().all(|part| text.contains(part.trim_end_matches('。')));
        // The words between them are few.
        all && text.len() < parts.iter().map(|part| part.len()).sum::<usize>() + 4 * PREFIX
    });
    let is_seal = || matches!(fold(text).as_str(), "加盖公章" | "盖章" | "加盖公章年月日" | "盖章年月日" | "年月日");
    let is_further = || text == FURTHER_PRINT || text == form.further_words();
    form.notes.iter().any(is_note) || is_privacy || is_seal() || is_further()
}

/// Whether a text is what a blank says above or below its labels: its title, an annex's number, a hint, or the form's own words.
pub(super) fn is_form_print(labels: &Labels, text: &str) -> bool {
    let is_annex = || fold(text).strip_prefix("附件").is_some_and(|rest| rest.chars().count() <= 2);
    is_hint(labels, text) || labels.is_title(text) || is_own_print(labels.form, text) || is_annex()
}

pub(super) fn is_hint(labels: &Labels, text: &str) -> bool {
    let mut hints = labels.form.fields.iter().filter_map(|field| field.hint.as_deref());
    !text.is_empty() && hints.any(|hint| hint == text)
}

#[cfg(test)]
mod tests {
    use super::is_own_print;
    use crate::model::{Form, Layout, Privacy};
    use crate::source::Sources;

    #[test]
    fn only_the_forms_own_words_are_print() {
        let place = Sources::default().add(crate::source::Source::new("x", "x")).whole();
        let text = |text: &str| text.to_owned();
        let form = Form {
            id: text("x"),
            place,
            title: text("表"),
            summary: None,
            group: None,
            layout: Layout::Card,
            header: Vec::new(),
            header_lines: Vec::new(),
            fields: Vec::new(),
            identity: Vec::new(),
            grid: None,
            roster: None,
            seal: true,
            notes: vec![text("每位学员限参加1个班次。")],
            privacy: Some(Privacy {
                who: text("办公室。"), why: text("用于核对。"), how_long: text("一年。")
            }),
        };
        for print in [
            "说明2：每位学员限参加1个班次。",
            "每位学员限参加1个班次。",
            "说明：个人信息由办公室收集。用途：用于核对。保存：一年。",
            "（加盖公章）　　年　　月　　日",
        ] {
            assert!(is_own_print(&form, print), "{print}");
        }
        for content in ["说明：本单位另有一人待定", "每位学员限参加1个班次。本单位有两人", "加盖公章：示例学会"]
        {
            assert!(!is_own_print(&form, content), "{content}");
        }
    }
}
