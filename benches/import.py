#!/usr/bin/env python3
"""How fast `newstag dict import wikidata` reads a dump, and in how much memory.

    python3 benches/import.py [--megabytes 2000] [--newstag target/release/newstag] [--keep FILE]

Makes a dump that looks like Wikidata's: items of 2 to 40 kB with labels in many languages, claims with qualifiers and references, sitelinks,
nothing but ASCII. One item in eight is a person, three in ten of them held offices. The same numbers give the same bytes. Then it is
imported, and what the process took is told: time on a processor (which does not depend on what else the machine does), bytes by that time, memory at
its highest. What there is to find is known beforehand: where something else is found, the program fails.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LANGUAGES = """en de fr es it pt nl pl ru ja ar sv uk cs fi hu ko tr he da nb ro ca fa id vi sr bg el sk hr lt sl et eu gl lv
ast be hy ka az kk uz th ms bn ta te ml hi mr ur pa sw af cy ga sq mk bs is lb la eo oc br zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-sg yue
arz en-gb en-ca de-ch de-at pt-br sco nds vec lmo pms scn""".split()
SYLLABLES = "ka mo ri ta shen lu ber go ven dal is tor mar el nor wi an che fu quin sta bro de hai zu pol".split()
HAN = "安柏陈东恩方高华嘉凯林明宁欧鹏秦荣松天伟文夏晓旭雅阳志中"
# Classes that nobody asks for; those of persons and positions.
OTHER_CLASSES = range(900_000, 900_012)
CLASSES = {"person": 5, "office": 4164871}
# Offices come first: in real dumps too, most are older items than their holders.
OFFICES = 2000
POOL = 6000
PERSONS = 0.125
HAVE_OFFICES = 0.3


class Item:
    """An item without its number, made by a random generator of its own."""

    def __init__(self, make, kind):
        self.make, self.kind = make, kind
        # Few items are long.
        self.size = min(1.0, make.paretovariate(1.1) / 12)
        self.terms = 0

    def parts(self):
        """The JSON ahead of the number and behind it, the kind, and how many terms of offices the item tells."""
        name = self.name(2)
        codes = ["en"] + self.make.sample(LANGUAGES[1:], int(2 + (len(LANGUAGES) - 3) * self.size))
        rest = {
            "labels": {code: self.text(code, self.label(code, name)) for code in codes},
            "descriptions": {code: self.text(code, self.name(5)) for code in codes},
            "aliases": {code: [self.text(code, self.label(code, self.name(2)))] for code in codes[::3]},
            "claims": self.claims(),
            "sitelinks": {f"{code.replace('-', '_')}wiki": self.sitelink(code, name) for code in codes[::2]},
            "lastrevid": self.make.randrange(10**9, 2 * 10**9),
        }
        behind = '",' + json.dumps(rest, separators=(",", ":"))[1:]
        return '{"type":"item","id":"', behind, self.kind, self.terms

    def claims(self):
        kind = CLASSES.get(self.kind) or self.make.choice(OTHER_CLASSES)
        claims = {"P31": [self.statement("P31", self.entity(kind))]}
        if self.kind == "person":
            claims["P569"] = [self.statement("P569", self.time(1900, 1990))]
            if self.make.random() < HAVE_OFFICES:
                claims["P39"] = self.positions()
        for _ in range(int(2 + 46 * self.size)):
            claims.setdefault(f"P{self.make.randrange(1000, 9000)}", []).append(None)
        return {prop: [value or self.any_statement(prop) for value in values] for prop, values in claims.items()}

    def positions(self):
        offices = self.make.sample(range(1, OFFICES + 1), self.make.randrange(1, 4))
        self.terms = len(offices)
        return [self.position(office) for office in offices]

    def position(self, office):
        start = self.make.randrange(1950, 2015)
        times = {"P580": self.time(start, start + 1), "P582": self.time(start + 2, start + 8)}
        return self.statement("P39", self.entity(office), {prop: [self.snak(prop, time)] for prop, time in times.items()})

    def any_statement(self, prop):
        kind = self.make.randrange(3)
        value = (self.entity(self.make.randrange(1, 10**8)), self.external(), self.time(1500, 2025))[kind]
        return self.statement(prop, value)

    def statement(self, prop, value, qualifiers=None):
        statement = {"mainsnak": self.snak(prop, value), "type": "statement"}
        if qualifiers:
            statement |= {"qualifiers": qualifiers, "qualifiers-order": list(qualifiers)}
        statement |= {"id": f"Q${self.make.getrandbits(128):032X}", "rank": "normal"}
        if self.make.random() < 0.5:
            snaks = {"P248": [self.snak("P248", self.entity(self.make.randrange(1, 10**7)))], "P813": [self.snak("P813", self.time(2012, 2025))]}
            statement["references"] = [{"hash": f"{self.make.getrandbits(160):040x}", "snaks": snaks, "snaks-order": list(snaks)}]
        return statement

    def snak(self, prop, value):
        return {"snaktype": "value", "property": prop, "hash": f"{self.make.getrandbits(160):040x}", **value}

    def entity(self, number):
        value = {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}
        return {"datavalue": {"value": value, "type": "wikibase-entityid"}, "datatype": "wikibase-item"}

    def external(self):
        return {"datavalue": {"value": f"{self.make.getrandbits(64):016x}", "type": "string"}, "datatype": "external-id"}

    def time(self, first, last):
        time = f"+{self.make.randrange(first, last)}-{self.make.randrange(1, 13):02}-{self.make.randrange(1, 29):02}T00:00:00Z"
        value = {"time": time, "timezone": 0, "before": 0, "after": 0, "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
        return {"datavalue": {"value": value, "type": "time"}, "datatype": "time"}

    def label(self, code, name):
        is_han = code.startswith("zh") or code in ("ja", "yue")
        return "".join(self.make.choice(HAN) for _ in range(3)) if is_han else name

    def name(self, words):
        return " ".join("".join(self.make.choices(SYLLABLES, k=self.make.randrange(1, 4))).title() for _ in range(words))

    def text(self, code, value):
        return {"language": code, "value": value}

    def sitelink(self, code, name):
        site = f"{code.replace('-', '_')}wiki"
        return {"site": site, "title": name, "badges": [], "url": f"https://{code}.wikipedia.org/wiki/{name.replace(' ', '_')}"}


def items(seed):
    """Items without end, each as the JSON ahead of its number, the JSON behind it, and what kind it is.

    After the offices comes a pool of some thousand items, again and again under new numbers: to make millions in Python would take longer than
    anybody waits, and to the importer each is another one."""
    for number in range(1, OFFICES + 1):
        yield number, *Item(random.Random(f"{seed} {number}"), "office").parts()
    make = random.Random(seed)
    pool = []
    for number in range(OFFICES + 1, OFFICES + POOL + 1):
        kind = "person" if make.random() < PERSONS else "other"
        pool.append(Item(random.Random(f"{seed} {number}"), kind).parts())
        yield number, *pool[-1]
    while True:
        for parts in pool:
            number += 1
            yield number, *parts


def write(path, seed, wanted):
    """Writes a dump and, beside it, what there is to find."""
    size, found = 0, {"items": 0, "person": 0, "office": 0, "terms": 0}
    with open(path, "w", encoding="ascii") as out:
        size += out.write("[\n")
        for number, ahead, behind, kind, terms in items(seed):
            if size >= wanted:
                break
            size += out.write(f"{ahead}Q{number}{behind},\n")
            found["items"] += 1
            found["terms"] += terms
            if kind in found:
                found[kind] += 1
        out.write("]\n")
    Path(f"{path}.found.json").write_text(json.dumps(found))


def run(command):
    """The time on a processor and the highest memory of a command, and the last line that it told. This process is small, since what it has is
    counted as the other's until that begins."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        lines = told.read().decode().splitlines()
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}: {lines}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, lines[-1]


def number_of(what, summary):
    return int(re.search(rf"([\d,]+) {what}", summary)[1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--newstag", default="target/release/newstag")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="leave the dump there, and take it as it is where it is there")
    parser.add_argument("--make", type=Path, metavar="FILE", help="make a dump and nothing else")
    args = parser.parse_args()
    if args.make:
        return write(args.make, args.seed, args.megabytes * 10**6)
    with tempfile.TemporaryDirectory() as folder:
        dump = args.keep or Path(folder) / "dump.json"
        if not dump.exists():
            make = [sys.executable, __file__, "--megabytes", str(args.megabytes), "--seed", str(args.seed), "--make", str(dump)]
            subprocess.run(make, check=True)
        found = json.loads(Path(f"{dump}.found.json").read_text())
        output = Path(folder) / "out.jsonl"
        seconds, memory, summary = run([args.newstag, "dict", "import", "wikidata", str(dump), "-o", str(output), "--languages", "en,zh,de"])
        print(summary)
        report(found, dump.stat().st_size, seconds, memory, summary, output)


def report(found, size, seconds, memory, summary, output):
    with open(output, encoding="utf-8") as lines:
        terms = sum(len(json.loads(line).get("holders", [])) for line in lines if line.find('"type":"office"') > 0)
    wanted = (found["items"], found["person"] + found["office"], found["terms"])
    got = (number_of("records", summary), number_of("entities", summary), terms)
    if got != wanted:
        sys.exit(f"records, entities and terms are {got}, but should be {wanted}")
    print(f"{size / 10**6:.0f} MB, {found['items']} items of {size / found['items'] / 1000:.1f} kB")
    print(f"{seconds:.2f} s on a processor, {size / 10**6 / seconds:.0f} MB/s, {memory:.0f} MiB at the highest")


if __name__ == "__main__":
    main()
