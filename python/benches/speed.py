#!/usr/bin/env python3
"""How fast the package is beside the command line.

    python/benches/speed.py --data FOLDER --newstag target/release/newstag [--dictionary names-2.6m] [--threads 1 2] [--rounds 3] [--json F]

FOLDER has `dictionaries/officials-260k.jsonl.zst` and `text/news-en.jsonl.zst` (docs/benchmarks.md). Needs polars. Of some rounds, in turns, the best
counts. With one thread, what is compared is the processor's time, which moves less with what else the machine does; with two, the clock's. Below
the table stands the floor that the project set itself.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import polars
from measure import MB, best, processor, table

import newstag


def beside_the_command_line(frame, size, dictionary, args, work):
    """A frame in memory to a table in memory, against JSON Lines in a file to JSON Lines in a file."""
    documents, output = work / "news.jsonl", work / "out.jsonl"
    frame.write_ndjson(documents)
    tagger = newstag.Tagger(dictionary)
    rows, figures = [], {}
    for threads in args.threads:
        command = [args.newstag, "tag", documents, "-d", dictionary, "-o", output, "--threads", str(threads)]
        sides = {
            "newstag tag": lambda: subprocess.run([str(part) for part in command], check=True, capture_output=True).stderr,
            "tagger.tag, long": lambda: len(tagger.tag(frame, n_threads=threads)),
            "tagger.tag, nested": lambda: len(tagger.tag(frame, n_threads=threads, shape="nested")),
            "tagger.pipe": lambda: sum(1 for _ in tagger.pipe(frame.iter_rows(named=True), n_threads=threads)),
        }
        times, results = best(sides, processor if threads == 1 else time.perf_counter, args.rounds)
        mentions = int(results["newstag tag"].decode().strip().splitlines()[-1].split(" mentions")[0].split()[-1].replace(",", ""))
        assert results["tagger.tag, long"] == mentions, (results["tagger.tag, long"], mentions)
        for name, taken in times.items():
            share = times["newstag tag"] / taken
            rows.append((name, threads, f"{taken:.3f}", f"{size / MB / taken:.1f}", f"{share:.2f}"))
            figures[f"{name}, {threads}"] = share
    table("beside the command line", ("what", "threads", "seconds", "MB/s", "of the command line's speed"), rows)
    print(f"\n{mentions} mentions in {len(frame)} documents; floor: tagger.tag 0.85 of the command line's speed")
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--newstag", type=pathlib.Path, required=True, help="the program, built for release")
    parser.add_argument("--dictionary", default="officials-260k", help="the names (default: %(default)s)")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()
    source = args.data / "dictionaries" / f"{args.dictionary}.jsonl.zst"
    rows = [{part: row.get(part) for part in ("id", "title", "date", "lang", "text")} for row in newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")]
    frame = polars.DataFrame(rows, infer_schema_length=None)
    size = frame["text"].str.len_bytes().sum()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        dictionary = newstag.build(source, output=work / "names.dict").path
        figures = beside_the_command_line(frame, size, dictionary, args, work)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
