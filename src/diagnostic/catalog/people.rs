//! E043x: one person, held against the class that was chosen and against lists of people who are known already.

use crate::diagnostic::fact::{Both, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E043x: one person, held against the class that was chosen and against lists of people who are known already.
    PeopleProblem {
        "E0431" Warning AlreadyKnown { name: String, list: String, how: Words, basis: Box<Both> }
            title "已在已知名单中" / "on a list of known people already"
            message "「{name}」已在名单「{list}」中（{how}相同），{basis}不必再报" / "`{name}` is on the list `{list}` already (the same {how}); {basis}need not be returned again"
            help "如确需再报可以保留；如不是同一个人，请核对两处" / "it may stay if it is meant; if these are two people, check both places"
            explain "汇总时用 --known 给出的名单里已有此人：身份证号相同，或者姓名和出生年月都相同而身份证号没有不一致。「不必再报」不是不得再报，所以只作提醒，除非规则写明 severity: error。"
                / "A list given by --known has this person: by the same ID number, or by name and birth month where the ID numbers do not contradict. “Need not” is no ban, so it is a warning unless the rule says `severity: error`."

        "E0432" Warning NearlyKnown { name: String, list: String, how: Words }
            title "与已知名单中的人很像" / "much like a known person"
            message "「{name}」与名单「{list}」中的一人很像：姓名相同，{how}" / "`{name}` is much like somebody on the list `{list}`: the same name, and {how}"
            help "请核对是不是同一个人，填错的一处请改正" / "check whether they are one person, and mend whichever is wrong"
            explain "姓名相同，身份证号或出生年月只差一位，或者推荐单位相同：可能是同一个人而有一处填错，也可能是重名。程序不猜，只作提醒。"
                / "The name is the same, and the ID number or birth month differs in one digit, or the unit is the same: one person with a slip, or two. The program does not guess."

        "E0433" Warning AfterClassDeadline { field: String, found: String, class: String, deadline: Box<Both> }
            title "填表日期在所选班次的截止之后" / "filled in after the class's deadline"
            message "「{field}」{found} 晚于「{class}」的截止日期（{deadline}）" / "`{field}` {found} is after the deadline of `{class}` ({deadline})"
            help "能否接收请与该班次的承办单位确认" / "ask the class's organiser whether it is still taken"
            explain "各班次的截止日期从办班时间可能的最早一天往前推算（项目里的 class_deadline）。填表日期晚于所选班次的截止日期，是否接收由承办单位决定，程序只作提醒。"
                / "Each class has a deadline of its own, counted back from the first day on which it can begin (`class_deadline` of the programme). Whether a later form is taken is for the organiser to decide."
    }
}
