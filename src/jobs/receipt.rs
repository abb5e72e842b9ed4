//! The receipt of a purge: counts and days, and nothing about anybody.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::purge::{Amount, Plan};

/// The first line, by which a receipt is known.
const HEAD: &str = "# linghang purge: 只有数量，没有个人信息 · counts only, nothing about anybody\n";

/// One run of a purge.
pub struct Receipt<'r> {
    pub today: Date,
    /// Of each programme, by id: the last day on which its data had to be kept.
    pub programmes: &'r BTreeMap<String, Date>,
    pub returned: Amount,
    pub outputs: Amount,
    /// Files that should have gone and are still there.
    pub failed: usize,
    /// Whether the run came to its end; the amounts are what was meant before.
    pub finished: bool,
}

/// The name of a day's receipt.
pub fn receipt_name(today: Date) -> String {
    format!("purge-receipt-{today}.yaml")
}

/// A receipt with a run added; none if the file there is something else.
pub fn receipt(former: Option<&str>, run: &Receipt, plan: &Plan) -> Option<String> {
    let former = former.unwrap_or(HEAD);
    let is_ours = former.starts_with(HEAD);
    is_ours.then(|| format!("{former}{}", entry(run, plan)))
}

fn entry(run: &Receipt, plan: &Plan) -> String {
    let mut text = format!("- date: {}\n  programmes:\n", run.today);
    let amount = |it: Amount| format!("{{ files: {}, bytes: {} }}", it.files, it.bytes);
    // Writing to a text cannot fail.
    for (id, retention) in run.programmes {
        _ = writeln!(text, "    - {{ id: \"{id}\", retention: {retention} }}");
    }
    _ = writeln!(text, "  returned: {}", amount(run.returned));
    _ = writeln!(text, "  outputs: {}", amount(run.outputs));
    _ = writeln!(
        text,
        "  kept: {{ of_other_programmes: {}, of_no_programme: {}, failed: {} }}",
        plan.others,
        plan.unassigned.len(),
        run.failed
    );
    _ = writeln!(text, "  finished: {}", run.finished);
    text
}
