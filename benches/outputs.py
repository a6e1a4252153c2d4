#!/usr/bin/env python3
"""What other formats of results cost beside JSON Lines, on one thread.

    python3 benches/outputs.py DICTIONARY NEWS.jsonl[.zst] [--newstag target/release/newstag] [--articles N] [--rounds 5]

`newstag tag` to JSON Lines, Parquet and CSV: instructions, which valgrind's callgrind counts and which do not vary with what else the machine does; then in turns
as time on a processor, the best of the rounds. Parquet is to have 70 % of the speed to JSON Lines. --articles N takes N of them, evenly spread. Needs valgrind,
and zstd for a compressed file.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from linking import articles

FORMATS = ["jsonl", "parquet", "parquet-long", "csv"]


def instructions(command):
    counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *command]
    said = subprocess.run(counted, check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", said).group(1))


def run(command):
    """Seconds on a processor."""
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} ended with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary")
    parser.add_argument("news", type=Path)
    parser.add_argument("--newstag", default="target/release/newstag")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dictionary, news = Path(folder, "names.dict"), Path(folder, "news.jsonl")
        subprocess.run([args.newstag, "dict", "build", args.dictionary, "-o", dictionary], check=True, stderr=subprocess.DEVNULL)
        chosen = articles(args.news, args.articles)
        news.write_bytes(b"".join(chosen))
        out = {form: Path(folder, f"out.{form}") for form in FORMATS}
        tag = [args.newstag, "tag", "--threads", "1", "-d", str(dictionary), str(news)]
        commands = {form: [*tag, "--format", form, "-o", str(out[form])] for form in FORMATS}
        counted = {form: instructions(command) for form, command in commands.items()}
        best = {}
        for _ in range(args.rounds):
            for form, command in commands.items():
                best[form] = min(best.get(form, float("inf")), run(command))
        print(f"{len(chosen):,} articles\n\n| format | bytes | instructions | speed | processor s | speed |\n|---|--:|--:|--:|--:|--:|")
        for form in FORMATS:
            by_instructions, by_time = counted["jsonl"] / counted[form], best["jsonl"] / best[form]
            print(f"| {form} | {out[form].stat().st_size:,} | {counted[form]:,} | {by_instructions:.2f} | {best[form]:.2f} | {by_time:.2f} |")


if __name__ == "__main__":
    main()
