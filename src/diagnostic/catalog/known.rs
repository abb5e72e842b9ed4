//! E0185–E0189: lists of people who are known already, and the key of their keyed form.

use crate::diagnostic::fact::{List, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E0185–E0189: lists of people who are known already, and the key of their keyed form.
    KnownProblem {
        "E0185" Error KnownWithoutColumns { labels: List }
            title "名单里没有可比对的栏目" / "a list without columns to compare"
            message "名单里找不到可以比对的栏目" / "the list has no columns by which people can be compared"
            help "要有「身份证号码」，或者「姓名」和「出生年月」；认得的栏目名有：{labels}" / "it needs 身份证号码, or both 姓名 and 出生年月; the labels known are: {labels}"
            explain "已知名单（--known）按栏目名读取：csv 和 xlsx 要有一行栏目名，yaml 是一个列表、每人一组「栏目: 内容」。至少要有身份证号码，或者姓名和出生年月。"
                / "A list of known people is read by its labels: csv and xlsx need a row of labels, yaml is a list with `label: content` for each person. It needs at least ID numbers, or names and birth months."

        "E0186" Error KnownRowIncomplete { }
            title "名单里的一行无法比对" / "a line of the list that cannot be compared"
            message "这一行既没有可用的身份证号码，也没有可用的姓名和出生年月，无法比对" / "this line has neither a sound ID number nor a sound name with a birth month"
            help "请补全或改正这一行，或者把它从名单里删去" / "complete or mend the line, or take it off the list"
            explain "名单里的每个人都要能比对，否则会悄悄漏掉这个人。补上身份证号码，或者姓名和出生年月；没有办法补全的，请删去这一行。"
                / "Everybody on the list must be comparable, or the person would be missed in silence. Give the ID number, or name and birth month; else take the line away."

        "E0187" Error WrongKey { }
            title "密钥与名单不配" / "a key that does not fit"
            message "这个密钥不是制作这份名单时用的密钥" / "this is not the key with which the list was made"
            help "请用制作这份名单时的密钥文件，或者重新制作名单" / "use the key file with which the list was made, or make the list again"
            explain "加密钥的名单里只有算出来的代码，要用同一个密钥才能比对。名单开头有一行校验，密钥不对时能看出来，而不是一个人也对不上。"
                / "A keyed list holds only codes, which can be compared with the same key alone. A check line at its head tells when the key is another one, instead of matching nobody."

        "E0188" Error KeyedListDamaged { }
            title "加密钥的名单损坏" / "a damaged keyed list"
            message "这一行不是加密钥名单里应有的内容" / "this line does not belong into a keyed list"
            help "请重新制作：linghang known 名单 --key-file 密钥 --out 文件" / "make it again: linghang known LIST --key-file KEY --out FILE"
            explain "加密钥的名单由 linghang known 写出：两行开头，之后每行一个 64 位的十六进制代码。文件被改动或截断后，请重新制作，不要手工修改。"
                / "A keyed list is written by `linghang known`: two lines of head, then one code of 64 hexadecimal digits a line. Do not edit it; make it again."

        "E0189" Error BadKeyFile { reason: Words }
            title "密钥文件不能用" / "an unusable key file"
            message "密钥文件不能用：{reason}" / "the key file cannot be used: {reason}"
            help "比对加密钥的名单要同时给出 --known 和 --key-file；密钥文件由 linghang known 制作" / "a keyed list needs both --known and --key-file; the key file is made by `linghang known`"
            explain "密钥文件是一行 64 位的十六进制数（32 个随机字节），由 linghang known 在密钥文件不存在时制作。请与名单分开保管，只交给需要比对的人。"
                / "The key file is one line of 64 hexadecimal digits (32 random bytes), made by `linghang known` where it does not exist. Keep it apart from the list, and give it only to those who compare."
    }
}
