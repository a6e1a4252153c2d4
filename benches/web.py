#!/usr/bin/env python3
"""How fast `newstag tag` reads web archives, and what of that is the search for the main text.

    python3 benches/web.py [--pages 1000] [--newstag target/release/newstag]

Makes an archive of pages, compressed member by member: the shipped articles, each between menus, lists of links, comments, scripts and styles, some
60 kB a page as news sites have it, one in four in Chinese and GB18030. The same numbers give the same bytes. Then it is tagged, and the pages alone are
given to the crate that finds the main text (`cargo bench --bench pages`), and to trafilatura where this Python has it: a PyPI package that users of
Python would take. What is told is time on a processor, which does not depend on what else the machine does. Where not every page becomes a document,
the program fails. How good the texts are, `benches/main_text.py` tells.
"""

import argparse
import gzip
import importlib.util
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parent.parent
WORDS = "world politics business markets culture science travel weather opinion sport video live archive letters region city".split()
HAN = "国际政治经济市场文化科学旅行天气评论体育视频直播档案来信地区城市"
PARAGRAPHS_A_PAGE = 12
TRAFILATURA = """
import sys, trafilatura
for page in open(sys.argv[1], encoding="utf-8").read().split("\\0")[:-1]:
    if not trafilatura.extract(page, include_comments=False):
        sys.exit("a page without text")
"""


def paragraphs():
    """The paragraphs of the shipped articles, Chinese ones apart."""
    found = {"en": [], "zh": []}
    for path in sorted((ROOT / "corpus").glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            if len(paragraph) > 60:
                chinese = sum("\u4e00" <= c <= "\u9fff" for c in paragraph) * 3 > len(paragraph)
                found["zh" if chinese else "en"].append(paragraph)
    return found


class Page:
    """A page by its number."""

    def __init__(self, number, found):
        self.number, self.make = number, random.Random(number)
        self.lang = "zh" if number % 4 == 3 and found["zh"] else "en"
        self.charset = "gb18030" if self.lang == "zh" else "utf-8"
        self.body = [self.make.choice(found[self.lang]) for _ in range(PARAGRAPHS_A_PAGE)]

    def label(self, words):
        if self.lang == "zh":
            return "".join(self.make.choice(HAN) for _ in range(2 * words))
        return " ".join(self.make.choice(WORDS) for _ in range(words)).capitalize()

    def links(self, count, words):
        items = (f'<li class="item"><a class="link" href="/{self.make.randrange(10**6)}.html">{self.label(words)}</a></li>' for _ in range(count))
        return f'<ul class="list">{"".join(items)}</ul>'

    def script(self, size):
        numbers = ",".join(f'"k{i}":{self.make.randrange(10**9)}' for i in range(size // 18))
        return f"<script>window.data={{{numbers}}};</script>"

    def comments(self, count):
        one = '<div class="comment"><span class="user">{}</span><p>{}</p><a href="#">{}</a></div>'
        return "".join(one.format(self.label(1), self.label(12), self.label(1)) for _ in range(count))

    def html(self):
        text = "".join(f"<p>{paragraph}</p>" for paragraph in self.body)
        day = f"2019-{1 + self.number % 12:02}-{1 + self.number % 28:02}"
        return f"""<!DOCTYPE html><html lang="{self.lang}"><head><meta charset="{self.charset}"><title>{self.label(6)} - Example News</title>
<meta property="og:title" content="{self.label(6)}"><meta property="article:published_time" content="{day}T08:00:00Z">
<style>{".a{margin:0;padding:1px 2px}" * 200}</style>{self.script(16000)}</head><body><header><nav>{self.links(60, 2)}</nav></header>
<main><article><h1>{self.label(6)}</h1><div class="byline">{self.label(3)}</div>{text}</article>
<aside class="related">{self.links(40, 6)}</aside><section class="comments">{self.comments(30)}</section></main>
<footer>{self.links(50, 2)}</footer>{self.script(8000)}</body></html>"""

    def record(self):
        """The record of a web archive that the page is."""
        body = self.html().encode(self.charset)
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example.com/{self.number}\r\n"
            f"WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        return head.encode() + block + b"\r\n\r\n"


def timed(arguments):
    """Runs a program; returns what it says and its seconds on a processor."""
    child = subprocess.Popen([str(argument) for argument in arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{arguments[0]} ended with status {os.waitstatus_to_exitcode(status)}: {said}")
    return said, usage.ru_utime + usage.ru_stime


def bench_program():
    """The program that asks the crate alone, built where it is not yet."""
    said = subprocess.run(["cargo", "bench", "--locked", "--bench", "pages", "--no-run"], cwd=ROOT, check=True, capture_output=True, text=True).stderr
    return ROOT / re.search(r"\((target/\S+)\)", said).group(1)


def by_trafilatura(pages):
    """Its seconds on a processor, without those of its start."""
    command = [sys.executable, "-c", TRAFILATURA]
    return timed([*command, pages])[1] - timed([*command, os.devnull])[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--newstag", default=ROOT / "target/release/newstag")
    args = parser.parse_args()
    crate, found = bench_program(), paragraphs()
    with tempfile.TemporaryDirectory() as folder:
        archive, pages = pathlib.Path(folder, "pages.warc.gz"), pathlib.Path(folder, "pages")
        size = 0
        with archive.open("wb") as out, pages.open("wb") as alone:
            for number in range(args.pages):
                record = Page(number, found).record()
                size += len(record)
                out.write(gzip.compress(record, 6, mtime=0))
                alone.write(Page(number, found).html().encode() + b"\0")
        start = timed([args.newstag, "tag", "--threads", "1", os.devnull, "--input-format", "jsonl"])[1]
        said, tag = timed([args.newstag, "tag", "--threads", "1", archive])
        extraction = timed([crate, pages])[1]
        rival = by_trafilatura(pages) if importlib.util.find_spec("trafilatura") else None
    summary = said.splitlines()[-1]
    if f"{args.pages:,} documents, 0 skipped" not in summary:
        sys.exit(f"expected {args.pages:,} documents: {summary}")
    print(summary)
    rows = [("the crate alone", extraction), ("newstag tag, all of it", tag - start), ("of that, all but the crate", tag - start - extraction)]
    rows += [("trafilatura (Python)", rival)] if rival else []
    print(f"{args.pages:,} pages, {size / args.pages / 1000:.0f} kB each\n\n{'':28} {'ms a page':>10} {'pages/s/core':>13}")
    for name, seconds in rows:
        print(f"{name:28} {seconds / args.pages * 1000:>10.2f} {args.pages / seconds:>13.0f}")


if __name__ == "__main__":
    main()
