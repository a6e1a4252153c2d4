#!/usr/bin/env python3
"""What a pair of entities costs in memory where pairs are counted.

    benches/pairs.py PATH/TO/newstag [DOCUMENTS ...]      (default: 500 1000 2000)

Sends annotated records through a pipe, each with 64 entities of 200,000 by chance, so that nearly every pair is met once; `newstag convert --to cooccurrence`
counts them, with and without --min-documents 2. Prints a row a run: documents, pairs, rows of the table, seconds, peak resident memory, and how much of it
a pair takes beyond what one document takes.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time

ENTITIES, A_DOCUMENT = 200_000, 64


def record(number, make):
    chosen = make.sample(range(ENTITIES), A_DOCUMENT)
    mention = {"field": "text", "kind": "name", "via": "name", "score": 0.9}
    named = [{"entity": f"person/{entity}", "type": "person", "name": f"Person Number {entity}"} for entity in chosen]
    mentions = [{**mention, "start": 10 * at, "end": 10 * at + 5, "text": "Words", **entity} for at, entity in enumerate(named)]
    entities = [{**entity, "names": {}, "mentions": [at]} for at, entity in enumerate(named)]
    return json.dumps({"schema": "newstag/1", "id": str(number), "length": 1000, "mentions": mentions, "entities": entities})


def drain(pipe, rows):
    while block := pipe.read(1 << 20):
        rows[0] += block.count(b"\n")


def run(binary, documents, options):
    make, rows = random.Random(documents), [0]
    command = [binary, "convert", "-", "--to", "cooccurrence", *options]
    start = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    reader = threading.Thread(target=drain, args=(child.stdout, rows))
    reader.start()
    with child.stdin as pipe:
        for number in range(documents):
            pipe.write(record(number, make).encode() + b"\n")
    reader.join()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} ended with status {os.waitstatus_to_exitcode(status)}")
    return rows[0] - 1, time.monotonic() - start, usage.ru_maxrss * 1024


def main():
    binary, *sizes = sys.argv[1:]
    sizes = [int(size) for size in sizes] or [500, 1000, 2000]
    pairs = {}
    print(f"{'documents':>10} {'options':>20} {'pairs':>11} {'rows':>11} {'seconds':>8} {'peak MiB':>9} {'bytes a pair':>13}")
    for options in [[], ["--min-documents", "2"]]:
        nothing = run(binary, 1, options)[2]
        for documents in sizes:
            rows, seconds, peak = run(binary, documents, options)
            all_pairs = pairs.setdefault(documents, rows)
            cost = (peak - nothing) / all_pairs
            print(f"{documents:>10,} {' '.join(options):>20} {all_pairs:>11,} {rows:>11,} {seconds:>8.1f} {peak / 2**20:>9.1f} {cost:>13.0f}")


if __name__ == "__main__":
    main()
