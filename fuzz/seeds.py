#!/usr/bin/env python3
"""Makes the seeds of all fuzz targets from the demo project: python3 fuzz/seeds.py target/debug/linghang

Packages are taken apart into texts (see src/ground/parcel.rs), so that a fuzzer can change what stands in them."""

import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "tests" / "fixtures" / "office"
RECORD, UNIT = b"\x1e", b"\x1f"
MOST = 40_000


def seed(target: str, name: str, content: bytes) -> None:
    """Puts a seed down; long ones only slow a fuzzer."""
    if len(content) <= MOST:
        folder = HERE / "seeds" / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def parcel(texts: list[tuple[str, bytes]], record: bytes = RECORD, unit: bytes = UNIT) -> bytes:
    return record.join(name.encode() + unit + text for name, text in texts)


def unpacked(package: bytes, record: bytes = RECORD, unit: bytes = UNIT) -> bytes:
    """A package's texts; pictures and what the program never looks at are left out."""
    archive = zipfile.ZipFile(io.BytesIO(package))
    aside = ("theme", "docProps/", "settings.xml", "word/styles", "numbering.xml", "footnotes", "endnotes", "latent", "fontTable", "webSettings", "Thumbnails", "Configurations")
    names = [name for name in archive.namelist() if not any(word in name for word in aside) and not name.endswith("/")]
    texts = [(name, plainer(archive.read(name))) for name in names]
    return parcel([(name, text) for name, text in texts if b"\x1e" not in text and b"\x1f" not in text], record, unit)


def plainer(part: bytes) -> bytes:
    """A part of a document without what only says how it looks."""
    return re.sub(rb"<w:(rPr|pPr|tcPr|trPr|tblPr|sectPr)>.*?</w:\1>", b"", part, flags=re.DOTALL)


def received(project: pathlib.Path, blanks: pathlib.Path) -> None:
    samples = sorted((project / "data" / "samples").rglob("*.yaml"))
    for number, path in enumerate(samples[::2]):
        seed("yaml", f"sample-{number:02}", path.read_bytes())
    seed("yaml", "gb18030", samples[0].read_text(encoding="utf-8").encode("gb18030"))
    seed("yaml", "utf-16", samples[0].read_text(encoding="utf-8").encode("utf-16"))
    for path in sorted(blanks.iterdir()):
        extension = path.suffix[1:]
        if extension == "yaml":
            seed("yaml", f"blank-{path.stem}", path.read_bytes())
        elif extension in ("xlsx", "docx"):
            seed(extension, f"blank-{path.stem}", unpacked(path.read_bytes()))
    for path in sorted(FIXTURES.glob("*.[xo][ld]*")) + sorted((FIXTURES / "word").glob("*.docx")):
        target = "docx" if path.suffix == ".docx" else "xlsx"
        whole = path.read_bytes()
        seed(target, f"{path.stem}-{path.suffix[1:]}", whole if path.suffix == ".xls" else unpacked(whole))


def containers(project: pathlib.Path) -> None:
    folder = project / "data" / "samples" / "2022" / "示例力学学会"
    files = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    seed("zip", "folder", parcel(files[:4]))
    seed("zip", "stored", parcel([(f"{name}=", text) for name, text in files[:2]]))
    seed("zip", "nested", parcel([("内.zip", parcel(files[:2], b"\x1c", b"\x1d")), files[-1]]))
    seed("zip", "book", parcel([("名单.xlsx", unpacked((FIXTURES / "roster-openpyxl.xlsx").read_bytes(), b"\x1c", b"\x1d"))]))
    seed("zip", "odd-names", parcel([("../../a.yaml", files[0][1]), ("C:\\b.yaml", b"x"), ("__MACOSX/._a", b"x"), ("con.yaml", b"y")]))
    seed("zip", "patched", parcel([("a.yaml", files[0][1]), ("!", b"\x20\x00\xff\x10\x00\x01")]))
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.yaml", files[0][1])
    seed("zip", "whole", plain.getvalue())
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?B?5oql5ZCN?=\r\nDate: Tue, 12 Aug 2025 01:30:00 +0000\r\nMIME-Version: 1.0\r\n"
    card = files[0][1]
    seed("eml", "plain", head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + card)
    seed("eml", "quoted", head + b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n> " + card.replace(b"\n", b"\n> "))
    table = "<table><tr><td>姓名</td><td>测试甲</td></tr><tr><td>性别</td><td>男</td></tr></table>".encode()
    seed("eml", "html", head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + table)
    parts = head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n'
    parts += b'--b\r\nContent-Type: application/x-yaml; name="=?gb2312?B?se0=?=.yaml"\r\n'
    parts += b"Content-Disposition: attachment; filename*=utf-8''%E8%A1%A8.yaml\r\n\r\n" + card + b"\r\n"
    parts += b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + head + b"\r\n" + card + b"\r\n--b--\r\n"
    seed("eml", "parts", parts)


def authored(project: pathlib.Path) -> None:
    small = {
        "data/site.yaml": "data/site.yaml",
        "data/programmes/2025.yaml": "data/programmes/2025.yaml",
        "data/forms/card.yaml": "data/forms/registration-2022.yaml",
        "data/units.yaml": "data/units.yaml",
        "content/index.md": "content/index.md",
        "content/pages/p.md": "content/pages/guide.md",
        "content/notices/a.md": next(iter(sorted((project / "content/notices").glob("*.md")))).relative_to(project),
        "content/classes/2025/01-a.md": "content/classes/2022/07-forestry.md",
    }
    for name, path in small.items():
        text = (project / path).read_bytes()
        seed("authored", name.replace("/", "-"), parcel([(name, text)]))
        if name.endswith(".md"):
            body = text.split(b"---\n", 2)[2]
            seed("markdown", name.replace("/", "-"), body)
    seed("authored", "two", parcel([
        ("data/forms/card.yaml", "title: 表\nlayout: roster\nrecords: 学员\nrows: 3\nheader:\n  - { key: u, label: 推荐单位, kind: unit }\nfields:\n  - { key: name, label: 姓名, kind: person_name, required: true }\n  - { key: sex, label: 性别, kind: sex }\nidentity: [name]\n".encode()),
        ("data/programmes/2025.yaml", "title: 项目\nsummary: 说明\nforms: [card]\nas_of: 2025-08-14\nrules:\n  - { id: a, form: card, basis: 一, per: unit, when: { name: { present: true } }, where: { sex: { is: 女 } }, at_least: 2 }\n".encode()),
    ]))
    seed("markdown", "marks", "## 一**“二”**三\n\n| a | b |\n|---|---|\n| `c` | ~~d~~ |\n\n[x](a.md#一 \"t\")[^1]\n\n[^1]: 注\n\n![图](../a.png)\n\n<b>x</b> {{ deadline.unit }} {{ class.1.period }}\n".encode())
    for number, line in enumerate([
        "{ month: 2025-08, part: 上旬, days: 5 }", "{ start: 2025-08-14, end: 2025-08-19 }", "{ month: 9999-12, part: 月底 }\n31",
        "{ month: 0001-01, part: 上旬, text: 待定 }\n30", "{ month: 2024-02, part: 下旬, days: 4294967296 }\n0",
        "{ start: 0001-01-01, end: 9999-12-31 }\n10", "{ month: 2025-08, part: 上旬 }\n99999999999",
    ]):
        seed("period", f"{number}", line.encode())
    decisions = "decisions:\n  # 说明\n  - accept: { file: a.yaml, record: 1 }\n    problems: [E0303]\n    reason: 电话核实\n    by: 测试\n    date: 2025-08-12\n  - drop: { file: b.yaml, record: 2, name: 测试甲 }\n    reason: 重复\n  - unit: 示例单位\n    is: 示例力学学会\n    reason: 改名\n  - paper: { unit: 示例力学学会, programme: \"2025\" }\n    received: 2025-08-11\n    people: 3\n    reason: 纸质\n  - record: { form: nomination-2025 }\n    values: { 姓名: 测试乙, 性别: 男 }\n    reason: 录入\n  - same:\n      - { file: a.yaml, record: 1 }\n      - { file: b.yaml, record: 1 }\n    reason: 同一人\n"
    seed("decisions", "all", decisions.encode())
    seed("decisions", "flow", "decisions: [{drop: {file: a, record: 1}, reason: x}]\n".encode())
    seed("decisions", "crlf", decisions.replace("\n", "\r\n").encode())


def values() -> None:
    texts = ["测试甲", "男", "汉", "党员", "110000198503070011", "１１００００１９８５０３０７００１Ｘ", "138-0000-0000", "010-00000001转8、13800000000",
             "a＠example.org", "甲类；乙类", "是", "1985年3月", "1985.03", "二〇二五年八月十四日", "2025/8/14", "45876", "博士研究生", "a.png", "1,234.50", "９５分", "同上", "无", "1.10E+17"]
    for number, text in enumerate(texts):
        seed("values", f"{number:02}", bytes([number % 20]) + text.encode())
    seed("values", "list", bytes([9]) + "甲类".encode() + RECORD + "乙类".encode())
    for number in range(12):
        told = RECORD.join(bytes([1]) + UNIT + text.encode() for text in texts[number:] + texts[:number])
        seed("round", f"{number:02}", bytes([number]) + told)


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    shutil.rmtree(HERE / "seeds", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        project, blanks = pathlib.Path(folder) / "project", pathlib.Path(folder) / "blanks"
        subprocess.run([program, "init", project], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([program, "--root", project, "blank", "--format", "yaml,xlsx,docx", "--out", blanks], check=True, stdout=subprocess.DEVNULL)
        received(project, blanks)
        containers(project)
        authored(project)
    values()


main()
