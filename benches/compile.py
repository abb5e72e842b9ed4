"""Compiles N returned YAML files with linghang and, beside it in the same run, with a script in Python that does the same
job (`compile_in_python.py`); prints a table of both.

    python3 -m venv target/bench && target/bench/bin/pip install openpyxl pyyaml pydantic
    cargo build --release
    target/bench/bin/python benches/compile.py target/release/linghang --files 1000 10000 100000 --on /dev/shm

Each file has one made-up person on the form `registration-2022`: 16 fields, 1.7 KB, 5 % of them with errors (a wrong check
digit, a class that does not exist, a mobile number too short, a missing name, an address that is none).
Only ratios within one run say anything: the machine is shared.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from compile_in_python import check_digit
from measuring import COMPILED, HEADER, in_turns, measured, show

UNITS = ["示例力学学会", "示例材料研究会", "示例海洋学会", "示例省科学技术协会", "示例市科学技术协会"]
CLASSES = ["天津班", "河南班", "江苏班", "浙江班"]
GROUPS = ["汉族", "回族", "满族", "蒙古族", "壮族"]
PARTIES = ["群众", "中共党员", "九三学社社员", "民盟盟员"]
FIELDS = ["新能源", "力学", "海洋工程", "人工智能", "材料科学", "化学"]
SYLLABLES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
SENTENCES = [
    "2005年至2009年在示例大学学习，获学士学位。",
    "2010年起在示例大学任教，从事{field}研究，发表论文{number}篇。",
    "主持示例基金项目{number}项，获示例奖励一次。",
    "兼任示例学会第{number}届理事，参加示例期刊的编辑工作。",
    "曾到示例国示例研究所访问，合作研究{field}问题。",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linghang", type=Path)
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 10000], help="how many returned files")
    parser.add_argument("--runs", type=int, default=3, help="the median is shown")
    parser.add_argument("--on", type=Path, default=Path(tempfile.gettempdir()), help="a folder to work in")
    parser.add_argument("--only", action="store_true", help="linghang alone, without the script")
    parser.add_argument("--write", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        return write(arguments.on, arguments.write)
    print(HEADER)
    for files in arguments.files:
        compare(arguments, files)


def compare(arguments, files):
    here = Path(__file__).resolve().parent
    linghang = str(arguments.linghang.resolve())
    with tempfile.TemporaryDirectory(dir=arguments.on) as temporary:
        root = Path(temporary)
        for part in ["data", "content"]:
            shutil.copytree(here.parent / part, root / part)
        # In a process of its own: what this one has in memory would count as the peak of those it starts.
        subprocess.run([sys.executable, __file__, linghang, "--write", str(files), "--on", str(root / "returned")], check=True)
        programs = {"linghang": [linghang, "compile", "returned", "--out", "out", "--quiet"]}
        if not arguments.only:
            script = str(here / "compile_in_python.py")
            programs["Python"] = [sys.executable, script, "returned", "python.xlsx"]
        runs = {name: partial(measured, command, root, COMPILED) for name, command in programs.items()}
        show(f"{files:,}", files, in_turns(runs, arguments.runs))
        with open(root / "out" / "2022" / "roster.csv", encoding="utf-8-sig") as roster:
            accepted = sum(1 for _ in roster) - 1
        wrong = files - files * 95 // 100
        if accepted != files - wrong:
            sys.exit(f"{accepted} of {files} people were accepted, not {files - wrong}")


def write(folder, files):
    """Every twentieth file has an error, each of five kinds in turn."""
    for number in range(files):
        fault = number // 20 % 5 if number % 20 == 19 else None
        path = folder / f"{number // 1000:03}" / f"{number:06}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(person(number, fault), encoding="utf-8")


def person(number, fault):
    """The form of a person who is nobody: no card has the region 110000, and its days are those of 1960 to 1999."""
    order, day = number % 999 + 1, number // 999
    body = f"110000{1960 + day // 336 % 40}{day // 28 % 12 + 1:02}{day % 28 + 1:02}{order:03}"
    digit = check_digit(body)
    field = FIELDS[number % len(FIELDS)]
    lines = {
        "推荐单位": UNITS[number % len(UNITS)],
        "姓名": "测试" + SYLLABLES[number % 22] + SYLLABLES[number // 22 % 22],
        "性别": "男" if order % 2 else "女",
        "民族": GROUPS[number % len(GROUPS)],
        "照片": "",
        "政治面貌": PARTIES[number % len(PARTIES)],
        "身份证号": body + digit,
        "手机": f"138{number:08}",
        "办公电话": f"010-{number:08}",
        "电子邮箱": f"p{number}@example.org",
        "研究领域": field,
        "工作单位及职务、职称": "示例大学" + field + "学院教授",
        "选择班次": CLASSES[number % len(CLASSES)],
        "填表日期": f"2022-04-{number % 28 + 1:02}",
        "修订": "1",
    }
    match fault:
        case 0:
            lines["身份证号"] = body + ("0" if digit != "0" else "1")
        case 1:
            lines["选择班次"] = "没有的班"
        case 2:
            lines["手机"] = "1380000"
        case 3:
            lines["姓名"] = ""
        case 4:
            lines["电子邮箱"] = "没有"
    text = "表单: registration-2022\n" + "".join(f"{label}: {value}\n" for label, value in lines.items())
    bio = "".join(SENTENCES[(number + at) % 5].format(field=field, number=number % 97 + at) for at in range(19))
    return f"{text}个人简介: |\n  {bio}\n"


if __name__ == "__main__":
    main()
