//! 可参加情况: who says to be able to come to which activity, against the seats.

use super::table::{Plan, Table, columns, width};
use crate::export::columns::unit_text;
use crate::export::{ExportError, Roster};
use crate::formats::sheet::{Book, Content, Light, Style};
use crate::lang::Lang;
use crate::model::{Class, Form, Kind, Record, Room, Seats, Status};

/// Only where forms ask people which activities they can come to; where they choose a class, each class has a sheet.
pub(super) fn sheet(book: &mut Book, roster: &Roster) -> Result<(), ExportError> {
    let asked = |form: &Form, class: &Class| form.all_fields().any(|field| class.is_asked_by(field));
    let classes: Vec<&Class> = roster
        .project
        .classes_of(&roster.programme.id)
        .filter(|class| roster.forms.iter().any(|form| asked(form, class)))
        .collect();
    if classes.is_empty() {
        return Ok(());
    }
    let mut columns = columns([("序号", 6.0), ("推荐单位", 28.0), ("姓名", 10.0), ("状态", 8.0)]);
    columns.extend(classes.iter().map(|class| (class.option.clone(), 18.0)));
    columns.extend([("联系方式".to_owned(), width(Kind::Mobile)), ("表单".to_owned(), 34.0)]);
    let plan = Plan {
        name: "可参加情况".into(),
        remarks: vec!["✓ 表示本人可以参加。通过的在前，待核的在后；退回和被替换的不列。".to_owned()],
        above: seats(roster, &classes),
        columns,
        fixed: 3,
        lights: Some((FIRST as u16 - 1, lights())),
    };
    let mut table = Table::open(book, plan)?;
    let forms = roster.forms.iter().filter(|form| classes.iter().any(|class| asked(form, class)));
    let forms: Vec<&Form> = forms.copied().collect();
    let mut number = 0;
    for status in [Status::Accepted, Status::Held] {
        for form in &forms {
            for record in roster.on(form, status) {
                number += 1;
                table.row(cells(roster, form, &classes, record, number))?;
            }
        }
    }
    Ok(table.close()?)
}

/// Columns before those of the activities.
const FIRST: usize = 4;

fn cells<'a>(
    roster: &Roster<'a>,
    form: &Form,
    classes: &[&Class],
    record: &'a Record,
    number: usize,
) -> impl Iterator<Item = (Content<'a>, Style)> {
    let comes = classes.iter().map(|class| if class.takes(form, record) { "✓" } else { "" });
    let comes: Vec<_> = comes.map(|mark| (mark.into(), Style::BodyCentre)).collect();
    let phone = form.fields.iter().find(|field| matches!(field.kind, Kind::Mobile | Kind::Phone));
    let phone = phone.and_then(|field| record.cell(form, field)).map(|cell| cell.text()).unwrap_or_default();
    let first = [
        (Content::Number(number), Style::BodyCentre),
        (unit_text(Some(form), record).into(), Style::Body),
        (record.person_name(Some(form)).into(), Style::BodyCentre),
        (record.status.label(Lang::Zh).into(), Style::BodyCentre),
    ];
    let last = [(phone.into(), Style::BodyCentre), (roster.form_title(&record.form).into(), Style::Body)];
    first.into_iter().chain(comes).chain(last)
}

/// The seats of each activity above its column.
fn seats(roster: &Roster, classes: &[&Class]) -> Vec<Vec<(Content<'static>, Style)>> {
    let of = |class: &&Class| roster.summary.figures.seats.iter().find(|seats| seats.number == class.number);
    let line = |label: &str, content: &dyn Fn(&Seats) -> Content<'static>| {
        let first = ["", "", "", label].map(|text| (text.to_owned().into(), Style::Remark));
        let cell = |class| of(class).map_or_else(|| Content::from(""), content);
        first.into_iter().chain(classes.iter().map(|class| (cell(class), Style::BodyCentre))).collect()
    };
    vec![
        line("名额", &|seats| seats.capacity.map_or_else(|| "未公布".into(), Content::Number)),
        line("通过", &|seats| Content::Number(seats.accepted)),
        line("待核", &|seats| Content::Number(seats.held)),
        line("余缺", &|seats| balance(seats).into()),
        line("结论", &|seats| seats.room().map_or("", |room| room.label(Lang::Zh)).into()),
    ]
}

/// How many seats are left, or are wanting, once those accepted have theirs.
fn balance(seats: &Seats) -> String {
    match seats.capacity {
        Some(capacity) if seats.accepted > capacity => format!("超 {} 人", seats.accepted - capacity),
        Some(capacity) => format!("余 {} 人", capacity - seats.accepted),
        None => String::new(),
    }
}

fn lights() -> Vec<(&'static str, Light)> {
    let rooms = Room::ALL.map(|room| {
        let light = match room {
            Room::Free | Room::Full => Light::Good,
            Room::Tight => Light::Warn,
            Room::Over => Light::Bad,
        };
        (room.label(Lang::Zh), light)
    });
    rooms.into_iter().chain([(Status::Held.label(Lang::Zh), Light::Warn)]).collect()
}
