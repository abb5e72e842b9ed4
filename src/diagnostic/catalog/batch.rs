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
            help "请单位确定取舍，或核对其中是否有不占名额的人选（须填「任职」）" / "let the unit choose, or check whether some of them are exempt (fill in 任职)"
            explain "计入名额的人数超过规定。被计入的人都已列出，名额之外的人选（不占名额）没有计算在内。" / "More people count against the quota than it allows. All who were counted are named; exempt people are not among them."

        "E0508" Error MinimumMissed { unit: String, basis: String, rule: Both, actual: usize, limit: usize }
            title "没有达到最低人数" / "a minimum is missed"
            message "「{unit}」{rule}有 {actual} 人，少于{basis}规定的 {limit} 人" / "`{unit}` has {actual} of: {rule}; {basis} asks for {limit}"
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

        "E0513" Warning Provisional { unit: String, basis: String, count: usize }
            title "名额核对结果为暂定" / "a provisional verdict"
            message "「{unit}」按{basis}核对的结果为暂定：有 {count} 人的有关栏目读不出或无法断定" / "the verdict on `{unit}` by {basis} is provisional: {count} people have unreadable or undecided fields"
            help "请核对或改正这些人的有关栏目，再重新汇总" / "check or mend the fields of those people and compile again"
            explain "核对名额需要的栏目有的填错了，人数可能还会变化，所以只作暂定。" / "Fields that the count needs are unreadable or undecided, so the number may still change."

        "E0540" Note CharactersOutOfOrder { table: Words, characters: List }
            title "排序用的字表里没有的字" / "characters that the order does not know"
            message "{table}里没有这些字：{characters}；名单排序时，它们排在其他字之后" / "{table} lacks these characters, which come after all others on lists: {characters}"
            help "请核对名单中这些人的位置，需要时手工调整" / "look at where these people stand on the lists, and move them by hand if need be"
            explain "按姓氏笔画或拼音排序（`--order strokes`、`--order pinyin`）用程序自带的字表，收《通用规范汉字表》的字和其他常见字，共两万多字。更生僻的字排在最后，彼此按字符编码的先后。"
                / "Names are put in order by a table of some 21,000 characters. Rarer ones come last, by code point."

        "E0541" Warning ReturnLacks { form: String, fields: List }
            title "上报文件有空着的栏目" / "fields left empty on the roster for the next tier"
            message "报来的表里没有《{form}》的这些栏目，上报文件里空着：{fields}" / "the returned forms lack these fields of `{form}`, which stay empty on the roster: {fields}"
            help "请在上报文件里补填，或者请报送人改用这张汇总表" / "fill them in on the roster, or have people return that form"
            explain "`--as-return` 把通过的人选写进上级要的汇总表。人选来自报名表的，按栏目名一一对应；报名表没有的栏目空着，由单位补填。"
                / "`--as-return` puts the accepted people on the roster that the next tier wants. Fields of cards are matched by key or label; what the cards do not ask for stays empty, to be filled in."

        "E0542" Warning ReturnHeaderOpen { field: String, why: Both }
            title "上报文件的表头有一栏定不下来" / "a field of the header that nothing settles"
            message "上报文件的「{field}」空着：{why}" / "`{field}` is left empty on the roster: {why}"
            help "请用 --header \"{field}=…\" 写明，或者在上报文件里补填" / "give it as --header \"{field}=…\", or fill it in on the roster"
            explain "上报文件的表头（推荐单位、联系人、填表日期等）取报来的各份表一致的内容。各份不一致时程序不替人选择，用 `--header 栏目=内容` 写明即可，可以写多次。"
                / "The header of the roster takes what all returned forms agree on. Where they differ, the program does not choose: give it as `--header FIELD=TEXT`, as often as needed."

        "E0543" Warning ReturnLeavesOut { form: String, sent: usize, others: Both }
            title "有人选没有写进上报文件" / "people who are not on the roster for the next tier"
            message "《{form}》上报文件写进 {sent} 人，没有写进去的：{others}" / "`{form}` for the next tier holds {sent} people; not on it: {others}"
            help "请先处理待核和退回的人选，再重新汇总" / "settle those who are held or rejected, then compile again"
            explain "上报文件里只有状态为“通过”的人选。其余各人和原因见 summary.xlsx 的“待核与退回”。" / "Only accepted people are on the roster for the next tier. The others, and why, stand in summary.xlsx."

        "E0544" Warning ReturnUnfit { field: String, count: usize }
            title "内容不合上报表的栏目" / "a value that the roster does not take"
            message "「{field}」有 {count} 人的内容不合汇总表的要求，上报文件里空着" / "`{field}` of {count} people does not fit the roster and is left empty there"
            help "请在上报文件里按汇总表的要求补填" / "fill it in on the roster as it asks for"
            explain "报名表和汇总表有同名的栏目，要求却不同，例如选项不一样。不合要求的内容写进去也会被上级退回，所以空着。"
                / "The card and the roster have a field of one name but ask for different things, such as other options. The next tier would turn the value back, so it is left out."

        "E0545" Warning ReturnHeaderUnread { field: String, reason: Both }
            title "--header 写的内容不能用" / "a text of --header that cannot be used"
            message "--header 写的「{field}」不能用，上报文件里空着：{reason}" / "`{field}` as given by --header cannot be used and is left empty: {reason}"
            help "请按这一栏的要求重写" / "give it as the field asks for"
            explain "`--header` 的内容和表上填的一样检查，例如日期要写成 2025-08-13。" / "The texts of `--header` are read as those on forms are: a day is written 2025-08-13."

        "E0546" Warning ReturnEmpty { form: String, held: usize, rejected: usize }
            title "没有可以上报的人选" / "nobody to send on"
            message "没有通过的人选，没有写《{form}》上报文件（待核 {held} 人，退回 {rejected} 人）" / "nobody was accepted, so `{form}` for the next tier was not written (held {held}, rejected {rejected})"
            help "请先处理待核和退回的人选" / "settle those who are held or rejected"
            explain "`--as-return` 只写通过的人选，一个都没有时不写文件。" / "`--as-return` writes accepted people only; without any, no file is written."

        "E0547" Warning ExportTooLong { table: String, column: String, chars: usize, limit: usize }
            title "导出表里的内容太长" / "a text too long for the export"
            message "导出表《{table}》的「{column}」有 {chars} 个字，对方系统只收 {limit} 个" / "`{column}` of the export `{table}` has {chars} characters, the other system takes {limit}"
            help "请先缩短，再导入" / "shorten it before it is taken over"
            explain "导出表的这一列写明了最多几个字（max_chars）。内容照原样写出，没有截断；导入对方系统以前要由人缩短。"
                / "The column says how many characters the other system takes (`max_chars`). The text was written whole, not cut; a person has to shorten it."

        "E0548" Warning ExportBlank { table: String, column: String, reason: Words }
            title "导出表里空着的一格" / "a cell left empty in the export"
            message "导出表《{table}》的「{column}」空着：{reason}" / "`{column}` of the export `{table}` is left empty: {reason}"
            help "请核对原表，然后在导出表里补填" / "look at the returned form and fill the cell in"
            explain "这一格要的内容定不下来：只有年月却要写到日，年龄差一岁无法断定，或者代码表里没有对应的代码。程序不猜，空着由人补填。"
                / "What the cell asks for is not certain: a day where only the month is known, an age that the month leaves open, or a value without a code. The program does not guess."

        "E0549" Error ReturnNotARoster { form: String, rosters: List }
            title "不是汇总表" / "not a roster"
            message "《{form}》一人一张，不能作上报的汇总表" / "`{form}` is a card for one person and cannot be the roster for the next tier"
            help "--as-return 后面可以写：{rosters}" / "--as-return takes: {rosters}"
            explain "`--as-return` 后面写上级要的汇总表，也就是一个单位一份、一人一行的表单。" / "`--as-return` takes the roster that the next tier wants: a form of one row a person."
    }
}
