"""How time and memory grow with the number of returned files and of notices, and how far that is from what cannot be done
without: the machine's own limit, measured in the same run by `limits.rs`.

    cargo build --release && cargo bench --no-run --bench limits
    python3 benches/growth.py target/release/linghang target/release/deps/limits-* --on /dev/shm

Files are those of `compile.py`, notices those of `site.py`. Unavoidable for `compile`: parsing the YAML (reading included),
writing the cells of its workbook with the same library, and writing the bytes of all results; for `build`: making HTML of the
Markdown (reading included), and writing the bytes of the site. All in seconds of processor time: by the clock, programs
on a shared machine cannot be compared that ran minutes apart.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import COMPILED, in_turns, measured
from site_generator import write_linghang

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linghang", type=Path)
    parser.add_argument("limits", type=Path)
    parser.add_argument("--files", type=int, nargs="*", default=[1000, 10_000, 100_000], help="returned files")
    parser.add_argument("--notices", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3, help="the median is shown; one run from 100,000 on")
    parser.add_argument("--on", type=Path, default=Path(tempfile.gettempdir()), help="a folder to work in")
    parser.add_argument("--keep", action="store_true", help="leave the folders of the measurement where they are")
    arguments = parser.parse_args()
    for name, sizes, measure in [("files", arguments.files, compiling), ("notices", arguments.notices, building)]:
        for at, size in enumerate(sizes):
            root = Path(tempfile.mkdtemp(dir=arguments.on))
            try:
                figures = measure(arguments, root, size, arguments.runs if size < 100_000 else 1)
            finally:
                if not arguments.keep:
                    shutil.rmtree(root)
            if at == 0:
                print(f"| {name} | " + " | ".join(figures) + " |\n|" + "--:|" * (len(figures) + 1))
            print(f"| {size:,} | " + " | ".join(figures.values()) + " |", flush=True)


def compiling(arguments, root, files, runs):
    for part in ["data", "content"]:
        shutil.copytree(HERE.parent / part, root / part)
    # In a process of its own: what this one has in memory would count as the peak of those it starts.
    subprocess.run([sys.executable, HERE / "compile.py", "-", "--write", str(files), "--on", root / "returned"], check=True)

    def compile_anew():
        shutil.rmtree(root / "out", ignore_errors=True)
        command = [arguments.linghang.resolve(), "compile", "returned", "--out", "out", "--quiet"]
        return measured(command, root, COMPILED)

    limit = limits(arguments, root)
    ours = in_turns({"linghang": compile_anew}, runs)["linghang"]
    book = root / "out" / "2022" / "summary.xlsx"
    alone = in_turns(
        {
            "read": limit("read", "returned"),
            "parse": limit("yaml", "returned"),
            "cells": limit("cells", book),
            "workbook": limit("workbook", book, "book.xlsx"),
            "write": limit("copy", "out", "copy"),
        },
        runs,
    )
    alone["workbook"][1] -= alone.pop("cells")[1]
    return row(files, ours, alone)


def building(arguments, root, notices, runs):
    write_linghang(root, notices)

    def build_anew():
        shutil.rmtree(root / "site", ignore_errors=True)
        return measured([arguments.linghang.resolve(), "build", "--quiet"], root)

    limit = limits(arguments, root)
    ours = in_turns({"linghang": build_anew}, runs)["linghang"]
    alone = {
        "read": limit("read", "content"),
        "parse": limit("markdown", "content"),
        "write": limit("copy", "site", "copy"),
    }
    return row(notices, ours, in_turns(alone, runs))


def limits(arguments, root):
    """Measures one of the limits."""

    def limit(name, *paths):
        def run():
            shutil.rmtree(root / "copy", ignore_errors=True)
            return measured([arguments.limits.resolve(), name, *paths], root)

        return run

    return limit


def row(size, ours, alone):
    """Figures by their headings. Reading is part of parsing, and shown beside the sum."""
    wall, cpu, peak = ours
    least = sum(cpu for name, (_, cpu, _) in alone.items() if name != "read")
    return {
        "by the clock, s": f"{wall:.2f}",
        "processor, s": f"{cpu:.2f}",
        "ms each": f"{1000 * cpu / size:.3f}",
        "peak, MiB": f"{peak:.0f}",
        "KiB each": f"{1024 * peak / size:.1f}",
        **{f"{name} alone, s": f"{cpu:.2f}" for name, (_, cpu, _) in alone.items()},
        "most of these at its peak, MiB": f"{max(peak for _, _, peak in alone.values()):.0f}",
        "times what is unavoidable": f"{cpu / least:.2f}",
    }


if __name__ == "__main__":
    main()
