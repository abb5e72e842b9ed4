//! What lies in the output folder: every file with the words for what it is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::frame::address;
use crate::jobs::OTHERS;
use crate::lang::Lang;
use crate::model::address::uri;
use crate::model::{Summary, file_name};
use crate::publish::Output;
use crate::source::{Found, file_size, is_file, is_link, walk};

/// A kind of output: what it is called, and what it is for.
pub struct Kind {
    /// Below the programme's folder; ends in `/` where it is a folder of many.
    path: &'static str,
    name: [&'static str; 2],
    purpose: [&'static str; 2],
}

/// A programme's outputs, in the order of the office's work. A file is of the first kind that it fits.
const KINDS: [Kind; 11] = [
    Kind {
        path: "summary.xlsx",
        name: ["汇总表", "Summary"],
        purpose: [
            "打印、核对、归档都用这一本：汇总表、待核与退回、名额核对、单位报送情况、问题清单、统计",
            "one workbook to print, check and file: the roster, who is held or turned away, quotas, units, problems, statistics",
        ],
    },
    Kind {
        path: "rosters/",
        name: ["各单位汇总表", "Rosters by unit"],
        purpose: ["每个单位一份，打印后由单位盖章", "one for each unit, to be printed and sealed by it"],
    },
    Kind {
        path: "brief.",
        name: ["简报", "Brief"],
        purpose: [
            "一页，交领导看：多少人、多少单位、还差什么",
            "one page for the leaders: how many people and units, what is missing",
        ],
    },
    Kind {
        path: "report.html",
        name: ["汇总报告", "Report"],
        purpose: [
            "全部情况和问题，可以筛选，不用联网就能看",
            "everything with its problems, to be filtered, without a network",
        ],
    },
    Kind {
        path: "returns/index.html",
        name: ["退回单与催报总览", "Slips and reminders, overview"],
        purpose: ["哪个单位要发什么，一览", "which unit is sent what, at a glance"],
    },
    Kind {
        path: "returns/",
        name: ["退回单、催报和标注副本", "Return slips, reminders, marked copies"],
        purpose: ["按单位分文件夹，可以直接发给单位", "a folder for each unit, ready to be sent"],
    },
    Kind {
        path: "exports/",
        name: ["导出表", "Exports"],
        purpose: ["按别的系统要的栏目导出", "with the columns that other systems ask for"],
    },
    Kind {
        path: "return/",
        name: ["上报文件", "For the next tier"],
        purpose: ["报给上一级的表", "the form that goes to the next tier"],
    },
    Kind {
        path: "roster.csv",
        name: ["名单（CSV）", "Roster (CSV)"],
        purpose: ["一行一人，给别的程序用", "one line a person, for other programs"],
    },
    Kind {
        path: "summary.json",
        name: ["汇总数据（JSON）", "Summary (JSON)"],
        purpose: [
            "全部数据，给别的程序用，也用来和下一次对比",
            "all data for other programs, and to compare the next time with",
        ],
    },
    Kind { path: "", name: ["其他文件", "Other files"], purpose: ["", ""] },
];

/// What belongs to no programme.
const SHARED: [Kind; 5] = [
    Kind {
        path: "ledger.csv",
        name: ["收件台账", "Ledger"],
        purpose: ["收到的每一个文件和它的去向", "every file that came and what became of it"],
    },
    Kind {
        path: "returns/",
        name: ["不知道属于哪个项目的文件", "Files of no programme"],
        purpose: ["读不了或认不出的文件的标注副本", "marked copies of files that could not be read or recognised"],
    },
    Kind {
        path: OTHERS,
        name: ["其他文件（加密）", "All other files (sealed)"],
        purpose: [
            "名单、台账、退回单等都在这个压缩包里，打开要密码",
            "lists, ledger and slips are in this archive, which opens with the password",
        ],
    },
    Kind {
        path: "README.txt",
        name: ["说明", "Read me"],
        purpose: ["加密的文件怎样打开", "how to open what is sealed"],
    },
    Kind { path: "", name: ["其他文件", "Other files"], purpose: ["", ""] },
];

/// Files of one kind that a page shows; of more, the folder itself is the better place to look.
const SHOWN: usize = 200;

/// Files of one kind, as they are shown.
#[derive(Serialize)]
pub struct Group {
    name: &'static str,
    purpose: &'static str,
    files: Vec<File>,
    /// How many more there are.
    more: usize,
    /// Whether they lie in a folder of many.
    many: bool,
}

#[derive(Serialize)]
struct File {
    name: String,
    /// Where it is downloaded.
    address: String,
    /// Where it is looked at; none where only its own program can show it.
    view: Option<String>,
    /// Where its table is printed.
    print: Option<String>,
    size: String,
}

/// The outputs of one programme.
#[derive(Serialize)]
pub struct Programme {
    id: String,
    title: String,
    groups: Vec<Group>,
}

/// Everything in an output folder by programmes, and what belongs to none. Kinds of which nothing was written are there too,
/// if every programme has them.
pub fn outputs(out: &Path, summaries: &[Summary], lang: Lang) -> (Vec<Programme>, Vec<Group>) {
    let found = lying(out);
    let mut own: BTreeMap<&str, Vec<Lying>> = BTreeMap::new();
    let mut shared = Vec::new();
    for file in &found {
        let programme = file.name.split_once('/').filter(|(id, _)| summaries.iter().any(|it| it.programme == *id));
        let lying = |below| Lying { name: &file.name, below, path: &file.path };
        match programme {
            Some((id, below)) => own.entry(id).or_default().push(lying(below)),
            None => shared.push(lying(&file.name)),
        }
    }
    let programmes = summaries.iter().map(|summary| Programme {
        id: summary.programme.clone(),
        title: summary.title.clone(),
        groups: groups(&KINDS, &own.remove(summary.programme.as_str()).unwrap_or_default(), Some(summary), lang),
    });
    (programmes.collect(), groups(&SHARED, &shared, None, lang))
}

/// The files of results that lie in an output folder, if it is one of ours; its marker is none of them.
pub fn lying(out: &Path) -> Vec<Found> {
    let mut found = match Output::of(out) {
        Some(Output::Summaries) => walk(out, &|_| false).files,
        Some(Output::Site) | None => Vec::new(),
    };
    found.retain(|file| !file.link && !file.name.starts_with('.'));
    found
}

/// How many results lie there, and how large they are together.
pub fn amount(out: &Path) -> Option<(usize, String)> {
    let found = lying(out);
    let bytes = found.iter().map(|file| file_size(&file.path)).sum();
    (!found.is_empty()).then(|| (found.len(), size(bytes)))
}

/// A file where it lies.
struct Lying<'f> {
    name: &'f str,
    /// Its path below the programme's folder.
    below: &'f str,
    path: &'f Path,
}

fn groups(kinds: &'static [Kind], files: &[Lying], summary: Option<&Summary>, lang: Lang) -> Vec<Group> {
    let kind_of = |file: &Lying| kinds.iter().position(|kind| file.below.starts_with(kind.path)).unwrap_or_default();
    let mut sorted: BTreeMap<usize, Vec<&Lying>> = BTreeMap::new();
    for file in files {
        sorted.entry(kind_of(file)).or_default().push(file);
    }
    let units: BTreeMap<String, &str> = summary
        .iter()
        .flat_map(|it| &it.units)
        .map(|unit| (format!("rosters/{}.xlsx", file_name::of_unit(&unit.unit)), unit.unit.as_str()))
        .collect();
    let group = |(at, kind): (usize, &Kind)| {
        let own = sorted.remove(&at)?;
        let folder = if kind.path.ends_with('/') { kind.path } else { "" };
        let show = |file: &&Lying| {
            let unit = units.get(file.below).copied();
            let prints = unit.is_some() || file.below == "summary.xlsx";
            let programme = summary.map(|it| it.programme.as_str()).unwrap_or_default();
            let print = || address("/print", &[("programme", programme), ("unit", unit.unwrap_or_default())]);
            File {
                name: file.below.strip_prefix(folder).unwrap_or(file.below).to_owned(),
                address: format!("/out/files/{}", uri(file.name)),
                view: is_viewed(file.name).then(|| format!("/out/files/{}?view=yes", uri(file.name))),
                print: (prints && summary.is_some()).then(print),
                size: size(file_size(file.path)),
            }
        };
        Some(Group {
            name: lang.pick(kind.name[0], kind.name[1]),
            purpose: lang.pick(kind.purpose[0], kind.purpose[1]),
            files: own.iter().take(SHOWN).map(show).collect(),
            more: own.len().saturating_sub(SHOWN),
            many: kind.path.ends_with('/'),
        })
    };
    kinds.iter().enumerate().filter_map(group).collect()
}

/// Whether a browser shows a file: pages, and texts.
pub fn is_viewed(name: &str) -> bool {
    [".html", ".csv", ".json", ".yaml", ".txt"].iter().any(|ending| name.ends_with(ending))
}

/// The file of a path below the output folder, if such a file of ours lies there: no path leads out of it.
pub fn file_of(out: &Path, path: &str) -> Option<PathBuf> {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if Output::of(out) != Some(Output::Summaries) || !path.split('/').all(is_plain) {
        return None;
    }
    let mut file = out.to_owned();
    for part in path.split('/') {
        file.push(part);
        if is_link(&file) {
            return None;
        }
    }
    is_file(&file).then_some(file)
}

/// The policy that a page of ours brings along in its head. One that brings none, a letter for a mail program, may be
/// looked at and nothing else.
pub fn policy(page: &str) -> String {
    let head = page.get(..page.floor_char_boundary(4096)).unwrap_or(page);
    let own = head.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
    let own = own.and_then(|(_, rest)| rest.split_once('"')).map(|(policy, _)| policy);
    let own = own.unwrap_or("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    format!("{own}; frame-ancestors 'self'")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes >> 20, ((bytes % (1 << 20)) * 10) >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::{file_of, policy, size};

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let out = temp.path().join("out");
        let write = |path: &str, text: &str| {
            let path = temp.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        write("decisions.yaml", "decisions: []\n");
        write("out/2025/表 1.xlsx", "x");
        assert_eq!(file_of(&out, "2025/表 1.xlsx"), None, "a folder that is not ours");
        write("out/.linghang", "linghang summaries\n");
        assert_eq!(file_of(&out, "2025/表 1.xlsx"), Some(out.join("2025/表 1.xlsx")));
        #[cfg(unix)]
        std::os::unix::fs::symlink(temp.path(), out.join("2025/link")).expect("a link");
        let absolute = temp.path().join("decisions.yaml").display().to_string();
        for path in [
            "",
            "2025",
            "2025/",
            "/2025/表 1.xlsx",
            "../decisions.yaml",
            "2025/../../decisions.yaml",
            "..",
            ".linghang",
            "2025/./表 1.xlsx",
            "..\\decisions.yaml",
            "2025\\表 1.xlsx",
            "c:decisions.yaml",
            "2025/link/decisions.yaml",
            "\0",
            &absolute,
            &absolute[1..],
        ] {
            assert_eq!(file_of(&out, path), None, "{path}");
        }
    }

    #[test]
    fn pages_keep_their_own_policy_and_others_get_one() {
        let page =
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha384-x'\">";
        assert_eq!(policy(page), "default-src 'none'; script-src 'sha384-x'; frame-ancestors 'self'");
        assert!(policy("<p>退回单</p>").starts_with("default-src 'none'; style-src 'unsafe-inline';"));
    }

    #[test]
    fn sizes_are_rounded_up_to_what_people_read() {
        assert_eq!([0, 1023, 1025, 1_572_864].map(size), ["0 B", "1023 B", "2 KB", "1.5 MB"]);
    }
}
