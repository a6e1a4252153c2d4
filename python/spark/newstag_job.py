#!/usr/bin/env python3
"""Tags news with Spark: JSON Lines or Parquet in, Parquet out.

    spark-submit --archives deps.tar.gz#deps newstag_job.py INPUT OUTPUT --dictionary people.dict --archive deps

On the nodes nothing is installed but PySpark and pyarrow; `python -c 'import newstag.spark; newstag.spark.archive("deps.tar.gz")'` makes
the archive. Where the package is installed on all nodes, leave out --archives and --archive. With --input-format files, INPUT is a list of
files, a path a line, which all nodes can read: each task reads whole files itself, in any format that `newstag tag` reads.
"""

import argparse
import os
import sys

from pyspark import SparkFiles
from pyspark.sql import SparkSession

# News articles are long: more of them at once would only take memory.
RECORDS_PER_BATCH = 2000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a file, a folder or a pattern that Spark can read")
    parser.add_argument("output", help="the folder that is written; it must not exist")
    parser.add_argument("--input-format", choices=["jsonl", "parquet", "files"], default="jsonl")
    parser.add_argument("--dictionary", action="append", help="a dictionary on the driver, best a compiled one; repeatable")
    parser.add_argument("--shape", choices=["nested", "long"], default="nested")
    parser.add_argument("--keep", help="columns of the input that the output has, with commas between them; all for all")
    parser.add_argument("--archive", help="the name behind # in --archives")
    parser.add_argument("--partitions", type=int, help="into so many parts the input is dealt out")
    for part in ("text", "id", "title", "date", "lang"):
        parser.add_argument(f"--{part}", help=f"the column that holds the {part} (default: {part})")
    return parser.parse_args()


def main():
    args = arguments()
    builder = SparkSession.builder.appName("newstag")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", RECORDS_PER_BATCH).getOrCreate()
    if args.archive:
        sys.path.insert(0, os.path.join(SparkFiles.getRootDirectory(), args.archive))
    import newstag.spark

    settings = {"dictionary": args.dictionary, "shape": args.shape, "archive": args.archive}
    bad = spark.sparkContext.accumulator(0)
    if args.input_format == "files":
        frame = spark.read.text(args.input)
        frame = frame.repartition(args.partitions) if args.partitions else frame
        tagged = newstag.spark.tag_files(frame, path="value", bad=bad, **settings)
    else:
        frame = spark.read.json(args.input) if args.input_format == "jsonl" else spark.read.parquet(args.input)
        frame = frame.repartition(args.partitions) if args.partitions else frame
        parts = {part: getattr(args, part) for part in ("id", "title", "date", "lang")}
        keep = args.keep.split(",") if args.keep and args.keep != "all" else args.keep
        tagged = newstag.spark.tag(frame, text=args.text or "text", keep=keep, bad=bad, **parts, **settings)
    tagged.write.parquet(args.output)
    written = spark.read.parquet(args.output).count()
    print(f"newstag: {written} rows written, {bad.value} documents or files could not be tagged", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()
