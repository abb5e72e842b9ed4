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

        "E0720" Note PhotosLeftOut { count: usize, megabytes: usize }
            title "有的照片没有放进汇总表" / "photos left out of the summary"
            message "「照片」一张共至多 {megabytes} MB，有 {count} 张照片没有放进去" / "the sheet of photos holds {megabytes} MB at most; {count} photos were left out"
            help "要放进更多，请写 --photos=MB，例如 --photos=100" / "to put in more, say how many megabytes, such as --photos=100"
            explain "照片按人选的次序放进去，总大小有上限，以免文件大得打不开；单张超过 16 MB 的也不放。没有放进去的人选，名字仍列在「照片」里。"
                / "Photos are put in by the order of the people up to a limit, so that the file can still be opened; nor is one of more than 16 MB. Names of all stand on the sheet."
    }
}
