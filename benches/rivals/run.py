#!/usr/bin/env python3
"""Runs newstag and what a user would pick instead on the same names and documents, and prints a table.

README.md beside this file says what each of them does. Everything is written below target/rivals.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = ROOT / "target" / "rivals"
WORK = TARGET / "work"

# Each rival: the folder of its installer and adapter, and what its adapter is told.
PYTHON_RIVALS = {
    "spacy-orth": ("spacy", {"ATTR": "ORTH"}),
    "spacy-lower": ("spacy", {"ATTR": "LOWER"}),
    "flashtext": ("flashtext", {}),
    "pyahocorasick": ("pyahocorasick", {}),
    "ahocorasick-rs": ("ahocorasick-rs", {}),
    "juditha": ("juditha", {}),
}
ALL = ["newstag", "newstag-compiled", *PYTHON_RIVALS, "ripgrep"]


class Failed(Exception):
    """Why a run has no result, for its row."""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="folder with dictionaries/ and text/; without it, the repository's own dictionaries and corpus")
    parser.add_argument("--dictionary", default="dictionaries/officials-260k.jsonl.zst", help="below --data")
    parser.add_argument("--documents", default="text/news-en.jsonl.zst", help="below --data")
    parser.add_argument("--names", type=int, help="so many names, evenly spread over all")
    parser.add_argument("--docs", type=int, default=5000, help="the first so many documents (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL, metavar="RIVAL")
    parser.add_argument("--minutes", type=float, default=10, help="time limit of each run (default: %(default)s)")
    parser.add_argument("--memory-gb", type=float, default=12, help="memory limit of each run (default: %(default)s)")
    parser.add_argument("--newstag", type=pathlib.Path, default=ROOT / "target/release/newstag")
    parser.add_argument("--no-install", action="store_true", help="do not install what is missing")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--markdown", type=pathlib.Path)
    return parser.parse_args()


def lines(path):
    """The lines of a file, decompressed by zstd where its name asks for it."""
    if path.suffix != ".zst":
        yield from path.read_text(encoding="utf-8").splitlines()
        return
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        yield from (line.rstrip("\n") for line in child.stdout)


def names_of(paths):
    """Every distinct name, white space at its ends taken off; those with a line end in them are left out."""
    found = {}
    for path in paths:
        for line in lines(path):
            if line.startswith("{"):
                for name in json.loads(line)["names"]:
                    text = name if isinstance(name, str) else name["text"]
                    found.setdefault(text.strip())
    return [name for name in found if name and len(name.splitlines()) == 1]


def spread(names, number):
    number = min(number or len(names), len(names))
    return [names[place * len(names) // number] for place in range(number)]


def texts_of(options):
    if options.data:
        for line in lines(options.data / options.documents):
            yield json.loads(line)["text"]
    else:
        for path in sorted((ROOT / "corpus").glob("*.txt")):
            yield path.read_text(encoding="utf-8")


def first(values, number):
    return [value for _, value in zip(range(number), values)]


def prepare(options):
    """Writes what the runs read; returns the number of names, of documents, and of bytes of text."""
    WORK.mkdir(parents=True, exist_ok=True)
    paths = [options.data / options.dictionary] if options.data else sorted((ROOT / "dictionaries").glob("*.jsonl"))
    names = spread(names_of(paths), options.names)
    texts = first(texts_of(options), options.docs)
    (WORK / "names.txt").write_text("".join(name + "\n" for name in names), encoding="utf-8")
    with open(WORK / "names.jsonl", "w", encoding="utf-8") as out:
        for number, name in enumerate(names):
            entity = {"id": str(number), "type": "name", "names": [name]}
            out.write(json.dumps(entity, ensure_ascii=False) + "\n")
    with open(WORK / "documents.jsonl", "w", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    (WORK / "documents.txt").write_text("".join(" ".join(text.split()) + "\n" for text in texts), encoding="utf-8")
    (WORK / "no-documents.jsonl").write_text("")
    return len(names), len(texts), sum(len(text.encode()) for text in texts)


def install(folder, options):
    """The folder of an installed rival."""
    place = TARGET / folder
    done = place / "installed"
    if done.exists():
        return place
    if options.no_install:
        raise Failed("is not installed")
    child = subprocess.run(["bash", HERE / folder / "install.sh", place], capture_output=True, text=True)
    if child.returncode:
        last = (child.stderr.strip().splitlines() or ["no message"])[-1]
        raise Failed(f"could not be installed: {last}")
    done.touch()
    return place


def limited(command, options, stdout, environment=None):
    """Runs a command within the limits; returns what it took and what it wrote to standard error."""
    seconds = options.minutes * 60
    measured = [sys.executable, HERE / "measured.py", WORK / "taken.json", str(seconds), str(int(options.memory_gb * 1e9))]
    with open(WORK / "stderr.txt", "w+", encoding="utf-8") as said:
        subprocess.run([*measured, *command], stdout=stdout, stderr=said, env=os.environ | (environment or {}), cwd=WORK, check=True)
        said.seek(0)
        message = said.read().strip()
    taken = json.loads((WORK / "taken.json").read_text())
    if taken["expired"]:
        raise Failed(f"was ended after {options.minutes:g} minutes, with {taken['peak'] / 1e6:,.0f} MB")
    if taken["status"]:
        last = (message.splitlines() or ["no message"])[-1][:120].replace("|", "/")
        limits = f"limits: {options.minutes:g} minutes, {options.memory_gb:g} GB"
        time = f" after {taken['seconds']:.0f} s with {taken['peak'] / 1e6:,.0f} MB"
        raise Failed(f"ended with status {taken['status']}{time} ({limits}): {last}")
    return taken, message


def fastest(run):
    """The faster of two runs, so that what else the machine does counts less where one time is taken off another."""
    return min((run() for _ in range(2)), key=lambda result: result[0]["seconds"])


def tag_with_newstag(options, dictionary):
    """Loading is a run without documents, tagging what a run with them takes longer."""
    def tag(documents):
        command = [options.newstag.resolve(), "tag", "-d", dictionary, "--threads", "1", "-o", "newstag.jsonl", documents]
        return limited(command, options, subprocess.DEVNULL)

    load = fastest(lambda: tag("no-documents.jsonl"))[0]["seconds"]
    taken, message = fastest(lambda: tag("documents.jsonl"))
    mentions = int(re.search(r"([\d,]+) mentions", message)[1].replace(",", ""))
    return {"mentions": mentions, "load": load, "tag": taken["seconds"] - load, "peak": taken["peak"]}


def run_newstag(options):
    return tag_with_newstag(options, "names.jsonl")


def run_newstag_compiled(options):
    command = [options.newstag.resolve(), "dict", "build", "names.jsonl", "-o", "names.newstag"]
    limited(command, options, subprocess.DEVNULL)
    return tag_with_newstag(options, "names.newstag")


def run_ripgrep(options):
    """Loading is a run on an empty file, tagging what a run on the texts takes longer."""
    program = install("ripgrep", options) / "bin" / "rg"

    def search(file):
        # Without a match, ripgrep ends with status 1.
        script = '"$0" -F -w -o --no-filename -f names.txt "$1" > ripgrep.txt || [ $? -eq 1 ]'
        return limited(["bash", "-c", script, program, file], options, subprocess.DEVNULL)

    load = fastest(lambda: search("no-documents.jsonl"))[0]["seconds"]
    taken, _ = fastest(lambda: search("documents.txt"))
    with open(WORK / "ripgrep.txt", encoding="utf-8") as out:
        mentions = sum(1 for _ in out)
    return {"mentions": mentions, "load": load, "tag": taken["seconds"] - load, "peak": taken["peak"]}


def run_python(name, options):
    folder, environment = PYTHON_RIVALS[name]
    python = install(folder, options) / "bin" / "python"
    environment = {**environment, "PYTHONPATH": str(HERE), "WORK": str(WORK)}
    command = [python, HERE / folder / "tag.py", "names.txt", "documents.jsonl"]
    with open(WORK / "result.json", "w+", encoding="utf-8") as out:
        taken, _ = limited(command, options, out, environment)
        out.seek(0)
        return {**json.loads(out.read().strip().splitlines()[-1]), "peak": taken["peak"]}


def run(name, options):
    runners = {"newstag": run_newstag, "newstag-compiled": run_newstag_compiled, "ripgrep": run_ripgrep}
    try:
        return runners[name](options) if name in runners else run_python(name, options)
    except Failed as why:
        return {"failed": str(why)}


def table(rows, size):
    yield f"| {'':16} | {'mentions':>9} | {'load s':>7} | {'tag s':>7} | {'tag MB/s':>8} | {'peak MB':>7} |"
    yield f"|{'-' * 18}|{'-' * 10}:|{'-' * 8}:|{'-' * 8}:|{'-' * 9}:|{'-' * 8}:|"
    for name, row in rows.items():
        if "failed" in row:
            yield f"| {name:16} | {row['failed']} | | | | |"
        else:
            speed = size / 1e6 / max(row["tag"], 1e-3)
            peak = row["peak"] / 1e6
            yield f"| {name:16} | {row['mentions']:>9,} | {row['load']:>7.2f} | {row['tag']:>7.2f} | {speed:>8.2f} | {peak:>7,.0f} |"


def processor():
    try:
        found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
        return found[1]
    except (OSError, TypeError):
        return platform.processor()


def main():
    options = arguments()
    names, documents, size = prepare(options)
    call = "benches/rivals/run.py " + " ".join(sys.argv[1:])
    head = [
        f"{processor()}, {os.cpu_count()} cores, {datetime.date.today()}, Python {platform.python_version()}",
        f"{names:,} names, {documents:,} documents, {size / 1e6:.2f} MB of text",
        "", f"    {call}", "",
    ]
    print("\n".join(head), flush=True)
    rows = {}
    for name in options.only:
        print(f"running {name} …", file=sys.stderr, flush=True)
        rows[name] = run(name, options)
    text = "\n".join([*head, *table(rows, size), ""])
    print("\n".join(table(rows, size)))
    if options.markdown:
        options.markdown.write_text(text, encoding="utf-8")
    if options.json:
        result = {"head": head, "names": names, "documents": documents, "bytes": size, "rows": rows}
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    if any("failed" in row for row in rows.values()):
        print("Some rivals have no result: their rows say why.", file=sys.stderr)


if __name__ == "__main__":
    main()
