#!/usr/bin/env python3
"""How fast the package is beside what a user of Python would pick instead, one thread each.

    python/benches/rivals.py --data FOLDER [--few 1000] [--rounds 3] [--json F]

FOLDER has `dictionaries/officials-260k.jsonl.zst` and `text/news-en.jsonl.zst` (docs/benchmarks.md). Needs polars, spacy and ahocorasick_rs.

All sides are given the same table of texts and the same distinct names, an entity each, and make the same: a table with a row a mention, of where it
stands and who is meant. Of some rounds, in turns, the best counts; the clock is the processor's, which moves less with what else the machine does. What
is slow gets fewer documents. Nobody but newstag looks for a language: it is told that all is English, as spaCy is, and once more left to guess. Whatever
ahocorasick_rs finds, newstag must find too, or the run fails: it finds more, since a long name that fails at its boundaries does not hide a shorter
one, and since parts of names stand for the whole.
"""

import argparse
import json
import pathlib
import tempfile

import ahocorasick_rs
import polars
import spacy
from measure import MB, best, processor, size_of, table
from spacy.matcher import PhraseMatcher

import newstag

COLUMNS = ["row", "start", "end", "name"]

# A name in the text that is a mention of another, longer one there is no other finding. Of the others, so many may be read otherwise: with dots, or where capitals mean something else.
AT_LEAST = 0.97


def is_whole(text, start, end):
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    behind = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not behind


def as_table(rows):
    return polars.DataFrame(dict(zip(COLUMNS, zip(*rows))) or {column: [] for column in COLUMNS})


class AhoCorasick:
    """ahocorasick_rs, with the boundaries checked in Python."""

    def __init__(self, names):
        self.names = names
        self.automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def matches(self, text):
        found = self.automaton.find_matches_as_indexes(text)
        return ((number, start, end) for number, start, end in found if is_whole(text, start, end))

    def count(self, texts):
        return sum(is_whole(text, start, end) for text in texts for _, start, end in self.automaton.find_matches_as_indexes(text))

    def tag(self, texts):
        names = self.names
        return as_table((row, start, end, names[number]) for row, text in enumerate(texts) for number, start, end in self.matches(text))


class Phrases:
    """spaCy's PhraseMatcher, behind its tokenizer."""

    def __init__(self, names):
        self.nlp = spacy.blank("en")
        self.matcher = PhraseMatcher(self.nlp.vocab)
        self.matcher.add("x", list(self.nlp.tokenizer.pipe(names)))

    def count(self, texts):
        return sum(len(self.matcher(doc)) for doc in self.nlp.tokenizer.pipe(texts))

    def tag(self, texts):
        docs = enumerate(self.nlp.tokenizer.pipe(texts))
        spans = ((row, span) for row, doc in docs for span in self.matcher(doc, as_spans=True))
        return as_table((row, span.start_char, span.end_char, span.text) for row, span in spans)


class Newstag:
    """The package: tables, documents, and as a component of spaCy."""

    def __init__(self, names, folder):
        entities = [{"id": name, "type": "x", "names": [name]} for name in names]
        self.path = newstag.build(entities, output=folder / "names.dict").path
        self.tagger = newstag.Tagger(self.path)

    def tag(self, frame, lang=None):
        return self.tagger.tag(frame, lang=lang, n_threads=1).to_polars()

    def tag_documents(self, texts):
        docs = enumerate(self.tagger.pipe(texts, n_threads=1))
        return as_table((row, ent.start_char, ent.end_char, ent.kb_id_) for row, doc in docs for ent in doc.ents)


def entities_of(nlp, texts):
    return as_table((row, ent.start_char, ent.end_char, ent.text) for row, doc in enumerate(nlp.pipe(texts)) for ent in doc.ents)


def ruler(names):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "x", "pattern": name} for name in names])
    return nlp


def component(path):
    nlp = spacy.blank("en")
    nlp.add_pipe("newstag", config={"dictionary": path})
    return nlp


def sides(frame, names, folder, few):
    """What is measured: on which texts, and by what."""
    ours, automaton, phrases = Newstag(names, folder), AhoCorasick(names), Phrases(names)
    with_ruler, with_newstag, tokenizer = ruler(names), component(ours.path), spacy.blank("en").tokenizer
    texts = frame["text"].to_list()
    return {
        "newstag, tagger.tag": (texts, lambda _: ours.tag(frame)),
        "newstag, tagger.tag, language guessed": (texts, lambda _: ours.tag(frame, lang="")),
        "newstag, tagger.pipe and doc.ents, language guessed": (texts, ours.tag_documents),
        "ahocorasick_rs, boundaries in Python": (texts, automaton.tag),
        "the same, counting only": (texts, automaton.count),
        "spaCy PhraseMatcher": (texts[:few], phrases.tag),
        "the same, counting alone": (texts[:few], phrases.count),
        "spaCy entity_ruler": (texts[:few], lambda some: entities_of(with_ruler, some)),
        "spaCy with newstag": (texts[:few], lambda some: entities_of(with_newstag, some)),
        "spaCy's tokenizer alone": (texts[:few], lambda some: sum(len(doc) for doc in tokenizer.pipe(some)) * 0),
    }


def check(results):
    """What another finds of whole words is found: the same place, or within a longer mention."""
    ours, theirs = results["newstag, tagger.tag"], results["ahocorasick_rs, boundaries in Python"]
    found = set(ours.filter(polars.col("field") == "text").select("row", "start", "end").rows())
    share = sum((row, start, end) in found for row, start, end, _ in theirs.rows()) / len(theirs)
    assert share >= AT_LEAST, f"newstag has only {share:.1%} of what ahocorasick_rs finds"
    return share


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--few", type=int, default=1000, help="so many documents for what is slow (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()
    source = newstag.read_jsonl(args.data / "dictionaries" / "officials-260k.jsonl.zst")
    names = sorted({name if isinstance(name, str) else name["text"] for entity in source for name in entity["names"]})
    frame = polars.DataFrame({"text": [row["text"] for row in newstag.read_jsonl(args.data / "text" / "news-en.jsonl.zst")]})
    frame = frame.with_columns(lang=polars.lit("en"))
    with tempfile.TemporaryDirectory() as folder:
        measured = sides(frame, names, pathlib.Path(folder), args.few)
        works = {name: (lambda given=given, work=work: work(given)) for name, (given, work) in measured.items()}
        times, results = best(works, processor, args.rounds)
    share = check(results)
    speeds = {name: size_of(measured[name][0]) / taken for name, taken in times.items()}
    ours = speeds["newstag, tagger.tag"]
    count = {name: result if isinstance(result, int) else len(result) for name, result in results.items()}
    rows = [(name, len(measured[name][0]), count[name] or "", f"{speed:.2f}", f"{ours / speed:.2f}") for name, speed in speeds.items()]
    table(f"{len(names)} names, one thread", ("what", "documents", "mentions", "MB/s", "tagger.tag is so many times as fast"), rows)
    print(f"\nof what ahocorasick_rs finds, newstag has {share:.1%}; floors: 100 times PhraseMatcher, 3 times ahocorasick_rs")
    if args.json:
        args.json.write_text(json.dumps({name: ours / speed for name, speed in speeds.items()}, indent=1))


if __name__ == "__main__":
    main()
