"""Fills in workbook blanks as people and scripts do: in LibreOffice through its API (UNO), or with openpyxl.

python3 fill.py uno PROFILE < jobs.json    python3 fill.py openpyxl < jobs.json

A job names a blank (`file`), what to put into the cells with names (`cells`, by key) and under the headings with names
(`rows`), and where to save it (`saves`: pairs of a path and LibreOffice's name of the format). UNO answers, as JSON, what
it saw in each blank: what is printed, what each cell lets in, and of `samples` ([key, text]) whether the cell's check
lets them in. With `view`, the filled blank is printed there as it is seen on a screen.
"""

import json
import sys
from pathlib import Path

PREFIX = "lh_"


def main():
    jobs = json.load(sys.stdin)
    if sys.argv[1] == "openpyxl":
        for job in jobs:
            with_openpyxl(job)
        return
    from office import running

    with running(sys.argv[2]) as desktop:
        json.dump([with_office(desktop, job) for job in jobs], sys.stdout, ensure_ascii=False)


def with_openpyxl(job):
    import openpyxl

    book = openpyxl.load_workbook(job["file"])
    sheet = book.worksheets[0]
    # Until 3.1 the names are a list.
    names = book.defined_names
    names = names.values() if hasattr(names, "values") else names.definedName
    at = {name.name[len(PREFIX):]: name.attr_text.split("!")[1].replace("$", "") for name in names if name.name.startswith(PREFIX)}
    for key, text in job["cells"].items():
        sheet[at[key]] = text
    for number, row in enumerate(job["rows"], 1):
        for key, text in row.items():
            heading = sheet[at[key]]
            sheet.cell(heading.row + number, heading.column).value = text
    book.save(job["saves"][0][0])


def with_office(desktop, job):
    from office import opened, value

    book = opened(desktop, job["file"])
    seen = {"printed": printed(book), "hidden": hidden(book), "protected": book.Sheets.getByIndex(0).isProtected()}
    seen["checks"] = {key: check(cell) for key, cell in inputs(book, job).items()}
    seen["locked"] = locked(book, job)
    for key, text in job["cells"].items():
        cells(book)[key].setString(text)
    for number, row in enumerate(job["rows"], 1):
        for key, text in row.items():
            below(book, cells(book)[key], number).setString(text)
    for path, filter_name in job["saves"]:
        book.storeToURL(Path(path).as_uri(), (value("FilterName", filter_name),))
    if "view" in job:
        view(book, job["view"])
    seen["samples"] = [lets_in(book, inputs(book, job)[key], text) for key, text in job["samples"]]
    book.close(True)
    return seen


def view(book, path):
    """Prints a blank as it is seen on a screen: with the letters of columns, and with what stands beside the table."""
    from office import value

    sheet = book.Sheets.getByIndex(0)
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    used.gotoStartOfUsedArea(True)
    sheet.setPrintAreas((used.RangeAddress,))
    page = book.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    page.PrintHeaders = page.PrintGrid = True
    page.FooterIsOn = False
    if not page.IsLandscape:
        page.IsLandscape = True
        page.Width, page.Height = page.Height, page.Width
    page.ScaleToPagesX = page.ScaleToPagesY = 1
    for margin in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(page, margin, 1000)
    book.storeToURL(Path(path).as_uri(), (value("FilterName", "calc_pdf_Export"),))


def cells(book):
    """The cells with names of ours, by key."""
    found = {}
    for name in book.NamedRanges.ElementNames:
        if name.startswith(PREFIX):
            found[name[len(PREFIX):]] = book.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
    return found


def inputs(book, job):
    """The cells to fill in: those with names; of a roster's columns, the first below the heading."""
    columns = {key for row in job["rows"] for key in row}
    return {key: below(book, cell, 1) if key in columns else cell for key, cell in cells(book).items()}


def below(book, cell, rows):
    at = cell.CellAddress
    return book.Sheets.getByIndex(at.Sheet).getCellByPosition(at.Column, at.Row + rows)


def printed(book):
    areas = book.Sheets.getByIndex(0).getPrintAreas()
    return [[area.StartColumn, area.StartRow, area.EndColumn, area.EndRow] for area in areas]


def hidden(book):
    return [sheet.Name for sheet in (book.Sheets.getByIndex(at) for at in range(book.Sheets.Count)) if not sheet.IsVisible]


def check(cell):
    validation = cell.Validation
    return {
        "type": validation.Type.value,
        "stops": validation.ErrorAlertStyle.value == "STOP" and validation.ShowErrorMessage,
        "hint": validation.InputMessage if validation.ShowInputMessage else "",
        "refusal": validation.ErrorMessage if validation.ShowErrorMessage else "",
        # 100 is @ in every language of LibreOffice.
        "text": cell.NumberFormat == 100,
    }


def locked(book, job):
    """The keys of cells that a protected sheet would not let people fill in; "title" where it keeps the title as it is."""
    title = book.Sheets.getByIndex(0).getCellByPosition(0, 0)
    wrong = [key for key, cell in inputs(book, job).items() if cell.CellProtection.IsLocked]
    return wrong + (["title"] if title.CellProtection.IsLocked else [])


def lets_in(book, cell, text):
    """What the formula of a check says of a text, worked out far from the form."""
    sheet = cell.Spreadsheet
    if sheet.isProtected():
        sheet.unprotect("")
    cell.setString(text)
    scratch = sheet.getCellByPosition(100, cell.CellAddress.Row)
    scratch.setFormula(f"={cell.Validation.getFormula1()}")
    return scratch.getError() == 0 and scratch.Value == 1


if __name__ == "__main__":
    main()
