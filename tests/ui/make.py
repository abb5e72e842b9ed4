"""Makes the workbooks of the cases in this folder, by openpyxl: `python make.py`."""
import datetime
import pathlib
import zipfile

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

HERE = pathlib.Path(__file__).parent
HEAD = [["推荐汇总表"], ["推荐单位：样例集团科协", None, None, "填表日期：2025-08-10"]]
LABELS = ["序号", "姓名", "出生年月", "政治面貌", "可否参加", "范围"]
PERSON = [1, "测试甲", "1980-05", "群众", "是", "会员"]


def case(name, sheets, file="推荐汇总表.xlsx", change=lambda book: None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book)
    folder = HERE / name / "files/returned"
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / file)
    (HERE / name / "cmd").write_text("compile returned --check -v\n")
    return folder / file


def roster(*rows, labels=LABELS):
    return {"名单": [*HEAD, labels, *rows]}


def row(**changes):
    at = {"name": 1, "birth": 2, "status": 3, "attend": 4, "scope": 5}
    cells = list(PERSON)
    for key, value in changes.items():
        cells[at[key]] = value
    return cells


def part(path, name, text):
    """Adds a part to a workbook."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(zipfile.ZipInfo(name, (2025, 8, 1, 0, 0, 0)), text)


def rewrite(path, old, new):
    """Replaces something in the first sheet of a workbook."""
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[sheet], parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 8, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def hide(name):
    def change(book):
        book["名单"].row_dimensions[name].hidden = True

    return change


def day(book):
    book["名单"]["D4"] = datetime.date(2025, 3, 1)


def stamped(book):
    form = book.create_sheet("_form")
    for value in ["linghang", "roster", "0123456789abcdef"]:
        form.append([value])
    form.sheet_state = "hidden"
    book.defined_names["lh_name"] = DefinedName("lh_name", attr_text="名单!$B$3")


def of_form(*lines):
    """The hidden sheet of a blank that says of itself what these lines say."""
    def change(book):
        form = book.create_sheet("_form")
        for value in ["linghang", *lines]:
            form.append([value])
        form.sheet_state = "hidden"

    return change


ALL = {"名单": [["推荐汇总表"], ["推荐单位：样例集团科协", None, "单位类别：", None, "填表日期：2025-08-10", "修订：1"],
                [*LABELS, "任职"], [*PERSON, "理事长"]]}


def main():
    old = case("E0142-renamed-to-xls", roster(PERSON), "推荐汇总表.xls")
    assert old.exists()
    path = case("E0143-cut-short", roster(PERSON))
    path.write_bytes(path.read_bytes()[:2000])
    path = case("E0145-macros", roster(PERSON), "推荐汇总表.xlsm")
    part(path, "xl/vbaProject.bin", "x")
    rewrite(case("E0144-bomb", roster(PERSON)), b"</sheetData>", b" " * (50 << 20) + b"</sheetData>")
    case("E0328-turned-into-a-day", roster(PERSON), change=day)
    case("E0420-other-table", {"Sheet1": [["物资领用表"], ["名称", "数量"], ["笔记本", 30]]})
    case("E0421-by-its-title", roster(PERSON))
    case("E0422-instructions", {**roster(PERSON), "填表说明": [["请于8月14日前报送。"]]})
    case("E0423-beside-the-table", roster([*PERSON, "兼任理事"]))
    case("E0424-column-more", roster([*PERSON, 178], labels=[*LABELS, "身高"]))
    case("E0425-hidden-row", roster(PERSON, row(name="测试乙")), change=hide(4))
    case("E0426-sum", roster(PERSON, ["合计", "1人"]))
    case("E0427-blank-of-last-month", roster(row(), labels=[*LABELS[:5], "推荐范围"]), change=stamped)
    without = [label for label in LABELS if label != "政治面貌"]
    people = [[value for value in row(name=name) if value != "群众"] for name in ["测试甲", "测试乙"]]
    case("E0428-column-deleted", roster(*people, labels=without))
    case("E0427-options-changed", ALL, change=of_form("roster", "0123456789abcdef"))
    case("E0430-blank-of-last-year", roster(PERSON), change=of_form("roster-2024", "0123456789abcdef"))
    # openpyxl writes formulas without results, and no error values but as texts of their own kind.
    case("E0330-never-opened", roster(row(status="=A1")))
    path = case("E0329-not-available", roster(row(status="#N/A")))
    assert path.exists()
    folder = HERE / "E0141-web-page/files/returned"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "导出名单.xls").write_text("<html><table><tr><td>姓名</td></tr></table></html>\n")
    (HERE / "E0141-web-page/cmd").write_text("compile returned --check\n")
    rewrite(case("E0146-serial-by-formula", roster(PERSON)), b'<c r="A4" t="n"><v>1</v>', b'<c r="A4"><f>ROW()-3</f><v>1</v>')


main()
