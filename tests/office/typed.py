"""Runs a program on a terminal of its own and types answers, each when its question has come.

python3 typed.py < job.json

A job has the command (`argv`), the folder (`cwd`) and `answers`: what has to be read first, what is then
typed, and whether the terminal must not show it: it is typed as soon as the terminal shows nothing any more.
As JSON it answers the exit status and all that the terminal showed.
"""

import json
import os
import pty
import select
import sys
import termios
import time

# Only a program that hangs takes longer.
PATIENCE = 120


def main():
    job = json.load(sys.stdin)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(job["cwd"])
        os.execv(job["argv"][0], job["argv"])
    shown, seen = b"", 0
    answers = [(question.encode(), answer.encode(), secret) for question, answer, secret in job["answers"]]
    until = time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        if not ready:
            os.kill(child, 9)
            os.waitpid(child, 0)
            raise SystemExit(f"it waits: {shown.decode(errors='replace')}")
        try:
            read = os.read(terminal, 4096)
        except OSError:  # The other end is closed.
            read = b""
        if not read:
            break
        shown += read
        if answers and answers[0][0] in shown[seen:]:
            seen = len(shown)
            _, answer, secret = answers.pop(0)
            while secret and echoes(terminal) and time.monotonic() < until:
                time.sleep(0.01)
            os.write(terminal, answer)
    _, status = os.waitpid(child, 0)
    result = {"status": os.waitstatus_to_exitcode(status), "shown": shown.decode(), "unasked": len(answers)}
    json.dump(result, sys.stdout, ensure_ascii=False)


def echoes(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


main()
