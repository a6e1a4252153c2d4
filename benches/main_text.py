#!/usr/bin/env python3
"""How much of an article's text `newstag tag` takes from a web page, and how much else, beside trafilatura.

    python3 benches/main_text.py FOLDER [--newstag target/release/newstag]

FOLDER is a copy of scrapinghub/article-extraction-benchmark: 181 pages of news sites in `html/`, the articles as people marked them in `ground-truth.json`, and
`evaluate.py`, whose measure this is: precision, recall and F1 of runs of four words, the mean over pages. trafilatura (a PyPI package) is measured too
where this Python has it, as that collection calls it. A page that no text is found in counts as an empty text.
"""

import argparse
import gzip
import importlib.util
import json
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parent.parent


def evaluator(folder):
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_newstag(binary, pages):
    """The texts by page, and the seconds."""
    start = time.monotonic()
    command = [str(binary), "tag", "--threads", "1", "--include-text", "--input-format", "html", *map(str, pages.values())]
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if out.returncode not in (0, 1):
        sys.exit(f"{binary} ended with status {out.returncode}")
    texts = {record["source"]["path"]: record["text"] for record in map(json.loads, out.stdout.splitlines())}
    return {page: texts.get(str(path), "") for page, path in pages.items()}, time.monotonic() - start


def by_trafilatura(pages):
    import trafilatura

    texts = {page: gzip.decompress(path.read_bytes()).decode() for page, path in pages.items()}
    start = time.monotonic()
    return {page: trafilatura.extract(text, include_comments=False) or "" for page, text in texts.items()}, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--newstag", default=ROOT / "target/release/newstag")
    args = parser.parse_args()
    evaluate = evaluator(args.folder)
    gold = json.loads((args.folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {page: args.folder / "html" / f"{page}.html.gz" for page in gold}
    found = {"newstag": by_newstag(args.newstag, pages)}
    if importlib.util.find_spec("trafilatura"):
        found["trafilatura"] = by_trafilatura(pages)
    print(f"{len(pages)} pages\n\n{'':12} {'F1':>6} {'precision':>10} {'recall':>7} {'no text':>8} {'seconds':>8}")
    for name, (texts, seconds) in found.items():
        counts = [evaluate.string_shingle_matching(true=gold[page].get("articleBody", ""), pred=texts[page]) for page in gold]
        measured = evaluate.metrics_from_tp_fp_fns(counts)
        none = statistics.mean(not text for text in texts.values()) * len(texts)
        print(f"{name:12} {measured['f1']:>6.3f} {measured['precision']:>10.3f} {measured['recall']:>7.3f} {none:>8.0f} {seconds:>8.1f}")


if __name__ == "__main__":
    main()
