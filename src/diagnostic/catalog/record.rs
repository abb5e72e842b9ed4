//! E04xx: one record or one returned file, held against its form and the rules for each person.

use crate::diagnostic::fact::{Both, List, Nearest, Personal, Words};
use crate::diagnostic::problems::problems;

impl RecordProblem {
    /// Why the age stays open.
    pub const BIRTHDAY_OPEN: Words =
        Words(["生日在基准日所在的月份", "the birthday falls into the month of the reference day"]);
    /// Where a label of a roster's header belongs.
    pub const IN_HEADER: Words = Words(["名单上面，只写一次", "above the list, once"]);
    /// Where a label of a roster's people belongs.
    pub const IN_LIST: Words = Words(["名单里，每人一份", "in the list, once for each person"]);
}

problems! {
    /// E04xx: one record or one returned file, held against its form and the rules for each person.
    RecordProblem {
        "E0401" Error NoForm { forms: List }
            title "没有写明是哪张表" / "the form is not named"
            message "没有「表单: …」这一行，不知道是哪张表" / "the line `表单: …` is missing"
            help "请照空白表补上「表单: …」，可以填的有：{forms}" / "copy the line `表单: …` from the blank form; the forms are: {forms}"
            explain "空白表开头有一行「表单: …」，程序靠它辨认是哪张表，请不要删去。" / "The blank form begins with `表单: …`, by which the form is known. Do not delete it."

        "E0402" Error UnknownForm { found: String, nearest: Nearest }
            title "没有这张表" / "no such form"
            message "没有名为「{found}」的表单" / "there is no form named `{found}`"
            help "{nearest}" / "{nearest}"
            explain "「表单」一行写的名称不是本项目的任何一张表。请照空白表填写，不要改动。" / "The name in the line `表单` is no form of this project. Copy it from the blank form."

        "E0403" Error UnknownLabel { label: String, nearest: Nearest }
            title "没有这个栏目" / "no such field"
            message "表里没有「{label}」这一栏" / "the form has no field `{label}`"
            help "{nearest}" / "{nearest}"
            explain "栏目名要和空白表一字不差。程序不猜测相近的名称，以免把内容填到别的栏目里。" / "Labels must be exactly those of the blank form. The program does not guess, lest a value land in another field."

        "E0404" Error SexDisagrees { sex: String, field: String }
            title "性别与身份证号不符" / "the sex disagrees with the ID number"
            message "性别填的是「{sex}」，与「{field}」第 17 位不符" / "the sex `{sex}` disagrees with digit 17 of `{field}`"
            help "请核对性别和身份证号，改正填错的一处" / "check both and mend the wrong one"
            explain "公民身份号码第 17 位奇数为男、偶数为女（GB 11643-1999）。两处不一致，必有一处填错。" / "Digit 17 of an ID number is odd for men and even for women (GB 11643-1999). One of the two is wrong."

        "E0405" Error BirthDisagrees { birth: String, field: String }
            title "出生年月与身份证号不符" / "the birth month disagrees with the ID number"
            message "出生年月填的是「{birth}」，与「{field}」不符" / "the birth month `{birth}` disagrees with `{field}`"
            help "请核对两处，改正填错的一处" / "check both and mend the wrong one"
            explain "公民身份号码第 7 至 14 位是出生日期，与填写的出生年月应当一致。" / "Characters 7 to 14 of an ID number are the birth date and should agree with the month given."

        "E0406" Error RuleBroken { basis: String, rule: Both, field: String, found: Personal }
            title "不符合条件" / "a condition is not met"
            message "不符合{basis}：{rule}；「{field}」填的是「{found}」" / "{basis} is not met: {rule}; `{field}` is `{found}`"
            help "请核对填写是否有误；确不符合的，不能推荐" / "check the entry; a person who does not qualify cannot be nominated"
            explain "通知对每个人都有的条件，这个人不符合。提示中写明了条件的出处。" / "A condition that the notice sets for everyone is not met by this person; the message names where it is stated."

        "E0407" Warning RuleUndecided { basis: String, rule: Both, reason: Words }
            title "是否符合条件无法断定" / "a condition that cannot be decided"
            message "{basis}（{rule}）无法断定：{reason}" / "{basis} ({rule}) cannot be decided: {reason}"
            help "请人工核对" / "a person has to check it"
            explain "出生年月只精确到月，而基准日恰在这个月里，年龄可能差一岁。程序不猜，请核对证件。" / "A birth month leaves the age open when the reference day falls into that month. The program does not guess."

        "E0408" Error ClassClosed { class: String, rule: Both, found: Personal }
            title "不在这个班次的招收范围内" / "not admitted to this class"
            message "「{class}」{rule}，这里填的是「{found}」" / "`{class}` admits only: {rule}; found `{found}`"
            help "请改选其他班次" / "choose another class"
            explain "有的班次只面向特定人群，例如只招收女性学员。选择的班次与本人情况不符。" / "Some classes are for certain people only, such as women. The class chosen does not admit this person."

        "E0409" Error NoRecords { key: String }
            title "名单里没有人" / "a roster without people"
            message "「{key}」下面一个人也没有" / "nobody is listed under `{key}`"
            help "请为每人填一行；YAML 里在「{key}:」下面为每人写一项，以「- 」开头" / "fill in a row for each person; in YAML, list them under `{key}:`, beginning with `- `"
            explain "名单类的表格至少要有一个人。没有人选时请电话告知，不必报送空表。" / "A roster needs at least one person."

        "E0410" Error HeaderRejected { count: usize }
            title "表头有误，整份退回" / "a faulty header rejects the file"
            message "表头有误，名单中的 {count} 人一并退回" / "the header is faulty; its {count} records are turned back with it"
            help "请先改正表头的问题" / "mend the header first"
            explain "推荐单位、联系人、填表日期等只写一次的内容适用于全部人选。它们有误时，整份名单都要改正后重新报送。"
                / "Unit, contact and date are given once for all people of the file. When they are wrong, the whole roster has to be returned again."

        "E0411" Warning AfterDeadline { field: String, found: String, deadline: Both }
            title "填表日期在截止之后" / "filled in after the deadline"
            message "「{field}」{found} 晚于截止时间（{deadline}）" / "`{field}` {found} is after the deadline ({deadline})"
            help "请按通知关于补充报送的规定处理" / "handle it as the notice says of later additions"
            explain "填表日期晚于项目规定的报送截止时间。是否接收由主办方决定，程序只作提醒。" / "The form was filled in after the deadline. Whether it is taken is for the office to decide."

        "E0412" Warning AlreadyListed { basis: String, form: String }
            title "已在另一张表中" / "already listed on another form"
            message "此人已列在「{form}」中，按{basis}可以不再推荐" / "this person is listed on `{form}` already; {basis} says that a new nomination is not needed"
            help "如确需再次推荐可以保留" / "it may stay if it is meant"
            explain "「不必」再次推荐的意思是可以不推，并不是不得推荐，所以只作提醒，不退回。" / "“Need not” is no ban, so this is a warning only."

        "E0413" Error TooManyRecords { limit: usize }
            title "名单过长" / "a roster that is too long"
            message "名单超过 {limit} 人" / "the roster has more than {limit} people"
            help "请分成几份报送" / "split it"
            explain "为了不让一个文件占满内存，一份名单的人数设有上限。" / "A roster has an upper limit, so that no single file can fill the memory."

        "E0414" Error RecordNotMapping { key: String, found: Words }
            title "名单里的一项不是一个人" / "an item of the roster is no record"
            message "「{key}」里的这一项应当是「栏目: 内容」，实际是{found}" / "this item of `{key}` must hold `label: content`, found {found}"
            help "每人以「- 」开头，下面各行写「栏目: 内容」并对齐" / "begin each person with `- ` and align `label: content` below"
            explain "名单里每个人是一组「栏目: 内容」，第一行前面有「- 」，其余各行与它对齐。" / "Each person is a group of `label: content` lines; the first begins with `- `, the others are aligned with it."

        "E0415" Error MisplacedLabel { label: String, level: Words }
            title "栏目写错了地方" / "a label in the wrong place"
            message "「{label}」应当写在{level}" / "`{label}` belongs {level}"
            help "请照空白表移到正确的位置" / "move it to where the blank form has it"
            explain "名单类的表格里，推荐单位、填表日期等对全部人选只写一次，写在名单上面；姓名等每人一份，写在名单里。写错了地方，程序不替人猜。"
                / "In a roster, unit, date and the like are given once, above the people; name and so on are given for each person, within the list."

        "E0416" Warning RowWithoutPartner { number: Personal }
            title "第二张表的一行对不上人" / "a row of the further table that is nobody's"
            message "序号「{number}」这一行对不上前面表里的人，单独列为一行" / "the row numbered `{number}` fits nobody of the table before and stands by itself"
            help "请让同一个人在两张表里用同一个序号，序号不重复，姓名也一致" / "give each person the same number in both tables, no number twice, and the same name"
            explain "名单分成两张表时，两张表的行按序号相对，写了姓名的还要姓名相同。序号在前面的表里没有、重复了，或者姓名不同，就说不准是谁的，程序不把这一行并到别人名下。"
                / "Where a roster stands in two tables, their rows find each other by number and, where the second one says it, by name. A number that the first table does not have, that comes twice, or that has another name is nobody's for certain, and is given to nobody."

        "E0417" Note HeaderOverruled { field: String, found: Personal }
            title "表头与各行不一致" / "the header and the rows differ"
            message "表头的「{field}」是「{found}」，各行另有填写，以各行为准" / "the header says `{found}` as `{field}`, the rows say otherwise, and the rows hold"
            explain "一张表里有几个单位的人选时，每行可以自带单位、联系人和日期，以各行填写的为准；没有填的行，用表头的。"
                / "Where one table has people of several units, each row may have its own unit, contact and day, which hold; rows without them take the header's."

        "E0420" Error FormNotRecognised { looked_for: List }
            title "认不出是哪张表" / "no form is recognised"
            message "表格里找不到任何一张表单的栏目名" / "the labels of no form are found in the tables"
            help "请核对是不是发错了文件；程序找的栏目名有：{looked_for}" / "make sure that it is the right file; the labels looked for are: {looked_for}"
            explain "程序按栏目名辨认表格，栏目名可以换位置，但不能全部改掉或删去。请用空白表或通知所附的原表填写。"
                / "A table is known by its labels. They may stand elsewhere, but must not all be changed or deleted. Use the blank form or the official table."

        "E0421" Note FormRecognised { form: String, by: Words }
            title "认出了是哪张表" / "a form was recognised"
            message "按{by}认作《{form}》" / "recognised as `{form}` by {by}"
            explain "文件里没有写明是哪张表，程序按标题或栏目名认出，无需处理。" / "The file does not say which form it is; it was known by its title or labels. Nothing needs doing."

        "E0422" Note TableLeftAside { table: String }
            title "有一张表没有读取" / "a table left aside"
            message "「{table}」不是填好的表单，没有读取" / "`{table}` is no form that was filled in, and was left aside"
            explain "文件里另有认得出的表单；说明、填写示例、空白页等不是表单的部分不读取。如果其中有人选，请按空白表填写后重新报送。"
                / "Other tables of the file are forms; instructions, examples and empty pages are left aside. If there are people in it, they have to be sent on the form."

        "E0423" Warning NotUnderALabel { found: Personal }
            title "有内容不属于任何栏目" / "content under no label"
            message "「{found}」不属于任何栏目，没有采用" / "`{found}` stands under no label and was not taken"
            help "需要的内容请填到相应的栏目里" / "put it under the label where it belongs"
            explain "表格里的这一格上方和左边都没有认得出的栏目名，程序不猜测它属于哪一栏。"
                / "No known label stands above or beside this cell of the table. The program does not guess where it belongs."

        "E0424" Warning UnknownColumn { label: String, count: usize }
            title "多出的一栏" / "a column that the form does not have"
            message "表单里没有「{label}」这一栏，其中 {count} 格内容没有采用" / "the form has no field `{label}`; {count} cells below it were not taken"
            help "需要的内容请填到表单已有的栏目里" / "put what is needed under the labels of the form"
            explain "报送的表格里比空白表多一栏，或者栏目名被改动了。程序不猜测相近的名称。"
                / "The table has a column more than the blank form, or its label was changed. The program does not guess."

        "E0425" Warning HiddenContent { what: Words }
            title "隐藏的内容也读取了" / "hidden content was read"
            message "这里的内容在隐藏的{what}里，已一并读取" / "this stands in a hidden {what} and was read all the same"
            help "不应报送的，请取消隐藏后删去；应当报送的，请取消隐藏" / "unhide it, and delete it if it does not belong"
            explain "电子表格里隐藏的行、列或工作表不显示，但内容还在。程序照样读取，并请人核对是否应当报送。"
                / "Hidden rows, columns and sheets are not shown, but their content is there. It is read, and somebody should check whether it was meant."

        "E0426" Note RowLeftAside { found: Personal }
            title "不是人选的一行" / "a row that is no person"
            message "「{found}」这一行不是人选，没有采用" / "the row `{found}` is no person and was not taken"
            explain "合计、说明、注、填写示例等行不是人选，略过不读。" / "Sums, remarks and examples among the rows are no people and are passed over."

        "E0427" Warning FormChanged { form: String, changes: Both }
            title "用的是另一版空白表" / "another version of the blank form"
            message "空白表《{form}》与现在的版本不同：{changes}" / "the blank form `{form}` differs from the present one: {changes}"
            help "已按现在的表单读取；少了的栏目请补报，填的不在现在的选项里的会另行指出" / "it was read by the present form; missing fields have to be sent, and answers that are no options any more are told"
            explain "发出空白表以后，表单的栏目有改动。收到的表格按现在的表单读取，缺少的必填栏目、对不上的选项会另行指出。"
                / "The form's fields were changed after the blank was handed out. It is read by the present form; missing required fields and answers that are no options any more are told."

        "E0428" Error ColumnMissing { field: String }
            title "表里少了一栏" / "a column is missing"
            message "表里没有「{field}」这一栏" / "the table has no `{field}`"
            help "请照空白表补上「{field}」一栏并填写，或者换用空白表重新填" / "add `{field}` again as in the blank form and fill it in, or use the blank form anew"
            explain "空白表里的这一栏被删掉了，或者栏目名被改得认不出来。缺的是必填栏目时，表里的人选都要退回；只是建议填写的，作提醒。其他栏目照常读取。"
                / "The column was deleted, or its label changed beyond recognition. If it is required, the people of the table are turned back; if it is only recommended, this is a warning. The other columns are read as ever."

        "E0429" Warning OtherProgramme { form: String, programme: String, id: String }
            title "另一个项目的表" / "a form of another programme"
            message "这是项目「{programme}」的《{form}》，这次没有汇总" / "this is `{form}` of the programme `{programme}`, which is not summed up in this run"
            help "要汇总它，请换用 --programme {id}，或者不写 --programme；发错了的，请对方改用本项目的空白表" / "to sum it up, run with --programme {id}, or without --programme; if it was sent by mistake, ask for the blank form of this programme"
            explain "compile 用 --programme 只汇总一个项目。收到的表属于另一个项目，文件记在总账里，其中的人选没有计入。"
                / "With --programme, compile sums up one programme only. The form belongs to another one: the file stands in the ledger, its people do not count."

        "E0430" Warning ForeignBlank { found: String, form: String }
            title "空白表不是本项目的" / "a blank form of elsewhere"
            message "这份空白表写明的是表单「{found}」，这里没有；已认作《{form}》读取" / "the blank form says that it is `{found}`, which is not known here; it was read as `{form}`"
            help "请核对是不是往年或别处的空白表；是的话，请对方改用《{form}》的空白表重新填" / "check whether it is a blank of another year or place; if so, ask for the blank form of `{form}`"
            explain "空白表里记着它是哪一张表。收到的这份不是这里的任何一张，但标题或栏目名与其中一张相同，就按那一张读取；两张表的栏目、选项可能不同，请核对。"
                / "A blank form keeps in itself which form it is. This one is none of those here, but its title or labels are those of one, by which it was read. Fields and options may differ."
    }
}
