//! The commands that serve pages on this machine.

use clap::{Arg, Command, ValueHint, value_parser};

use super::{day, flag, option, order, path};
use crate::lang::Lang;

pub(super) fn serve(lang: Lang, drafts: Arg) -> Command {
    Command::new("serve")
        .about(lang.pick(
            "在本机预览网站，改动后自动刷新，问题显示在页面上",
            "preview the site on this machine, reloaded at every change, with problems shown in the page",
        ))
        .arg(
            option("port", lang.pick("端口", "PORT"))
                .value_parser(value_parser!(u16))
                .help(lang.pick("端口，默认 8022 或任一空闲端口", "the port; by default 8022 or any that is free")),
        )
        .arg(flag("open").help(lang.pick("同时打开浏览器", "open the browser too")))
        .arg(drafts)
}

pub(super) fn desk(lang: Lang) -> Command {
    Command::new("desk")
        .about(lang.pick("汇总台：在浏览器里收件、核对、汇总", "the desk: the same compile in a browser, by mouse"))
        .arg(path("folder", lang.pick("文件夹", "DIR")).value_hint(ValueHint::DirPath).help(lang.pick(
            "放收件、裁定和结果的文件夹，默认项目所在的文件夹",
            "where returned files, decisions and results lie; the project's own folder by default",
        )))
        .arg(
            option("port", lang.pick("端口", "PORT"))
                .value_parser(value_parser!(u16))
                .help(lang.pick("端口，默认任一空闲端口", "the port; by default any that is free")),
        )
        .arg(order(lang))
        .arg(option("today", lang.pick("日期", "DAY")).value_parser(day).help(lang.pick(
            "今天的日期，默认看本机的钟，例如 2025-08-14",
            "today, by this machine's clock unless it is given, such as 2025-08-14",
        )))
        .arg(flag("no-open").help(lang.pick("不自动打开浏览器", "do not open the browser")))
}
