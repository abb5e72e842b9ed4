//! Bars drawn as SVG, as wide as the screen is; each says in words what it shows.

use std::collections::BTreeMap;

use super::Page;
use crate::formats::html::Html;
use crate::lang::Lang;
use crate::model::{Seats, Status, Tally};

/// One bar: its label, its parts from the left (a class for the colour, and how many), what stands at its right end, and
/// how far its ground reaches.
struct Bar {
    label: String,
    parts: Vec<(&'static str, usize)>,
    value: String,
    ground: usize,
}

/// Height of a bar with its label, in pixels.
const STEP: usize = 42;
/// A longer label would run into the number on a phone.
const LABEL_CHARS: usize = 18;
/// Of a figure with more bars, the further ones are folded away.
const BARS: usize = 12;

impl Page<'_> {
    /// How the work stands: below the totals.
    pub(super) fn progress(&self, html: &mut Html) {
        html.open("div", &[("class", "charts")]);
        self.by_status(html);
        self.by_category(html);
        self.seats(html);
        html.close();
    }

    /// The accepted people of each form by everything that can be counted.
    pub(super) fn figures(&self, html: &mut Html) {
        let forms = &self.roster.summary.figures.forms;
        self.section(html, "figures");
        if forms.is_empty() {
            html.leaf("p", &[("class", "empty")], self.say("还没有通过的人选。", "Nobody has been accepted yet."));
        }
        for form in forms {
            let title = match self.lang {
                Lang::Zh => format!("《{}》通过的人选，共 {} 人", form.title, form.people),
                Lang::En => format!("{}: {} people accepted", form.title, form.people),
            };
            html.leaf("h3", &[], &title);
            html.open("div", &[("class", "charts")]);
            form.tallies.iter().for_each(|tally| self.tally(html, &form.form, tally));
            html.close();
        }
        html.close();
    }

    fn by_status(&self, html: &mut Html) {
        let counts = self.roster.summary.counts;
        let of = [counts.accepted, counts.rejected, counts.held, counts.superseded];
        let bar = |(status, count): (Status, usize)| {
            let class = match status {
                Status::Accepted => "good",
                Status::Rejected => "bad",
                Status::Held => "warn",
                Status::Superseded => "plain",
            };
            Bar::single(status.label(self.lang), class, count, counts.records)
        };
        let bars = Status::ALL.into_iter().zip(of).map(bar).collect();
        self.figure(html, "status", self.say("人选记录的状态", "Records by status"), counts.records, bars);
    }

    /// The accepted people of each category of units, in the programme's order; none where units have no categories.
    fn by_category(&self, html: &mut Html) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in &self.roster.summary.units {
            *counts.entry(unit.category.as_deref().unwrap_or_default()).or_default() += unit.statuses[0];
        }
        if counts.keys().all(|category| category.is_empty()) {
            return;
        }
        let all = counts.values().sum();
        let declared = self.roster.programme.unit_categories.iter().map(|category| category.name.as_str());
        let mut lines: Vec<(&str, usize)> = declared.filter_map(|name| Some((name, counts.remove(name)?))).collect();
        let unknown = counts.remove("").filter(|count| *count > 0);
        lines.extend(counts);
        lines.extend(unknown.map(|count| (self.say("类别未知", "unknown"), count)));
        let most = lines.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let bars = lines.iter().map(|(name, count)| Bar::single(name, "fill", *count, most)).collect();
        self.figure(html, "category", self.say("通过人选的单位类别", "Accepted, by category of unit"), all, bars);
    }

    fn seats(&self, html: &mut Html) {
        let seats = &self.roster.summary.figures.seats;
        if seats.is_empty() {
            return;
        }
        let bar = |it: &Seats| {
            let value = match (self.lang, it.capacity) {
                (Lang::Zh, Some(seats)) => format!("{} + 待核 {} / {seats}", it.accepted, it.held),
                (Lang::Zh, None) => format!("{} + 待核 {}", it.accepted, it.held),
                (Lang::En, Some(seats)) => format!("{} + {} held / {seats}", it.accepted, it.held),
                (Lang::En, None) => format!("{} + {} held", it.accepted, it.held),
            };
            let ground = it.capacity.unwrap_or(0).max(it.accepted + it.held);
            Bar { label: it.class.clone(), parts: vec![("good", it.accepted), ("warn", it.held)], value, ground }
        };
        let title = self.say("各班次：通过、待核与名额", "Classes: accepted, held, and seats");
        let all = seats.iter().map(|it| it.accepted).sum();
        self.figure(html, "seats", title, all, seats.iter().map(bar).collect());
    }

    fn tally(&self, html: &mut Html, form: &str, tally: &Tally) {
        let unknown = (tally.unknown > 0).then(|| (self.say("未知或未填", "not known"), tally.unknown));
        let lines = tally.lines.iter().map(|(value, count)| (value.as_str(), *count)).chain(unknown);
        let lines: Vec<(&str, usize)> = lines.collect();
        let (all, most) = (lines.iter().map(|(_, n)| n).sum(), lines.iter().map(|(_, n)| *n).max().unwrap_or(0));
        let bars = lines.iter().map(|(value, count)| Bar::single(value, "fill", *count, most)).collect();
        self.figure(html, &format!("{form}/{}", tally.key), &tally.title, all, bars);
    }

    fn figure(&self, html: &mut Html, key: &str, title: &str, all: usize, mut bars: Vec<Bar>) {
        // The bars of one figure are drawn to one measure.
        let whole = bars.iter().map(|bar| bar.ground).max().unwrap_or(0).max(1);
        let folded = bars.split_off(bars.len().min(BARS));
        html.open("figure", &[("data-figure", key)]);
        html.leaf("figcaption", &[], title);
        self.drawing(html, &format!("{title}{}{all}", self.say("：共 ", ": in all ")), &bars, whole);
        if !folded.is_empty() {
            let more = folded.len();
            html.open("details", &[]);
            html.leaf("summary", &[], &self.lang.pick(format!("其余 {more} 项"), format!("{more} more")));
            self.drawing(html, title, &folded, whole);
            html.close();
        }
        html.close();
    }

    fn drawing(&self, html: &mut Html, title: &str, bars: &[Bar], whole: usize) {
        let told = bars.iter().map(|bar| format!("{} {}", bar.label, bar.value));
        let mark = self.say("，", ", ");
        let told: Vec<String> = [title.to_owned()].into_iter().chain(told).collect();
        let height = (bars.len() * STEP).to_string();
        let attributes = [("role", "img"), ("aria-label", &told.join(mark)), ("width", "100%"), ("height", &height)];
        html.open("svg", &attributes);
        for (index, bar) in bars.iter().enumerate() {
            bar.draw(html, index * STEP, whole);
        }
        html.close();
    }
}

impl Bar {
    /// A bar of one colour, told by its number.
    fn single(label: &str, class: &'static str, count: usize, ground: usize) -> Bar {
        Bar { label: label.to_owned(), parts: vec![(class, count)], value: count.to_string(), ground }
    }

    fn draw(&self, html: &mut Html, top: usize, whole: usize) {
        let share = |count: usize| format!("{:.2}%", 100.0 * count as f64 / whole as f64);
        let mut label: String = self.label.chars().take(LABEL_CHARS).collect();
        if label.len() < self.label.len() {
            label.push('…');
        }
        let (baseline, line) = ((top + 16).to_string(), (top + 24).to_string());
        html.leaf("text", &[("x", "0"), ("y", &baseline)], &label);
        html.leaf("text", &[("x", "100%"), ("y", &baseline), ("class", "value")], &self.value);
        let bar = |html: &mut Html, class: &str, x: &str, width: &str, count: &str| {
            let place =
                [("class", class), ("x", x), ("y", line.as_str()), ("width", width), ("height", "8"), ("rx", "4")];
            let told = [("data-value", count)];
            let all: Vec<(&str, &str)> =
                place.into_iter().chain(told.into_iter().filter(|it| !it.1.is_empty())).collect();
            html.shape("rect", &all);
        };
        bar(html, "ground", "0", &share(self.ground), "");
        let mut from = 0;
        for (class, count) in &self.parts {
            bar(html, class, &share(from), &share(*count), &count.to_string());
            from += count;
        }
    }
}
