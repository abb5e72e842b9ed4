//! E07xx: templates and writing the outputs.

use crate::diagnostic::fact::{Both, List, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E07xx: templates and writing the outputs.
    PublishProblem {
        "E0701" Error Template { detail: String }
            title "模板有误" / "a fault in a template"
            message "模板有误：{detail}" / "a template is faulty: {detail}"
            help "请改正 templates 文件夹里的模板；删去它就会用回内置的模板" / "mend the template, or delete it to use the built-in one"
            explain "项目自己的模板优先于内置模板。模板的语法或引用的数据有误时，不发布任何页面。" / "A project's own template wins over the built-in one. While a template is faulty, nothing is published."

        "E0702" Error NotOurFolder { path: String, found: List }
            title "输出文件夹里有别的文件" / "the output folder holds other files"
            message "「{path}」不是空的，也不是本程序写出的文件夹（有 {found}）" / "`{path}` is neither empty nor written by this program (it holds {found})"
            help "请换一个输出文件夹，或者先移走里面的文件" / "name another output folder, or move the files away"
            explain "输出文件夹会整个替换。为了不误删别的文件，只替换空文件夹或带有本程序标记（.linghang）的文件夹。"
                / "An output folder is replaced whole. So that nothing else is ever deleted, it must be empty or bear our marker (.linghang)."

        "E0703" Error OutputInside { path: String, other: String }
            title "输出文件夹的位置不对" / "a bad place for the outputs"
            message "「{path}」在「{other}」里面" / "`{path}` lies inside `{other}`"
            help "请用 --out 指定别处" / "name another folder with --out"
            explain "汇总结果含有个人信息，不能写进会公开发布的文件夹；网站也不能写进它自己的来源文件夹。" / "Summaries hold personal data and must not be written into a folder that is published; a site must not be written into its own sources."

        "E0704" Error AnotherRun { path: String }
            title "另一个程序正在写同一个文件夹" / "another run writes the same folder"
            message "另一个 linghang 正在写「{path}」" / "another linghang is writing `{path}`"
            help "请等它结束后再运行" / "wait until it has finished"
            explain "两次运行同时写一个文件夹会互相破坏，所以后来的一次停下，没有改动任何文件。" / "Two runs on one folder would spoil each other, so the second one stops. It has changed nothing."

        "E0705" Error CannotWrite { path: String, reason: Both }
            title "无法写出文件" / "cannot write"
            message "无法写「{path}」：{reason}" / "cannot write `{path}`: {reason}"
            help "请检查磁盘空间和权限；原来的结果没有改动" / "check disk space and permissions; the former outputs are untouched"
            explain "操作系统不让程序写出文件，例如磁盘已满或没有权限。输出整体替换，原来的结果仍然完好。" / "The operating system refused to write. Outputs are replaced as a whole, so the former ones are still intact."

        "E0706" Error OutputAround { path: String, other: String }
            title "输出文件夹里有来源文件" / "the output folder holds the sources"
            message "「{path}」里面有「{other}」" / "`{path}` holds `{other}`"
            help "请用 --out 指定别处" / "name another folder with --out"
            explain "输出文件夹会整个替换。它不能是项目文件夹本身，也不能在项目文件夹之上，否则来源文件会一起被替换。"
                / "An output folder is replaced whole. It can be neither the project's folder nor one above it, or the sources would go with it."

        "E0707" Error OtherOutput { path: String, holds: Words, wanted: Words }
            title "输出文件夹里是另一种结果" / "the output folder holds another kind of output"
            message "「{path}」里是{holds}，不能换成{wanted}" / "`{path}` holds {holds}, which {wanted} must not replace"
            help "请用 --out 指定另一个文件夹" / "name another folder with --out"
            explain "网站是公开的，汇总结果含个人信息，两者不能写进同一个文件夹，以免个人信息随网站一起公开。"
                / "A site is public and summaries hold personal data; the one never takes the other's folder, or personal data would be published."

        "E0710" Error UnfitPassword { fault: Words }
            title "密码不合用" / "a password that will not do"
            message "这个密码不合用：{fault}" / "this password will not do: {fault}"
            help "请用至少 8 个字符，最好是几个词连起来，只用英文字母、数字和半角符号" / "take at least 8 characters, best several words, with ASCII letters, digits and signs only"
            explain "太短的密码一试就开。汉字等字符在不同的解压软件里算法不同，可能再也打不开，所以只用英文字母、数字和半角符号。什么也没有写出。"
                / "A short password is soon tried out. Programs differ in how they take other than ASCII characters in passwords of archives, so that the next one may not open it. Nothing was written."

        "E0711" Error NoPassword { }
            title "没有密码" / "no password"
            message "要加密，但没有得到密码" / "told to encrypt, but there is no password"
            help "请在终端里运行并输入两遍相同的密码，或者把密码写在文件的第一行，用 --password-file 指定" / "run it on a terminal and type the same password twice, or put it into the first line of a file and name that with --password-file"
            explain "密码只从终端的提示（不显示，输入两遍）或 --password-file 指定的文件读取，不能写在命令里，因为命令会留在历史记录里，别人也看得到。什么也没有写出。"
                / "A password is read from a prompt of the terminal, where it is typed twice and not shown, or from the file that --password-file names. It is no argument, because commands stay in histories and others can see them. Nothing was written."

        "E0712" Error NoRetention { title: String, id: String }
            title "没有写保存期限" / "no retention day"
            message "项目「{title}」没有写保存到哪一天，不能删除" / "`{title}` does not say how long its data are kept, so nothing is deleted"
            help "请按规定定下保存期限，在 data/programmes/{id}.yaml 里写一行，例如 retention: 2026-12-31" / "settle it and write a line into data/programmes/{id}.yaml, such as retention: 2026-12-31"
            explain "保存到哪一天由单位按规定决定，写在项目文件的 retention 里。没有写，程序不会替人决定，什么也不删除。只删除一个项目的，用 --programme。"
                / "How long data are kept is for the office to settle; `retention` in the programme's file says it. Without it nothing is decided in people's stead, and nothing is deleted. --programme names a single programme."

        "E0713" Error RetentionRuns { title: String, until: String, today: String }
            title "还在保存期内" / "data that are still to be kept"
            message "项目「{title}」的数据要保存到 {until}，今天是 {today}，还不能删除" / "the data of `{title}` are kept until {until}, and today is {today}: nothing is deleted"
            help "请在 {until} 之后再删除；只删除别的项目的，用 --programme" / "run it after {until}; --programme names another programme"
            explain "从保存期限的第二天起才能删除。今天的日期由 --today 给出，程序不看时钟。" / "Data may be deleted from the day after their retention day. Today is what --today says; the program looks at no clock."

        "E0714" Error NotPurged { path: String, reason: Both }
            title "没有删除" / "not deleted"
            message "没有删除「{path}」：{reason}" / "`{path}` was not deleted: {reason}"
            help "请核对位置和权限；处理好以后再运行一次，会接着删除" / "look at the path and its rights, then run it again: it goes on where it stopped"
            explain "只删除你指名的收到的文件，以及带有本程序标记的汇总结果。链接、网站、项目的来源文件都不删除；刚刚改动过的、系统不让删除的文件留下来并告诉你。"
                / "Only returned files that you named and results that bear our marker are deleted; never what a link leads to, a site, or sources of the project. A file that was changed just now, or that the system refuses to delete, stays, and you are told."

        "E0720" Note PhotosLeftOut { count: usize, megabytes: usize }
            title "有的照片没有放进汇总表" / "photos left out of the summary"
            message "「照片」一张共至多 {megabytes} MB，有 {count} 张照片没有放进去" / "the sheet of photos holds {megabytes} MB at most; {count} photos were left out"
            help "要放进更多，请写 --photos=MB，例如 --photos=100" / "to put in more, say how many megabytes, such as --photos=100"
            explain "照片按人选的次序放进去，总大小有上限，以免文件大得打不开；单张超过 16 MB 的也不放。没有放进去的人选，名字仍列在「照片」里。"
                / "Photos are put in by the order of the people up to a limit, so that the file can still be opened; nor is one of more than 16 MB. Names of all stand on the sheet."
    }
}
