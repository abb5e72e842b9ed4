"""Compares workbooks with their marked copies in openpyxl: all but the fill and the comments of cells has to be equal.

python3 marks.py ORIGINAL COPY SAVED

SAVED is the copy as another program saved it. Answers, as JSON, what differs, which cells are coloured (with the colour)
and commented, and which are commented in SAVED.
"""

import json
import sys

import openpyxl

KEPT = ("value", "number_format", "font", "border", "alignment", "protection", "hyperlink")


def main():
    original, copy, saved = (openpyxl.load_workbook(path) for path in sys.argv[1:4])
    differs, coloured, commented = [], {}, []
    if original.sheetnames != copy.sheetnames:
        differs.append("sheets")
    for before, after in zip(original.worksheets, copy.worksheets):
        for what in ("sheet_state", "freeze_panes", "merged_cells", "protection", "data_validations", "column_dimensions"):
            one, other = (text(getattr(sheet, what)) for sheet in (before, after))
            if one != other:
                differs.append(f"{before.title}: {what}")
        rows = max(before.max_row, after.max_row)
        columns = max(before.max_column, after.max_column)
        for row in range(1, rows + 1):
            for column in range(1, columns + 1):
                old, new = before.cell(row, column), after.cell(row, column)
                place = f"{after.title}!{new.coordinate}"
                differs += [f"{place}: {what}" for what in KEPT if text(getattr(old, what)) != text(getattr(new, what))]
                if text(old.fill) != text(new.fill):
                    coloured[place] = new.fill.fgColor.rgb
                if new.comment:
                    commented.append(place)
    kept = [f"{sheet.title}!{cell.coordinate}" for sheet in saved.worksheets for row in sheet.iter_rows() for cell in row if cell.comment]
    json.dump({"differs": differs, "coloured": coloured, "commented": commented, "saved": kept}, sys.stdout, ensure_ascii=False)


def text(value):
    if hasattr(value, "items"):
        return sorted((key, repr(one)) for key, one in value.items())
    return repr(value) if not hasattr(value, "ranges") else sorted(map(str, value.ranges))


main()
