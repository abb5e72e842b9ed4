"""Measures the preview of a site of N notices: the time from saving a file to a reloaded page with right lists.

    cargo build --release
    python3 benches/serve.py target/release/linghang --notices 10000 --on /dev/shm

Each round changes a notice's title, waits for the news that a browser waits for, then loads the notice, the page of the
list that names it and the page of its topic; all three have to show the new title, or the run fails. The figure is the
time from the end of the write to the last of them.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from site_generator import write_linghang


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode("utf-8")


def page_with(url, folder, title):
    """The page of a list that holds a title; lists come in pages of fifty."""
    for number in range(1, 1000):
        path = folder if number == 1 else f"{folder}page/{number}/"
        if title in get(url + path):
            return path
    sys.exit(f"{folder} does not list {title}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linghang", type=Path)
    parser.add_argument("--notices", type=int, default=10_000)
    parser.add_argument("--on", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--rounds", type=int, default=9, help="the median and the slowest are shown")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.on) as temporary:
        root = Path(temporary)
        write_linghang(root, arguments.notices)
        command = [str(arguments.linghang.resolve()), "serve", "--port", "0"]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
        try:
            line = next(line for line in server.stdout if "http://" in line)
            url = re.search(r"http://[^ （(]*/", line).group()
            file = root / f"content/notices/n{arguments.notices // 3:06}.md"
            text = file.read_text(encoding="utf-8")
            title = re.search(r"title: (.*)", text).group(1)
            topic = re.search(r"topics: \[(.*?),", text).group(1)
            pages = [f"notices/{file.stem}/", page_with(url, "notices/", title), page_with(url, f"topics/{urllib.request.quote(topic)}/", title)]
            get(f"{url}search/about.json")  # Until then the first drawing of all pages goes on.
            times = []
            for number in range(arguments.rounds):
                version = re.search(r'data-version="(\d+)"', get(url)).group(1)
                new = f"{title}改{number}"
                file.write_text(text.replace(title, new, 1), encoding="utf-8")
                start = time.perf_counter()
                get(f"{url}__linghang/wait?version={version}")
                for page in pages:
                    if new not in get(url + page):
                        sys.exit(f"{page} is stale")
                times.append(time.perf_counter() - start)
                get(f"{url}search/about.json")
            times.sort()
            print(f"| {arguments.notices} | {times[len(times) // 2] * 1000:.0f} | {times[-1] * 1000:.0f} |")
        finally:
            server.kill()


if __name__ == "__main__":
    main()
