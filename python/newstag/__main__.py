"""The command line: ``newstag`` and ``python -m newstag``."""

from __future__ import annotations

import signal
import sys

from ._newstag import run


def main() -> int:
    # Python's own handler would wait until the command is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["newstag", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
