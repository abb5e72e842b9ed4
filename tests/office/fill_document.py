"""Fills in Word blanks in LibreOffice through its API (UNO), as people do by hand: what is asked is found by the words that
they read, each answer goes into its content control, and options are ticked.

python3 fill_document.py PROFILE < jobs.json

A job names a blank (`file`), what to answer (`answers`: by label, a text or a list of texts where a label has several
controls), the people of its tables (`rows`: by heading), and where to save it (`saves`: pairs of a path and LibreOffice's
name of the format). As JSON it answers how many controls each blank has, and the answers that found no place (`lost`).
"""

import json
import sys
from pathlib import Path

from office import opened, running, value


def main():
    jobs = json.load(sys.stdin)
    with running(sys.argv[1]) as desktop:
        json.dump([fill(desktop, job) for job in jobs], sys.stdout, ensure_ascii=False)


def fill(desktop, job):
    document = opened(desktop, job["file"])
    asked, people = questions(document)
    lost = [label for label, answer in job["answers"].items() if not answered(asked.get(label, []), answer)]
    for number, row in enumerate(job["rows"]):
        lost += [label for label, answer in row.items() if not answered(people.get((number, label), []), answer)]
    for path, filter_name in job["saves"]:
        document.storeToURL(Path(path).as_uri(), (value("FilterName", filter_name),))
    document.close(True)
    return {"controls": sum(map(len, asked.values())) + sum(map(len, people.values())), "lost": lost}


def questions(document):
    """The controls by their label; those of people by the number of the row, from 0, and the heading."""
    asked, people = {}, {}
    for control, label, _ in controls(document.Text):
        asked.setdefault(label, []).append((control, ""))
    for name in document.TextTables.ElementNames:
        table = document.TextTables.getByName(name)
        cells = [(cell, table.getCellByName(cell)) for cell in table.CellNames]
        if plain(cells[0][1]) == "序号":
            headings = {cell.rstrip("0123456789"): plain(text) for cell, text in cells if cell.endswith("1") and cell[-2].isalpha()}
            for cell, text in cells:
                column = cell.rstrip("0123456789")
                row = int(cell[len(column):]) - 2
                for control, _, option in controls(text):
                    people.setdefault((row, headings[column]), []).append((control, option))
            continue
        for (_, before), (_, text) in zip(cells, cells[1:]):
            for control, _, option in controls(text):
                asked.setdefault(plain(before), []).append((control, option))
    return asked, people


def controls(text):
    """Each control, with the label before it in its paragraph and the words behind it, up to a tab."""
    found = []
    for paragraph in each(text):
        if not paragraph.supportsService("com.sun.star.text.Paragraph"):
            continue
        label = ""
        for portion in each(paragraph):
            if portion.TextPortionType == "ContentControl":
                found.append([portion.ContentControl, label, ""])
            elif portion.getString().endswith("："):
                label = bare(portion.getString())
            elif found:
                found[-1][2] += portion.getString().strip("\t")
    return found


def answered(places, answer):
    """Whether all of an answer went into its controls."""
    if not places:
        return False
    if places[0][0].Checkbox:
        chosen = answer.split("、")
        for control, option in places:
            if option in chosen:
                control.Checked = True
                typed(control, control.CheckedState)
                chosen.remove(option)
        return not chosen
    texts = [answer] if isinstance(answer, str) else answer
    for (control, _), text in zip(places, texts):
        control.ShowingPlaceHolder = False
        typed(control, text)
    return len(texts) == len(places)


def typed(control, text):
    """Puts a text in the place of what stands in a control, such as the words that ask for it."""
    for portion in list(each(control)):
        portion.setString("")
    control.setString(text)


def each(container):
    elements = container.createEnumeration()
    while elements.hasMoreElements():
        yield elements.nextElement()


def plain(cell):
    return bare(cell.getString())


def bare(label):
    return "".join(label.split()).rstrip("：")


if __name__ == "__main__":
    main()
