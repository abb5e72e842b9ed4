//! E054x: what is written for others to read in: rosters for the next tier, tables for other systems.

use crate::diagnostic::fact::{Both, List, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E054x: what is written for others to read in.
    SentProblem {
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
