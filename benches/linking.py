#!/usr/bin/env python3
"""What linking adds to the time of `newstag tag`, on one thread.

    python3 benches/linking.py DICTIONARY NEWS.jsonl[.zst] [--newstag target/release/newstag] [--articles N] [--rounds 5]

Linking is three functions: `link::link`, which finds who is meant by what was found, `add_partials`, which looks at the text again for parts of names, and
`gather_entities`. They are measured with all that they call, against all else that the program does, start and output included: once in instructions, which valgrind's
callgrind counts, and in each of the rounds by the clock, in samples of the stack that perf takes. Of the rounds the median counts. Needs both
programs, and zstd for a compressed file; callgrind takes a minute or two for 40,000 articles, --articles N takes N of them, evenly spread.

The floor is a third. A program that adds more instructions ends with status 1.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FLOOR = 1 / 3
LINKING = re.compile(r"newstag::link::(link|gather_entities)$|::add_partials$")
COSTS = re.compile(r"[0-9+*-]")
REFERENCE = re.compile(r"\((\d+)\)(?: (.*))?$")


def articles(path, most):
    if path.suffix == ".zst":
        lines = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.splitlines(True)
    else:
        lines = path.read_bytes().splitlines(True)
    return lines if most is None else lines[:: max(1, len(lines) // most)][:most]


def instructions(profile):
    """Those of linking and of all, from a profile of callgrind."""
    names = {}

    def name(text):
        number, told = REFERENCE.match(text).groups()
        return names.setdefault(number, told)

    of_linking, of_all, is_linking, seen = 0, 0, False, set()
    for line in profile.read_text().splitlines():
        if line.startswith("fn="):
            function = name(line[3:])
            is_linking = bool(LINKING.search(function))
            seen.update([function] if is_linking else [])
        elif line.startswith("cfn="):
            name(line[4:])
        elif line.startswith("totals:"):
            of_all = int(line.split()[1])
        elif is_linking and COSTS.match(line):
            # The function's own, or behind `calls=` those of what it calls.
            of_linking += int(line.split()[1])
    if len(seen) < 2:
        sys.exit(f"{profile}: expected the functions of linking, found {sorted(seen)}: is the program stripped?")
    return of_linking, of_all


def samples(recorded):
    """Those of linking and of all, from what perf recorded."""
    script = ["perf", "script", "-i", recorded, "--no-inline", "-F", "ip,sym"]
    text = subprocess.run(script, check=True, capture_output=True, text=True).stdout
    stacks = [stack for stack in text.split("\n\n") if stack.strip()]
    is_linking = [any(LINKING.search(frame.strip()) for frame in stack.splitlines()) for stack in stacks]
    return sum(is_linking), len(stacks)


def row(what, of_linking, of_all):
    added = of_linking / (of_all - of_linking)
    print(f"| {what} | {of_all:,} | {of_linking:,} | {100 * added:.1f} % |")
    return added


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--newstag", default="target/release/newstag", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    newstag = arguments.newstag.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        compiled, news = folder / "names.dict", folder / "news.jsonl"
        news.write_bytes(b"".join(articles(arguments.news, arguments.articles)))
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([newstag, "dict", "build", arguments.dictionary, "-o", compiled], **quiet)
        tag = [newstag, "tag", "-d", compiled, "--threads", "1", news, "-o", folder / "out.jsonl"]
        print("| measure | all | linking | linking adds |\n|---|--:|--:|--:|")
        counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/profile", *tag]
        subprocess.run(counted, **quiet)
        added = row("instructions", *instructions(folder / "profile"))
        rounds = []
        for _ in range(arguments.rounds):
            recorder = ["perf", "record", "-q", "-F", "1999", "--call-graph", "dwarf,8192", "-o", folder / "recorded", "--"]
            subprocess.run([*recorder, *tag], **quiet)
            rounds.append(samples(folder / "recorded"))
        if rounds:
            rounds.sort(key=lambda round: round[0] / round[1])
            row("samples of the clock", *rounds[len(rounds) // 2])
    return int(added > FLOOR)


if __name__ == "__main__":
    sys.exit(main())
