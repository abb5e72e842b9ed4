//! What the office decided: what, whom about, why, and what came of it.

use super::{Page, SHOWN, words};
use crate::export::decision::{outcome, target};
use crate::export::veil::veiled;
use crate::formats::html::Html;
use crate::lang::Lang;
use crate::model::Ruled;
use crate::report::Spot;

impl Page<'_> {
    /// Nothing where nothing was decided.
    pub(super) fn decisions(&self, html: &mut Html) {
        let decisions = &self.roster.summary.decisions;
        if decisions.is_empty() {
            return;
        }
        self.section(html, "decisions");
        let applied = decisions.iter().filter(|ruled| ruled.applied()).count();
        let (all, idle) = (decisions.len(), decisions.len() - applied);
        let remark = match self.lang {
            Lang::Zh => format!("裁定 {all} 条：起作用 {applied} 条，没有起作用 {idle} 条。"),
            Lang::En => format!("Decisions: {all}. Of these {applied} took effect, {idle} changed nothing."),
        };
        html.leaf("p", &[("class", "remark")], &remark);
        self.decision_filters(html);
        self.table(
            html,
            "decisions",
            &[
                ("裁定", "Decision", "t"),
                ("对象", "About", "t"),
                ("理由", "Reason", "t"),
                ("裁定人", "By", "t"),
                ("日期", "On", "t"),
                ("起作用", "Took effect", "t"),
                ("结果", "Outcome", "t"),
                ("写在", "Written in", "t"),
            ],
        );
        decisions.iter().take(SHOWN).for_each(|ruled| self.decision(html, ruled));
        html.up(3);
        self.rest(html, decisions.len(), SHOWN);
        html.close();
    }

    /// The script draws the same.
    fn decision(&self, html: &mut Html, ruled: &Ruled) {
        let [kind, target, reason, by, on, effect, place] = self.decision_words(ruled);
        html.open("tr", &[]);
        html.leaf("td", &[("class", "short")], &kind);
        html.leaf("th", &[("scope", "row"), ("class", "file lines")], &target);
        html.leaf("td", &[("class", "file")], &reason);
        html.leaf("td", &[], &by);
        html.leaf("td", &[("class", "short")], &on);
        html.open("td", &[]);
        let light = if ruled.applied() { "tag good" } else { "tag warn" };
        html.leaf("span", &[("class", light)], words::applied(ruled.applied(), self.lang));
        html.close();
        html.leaf("td", &[("class", "file lines")], &effect);
        html.leaf("td", &[("class", "short")], &place);
        html.close();
    }

    /// What, about whom, why, by whom, when, to what effect and where it is written, with all numbers masked.
    pub(super) fn decision_words(&self, ruled: &Ruled) -> [String; 7] {
        let decision = &ruled.decision;
        let place = Spot::of(decision.place, self.roster.sources).text(self.lang);
        let words = [
            words::ruling(&decision.ruling, self.lang).to_owned(),
            target(self.roster, ruled, self.lang),
            decision.reason.clone(),
            decision.by.clone().unwrap_or_default(),
            decision.on.map(|day| day.to_string()).unwrap_or_default(),
            outcome(ruled, self.lang),
            place,
        ];
        words.map(|text| veiled(&text).into_owned())
    }
}
