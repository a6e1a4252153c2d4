#!/usr/bin/env python3
"""Peak memory of `newstag tag` on inputs of growing size, made of the shipped articles over and over.

usage: benches/memory.py PATH/TO/newstag [--format jsonl|csv|line|parquet|warc] [--dict F] [--threads N] [GIGABYTES ...]      (default: jsonl, the program's own dictionary, 0.5 5)

JSON Lines, CSV, a web archive (the articles in web pages, benches/web.py, compressed member by member; bytes count decompressed) and a line (one record as long as the whole input, which is a bad one) go through a pipe, so that nothing of them is on disk; Parquet, which
pyarrow writes, is a file in a temporary folder, uncompressed. Prints a row an input: bytes in, documents, bytes out, seconds, peak resident memory of the
program, which Linux tells while it runs (VmHWM; what it tells of a process that ended counts in the one that started it).
"""

import argparse
import csv
import gzip
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import web


def articles():
    folder = pathlib.Path(__file__).parent.parent / "corpus"
    for path in sorted(folder.glob("*.txt")):
        yield {"date": path.name[:10], "text": path.read_text(encoding="utf-8")}


def json_line(article):
    return json.dumps(article, ensure_ascii=False)[1:].encode()


def csv_row(article):
    out = io.StringIO()
    csv.writer(out).writerow([article["date"], article["text"]])
    return out.getvalue().encode()


def feed(pipe, size, head, begin, bodies):
    """Writes documents until `size` bytes are through; each has an id of its own. Returns their number and the bytes."""
    documents, written = 0, len(head)
    with pipe:
        pipe.write(head)
        while written < size:
            block = b"".join(begin % (documents + i) + body for i, body in enumerate(bodies))
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


def feed_line(pipe, size):
    block, written = b"Nothing to see here. " * 50_000, 0
    with pipe:
        pipe.write(b'{"text": "')
        while written < size:
            pipe.write(block)
            written += len(block)
        pipe.write(b'"}\n{"id": "behind", "text": "China"}\n')
    return 1, written


def feeder(form):
    if form == "line":
        return feed_line
    if form == "warc":
        return feed_archive
    if form == "csv":
        return lambda pipe, size: feed(pipe, size, b"id,date,text\r\n", b"%d,", [csv_row(article) for article in articles()])
    return lambda pipe, size: feed(pipe, size, b"", b'{"id": "%d", ', [json_line(article) + b"\n" for article in articles()])


def write_parquet(path, size):
    """Writes a file of at least `size` bytes in row groups of 20,000; returns the number of its rows and its bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("id", pa.int64()), ("date", pa.string()), ("text", pa.string())])
    bodies, rows = list(articles()), 0
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        while path.stat().st_size < size:
            group = [{"id": rows + n, **bodies[(rows + n) % len(bodies)]} for n in range(20_000)]
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            rows += len(group)
    return rows, path.stat().st_size


def drain(pipe, total):
    while block := pipe.read(1 << 20):
        total[0] += len(block)


def watch(pid, peak, has_ended):
    """Notes the most KiB that a process had in memory so far, until it has ended."""
    while True:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
        peak[0] = max([peak[0], *(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))])
        if has_ended.wait(0.01):
            return


def run(arguments, feed_input, expected=0):
    """Runs the program; returns what feeding it gave, the bytes out, seconds, and KiB at the peak."""
    start = time.monotonic()
    child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    total, peak, has_ended = [0], [0], threading.Event()
    reader = threading.Thread(target=drain, args=(child.stdout, total))
    watcher = threading.Thread(target=watch, args=(child.pid, peak, has_ended))
    reader.start()
    watcher.start()
    try:
        fed = feed_input(child.stdin)
        reader.join()
    finally:
        has_ended.set()
        watcher.join()
    if child.wait() != expected:
        sys.exit(f"{arguments} ended with status {child.returncode}")
    return fed, total[0], time.monotonic() - start, peak[0]


def measure(tag, form, size):
    if form == "parquet":
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "in.parquet"
            made = write_parquet(path, size)
            _, *measured = run([*tag, path], lambda pipe: pipe.close())
            return made, *measured
    named = form if form in ("csv", "warc") else "jsonl"
    return run([*tag, "--input-format", named, "-"], lambda pipe: feeder(form)(pipe, size), int(form == "line"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("sizes", type=float, nargs="*", default=[0.5, 5])
    parser.add_argument("--format", choices=["jsonl", "csv", "line", "parquet", "warc"], default="jsonl")
    parser.add_argument("--dict", help="a dictionary; one of few names makes results small, and the run short")
    parser.add_argument("--threads", help="so many threads tag; as the program chooses where none are given")
    args = parser.parse_intermixed_args()
    tag = [args.binary, "tag", *(["-d", args.dict] if args.dict else []), *(["--threads", args.threads] if args.threads else [])]
    print(f"{'bytes in':>14} {'documents':>10} {'bytes out':>14} {'seconds':>8} {'peak MiB':>9}")
    for size in args.sizes:
        (documents, written), out, seconds, peak = measure(tag, args.format, size * 1e9)
        print(f"{written:>14,} {documents:>10,} {out:>14,} {seconds:>8.1f} {peak / 1024:>9.1f}")


if __name__ == "__main__":
    main()
