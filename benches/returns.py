"""Compiles N filled workbooks and N filled Word documents with linghang and, beside it in the same run, reads the same
files with openpyxl and python-docx; prints a table of both.

    python3 -m venv target/bench && target/bench/bin/pip install openpyxl python-docx
    cargo build --release
    target/bench/bin/python benches/returns.py target/release/linghang --files 1000

linghang reads the forms, checks them and writes the summaries; the script only looks at every cell. The forms are our
own blank of `registration-2022`, filled in and saved by openpyxl and python-docx, one made-up person a file. With
`--photo 4` each file has a photo of so many MB besides. Only ratios within one run say anything: the machine is shared.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from measuring import COMPILED, HEADER, in_turns, measured, show

FORM = "registration-2022"
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
PERSON = {
    "recommending_unit": "示例力学学会",
    "name": "@name@",
    "sex": "@sex@",
    "ethnicity": "汉族",
    "political_status": "群众",
    "id_number": "@id@",
    "mobile": "@mobile@",
    "office_phone": "010-00000000",
    "email": "@mail@",
    "research_field": "新能源",
    "unit_post_title": "示例大学能源学院副院长、教授",
    "class_choice": "河南班",
    "bio": "2005年至2009年在示例大学学习。2010年起在示例大学任教，从事新能源研究，发表论文若干。" * 8,
    "filled_on": "2022-04-10",
}
# Where a photo stands in the package.
MEDIA = {"xlsx": "xl/media/photo.jpeg", "docx": "word/media/photo.jpeg"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linghang", type=Path)
    parser.add_argument("--files", type=int, default=1000, help="of each format")
    parser.add_argument("--photo", type=int, default=0, help="megabytes of a photo in each file")
    parser.add_argument("--runs", type=int, default=3, help="the median is shown")
    parser.add_argument("--on", type=Path, default=Path(tempfile.gettempdir()), help="a folder to work in")
    parser.add_argument("--write", nargs=2, metavar=("FORMAT", "BLANK"), help=argparse.SUPPRESS)
    parser.add_argument("--read", choices=MEDIA, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read(arguments.read, arguments.on)
    elif arguments.write:
        write(*arguments.write, arguments.on, arguments.files, arguments.photo)
    else:
        compare(arguments)


def compare(arguments):
    linghang = str(arguments.linghang.resolve())
    this = [sys.executable, str(Path(__file__).resolve()), linghang]
    repository = Path(__file__).resolve().parent.parent
    print(HEADER)
    with tempfile.TemporaryDirectory(dir=arguments.on) as temporary:
        root = Path(temporary)
        for part in ["data", "content"]:
            shutil.copytree(repository / part, root / part)
        for extension, library in {"xlsx": "openpyxl", "docx": "python-docx"}.items():
            folder = root / extension
            folder.mkdir()
            subprocess.run([linghang, "blank", FORM, "--format", extension], cwd=root, check=True, stdout=subprocess.DEVNULL)
            amount = ["--files", str(arguments.files), "--photo", str(arguments.photo)]
            # In a process of its own: what this one has in memory would count as the peak of those it starts.
            blank = str(root / "blank" / f"{FORM}.{extension}")
            subprocess.run([*this, "--write", extension, blank, "--on", str(folder), *amount], check=True)
            programs = {
                "linghang": [linghang, "compile", extension, "--out", "out"],
                library: [*this, "--read", extension, "--on", str(folder)],
            }
            runs = {name: partial(measured, command, root, COMPILED) for name, command in programs.items()}
            show(f"{arguments.files} {extension}", arguments.files, in_turns(runs, arguments.runs))
            # Written anew at every run.
            accepted = sum(1 for _ in open(root / "out" / "2022" / "roster.csv", encoding="utf-8-sig")) - 1
            if accepted != arguments.files:
                sys.exit(f"{accepted} of {arguments.files} people were accepted")


def read(extension, folder):
    """What a script does that wants the texts of all cells."""
    letters = 0
    for path in sorted(folder.iterdir()):
        letters += sum(len(str(text)) for text in (of_workbook if extension == "xlsx" else of_document)(path))
    print(letters)


def of_workbook(path):
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if value is not None)


def of_document(path):
    import docx

    for table in docx.Document(path).tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


def write(extension, blank, folder, files, photo):
    """Fills the blank in with marks through the library, and writes it with a person in their place, file by file."""
    template = folder.parent / f"template.{extension}"
    (fill_workbook if extension == "xlsx" else fill_document)(blank, template)
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # Where the texts stand, the program that saved it decided.
    marked = [name for name, content in parts.items() if b"@name@" in content]
    texts = {name: parts.pop(name).decode() for name in marked}
    noise = os.urandom(photo << 20)
    for number in range(files):
        with zipfile.ZipFile(folder / f"{number:05}.{extension}", "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
            for name, text in texts.items():
                package.writestr(name, person(text, number))
            if photo:
                package.writestr(zipfile.ZipInfo(MEDIA[extension]), noise)


def fill_workbook(blank, template):
    import openpyxl

    book = openpyxl.load_workbook(blank)
    for key, text in PERSON.items():
        sheet, cell = next(book.defined_names[f"lh_{key}"].destinations)
        book[sheet][cell.replace("$", "").split(":")[0]] = text
    book.save(template)


def fill_document(blank, template):
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(blank)
    for control in list(document.element.iter(qn("w:sdt"))):
        properties = control.find(qn("w:sdtPr"))
        text = PERSON.get(properties.find(qn("w:tag")).get(qn("w:val")))
        box = next((it for it in properties if it.tag.endswith("}checkbox")), None)
        if text is None or box is not None and properties.find(qn("w:alias")).get(qn("w:val")) != text:
            continue
        if box is not None:
            box[0].set(box[0].attrib.keys()[0], "1")
            text = "☑"
        prompt = properties.find(qn("w:showingPlcHdr"))
        if prompt is not None:
            properties.remove(prompt)
        first, *others = list(control.find(qn("w:sdtContent")).iter(qn("w:t")))
        first.text = text
        for other in others:
            other.text = ""
    document.save(template)


def person(text, number):
    """The template with the person of a number, who is nobody: no card has the region 110000."""
    order, day = number % 999 + 1, number // 999
    body = f"1100001985{day // 28 % 12 + 1:02}{day % 28 + 1:02}{order:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]
    name = "测试" + NAMES[number % 22] + NAMES[number // 22 % 22]
    marks = {"name": name, "sex": "男" if order % 2 else "女", "id": body + check, "mobile": f"138{number:08}", "mail": f"p{number}@example.org"}
    for mark, value in marks.items():
        text = text.replace(f"@{mark}@", value)
    return text


main()
