"""Tells what the charts of a workbook show in LibreOffice, as JSON: sheet by sheet the title, the labels and the numbers of
each, in the order of the sheet.

python3 charts.py FOLDER FILE
"""

import json
import sys
from pathlib import Path

from office import opened, running


def told(chart):
    document = chart.EmbeddedObject
    kinds = [kind for system in document.FirstDiagram.CoordinateSystems for kind in system.ChartTypes]
    series = [one for kind in kinds for one in kind.DataSeries]
    labels = document.FirstDiagram.CoordinateSystems[0].getAxisByDimension(0, 0).ScaleData.Categories.Values.TextualData
    numbers = [[number for number in one.DataSequences[0].Values.NumericalData] for one in series]
    return {"title": document.Title.String, "labels": list(labels), "series": numbers}


folder, file = sys.argv[1:]
with running(Path(folder, "profile-charts").absolute()) as desktop:
    book = opened(desktop, file)
    sheets = {sheet.Name: [told(sheet.Charts.getByIndex(at)) for at in range(sheet.Charts.Count)] for sheet in book.Sheets}
    book.close(True)
json.dump(sheets, sys.stdout, ensure_ascii=False)
