"""How the benchmarks measure a program, and show it beside another one of the same run."""

import os
import subprocess
import sys
import time

# Records that `compile` holds back make it end with 1.
COMPILED = (0, 1)
HEADER = "| files | program | wall s | cpu s | ms a file | peak MiB |\n|---|---|---|---|---|---|"


def measured(command, cwd, fine=(0,)):
    """Runs a command, which has to end with one of these codes: (seconds by the clock, seconds of cpu, peak MiB)."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in fine:
        sys.exit(f"{command[0]} failed:\n{error.decode(errors='replace')[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def in_turns(programs, count):
    """Measures each program so often, in turns, so that a slow moment of the machine meets all: the medians by name."""
    rows = {name: [] for name in programs}
    for _ in range(count):
        for name, measure in programs.items():
            rows[name].append(measure())
    return {name: [sorted(column)[len(column) // 2] for column in zip(*runs)] for name, runs in rows.items()}


def show(label, files, medians):
    """A row for each program, and how many times less the first of two took."""
    for name, (wall, cpu, peak) in medians.items():
        print(f"| {label} | {name} | {wall:.2f} | {cpu:.2f} | {1000 * cpu / files:.3f} | {peak:.0f} |", flush=True)
    if len(medians) == 2:
        ours, theirs = medians.values()
        wall, cpu, peak = [other / own for own, other in zip(ours, theirs)]
        print(f"| {label} | times less | {wall:.1f} | {cpu:.1f} | {cpu:.1f} | {peak:.1f} |", flush=True)
