#!/usr/bin/env python3
"""How Spark scales on one machine: one executor of one core, two, four.

    python/benches/spark.py --data FOLDER [--executors 1 2 4] [--rounds 3] [--copies 8]

Each number of executors runs twice: free to take all cores of the machine, and held to as many cores as there are executors, driver included, as a cluster's
scheduler would. An executor that is free takes more than its one core: its Java process and its Python worker run side by side.

News in English (`text/news-en.jsonl.zst`), so many copies of it, from Parquet on the disk, tagged with 260,000 names, and what was found written nowhere
(Spark's `noop`). Each number of executors has a session of its own, in turns, so many rounds; in a session the work is done once before the clock
starts, since starting Java and Python is told apart, and then twice. The best counts. `processor s` is what the executors and their Python workers
worked together: where it stays the same, more executors cost nothing but what they wait for. Then the time from a worker's start to its first batch
with 2.7 million names. Needs PySpark and Java 17.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.parquet

import newstag

ONE = """
import json, os, pathlib, sys, time
import newstag.spark
from pyspark.sql import SparkSession

executors, folder, dictionary = sys.argv[1:]
builder = SparkSession.builder.master(f"local-cluster[{executors},1,2048]")
for name, value in {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "2000", "spark.local.dir": folder,
                    "spark.sql.files.maxPartitionBytes": "16m"}.items():
    builder = builder.config(name, value)

def processor():
    # What the executors and whatever they have started have worked: fields 14 to 17 count a process and its children that have ended.
    parents, used, marked = {}, {}, set()
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
            pid, fields = int(stat.parent.name), rest.split()
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        parents[pid], used[pid] = int(fields[1]), sum(map(int, fields[11:15]))
        if b"CoarseGrainedExecutorBackend" in command:
            marked.add(pid)
    def lineage(pid):
        while pid in parents:
            yield pid
            pid = parents[pid]
    ours = [pid for pid in used if os.getpid() in (line := list(lineage(pid))) and marked & set(line)]
    return sum(used[pid] for pid in ours) / os.sysconf("SC_CLK_TCK")

start = time.monotonic()
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < int(executors) + 1:
    time.sleep(0.1)
ready = time.monotonic() - start
frame = spark.read.parquet(f"{folder}/news.parquet")
tagged = newstag.spark.tag(frame, dictionary=dictionary, keep=())
def run(frame):
    begin, worked = time.monotonic(), processor()
    frame.write.format("noop").mode("overwrite").save()
    return time.monotonic() - begin, processor() - worked
first, _ = run(tagged)
(seconds, worked), (reading, _) = (min(run(what) for _ in range(2)) for what in (tagged, frame))
print(json.dumps({"ready": ready, "first": first, "tag": seconds, "processor": worked, "read": reading}))
"""

FIRST_BATCH = """
import json, sys, time
import pyarrow
batch = pyarrow.record_batch({"text": json.loads(sys.stdin.read())})
from newstag import _worker
request = dict(text="text", id=None, title=None, date=None, lang=None, shape="nested", keep=[])
start = time.monotonic()
next(iter(_worker.tag([batch], sys.argv[1], {}, request)))
print(time.monotonic() - start)
"""


def python(script, *arguments, stdin="", cores=None):
    """What a script prints last, in a process that may use so many cores."""
    held = cores and (lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores]))
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, env=environment, check=False, preexec_fn=held)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def best(of):
    """The best of some rounds, each figure for itself but what belongs to the shortest run."""
    shortest = min(of, key=lambda taken: taken["tag"])
    return {**{name: min(taken[name] for taken in of) for name in of[0]}, "processor": shortest["processor"]}


def scaling(args, size, folder, dictionary):
    """Each number of executors in turns, on as many cores and on all."""
    machine = os.cpu_count()
    runs = [(executors, cores) for executors in args.executors for cores in sorted({min(executors, machine), machine})]
    taken = {run: [] for run in runs}
    for _ in range(args.rounds):
        for executors, cores in runs:
            taken[executors, cores].append(python(ONE, executors, folder, dictionary, cores=cores))
            print(f"{executors} executors on {cores} cores: {taken[executors, cores][-1]}", file=sys.stderr, flush=True)
    print("| executors | cores | seconds | MB/s | processor s | of it reading alone, s | first run, with start, s | session ready after, s |")
    print("|---|---|---|---|---|---|---|---|")
    bests = {run: best(rounds) for run, rounds in taken.items()}
    for (executors, cores), this in bests.items():
        figures = (size / this["tag"], this["processor"], this["read"], this["first"], this["ready"])
        print(f"| {executors} | {cores} | {this['tag']:.2f} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")
    for one, more in [((1, 1), (2, 2)), ((1, 2), (2, 2))]:
        if one in bests and more in bests:
            times = bests[one]["tag"] / bests[more]["tag"]
            print(f"\ntwo executors on two cores: {times:.2f} times one on {one[1]} (floor: 1.7)")
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"\nload of the machine by the end: {load}, with {machine} cores")


def first_batch(args, rows, folder):
    large = newstag.build(args.data / "dictionaries" / "names-2.6m.jsonl.zst", output=f"{folder}/large.dict")
    texts = json.dumps([row["text"] for row in rows[:50]])
    first = min(python(FIRST_BATCH, large.path, stdin=texts) for _ in range(3))
    print(f"\nfirst batch of 50 articles with {large.names} names: {first * 1000:.0f} ms after the worker opens the dictionary (floor: 300 ms)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--executors", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=8)
    args = parser.parse_args()
    parts = ("id", "date", "lang", "text")
    rows = [{part: row[part] for part in parts} for row in newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")]
    size = sum(len(row["text"].encode()) for row in rows) * args.copies / 1e6
    with tempfile.TemporaryDirectory() as folder:
        table = pyarrow.concat_tables([pyarrow.Table.from_pylist(rows)] * args.copies)
        pyarrow.parquet.write_table(table, f"{folder}/news.parquet", row_group_size=10000)
        small = newstag.build(args.data / "dictionaries" / "officials-260k.jsonl.zst", output=f"{folder}/small.dict")
        print(f"{size:.0f} MB of text in {len(table)} documents\n")
        scaling(args, size, folder, small.path)
        first_batch(args, rows, folder)


if __name__ == "__main__":
    main()
