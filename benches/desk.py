#!/usr/bin/env python3
"""From a decision to its effect on the desk, and from three hundred files that are dropped to the fates of all, through HTTP.

    benches/desk.py PROGRAM RETURNED [--rounds 5]
    benches/desk.py PROGRAM [--rounds 5]

RETURNED is a folder of returned files, such as those that benches/compile.py makes. Everything happens in a temporary
project; each round tells milliseconds: the form, whom the decision touches (preview), saving it with its effect, and undoing
it likewise. The last line holds the medians.

Without RETURNED the three hundred mixed files of the day in tests/browser/day-files.mjs (needs node) come in at once, four at
a time as the page sends them, each round into an empty project. Told are milliseconds by the clock and of processor time until
all are there, until they are read, and until the page that shows their fates has come; beside them those of `compile` with
the same files.
"""

import argparse
import concurrent.futures
import http.cookiejar
import json
import os
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
HERE = pathlib.Path(__file__).resolve().parent


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
        return self.send(path, urllib.parse.urlencode(fields).encode() if fields else None)

    def send(self, path, data):
        begun = time.perf_counter()
        with self.opener.open(self.origin + path, data, timeout=PATIENCE) as answer:
            page = answer.read().decode()
        return page, (time.perf_counter() - begun) * 1000


    def knows(self, file):
        """Sends a file as the page does; answers whether its bytes were there already."""
        name, text = file
        answer, _ = self.send("/inbox/file?name=" + urllib.parse.quote(name), text)
        return json.loads(answer)["known"] is not None

    def processor(self):
        """Milliseconds of processor time that the program has taken so far (proc(5))."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


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


def dropped(program, folder):
    """Milliseconds by the clock and of processor time: sent, read, shown; then of `compile` with the same files."""
    project, files = folder / "project", folder / "files"
    subprocess.run([program, "init", project, "--quiet"], check=True)
    subprocess.run(["node", HERE.parent / "tests/browser/day-files.mjs", program, project, files], check=True)
    rounds = sorted(path for path in files.iterdir() if path.name.startswith("第"))
    names = [path.relative_to(files) for one in rounds for path in sorted(one.rglob("*")) if path.is_file()]
    texts = {str(name): (files / name).read_bytes() for name in names}
    desk = Desk(program, project)
    try:
        begun, before, steps = time.perf_counter(), desk.processor(), []

        def step():
            steps.extend([(time.perf_counter() - begun) * 1000, desk.processor() - before])

        with concurrent.futures.ThreadPoolExecutor(4) as browser:
            known = sum(browser.map(desk.knows, texts.items()))
        step()
        desk.send("/inbox/read", b"")
        step()
        page, _ = desk.ask("/inbox")
        step()
        shown = int(re.search(r'<dl class="sums">\s*<div><dt>[^<]*</dt><dd>(\d+)', page)[1])
        assert shown >= len(texts) - known, (shown, len(texts), known)
    finally:
        desk.process.terminate()
        desk.process.wait()
    begun, before = time.perf_counter(), os.times()
    subprocess.run([program, "compile", "returned", "--quiet"], cwd=project, check=False, stderr=subprocess.DEVNULL)
    after = os.times()
    own = [after.children_user - before.children_user, after.children_system - before.children_system]
    return len(texts), known, steps + [(time.perf_counter() - begun) * 1000, sum(own) * 1000]


def drop(program, count):
    words = ["sent", "read", "shown", "compile"]
    every = []
    for _ in range(count):
        with tempfile.TemporaryDirectory() as folder:
            files, known, times = dropped(program, pathlib.Path(folder))
        every.append(times)
        print("  ".join(f"{word} {wall:.0f} ms ({cpu:.0f})" for word, wall, cpu in zip(words, times[::2], times[1::2])))
    middle = [statistics.median(column) for column in zip(*every)]
    told = "  ".join(f"{word} {wall:.0f} ms ({cpu:.0f})" for word, wall, cpu in zip(words, middle[::2], middle[1::2]))
    print(f"{files} files, {known} of them known, median by the clock (processor): {told}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("returned", nargs="?")
    arguments.add_argument("--rounds", type=int, default=5)
    wanted = arguments.parse_args()
    program = str(pathlib.Path(wanted.program).resolve())
    if wanted.returned is None:
        return drop(program, wanted.rounds)
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
