"""Runs a command within limits and writes what it took: measured.py RESULT SECONDS BYTES COMMAND...

This stands between the driver and the command because the system counts a process's peak from before the command was started: from a large
driver, every command would look as large.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time


def main():
    result, seconds, size, *command = sys.argv[1:]
    start = time.monotonic()
    resource.setrlimit(resource.RLIMIT_AS, (int(size), int(size)))
    child = subprocess.Popen(command, start_new_session=True)
    expired = []

    def expire(*_):
        expired.append(True)
        os.killpg(child.pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    _, status, usage = os.wait4(child.pid, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    taken = {
        "expired": bool(expired),
        "status": os.waitstatus_to_exitcode(status),
        "seconds": time.monotonic() - start,
        "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }
    with open(result, "w", encoding="utf-8") as out:
        json.dump(taken, out)


if __name__ == "__main__":
    main()
