//! Anchors that templates give to the sections they draw from data, so that links can lead to them.

use crate::model::{Class, Notice, Programme};

/// Anchors of the frame around every page.
const FRAME: [&str; 2] = ["main", "toc-title"];

/// The anchors among `sections` whose data is there, and those of the frame.
fn present(sections: &[(&'static str, bool)]) -> Vec<&'static str> {
    let present = sections.iter().filter(|(_, there)| *there).map(|(anchor, _)| *anchor);
    present.chain(FRAME).collect()
}

pub fn of_page() -> Vec<&'static str> {
    present(&[])
}

pub fn of_home() -> Vec<&'static str> {
    present(&[("programmes", true), ("notices", true), ("classes", true)])
}

pub fn of_notice(notice: &Notice) -> Vec<&'static str> {
    present(&[
        ("更正内容", notice.corrects.is_some()),
        ("截止时间", !notice.deadlines.is_empty()),
        ("附件", !notice.attachments.is_empty()),
        ("联系人", !notice.contacts.is_empty()),
    ])
}

pub fn of_class(class: &Class) -> Vec<&'static str> {
    present(&[
        ("基本信息", true),
        ("考察地点", !class.sites.is_empty()),
        ("活动安排", !class.activities.is_empty()),
        ("说明", !class.notes.is_empty()),
        ("资料与成果", !class.materials.is_empty() || class.result.is_some()),
        ("联系人", !class.contacts.is_empty()),
        ("表单与通知", true),
    ])
}

/// The sections of a programme's page; its own ones go by their ids.
pub fn of_programme(programme: &Programme) -> Vec<&str> {
    let fixed = present(&[
        ("截止时间", !programme.deadlines.is_empty() || programme.class_deadline.is_some()),
        ("班次", true),
        ("逐人核对的条件", !programme.rules.is_empty()),
        ("名额", !programme.unit_categories.is_empty()),
        ("其他规定", !programme.rules.is_empty()),
        ("费用", !programme.costs.is_empty()),
        ("表单", !programme.forms.is_empty()),
        ("联系人", !programme.contacts.is_empty()),
        ("相关系统", !programme.links.is_empty()),
        ("原文未写明", !programme.unstated.is_empty()),
        ("相关通知", !programme.notices.is_empty()),
    ]);
    programme.sections.iter().map(|section| section.id.as_str()).chain(fixed).collect()
}
