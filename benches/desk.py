#!/usr/bin/env python3
"""From a decision to its effect on the desk, through HTTP, with many records.

    benches/desk.py PROGRAM RETURNED [--rounds 5]

RETURNED is a folder of returned files, such as the ten thousand that benches/returns.py makes. Everything happens in a
temporary project; each round tells milliseconds: the form, whom the decision touches (preview), saving it with its effect,
and undoing it likewise. The last line holds the medians.
"""

import argparse
import http.cookiejar
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

PATIENCE = 300


class Desk:
    def __init__(self, program, project):
        command = [program, "desk", project, "--no-open", "--port", "0", "--today", "2025-08-10"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r"(http://[^\s（(]+?)(/enter\?token=[^\s（(]+)", line):
                break
        else:
            raise SystemExit("the desk did not start")
        self.origin = found[1]
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.ask(found[2])

    def ask(self, path, fields=None):
        """The page, and the milliseconds until it was there; redirections included."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        begun = time.perf_counter()
        with self.opener.open(self.origin + path, data, timeout=PATIENCE) as answer:
            page = answer.read().decode()
        return page, (time.perf_counter() - begun) * 1000


def hidden(page):
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return dict(pairs)


def rounds(desk, files, count):
    for at in range(count):
        form = {"kind": "drop", "file": files[at * len(files) // count], "record": "1"}
        page, asked = desk.ask("/decisions/new?" + urllib.parse.urlencode(form))
        form |= {"from": hidden(page)["from"], "reason": "测试", "date": "2025-08-10"}
        page, previewed = desk.ask("/decisions/preview", form)
        assert 'id="effect"' in page, page[:2000]
        page, saved = desk.ask("/decisions", form)
        assert 'id="done"' in page, page[:2000]
        undo = {"undo": "0", "from": re.search(r'name="from" value="([0-9a-f]+)"', page)[1]}
        _, shown = desk.ask("/decisions/preview", undo)
        page, undone = desk.ask("/decisions", undo)
        assert 'id="done"' in page, page[:2000]
        yield asked, previewed, saved, shown, undone


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("returned")
    arguments.add_argument("--rounds", type=int, default=5)
    wanted = arguments.parse_args()
    program = str(pathlib.Path(wanted.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder, "project")
        subprocess.run([program, "init", project, "--quiet"], check=True)
        shutil.copytree(wanted.returned, project / "returned", dirs_exist_ok=True)
        files = sorted(str(path.relative_to(project)) for path in (project / "returned").rglob("*.yaml"))
        desk = Desk(program, project)
        try:
            words = ["form", "preview", "save", "preview undo", "undo"]
            every = []
            for times in rounds(desk, files, wanted.rounds):
                every.append(times)
                print("  ".join(f"{word} {ms:.0f} ms" for word, ms in zip(words, times)))
            middle = [statistics.median(column) for column in zip(*every)]
            print(f"{len(files)} files, median: " + "  ".join(f"{word} {ms:.0f} ms" for word, ms in zip(words, middle)))
        finally:
            desk.process.terminate()
            desk.process.wait()


if __name__ == "__main__":
    main()
