//! E03xx: one value, held against its field.

use crate::diagnostic::fact::{Both, List, Nearest, Personal, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E03xx: one value, held against its field.
    FieldProblem {
        "E0301" Error Missing { field: String }
            title "必填栏目没有填" / "a required field is empty"
            message "必填栏目「{field}」没有填" / "`{field}` is required, but empty"
            help "请填写「{field}」" / "fill in `{field}`"
            explain "这一栏必须填写。如果整行都删掉了，请照空白表补上「栏目: 内容」。" / "The field must be filled in. If its line was deleted, put `label: content` back as in the blank form."

        "E0302" Warning TooLong { field: String, count: usize, limit: usize }
            title "内容过长" / "a long text"
            message "「{field}」有 {count} 个字，建议不超过 {limit} 个字" / "`{field}` has {count} characters; at most {limit} are advised"
            help "请适当精简" / "shorten it"
            explain "字数超过建议的上限，仍然接受；打印时可能放不下，请适当精简。" / "The text is longer than advised. It is taken, but may not fit when printed."

        "E0303" Error NotADate { field: String, found: Personal, serial: Both }
            title "不是日期" / "not a date"
            message "「{field}」的「{found}」不是日期" / "`{field}`: `{found}` is not a date"
            help "请填日历上有的日期，写成 年-月-日，例如 2025-08-10{serial}" / "give a day of the calendar, written YYYY-MM-DD such as 2025-08-10{serial}"
            explain "日期写成 2025-08-10、2025年8月10日、2025.8.10、2025/8/10 或 20250810 都可以。只有年月、有两种读法或日历上不存在的日期不能接受。像 45879 这样的五位数是电子表格的日期序号，提示里写明对应哪一天，但程序不据此填写。"
                / "A date is written 2025-08-10, 2025年8月10日, 2025.8.10, 2025/8/10 or 20250810. Dates that lack a day, can be read in two ways or are not in the calendar are turned away. Five digits such as 45879 are a spreadsheet's number of a day: the message says which, but it is not taken for the value."

        "E0304" Error NotAMonth { field: String, found: Personal, serial: Both }
            title "不是年月" / "not a month"
            message "「{field}」的「{found}」不是年月" / "`{field}`: `{found}` is not a month"
            help "请写成 年-月，例如 1985-03{serial}" / "write it as YYYY-MM, such as 1985-03{serial}"
            explain "年月写成 1985-03、1985年3月、1985.03、1985/3 或 198503 都可以；带上日也可以，只取年月。月份必须是 1 至 12，年份请写四位。像 31107 这样的五位数是电子表格的日期序号，提示里写明对应哪一天，但程序不据此填写。"
                / "A month is written 1985-03, 1985年3月, 1985.03, 1985/3 or 198503; a full date is taken for its month. Write all four digits of the year. Five digits such as 31107 are a spreadsheet's number of a day: the message says which, but it is not taken for the value."

        "E0305" Error AmbiguousMonth { field: String, found: Personal }
            title "年月有两种读法" / "a month with two readings"
            message "「{field}」的「{found}」可能是 1 月，也可能是 10 月" / "`{field}`: `{found}` may be January or October"
            help "请写成 年-月，例如 1985-10 或 1985-01" / "write it as YYYY-MM, such as 1985-10 or 1985-01"
            explain "1985.1 可能是 1985 年 1 月，也可能是被电子表格或编辑器去掉末尾 0 的 1985.10。85.1 也是这样。程序不猜，请写成 1985-01 或 1985-10。"
                / "1985.1 may be January 1985, or 1985.10 whose last zero a program dropped; so may 85.1. The program does not guess."

        "E0306" Error IdLength { field: String, count: usize }
            title "身份证号位数不对" / "an ID number of the wrong length"
            message "「{field}」有 {count} 位，应当是 18 位" / "`{field}` has {count} characters instead of 18"
            help "请对照证件重新填写全部 18 位" / "copy all 18 characters from the card"
            explain "公民身份号码（GB 11643-1999）是 18 位：17 位数字加 1 位校验码（数字或 X）。15 位的旧号码已停用。"
                / "A citizen's ID number (GB 11643-1999) has 18 characters: 17 digits and a check character. The old 15-digit numbers are out of use."

        "E0307" Error IdCharacter { field: String, found: String }
            title "身份证号里有不该有的字符" / "a stray character in an ID number"
            message "「{field}」里有「{found}」" / "`{field}` holds `{found}`"
            help "前 17 位只能是数字，最后一位是数字或 X" / "the first 17 are digits, the last a digit or X"
            explain "公民身份号码前 17 位只能是数字，最后一位是数字或 X。字母 O 常被误作数字 0，字母 l 常被误作数字 1。"
                / "The first 17 characters are digits, the last is a digit or X. The letter O is often typed for 0, and l for 1."

        "E0308" Error IdProvince { field: String, code: String }
            title "身份证号的地区码不存在" / "an unknown region in an ID number"
            message "「{field}」开头的地区码「{code}」不存在" / "`{field}` begins with `{code}`, which is no province"
            help "请对照证件重新填写" / "copy the number from the card again"
            explain "公民身份号码的前两位是省级行政区代码（GB/T 2260），台湾、香港、澳门居民居住证为 83、81、82。县级代码常有变动，不作检查。"
                / "The first two digits are a province of GB/T 2260 (81, 82 and 83 for residence permits). County codes change often and are not judged."

        "E0309" Error IdDate { field: String, found: Personal }
            title "身份证号里的出生日期不存在" / "an impossible birth date in an ID number"
            message "「{field}」里的出生日期「{found}」在日历上不存在" / "`{field}` holds the birth date `{found}`, which is not in the calendar"
            help "请对照证件重新填写" / "copy the number from the card again"
            explain "公民身份号码的第 7 至 14 位是出生日期（年月日），必须是日历上有的日子，并且不晚于今天太多。"
                / "Characters 7 to 14 are the birth date (YYYYMMDD), which must be a day of the calendar."

        "E0310" Error IdCheckDigit { field: String, found: String }
            title "身份证号校验码不对" / "a wrong check character in an ID number"
            message "「{field}」的校验码「{found}」与前 17 位不符，至少有一位填错了" / "`{field}`: the check character `{found}` does not fit the digits before it; at least one is wrong"
            help "请对照证件逐位核对" / "compare every digit with the card"
            explain "公民身份号码最后一位由前 17 位按 GB 11643-1999（ISO 7064 MOD 11-2）算出。对不上，说明至少有一位填错或两位颠倒。"
                / "The last character follows from the first 17 by GB 11643-1999 (ISO 7064, MOD 11-2). A mismatch means a wrong digit or two that changed places."

        "E0311" Error IdDamaged { field: String, found: Personal }
            title "身份证号被电子表格改坏了" / "an ID number damaged by a spreadsheet"
            message "「{field}」的「{found}」是被电子表格改坏的号码" / "`{field}`: `{found}` is a number that a spreadsheet has damaged"
            help "后几位已经丢失，无法恢复，请向本人重新索取" / "its last digits are lost; ask the person for the number again"
            explain "电子表格把 18 位号码当作数，只保留 15 位有效数字，并写成 1.1E+17 的样子。丢失的数字无法恢复，程序也不猜测。请把单元格设为文本格式后重新填写。"
                / "A spreadsheet took the number for a quantity and kept 15 digits of it. What is lost cannot be restored; format the cell as text and type the number again."

        "E0312" Error NotAMobile { field: String, found: Personal }
            title "不是手机号" / "not a mobile number"
            message "「{field}」的「{found}」不是手机号" / "`{field}`: `{found}` is not a mobile number"
            help "请填写以 1 开头的 11 位手机号" / "give the 11 digits that begin with 1"
            explain "手机号是以 1 开头的 11 位数字，可以带 +86、空格或短横。" / "A mobile number has 11 digits and begins with 1; +86, blanks and hyphens are allowed."

        "E0313" Error NotAPhone { field: String, found: Personal }
            title "不是电话号码" / "not a telephone number"
            message "「{field}」的「{found}」不是电话号码" / "`{field}`: `{found}` is not a telephone number"
            help "请填写手机号，或带区号的固定电话，例如 010-12345678" / "give a mobile number, or a landline with its area code such as 010-12345678"
            explain "电话可以是手机号或固定电话（区号-号码，可带分机）。多个号码用逗号或顿号隔开。"
                / "A phone is a mobile number or a landline (area code, number, optional extension). Separate several by commas."

        "E0314" Error NotAnEmail { field: String, found: Personal }
            title "不是电子邮箱地址" / "not an e-mail address"
            message "「{field}」的「{found}」不是电子邮箱地址" / "`{field}`: `{found}` is not an e-mail address"
            help "请写成 名称@域名 的样子，例如 name@example.org" / "write it as name@example.org"
            explain "电子邮箱地址由名称、@ 和域名组成，中间没有空格和汉字标点。" / "An address has a name, an @ and a domain, without blanks or Chinese punctuation."

        "E0315" Error NotAnOption { field: String, found: Personal, nearest: Nearest }
            title "不在可选的内容之中" / "not one of the options"
            message "「{field}」不能填「{found}」" / "`{field}` cannot be `{found}`"
            help "{nearest}" / "{nearest}"
            explain "这一栏只能从规定的选项里选。空白表的注释里列出了全部选项。" / "The field takes one of fixed options; the blank form lists them in its comments."

        "E0316" Error TwoChoices { field: String, found: List }
            title "单选栏目选了多项" / "several answers to a single choice"
            message "「{field}」只能选一项，这里选了：{found}" / "`{field}` takes one answer, found: {found}"
            help "请只保留一项" / "keep one of them"
            explain "这一栏是单选。选了多项时程序不替人决定，请退回本人改成一项。" / "The field takes a single answer. The program does not choose for the person."

        "E0317" Error NotYesNo { field: String, found: Personal }
            title "不是「是」或「否」" / "neither yes nor no"
            message "「{field}」的「{found}」不是「是」或「否」" / "`{field}`: `{found}` is neither 是 nor 否"
            help "请填「是」或「否」" / "write 是 or 否"
            explain "这一栏只能填「是」或「否」。「待定」「视情况」之类需要先确定下来。" / "The field takes 是 or 否 only; undecided answers have to be settled first."

        "E0318" Error NotAText { field: String, found: Words }
            title "栏目里是列表或一组内容" / "a list or mapping where text belongs"
            message "「{field}」应当是一段文字，这里是{found}" / "`{field}` must be a text, found {found}"
            help "请写在一行里：「{field}: 内容」" / "write it on one line: `{field}: content`"
            explain "这一栏只接受一段文字。下面缩进的内容或短横开头的列表会被当成别的结构。" / "The field takes one text. Indented lines or a list of dashes are another structure."

        "E0319" Error Ditto { field: String, found: String }
            title "填了「同上」" / "ditto"
            message "「{field}」填了「{found}」" / "`{field}` says `{found}`"
            help "每条记录都要单独填写完整" / "fill in every record completely"
            explain "「同上」在排序、拆分之后会指向别人，所以每条记录都要写明内容。" / "After sorting or splitting, “ditto” points at somebody else; every record has to be complete."

        "E0320" Note Understood { field: String, found: Personal, value: Personal }
            title "按规范写法理解" / "understood in the usual form"
            message "「{field}」的「{found}」理解为「{value}」" / "`{field}`: `{found}` is taken as `{value}`"
            explain "内容的写法与规范不同，但含义确定，程序已按规范写法记录，无需处理。" / "The value is written in an unusual way whose meaning is certain; it is recorded in the usual form."

        "E0321" Error BadName { field: String, found: String }
            title "姓名里有不该有的字符" / "a stray character in a name"
            message "「{field}」里有「{found}」，多半是生僻字没有显示出来" / "`{field}` holds `{found}`, most likely a rare character that was lost"
            help "请重新输入这个字；输入法打不出时，请在备注里说明字形" / "type the character again, or describe it in the remarks"
            explain "姓名里出现问号、方框、数字或自造字区的字符，通常是生僻字在转存时丢失了。姓名必须准确，请重新输入。"
                / "A question mark, a box, a digit or a private-use character in a name usually means that a rare character was lost on the way."

        "E0322" Error PhotoMissing { field: String, found: String }
            title "找不到照片" / "the photo is missing"
            message "「{field}」写的「{found}」没有随表格一起报送" / "`{field}` names `{found}`, which was not returned with the form"
            help "请把照片放在表格旁边，文件名写对" / "put the photo beside the form under that name"
            explain "照片栏写的是照片文件的名称，文件要和表格放在同一个文件夹里一起报送。" / "The field names a picture file, which belongs beside the form."

        "E0323" Error PhotoUnreadable { field: String, found: String }
            title "照片不是 JPEG 或 PNG" / "the photo is no JPEG or PNG"
            message "「{field}」的「{found}」不是 JPEG 或 PNG 图片" / "`{field}`: `{found}` is no JPEG or PNG picture"
            help "请另存为 JPEG 或 PNG 后重新报送" / "save it as JPEG or PNG"
            explain "照片只接受 JPEG 和 PNG。改扩展名不会改变图片的格式，请用看图软件另存。" / "Only JPEG and PNG are taken. Renaming a file does not convert it."

        "E0324" Error PhotoOutside { field: String, found: String }
            title "照片不在报送的文件夹里" / "the photo is outside the returned folder"
            message "「{field}」的「{found}」指向报送文件夹之外" / "`{field}`: `{found}` leads out of the returned folder"
            help "请只写文件名，并把照片放在表格旁边" / "give the bare file name, and put the photo beside the form"
            explain "照片必须和表格在同一个报送文件夹里，不能用绝对路径或「..」指向别处。" / "The photo must lie within the returned folder; absolute paths and `..` are turned away."

        "E0325" Error NotANumber { field: String, found: Personal, range: Words }
            title "不是数" / "not a number"
            message "「{field}」的「{found}」不是{range}的数" / "`{field}`: `{found}` is not a number {range}"
            help "请用阿拉伯数字填{range}的数" / "give a number {range}, in digits"
            explain "这一栏只接受规定范围内的数。" / "The field takes a number within the stated range."

        "E0326" Warning ToComplete { field: String }
            title "待补：缺少核对名额所需的内容" / "to complete: needed for checking"
            message "「{field}」没有填，待补" / "`{field}` is missing and to be completed"
            help "正式表格里没有这一栏，核对时需要，请补报" / "the official table has no such column, but checking needs it"
            explain "单位交回的可能是官方原表，没有这一栏。记录照样接受，但核对条件和名额时需要它，请向单位补问。"
                / "The unit may have returned the plain official table, which lacks this column. The record is taken, but the checks need the answer."

        "E0327" Error ControlInValue { field: String, code: String }
            title "内容里有看不见的字符" / "an invisible character in a value"
            message "「{field}」里有看不见的字符（{code}）" / "`{field}` holds an invisible character ({code})"
            help "请把这一栏重新输入一遍" / "type the value anew"
            explain "内容里有控制字符或改变书写方向的字符，通常是从别处复制带进来的，会使显示和比对出错。"
                / "The value holds control or direction characters, usually brought along by copying; they break display and comparison."

        "E0328" Error TurnedIntoDay { field: String, found: Personal }
            title "内容被电子表格变成了日期" / "a value that a spreadsheet turned into a day"
            message "「{field}」这一格被电子表格当成了日期 {found}" / "`{field}`: a spreadsheet took the value for the day {found}"
            help "请把这一格设为“文本”格式，再重新输入" / "format the cell as text and type the value again"
            explain "在电子表格里输入 3-1、2/5 之类的内容，软件会把它当成日期保存，原来写的是什么已经看不出来。把单元格格式设为“文本”以后再输入就不会变。"
                / "A spreadsheet keeps entries such as 3-1 or 2/5 as days; what was typed can no longer be told. Format the cell as text first."

        "E0329" Error ErrorValue { field: String, found: String }
            title "单元格里是错误值" / "an error value in a cell"
            message "「{field}」这一格显示错误值 {found}" / "`{field}`: the cell shows the error {found}"
            help "这一格多半是公式，算不出结果；请直接填写内容" / "most likely it is a formula without a result; type the value itself"
            explain "#N/A、#REF! 等是电子表格的错误值，说明公式引用的内容不存在或算不出来。报送的表格里请直接填写内容，不用公式。"
                / "#N/A, #REF! and the like are a spreadsheet's errors: a formula found nothing. Type the values themselves into a form."

        "E0330" Error FormulaWithoutResult { field: String }
            title "公式没有结果" / "a formula without a result"
            message "「{field}」这一格是公式，文件里没有它的结果" / "`{field}`: the cell holds a formula, whose result is not in the file"
            help "请用办公软件打开后另存一次，或者直接填写内容" / "open and save it with an office program, or type the value itself"
            explain "单元格里只有公式，没有算出的结果，常见于用程序生成、从没有用办公软件打开过的表格。程序不计算公式。"
                / "The cell holds a formula but no result, as in workbooks that a script wrote and no office program ever opened. Formulas are not worked out here."

        "E0331" Error TwoDigitYear { field: String, found: Personal, early: String, late: String }
            title "两位年份分不清世纪" / "a two-digit year of either century"
            message "「{field}」的「{found}」年份只写了两位，可能是 {early} 年，也可能是 {late} 年"
                / "`{field}`: the year of `{found}` has two digits; it may be {early} or {late}"
            help "请把年份写成四位，月份写成两位" / "write four digits of the year and two of the month"
            explain "两位年份里，40 至 99 理解为 1940 至 1999 年，并记一条说明；00 至 39 可能是二十世纪，也可能是二十一世纪，程序不猜，请写全四位。"
                / "Of two-digit years, 40 to 99 are taken for 1940 to 1999 with a note; 00 to 39 may be of either century. The program does not guess."

        "E0332" Error SeveralMobiles { field: String, found: Personal, count: usize, beside: Both }
            title "手机号填了几个" / "several numbers where one mobile belongs"
            message "「{field}」里有 {count} 个号码：「{found}」" / "`{field}` holds {count} numbers: `{found}`"
            help "请只留一个手机号{beside}" / "keep one mobile number{beside}"
            explain "这一栏只填一个手机号，用来联系本人。填了几个时，程序不替人挑选。" / "The field takes one mobile number, by which the person is reached. The program does not choose among several."
    }
}
