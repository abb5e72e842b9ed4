//! Calendars (iCalendar): classes and deadlines, all together and for each class.

use jiff::civil::Date;

use super::View;
use super::shared::Shared;
use crate::formats::ical::{self, Event, When};
use crate::model::{Artifact, Class, Deadline, Moment, Notice, Programme, Shape, address};

/// The calendar of everything, where there is anything, and one for each class that is shown.
pub fn all(shared: &Shared) -> Vec<Artifact> {
    let site = &shared.view.project.site;
    let (mut artifacts, mut whole) = (Vec::new(), Vec::new());
    for (programme, _) in &shared.programmes {
        let maker = Maker { programme, stamp: announced(programme, shared), shared };
        whole.extend(programme.deadlines.iter().map(|deadline| maker.deadline(deadline)));
        for (class, _) in shared.classes_of(&programme.id) {
            let events = maker.class(class);
            artifacts.push(Artifact::new(address::calendar_of(class), ical::calendar(&class.page.title, &events)));
            whole.extend(events);
        }
    }
    if is_possible(shared.view) {
        artifacts.push(Artifact::new(address::CALENDAR, ical::calendar(&site.title, &whole)));
    }
    artifacts
}

/// Whether there is anything to put into a calendar: an empty one would be none (RFC 5545, 3.6).
pub fn is_possible(view: &View) -> bool {
    let classes = &view.project.classes;
    view.project.programmes.iter().any(|programme| !programme.deadlines.is_empty())
        || classes.iter().any(|class| view.drafts || !class.page.draft)
}

/// When a programme was announced: the day of its latest notice, else the beginning of its year.
fn announced(programme: &Programme, shared: &Shared) -> Date {
    let of_it = |notice: &&Notice| notice.programme.as_ref().is_some_and(|id| id.value == programme.id);
    let latest = shared.notices.iter().map(|it| it.notice).filter(of_it).filter_map(|notice| notice.date).max();
    let year = i16::try_from(programme.year).ok().and_then(|year| Date::new(year, 1, 1).ok());
    latest.or(year).unwrap_or(jiff::civil::date(1970, 1, 1))
}

/// Makes the events of a programme.
struct Maker<'a, 'v> {
    programme: &'v Programme,
    stamp: Date,
    shared: &'a Shared<'v>,
}

impl Maker<'_, '_> {
    /// A class, and its own deadline where the programme counts one back from it.
    fn class(&self, class: &Class) -> Vec<Event> {
        let window = class.period.window(self.programme.month_end_days as i64);
        let period = class.period.text();
        let exact = matches!(class.period.shape, Shape::Days { .. });
        let mut description = vec![format!("办班时间：{period}")];
        if let Some(days) = class.period.days().filter(|_| !exact) {
            description.push(format!("共{days}天"));
        }
        if !exact {
            description.push(format!("具体日期待定，日历上标的是可能办班的日期：{}", window.text()));
        }
        if class.tentative {
            description.push("以上时间为暂定".to_owned());
        }
        description.push(format!("详情见 {}", self.url(&class.address())));
        let event = Event {
            uid: self.uid("class", &class.page.slug.replace('/', ".")),
            sequence: self.programme.revision + class.revision,
            stamp: self.stamp,
            when: When::Days(window.start, window.end),
            summary: match exact {
                true => class.page.title.clone(),
                false => format!("{}（时间待定，按{period}办班）", class.page.title),
            },
            description: description.join("\n"),
            location: Some(match &class.venue {
                Some(venue) => format!("{}，{venue}", class.place.text),
                None => class.place.text.clone(),
            }),
            url: self.url(&class.address()),
            tentative: class.tentative || !exact,
            transparent: !exact,
        };
        let own = self.programme.deadline_of(class).map(|deadline| Event {
            uid: self.uid("class-deadline", &class.page.slug.replace('/', ".")),
            sequence: event.sequence,
            url: event.url.clone(),
            ..self.due(&deadline, &class.address())
        });
        std::iter::once(event).chain(own).collect()
    }

    fn deadline(&self, deadline: &Deadline) -> Event {
        self.due(deadline, &self.programme.address())
    }

    fn due(&self, deadline: &Deadline, page: &str) -> Event {
        let mut description = vec![format!("截止时间：{}", deadline.text()), format!("面向{}", deadline.audience)];
        description.extend(deadline.note.clone());
        description.push(format!("详情见 {}", self.url(page)));
        Event {
            uid: self.uid("deadline", &format!("{}.{}", self.programme.id, deadline.id)),
            sequence: self.programme.revision,
            stamp: self.stamp,
            when: match deadline.at {
                Moment::Day(day) => When::Days(day, day),
                Moment::Time(time) => When::Moment(time),
            },
            summary: format!("截止：{}（{}）", deadline.label, deadline.audience),
            description: description.join("\n"),
            location: None,
            url: self.url(page),
            tentative: false,
            transparent: true,
        }
    }

    fn url(&self, path: &str) -> String {
        address::url(&self.shared.view.project.site.base_url, path)
    }

    /// Kinds, folders and names are joined by dots, which no folder or file name holds.
    fn uid(&self, kind: &str, name: &str) -> String {
        format!("{kind}.{name}@{}", address::host(&self.shared.view.project.site.base_url))
    }
}
