//! E053x: seats of a class, and records that may be about one person.

use crate::diagnostic::fact::{List, Personal, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E053x: seats of a class, and records that may be about one person.
    PairProblem {
        "E0530" Warning OverCapacity { class: String, actual: usize, capacity: usize, who: List }
            title "报名人数超过班次容量" / "more people than a class has seats"
            message "「{class}」有 {actual} 人报名，超过容量 {capacity} 人，超出的有：{who}" / "`{class}` was chosen by {actual} people, more than its {capacity} seats; beyond them: {who}"
            help "请与承办单位商定取舍，或动员部分人改选其他班次" / "settle with the organiser who takes part, or ask some to choose another class"
            explain "班次写明了容量（capacity），通过和待核的人选里选这个班次的超过了它。按文件次序，排在容量之后的人列在后面；谁能参加由承办单位决定。班次写明 over_capacity: error 的，选它的人都待核。"
                / "The class states its seats (`capacity`), and more people who are accepted or held have chosen it. Those beyond are named in the order of the files; who takes part is for the organiser. With `over_capacity: error` all who chose it are held."

        "E0531" Warning TwoSpellings { one: String, other: String }
            title "可能是同一个人的两种写法" / "perhaps one person in two spellings"
            message "「{other}」与「{one}」出生年月相同，只有写法不同，可能是同一个人" / "`{other}` and `{one}` were born in the same month and differ in spelling only: perhaps one person"
            help "请核对；是同一个人的，请统一写法" / "check it; if they are one person, spell the name alike"
            explain "姓名去掉间隔号、空格、全角半角和大小写的差别以后相同，出生年月也相同。程序不自动合并，请人核对。" / "Without dots, blanks, width and case the names are the same, and so is the birth month. They are not merged; somebody has to check."

        "E0532" Warning OneIdTwoNames { one: String, other: String }
            title "身份证号相同而姓名不同" / "one ID number, two names"
            message "「{other}」与「{one}」的身份证号相同" / "`{other}` and `{one}` have the same ID number"
            help "请核对：改过姓名或写错了字的，改成一致；抄错号码的，改正号码" / "check it: give one name where it was changed or misspelt, mend the number where it was copied"
            explain "一个公民身份号码只属于一个人。两处姓名不同，或者姓名写错、改过，或者有一处抄了别人的号码。若按身份证号认人，后一份会替换前一份，所以务必核对。"
                / "An ID number belongs to one person. Either a name is misspelt or changed, or a number was copied from somebody else. Where people are known by their ID, the later form replaces the earlier, so this must be checked."

        "E0533" Warning LikelySame { name: String, how: Words }
            title "很可能是同一个人的前后两份" / "very likely two versions of one person"
            message "两份「{name}」很可能是同一个人：单位相同，{how}" / "the two records of `{name}` are very likely one person: the same unit, and {how}"
            help "请核对以哪一份为准；另一份不要计入" / "find out which one counts and leave the other out"
            explain "姓名和单位都相同，身份证号只差一位、相邻两位对调，或者出生年月相近：多半是填错后重交的。因为认人的内容不同，程序不能当作同一个人的两个版本，两份都会计入，请人核对。"
                / "Name and unit are the same, and the ID number differs in one digit or two transposed ones, or the birth months are close: most likely a slip that was mended and returned again. As the very identity differs, both count until somebody has checked."

        "E0534" Warning SharedContact { what: Words, found: Personal, who: List }
            title "不同的人填了同一个手机或邮箱" / "one mobile or e-mail for different people"
            message "{who} 填的{what}相同（{found}）" / "{who} give the same {what} ({found})"
            help "请填本人的；确为单位联系人代收的，可以不改" / "give each person's own; it may stay where the unit's contact answers for them"
            explain "手机和邮箱用来通知本人。不同的人填了同一个，多半是复制时没有改，或者填了联系人的。与表头或单位名册里的联系人相同的不提醒。"
                / "Mobiles and e-mail addresses are used to reach the person. One for several people was most likely copied down. What the header or the list of units gives as the unit's contact is not remarked upon."

        "E0535" Warning InTwoProgrammes { name: String, programme: String, how: Words }
            title "同一个人在两个项目里" / "one person in two programmes"
            message "「{name}」也在项目「{programme}」里（{how}相同）" / "`{name}` is in the programme `{programme}` too (the same {how})"
            help "不允许同时参加的，请与本人或单位确认" / "where nobody may take part in both, settle it with the person or the unit"
            explain "这次一起汇总的两个项目里都有此人。是否可以同时参加，程序不知道，只作提醒。" / "The person is in two of the programmes compiled together. Whether that is allowed the program does not know."

        "E0536" Warning NamesakePossible { name: String, units: List }
            title "可能是重名" / "perhaps namesakes"
            message "「{name}」由不同单位报送（{units}），姓名和出生年月相同，但联系方式和单位都不同，可能是重名" / "`{name}` was returned by different units ({units}) with the same birth month, but with other numbers: perhaps namesakes"
            help "请向两个单位核对是不是同一个人；是同一个人的，由一个单位推荐" / "ask both units whether they mean one person; if so, one of them nominates"
            explain "表上没有身份证号，只按姓名和出生年月认人。单位和联系方式都不同时，多半是两个人，程序按两个人计，请核对。"
                / "Without ID numbers people are known by name and birth month. Where both unit and numbers differ they are most likely two people and count as two; somebody should check."
    }
}
