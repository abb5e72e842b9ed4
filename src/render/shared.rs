//! Data that many pages show, worked out and converted once.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::View;
use super::calendar;
use super::class::ClassBrief;
use super::correction::{self, Corrections};
use super::feed;
use super::form;
use super::frame::Crumb;
use super::notice::{self, NoticeBrief};
use super::programme::{self, ProgrammeLink};
use crate::formats::template::Data;
use crate::model::{Class, Located, Notice, Page, Programme, address};

/// What pages have in common.
pub struct Shared<'v> {
    pub view: &'v View<'v>,
    pub site: Data,
    /// The feed of all notices, where there is one.
    pub feed: Option<Crumb>,
    /// Those that are shown, newest first, the expired ones last.
    pub notices: Vec<Listed<'v>>,
    /// Which of them correct others.
    corrections: Corrections<'v>,
    /// Where each of them stands in the list.
    by_slug: BTreeMap<&'v str, usize>,
    /// From the slug of a notice to the places in the list of those that pass it on.
    forwarders: BTreeMap<&'v str, Vec<usize>>,
    /// Those that are shown, by programme and number, with their briefs.
    pub classes: Vec<(&'v Class, Data)>,
    /// Newest first, with their briefs.
    pub programmes: Vec<(&'v Programme, Data)>,
    /// By the form's id.
    pub forms: BTreeMap<&'v str, Data>,
}

/// A notice that is shown. There may be very many, so its brief is made when a page first wants it.
pub struct Listed<'v> {
    pub notice: &'v Notice,
    brief: OnceLock<Data>,
}

#[derive(Serialize)]
struct Site<'v> {
    title: &'v str,
    subtitle: Option<&'v str>,
    publisher: &'v str,
    base_url: &'v str,
    description: &'v str,
    footer: Option<&'v str>,
    navigation: Vec<NavigationEntry<'v>>,
    integrity: bool,
    calendar: Option<&'static str>,
}

#[derive(Serialize)]
struct NavigationEntry<'v> {
    label: &'v str,
    path: String,
}

impl<'v> Shared<'v> {
    pub fn new(view: &'v View<'v>) -> Shared<'v> {
        let project = view.project;
        let shown = |page: &Page| view.drafts || !page.draft;
        let notices = project.notices.iter().filter(|it| shown(&it.page));
        let mut aged: Vec<_> = notices.map(|it| (it.expired, Reverse(notice::age(it, project)), it)).collect();
        // Newest first; what no longer holds stands behind all that does.
        aged.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let notices: Vec<&Notice> = aged.into_iter().map(|(.., it)| it).collect();
        let mut programmes: Vec<&Programme> = project.programmes.iter().collect();
        programmes.sort_by(|a, b| (b.year, &a.id).cmp(&(a.year, &b.id)));
        let mut forwarders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, notice) in notices.iter().enumerate() {
            if let Some(slug) = &notice.forwards {
                forwarders.entry(&slug.value).or_default().push(at);
            }
        }
        let mut shared = Shared {
            view,
            site: site(view),
            feed: feed::is_possible(notices.iter().copied())
                .then(|| Crumb { title: project.site.title.clone(), path: address::FEED.to_owned() }),
            notices: notices.iter().map(|notice| Listed { notice, brief: OnceLock::new() }).collect(),
            forwarders,
            corrections: correction::corrections(&notices),
            by_slug: notices.iter().enumerate().map(|(at, it)| (it.page.slug.as_str(), at)).collect(),
            classes: Vec::new(),
            programmes: Vec::new(),
            forms: BTreeMap::new(),
        };
        let classes = project.classes.iter().filter(|it| shown(&it.page));
        shared.classes = classes.map(|it| (it, Data::new(&ClassBrief::new(it, &shared)))).collect();
        shared.programmes = programmes.into_iter().map(|it| (it, programme::brief(it, &shared))).collect();
        shared.forms = project.forms.iter().map(|it| (it.id.as_str(), form::data(it, &shared))).collect();
        shared
    }

    /// A page's summary with its facts filled in; empty where it has none.
    pub fn summary(&self, page: &'v Page) -> &'v str {
        page.summary.as_ref().map_or("", |summary| self.view.texts.plain(summary))
    }

    /// A page's text.
    pub fn html(&self, page: &Page) -> &'v str {
        self.view.texts.body(page.source).map_or("", |body| &body.html)
    }

    pub fn programme(&self, id: Option<&Located<String>>) -> Option<&'v Programme> {
        self.view.project.programme(&id?.value)
    }

    /// The link to a programme, by which other pages name it.
    pub fn programme_link(&self, id: Option<&Located<String>>) -> Option<ProgrammeLink<'v>> {
        self.programme(id).map(ProgrammeLink::new)
    }

    /// The brief of the notice at a place in the list.
    pub fn brief(&self, at: usize) -> Data {
        let Listed { notice, brief } = &self.notices[at];
        brief.get_or_init(|| Data::new(&NoticeBrief::new(notice, self))).clone()
    }

    /// The briefs of the notices at some places.
    pub fn briefs(&self, places: impl IntoIterator<Item = usize>) -> Data {
        Data::new(&places.into_iter().map(|at| self.brief(at)).collect::<Vec<_>>())
    }

    /// The places in the list of those of these notices that are shown, in the given order.
    pub fn places(&self, slugs: &[Located<String>]) -> impl Iterator<Item = usize> {
        slugs.iter().filter_map(|slug| self.by_slug.get(slug.value.as_str()).copied())
    }

    /// A notice that is shown.
    pub fn shown_notice(&self, slug: &Located<String>) -> Option<&'v Notice> {
        self.by_slug.get(slug.value.as_str()).map(|at| self.notices[*at].notice)
    }

    /// Those that pass on a notice.
    pub fn forwarders(&self, slug: &str) -> impl Iterator<Item = &'v Notice> {
        self.forwarders.get(slug).into_iter().flatten().map(|at| self.notices[*at].notice)
    }

    /// The notices that correct this one and are shown, the newest first.
    pub fn corrections_of(&self, notice: &Notice) -> &[&'v Notice] {
        self.corrections.get(notice.page.slug.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The classes of a programme that are shown, by number.
    pub fn classes_of(&self, programme: &str) -> impl Iterator<Item = &(&'v Class, Data)> {
        self.classes.iter().filter(move |(class, _)| class.programme.value == programme)
    }

    /// The name of the province in which a class takes place.
    pub fn province(&self, class: &'v Class) -> &'v str {
        let code = &class.place.province.value;
        let entry = self.view.project.codes("provinces").and_then(|list| list.by_code(code));
        entry.map_or(code, |entry| &entry.value)
    }
}

fn site<'v>(view: &'v View<'v>) -> Data {
    let site = &view.project.site;
    let entry = |entry: &'v crate::model::NavigationEntry| NavigationEntry {
        label: &entry.label,
        path: format!("{}{}", entry.to.value, address::HOME),
    };
    Data::new(&Site {
        title: &site.title,
        subtitle: site.subtitle.as_deref(),
        publisher: &site.publisher,
        base_url: &site.base_url,
        description: &site.description,
        footer: site.footer.as_deref(),
        navigation: site.navigation.iter().map(entry).collect(),
        integrity: site.integrity,
        calendar: calendar::is_possible(view).then_some(address::CALENDAR),
    })
}

/// The neighbours of an item of a list, as pagers show them.
pub fn neighbours(at: usize, count: usize, brief: impl Fn(usize) -> Data) -> [Option<Data>; 2] {
    [at.checked_sub(1), at.checked_add(1).filter(|next| *next < count)].map(|place| place.map(&brief))
}
