//! E05xx: across records, files and units.

use crate::diagnostic::fact::{Both, List, Nearest, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E05xx: across records, files and units.
    BatchProblem {
        "E0501" Note SameAgain { name: String }
            title "重复报送，内容相同" / "the same record again"
            message "「{name}」重复报送，内容相同，只计一次" / "`{name}` was returned again with the same values and counts once"
            explain "同一个人的内容相同的记录收到了不止一次。保留一份，其余记为「被替换」，无需处理。" / "The same record came in more than once. One stays, the others are superseded."

        "E0502" Note Superseded { name: String }
            title "被后来的版本替换" / "superseded by a later version"
            message "「{name}」的这一份已被后来的版本替换" / "this version of `{name}` is superseded by a later one"
            explain "同一个人或同一单位有更晚的版本（先比填表日期，再比修订号），以后来的为准。" / "A later version exists, by the date filled in and then by the revision number; it counts."

        "E0503" Error VersionsUnordered { name: String }
            title "两个版本分不出先后" / "versions that nothing orders"
            message "「{name}」有内容不同的两份，分不出先后" / "`{name}` came in two versions that nothing puts in order"
            help "请向报送单位确认以哪一份为准，或请其在表上写明填表日期或修订号" / "ask the sender which one counts, or to give the date or a revision number"
            explain "同一个人有内容不同的两份，填表日期和修订号都相同或都没有。程序不替人选择，两份都待核。" / "Two versions of a person differ, and neither date nor revision tells which is later. Both are held."

        "E0504" Error LaterVersionFaulty { name: String }
            title "后来的版本有错误" / "the later version is faulty"
            message "「{name}」后来的版本有错误，不能替换前一份，两份都待核" / "the later version of `{name}` has errors and supersedes nothing; both are held"
            help "请改正后来的版本" / "mend the later version"
            explain "后来的版本本身有错误，不能据以替换前一份；前一份也不再可靠，所以两份都待核。" / "A later version with an error cannot supersede the earlier one, which is not reliable any more either; both are held."

        "E0505" Error TwoUnits { name: String, units: List }
            title "同一个人由两个单位推荐" / "one person from two units"
            message "「{name}」由不同单位分别报送：{units}" / "`{name}` was returned by different units: {units}"
            help "请与有关单位协商，由一个单位推荐" / "settle with the units which of them nominates the person"
            explain "同一个人出现在两个单位的名单里，只能由一个单位推荐，两条记录都待核。" / "The same person stands on the rosters of two units. Both records are held."

        "E0506" Error PersonLimit { name: String, basis: String, limit: usize, found: List }
            title "一个人报得过多" / "too many entries for one person"
            message "「{name}」超出{basis}规定的 {limit} 个：{found}" / "`{name}` exceeds the limit of {limit} set by {basis}: {found}"
            help "请向本人确认，只保留一份；若是更正，请在表上写「修订: 2」" / "ask the person which one counts; a correction bears `修订: 2`"
            explain "按规定每人只能报一个班次。不同的表里选了不同的班次，程序不替人选择，有关记录都待核。"
                / "Each person may take one class. Forms that choose different classes are all held; the program does not choose."

        "E0507" Error QuotaExceeded { unit: String, basis: String, actual: usize, limit: usize, who: List }
            title "超出名额" / "over quota"
            message "「{unit}」计入名额 {actual} 人，超出{basis}规定的 {limit} 人：{who}" / "`{unit}` counts {actual} people, more than the {limit} of {basis}: {who}"
            help "请确定取舍，或核对其中是否有不占名额的人选（须填写有关栏目）" / "choose among them, or check whether some are exempt (the fields that say so must be filled in)"
            explain "计入名额的人数超过规定。被计入的人都已列出，名额之外的人选（不占名额）没有计算在内。" / "More people count against the quota than it allows. All who were counted are named; exempt people are not among them."

        "E0508" Error MinimumMissed { unit: String, basis: String, rule: Box<Both>, actual: usize, limit: usize, who: Box<Both> }
            title "没有达到最低人数" / "a minimum is missed"
            message "「{unit}」{rule}有 {actual} 人{who}，少于{basis}规定的 {limit} 人" / "`{unit}` has {actual}{who} of: {rule}; {basis} asks for {limit}"
            help "请单位调整人选，或核对有关栏目是否填写" / "let the unit change its selection, or check that the fields are filled in"
            explain "名额之内有一类人选的人数没有达到规定的下限，本单位计入名额的人选都待核。" / "Within the quota too few people of a group were nominated; the unit's counted records are held."

        "E0509" Warning MinimumOutOfReach { unit: String, basis: String, rule: Both, actual: usize, limit: usize, sent: usize }
            title "报送人数不足，达不到最低人数" / "too few people to reach a minimum"
            message "「{unit}」共报 {sent} 人，{rule}有 {actual} 人，达不到{basis}规定的 {limit} 人" / "`{unit}` sent {sent} people, {actual} of: {rule}; {basis} asks for {limit}"
            help "来文没有说明名额未用满时如何计算，请与主办单位确认" / "the notice does not say how this counts when the quota is not used up; ask the organiser"
            explain "单位报送的总人数还不到这一类的下限。来文没有说明名额未用满时下限如何计算，因此只作提醒。"
                / "The unit sent fewer people in all than the minimum. The notice does not say what holds then, so this is a warning."

        "E0510" Warning UnitNotListed { unit: String, nearest: Nearest }
            title "单位不在名册中" / "a unit that is not listed"
            message "「{unit}」不在单位名册中" / "`{unit}` is not in the list of units"
            help "{nearest}" / "{nearest}"
            explain "data/units.yaml 里没有这个单位，也没有这个别名。若是同一单位的另一种写法，请在名册里加为别名。" / "data/units.yaml has no such unit or alias. Add the spelling as an alias if it is a listed unit."

        "E0511" Error CategoryConflict { unit: String, first: String, second: String }
            title "同一单位有两种类别" / "two categories for one unit"
            message "「{unit}」的类别有两种说法：{first}、{second}" / "`{unit}` is given two categories: {first} and {second}"
            help "请确认单位类别后改正" / "find out which one is right"
            explain "名额按单位类别确定。同一单位的文件（或单位名册）写了不同的类别，该单位的记录都待核。" / "Quotas depend on the unit's category. Files or the list of units disagree, so the unit's records are held."

        "E0512" Error CategoryUnknown { unit: String }
            title "不知道单位类别" / "the unit's category is unknown"
            message "不知道「{unit}」属于哪一类单位，无法核对名额" / "the category of `{unit}` is unknown, so its quota cannot be checked"
            help "请在表上填「单位类别」，或在 data/units.yaml 里登记" / "fill in 单位类别, or list the unit in data/units.yaml"
            explain "表上没有填单位类别，单位名册里也没有登记。该单位的记录都待核。" / "Neither the form nor the list of units gives a category. The unit's records are held."

        "E0513" Warning Provisional { unit: String, basis: String, count: usize, who: List }
            title "名额核对结果为暂定" / "a provisional verdict"
            message "「{unit}」按{basis}核对的结果为暂定：有 {count} 人的有关栏目读不出或无法断定（{who}）" / "the verdict on `{unit}` by {basis} is provisional: {count} people have unreadable or undecided fields ({who})"
            help "请核对或改正这些人的有关栏目，再重新汇总" / "check or mend the fields of those people and compile again"
            explain "核对名额需要的栏目有的填错了，人数可能还会变化，所以只作暂定。" / "Fields that the count needs are unreadable or undecided, so the number may still change."

        "E0520" Note Dropped { name: String }
            title "依裁定不予采用" / "dropped by a decision"
            message "「{name}」的这一份依裁定不予采用" / "this record of `{name}` was dropped by a decision"
            explain "decisions.yaml 里有一条裁定：这一份不予采用。它记为「退回」，不计入名额，也不替换别的版本。撤销裁定，就恢复原来的结果。"
                / "A decision in decisions.yaml drops this record. It is rejected, counts against no quota and supersedes nothing. Take the decision out to undo it."

        "E0521" Note SettledByDecision { name: String }
            title "依裁定以另一份为准" / "superseded by a decision"
            message "「{name}」依裁定以另一份为准，这一份不计" / "by a decision another record of `{name}` counts, not this one"
            explain "decisions.yaml 里有一条裁定：这个人以另一份为准。其余各份都记为「被替换」，不论填表日期和由哪个单位报送。"
                / "A decision in decisions.yaml says which record of this person counts. All others are superseded, whatever their date or unit."

        "E0522" Error DecisionsContradict { }
            title "两条裁定互相矛盾" / "decisions that contradict each other"
            message "这条裁定与前面的一条互相矛盾，没有采用" / "this decision contradicts an earlier one and was not applied"
            help "请删去其中一条" / "take one of them out"
            explain "例如对同一条记录既准予通过又不予采用，对同一个人以两份为准，给同一个单位认定两种类别，或者裁定甲乙是同一人、乙丙是同一人，又裁定甲丙不是同一人。先写的一条有效，后写的一条没有采用，两处都已列出。"
                / "For example, one record is both accepted and dropped, two records of one person are both kept, a unit is given two categories, or A is the same person as B and B as C, but A another than C. The first one holds; both places are shown."

        "E0523" Warning DecisionUnfit { reason: Both }
            title "裁定已不起作用" / "a decision that fits nothing any more"
            message "这条裁定没有起作用：{reason}" / "this decision changed nothing: {reason}"
            help "请核对；不再需要的，删去这条裁定" / "check it, and take it out if it is not needed any more"
            explain "裁定写明了文件、第几条，可能还有姓名和指纹。收到新的文件以后，所指的记录可能变了、没有了，或者问题已经改正。程序不猜测裁定的意思，只提醒核对。"
                / "A decision names a file and a record in it, perhaps with a name and a fingerprint. As new files come in, the record may have changed or gone, or the problem may be mended. The program does not guess what was meant."

        "E0524" Note AcceptedByDecision { name: String }
            title "依裁定准予通过" / "accepted by a decision"
            message "「{name}」依裁定准予通过" / "`{name}` was accepted by a decision"
            explain "decisions.yaml 里有一条裁定：这条记录虽有问题，准予通过。问题照旧列出，名额照常核对。"
                / "A decision in decisions.yaml accepts this record in spite of its problems, which stay listed. Quotas are judged as ever."

        "E0525" Note CharactersOutOfOrder { table: Words, characters: List }
            title "排序用的字表里没有的字" / "characters that the order does not know"
            message "{table}里没有这些字：{characters}；名单排序时，它们排在其他字之后" / "{table} lacks these characters, which come after all others on lists: {characters}"
            help "请核对名单中这些人的位置，需要时手工调整" / "look at where these people stand on the lists, and move them by hand if need be"
            explain "按姓氏笔画或拼音排序（`--order strokes`、`--order pinyin`）用程序自带的字表，收《通用规范汉字表》的字和其他常见字，共两万多字。更生僻的字排在最后，彼此按字符编码的先后。"
                / "Names are put in order by a table of some 21,000 characters. Rarer ones come last, by code point."

        "E0526" Note SameFileAgain { }
            title "同一个文件收到两次" / "the same file again"
            message "同一个文件收到了不止一次，只计一次" / "this very file was received before, and counts once"
            explain "不写是谁填的表（例如不记名的意见征集表），内容相同的两份可能出自两个人，都要计入；只有文件完全相同，才看作同一份。如果确实是两个人交的，写一条裁定（`keep`），就会计入。"
                / "Where a form does not say who filled it in, such as an anonymous questionnaire, two equal answers may well be two people's and both count. Only files that agree byte by byte are taken for one. If they are two people's after all, a decision (`keep`) counts both."
    }
}
