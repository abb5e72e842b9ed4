#!/usr/bin/python3
"""Everything the program writes, read by programs of others: openpyxl, python-docx, icalendar, feedparser, PyYAML and
Python's own csv; what they say is held against summary.json and the sources.

/usr/bin/python3 tests/readers/run.py PROGRAM"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback
import warnings

import docx
import feedparser
import icalendar
import openpyxl
import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAMMES = ["2022", "2025"]

# What openpyxl cannot write again does not matter here.
warnings.filterwarnings("ignore", module="openpyxl")


class Checks:
    """Counts checks, tells the failures, and ends with the line that ./test adds up."""

    def __init__(self):
        self.passed = self.failed = 0

    def ok(self, name, condition, detail=""):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED  {name}\n        {str(detail)[:400]}")

    def equal(self, name, found, expected):
        self.ok(name, found == expected, f"found {found!r}, expected {expected!r}")

    def group(self, name, run, *args):
        try:
            run(self, *args)
        except Exception:  # A check that could not run has not passed.
            self.ok(f"{name}: could not be checked", False, traceback.format_exc(limit=-3))


def table(path):
    """The rows of a table, as any program reads them that knows RFC 4180."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def accepted(summary):
    """The accepted records that are about somebody: opinions and reports are not."""
    return [record for record in summary["records"] if record["status"] == "accepted" and "name" in record["values"]]


def tables(checks, out):
    for path in sorted(out.rglob("*.csv")):
        rows = table(path)
        widths = {len(row) for row in rows}
        checks.equal(f"{path.relative_to(out)}: every row has the same cells", len(widths), 1)
        checks.ok(f"{path.relative_to(out)}: heads differ", len(set(rows[0])) == len(rows[0]), rows[0])
    for programme in PROGRAMMES:
        people = len(accepted(json.loads((out / programme / "summary.json").read_text(encoding="utf-8"))))
        checks.equal(f"{programme}/roster.csv: has everybody", len(table(out / programme / "roster.csv")) - 1, people)


def sheet_rows(sheet, first):
    """The rows below the one that begins with a head, down to the first empty one."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(index for index, row in enumerate(rows) if row and row[0] == first)
    below = rows[at + 1:]
    end = next((index for index, row in enumerate(below) if not any(row)), len(below))
    return rows[at], below[:end]


def workbooks(checks, folders, out):
    found = [path for folder in folders for path in sorted(folder.rglob("*.xlsx"))]
    checks.ok("there are workbooks", len(found) > 8, found)
    for path in found:
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        checks.ok(f"{path.name}: holds something", len(cells) > 5)
        checks.ok(f"{path.name}: no cell is in error", not [cell for cell in cells if cell.data_type == "e"])
        own = [cell.coordinate for cell in cells if cell.data_type == "f" and not path.name.startswith("summary")]
        checks.ok(f"{path.name}: holds no formula", not own, own)
    for programme in PROGRAMMES:
        summary = json.loads((out / programme / "summary.json").read_text(encoding="utf-8"))
        book = openpyxl.load_workbook(out / programme / "summary.xlsx")
        heads, rows = sheet_rows(book["合并表"], "序号")
        people = accepted(summary)
        checks.equal(f"{programme}: 合并表 has everybody", len(rows), len(people))
        at = heads.index("姓名")
        checks.equal(f"{programme}: 合并表 names them", sorted(row[at] for row in rows), sorted(record["values"]["name"] for record in people))
        if "身份证号" in heads:
            at = heads.index("身份证号")
            numbers = sorted(record["values"]["id_number"] for record in people)
            checks.equal(f"{programme}: their numbers are texts", sorted(row[at] for row in rows), numbers)
        _, ledger = sheet_rows(book["收件台账"], "文件")
        checks.equal(f"{programme}: 收件台账 has every file", len(ledger), summary["counts"]["files"])


def documents(checks, folders, out):
    found = [path for folder in folders for path in sorted(folder.rglob("*.docx"))]
    checks.ok("there are documents", len(found) > 5, found)
    for path in found:
        document = docx.Document(str(path))
        words = [paragraph.text for paragraph in document.paragraphs]
        words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        checks.ok(f"{path.name}: says something", len("".join(words)) > 40, words)
        if path.name == "brief.docx":
            counts = json.loads((path.parent / "summary.json").read_text(encoding="utf-8"))["counts"]
            checks.ok(f"{path.parent.name}/{path.name}: tells how many were accepted", any(str(counts["accepted"]) in text for text in words))


def forms(checks, blanks, project):
    """Blank forms in YAML are one mapping, whoever reads them, and every label of the form stands in them."""
    for path in sorted(blanks.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        read = yaml.safe_load(text)
        checks.equal(f"{path.name}: says which form it is", read.get("表单"), path.stem)
        form = yaml.load((project / "data" / "forms" / path.name).read_text(encoding="utf-8"), yaml.BaseLoader)
        labels = [field["label"] for field in form.get("fields", []) + form.get("header", []) if field.get("kind") != "photo"]
        said = set(read) | {key for value in read.values() if isinstance(value, list) for item in value if isinstance(item, dict) for key in item}
        missing = [label for label in labels if label not in said and label not in text]
        checks.ok(f"{path.name}: has every label", not missing, missing)


def scalars(checks):
    """What the program writes for a text (tests/suite/vectors.rs holds it to that) is that text to PyYAML, typed or not."""
    vectors = json.loads((REPOSITORY / "tests/vectors/yaml.json").read_text(encoding="utf-8"))
    written = list(vectors["same"].items()) + list(vectors["page"].items())
    wrong = [text for text, scalar in written if yaml.safe_load(f"栏目: {scalar}\n") != {"栏目": text}]
    checks.ok(f"{len(written)} scalars are read by PyYAML as they were meant", not wrong, wrong)


def calendars(checks, site):
    found = sorted(site.rglob("*.ics"))
    checks.ok("there are calendars", len(found) > 5)
    for path in found:
        raw = path.read_bytes()
        name = path.relative_to(site)
        checks.ok(f"{name}: lines end as RFC 5545 wants, none is longer than 75 octets", all(len(line) <= 75 and b"\n" not in line for line in raw.split(b"\r\n")))
        calendar = icalendar.Calendar.from_ical(raw)
        events = calendar.walk("VEVENT")
        checks.equal(f"{name}: every event is read", len(events), raw.count(b"BEGIN:VEVENT"))
        checks.equal(f"{name}: every event has its own id", len({str(event["UID"]) for event in events}), len(events))
        for event in events:
            start, end = event["DTSTART"].dt, event.get("DTEND")
            checks.ok(f"{name}: {event['UID']} ends after it begins", end is None or end.dt > start)
            checks.ok(f"{name}: {event['UID']} has a title and a stamp", str(event["SUMMARY"]) and event["DTSTAMP"].dt)
        again = icalendar.Calendar.from_ical(calendar.to_ical())
        checks.equal(f"{name}: written again it says the same", [str(it["SUMMARY"]) for it in again.walk("VEVENT")], [str(it["SUMMARY"]) for it in events])


def feeds(checks, site, project):
    found = sorted(site.rglob("feed.xml"))
    checks.ok("there are feeds", len(found) > 2)
    for path in found:
        feed = feedparser.parse(path.read_bytes())
        name = path.relative_to(site)
        checks.ok(f"{name}: is well-formed Atom", not feed.bozo and feed.version == "atom10", feed.get("bozo_exception"))
        ids = [entry.id for entry in feed.entries]
        checks.ok(f"{name}: every entry has its own id, a title, a link and a time", ids and len(set(ids)) == len(ids) and all(entry.title and entry.link and entry.updated_parsed for entry in feed.entries))
    main = feedparser.parse((site / "feed.xml").read_bytes())
    titles = {re.search(r"^title: (.+)$", path.read_text(encoding="utf-8"), re.M)[1].strip("\"'") for path in (project / "content/notices").glob("*.md")}
    checks.ok("feed.xml: its titles are those of the notices", {entry.title for entry in main.entries} <= titles, [entry.title for entry in main.entries])


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / "demo"
        run = lambda *args: subprocess.run([program, *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        run("demo", project)
        blanks = pathlib.Path(folder) / "blanks"
        run("--root", project, "blank", "--format", "yaml,xlsx,docx", "--out", blanks)
        out, site = project / "out", project / "site"
        checks.group("csv", tables, out)
        checks.group("openpyxl", workbooks, [out, blanks], out)
        checks.group("python-docx", documents, [out, blanks], out)
        checks.group("PyYAML, forms", forms, blanks, project)
        checks.group("PyYAML, scalars", scalars)
        checks.group("icalendar", calendars, site)
        checks.group("feedparser", feeds, site, project)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


sys.exit(main())
