//! The command line: every command and option, with its help in both languages.

mod local;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;
use jiff::civil::Date;
use std::path::PathBuf;

use crate::jobs::Format;
use crate::lang::Lang;
use crate::model::Order;

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let paths = path("paths", lang.pick("路径", "PATH")).num_args(1..).help(lang.pick(
        "收到的文件或文件夹：直接汇总（把文件拖到程序上也一样）",
        "returned files or folders: compiles them (as does dragging them onto the program)",
    ));
    let root = Command::new("linghang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(
            "领航：发布培训通知，分发空白表，汇总收到的表格",
            "linghang: publishes training notices, hands out blank forms, compiles the forms that come back",
        ))
        .arg_required_else_help(true)
        .arg(paths)
        .arg(out(lang))
        .args(global(lang))
        .subcommands(commands(lang));
    shaped(root, lang)
}

fn commands(lang: Lang) -> Vec<Command> {
    let drafts = || flag("drafts").help(lang.pick("连草稿一起发布", "publish drafts too"));
    let today = || {
        option("today", lang.pick("日期", "DAY")).value_parser(day).help(lang.pick(
            "今天的日期，例如 2025-08-14：还没到公布日期的通知不发布，过期的标明已失效；不写则都照常发布",
            "today, such as 2025-08-14: leaves out notices that are not public yet and marks those that expired; without it neither happens",
        ))
    };
    let dir =
        |default: &'static str| path("dir", lang.pick("文件夹", "DIR")).default_value(default).hide_default_value(true);
    let formats = Format::ALL.iter().map(|format| format.id()).collect::<Vec<_>>().join(",");
    vec![
        Command::new("demo")
            .about(lang.pick(
                "写出示例项目，生成网站，汇总示例表格，告诉你打开什么",
                "write the example project, build its site, compile its samples, say what to open",
            ))
            .arg(
                dir("linghang-demo")
                    .help(lang.pick("写到哪里，默认 linghang-demo", "where to; linghang-demo by default")),
            ),
        Command::new("init")
            .about(lang.pick(
                "新建一个项目，内容同示例，可以直接修改",
                "make a new project, the same as the example, ready to edit",
            ))
            .arg(
                path("dir", lang.pick("文件夹", "DIR"))
                    .required(true)
                    .help(lang.pick("新项目的文件夹", "the new project's folder")),
            ),
        Command::new("build")
            .about(lang.pick(
                "检查全部内容，然后生成网站和全部空白表",
                "check everything, then build the site with all blank forms",
            ))
            .arg(
                option("out", lang.pick("文件夹", "DIR"))
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::DirPath)
                    .help(lang.pick(
                        "网站写到哪里，默认为项目里的 site",
                        "where the site goes; `site` within the project by default",
                    )),
            )
            .arg(option("base-url", "URL").help(lang.pick(
                "网站的网址，代替 data/site.yaml 里的 base_url",
                "the site's address, instead of base_url in data/site.yaml",
            )))
            .arg(drafts())
            .arg(today()),
        Command::new("check")
            .about(lang.pick("同样的检查，不写任何文件", "the same checks, writes nothing"))
            .arg(drafts())
            .arg(today())
            .arg(flag("links").help(lang.pick(
                "列出全部站外网址和邮箱，以及写在哪里；只列出，不联网",
                "list all web and mail addresses outside the site and where they stand; nothing is fetched",
            )))
            .arg(
                flag("watch")
                    .help(lang.pick("一直检查：每次改动之后再检查一遍", "keep checking: once more after every change")),
            ),
        local::serve(lang, drafts()),
        Command::new("blank")
            .about(lang.pick("只生成空白表", "only the blank forms"))
            .arg(
                Arg::new("forms")
                    .value_name(lang.pick("表单", "FORM"))
                    .num_args(0..)
                    .help(lang.pick("要哪些表单，默认全部", "which forms; all by default")),
            )
            .arg(
                option("format", lang.pick("格式", "FORMAT"))
                    .value_delimiter(',')
                    .action(ArgAction::Append)
                    .value_parser(PossibleValuesParser::new(Format::ALL.iter().map(|format| format.id())))
                    .hide_possible_values(true)
                    .help(lang.pick(
                        format!("要哪些格式：{formats}，默认全部"),
                        format!("which formats: {formats}; all by default"),
                    )),
            )
            .arg(
                option("out", lang.pick("文件夹", "DIR"))
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::DirPath)
                    .default_value("blank")
                    .hide_default_value(true)
                    .help(lang.pick("写到哪里，默认 blank", "where to; `blank` by default")),
            ),
        Command::new("compile")
            .about(lang.pick("读取收到的表格，写出汇总", "read returned forms, write the summaries"))
            .arg(
                path("paths", lang.pick("路径", "PATH"))
                    .num_args(1..)
                    .required(true)
                    .help(lang.pick("收到的文件或文件夹", "returned files or folders")),
            )
            .arg(flag("encrypt").help(lang.pick(
                "结果加密码：在终端里输入两遍，或者用 --password-file 指定文件",
                "lock the results with a password, typed twice on the terminal or read with --password-file",
            )))
            .arg(
                option("password-file", lang.pick("文件", "FILE"))
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::FilePath)
                    .requires("encrypt")
                    .help(lang.pick("密码写在这个文件的第一行", "the file whose first line is the password")),
            )
            .arg(option("programme", "ID").help(lang.pick("只汇总这个项目", "only this programme")))
            .arg(
                option("photos", "MB")
                    .num_args(0..=1)
                    .require_equals(true)
                    .default_missing_value("32")
                    .value_parser(value_parser!(u64).range(1..=1024))
                    .help(lang.pick(
                        "在 summary.xlsx 里加一张「照片」；共至多 32 MB，可写 --photos=100 改为 100 MB",
                        "add a sheet of photos to summary.xlsx; 32 MB in all at most, or 100 with --photos=100",
                    )),
            )
            .arg(option("today", lang.pick("日期", "DAY")).value_parser(day).help(lang.pick(
                "今天的日期，例如 2025-08-14，写在简报上；不写则简报没有日期",
                "today, such as 2025-08-14, for the brief; without it the brief bears no day",
            )))
            .arg(out(lang))
            .arg(order(lang))
            .args(known_lists(lang))
            .args(compile_options(lang)),
        local::desk(lang),
        known(lang),
        Command::new("purge")
            .about(lang.pick(
                "保存期满后，删除收到的文件和汇总结果，留下只有数量的回执",
                "delete returned files and results once they need not be kept, leave a receipt of counts",
            ))
            .arg(
                path("paths", lang.pick("路径", "PATH"))
                    .num_args(1..)
                    .required(true)
                    .help(lang.pick("收到的文件或文件夹", "returned files or folders")),
            )
            .arg(option("programme", "ID").help(lang.pick("只删除这个项目的，默认全部项目", "only this programme's; all programmes' by default")))
            .arg(
                option("out", lang.pick("文件夹", "DIR"))
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::DirPath)
                    .default_value("out")
                    .hide_default_value(true)
                    .help(lang.pick("汇总结果在哪里，默认 out", "where the results are; `out` by default")),
            )
            .arg(
                option("today", lang.pick("日期", "DAY"))
                    .value_parser(day)
                    .required(true)
                    .help(lang.pick("今天的日期，例如 2027-01-04", "today, such as 2027-01-04")),
            )
            .arg(flag("all").help(lang.pick(
                "连看不出属于哪个项目的文件一起删除",
                "files of no programme that can be told, too",
            )))
            .arg(flag("yes").help(lang.pick("不再询问，直接删除", "delete without asking"))),
        Command::new("explain").about(lang.pick("详细说明一个问题编号", "explain a problem code at length")).arg(
            Arg::new("code")
                .value_name(lang.pick("编号", "CODE"))
                .help(lang.pick("例如 E0303；不写则列出全部编号", "such as E0303; without one, all codes are listed")),
        ),
        Command::new("schema")
            .about(lang.pick(
                "打印表单、通知页首、裁定文件或导出表的 JSON Schema，供编辑器使用",
                "print the JSON Schema of a form, a notice's front matter, the decisions or an export, for editors",
            ))
            .arg(Arg::new("name").value_name(lang.pick("表单", "FORM")).required(true).help(lang.pick(
                "表单名称，例如 registration-2022；通知的页首信息写 notice，裁定文件写 decisions，导出表写 export",
                "the form, such as registration-2022; `notice` for the front matter of notices, `decisions` for decisions, `export` for exports",
            ))),
        Command::new("completions")
            .about(lang.pick("打印命令行补全脚本", "print a completion script for a shell"))
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(Shell))
                    .hide_possible_values(true)
                    .help("bash, zsh, fish, powershell, elvish"),
            ),
    ]
}

fn compile_options(lang: Lang) -> Vec<Arg> {
    vec![
        option("previous", lang.pick("文件夹", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
            .help(lang.pick(
                "上次的结果文件夹（可以就是 --out）：说明这次新增、更正、撤回了谁，哪些问题已解决",
                "earlier results (may be --out itself): tells who is new, corrected or withdrawn, and which problems are mended",
            )),
        option("as-return", lang.pick("表单", "FORM")).help(lang.pick(
            "把通过的人选写成上级要的汇总表（YAML、Excel、Word），一份文件上报",
            "writes the accepted people on the roster that the next tier wants (YAML, Excel, Word), one file to send on",
        )),
        option("header", lang.pick("栏目=内容", "FIELD=TEXT")).action(ArgAction::Append).requires("as-return").help(lang.pick(
            "上报文件表头的一栏，例如 推荐单位=示例学会；可以写多次",
            "a field of that roster's header, such as 推荐单位=示例学会; may be given several times",
        )),
        flag("check").help(lang.pick("只报告问题，不写任何文件", "only tell the problems, write nothing")),
        flag("watch").help(lang.pick(
            "一直汇总：放进新文件就重新汇总，按 Ctrl+C 结束",
            "keep compiling: again whenever files are put in; Ctrl+C ends it",
        )),
    ]
}

fn known(lang: Lang) -> Command {
    let file = |name: &'static str, value: &'static str| {
        option(name, value).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath).required(true)
    };
    Command::new("known")
        .about(lang.pick(
            "把已知人员的名单变成加密钥的代码，名单里不再有个人信息",
            "make a list of known people into keyed codes, which hold no personal data",
        ))
        .arg(
            path("paths", lang.pick("名单", "LIST"))
                .num_args(1..)
                .required(true)
                .help(lang.pick("名单：csv、xlsx 或 yaml", "lists: csv, xlsx or yaml")),
        )
        .arg(
            file("key-file", lang.pick("密钥", "KEY"))
                .help(lang.pick("密钥文件；不存在就新做一个", "the key file; made where it does not exist")),
        )
        .arg(file("out", lang.pick("文件", "FILE")).help(lang.pick("代码写到哪里", "where the codes go")))
}

/// What `compile` compares with.
fn known_lists(lang: Lang) -> [Arg; 2] {
    let file = |name: &'static str, value: &'static str| {
        option(name, value).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
    };
    let known = file("known", lang.pick("名单", "LIST")).action(ArgAction::Append).help(lang.pick(
        "已知人员的名单（csv、xlsx、yaml 或 linghang known 写出的代码），已在其中的人给出提醒；可以给几次",
        "a list of known people (csv, xlsx, yaml, or codes of `linghang known`): who is on it already is remarked upon; may be given several times",
    ));
    let key = file("key-file", lang.pick("密钥", "KEY"))
        .help(lang.pick("代码名单的密钥文件", "the key file of lists of codes"));
    [known, key]
}

fn out(lang: Lang) -> Arg {
    option("out", lang.pick("文件夹", "DIR"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
        .default_value("out")
        .hide_default_value(true)
        .help(lang.pick("结果写到哪里，默认 out", "where the results go; `out` by default"))
}

fn global(lang: Lang) -> Vec<Arg> {
    let words = |values: &'static [&'static str]| PossibleValuesParser::new(values.iter().copied());
    vec![
        option("root", lang.pick("文件夹", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
            .help(lang.pick(
                "项目文件夹，默认从当前文件夹往上找",
                "the project; by default the nearest folder upwards that is one",
            )),
        option("lang", lang.pick("语言", "LANG"))
            .value_parser(words(&["zh", "en"]))
            .hide_possible_values(true)
            .help(lang.pick("语言：zh 或 en，默认看系统设置", "the language: zh or en; by default that of the system")),
        option("message-format", lang.pick("格式", "FORMAT"))
            .value_parser(words(&["human", "json"]))
            .hide_possible_values(true)
            .help(lang.pick(
                "问题的格式：human，或 json（每行一个对象）",
                "how problems are told: human, or json (one object a line)",
            )),
        option("color", lang.pick("何时", "WHEN"))
            .value_parser(words(&["auto", "always", "never"]))
            .hide_possible_values(true)
            .help(lang.pick("颜色：auto、always 或 never", "colours: auto, always or never")),
        flag("quiet").short('q').help(lang.pick("只报告错误", "tell errors only")),
        flag("verbose").short('v').help(lang.pick("多说一些：连说明一起报告", "tell more: notes too")),
    ]
    .into_iter()
    .map(|arg| arg.global(true))
    .collect()
}

/// Gives a command and all below it our own help flag and headings, because clap's speak English only.
fn shaped(command: Command, lang: Lang) -> Command {
    let help = flag("help").short('h').action(ArgAction::Help).help(lang.pick("显示帮助", "show help"));
    let is_root = command.get_name() == "linghang";
    let command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .help_template(lang.pick("{about}\n\n用法: {usage}\n\n{all-args}", "{about}\n\nUsage: {usage}\n\n{all-args}"))
        .arg(help);
    let command = if is_root {
        let version = flag("version").short('V').action(ArgAction::Version);
        command.arg(version.help(lang.pick("显示版本", "show the version")))
    } else {
        command
    };
    let command = command.mut_args(|arg| {
        let heading =
            if arg.is_positional() { lang.pick("参数", "Arguments") } else { lang.pick("选项", "Options") };
        arg.help_heading(heading)
    });
    command.mut_subcommands(|sub| shaped(sub, lang))
}

/// A day, written 2025-08-14.
fn day(text: &str) -> Result<Date, String> {
    text.parse().ok().filter(|_| text.len() == 10).ok_or_else(|| "a day is written 2025-08-14".to_owned())
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn option(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

fn order(lang: Lang) -> Arg {
    option("order", lang.pick("顺序", "ORDER"))
        .value_parser(PossibleValuesParser::new(Order::ALL.map(Order::id)))
        .hide_possible_values(true)
        .help(lang.pick(
            "名单里人员的顺序：given 按报送顺序，pinyin 按姓名拼音，strokes 按姓氏笔画；默认 given",
            "the order of people on lists: given, pinyin (by reading) or strokes (of the surname); `given` by default",
        ))
}

fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).value_name(value).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::AnyPath)
}
