#!/usr/bin/env python3
"""How fast the package is, beside the command line and beside what a user would pick instead.

    python/benches/speed.py --data FOLDER --newstag target/release/newstag [--json F]

FOLDER has `dictionaries/officials-260k.jsonl.zst` and `text/news-en.jsonl.zst` (docs/benchmarks.md). Needs polars, spacy and
ahocorasick_rs. All sides find the same names in the same texts; of three rounds, in turns, the best counts. Rivals that are slow get fewer
documents. With one thread, what is compared is the processor's time, which moves less with what else the machine does; with two, the clock's.
Below each table stand the floors that the project set itself.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import tempfile
import time

import polars

import newstag

MB = 1e6
ROUNDS = 3


def processor():
    """The processor's seconds of this process and of those that it has waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in (own, children))


def best(sides, clock):
    """The best time of each side, and what it last gave, in turns."""
    times, results = {}, {}
    for _ in range(ROUNDS):
        for name, work in sides.items():
            start = clock()
            results[name] = work()
            taken = clock() - start
            times[name] = min(taken, times.get(name, taken))
    return times, results


def table(title, head, rows):
    print(f"\n**{title}**\n\n| {' | '.join(head)} |\n|{'|'.join('---' for _ in head)}|")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


def beside_the_command_line(frame, size, dictionary, program, work):
    """A frame in memory to a table in memory, against JSON Lines in a file to JSON Lines in a file."""
    documents, output = work / "news.jsonl", work / "out.jsonl"
    frame.write_ndjson(documents)
    tagger = newstag.Tagger(dictionary)
    rows, figures = [], {}
    for threads in (1, 2):
        command = [program, "tag", documents, "-d", dictionary, "-o", output, "--threads", str(threads)]
        sides = {
            "newstag tag": lambda: subprocess.run([str(part) for part in command], check=True, capture_output=True).stderr,
            "tagger.tag, long": lambda: len(tagger.tag(frame, n_threads=threads)),
            "tagger.tag, nested": lambda: len(tagger.tag(frame, n_threads=threads, shape="nested")),
            "tagger.pipe": lambda: sum(1 for _ in tagger.pipe(frame.iter_rows(named=True), n_threads=threads)),
        }
        times, results = best(sides, processor if threads == 1 else time.perf_counter)
        mentions = int(results["newstag tag"].decode().strip().splitlines()[-1].split(" mentions")[0].split()[-1].replace(",", ""))
        assert results["tagger.tag, long"] == mentions, (results["tagger.tag, long"], mentions)
        for name, taken in times.items():
            share = times["newstag tag"] / taken
            rows.append((name, threads, f"{taken:.3f}", f"{size / MB / taken:.1f}", f"{share:.2f}"))
            figures[f"{name}, {threads}"] = share
    table("beside the command line", ("what", "threads", "seconds", "MB/s", "of the command line's speed"), rows)
    print(f"\n{mentions} mentions in {len(frame)} documents; floor: tagger.tag 0.85 of the command line's speed")
    return figures


def is_whole(text, start, end):
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    behind = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not behind


def beside_others(frame, names, work, few):
    """One thread, the same names, one entity each."""
    import ahocorasick_rs
    import spacy
    from spacy.matcher import PhraseMatcher

    texts = frame["text"].to_list()
    entities = [{"id": f"e{number}", "type": "x", "names": [name]} for number, name in enumerate(names)]
    built = newstag.build(entities, output=work / "names.dict")
    tagger = newstag.Tagger(built)
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("x", list(nlp.tokenizer.pipe(names)))
    with_ruler, with_newstag = spacy.blank("en"), spacy.blank("en")
    with_ruler.add_pipe("entity_ruler").add_patterns([{"label": "x", "pattern": name} for name in names])
    with_newstag.add_pipe("newstag", config={"dictionary": built.path})

    def given(all):
        """The language is given, since the others look for none."""
        return polars.DataFrame({"text": all}).with_columns(lang=polars.lit("en"))

    def whole(text):
        return sum(is_whole(text, start, end) for _, start, end in automaton.find_matches_as_indexes(text))

    sides = {
        "newstag, tagger.tag": (texts, lambda all: len(tagger.tag(given(all), n_threads=1))),
        "newstag, tagger.tag, language guessed": (texts, lambda all: len(tagger.tag(given(all), lang="", n_threads=1))),
        "newstag, pipe and doc.ents": (texts, lambda all: sum(len(doc.ents) for doc in tagger.pipe(all, n_threads=1))),
        "ahocorasick_rs, boundaries in Python": (texts, lambda all: sum(map(whole, all))),
        "spaCy PhraseMatcher": (texts[:few], lambda all: sum(len(matcher(doc)) for doc in nlp.tokenizer.pipe(all))),
        "spaCy entity_ruler": (texts[:few], lambda all: sum(len(doc.ents) for doc in with_ruler.pipe(all))),
        "spaCy with newstag": (texts[:few], lambda all: sum(len(doc.ents) for doc in with_newstag.pipe(all))),
        "spaCy's tokenizer alone": (texts[:few], lambda all: sum(len(doc) > 0 for doc in nlp.tokenizer.pipe(all)) * 0),
    }
    times, results = best({name: (lambda given=given, work=work: work(given)) for name, (given, work) in sides.items()}, processor)
    speeds = {name: sum(len(text.encode()) for text in sides[name][0]) / MB / taken for name, taken in times.items()}
    ours = speeds["newstag, tagger.tag"]
    rows = [
        (name, len(sides[name][0]), results[name] or "", f"{speed:.2f}", f"{ours / speed:.1f}") for name, speed in speeds.items()
    ]
    table(f"{len(names)} names, one thread", ("what", "documents", "mentions", "MB/s", "tagger.tag is so many times as fast"), rows)
    print("\nfloors: 100 times PhraseMatcher, 3 times ahocorasick_rs")
    return {f"times {name}": ours / speed for name, speed in speeds.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--newstag", type=pathlib.Path, required=True, help="the program, built for release")
    parser.add_argument("--few", type=int, default=1000, help="so many documents for what is slow (default: %(default)s)")
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()
    source = args.data / "dictionaries" / "officials-260k.jsonl.zst"
    rows = [{part: row.get(part) for part in ("id", "title", "date", "text")} for row in newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")]
    frame = polars.DataFrame(rows, infer_schema_length=None)
    size = frame["text"].str.len_bytes().sum()
    names = sorted({name if isinstance(name, str) else name["text"] for entity in newstag.read_jsonl(source) for name in entity["names"]})
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        dictionary = newstag.build(source, output=work / "officials.dict").path
        figures = beside_the_command_line(frame, size, dictionary, args.newstag, work)
        figures.update(beside_others(frame, names, work, args.few))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
