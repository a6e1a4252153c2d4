#!/usr/bin/env python3
"""Peak memory of `newstag tag` on streams of growing size, made of the shipped articles over and over.

usage: benches/memory.py PATH/TO/newstag [GIGABYTES ...]      (default: 0.5 5)

Each stream goes through a pipe, JSON Lines in and JSON Lines out, so that nothing of it is on disk. Prints a row a stream:
bytes in, documents, bytes out, seconds, peak resident memory of the program.
"""

import json
import os
import pathlib
import subprocess
import sys
import threading
import time


def articles():
    folder = pathlib.Path(__file__).parent.parent / "corpus"
    for path in sorted(folder.glob("*.txt")):
        yield {"date": path.name[:10], "text": path.read_text(encoding="utf-8")}


def feed(pipe, size):
    """Writes documents until `size` bytes are through; each has an id of its own. Returns their number and the bytes."""
    bodies = [json.dumps(article, ensure_ascii=False)[1:].encode() for article in articles()]
    written = documents = 0
    with pipe:
        while written < size:
            block = b"".join(b'{"id": "%d", %s\n' % (documents + i, body) for i, body in enumerate(bodies))
            pipe.write(block)
            documents += len(bodies)
            written += len(block)
    return documents, written


def drain(pipe, total):
    while block := pipe.read(1 << 20):
        total[0] += len(block)


def measure(binary, size):
    start = time.monotonic()
    child = subprocess.Popen(
        [binary, "tag", "--input-format", "jsonl", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    total = [0]
    reader = threading.Thread(target=drain, args=(child.stdout, total))
    reader.start()
    documents, written = feed(child.stdin, size)
    reader.join()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{binary} ended with status {os.waitstatus_to_exitcode(status)}")
    return written, documents, total[0], time.monotonic() - start, usage.ru_maxrss


def main():
    binary, *sizes = sys.argv[1:] or sys.exit(__doc__)
    print(f"{'bytes in':>14} {'documents':>10} {'bytes out':>14} {'seconds':>8} {'peak MiB':>9}")
    for size in [float(size) for size in sizes] or [0.5, 5]:
        written, documents, out, seconds, peak = measure(binary, size * 1e9)
        print(f"{written:>14,} {documents:>10,} {out:>14,} {seconds:>8.1f} {peak / 1024:>9.1f}")


if __name__ == "__main__":
    main()
