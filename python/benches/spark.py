#!/usr/bin/env python3
"""How Spark scales on one machine: one executor of one core, then two.

    python/benches/spark.py --data FOLDER [--executors 1 2] [--copies 8]

News in English (`text/news-en.jsonl.zst`), so many copies of it, from Parquet on the disk, tagged with 260,000 names, and what was found written nowhere
(Spark's `noop`). Each number of executors has a session of its own, and runs once before the clock starts: starting Java and Python is told
apart. Then the time from a worker's start to its first batch with 2.7 million names. Needs PySpark and Java 17.
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
import json, sys, time
import newstag.spark
from pyspark.sql import SparkSession

executors, folder, dictionary = sys.argv[1:]
builder = SparkSession.builder.master(f"local-cluster[{executors},1,2048]")
for name, value in {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "2000", "spark.local.dir": folder,
                    "spark.sql.files.maxPartitionBytes": "16m"}.items():
    builder = builder.config(name, value)
start = time.monotonic()
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < int(executors) + 1:
    time.sleep(0.1)
frame = spark.read.parquet(f"{folder}/news.parquet")
tagged = newstag.spark.tag(frame, dictionary=dictionary, keep=())
def run(frame):
    begin = time.monotonic()
    frame.write.format("noop").mode("overwrite").save()
    return time.monotonic() - begin
first = run(tagged)
times = [run(tagged) for _ in range(2)]
reading = min(run(frame) for _ in range(2))
print(json.dumps({"ready": time.monotonic() - start - first - sum(times), "first": first, "tag": min(times), "read": reading,
                  "partitions": frame.rdd.getNumPartitions()}))
"""

FIRST_BATCH = """
import json, sys, time
import pyarrow
batch = pyarrow.record_batch({"text": json.loads(sys.stdin.read())})
from newstag import _worker
request = dict(text="text", id=None, title=None, date=None, lang=None, shape="nested", keep=[])
start = time.monotonic()
next(iter(_worker.tag([batch], sys.argv[1], "longest", "char", request)))
print(time.monotonic() - start)
"""


def python(script, *arguments, stdin=""):
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--executors", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--copies", type=int, default=8)
    args = parser.parse_args()
    rows = [{"id": row["id"], "text": row["text"]} for row in newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")]
    size = sum(len(row["text"].encode()) for row in rows) * args.copies / 1e6
    with tempfile.TemporaryDirectory() as folder:
        table = pyarrow.concat_tables([pyarrow.Table.from_pylist(rows)] * args.copies)
        pyarrow.parquet.write_table(table, f"{folder}/news.parquet", row_group_size=10000)
        small = newstag.build(args.data / "dictionaries" / "officials-260k.jsonl.zst", output=f"{folder}/small.dict")
        print(f"{size:.0f} MB of text in {len(table)} documents\n")
        print("| executors | seconds | MB/s | times one | of it reading alone | first run, with start | session ready after |\n|---|---|---|---|---|---|---|")
        one = None
        for executors in args.executors:
            taken = python(ONE, executors, folder, small.path)
            one = one or taken["tag"]
            print(
                f"| {executors} | {taken['tag']:.2f} | {size / taken['tag']:.1f} | {one / taken['tag']:.2f} | {taken['read']:.2f} "
                f"| {taken['first']:.2f} | {taken['ready']:.1f} |"
            )
        large = newstag.build(args.data / "dictionaries" / "names-2.6m.jsonl.zst", output=f"{folder}/large.dict")
        texts = json.dumps([row["text"] for row in rows[:50]])
        first = min(python(FIRST_BATCH, large.path, stdin=texts) for _ in range(3))
        print(f"\nfirst batch of 50 articles with {large.names} names: {first * 1000:.0f} ms after the worker opens the dictionary (floor: 300 ms)")


if __name__ == "__main__":
    main()
