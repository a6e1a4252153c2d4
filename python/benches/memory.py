#!/usr/bin/env python3
"""What a compiled dictionary takes in many workers of one node, and how soon the first batch is tagged.

    python/benches/memory.py --data FOLDER [--workers 1 8 64]

Workers are processes that have nothing in common but the file: each opens it and tags fifty articles. Memory is the proportional set size that Linux
counts: a page that several processes map counts for each as its share.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import pyarrow

import newstag

WORKER = """
import json, sys, time
import pyarrow
from newstag import _worker

def size():
    return sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:"))

texts = pyarrow.record_batch({"text": json.load(open(sys.argv[2]))})
request = dict(text="text", id=None, title=None, date=None, lang=None, shape="nested", keep=[])
start = time.monotonic()
next(iter(_worker.tag([texts], sys.argv[1], {}, request)))
first = time.monotonic() - start
print(json.dumps(first), flush=True)
sys.stdin.readline()
mapped = open("/proc/self/smaps").read().split(sys.argv[1])
of_file = sum(int(line.split()[1]) for part in mapped[1:] for line in part.splitlines()[:12] if line.startswith("Pss:"))
print(json.dumps([size(), of_file]), flush=True)
sys.stdin.readline()
"""


def measure(count, dictionary, texts):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    workers = []
    firsts = []
    for _ in range(count):
        workers.append(subprocess.Popen([sys.executable, "-c", WORKER, dictionary, texts], **pipes))
        firsts.append(json.loads(workers[-1].stdout.readline()))
    sizes = []
    for worker in workers:
        print(file=worker.stdin, flush=True)
        sizes.append(json.loads(worker.stdout.readline()))
    for worker in workers:
        worker.communicate("\n")
    return min(firsts), sum(size for size, _ in sizes), sum(of_file for _, of_file in sizes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 8, 64])
    args = parser.parse_args()
    rows = newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")
    with tempfile.TemporaryDirectory() as folder:
        texts = pathlib.Path(folder, "texts.json")
        texts.write_text(json.dumps([next(rows)["text"] for _ in range(50)]))
        built = newstag.build(args.data / "dictionaries" / "names-2.6m.jsonl.zst", output=f"{folder}/names.dict")
        print(f"{built.names} names, a file of {built.bytes / 1e6:.0f} MB; pyarrow {pyarrow.__version__}\n")
        print("| workers | all of their memory, MB | of it the dictionary, MB | first batch, ms |\n|---|---|---|---|")
        for count in args.workers:
            first, size, of_file = measure(count, built.path, str(texts))
            print(f"| {count} | {size / 1000:.0f} | {of_file / 1000:.0f} | {first * 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
