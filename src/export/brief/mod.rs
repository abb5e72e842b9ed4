//! The brief for leaders: one page that says in sentences and three small tables what the figures are.

mod docx;
mod html;
mod words;

use jiff::civil::Date;

use super::Roster;
use crate::lang::Lang;
use crate::model::{Artifact, Figures};

/// `brief.docx` to print and `brief.html` to read, with the same words.
pub(super) fn artifacts(roster: &Roster) -> [Artifact; 2] {
    let brief = Brief::new(roster);
    let path = |name: &str| format!("{}/{name}", roster.programme.id);
    [
        Artifact::new(path("brief.docx"), docx::bytes(&brief, roster.lang)),
        Artifact::new(path("brief.html"), html::text(&brief, roster.lang)),
    ]
}

/// What stands on the page, from top to bottom.
struct Brief {
    title: String,
    /// Of what programme it tells, and as of which days.
    lines: Vec<String>,
    parts: Vec<Part>,
    tables: Vec<Table>,
}

/// A few sentences under a heading.
struct Part {
    heading: String,
    sentences: Vec<String>,
}

/// A small table: labels in the first column, counts in the others.
struct Table {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A table of more rows than this goes on beside itself, so that the page holds it.
const TALL: usize = 6;

impl Brief {
    fn new(roster: &Roster) -> Brief {
        let (summary, lang) = (roster.summary, roster.lang);
        let mut lines = vec![summary.title.clone()];
        lines.extend(dates(summary.as_of, roster.today, lang));
        let part =
            |zh: &str, en: &str, sentences: Vec<String>| Part { heading: lang.pick(zh, en).to_owned(), sentences };
        let parts = [
            part("收件", "Returns", vec![words::files(summary.counts, lang), words::records(summary.counts, lang)]),
            part("单位报送", "Units", words::units(summary, lang)),
            part("名额", "Quotas", words::quotas(&summary.units, lang)),
            part("班次", "Seats", words::seats(&summary.figures.seats, lang)),
            part("待办", "Still open", words::open(summary, lang)),
        ];
        let tables = [categories, ages, classes].map(|table| table(&summary.figures, lang));
        Brief {
            title: words::title(&roster.programme.short, lang),
            lines,
            parts: parts.into_iter().filter(|part| !part.sentences.is_empty()).collect(),
            tables: tables.into_iter().filter(|table| !table.rows.is_empty()).map(folded).collect(),
        }
    }
}

fn dates(as_of: Option<Date>, today: Option<Date>, lang: Lang) -> Option<String> {
    let today = today.map(|day| words::today(day, lang));
    let as_of = as_of.map(|day| words::as_of(day, lang));
    let dates: Vec<_> = [today, as_of].into_iter().flatten().collect();
    (!dates.is_empty()).then(|| dates.join(lang.pick("，", "; ")))
}

fn categories(figures: &Figures, lang: Lang) -> Table {
    let unknown = || lang.pick("未知", "unknown").to_owned();
    let rows = figures.categories.iter().map(|it| {
        let [accepted, rejected, held, _] = it.statuses;
        let counts = [it.units, it.reported, accepted, held, rejected].map(|count| count.to_string());
        std::iter::once(it.category.clone().unwrap_or_else(unknown)).chain(counts).collect()
    });
    Table {
        title: lang.pick("各类单位", "Categories of units").to_owned(),
        head: lang
            .pick(
                ["单位类别", "单位数", "已报送", "通过", "待核", "退回"],
                ["category", "units", "reported", "accepted", "held", "rejected"],
            )
            .map(str::to_owned)
            .into(),
        rows: rows.collect(),
    }
}

fn ages(figures: &Figures, lang: Lang) -> Table {
    let people: usize = figures.ages.iter().flat_map(|(_, counts)| counts).sum();
    let unknown = figures.ages.iter().any(|(_, [_, _, unknown])| *unknown > 0);
    let columns = if unknown { 3 } else { 2 };
    let row = |label: &str, counts: [usize; 3]| {
        let sum: usize = counts.iter().sum();
        let counts = counts[..columns].iter().chain([&sum]).map(usize::to_string);
        std::iter::once(words::band(label, lang)).chain(counts).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = figures.ages.iter().map(|(label, counts)| row(label, *counts)).collect();
    if rows.len() > 1 {
        let sums = [0, 1, 2].map(|at| figures.ages.iter().map(|(_, counts)| counts[at]).sum());
        rows.push(row("合计", sums));
    }
    let sexes = &lang.pick(["男", "女", "未知"], ["men", "women", "unknown"])[..columns];
    let head = [lang.pick("年龄", "age")].into_iter().chain(sexes.iter().copied()).chain([lang.pick("合计", "all")]);
    Table {
        title: lang.pick("通过的人选：年龄和性别", "Accepted people by age and sex").to_owned(),
        head: head.map(str::to_owned).collect(),
        rows: if people > 0 { rows } else { Vec::new() },
    }
}

fn classes(figures: &Figures, lang: Lang) -> Table {
    let rows = figures.seats.iter().map(|seats| {
        let capacity = seats.capacity.map_or_else(|| "—".to_owned(), |capacity| capacity.to_string());
        vec![seats.class.clone(), capacity, seats.accepted.to_string(), seats.held.to_string()]
    });
    Table {
        title: lang.pick("各班次可参加的人选", "Who can come to which class").to_owned(),
        head: lang
            .pick(["班次", "名额", "通过", "待核"], ["class", "seats", "accepted", "held"])
            .map(str::to_owned)
            .into(),
        rows: rows.collect(),
    }
}

/// A tall table set beside itself: its second half to the right of the first.
fn folded(table: Table) -> Table {
    if table.rows.len() <= TALL {
        return table;
    }
    let (width, half) = (table.head.len(), table.rows.len().div_ceil(2));
    let (left, right) = table.rows.split_at(half);
    let rows = left.iter().enumerate().map(|(at, row)| {
        let beside = right.get(at).cloned().unwrap_or_else(|| vec![String::new(); width]);
        row.iter().cloned().chain(beside).collect()
    });
    Table { title: table.title, head: [table.head.as_slice(), table.head.as_slice()].concat(), rows: rows.collect() }
}

impl Table {
    /// Whether a column holds labels: the first one, also of the part that stands beside it.
    fn labels(&self, column: usize) -> bool {
        column == 0 || self.head[column] == self.head[0]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::export::Roster;
    use crate::export::testing::{card_example, roster_example};
    use crate::lang::Lang;

    fn html(roster: &Roster) -> String {
        let [_, html] = super::artifacts(roster);
        html.text().expect("UTF-8").to_owned()
    }

    #[test]
    fn the_figures_stand_in_sentences() {
        let text = html(&roster_example().roster(Lang::Zh));
        for sentence in [
            "收到文件 4 个：已读取 3 个，略过或已展开 1 个。",
            "人选记录 7 条：通过 4 条，退回 1 条，待核 1 条，被替换 1 条。",
            "名册中的单位 3 家：已报送 2 家，未报送 1 家。",
            "未报送的单位：示例海洋学会。",
            "不符合名额规定的单位 1 家：示例材料研究会（名额分配第1项：实有 6 人，限额 5 人）。",
            "<th scope=\"row\">全国学会</th><td>3</td><td>2</td><td>4</td><td>1</td><td>1</td>",
        ] {
            assert!(text.contains(sentence), "{sentence}\nis not in\n{text}");
        }
        assert!(!text.contains("<script") && !text.contains("截至"), "{text}");
    }

    #[test]
    fn the_day_is_said_where_it_was_given_and_english_on_request() {
        let example = roster_example();
        let roster = Roster { today: Some(date(2025, 8, 12)), ..example.roster(Lang::Zh) };
        assert!(html(&roster).contains("截至2025年8月12日，年龄按2025年8月14日计算"));
        let english = html(&card_example().roster(Lang::En));
        assert!(
            english.contains("<html lang=\"en\">") && english.contains("2 files were received: 2 read."),
            "{english}"
        );
    }
}
