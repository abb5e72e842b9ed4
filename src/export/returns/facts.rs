//! What every letter ends with: until when, whom to ask, and where forms and notices are.

use std::collections::BTreeSet;

use super::letter::{Fact, Line};
use crate::export::Roster;
use crate::model::{Contact, Count, Deadline, Per, Predicate, address};

/// A programme whose classes have deadlines of their own may have many classes.
const CLASSES: usize = 12;

/// The deadlines that bind a unit. `classes` are those that its people chose; all of them where nobody chose yet.
pub(super) fn deadlines(roster: &Roster, classes: &BTreeSet<&str>) -> Option<Fact> {
    let programme = roster.programme;
    // Those for recommending units; where none is, the reader has to see which is meant for whom.
    let bind = |it: &&Deadline| it.audience.contains("推荐单位") || it.filled_on;
    let mut own: Vec<&Deadline> = programme.deadlines.iter().filter(bind).collect();
    if own.is_empty() {
        own = programme.deadlines.iter().collect();
    }
    let line = |it: &Deadline| Line::plain(format!("{}（{}）：{}", it.label, it.audience, it.text()));
    let mut lines: Vec<Line> = own.into_iter().map(line).collect();
    let chosen = |option: &str| classes.is_empty() || classes.contains(option);
    let all = roster.project.classes_of(&programme.id).filter(|class| chosen(&class.option));
    let of_classes: Vec<Deadline> = all.filter_map(|class| programme.deadline_of(class)).collect();
    let more = of_classes.len().saturating_sub(CLASSES);
    for deadline in of_classes.iter().take(CLASSES) {
        lines.push(Line::plain(format!("{}：{}，推算为{}", deadline.audience, deadline.label, deadline.at.text())));
    }
    if more > 0 {
        lines.push(Line::plain(format!("其余 {more} 个班次见通知")));
    }
    Fact::of("截止时间", lines)
}

/// Whom to ask: who takes the material and who answers questions; all of them where roles do not tell.
pub(super) fn contacts(roster: &Roster) -> Option<Fact> {
    let all = &roster.programme.contacts;
    let asked = |it: &&Contact| {
        it.role.as_deref().is_some_and(|role| ["报送", "咨询", "报名", "材料"].iter().any(|word| role.contains(word)))
    };
    let mut own: Vec<&Contact> = all.iter().filter(asked).collect();
    if own.is_empty() {
        own = all.iter().collect();
    }
    Fact::of("联系人", own.into_iter().map(|contact| Line::plain(contact_text(contact))).collect())
}

/// 材料报送：王某，010-00000000，a@example.org，某路某号（100000）
fn contact_text(contact: &Contact) -> String {
    let who: Vec<&str> = [&contact.unit, &contact.role].into_iter().flatten().map(String::as_str).collect();
    let mut parts = Vec::new();
    for list in [&contact.persons, &contact.phones] {
        if !list.is_empty() {
            parts.push(list.join("、"));
        }
    }
    parts.extend(contact.email.as_ref().map(|email| email.value.clone()));
    parts.extend(contact.address.as_ref().map(|address| match &contact.postcode {
        Some(postcode) => format!("{address}（{postcode}）"),
        None => address.clone(),
    }));
    let parts = parts.join("，");
    if who.is_empty() { parts } else { format!("{}：{parts}", who.join(" ")) }
}

/// The programme's notices, where the site has a place in the world.
pub(super) fn notices(roster: &Roster) -> Option<Fact> {
    let base = roster.base_url()?;
    let slugs = roster.programme.notices.iter();
    let notices = slugs.filter_map(|slug| roster.project.notice(&slug.value));
    let line = |notice: &crate::model::Notice| Line {
        text: notice.page.title.clone(),
        url: Some(address::url(base, &notice.address())),
    };
    Fact::of("通知", notices.map(line).collect())
}

/// The forms, with where to get them blank.
pub(super) fn forms(roster: &Roster) -> Option<Fact> {
    let line = |form: &&crate::model::Form| Line {
        text: format!("《{}》", form.title),
        url: roster.base_url().map(|base| format!("{}#{}", address::url(base, address::FORMS), form.id)),
    };
    Fact::of("表格", roster.people_forms().iter().map(line).collect())
}

/// What a unit of this category may send.
pub(super) fn quotas(roster: &Roster, category: Option<&str>) -> Option<Fact> {
    let category = category?;
    let rules = roster.programme.rules.iter().filter(|rule| rule.count().is_some_and(|it| binds(it, category)));
    let line =
        |rule: &crate::model::Rule| Line::plain(format!("{}（{}）", rule.text(crate::lang::Lang::Zh), rule.basis));
    Fact::of("名额", rules.map(line).collect())
}

fn binds(count: &Count, category: &str) -> bool {
    let named = |predicate: &Predicate| {
        matches!(predicate, Predicate::Is(_) | Predicate::In(_)) && predicate.values().iter().any(|it| it == category)
    };
    count.per == Per::Unit && count.when.iter().any(|it| it.field == "unit_category" && named(&it.predicate))
}
