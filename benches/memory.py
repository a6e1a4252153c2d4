#!/usr/bin/env python3
"""Peak memory of `newstag tag` on streams of growing size, made of the shipped articles over and over.

usage: benches/memory.py PATH/TO/newstag [--warc] [GIGABYTES ...]      (default: 0.5 5)

Each stream goes through a pipe, JSON Lines in and JSON Lines out, so that nothing of it is on disk; with --warc the articles are in web pages
(benches/web.py), in an archive that is compressed member by member, and bytes are counted as they are when they are decompressed. Prints a row a
stream: bytes in, documents, bytes out, seconds, peak resident memory of the program.
"""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import web


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


def feed_archive(pipe, size):
    """The same with the records of a web archive, a few hundred of them over and over."""
    found = web.paragraphs()
    records = [web.Page(number, found).record() for number in range(400)]
    members = b"".join(gzip.compress(record, 6, mtime=0) for record in records)
    written = documents = 0
    with pipe:
        while written < size:
            pipe.write(members)
            documents += len(records)
            written += sum(map(len, records))
    return documents, written


def drain(pipe, total):
    while block := pipe.read(1 << 20):
        total[0] += len(block)


def measure(binary, form, size):
    start = time.monotonic()
    child = subprocess.Popen(
        [binary, "tag", "--input-format", form, "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    total = [0]
    reader = threading.Thread(target=drain, args=(child.stdout, total))
    reader.start()
    documents, written = (feed_archive if form == "warc" else feed)(child.stdin, size)
    reader.join()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{binary} ended with status {os.waitstatus_to_exitcode(status)}")
    return written, documents, total[0], time.monotonic() - start, usage.ru_maxrss


def main():
    form = "warc" if "--warc" in sys.argv else "jsonl"
    binary, *sizes = [argument for argument in sys.argv[1:] if argument != "--warc"] or sys.exit(__doc__)
    print(f"{'bytes in':>14} {'documents':>10} {'bytes out':>14} {'seconds':>8} {'peak MiB':>9}")
    for size in [float(size) for size in sizes] or [0.5, 5]:
        written, documents, out, seconds, peak = measure(binary, form, size * 1e9)
        print(f"{written:>14,} {documents:>10,} {out:>14,} {seconds:>8.1f} {peak / 1024:>9.1f}")


if __name__ == "__main__":
    main()
