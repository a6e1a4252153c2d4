#!/usr/bin/env python3
"""How fast `newstag tag` reads the same documents from JSON Lines, CSV and Parquet.

    python3 benches/formats.py NEWS.jsonl[.zst] [--newstag target/release/newstag] [--rounds 5] [--threads 1,2]

Needs pyarrow. The documents (their id, title, date, lang and text, all as strings) are written to a temporary folder as JSON Lines, as CSV, and as Parquet
with row groups of 10,000 (uncompressed, and with Zstandard); then each is tagged with a dictionary of one name, so that reading is most of the work, and
with the dictionary that comes with the program. Formats take turns; of the rounds the best counts, as time on the clock and as time on processors.
Where an output is not the one of JSON Lines, the program fails.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FIELDS = ["id", "title", "date", "lang", "text"]


def documents(path):
    with pa.input_stream(path, compression="detect") as stream:
        for line in stream.read().splitlines():
            document = json.loads(line)
            yield {field: document.get(field) for field in FIELDS}


def write(folder, rows):
    """Writes the documents in each format; returns the files by the names of their formats."""
    files = {name: folder / f"in-{name}.{ending}" for name, ending in
             [("jsonl", "jsonl"), ("csv", "csv"), ("parquet", "parquet"), ("parquet-zstd", "parquet")]}
    with open(files["jsonl"], "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    with open(files["csv"], "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    table = pa.Table.from_pylist(rows, schema=pa.schema([(field, pa.string()) for field in FIELDS]))
    for name, compression in [("parquet", "none"), ("parquet-zstd", "zstd")]:
        pq.write_table(table, files[name], row_group_size=10_000, compression=compression)
    return files


def tag(binary, file, threads, dictionary):
    """Tags a file; returns seconds, seconds of processors, and what was found, less where it was read."""
    command = [binary, "tag", "--threads", str(threads), *dictionary, str(file)]
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        if status:
            sys.exit(f"{command} ended with status {os.waitstatus_to_exitcode(status)}")
        out.seek(0)
        found = hash(tuple(hash(line.replace(file.name.encode(), b"")) for line in out))
    return seconds, usage.ru_utime + usage.ru_stime, found


def measure(binary, files, threads, dictionary, rounds):
    best = {}
    found = {}
    for _ in range(rounds):
        for name, file in files.items():
            seconds, processors, found[name] = tag(binary, file, threads, dictionary)
            old = best.get(name, (seconds, processors))
            best[name] = min(old[0], seconds), min(old[1], processors)
    if len(set(found.values())) != 1:
        sys.exit(f"the outputs differ: {found}")
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news")
    parser.add_argument("--newstag", default="target/release/newstag")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="1,2")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        one = folder / "one.jsonl"
        one.write_text('{"id": "x", "type": "person", "names": ["Zzyzx Nobody"]}\n')
        rows = list(documents(args.news))
        text = sum(len((row["text"] or "").encode()) for row in rows)
        files = write(folder, rows)
        print(f"{len(rows):,} documents, {text / 1e6:.1f} MB of text")
        print("| dictionary | threads | format | bytes | seconds | processor s | MB of text/s | to JSON Lines |")
        print("|---|--:|---|--:|--:|--:|--:|--:|")
        for words, dictionary in [("one name", ["-d", str(one)]), ("the program's", [])]:
            for threads in map(int, args.threads.split(",")):
                best = measure(args.newstag, files, threads, dictionary, args.rounds)
                for name, (seconds, processors) in best.items():
                    ratio = best["jsonl"][0] / seconds
                    size = files[name].stat().st_size
                    print(f"| {words} | {threads} | {name} | {size:,} | {seconds:.2f} | {processors:.2f} | {text / 1e6 / seconds:.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
